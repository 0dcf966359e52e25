"""What happened, and its paper."""
