"""A real protocol typed from nothing, hands on the keyboard alone: what its paper costs in strokes and requests.

What is typed is read from the seed. The body has its members with their posts, its manner of papers and one earlier
meeting (invented texts, the same people and addressees), as a body that has used the portal for a while.
"""

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from meetings.document import tree
from meetings.document.vocabulary import AttendanceMode, AttendanceStatus, MemberRole
from meetings.importing.reading import read_protocol
from meetings.mapping.compose import compose
from meetings.mapping.record import record
from meetings.models import Meeting, Protocol
from meetings.use_cases.import_meeting import body_for
from members.models import Body, PositionHeld
from tests.factories import NOW, make_meeting, make_member, make_person, make_user
from tests.meetings.rendering.printing import pages_of, without_page_number, words_of
from tests.meetings.rendering.test_seeds import differing, similarity
from tests.seeds import seed_bytes, seed_text

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "пароль"
#: Letters of a word after which a typist looks at what is offered.
LOOKS_UP_AFTER = (3, 5, 8)
#: Strokes for each character of the paper: what the portal promises at most.
MOST_STROKES = 0.6
#: The foot of an issued page, which is no word of the protocol.
FOOT = re.compile(r"Проверить: \S+|код [A-Z2-9]{5}-[A-Z2-9]{5}")


@pytest.fixture
def seed() -> tree.ProtocolDocument:
    return read_protocol(seed_bytes("kollegiya"), "kollegiya.txt").document


@pytest.fixture
def body(seed: tree.ProtocolDocument, transactional_db: None) -> Body:
    """The body with its members, their posts, its usual hour and one earlier meeting."""
    user = make_user(username="secretary")
    body = body_for(document=seed, actor=user, at=NOW)
    body.starts_at = seed.starts_at
    body.save()
    roles = {"председатель": MemberRole.CHAIR, "заместитель": MemberRole.DEPUTY, "секретарь": MemberRole.SECRETARY}
    for rank, one in enumerate(members_of(seed), start=1):
        role = roles.get(one.role.split(maxsplit=1)[0] if one.role else "", MemberRole.MEMBER)
        family_name, given_name, patronymic_name = one.name.split()
        name = {"family_name": family_name, "given_name": given_name, "patronymic_name": patronymic_name}
        person = make_person(user=user if role == MemberRole.SECRETARY else None, **name)
        PositionHeld.objects.create(person=person, title=one.position, starts_on=datetime.date(2020, 1, 1))
        make_member(body, role, person=person, rank=rank, role_text=one.role)
    record(earlier_document(seed), make_meeting(body, held_on=datetime.date(2023, 11, 21)))
    return body


def members_of(seed: tree.ProtocolDocument) -> list[tree.Attendee]:
    return [one for one in seed.attendees if one.status != AttendanceStatus.INVITED]


def earlier_document(seed: tree.ProtocolDocument) -> tree.ProtocolDocument:
    """The meeting before: the people and addressees of the body, invented words."""
    addressees = {one.addressee for item in seed.items for one in item.decisions if one.addressee and one.lead}
    decisions = tuple(
        tree.Decision(
            number=str(number),
            lead=f"Рекомендовать {addressee.text}:",
            addressee=addressee,
            points=(tree.DecisionPoint(text="провести ревизию библиотечных фондов и доложить о ней", marker="-"),),
        )
        for number, addressee in enumerate(sorted(addressees, key=lambda one: one.name), start=1)
    )
    speech = tree.Speech(
        name=seed.attendees[0].name, paragraphs=(tree.Paragraph(text="Сообщила о ходе ревизии библиотечных фондов."),)
    )
    item = tree.AgendaItem(number="1", title="О библиотечных фондах", speeches=(speech,), decisions=decisions)
    return tree.ProtocolDocument(
        style=seed.style,
        body=seed.body,
        title=seed.title,
        held_on=datetime.date(2023, 11, 21),
        attendees=tuple(members_of(seed)),
        items=(item,),
    )


