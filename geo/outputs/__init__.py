"""Values to frames, files, pages and figures."""
