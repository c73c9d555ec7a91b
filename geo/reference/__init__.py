"""Reference data: places, boundaries, word lists, publishers and event types, known before any article is read."""
