"""The pages of no app: health and the plain words when something goes wrong; what every page promises a browser."""

import re
from typing import Any
from unittest import mock

import pytest
from django.db.utils import OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.defaults import bad_request, server_error

from tests.factories import make_user


@pytest.mark.django_db
def test_health_tells_of_the_database(client: Client) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})

    with mock.patch("protocols_portal.views.connection.cursor", side_effect=OperationalError):
        assert client.get("/health").status_code == 503


@pytest.mark.django_db
def test_a_wrong_address_is_told_in_russian_with_a_way_on(client: Client) -> None:
    page = client.get("/meetings/1/").content.decode()

    assert "Такой страницы нет" in page
    assert f'href="{reverse("login")}?next=/meetings/1/"' in page


def test_an_error_of_the_portal_is_told_without_a_database() -> None:
    page = server_error(RequestFactory().get("/")).content.decode()

    assert "На портале произошла ошибка" in page
    assert "записи целы" in page


def test_a_broken_request_is_told() -> None:
    assert "Запрос не понят" in bad_request(RequestFactory().get("/"), Exception()).content.decode()


@pytest.mark.django_db
def test_an_old_form_is_told_what_to_do() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("login"), {"username": "x", "password": "y"})

    assert answer.status_code == 403
    assert "Страница устарела" in answer.content.decode()


@pytest.mark.django_db
def test_a_refused_deed_is_told_who_may_do_it(client: Client) -> None:
    client.force_login(make_user())
    answer = client.get(reverse("new_body"))

    assert answer.status_code == 403
    assert "Это действие вам не разрешено" in answer.content.decode()


class _Endless:
    """A body of the announced length, counted while it is read."""

    def __init__(self, length: int) -> None:
        self.left, self.largest = length, 0

    def read(self, size: int = -1) -> bytes:
        self.largest = max(self.largest, self.left if size < 0 else size)
        given = min(self.left, size) if size >= 0 else self.left
        self.left -= given
        return b"0" * given

    readline = read


def test_a_large_body_is_thrown_away_in_small_pieces(client: Client) -> None:
    length = 50 * 1024 * 1024
    body = _Endless(length)
    environment: dict[str, Any] = {"CONTENT_LENGTH": str(length), "wsgi.input": body, "CONTENT_TYPE": "text/plain"}
    answer = client.generic("POST", "/login/", b"", **environment)

    assert answer.status_code == 413
    assert body.left == 0, "the browser may finish sending and read the answer"
    assert body.largest <= 64 * 1024


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/login/", "/protocols/", "/nowhere/", "/health"])
def test_every_page_forbids_what_is_not_its_own(client: Client, path: str) -> None:
    answer = client.get(path)
    policy = answer["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert_plain(answer.content.decode())


def assert_plain(page: str) -> None:
    """No inline script or style, no foreign host."""
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", page)
