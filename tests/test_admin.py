"""The administrator's pages open, and what is kept for ever cannot be changed there."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from meetings.mapping.record import record
from meetings.models import HistoryVerb, Protocol
from meetings.use_cases.approval import ask_approval
from meetings.use_cases.history import write_history
from meetings.use_cases.sign_detached import add_revocations, trust_certificate
from tests import factories
from tests.meetings.signing.pki import lists, stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def protocol() -> Protocol:
    body = factories.make_body(organization=factories.make_organization())
    meeting = factories.make_meeting(body)
    record(factories.make_document(body), meeting)
    seat = factories.make_member(body, user=factories.make_user())
    ask_approval(meeting=meeting, people=[seat.person_id], actor=None, at=factories.NOW)
    write_history(HistoryVerb.CREATED_MEETING, about=meeting, actor=None, at=factories.NOW)
    protocol = factories.make_protocol(meeting)
    factories.make_extract(protocol)
    trust_certificate(content=stand()["root"].pem, actor=None, at=factories.NOW)
    add_revocations(content=lists()[0], actor=None, at=factories.NOW)
    return protocol


@pytest.mark.parametrize("model", [model for model in admin.site._registry if model.__module__.startswith("me")])
def test_lists_and_pages_open(admin_client: Client, protocol: Protocol, model: type) -> None:
    assert protocol.pk
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert admin_client.get(reverse(f"{name}_changelist")).status_code == 200
    row = model._default_manager.first()
    assert admin_client.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200


def test_editions_and_history_are_only_shown(admin_client: Client, protocol: Protocol) -> None:
    for deed in ("change", "delete"):
        path = reverse(f"admin:meetings_protocol_{deed}", args=[protocol.pk])
        assert admin_client.post(path, {"state": "annulled", "post": "yes"}).status_code == 403
    assert Protocol.objects.get() == protocol
