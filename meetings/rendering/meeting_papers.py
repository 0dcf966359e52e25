"""Owns the papers around a meeting: the notice with the agenda, the attendance sheet, the ballots.

Each is a template of templates/papers/ filled from the same document as the protocol, and goes the protocol's way:
HTML, and of it PDF and Word.
"""

import dataclasses
import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.document.roll import is_mute
from meetings.document.tree import AgendaItem, Attendee, ProtocolDocument, SignatureLine
from meetings.document.vocabulary import (
    AttendanceMode,
    AttendanceStatus,
    Block,
    DateStyle,
    ItemKind,
    MeetingForm,
    NameStyle,
    VoteMethod,
)
from meetings.rendering.docx import write_docx
from meetings.rendering.formats import WORD
from meetings.rendering.html import GENERATOR, LONGEST_MARKUP, PaperTooLong
from meetings.rendering.opening import FORM_WORDS, lay_out_agenda, with_dot
from meetings.rendering.pdf import print_page
from meetings.rendering.printed import Pair
from meetings.rendering.typography import keep_compounds, printable, without_controls
from meetings.wording.counts import write_out_of
from meetings.wording.dates import write_date_range
from meetings.wording.labels import write_label
from meetings.wording.names import read_name, write_name
from meetings.wording.text import fold
from meetings.wording.times import write_time

_TOO_MANY = gettext_lazy("Слишком много листов: столько портал за один раз не печатает.")
#: Questions on which nobody votes.
_UNVOTED = (ItemKind.SECTION, ItemKind.INFORMATION)


class NothingToPrint(ValueError):
    """The meeting lacks what the paper is about; the message tells a secretary what to fill in."""


@dataclass(frozen=True, slots=True)
class MeetingPaper:
    """A paper by the name used in addresses; `title` names it to people and in files."""

    name: str
    title: Any
    #: (document, names of members without a vote) → the values of the template
    fill: Callable[[ProtocolDocument, frozenset[str]], dict[str, Any]]
    size_pt: int = 14
    css: str = ""


@dataclass(frozen=True, slots=True)
class PaperFormat:
    """A format these papers are given in; `render` turns a page of ours into the file."""

    name: str
    content_type: str
    render: Callable[[str], bytes]
    #: sheets of one file: a PDF of more would hold the press, which prints one paper at a time, for ten seconds
    most_sheets: int


PAPER_FORMATS = {
    entry.name: entry
    for entry in (PaperFormat("pdf", "application/pdf", print_page, 120), PaperFormat("docx", WORD, write_docx, 1000))
}


def print_paper(
    document: ProtocolDocument, name: str, kind: str, *, without_vote: frozenset[str] = frozenset()
) -> bytes:
    """Return a paper of MEETING_PAPERS as a file of PAPER_FORMATS; raises as `render_paper`."""
    page, chosen = render_paper(document, name, without_vote=without_vote), PAPER_FORMATS[kind]
    if page.count("<h1>") <= chosen.most_sheets:
        return chosen.render(page)
    if chosen.name == "pdf":
        raise PaperTooLong(_("Для одного файла PDF листов слишком много. Скачайте их файлом Word."))
    raise PaperTooLong(_TOO_MANY)


def render_paper(document: ProtocolDocument, name: str, *, without_vote: frozenset[str] = frozenset()) -> str:
    """Return a paper of MEETING_PAPERS as the page (XHTML) its PDF and its Word file are made of.

    `without_vote` are printed names of members who have no vote. Raises NothingToPrint or PaperTooLong.
    """
    paper = MEETING_PAPERS[name]
    context = _common(document) | paper.fill(document, without_vote)
    content = keep_compounds(printable(render_to_string(f"papers/{name}.html", context)))
    if len(content) > LONGEST_MARKUP:
        raise PaperTooLong(_TOO_MANY)
    page = {
        "paper": {
            "layout": f"standard {paper.css}".strip(),
            "size": paper.size_pt,
            "dated": document.held_on.isoformat() if document.held_on else "",
        },
        "name": without_controls(f"{paper.title}: {context['meeting']}"),
        "content": mark_safe(content),  # noqa: S308 - every text was escaped by the templates
        "generator": GENERATOR,
    }
    return render_to_string("protocol/page.html", page)


def _common(document: ProtocolDocument) -> dict[str, Any]:
    """What every paper says of its meeting; the body stands in the genitive («заседания коллегии …»)."""
    style = document.style
    moments = [write_time(moment, style.time_style) for moment in (document.starts_at, document.ends_at) if moment]
    form = FORM_WORDS[document.form] if document.form is not MeetingForm.IN_PERSON or document.remote_method else ""
    return {
        "meeting": " ".join(part for part in (document.title, document.body.genitive) if part),
        "date": document.date_text or _date(document.held_on, document.held_until, style.date_style),
        "time": document.time_text or (moments[0] if moments else ""),
        "place": document.place,
        "form": f"{form} ({document.remote_method})" if document.remote_method else form,
        "paper": {"signatures": _secretary(document), "afterword": ()},
    }


def _date(first: datetime.date | None, last: datetime.date | None, style: DateStyle) -> str:
    return write_date_range(first, last, style) if first else ""


