"""From an article to its mentions and events: recognition, resolution, events."""
