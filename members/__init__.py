"""Whom the portal serves: bodies, people, their positions and memberships. Knows nothing of meetings."""