class Typist:
    """Two hands and no mouse: every key is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0
        self.taken = 0
        self.requests = 0
        page.on("request", self._count)

    def _count(self, _request: Any) -> None:
        self.requests += 1

    def press(self, chord: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(chord)
            self.keys += len(chord.split("+"))

    def type(self, text: str) -> None:
        """Type letter by letter, whatever is offered."""
        self.page.keyboard.type(text)
        self.keys += len(text)

    def write(self, text: str, place: int = 0) -> None:
        """Type a line from `place` on, as somebody who looks up: take an offer that says what is to be typed."""
        since = 0
        while place < len(text):
            offer = self._fitting(text, place) if since in LOOKS_UP_AFTER else None
            if offer is None:
                self.type(text[place])
                since = since + 1 if text[place].isalnum() else 0
                place += 1
                continue
            number, saved = offer
            self.press("ArrowDown", number + 1 if number else 0)
            self.press("Enter" if number else "Tab")
            self.taken += 1
            place, since = place + saved, 0
            # A space was put behind what was taken; a mark takes it back.
            if text[place : place + 1] == " ":
                place += 1

    def _fitting(self, text: str, place: int) -> tuple[int, int] | None:
        """The number of the offer that saves most strokes, and how many letters behind `place` it holds."""
        offers = self.page.evaluate(
            "() => document.getElementById('phrases').hidden ? []"
            " : [...document.querySelectorAll('#phrases [role=option]')].map((one) => one.dataset.puts)"
        )
        gains = []
        for number, puts in enumerate(offers):
            for typed in range(min(place, len(puts)), 0, -1):
                start, end = place - typed, place - typed + len(puts)
                if text[start:end] == puts and not text[end : end + 1].isalnum():
                    gains.append((len(puts) - typed - (number + 2 if number else 1), number, len(puts) - typed))
                    break
        best = max(gains, default=(0, 0, 0))
        return best[1:] if best[0] > 0 else None

    @property
    def place(self) -> str:
        """What the focus is on: the address of a field, or the words of a control."""
        return str(
            self.page.evaluate(
                "() => { const it = document.activeElement; return it.dataset.field || it.name"
                " || it.getAttribute('aria-label') || it.textContent.trim(); }"
            )
        )

    def tab_to(self, end: str, *, back: bool = False, limit: int = 80) -> None:
        """Press Tab until the focus is on what ends with these words."""
        for _ in range(limit):
            if self.place.endswith(end):
                return
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"no way by Tab to {end!r}, stopped at {self.place!r}")

    def value_of(self, name: str) -> str:
        """What stands in a field of the row that has the focus."""
        row = "document.activeElement.closest('[data-desk-row]')"
        return str(self.page.evaluate(f"(name) => {row}.querySelector(`[data-field$=':${{name}}']`).value", name))

    def mend(self, text: str) -> None:
        """Make the field that has the focus say this: a beginning that is right is gone on with."""
        value = str(self.page.evaluate("document.activeElement.value"))
        if value and text.startswith(value):
            self.press("End", times=int(value != text))
            self.write(text, len(value))
            return
        self.press("Control+A")
        self.press("Delete")
        self.write(text)

    def settled(self) -> None:
        """Look at the mark above: everything is saved."""
        expect(self.page.locator("#draft-state")).to_have_attribute("data-state", "saved")

    def next_part(self, title: str) -> None:
        self.press("Alt+PageDown")
        expect(self.page.locator(".part-title")).to_have_text(title)

    def add_row(self) -> None:
        """Press the button that has the focus, or Alt+Enter on a row; the new row takes the focus."""
        known = self.page.evaluate(
            "() => [...document.querySelectorAll('#part [data-desk-row]')].map((row) => row.dataset.deskRow)"
        )
        self.press("Enter" if "Добавить" in self.place else "Alt+Enter")
        self.page.wait_for_function(
            "(known) => { const row = document.activeElement.closest('[data-desk-row]');"
            " return row && !known.includes(row.dataset.deskRow); }",
            arg=known,
        )


def start(typist: Typist, seed: tree.ProtocolDocument) -> None:
    """The page of a new meeting: the day and the questions; the rest stands there."""
    typist.tab_to("held_on")
    assert seed.held_on is not None
    typist.type(f"{seed.held_on:%m%d%Y}")  # the order of this browser's language
    typist.tab_to("questions")
    typist.type("\n".join(item.title or "" for item in seed.items))
    typist.tab_to("Начать протокол")
    typist.press("Enter")
    typist.page.wait_for_url(re.compile(r"/meetings/\d+/draft/"))


def mark_attendance(typist: Typist, seed: tree.ProtocolDocument) -> None:
    typist.next_part("Присутствие")
    typist.tab_to(":presence")
    at = 0
    for number, one in enumerate(members_of(seed)):
        presses = 1 if one.mode == AttendanceMode.ONLINE else 2 if one.status == AttendanceStatus.EXCUSED else 0
        if presses:
            typist.press("ArrowDown", number - at)
            typist.press("Space", presses)
            at = number
    typist.tab_to("Добавить приглашённого")
    for guest in (one for one in seed.attendees if one.status == AttendanceStatus.INVITED):
        typist.add_row()
        typist.write(guest.name)
        typist.tab_to(":position")
        typist.write(guest.position)


def name_speaker(typist: Typist, speech: tree.Speech) -> None:
    """The speaker found by first letters brings his post; what the paper says otherwise is mended."""
    typist.write(speech.name)
    if typist.place.endswith(":name"):
        typist.press("Enter")
    typist.settled()
    for name in ("position", "membership"):
        if typist.value_of(name) != getattr(speech, name):
            typist.tab_to(f":{name}", back=True)
            typist.mend(getattr(speech, name))


def write_list(typist: Typist, lines: list[tuple[bool, str]]) -> None:
    """Lines of a text field: (is a point, words). Enter goes on with the dash of a list."""
    for number, (is_point, text) in enumerate(lines):
        if number:
            typist.press("Enter")
        if is_point and not (number and lines[number - 1][0]):
            typist.type("- ")
        typist.write(text)


def treat(typist: Typist, item: tree.AgendaItem) -> None:
    """A question: who spoke, what was decided, how it was voted."""
    for number, speech in enumerate(item.speeches):
        if number == 0:
            typist.tab_to("Добавить выступление")
        typist.add_row()
        name_speaker(typist, speech)
        typist.tab_to(":paragraphs")
        write_list(typist, [(bool(part.level), part.text) for part in speech.paragraphs])
        if speech.is_inline:
            typist.tab_to("(как печатается)")
            typist.press("Enter")
            typist.tab_to(":is_inline")
            typist.press("Space")
    typist.tab_to("Добавить решение")
    for decision in item.decisions:
        typist.add_row()
        if typist.value_of("number") != (decision.number or ""):
            typist.tab_to(":number", back=True)
            typist.mend(decision.number or "")
        if decision.lead:
            typist.tab_to(":lead", back=typist.place.endswith(":points"))
            typist.write(decision.lead)
            typist.press("Enter")
        typist.tab_to(":points")
        write_list(typist, [(bool(point.marker), point.text) for point in decision.points])
    typist.tab_to("Добавить голосование")
    typist.add_row()
    typist.press("Alt+1")
    typist.settled()


def test_a_real_protocol_is_typed_with_the_keyboard_alone(
    *,
    seed: tree.ProtocolDocument,
    body: Body,
    page: Page,
    live_server: Any,
    sign_in: Callable[[str, str], None],
    picture: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    sign_in("secretary", PASSWORD)
    page.goto(f"{live_server.url}/bodies/{body.slug}/meetings/new/")
    typist = Typist(page)
    start(typist, seed)
    mark_attendance(typist, seed)
    typist.press("Alt+PageDown")
    typist.next_part("Вступительное слово")
    typist.tab_to("Добавить выступление")
    typist.add_row()
    name_speaker(typist, seed.opening[0])
    for number, item in enumerate(seed.items, start=1):
        typist.next_part(f"Вопрос {number}")
        treat(typist, item)

    meeting = Meeting.objects.latest("pk")
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/issue/")
    typist.tab_to("Выпустить редакцию")
    typist.press("Enter")
    page.wait_for_url(re.compile(r"/protocols/\d+/"))
    pages = pages_of(bytes(Protocol.objects.get(meeting=meeting).pdf), tmp_path)
    paper = "\n".join(without_page_number(FOOT.sub("", one), number) for number, one in enumerate(pages, start=1))
    source, printed = words_of(seed_text("kollegiya")), words_of(paper)
    length = len(" ".join(seed_text("kollegiya").split()))
    told = f"{typist.keys} strokes for {length} characters ({typist.keys / length:.2f}), {typist.taken} offers taken, "
    picture("typed-protocol").with_suffix(".txt").write_text(told + f"{typist.requests} requests\n", encoding="utf-8")
    assert similarity(source, printed) >= 0.995, differing(source, printed)
    assert typist.keys < MOST_STROKES * length, told
    assert compose(meeting).items[1].votes[0].is_unanimous
