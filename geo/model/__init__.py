"""Frozen values, event types and errors; no text is read here and no file opened."""
