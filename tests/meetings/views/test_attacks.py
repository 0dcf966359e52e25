"""The portal attacked by who may open it: names that decide who signs, signs nobody sees, guesses, kept answers."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.urls import reverse

from meetings.mapping.compose import compose
from meetings.models import Meeting
from meetings.rendering.html import render_html
from meetings.wording.text import drop_unseen
from protocols_portal.guessing import client_address
from tests.factories import make_member, make_person, make_protocol, make_user
from tests.meetings.views.conftest import World
from tests.meetings.views.drafting import do, save
from tests.meetings.views.test_ladder import addresses

#: addresses of the desk that answer to POST only
DESK = ("draft_field", "draft_deed", "draft_undo", "draft_pulse")
#: «Швец» with a reversed order behind it, no width inside, a mark of order in front.
TURNED = "\u200eШв\u200bец\u202e С.С.\u2066"


def test_who_writes_the_protocol_cannot_take_the_name_of_who_signs_it(world: World) -> None:
    """A card with an account names the signer: renamed, it would sign another person's line."""
    seat = world.users["chair"].person.memberships.get()
    typed = {"family_name": "Другая", "given_name": "Анна", "gender": "female"}
    form = {"posts-TOTAL_FORMS": "0", "posts-INITIAL_FORMS": "0"}
    answer = world.client("secretary").post(reverse("edit_person", args=[seat.pk]), typed | form)

    seat.person.refresh_from_db()
    assert seat.person.family_name == "Лицо chair"
    assert "имя меняет администратор портала" in answer.content.decode()
    assert world.client("administrator").post(reverse("edit_person", args=[seat.pk]), typed | form).status_code == 302
    unknown = make_member(world.body, person=make_person())
    assert world.client("secretary").post(reverse("edit_person", args=[unknown.pk]), typed | form).status_code == 302


def test_signs_that_nobody_sees_come_into_no_name_and_no_text(world: World) -> None:
    client, meeting = world.client("secretary"), world.meeting
    line, speech = meeting.attendances.all()[1], meeting.speeches.all()[0]
    assert save(client, meeting, f"attendance:{line.pk}:name", TURNED, line.name_text).status_code == 200
    assert save(client, meeting, f"speech:{speech.pk}:paragraphs", TURNED, "Доложил о ходе работ.").status_code == 200
    client.post(reverse("new_member", args=[world.body.slug]), {"name": "Шв\u200bец\u202e Лев Ильич", "role": "member"})

    stored = compose(Meeting.objects.get(pk=meeting.pk))
    assert stored.attendees[1].name == "Швец С.С."
    assert stored.items[0].speeches[0].paragraphs[0].text == "Швец С.С."
    assert drop_unseen("🏛️ 👨‍👩‍👧 до\u00adрога") == "🏛️ 👨‍👩‍👧 до\u00adрога"


def test_a_nul_in_what_no_form_reads_reaches_no_database(world: World) -> None:
    """PostgreSQL refuses the sign with an error of its own."""
    client, meeting, nul = world.client("secretary"), world.meeting, "Ш\0вец"
    item = meeting.items.all()[0]
    assert client.get(reverse("draft_known", args=[meeting.pk]), {"q": nul}).status_code == 200
    assert client.post(reverse("draft_pulse", args=[meeting.pk]), {"field": nul, "part": nul}).status_code == 200
    for sent in (
        {"deed": "add", "kind": "item", "text": f"О смете{nul}\nО плане"},
        {"deed": "point", "item": str(item.pk), "text": f"утвердить {nul}"},
        {"deed": "away", "item": str(item.pk), "name": nul, "presence": "absent"},
    ):
        assert do(client, meeting, **sent).status_code == 200, sent
    assert "\0" not in repr(compose(Meeting.objects.get(pk=meeting.pk)))


def test_text_kept_from_before_is_printed_in_its_own_order_and_can_be_edited(world: World) -> None:
    client, line = world.client("secretary"), world.meeting.attendances.all()[1]
    type(line).objects.filter(pk=line.pk).update(name_text=TURNED)

    assert not set("\u200e\u202e\u2066") & set(render_html(compose(Meeting.objects.get(pk=world.meeting.pk))))
    assert save(client, world.meeting, f"attendance:{line.pk}:name", "Швец Лев", TURNED).status_code == 200


