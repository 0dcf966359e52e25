"""Who may open which page: every address of the portal × every rung of the ladder."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from meetings.use_cases.acknowledge import ask_acknowledgement
from meetings.use_cases.approval import ask_approval
from meetings.use_cases.execution import report, take_under_control
from meetings.use_cases.publish import publish
from meetings.use_cases.task_links import make_link
from tests.factories import HELD_ON, NOW, make_extract, make_protocol, make_signature
from tests.meetings.views.conftest import RUNGS, World

#: What each rung meets: 200 the page, 302 the sign-in page or a redirect, 403 refused, 404 as if it were not there.
Ladder = dict[str, int]


def ladder(others: int = 200, **codes: int) -> Ladder:
    """Codes by rung; `others` for those not named."""
    return dict.fromkeys(RUNGS, others) | codes


PUBLIC = ladder(others=200)
SIGNED_IN = ladder(anonymous=302, others=200)
#: the page of a body that is not public
OF_THE_BODY = ladder(anonymous=404, outsider=404, foreign_secretary=404, others=200)
#: drafts, addresses that anybody may try
DRAFTS = ladder(anonymous=404, outsider=404, foreign_secretary=404, member=404, others=200)
#: pages where a draft is changed: readers of drafts are told that the secretary does that
EDITING = ladder(
    anonymous=302,
    outsider=404,
    foreign_secretary=404,
    member=404,
    deputy=403,
    chair=403,
    secretary=200,
    administrator=200,
)
#: pieces of the desk that its script asks for: who is signed out is told so, not sent away
DRAFTING = EDITING | {"anonymous": 401}
#: pages where a body is changed: its members know that it is there
BODY_EDITING = EDITING | {"member": 403}
#: the chair certifies too; members read
EXTRACTING = BODY_EDITING | {"chair": 200}
FOUNDING = ladder(anonymous=302, foreign_secretary=200, secretary=200, administrator=200, others=403)

LADDERS: dict[str, Ladder] = {
    "home": PUBLIC,
    "protocols": PUBLIC,
    "search": PUBLIC,
    "search_facets": PUBLIC,
    "search_suggestions": PUBLIC,
    "health": PUBLIC,
    "verify": PUBLIC,
    "verify_code": PUBLIC,
    "login": ladder(anonymous=200, others=302),
    "account": SIGNED_IN,
    "desk": SIGNED_IN,
    "choose_import": ladder(anonymous=302, secretary=302, foreign_secretary=302, others=200),
    "new_body": FOUNDING,
    "body": OF_THE_BODY,
    "edit_body": BODY_EDITING,
    "edit_body_style": BODY_EDITING,
    "phrases": BODY_EDITING,
    "members": BODY_EDITING,
    "new_member": BODY_EDITING,
    "new_meeting": BODY_EDITING,
    "import": BODY_EDITING,
    "edit_member": BODY_EDITING,
    "edit_person": BODY_EDITING,
    "meeting": DRAFTS,
    "meeting_changes": DRAFTS,
    "approvals": ladder(anonymous=302, outsider=404, foreign_secretary=404, member=404, others=200),
    # only the person who was asked: here the plain member
    "approval": ladder(anonymous=302, member=200, others=404),
    "draft_file": DRAFTS,
    "meeting_paper": DRAFTS,
    "delete_meeting": EDITING,
    "issue": EDITING,
    "edit_style": EDITING,
    "draft": EDITING,
    "draft_import": EDITING,
    "draft_part": DRAFTING,
    "draft_person": DRAFTING,
    "draft_later": DRAFTING,
    "draft_paper": DRAFTING,
    "draft_known": DRAFTING,
    "draft_marks": DRAFTING,
    "draft_field_history": DRAFTING,
    "draft_history": EDITING,
    "draft_compare": EDITING,
    "draft_phrases": DRAFTING,
    "edit_item": EDITING,
    "edit_part": EDITING,
    "protocol": OF_THE_BODY,
    "archive_body": OF_THE_BODY | dict.fromkeys(("member", "deputy", "chair", "secretary", "administrator"), 302),
    "archive_year": OF_THE_BODY,
    "archive_meeting": OF_THE_BODY,
    "archive_print": OF_THE_BODY,
    "archive_pdf": OF_THE_BODY,
    "archive_place": OF_THE_BODY,
    "edition_bundle": OF_THE_BODY,
    # here there is no earlier edition: tests/meetings/views/test_corrections.py has one
    "edition_changes": ladder(others=404),
    "body_bundle": OF_THE_BODY | {"anonymous": 302},
    "task_sheets": OF_THE_BODY,
    "task_sheet": OF_THE_BODY,
    "body_tasks": OF_THE_BODY,
    "progress_paper": OF_THE_BODY,
    "task": OF_THE_BODY | {"anonymous": 302},
    "task_file": OF_THE_BODY,
    "edit_task": BODY_EDITING,
    # who has the token is let in: tests/meetings/views/test_execution.py has those who have not
    "task_link": PUBLIC,
    "extracts": OF_THE_BODY,
    "extract": OF_THE_BODY,
    "extract_file": OF_THE_BODY,
    "new_extract": EXTRACTING,
    "annul_extract": EXTRACTING,
    "edition_file": OF_THE_BODY,
    "publish": EDITING | {"member": 404},
    # the plain member was asked; who was not: tests/meetings/views/test_my_page.py
    "acknowledgement": OF_THE_BODY | {"anonymous": 302},
    # nobody here bears the name of a line: tests/meetings/views/test_signatures.py has those who do
    "sign": ladder(anonymous=302, outsider=404, foreign_secretary=404, others=403),
    "signatures": EDITING | {"member": 404},
    "public_edition": EDITING | {"member": 403},
    "public_file": EDITING | {"member": 403},
    "upload_signature": EDITING | {"member": 403},
    "signature_file": OF_THE_BODY,
    # the deputy confirms
    "annul_edition": EXTRACTING | {"deputy": 200},
}
#: answered by POST only, or not ours
ELSEWHERE = {
    "body_tasks_deed",
    "start_now",
    "clean_paste",
    "draft_field",
    "draft_deed",
    "draft_undo",
    "draft_pulse",
    "logout",
    "verify_file",
}


def addresses(world: World) -> dict[str, str]:
    protocol = make_protocol(world.meeting)
    extract, signature = make_extract(protocol), make_signature(protocol)
    member = world.users["member"].person
    (asked,) = ask_approval(meeting=world.meeting, people=[member.pk], actor=world.users["secretary"], at=NOW)
    task = take_under_control(protocol=protocol, actor=None, at=NOW)[0]
    step = report(task=task, text="Сделано", at=NOW, files=[SimpleUploadedFile("a.pdf", b"%PDF-1.7")])
    ask_acknowledgement(protocol=protocol, people=[member.pk], actor=None, at=NOW)
    token = make_link(task=task, actor=None, at=timezone.now())
    seat = world.body.memberships.first()
    assert seat is not None
    by_slug = ("body", "edit_body", "edit_body_style", "members", "new_member", "new_meeting", "import", "phrases")
    by_meeting = (
        "meeting",
        "meeting_changes",
        "approvals",
        "delete_meeting",
        "issue",
        "edit_style",
        "draft",
        "draft_import",
        "draft_paper",
        "draft_known",
        "draft_marks",
        "draft_history",
        "draft_compare",
        "draft_phrases",
    )
    arguments: dict[str, list[Any]] = {
        **{name: [world.body.slug] for name in by_slug},
        **{name: [world.meeting.pk] for name in by_meeting},
        "approval": [asked.pk],
        "edit_member": [seat.pk],
        "edit_person": [seat.pk],
        "draft_file": [world.meeting.pk, "txt"],
        "meeting_paper": [world.meeting.pk, "notice", "docx"],
        "draft_field_history": [world.meeting.pk, f"meeting:{world.meeting.pk}:place"],
        "draft_part": [world.meeting.pk, "attendance"],
        "draft_later": [world.meeting.pk, world.meeting.items.all()[0].pk],
        "draft_person": [world.meeting.pk, world.meeting.attendances.all()[0].pk],
        "edit_item": [world.meeting.pk, 1],
        "edit_part": [world.meeting.pk, "header"],
        "protocol": [protocol.pk],
        "acknowledgement": [protocol.pk],
        "body_tasks": [world.body.slug],
        "progress_paper": [world.body.slug, "docx"],
        "task": [task.pk],
        "edit_task": [task.pk],
        "task_file": [step.files.get().pk],
        "task_link": [token],
        "verify_code": [protocol.code],
        "archive_body": [world.body.slug],
        "archive_year": [world.body.slug, 2024],
        **{f"archive_{name}": [world.body.slug, 2024, "01-23"] for name in ("meeting", "print", "pdf")},
        "archive_place": [world.body.slug, 2024, "01-23", "1", "r1.1", "p1.1"],
        "edition_file": [protocol.pk, "pdf"],
        "publish": [protocol.pk],
        "sign": [protocol.pk],
        "signatures": [protocol.pk],
        "upload_signature": [protocol.pk],
        "public_edition": [protocol.pk],
        "public_file": [protocol.pk, "txt"],
        "signature_file": [signature.pk],
        "annul_edition": [protocol.pk],
        "edition_bundle": [protocol.pk],
        "edition_changes": [protocol.pk],
        "body_bundle": [world.body.slug, HELD_ON.year],
        "task_sheets": [world.body.slug],
        "task_sheet": [world.body.slug, "docx"],
        "extracts": [world.body.slug],
        "extract": [extract.pk],
        "extract_file": [extract.pk, "pdf"],
        "new_extract": [protocol.pk],
        "annul_extract": [extract.pk],
    }
    found = {name: reverse(name, args=arguments.get(name, [])) for name in LADDERS}
    return found | {"task_sheet": f"{found['task_sheet']}?to=отдел"}


def test_every_address_stands_on_the_ladder() -> None:
    def names(patterns: list[URLPattern | URLResolver]) -> set[str]:
        found: set[str] = set()
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                found.add(pattern.name or "")
            elif pattern.namespace != "admin":
                found |= names(pattern.url_patterns)
        return found

    assert names(get_resolver().url_patterns) == set(LADDERS) | ELSEWHERE


def test_every_rung_meets_what_it_should(world: World) -> None:
    urls = addresses(world)
    met = {(name, rung): world.client(rung).get(url).status_code for name, url in urls.items() for rung in RUNGS}
    expected = {(name, rung): LADDERS[name][rung] for name in LADDERS for rung in RUNGS}

    assert {key: code for key, code in met.items() if code != expected[key]} == {}


@pytest.mark.parametrize("rung", ["anonymous", "outsider", "member", "foreign_secretary", "deputy", "chair"])
def test_nobody_but_the_secretary_changes_a_draft(world: World, rung: str) -> None:
    client, version = world.client(rung), world.meeting.version
    for name in ("header", "attendance", "agenda", "opening", "closing"):
        client.post(reverse("edit_part", args=[world.meeting.pk, name]), {"version": version, "title": "чужое"})
    client.post(reverse("issue", args=[world.meeting.pk]))
    client.post(reverse("delete_meeting", args=[world.meeting.pk]))

    world.meeting.refresh_from_db()
    assert world.meeting.version == version
    assert not world.meeting.protocols.exists()


def test_an_edition_of_a_public_body_is_everybodys_once_it_is_published(world: World) -> None:
    world.body.is_public = True
    world.body.save()
    protocol = make_protocol(world.meeting)
    visitor, url = world.client("anonymous"), reverse("protocol", args=[protocol.pk])

    assert visitor.get(url).status_code == 404
    publish(protocol=protocol, actor=world.users["secretary"], at=NOW)
    assert visitor.get(url).status_code == 200
    assert visitor.get(reverse("edition_file", args=[protocol.pk, "pdf"])).status_code == 200


def test_the_lists_of_a_stranger_name_no_draft(world: World) -> None:
    world.body.is_public = True
    world.body.save()
    world.meeting.number = "77-секретный"
    world.meeting.save()
    for rung in ("anonymous", "outsider", "member", "foreign_secretary"):
        for url in (reverse("home"), reverse("protocols"), reverse("body", args=[world.body.slug])):
            assert "77-секретный" not in world.client(rung).get(url).content.decode(), (rung, url)


def test_no_page_of_a_signed_in_person_is_kept_on_the_way(world: World) -> None:
    public = {"home", "protocols", "login", "health", "archive_body"}
    answers = {name: world.client("administrator").get(url) for name, url in addresses(world).items()}
    shown = {name: answer for name, answer in answers.items() if answer.status_code not in (403, 404)}
    kept = {name for name, answer in shown.items() if "no-store" not in answer.get("Cache-Control", "")}

    assert kept - public == set()
