"""What is known before any article is read."""
