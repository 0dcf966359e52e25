"""Owns the addresses of editions and of the places in them: the one way from a found place to a page."""

from django.urls import reverse

from meetings.document.excerpt import Place
from meetings.document.places import place_of, where_of, write_segments
from meetings.document.tree import ProtocolDocument
from meetings.models import ArchiveAddress, Meeting, Protocol
from meetings.rendering.printed import anchor_of
from meetings.views.archive_reading import reading_of
from meetings.wording.references import Reference, write_reference


def place_url(edition: Protocol, where: str = "") -> str:
    """Return the lasting address of a place (a path as in findings: «items[0].decisions[1].points[0]»).

    Questions, decisions and points have pages; what lies between them (a speech) is an anchor on its question's page,
    and what lies outside of questions an anchor on the protocol's. Select `meeting__archive_address` with the edition.
    """
    if address_of(edition.meeting) is None:
        anchor = anchor_of(where)
        return reverse("protocol", args=[edition.pk]) + (f"#{anchor}" if anchor else "")
    place = place_of(where)
    url = url_of(edition.meeting, reading_of(edition).document if place else None, place)
    return url if where == where_of(place) else f"{url}#{anchor_of(where)}"


def url_of(meeting: Meeting, document: ProtocolDocument | None = None, place: Place = ()) -> str:
    """Return the address of an issued meeting, or of a place of its document."""
    address = address_of(meeting)
    if address is None:
        raise ValueError("a meeting that was never issued has no address")
    arguments = [meeting.body.slug, *address.path.split("/")]
    if document is None or not place:
        return reverse("archive_meeting", args=arguments)
    return reverse("archive_place", args=[*arguments, *write_segments(document, place)])


def address_of(meeting: Meeting) -> ArchiveAddress | None:
    """Return the meeting's address; None before its first edition."""
    try:
        return meeting.archive_address  # type: ignore[no-any-return]
    except ArchiveAddress.DoesNotExist:
        return None


def reference_to(document: ProtocolDocument, place: Place = ()) -> str:
    """Return how one refers to a place in writing: «протокол заседания коллегии … от 23.01.2024, п. 1.1»."""
    item = document.items[place[0]] if place else None
    decision = item.decisions[place[1]] if item and len(place) > 1 else None
    number = (decision.number or "").replace(",", " ") if decision else ""
    return write_reference(
        Reference(
            paper=f"{document.title} {document.body.genitive}".strip(),
            number=document.number,
            held_on=document.held_on,
            item=(item.number.replace(",", " ") or str(place[0] + 1)) if item else "",
            decision=number,
            position=place[1] + 1 if decision and not number else None,
            point=".".join(str(position + 1) for position in place[2:]),
        )
    )
