"""Owns the settings of the tests: the project's own, of a development server, with cheap password hashes."""

import os

os.environ.setdefault("DEBUG", "1")

from protocols_portal.settings import *  # noqa: F403 - the environment stands first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
