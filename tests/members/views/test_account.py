"""Signing in and out, and the password."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories import make_user

pytestmark = pytest.mark.django_db


def sign_in(client: Client, **fields: str) -> str:
    return client.post(reverse("login"), fields, follow=True).content.decode()


def test_a_person_signs_in_to_the_desk_and_out_to_the_front_page(client: Client) -> None:
    make_user(username="секретарь")
    assert "<h1>Мой стол</h1>" in sign_in(client, username="секретарь", password="пароль")

    answer = client.post(reverse("logout"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("home")


def test_an_unknown_name_and_a_wrong_password_get_the_same_words(client: Client) -> None:
    make_user(username="секретарь")
    unknown = sign_in(client, username="никто", password="пароль")
    wrong = sign_in(client, username="секретарь", password="не тот")

    for page in (unknown, wrong):
        assert "Имя или пароль не подходят" in page
        assert "Caps Lock" in page


def test_empty_fields_are_named(client: Client) -> None:
    page = sign_in(client, username="", password="")

    assert "Введите имя." in page
    assert "Введите пароль." in page


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_host(client: Client, target: str) -> None:
    make_user(username="секретарь")
    answer = client.post(reverse("login"), {"username": "секретарь", "password": "пароль", "next": target})

    assert answer["Location"] == reverse("desk")


def test_a_page_asked_for_opens_after_signing_in(client: Client) -> None:
    make_user(username="секретарь")
    asked = client.get(reverse("account"))
    assert asked["Location"] == f"{reverse('login')}?next={reverse('account')}"

    page = client.get(asked["Location"]).content.decode()
    assert "Эта страница открывается после входа" in page
    assert f'name="next" value="{reverse("account")}"' in page


def test_the_password_is_changed(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    typed = {"old_password": "пароль", "new_password1": "тёплый-дом-2031", "new_password2": "тёплый-дом-2031"}
    page = client.post(reverse("account"), typed, follow=True).content.decode()

    assert "Пароль изменён." in page
    user.refresh_from_db()
    assert user.check_password("тёплый-дом-2031")


def test_a_weak_password_is_refused_in_russian(client: Client) -> None:
    client.force_login(make_user())
    typed = {"old_password": "пароль", "new_password1": "12345", "new_password2": "12345"}
    page = client.post(reverse("account"), typed).content.decode()

    assert "слишком короткий" in page


def test_guessing_a_password_is_slowed_in_plain_words(client: Client) -> None:
    make_user(username="секретарь")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post("/login/", {"username": "секретарь", "password": "догадка"})
    assert answer.status_code == 429
    assert "Подождите 15 минут" in answer.content.decode()
    assert client.post("/login/", {"username": "секретарь", "password": "пароль"}).status_code == 429
    elsewhere = client.post("/login/", {"username": "секретарь", "password": "пароль"}, REMOTE_ADDR="10.1.2.3")
    assert elsewhere.status_code == 302, "a stranger's guesses lock nobody out elsewhere"
