"""Owns the refusal: what a use case raises when it will not do what was asked."""


class Refused(Exception):
    """The deed was refused and nothing changed; `str(error)` is Russian and fit for a secretary."""
