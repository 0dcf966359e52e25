"""What a secretary types: forms of every part of a meeting, cleaned to plain values (no saving here)."""
