"""Owns plain factories: saved rows with invented names and sensible defaults; keyword arguments override."""

import datetime
import hashlib
import itertools
from typing import Any

from django.contrib.auth import get_user_model

from meetings.document import tree
from meetings.document.codec import decode, encode
from meetings.document.excerpt import Certification, ExtractDocument, cut, encode_extract
from meetings.document.style import LAYOUT_STYLES
from meetings.document.vocabulary import Layout, MemberRole, ProtocolState, SpeechKind, VoteOption
from meetings.models import Extract, Meeting, Protocol, Signature, SignatureKind
from meetings.use_cases.archive_address import give_address
from members.models import Body, Membership, Organization, Person

_count = itertools.count(1)

HELD_ON = datetime.date(2024, 1, 23)
NOW = datetime.datetime(2024, 1, 24, 9, 0, tzinfo=datetime.UTC)


def make_user(**fields: Any) -> Any:
    """A user with the password «пароль»."""
    number = next(_count)
    return get_user_model().objects.create_user(**{"username": f"user{number}", "password": "пароль"} | fields)


def make_organization(**fields: Any) -> Organization:
    return Organization.objects.create(**{"name": f"Министерство культуры № {next(_count)}"} | fields)


def make_body(**fields: Any) -> Body:
    """A body in the kollegiya manner."""
    number = next(_count)
    defaults = {
        "name": f"Коллегия Министерства культуры Озёрного края № {number}",
        "name_genitive": f"коллегии Министерства культуры Озёрного края № {number}",
        "slug": f"kollegiya-{number}",
        "layout": Layout.KOLLEGIYA,
        "chair_title": "Председатель коллегии",
        "secretary_title": "Секретарь коллегии",
    }
    return Body.objects.create(**defaults | fields)


def make_person(**fields: Any) -> Person:
    defaults = {"family_name": "Соловьёва", "given_name": "Алёна", "patronymic_name": "Ильинична"}
    return Person.objects.create(**defaults | fields)


def make_member(body: Body, role: str = MemberRole.MEMBER, *, user: Any = None, **fields: Any) -> Membership:
    """A seat of a new person (of `person`, when given) since 2020."""
    person = fields.pop("person", None) or make_person(user=user)
    defaults = {"rank": next(_count), "starts_on": datetime.date(2020, 1, 1)}
    return Membership.objects.create(body=body, person=person, role=role, **defaults | fields)


def make_meeting(body: Body | None = None, **fields: Any) -> Meeting:
    return Meeting.objects.create(body=body or make_body(), **{"held_on": HELD_ON} | fields)


def make_document(body: Body | None = None, *, item_count: int = 3) -> tree.ProtocolDocument:
    """A kollegiya protocol in which every question has a speech, a decision with points, and a roll-call voting."""
    name = tree.BodyName(
        nominative=body.name if body else "Коллегия Министерства культуры Озёрного края",
        genitive=body.name_genitive if body else "коллегии Министерства культуры Озёрного края",
    )
    return tree.ProtocolDocument(
        style=body.style if body else LAYOUT_STYLES[Layout.KOLLEGIYA],
        body=name,
        title="заседания",
        held_on=HELD_ON,
        starts_at=datetime.time(13, 0),
        place="г. Ясногорск, ул. Озёрная, 5",
        chair=tree.Officer(name="Соловьёва Алёна Ильинична", role="Председатель коллегии"),
        secretary=tree.Officer(name="Швец С.С.", role="Секретарь коллегии"),
        members_total=3,
        present_total=2,
        attendees=(
            tree.Attendee(name="Соловьёва Алёна Ильинична", position="министр культуры", role="председатель коллегии"),
            tree.Attendee(name="Швец Семён Семёнович", position="главный специалист", role="секретарь коллегии"),
        ),
        items=tuple(make_item(number) for number in range(1, item_count + 1)),
        signatures=(
            tree.SignatureLine(role="Председатель коллегии", name="А.И. Соловьёва"),
            tree.SignatureLine(role="Секретарь коллегии", name="С.С. Швец"),
        ),
    )


