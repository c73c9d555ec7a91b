"""Immutable values, event types and errors; this package reads no text and opens no file."""
