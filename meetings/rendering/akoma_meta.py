"""Owns the metadata of the Akoma Ntoso form: what the document is, who and what it speaks of, how the votes fell."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from django.utils.text import slugify

from meetings.document.excerpt import addressee_key
from meetings.document.tree import ProtocolDocument, VoteEvent
from meetings.document.vocabulary import VoteOption, VoteResult
from meetings.rendering.printed import anchor_of
from meetings.rendering.typography import without_controls

#: Namespace of Akoma Ntoso 3.0 (OASIS LegalDocML, Akoma Ntoso Version 1.0 Part 2, 29 August 2018).
NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
#: The body is the author of its protocol and the source of all that is said of it.
BODY = "body"

#: A date is demanded even of a protocol that names none.
_NO_DATE = datetime.date(9999, 12, 31)
_LONGEST_SLUG = 120
_CONCEPTS = {
    "adopted": "принято",
    "rejected": "не принято",
    "yes": "за",
    "no": "против",
    "abstain": "воздержался",
    "not-voting": "не голосовал",
    "quorum": "кворум",
}


@dataclass(frozen=True, slots=True)
class People:
    """The people a protocol names: eId by the key of the name; and the name as first printed, by eId."""

    ids: dict[str, str]
    names: dict[str, str]

    @classmethod
    def of(cls, document: ProtocolDocument) -> "People":
        """Gather everybody who was there, spoke, voted or signed, in the order of the paper."""
        ids: dict[str, str] = {}
        names: dict[str, str] = {}
        for name in _named(document):
            if name.strip() and (key := addressee_key(name)) not in ids:
                ids[key] = f"person-{len(ids) + 1}"
                names[ids[key]] = name
        return cls(ids, names)

    def id_of(self, name: str) -> str:
        """Return the eId of a name, "" for a name that is not among them."""
        return self.ids.get(addressee_key(name), "") if name.strip() else ""


def _named(document: ProtocolDocument) -> list[str]:
    names = [one.name for one in document.attendees]
    names += [officer.name for officer in (document.chair, document.secretary) if officer]
    names += [speech.name for speech in document.opening]
    for item in document.items:
        names += [speech.name for speech in item.speeches]
        names += [vote.name for event in item.votes for vote in event.votes]
        names += [absence.name for absence in item.absences]
    return [*names, *(line.name for line in document.signatures)]


def add(parent: Element, tag: str, attributes: dict[str, str] | None = None, text: str = "") -> Element:
    """Add an element of the namespace with attributes and text that XML can carry."""
    clean = {name: without_controls(value) for name, value in (attributes or {}).items()}
    element = SubElement(parent, f"{{{NAMESPACE}}}{tag}", clean)
    if text:
        element.text = without_controls(text)
    return element


def make_meta(document: ProtocolDocument, people: People, parts: Collection[str]) -> Element:
    """Return <meta>: identification, analysis of the votes, references; `parts` are the eIds of the printed parts."""
    meta = Element(f"{{{NAMESPACE}}}meta")
    _identify(meta, document)
    _analyse(meta, document, parts)
    references = add(meta, "references", {"source": f"#{BODY}"})
    body = {"eId": BODY, "href": f"/akn/ontology/organization/ru/{_slug(document.body.nominative)}"}
    add(references, "TLCOrganization", body | {"showAs": document.body.nominative or document.title or "орган"})
    for eid, name in people.names.items():
        add(references, "TLCPerson", {"eId": eid, "href": f"/akn/ontology/person/ru/{_slug(name)}", "showAs": name})
    for concept, name in _CONCEPTS.items():
        add(references, "TLCConcept", {"eId": concept, "href": f"/akn/ontology/concept/{concept}", "showAs": name})
    return meta


def _identify(meta: Element, document: ProtocolDocument) -> None:
    """Write the work, its one expression in Russian, its one manifestation in XML."""
    day = (document.held_on or _NO_DATE).isoformat()
    number = _slug(document.number) if document.number else "nn"
    work = f"/akn/ru/debate/protocol/{_slug(document.body.nominative)}/{day}/{number}"
    expression = f"{work}/rus@{day}"
    identification = add(meta, "identification", {"source": f"#{BODY}"})
    uris = {"FRBRWork": work, "FRBRExpression": expression, "FRBRManifestation": f"{expression}.xml"}
    for tag, uri in uris.items():
        level = add(identification, tag)
        this = f"{work}/!main" if tag == "FRBRWork" else f"{expression}/!main"
        add(level, "FRBRthis", {"value": f"{this}.xml" if tag == "FRBRManifestation" else this})
        add(level, "FRBRuri", {"value": uri})
        add(level, "FRBRdate", {"date": day, "name": "meeting" if document.held_on else "unknown"})
        add(level, "FRBRauthor", {"href": f"#{BODY}"})
        if tag == "FRBRWork":
            add(level, "FRBRcountry", {"value": "ru"})
            add(level, "FRBRsubtype", {"value": "protocol"})
            if document.number:
                add(level, "FRBRnumber", {"value": document.number})
        elif tag == "FRBRExpression":
            add(level, "FRBRlanguage", {"language": "rus"})
        else:
            add(level, "FRBRformat", {"value": "application/akn+xml"})


def _analyse(meta: Element, document: ProtocolDocument, parts: Collection[str]) -> None:
    """Write quorum and votings as numbers; nothing when no number is known."""
    rows = [
        (f"items[{item_index}].votes[{index}]", item_index, event, counts)
        for item_index, item in enumerate(document.items)
        for index, event in enumerate(item.votes)
        if (counts := _counts(event))
    ]
    has_quorum = document.has_quorum is not None and document.present_total is not None
    if not rows and not has_quorum:
        return
    parliamentary = add(add(meta, "analysis", {"source": f"#{BODY}"}), "parliamentary")
    if has_quorum:
        attributes = {"eId": "quorum-verification", "outcome": "#quorum"} if document.has_quorum else {}
        verification = add(parliamentary, "quorumVerification", attributes or {"eId": "quorum-verification"})
        add(verification, "count", {"value": str(document.present_total), "refersTo": "#quorum"})
    for where, item_index, event, counts in rows:
        about = [f"items[{item_index}].decisions[{event.decision}]", f"items[{item_index}]"]
        printed = [anchor for place in about if (anchor := anchor_of(place)) in parts]
        outcome = {"outcome": f"#{event.result.value}"} if isinstance(event.result, VoteResult) else {}
        attributes = {"eId": f"{anchor_of(where)}-counts"} | ({"href": f"#{printed[0]}"} if printed else {}) | outcome
        voting = add(parliamentary, "voting", attributes)
        for option, count in counts.items():
            add(voting, "count", {"value": str(count), "refersTo": f"#{concept_of(option)}"})


def _counts(event: VoteEvent) -> dict[VoteOption, int]:
    """Return the stated heads by option; what the paper does not say is not there."""
    stated = {
        VoteOption.YES: event.votes_for,
        VoteOption.NO: event.votes_against,
        VoteOption.ABSTAIN: event.votes_abstained,
        VoteOption.NOT_VOTING: event.votes_not_cast,
    }
    return {option: count for option, count in stated.items() if count is not None}


def concept_of(option: VoteOption) -> str:
    """Return the eId of the concept of a vote."""
    return option.value.replace("_", "-")


def _slug(text: str) -> str:
    return slugify(text, allow_unicode=True)[:_LONGEST_SLUG].strip("-") or "nn"
