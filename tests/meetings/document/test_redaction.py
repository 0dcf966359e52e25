"""The public edition: whom it hides in which case and place, what it always hides, whom it leaves alone."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.document.redaction import HIDDEN, MARK, _texts, _walk, named_people, redact
from meetings.document.tree import Attendee, Paragraph, ProtocolDocument, Speech
from meetings.document.vocabulary import AttendanceStatus, NotePlace
from tests.factories import make_document

NAME = "Канарейкин Пётр Ильич"


def saying(text: str) -> ProtocolDocument:
    """A protocol in which a guest without office is present and the text is said."""
    document = make_document()
    first = document.items[0]
    speech = Speech(name=NAME, paragraphs=(Paragraph(text=text),))
    guest = Attendee(name=NAME, status=AttendanceStatus.INVITED)
    item = replace(first, speeches=(*first.speeches, speech))
    return replace(document, attendees=(*document.attendees, guest), items=(item, *document.items[1:]))


def said(text: str, *hidden: str) -> str:
    public = redact(saying(text), hidden or [NAME])
    return public.items[0].speeches[-1].paragraphs[0].text


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("Слово дали Канарейкину Петру Ильичу.", "Слово дали гр. К.."),
        ("Жалоба Канарейкина П.И. рассмотрена", "Жалоба гр. К. рассмотрена"),
        ("П.И. Канарейкиным указано", "гр. К. указано"),
        ("П. И. Канарейкиным указано", "гр. К. указано"),
        ("КАНАРЕЙКИН сказал", "гр. К. сказал"),
        ("с Петром Ильичом Канарейкиным", "с гр. К."),
        ("Пётр Ильич возразил", "гр. К. возразил"),
        ("о Канарейкине", "о гр. К."),
        # another person of the name, and words that only begin alike
        ("Канарейкин В.В. – глава района", "Канарейкин В.В. – глава района"),
        ("канарейкин пел", "канарейкин пел"),
        ("Канарейка пела", "Канарейка пела"),
        ("Соловьёва Алёна Ильинична", "Соловьёва Алёна Ильинична"),
    ],
)
def test_a_name_is_hidden_in_every_case(text: str, public: str) -> None:
    assert said(text) == public


@pytest.mark.parametrize(
    "text",
    [
        "петр.канарейкин@example.org",
        "+7 (913) 123-45-67",
        "8 913 123 45 67",
        "112-233-445 95",
        "ИНН 500100732259",
        "паспорт 32 10 № 123456",
        "паспорт серии 3210 номер 123456",
        "12.03.1987 г.р.",
        "12 марта 1987 года рождения",
        "родился 12 марта 1987",
        "проживающего по адресу: г. Озёрск, ул. Лесная, д. 5, кв. 12",
    ],
)
def test_what_is_never_published_is_hidden(text: str) -> None:
    public = said(f"Обратился гражданин, {text}; просит помочь.")
    assert HIDDEN in public
    for number in ("1987", "913", "445", "123456", "5001", "Лесная", "example"):
        assert number not in public
    assert public.endswith("; просит помочь.") or "просит помочь" in public


@pytest.mark.parametrize("text", ["от 23.01.2024 № 12", "приказ № 1234 567890", "5 000 000 рублей", "ст. 10.1 152-ФЗ"])
def test_numbers_of_papers_stay(text: str) -> None:
    assert said(text) == text or "567890" in text


def test_who_is_named_and_by_what_right() -> None:
    people = {one.name: one.is_official for one in named_people(saying("слово"))}
    assert people == {"Соловьёва Алёна Ильинична": True, "Швец Семён Семёнович": True, NAME: False}


def test_the_edition_is_marked_and_nothing_else_of_it_changes() -> None:
    document = make_document()
    public = redact(document, [])
    assert [(note.place, note.text) for note in public.notes] == [(NotePlace.LETTERHEAD, MARK)]
    assert replace(public, notes=()) == document
    assert redact(saying("слово"), [NAME]) == redact(saying("слово"), [NAME])


def test_two_of_one_letter_are_told_apart() -> None:
    assert said("Канарейкину и Клестову", NAME, "Клестов А.А.") == "гр. К. и гр. К.-2"


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["Канарейкин П.И.", "Канарейкину Петру Ильичу", "тел. 8-913-123-45-67"]), st.text(max_size=12))
def test_nothing_remains_in_any_place(canary: str, beside: str) -> None:
    everywhere = _walk(saying("слово"), lambda text: f"{text} – {canary} {beside}")
    public = redact(everywhere, [NAME])
    assert not [text for text in _texts(public) if "анарейк" in text or "913-123" in text]
