"""Owns the way of an imported document into the portal: its body found or made, its people chosen, its rows written."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.document.codec import encode_style_difference
from meetings.document.style import LAYOUT_STYLES, style_difference
from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import MeetingState, VoteSource
from meetings.mapping.matching import NameMatch, match_people
from meetings.mapping.record import record, set_header
from meetings.models import HistoryVerb, Meeting
from meetings.use_cases.bodies import create_body
from meetings.use_cases.history import write_history
from meetings.use_cases.refusal import Refused
from meetings.use_cases.save_draft import check_meeting, refusing_unstorable
from members.models import Body, Person
from members.models.body import free_slug
from members.models.names import complete_name, parse_name, person_named
from members.models.person import fold_name

#: For each person of a document, by NameMatch.printed: a Person's key, or None to create a new one.
Choice = Mapping[str, int | None]


class CannotImport(Refused):
    """The document cannot become a meeting: its number is taken, or a text cannot be stored."""


@transaction.atomic
def import_meeting(
    *,
    document: ProtocolDocument,
    body: Body,
    actor: Any,
    at: datetime.datetime,
    people: Choice | None = None,
) -> Meeting:
    """Make a closed meeting of a document, with the people as chosen; those left out of the choice are not linked.

    Without a choice the proposal is taken: certain matches linked, unknown people created, doubtful ones left alone.
    """
    with refusing_unstorable(document, CannotImport):
        meeting = Meeting(body=body, state=MeetingState.CLOSED)
        set_header(document, meeting, {})
        check_meeting(meeting, CannotImport)
        matches = match_people(document, body)
        links, created = settle_people(matches, propose(matches) if people is None else people)
        record(document, meeting, links, source=VoteSource.IMPORTED)
    details = {"linked": len(set(links.values())), "created": created}
    write_history(HistoryVerb.IMPORTED_MEETING, about=meeting, actor=actor, at=at, details=details)
    return meeting


def propose(matches: tuple[NameMatch, ...]) -> dict[str, int | None]:
    """The choice of a user who only nods."""
    return {
        match.printed: match.person.pk if match.person else None
        for match in matches
        if match.person is not None or match.is_new
    }


def settle_people(matches: tuple[NameMatch, ...], choice: Choice) -> tuple[dict[str, int], int]:
    """Create the people confirmed as new, complete initials by full names; return who is behind each printed form,
    and how many are new.
    """
    known = Person.objects.in_bulk([key for key in choice.values() if key is not None])
    links: dict[str, int] = {}
    created = 0
    for match in matches:
        name = parse_name(match.printed)
        if match.printed not in choice or name is None:
            continue
        key = choice[match.printed]
        person = person_named(name) if key is None else known.get(key)
        if person is None:
            raise CannotImport(_("Лицо, выбранное для «%(name)s», удалено.") % {"name": match.printed})
        if key is None or complete_name(person, name):
            person.save()
        created += key is None
        links |= dict.fromkeys(match.forms, person.pk)
    return links, created


def find_body(document: ProtocolDocument) -> Body | None:
    """The body that the document names, by either of its names, letter case and ё aside."""
    wanted = {fold_name(document.body.nominative), fold_name(document.body.genitive)} - {""}
    for body in Body.objects.order_by("pk"):
        if wanted & {fold_name(body.name), fold_name(body.name_genitive)}:
            return body
    return None


def body_for(*, document: ProtocolDocument, actor: Any, at: datetime.datetime) -> Body:
    """The body that the document names, created in the document's own style when there is none.

    CannotImport when the document names no body.
    """
    if found := find_body(document):
        return found
    name = document.body.nominative or document.body.genitive
    if not name.strip():
        raise CannotImport(_("В протоколе не найдено название органа: укажите орган."))
    layout = document.style.layout
    changed = style_difference(document.style, LAYOUT_STYLES[layout])
    try:
        with refusing_unstorable(document, CannotImport):
            return create_body(
                actor=actor,
                at=at,
                name=name,
                name_genitive=document.body.genitive or name,
                slug=free_slug(name),
                layout=layout,
                paper_style=encode_style_difference(changed),
                meeting_title=document.title or "заседания",
                chair_title=document.chair.role if document.chair else "",
                secretary_title=document.secretary.role if document.secretary else "",
                place=document.place,
                statutory_size=document.members_total,
            )
    except ValidationError as error:
        raise CannotImport(" ".join(error.messages)) from error
