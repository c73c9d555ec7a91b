"""What happened, where, when and before whom."""
