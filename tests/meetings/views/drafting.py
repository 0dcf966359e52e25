"""Owns what the tests of the desk send and read: one field, one deed, the text of a control."""

import re
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from meetings.models import Meeting


def save(client: Client, meeting: Meeting, field: str, value: str, base: str) -> Any:
    url = reverse("draft_field", args=[meeting.pk])
    return client.post(url, {"field": field, "value": value, "base": base})


def do(client: Client, meeting: Meeting, **sent: Any) -> Any:
    return client.post(reverse("draft_deed", args=[meeting.pk]), sent)


def shown_text(client: Client, url: str, address: str) -> str:
    """The text of a control as the browser reads it."""
    return text_in(client.get(url).content.decode(), address)


def text_in(page: str, address: str) -> str:
    """The text of a control of a page."""
    found = re.search(rf'<(\w+)([^>]*data-field="{address}"[^>]*)>', page)
    assert found is not None, address
    tag, attributes = found[1], found[2]
    behind = page[found.end() :]
    if tag == "textarea":
        return unescape(behind[: behind.index("</textarea>")].removeprefix("\n"))
    if tag == "select":
        chosen = re.search(r'<option value="([^"]*)" selected', behind[: behind.index("</select>")])
        return unescape(chosen[1]) if chosen else ""
    if 'type="checkbox"' in attributes:
        return "on" if " checked" in attributes else ""
    value = re.search(r'value="([^"]*)"', attributes)
    return unescape(value[1]) if value else ""
