"""What is new in a project: as text, as a page and as a feed."""
