"""The demonstration: a portal somebody has worked with for two years, and loading it again changes nothing."""

from collections import Counter
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from meetings.document.checks import check_document
from meetings.document.codec import decode, encode
from meetings.document.vocabulary import MeetingState, ProtocolState, Severity
from meetings.importing.reading import read_protocol
from meetings.management.demonstration import FOLDER, PASSWORD
from meetings.mapping.compose import compose
from meetings.models import HistoryEntry, Meeting, Protocol
from meetings.rendering.pdf import render_pdf
from meetings.rendering.text import render_text
from meetings.rendering.verification import verification_mark
from members.models import Body, Membership, Person, PositionHeld

TEXTS = sorted(FOLDER.glob("*.txt"))


def load():
    told = StringIO()
    call_command("load_demo", stdout=told)
    return told.getvalue()


@pytest.fixture(scope="module")
def loading(django_db_setup, django_db_blocker):
    """One load for the tests of this module: it prints nine papers, which takes seconds."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


@pytest.fixture
def loaded(loading, db):
    return loading


def test_it_is_whole(loaded):
    assert {body.layout for body in Body.objects.all()} == {"union", "kollegiya", "standard"}
    assert Person.objects.count() >= 30
    assert 8 <= Meeting.objects.count() <= 14
    assert {meeting.state for meeting in Meeting.objects.all()} == set(MeetingState)
    assert {edition.state for edition in Protocol.objects.all()} >= {
        ProtocolState.ISSUED,
        ProtocolState.PUBLISHED,
        ProtocolState.SUPERSEDED,
    }
    assert PositionHeld.objects.filter(ends_on__isnull=False).exists()
    assert Membership.objects.filter(ends_on__isnull=False).exists()


def test_nobody_appears_by_accident(loaded):
    """Every name of the texts is one of the people told beforehand: no slip of a pen makes a new person."""
    assert Person.objects.count() == 30
    seats = Counter(Membership.objects.filter(ends_on=None).values_list("person", flat=True))
    assert max(seats.values()) == 2


def test_every_login_works(loaded, client):
    for line in loaded.split("Входы")[1].splitlines()[1:]:
        answer = client.post("/login/", {"username": line.split()[0], "password": PASSWORD})
        assert (answer.status_code, answer.url) == (302, "/desk/"), line


def test_loading_again_changes_nothing(loaded):
    def count():
        return [model.objects.count() for model in (Person, Body, Membership, Meeting, Protocol, HistoryEntry)]

    before = count()
    load()
    assert count() == before


def test_two_fresh_loads_give_the_same_papers(transactional_db):
    def papers():
        load()
        found = sorted(Protocol.objects.values_list("document_sha256", flat=True))
        call_command("flush", verbosity=0, interactive=False)
        return found

    assert papers() == papers()


def test_a_paper_is_the_same_bytes_whenever_it_is_printed_from_its_document_and_code(loaded):
    protocol = Protocol.objects.order_by("pk")[0]
    mark = verification_mark(protocol.code, settings.PORTAL_URL)
    assert render_pdf(decode(protocol.document), is_signable=True, mark=mark) == bytes(protocol.pdf)


def test_only_the_faulty_paper_draws_warnings(loaded):
    warned = {
        meeting.held_on.isoformat()
        for meeting in Meeting.objects.select_related("body").filter(state=MeetingState.CLOSED)
        if any(finding.severity != Severity.NOTE for finding in check_document(compose(meeting)))
    }
    assert warned == {"2026-11-10"}


def test_faults_are_told_in_the_office_s_words(loaded):
    meeting = Meeting.objects.select_related("body").get(held_on="2026-11-10")
    codes = {finding.code for finding in check_document(compose(meeting))}
    assert {"votes_below_voters", "speaker_absent", "deadline_past"} <= codes


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_laws_hold(path):
    """text → tree → JSON → tree, and text → tree → text → tree."""
    document = read_protocol(path.read_bytes(), path.name).document
    assert decode(encode(document)) == document
    assert read_protocol(render_text(document).encode(), "printed.txt").document == document


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_everything_is_recognised(path):
    document = read_protocol(path.read_bytes(), path.name).document
    assert document.held_on is not None
    assert document.held_on.isoformat() in path.stem
    assert document.place and document.starts_at and document.chair and document.secretary
    assert len(document.signatures) == 2
    assert len(document.items) >= 2
    assert all(item.title and item.decisions for item in document.items)
    is_union = path.stem.startswith("union")
    assert all(bool(item.votes) is not is_union for item in document.items)
