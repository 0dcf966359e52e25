"""Owns the settings of the tests: the project's own, of a development server, with cheap password hashes."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "1")

from protocols_portal.settings import *  # noqa: F403 - the environment stands first
from protocols_portal.settings import DATABASES

# The tests of printing print here; tests/meetings/rendering/test_press_process.py has a process of its own.
PRINTING_PROCESS = False
PORTAL_URL = "https://protocols.example.org"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In a file, as in production: in memory all threads of a server under test would share one connection, and the
    # transactions of two browsers would run into each other.
    _FILE = Path(tempfile.gettempdir()) / f"protocols-test-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(_FILE)}
