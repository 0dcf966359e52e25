"""Owns whose address a request comes from, and the limit on guesses of passwords from it, whatever names are tried.

Axes counts by name and address together, so that a stranger locks nobody out elsewhere; one common password tried on
every name passes below that count. Here all failures of an address count. They are asked for before any password is
hashed: guesses must not cost the processor either.
"""

import ipaddress
from typing import Any

from axes.backends import AxesBackendPermissionDenied
from axes.helpers import get_client_ip_address
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone


def client_address(request: HttpRequest) -> str | None:
    """Return the visitor's address: behind a proxy the last one of X-Forwarded-For, which the proxy itself wrote.

    What stands before it is the visitor's own word. Of IPv6 the network counts: a household has 2⁶⁴ addresses.
    """
    connected: str | None = request.META.get("REMOTE_ADDR") or None
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() if settings.BEHIND_PROXY else ""
    try:
        address = ipaddress.ip_address(told or connected or "")
    except ValueError:
        return connected
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


class AddressLimit:
    """Stands before the other backends: stops who guessed too often from there; knows no user itself.

    No BaseBackend: with a `get_user` of its own it would be asked for users it does not know.
    """

    def authenticate(self, request: HttpRequest | None, **_credentials: Any) -> None:
        """Let pass, or refuse as axes does (the answer is its page, 429)."""
        if request is None or failures_from(get_client_ip_address(request)) < settings.GUESSES_FROM_ADDRESS:
            return
        request.axes_locked_out = True  # type: ignore[attr-defined]
        raise AxesBackendPermissionDenied("too many failures from this address")


def failures_from(address: str | None) -> int:
    """Failed sign-ins from an address within the time axes remembers them (one query)."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    recent = AccessAttempt.objects.filter(ip_address=address, attempt_time__gte=since)
    return int(recent.aggregate(total=Sum("failures_since_start"))["total"] or 0)
