"""Owns the portal's system checks: mistakes of installation said at start, not met by a visitor."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register

from protocols_portal.finders import ASSETS, asset_file


@register()
def check_assets(**_: Any) -> list[CheckMessage]:
    """Every front-end file of the allow-list exists in its package (a package's new version may move it)."""
    return [
        Error(
            f"Static file «{path}» is missing: {inside} is not in the package {package}.",
            hint="Install the pinned requirements, or correct ASSETS in protocols_portal/finders.py.",
            id="protocols_portal.E001",
        )
        for path, (package, inside) in ASSETS.items()
        if asset_file(path) is None
    ]


@register(Tags.security, deploy=True)
def check_address(**_: Any) -> list[CheckMessage]:
    """The portal knows its own address: issued papers print it as the place where they are checked."""
    if settings.PORTAL_URL.startswith("https://"):
        return []
    hint = "Set PORTAL_URL=https://… in the environment: without it issued papers carry a code, but no QR code."
    return [checks.Warning("PORTAL_URL is not set to an https address.", hint=hint, id="protocols_portal.W001")]