def make_item(number: int) -> tree.AgendaItem:
    """A question with one of everything."""
    point = tree.DecisionPoint(
        text="Подготовить план работы на год", points=(tree.DecisionPoint(text="согласовать его", marker="-"),)
    )
    return tree.AgendaItem(
        number=str(number),
        title=f"О плане работы отдела № {number}",
        rapporteur="Швец С.С.",
        speeches=(
            tree.Speech(
                name="Швец Семён Семёнович",
                kind=SpeechKind.HEARD,
                paragraphs=(tree.Paragraph(text="Доложил о ходе работ."),),
            ),
        ),
        decisions=(
            tree.Decision(
                number=f"{number}.1",
                lead="Рекомендовать отделу:",
                points=(point,),
                addressee=tree.Addressee(text="отделу", name="отдел"),
                assignments=(
                    tree.Assignment(path=(0, 0), responsible="Швец С.С.", due_text="до 1 марта", due_on=HELD_ON),
                ),
            ),
        ),
        votes=(
            tree.VoteEvent(
                decision=0,
                votes_for=2,
                votes_against=0,
                votes_abstained=0,
                is_unanimous=True,
                votes=(
                    tree.Vote(name="Соловьёва Алёна Ильинична", option=VoteOption.YES),
                    tree.Vote(name="Швец Семён Семёнович", option=VoteOption.YES),
                ),
            ),
        ),
    )


def make_protocol(meeting: Meeting | None = None, **fields: Any) -> Protocol:
    """An edition whose PDF is a few bytes: enough for whatever does not open it."""
    meeting = meeting or make_meeting()
    document, pdf = encode(make_document(meeting.body)), b"%PDF-1.7 invented"
    defaults = {
        "edition": meeting.protocols.count() + 1,
        "document": document,
        "document_sha256": hashlib.sha256(document.encode()).hexdigest(),
        "pdf": pdf,
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "issued_at": NOW,
    }
    if fields.get("state") == ProtocolState.PUBLISHED:
        defaults["published_at"] = NOW
    give_address(meeting, NOW)
    return Protocol.objects.create(meeting=meeting, **defaults | fields)


def make_extract(protocol: Protocol | None = None, **fields: Any) -> Extract:
    """An extract of the first question whose PDF is a few bytes."""
    protocol = protocol or make_protocol()
    number = protocol.meeting.body.extracts.count() + 1
    source = decode(protocol.document)
    whole = ExtractDocument(
        protocol=cut(source, ((0,),)),
        number=number,
        edition=protocol.edition,
        edition_sha256=protocol.document_sha256,
        places=("1",),
        certification=Certification(role="Секретарь коллегии", name="С.С. Швец", certified_on=NOW.date()),
    )
    document, pdf = encode_extract(whole), b"%PDF-1.7 invented extract"
    defaults = {
        "body": protocol.meeting.body,
        "number": number,
        "selection": "1",
        "subject": "Вопрос 1. О плане работы отдела № 1",
        "certified_role": "Секретарь коллегии",
        "certified_name": "С.С. Швец",
        "certified_on": NOW.date(),
        "document": document,
        "document_sha256": hashlib.sha256(document.encode()).hexdigest(),
        "pdf": pdf,
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "made_at": NOW,
    }
    return Extract.objects.create(protocol=protocol, **defaults | fields)


def make_signature(protocol: Protocol | None = None, **fields: Any) -> Signature:
    """A signature on paper under the first line; its scan is a few bytes."""
    scan = b"%PDF-1.7 invented scan"
    defaults = {
        "order": 1,
        "role_text": "Председатель коллегии",
        "name_text": "А.И. Соловьёва",
        "kind": SignatureKind.PAPER,
        "signed_at": NOW,
        "signed_on": HELD_ON,
        "file": scan,
        "file_type": "application/pdf",
        "sha256": hashlib.sha256(scan).hexdigest(),
    }
    return Signature.objects.create(protocol=protocol or make_protocol(), **defaults | fields)
