"""Event extraction: type, place, date and people of each reported event."""
