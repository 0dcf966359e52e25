"""The page of search: what a visitor sees of it, and that nobody sees more than he may read."""

import dataclasses
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.document import tree
from meetings.document.vocabulary import MemberRole
from tests.factories import make_body, make_document, make_meeting, make_member, make_user
from tests.meetings.search.shelf import shelve

pytestmark = pytest.mark.django_db
PAGES = ("/search/", "/search/facets/", "/search/suggestions/")


@pytest.fixture(autouse=True)
def _unlimited() -> None:
    cache.clear()


def document_with(body: Any, text: str, **fields: Any) -> tree.ProtocolDocument:
    document = make_document(body, item_count=1)
    decision = dataclasses.replace(document.items[0].decisions[0], points=(tree.DecisionPoint(text=text),), **fields)
    return dataclasses.replace(document, items=(dataclasses.replace(document.items[0], decisions=(decision,)),))


def texts_of(client: Client, asked: str) -> str:
    """Everything that any page of search says of a question."""
    return "".join(client.get(page, {"q": asked, "facets": "1"}).content.decode() for page in PAGES)


def test_a_visitor_finds_a_decision_and_opens_it_at_its_place(client: Client) -> None:
    body = make_body(is_public=True, short_name="Коллегия культуры")
    protocol = shelve(document_with(body, "определить <b>квоты</b> для школ"), body)
    page = client.get("/search/", {"q": "квотами"}).content.decode()

    assert "определить &lt;b&gt;<mark>квоты</mark>&lt;/b&gt; для школ" in page
    assert "Коллегия культуры, протокол от 23.01.2024" in page
    assert f'href="/{body.slug}/2024/01-23/1/r1.1/p1/"' in page
    assert "Кому:" in page
    protocol.meeting.archive_address.delete()
    assert (
        f'href="/protocols/{protocol.pk}/#item-1-decision-1-point-1"'
        in client.get("/search/", {"q": "квотами"}).content.decode()
    )
    assert 'id="item-1-decision-1-point-1"' in client.get(f"/protocols/{protocol.pk}/").content.decode()


def test_every_kind_of_hit_leads_to_a_page_of_the_archive(client: Client) -> None:
    body = make_body(is_public=True, slug="kollegiya-kultury")
    shelve(document_with(body, "определить квоты"), body)
    for asked in ("квоты", "доложил"):
        (url, *_others) = re.findall(
            r'class="hit-link" href="([^"#]+)(?:#[^"]*)?"', client.get("/search/", {"q": asked}).content.decode()
        )
        assert url.startswith("/kollegiya-kultury/2024/01-23/1/")
        assert client.get(url).status_code == 200


def test_the_empty_page_tells_how_and_an_empty_list_what_to_do(client: Client) -> None:
    assert "Как искать" in client.get("/search/").content.decode()
    page = client.get("/search/", {"q": "небывальщина -чудо «по щучьему»", "year": "2024"}).content.decode()
    assert "ничего не найдено" in page
    assert "Искать без уточнений" in page
    assert "Искать без кавычек и исключений: небывальщина по щучьему" in page
    assert "войдите" in page