def test_a_choice_that_is_none_is_refused_in_words(world: World) -> None:
    client, meeting = world.client("secretary"), world.meeting
    line, vote, decision = meeting.attendances.all()[0], meeting.vote_events.all()[0], meeting.decisions.all()[0]
    for field, base in (
        (f"attendance:{line.pk}:presence", "room"),
        (f"vote:{vote.pk}:method", "open"),
        (f"vote:{vote.pk}:requirement", "simple"),
        (f"decision:{decision.pk}:outcome", "adopted"),
        (f"meeting:{meeting.pk}:form", "in_person"),
    ):
        answer = save(client, meeting, field, "", base)
        assert (answer.status_code, answer.json()["error"]) == (422, "Обязательное поле."), field


@pytest.mark.django_db
def test_one_password_over_many_names_is_stopped_from_that_address(client: Client, settings: LazySettings) -> None:
    settings.GUESSES_FROM_ADDRESS = 5
    make_user(username="секретарь")
    answers = [client.post("/login/", {"username": f"имя{n}", "password": "Пароль123"}).status_code for n in range(6)]

    assert answers == [200] * 5 + [429]
    right: dict[str, Any] = {"username": "секретарь", "password": "пароль"}
    assert client.post("/login/", right).status_code == 429
    assert client.post("/admin/login/", right).status_code == 429
    assert client.post("/login/", right, REMOTE_ADDR="10.1.2.3").status_code == 302


@pytest.mark.parametrize(
    ("is_proxied", "header", "address"),
    [
        (False, "6.6.6.6", "127.0.0.1"),
        (True, "6.6.6.6, 10.0.0.9", "10.0.0.9"),
        (True, "6.6.6.6, нет", "127.0.0.1"),
        (True, "2001:db8:1:2:3::4", "2001:db8:1:2::"),
    ],
)
def test_a_visitor_has_the_address_that_the_proxy_saw(
    settings: LazySettings, is_proxied: bool, header: str, address: str
) -> None:
    """Else all visitors behind a proxy were one, and anybody locked everybody out; or each were whoever he says."""
    settings.BEHIND_PROXY = is_proxied
    assert client_address(RequestFactory().get("/", headers={"x-forwarded-for": header})) == address


@pytest.mark.django_db
def test_no_password_is_kept_of_a_guess(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    user = make_user(username="секретарь")
    secret = "верный-пароль-которого-нет"
    client.post("/login/", {"username": "секретарь", "password": secret})
    client.force_login(user)
    protocol = make_protocol()
    make_member(protocol.meeting.body, user=user)
    client.post(reverse("sign", args=[protocol.pk]), {"seen": protocol.sha256, "password": secret})

    kept = [*AccessAttempt.objects.values_list("get_data", "post_data"), *Session.objects.values_list("session_data")]
    assert kept
    assert secret not in f"{kept} {caplog.text}"


def test_no_page_of_a_signed_in_person_is_kept_and_no_file_runs(world: World) -> None:
    for name in ("home", "protocols"):
        answer = world.client("member").get(reverse(name))
        assert answer["Cache-Control"] == "private, no-store"
        assert "camera=()" in answer["Permissions-Policy"]
        assert "no-store" not in world.client("anonymous").get(reverse(name)).get("Cache-Control", "")
    file = world.client("member").get(reverse("edition_file", args=[make_protocol(world.meeting).pk, "html"]))
    assert "sandbox" in file["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in file["Content-Security-Policy"]


def test_nothing_is_done_without_the_token_of_a_form(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["secretary"])
    urls = addresses(world) | {name: reverse(name, args=[world.meeting.pk]) for name in DESK}
    urls |= {name: reverse(name) for name in ("clean_paste", "logout", "verify_file")}

    assert {name: client.post(url).status_code for name, url in urls.items()} == dict.fromkeys(urls, 403)
