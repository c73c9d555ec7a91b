"""Queries in SQL on the results of a project, and their answers as text, CSV and JSON."""
