"""The facade: :func:`geo.read` and :class:`~geo.api.results.Results`, which has methods to draw and write."""