def _secretary(document: ProtocolDocument) -> tuple[Pair, ...]:
    """The line the secretary signs: as under the protocol, else from the opening; none when nobody is named."""
    lines = [line for line in document.signatures if "секретар" in fold(line.role)]
    if not lines and document.secretary is not None and document.secretary.name:
        name = read_name(document.secretary.name)
        written = write_name(name, document.style.signature_name_style) if name else document.secretary.name
        role = document.secretary.role or "Секретарь"
        lines = [SignatureLine(role=role[:1].upper() + role[1:], name=written)]
    return tuple(Pair(left=line.role, right=line.name, css="signature") for line in lines[:1])


def _notice(document: ProtocolDocument, _without_vote: frozenset[str]) -> dict[str, Any]:
    style = dataclasses.replace(document.style, blocks=(Block.AGENDA,))
    agenda = lay_out_agenda(dataclasses.replace(document, style=style, notes=()))
    if not agenda:
        raise NothingToPrint(_("В повестке нет ни одного вопроса: впишите их, и повестку можно будет разослать."))
    return {"agenda": agenda}


def _attendance_sheet(document: ProtocolDocument, _without_vote: frozenset[str]) -> dict[str, Any]:
    members = [person for person in document.attendees if person.status is not AttendanceStatus.INVITED]
    guests = [person for person in document.attendees if person.status is AttendanceStatus.INVITED]
    if not members and not guests:
        raise NothingToPrint(_("Список участников пуст: внесите членов органа или приглашённых."))
    total = document.members_total or len(members)
    online = write_label("online", document.style) or "онлайн"
    return {
        "members": [_signed_row(number, person, online) for number, person in enumerate(members, start=1)],
        "guests": [_signed_row(number, person, online) for number, person in enumerate(guests, start=1)],
        "out_of": write_out_of(total) if members else "",
    }


def _signed_row(number: int, person: Attendee, online: str) -> dict[str, str]:
    office = ", ".join(part for part in (person.position, person.role) if part)
    proxy = person.represented_by or (person.mode is AttendanceMode.PROXY)
    basis = f"по доверенности – {person.represented_by}" if person.represented_by else "по доверенности"
    return {
        "number": f"{number}.",
        "name": person.name,
        "office": "\n".join(part for part in (office, f"({basis})" if proxy else "") if part),
        "sign": online if person.mode is AttendanceMode.ONLINE else "",
    }


def _ballots(document: ProtocolDocument, without_vote: frozenset[str]) -> dict[str, Any]:
    """Ballots by name; questions voted on in secret are left out."""
    items = [item for item in _voted(document) if not _is_secret(item)]
    voters = _voters(document, without_vote)
    _demand(items, voters)
    return {
        "questions": _questions(items),
        "voters": [{"name": voter.name, "office": voter.position, "signed": _initials(voter.name)} for voter in voters],
        "is_absentee": document.form is MeetingForm.ABSENTEE,
    }


def _secret_ballots(document: ProtocolDocument, without_vote: frozenset[str]) -> dict[str, Any]:
    """Nameless ballots, one for every voter: the questions voted on in secret, all when none is marked so."""
    voted = _voted(document)
    items = [item for item in voted if _is_secret(item)] or voted
    voters = _voters(document, without_vote)
    _demand(items, voters)
    return {"questions": _questions(items), "voters": range(len(voters))}


def _demand(items: list[AgendaItem], voters: list[Attendee]) -> None:
    if not items:
        raise NothingToPrint(_("В повестке нет вопросов, по которым голосуют этими бюллетенями."))
    if not voters:
        raise NothingToPrint(_("Среди участников нет никого с правом голоса: внесите членов органа."))


def _voted(document: ProtocolDocument) -> list[AgendaItem]:
    return [item for item in document.items if item.kind not in _UNVOTED and (item.title or item.heading)]


def _is_secret(item: AgendaItem) -> bool:
    return any(event.method is VoteMethod.SECRET for event in item.votes)


def _voters(document: ProtocolDocument, without_vote: frozenset[str]) -> list[Attendee]:
    return [
        person
        for person in document.attendees
        if person.status is not AttendanceStatus.INVITED and person.name not in without_vote and not is_mute(person)
    ]


def _questions(items: list[AgendaItem]) -> list[dict[str, str]]:
    return [{"number": with_dot(item.number), "title": item.title or item.heading or ""} for item in items]


def _initials(name: str) -> str:
    known = read_name(name)
    return write_name(known, NameStyle.INITIALS_FIRST) if known else name


MEETING_PAPERS = {
    paper.name: paper
    for paper in (
        MeetingPaper("notice", gettext_lazy("Уведомление с повесткой"), _notice),
        MeetingPaper("attendance_sheet", gettext_lazy("Лист регистрации"), _attendance_sheet, size_pt=12),
        MeetingPaper("ballots", gettext_lazy("Бюллетени"), _ballots, size_pt=12, css="unnumbered"),
        MeetingPaper(
            "secret_ballots",
            gettext_lazy("Бюллетени для тайного голосования"),
            _secret_ballots,
            size_pt=12,
            css="unnumbered",
        ),
    )
}
