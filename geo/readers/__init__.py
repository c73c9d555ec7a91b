"""Files to articles and to tables."""
