"""The project folder: articles and their extractions kept in one SQLite file, so that nothing is read twice."""
