"""The app's registration."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "protocols_portal"

    def ready(self) -> None:
        """Register the system checks."""
        from protocols_portal import checks  # noqa: F401 - imported for its registrations
