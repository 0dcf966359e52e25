"""Senseless values at every address and in every form: answered with a page, never with an error of the portal.

One seed, few rounds: every address gets a senseless value in every parameter at once. What once raised stands by name
in SEEN.
"""

import random
from typing import Any
from urllib.parse import quote

import pytest
from django.urls import reverse

from tests.meetings.views.conftest import World
from tests.meetings.views.test_ladder import addresses
from tests.posting import form_values

SENSELESS = (
    *("", " ", "\0", "а\0б", b"\xff\xfe\x80", b"\xed\xa0\x80", "\x01\x0b\x1f", "\ufffe\uffff", "\u202eабв"),
    *("0", "-1", "-99999999999999999999", "99999999999999999999", "9" * 400, "1e309", "nan", "²", "٤٢"),
    *("0000", "9999", "0000-00-00", "0001-01-01", "9999-12-31", "9999-12-31T23:59:59", "0001-01-01T00:00", "25:99"),
    *("'\"><script>", "{{7*7}}{% load x %}", "%s%n", "../../etc/passwd", "item:4:title", "item:0", "meeting:1:body"),
    *("[]", "{}", "null", "\r\nSet-Cookie: a=b", "😀" * 50, "а\u0301" * 900, "а" * 900),
)
PARAMETERS = (
    *("q", "page", "year", "to", "from", "from_at", "to_at", "day", "part", "who", "version", "held_on", "code"),
    *("sha256", "next", "piece"),
)
#: (address, parameter, value) that raised once
SEEN = (
    *(("body", "year", "0000"), ("extracts", "year", "0000"), ("draft_history", "day", "9999-12-31")),
    *(("draft_history", "day", "0001-01-01"), ("draft_compare", "from_at", "9999-12-31T23:59")),
    ("draft_compare", "to_at", "0001-01-01T00:00"),
)
FORMS = ("edit_body", "new_member", "new_meeting", "edit_member", "edit_person", "approvals", "edit_style", "edit_item")
FORMS += ("publish", "signatures", "annul_edition", "new_extract", "annul_extract", "account", "login")


@pytest.fixture
def _no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meetings.views.throttle.WINDOW", 0)


@pytest.mark.usefixtures("_no_limit")
def test_every_address_with_senseless_parameters_and_places(world: World) -> None:
    client, chance, urls = world.client("secretary"), random.Random(20), addresses(world)  # noqa: S311 - no secret
    for name, parameter, value in SEEN:
        assert client.get(urls[name], {parameter: value}).status_code < 500, (name, parameter, value)
    for place in (f"/bodies/{world.body.slug}/protocols-0.zip", f"/bodies/{world.body.slug}/protocols-99999.zip"):
        assert client.get(place).status_code == 404
    assert client.get(f"/{world.body.slug}/0000/").status_code == 404
    for url in urls.values():
        path = url.partition("?")[0]
        sent = {parameter: chance.choice(SENSELESS) for parameter in PARAMETERS}
        answer = client.get(path, sent)
        assert answer.status_code < 500, (path, sent)
        _read(answer)
        steps = path.split("/")
        place = chance.choice([index for index, step in enumerate(steps) if step] or [0])
        steps[place] = quote(chance.choice(SENSELESS), safe="")
        assert client.get("/" + "/".join(steps).lstrip("/")).status_code < 500, steps


def test_every_form_with_a_senseless_value_in_each_of_its_fields(world: World) -> None:
    client, chance, urls = world.client("secretary"), random.Random(21), addresses(world)  # noqa: S311 - no secret
    pages = [urls[name] for name in FORMS]
    pages += [reverse("edit_part", args=[world.meeting.pk, part]) for part in ("header", "attendance", "closing")]
    for url in pages:
        honest = form_values(client.get(url).content.decode())
        sent = {name: honest.getlist(name) for name in honest}
        for name in chance.sample(sorted(sent), max(1, len(sent) // 3)) if sent else ():
            sent[name] = [chance.choice(SENSELESS)]  # type: ignore[list-item]
        assert client.post(url, sent).status_code < 500, (url, sent)
    for name in ("draft", "meeting", "body", "members", "protocol"):
        assert client.get(urls[name]).status_code < 500, name


def _read(answer: Any) -> None:
    if answer.streaming:
        b"".join(answer.streaming_content)
