"""Five sessions write one draft at once through the whole stack: nothing acknowledged is lost, every clash is told."""

import random
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from meetings.document.vocabulary import MemberRole
from meetings.mapping.compose import compose
from meetings.mapping.past import compose_at
from meetings.models import HistoryEntry, Meeting
from meetings.use_cases.desk_fields import row_field
from tests.factories import make_body, make_member, make_user
from tests.meetings.views.conftest import make_draft
from tests.meetings.views.drafting import do, save

SESSIONS = 5
EDITS = 200
#: Every so many edits a session moves a row, adds one or undoes.
DEEDS_EVERY = 25


@dataclass
class Session:
    """One editor: what he believes each field holds, what was acknowledged and what was told."""

    number: int
    client: Client
    fields: dict[str, str]
    acknowledged: list[tuple[str, str]] = field(default_factory=list)
    conflicts: int = 0
    troubles: list[str] = field(default_factory=list)

    def run(self, meeting: Meeting, row: str) -> None:
        luck = random.Random(self.number)  # noqa: S311 - a walk, no secret
        try:
            for count in range(EDITS):
                if count % DEEDS_EVERY == DEEDS_EVERY - 1:
                    answer = do(self.client, meeting, deed=luck.choice(("up", "down")), row=row, part="agenda")
                    self.check(answer, {200})
                self.edit(meeting, luck.choice(sorted(self.fields)), f"с{self.number} п{count}", luck)
        except Exception as error:
            self.troubles.append(repr(error))
        finally:
            connections.close_all()

    def check(self, answer: Any, expected: set[int]) -> int:
        if answer.status_code not in expected:
            self.troubles.append(f"{answer.status_code}: {answer.content[:200]!r}")
        return int(answer.status_code)

    def edit(self, meeting: Meeting, address: str, text: str, luck: random.Random) -> None:
        """Save one text; a clash tells the other's, and the editor takes that or writes his own over it."""
        for _try in range(20):
            answer = save(self.client, meeting, address, text, self.fields[address])
            if self.check(answer, {200, 409}) == 200:
                self.acknowledged.append((address, text))
                self.fields[address] = text
                return
            told = answer.json()
            self.conflicts += 1
            if told["stored"] == self.fields[address] or told["stored"] not in told["html"] or text not in told["html"]:
                self.troubles.append(f"a conflict that does not tell both texts: {told}")
            self.fields[address] = told["stored"]
            if luck.random() < 0.3:
                return
        self.troubles.append(f"{address} never came through")


@pytest.mark.django_db(transaction=True)
def test_five_sessions_lose_nothing() -> None:
    body = make_body()
    meeting = make_draft(body)
    first = compose(meeting)
    speeches, decisions = list(meeting.speeches.all()), list(meeting.decisions.all())
    fields = {f"speech:{row.pk}:{name}": "" for row in speeches for name in ("position", "membership")}
    fields |= {f"decision:{row.pk}:lead": row.lead or "" for row in decisions}
    fields[f"meeting:{meeting.pk}:place"] = meeting.place
    sessions = []
    for number in range(SESSIONS):
        user, client = make_user(), Client()
        make_member(body, MemberRole.SECRETARY, user=user)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        sessions.append(Session(number, client, dict(fields)))
    row = f"item:{meeting.items.all()[1].pk}"
    threads = [threading.Thread(target=one.run, args=(meeting, row)) for one in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [trouble for one in sessions for trouble in one.troubles] == []
    assert sum(one.conflicts for one in sessions) > 0, "nobody met: the test shows nothing"
    now = Meeting.objects.select_related("body").get(pk=meeting.pk)
    entries = list(HistoryEntry.objects.filter(meeting=meeting).order_by("version", "pk"))
    assert [entry.version for entry in entries] == list(range(2, now.version + 1)), "one version a deed, none twice"
    chains: dict[str, list[list[str]]] = defaultdict(list)
    for entry in entries:
        for name, told in entry.details.items():
            if f"{entry.details.get('row')}:{name}" in fields:
                chains[f"{entry.details['row']}:{name}"].append(told)
    for address, text in [one for session in sessions for one in session.acknowledged]:
        assert text in [after for _before, after in chains[address]], (address, text)
    for address, chain in chains.items():
        befores, afters = [pair[0] for pair in chain], [pair[1] for pair in chain]
        assert befores == [fields[address], *afters[:-1]], "nobody wrote over a text he had not seen"
        kind, _pk, name = address.split(":")
        assert afters[-1] == stored(now, address, kind, name)
    assert compose_at(now, 1) == first


def stored(meeting: Meeting, address: str, kind: str, name: str) -> Any:
    rows = {"speech": meeting.speeches, "decision": meeting.decisions}
    row = rows[kind].get(pk=int(address.split(":")[1])) if kind in rows else meeting
    known = row_field(kind, name)
    assert known is not None
    return known.read(row)
