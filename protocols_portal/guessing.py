"""Owns the limit on guesses of passwords from one address, whatever names are tried.

Axes counts by name and address together, so that a stranger locks nobody out elsewhere; one common password tried on
every name passes below that count. Here all failures of an address count. They are asked for before any password is
hashed: guesses must not cost the processor either.
"""

from typing import Any

from axes.backends import AxesBackendPermissionDenied
from axes.helpers import get_client_ip_address
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone


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
