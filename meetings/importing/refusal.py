"""Owns the one exception of this room."""


class UnreadableSource(ValueError):
    """The file or text cannot be read as a protocol; the message says why and what to do, in Russian."""
