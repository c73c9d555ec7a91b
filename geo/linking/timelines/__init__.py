"""Construction projects over time: their steps and present state."""
