"""Wiring only: settings, urls, wsgi, system checks, home, health and error views."""
