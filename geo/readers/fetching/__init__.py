"""Pages and feeds from the web into a folder, when asked for: what was fetched is kept as WARC files."""
