"""Sites over time."""
