"""Which reports tell of the same happening, and on whose word."""
