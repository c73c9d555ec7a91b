"""Why each place and event of one article was found."""