def test_more_hits_come_page_by_page_to_the_end(client: Client) -> None:
    body = make_body(is_public=True)
    for _ in range(3):
        shelve(make_document(body, item_count=5), body)
    url, found, pages = "/search/?q=%D0%BF%D0%BB%D0%B0%D0%BD", [], 0
    while url:
        page = client.get(url).content.decode()
        found += re.findall(r'class="hit-link" href="([^"]+)"', page)
        more = re.search(r'hx-get="([^"]+from=[^"]+)"', page)
        url, pages = more[1].replace("&amp;", "&") if more else "", pages + 1
        assert pages < 20
    # the question and the point say it; its lead, the sub-point, the speech and the voting belong to the question
    assert len(found) == len(set(found)) == 3 * 5 * 6
    fragment = client.get("/search/?q=план&from=0-0-10", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert fragment.count('class="hit"') == 10


def test_facets_narrow_and_are_taken_back(client: Client) -> None:
    first, second = make_body(is_public=True, name="Совет"), make_body(is_public=True, name="Комиссия")
    to = tree.Addressee(text="школам", name="школы")
    shelve(document_with(first, "определить квоты", addressee=to, assignments=()), first)
    shelve(document_with(second, "определить квоты"), second)
    facets = client.get("/search/facets/", {"q": "квоты"}).content.decode()
    assert re.findall(r"<h2>([^<]+)</h2>", facets) == ["Орган", "Кому поручено"]
    narrowed = client.get("/search/", {"q": "квоты", "to": "школы", "facets": "1"}).content.decode()
    assert narrowed.count('class="hit"') == 1
    assert "Кому поручено: школы" in narrowed
    assert 'href="/search/?q=%D0%BA%D0%B2%D0%BE%D1%82%D1%8B"' in narrowed
    assert client.get("/search/", {"body": str(second.pk)}).content.decode().count('class="hit"') > 2
    for odd in ({"body": "x"}, {"year": "²024"}, {"kind": "нет"}, {"due": "past"}, {"from": "9-9-9"}, {"from": "0-1-"}):
        assert client.get("/search/", {"q": "квоты"} | odd).status_code == 200


def test_suggestions_complete_the_last_word(client: Client) -> None:
    body = make_body(is_public=True)
    shelve(document_with(body, "Определить квоты и квотирование, квотами ведает Пфельцер"), body)

    def suggested(typed: str) -> list[str]:
        return list(client.get("/search/suggestions/", {"q": typed}).json()["questions"])

    assert suggested("кво") == ["квоты", "квотирование"]
    assert suggested("определить кво") == ["определить квоты", "определить квотирование"]
    assert suggested("пфе") == ["Пфельцер"]
    assert suggested("к") == suggested("определить ") == suggested("-кво") == suggested("небыв") == []


def test_a_word_that_may_not_be_read_shows_nowhere(client: Client) -> None:
    """A canary in a draft, an issued, a closed and an annulled protocol: not in hits, counts, suggestions or facets."""
    word, member = "канарейкой", make_user()
    public, closed = make_body(is_public=True), make_body(is_public=False, name="Закрытый совет")
    make_member(closed, MemberRole.MEMBER, user=member)
    said = document_with(public, "наградить Канарейку", addressee=tree.Addressee(text="канарейке", name="Канарейка"))
    from meetings.mapping.record import record

    record(said, make_meeting(public))
    shelve(said, public, state="issued", published_at=None)
    shelve(said, public, state="annulled")
    shelve(said, public, audience="members")
    shelve(said, closed)
    # only what was typed comes back
    assert "канарейк" not in texts_of(client, word).lower().replace(word, "")
    assert "Закрытый совет" not in texts_of(client, "канар")

    client.force_login(member)
    shown = texts_of(client, word)
    assert "<mark>Канарейку</mark>" in shown
    assert client.get("/search/suggestions/", {"q": "канар"}).json()["questions"] == ["Канарейку"]
    assert shown.count('class="hit"') == 1


@pytest.mark.parametrize("is_member", [True, False])
def test_a_page_asks_the_same_for_one_protocol_and_for_thirty(client: Client, *, is_member: bool) -> None:
    body, user = make_body(is_public=True), make_user()
    make_member(body, MemberRole.MEMBER, user=user)
    if is_member:
        client.force_login(user)

    def count(page: str, asked: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page, {"q": asked, "facets": "1"}).status_code == 200
        return len(queries)

    shelve(make_document(body, item_count=9), body)
    asked = [(page, words) for page in PAGES for words in ("план", "план отдела небывальщины")]
    first = [count(*one) for one in asked]
    for _ in range(29):
        shelve(make_document(body, item_count=1), body)

    assert [count(*one) for one in asked] <= first
    assert max(first) <= 9 + 3 * is_member
    with CaptureQueriesContext(connection) as queries:
        client.get("/search/", {"q": "план"})
    assert len(queries) <= 2 + 3 * is_member
