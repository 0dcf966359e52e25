"""Owns the silence of the signing libraries: they log names, numbers of insurance and traces of what they read."""

import logging

_LOGGERS = ("pyhanko", "pyhanko_certvalidator", "asn1crypto", "oscrypto", "fontTools")


def silence_libraries() -> None:
    """Keep what the libraries say of people and certificates out of every log; errors still come as exceptions."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]
        logger.propagate = False
        logger.setLevel(logging.CRITICAL + 1)
