"""The facade: :func:`geo.read` and the :class:`~geo.api.results.Results` that draw and write themselves."""
