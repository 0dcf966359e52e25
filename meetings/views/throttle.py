"""Owns the limit on pages that strangers may ask often: so many requests a minute from one address."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

WINDOW = 60


def limited(name: str, requests: int) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Answer 429 with Retry-After above so many requests a minute; pages of one name share the count.

    The count lives in the cache: per worker process with the local one, for all with a shared one.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            key = f"limited:{name}:{get_client_ip_address(request) or 'unknown'}"
            cache.add(key, 0, WINDOW)
            try:
                count = cache.incr(key)
            except ValueError:  # it expired between the two
                count = 1
            if count <= requests:
                return view(request, *args, **kwargs)
            told = _("Слишком много запросов с вашего адреса. Подождите минуту и повторите.")
            response = render(request, "meetings/verify/limited.html", {"told": told}, status=429)
            response["Retry-After"] = str(WINDOW)
            return response

        return counted

    return decorate
