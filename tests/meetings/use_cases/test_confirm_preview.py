"""A preview becomes one meeting: pressed twice, sent by two at once, refused in between, deleted since."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from meetings.models import ConfirmedPreview, HistoryEntry, Meeting
from meetings.use_cases.confirm_preview import (
    PREVIEW_AGE,
    Confirmation,
    confirm_preview,
    earlier_confirmation,
    new_token,
)
from meetings.use_cases.delete_meeting import delete_draft_meeting
from meetings.use_cases.import_meeting import CannotImport
from tests import factories

AT = datetime(2024, 3, 5, 12, tzinfo=UTC)


def confirm(body: Any, token: str, **fields: Any) -> Confirmation:
    document = replace(factories.make_document(body), number=fields.pop("number", None))
    deed = {"actor": None, "at": AT, "people": {}} | fields
    return confirm_preview(token=token, document=document, body=body, **deed)


@pytest.mark.django_db
def test_second_confirmation_leads_to_the_meeting_already_made() -> None:
    body, token = factories.make_body(), new_token()
    assert earlier_confirmation(token) is None
    first = confirm(body, token)
    second = confirm(body, token)

    assert (first.is_new, second.is_new) == (True, False)
    assert second.meeting == first.meeting
    assert earlier_confirmation(token) == second
    assert Meeting.objects.count() == 1
    assert HistoryEntry.objects.count() == 1


@pytest.mark.django_db
def test_two_previews_of_one_text_are_two_meetings() -> None:
    body = factories.make_body()
    assert confirm(body, new_token()).meeting != confirm(body, new_token()).meeting


@pytest.mark.django_db
def test_refused_preview_may_be_confirmed_again() -> None:
    body, token = factories.make_body(), new_token()
    confirm(body, new_token(), number="7")
    with pytest.raises(CannotImport):
        confirm(body, token, number="7")
    assert earlier_confirmation(token) is None
    assert confirm(body, token, number="8").is_new


@pytest.mark.django_db
def test_deleted_draft_is_not_made_again() -> None:
    body, token = factories.make_body(), new_token()
    meeting = confirm(body, token).meeting
    assert meeting is not None
    delete_draft_meeting(meeting=meeting, actor=None, at=AT)
    assert confirm(body, token) == Confirmation(None, is_new=False)
    assert not Meeting.objects.exists()


@pytest.mark.django_db
def test_tokens_are_forgotten_when_their_previews_are_long_refused() -> None:
    body = factories.make_body()
    confirm(body, "old", at=AT - 2 * PREVIEW_AGE - timedelta(seconds=1))
    confirm(body, "young", at=AT - PREVIEW_AGE)
    confirm(body, "new")
    assert set(ConfirmedPreview.objects.values_list("token", flat=True)) == {"young", "new"}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_meeting() -> None:
    body, token = factories.make_body(), new_token()
    start = threading.Barrier(4)
    results: list[Confirmation] = []

    def press() -> None:
        try:
            start.wait(timeout=30)
            results.append(confirm(body, token))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(result.is_new for result in results) == [False, False, False, True]
    assert len({result.meeting for result in results}) == 1
    assert Meeting.objects.count() == 1
