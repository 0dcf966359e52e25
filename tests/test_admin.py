"""The administrator's pages open, and what is kept for ever cannot be changed there."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
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


def test_staff_with_every_permission_take_no_rights_and_no_name_of_a_signer(client: Client, protocol: Protocol) -> None:
    staff, chief = factories.make_user(is_staff=True), factories.make_user(is_superuser=True, is_staff=True)
    staff.user_permissions.set(Permission.objects.all())
    chair = factories.make_member(protocol.meeting.body, user=factories.make_user()).person
    client.force_login(staff)

    client.post(reverse("admin:auth_user_change", args=[staff.pk]), {"username": "я", "is_superuser": "on"})
    client.post(
        reverse("admin:auth_user_password_change", args=[chief.pk]), {"password1": "x" * 20, "password2": "x" * 20}
    )
    card = {"family_name": "Другая", "user": staff.pk, "gender": "", "name_forms": "{}"}
    rows = {"positions-TOTAL_FORMS": "0", "positions-INITIAL_FORMS": "0"}
    client.post(reverse("admin:members_person_change", args=[chair.pk]), card | rows)
    assert (
        client.post(reverse("admin:meetings_protocol_delete", args=[protocol.pk]), {"post": "yes"}).status_code == 403
    )

    staff.refresh_from_db()
    chair.refresh_from_db()
    chief.refresh_from_db()
    assert not staff.is_superuser
    assert chief.check_password("пароль")
    assert (chair.family_name, chair.user_id == staff.pk) == ("Соловьёва", False)
