"""Turn results into frames, files, pages and figures."""
