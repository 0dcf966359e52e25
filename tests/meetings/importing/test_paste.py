"""The clipboard as lines: specimens of Word, LibreOffice, Google Docs and Outlook, and clipboards nobody wrote well."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.forms.paste import PasteKind, write_pasted
from meetings.importing.html_source import read_html
from meetings.importing.pasted import PastedLine, clear_mark, clear_pasted, raw_lines, read_plain, split_mark
from meetings.importing.reading import read_protocol

SPECIMENS = Path(__file__).resolve().parents[2] / "specimens" / "paste"
NAMES = sorted(path.stem for path in SPECIMENS.glob("*.txt"))


def specimen(name: str) -> str:
    return (SPECIMENS / name).read_text(encoding="utf-8")


def prose(markup: str) -> str:
    return write_pasted(read_html(markup).lines, PasteKind.PROSE)


@pytest.mark.parametrize("name", NAMES)
def test_a_clipboard_becomes_paragraphs_and_points(name: str) -> None:
    assert prose(specimen(f"{name}.html")) + "\n" == specimen(f"{name}.txt")


def test_there_are_specimens_of_every_program() -> None:
    assert {name.split("_")[0] for name in NAMES} == {"word", "google", "libreoffice", "outlook"}


@pytest.mark.parametrize(("name", "pictures"), [("word_tracked", 1), ("outlook", 1), ("word_points", 0)])
def test_pictures_are_counted_once(name: str, pictures: int) -> None:
    assert read_html(specimen(f"{name}.html")).pictures == pictures


def test_a_whole_protocol_is_read_from_the_clipboard() -> None:
    imported = read_protocol(specimen("word_protocol.html").encode(), "clipboard.html")
    document = imported.document

    assert not imported.findings
    assert (document.number, str(document.held_on), document.place) == ("5", "2024-04-12", "г. Озёрск")
    assert [person.name for person in document.attendees][:2] == ["Лесная Вера Павловна", "Ручьёв Олег Ильич"]
    assert [item.title for item in document.items] == ["О весенней посадке лип.", "О смете питомника."]
    (decision,) = document.items[0].decisions
    assert decision.lead == "Поручить питомнику:"
    assert len(decision.points) == 2
    assert document.items[0].votes[0].votes_for == 3
    assert [line.name for line in document.signatures] == ["В.П. Лесная", "О.И. Ручьёв"]


def test_a_page_is_known_without_its_name() -> None:
    page = specimen("word_protocol.html").encode()
    assert read_protocol(page).document == read_protocol(page, "saved.htm").document


def test_a_saved_page_says_its_own_encoding() -> None:
    page = specimen("word_protocol.html").replace("charset=utf-8", "charset=windows-1251")
    assert read_protocol(page.encode("cp1251")).document.number == "5"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>до<del>ро</del>рога<ins> в парк</ins></p>", "дорога в парк"),
        ("<script>alert('плохо')</script><p onclick='x()'>текст</p><style>p{}</style>", "текст"),
        ("<p>а&lt;script&gt;б&lt;/script&gt;</p>", "а<script>б</script>"),
        ("<p>&#1052;ир&nbsp;&nbsp; и &laquo;труд&raquo; &mdash; “май”</p>", "Мир и «труд» — “май”"),
        ("<p>на&shy;бе&#173;реж\u200bная</p>", "набережная"),
        ("текст без абзацев<br>вторая строка", "текст без абзацев\nвторая строка"),
        ("<p>разо\nрванная   строка</p>", "разо рванная строка"),
        ("<pre>первая\n  вторая</pre>", "первая\nвторая"),
        ("<p>+ не знак</p><p>&gt; и это</p><p>\\ и это</p>", "\\+ не знак\n\\> и это\n\\\\ и это"),
        ("<p>1. набранный список</p><p>а) с буквой</p>", "1. набранный список\nа) с буквой"),
        ("<p>10<sup>00</sup> и 5 м<sup>3</sup></p>", "10⁰⁰ и 5 м³"),
        ("<ol><li>первый<p>продолжение</p></li></ol>", "1. первый\nпродолжение"),
        ("<ul><li><ul><li>глубокий</li></ul></li><li>мелкий</li></ul>", "- глубокий\n- мелкий"),
        ("<ol type=I><li>римский</ol>", "{I.} римский"),
        ("<ol reversed start=-3><li>странный</ol>", "{-3.} странный"),
        ("<table><tr><td>А<table><tr><td>Б<td>В</table><td>Г</table>хвост", "А\nБ – В\nГ\nхвост"),
        ("<table><tr><td><ul><li>раз<li>два</ul></table>", "- раз\n- два"),
        ("<p style='mso-list:l1 level9 lfo1'>без знака</p>", "- без знака"),
        ("", ""),
        ("<!-- <p>комментарий</p> -->", ""),
    ],
)
def test_markup_is_read_as_a_reader_sees_it(markup: str, expected: str) -> None:
    assert prose(markup) == expected


def test_points_behind_a_numbered_lead_stand_below_it() -> None:
    markup = "<ol><li>Поручить школам:</ol><ul><li>собрать<li>сдать</ul><ol start=2><li>Отложить</ol>"
    assert prose(markup) == "1. Поручить школам:\n  - собрать\n  - сдать\n2. Отложить"


def test_plain_text_of_word_keeps_its_levels() -> None:
    pasted = read_plain(
        "Решили:\r\n·\tпосадить липы\r\no\tу входа\r\n§\tслева\r\no\tу выхода\r\n·\tполить\r\n–  и всё\r\n"
    )
    assert write_pasted(pasted.lines, PasteKind.PROSE) == (
        "Решили:\n• посадить липы\n  • у входа\n    • слева\n  • у выхода\n• полить\n– и всё"
    )


@pytest.mark.parametrize(
    ("raw", "mark", "rest"),
    [
        ("- текст", "-", "текст"),
        ("\uf0b7\tтекст", "•", "текст"),
        ("о городе", "", "о городе"),
        ("o  gap", "•", "gap"),
        ("1.2.\u00a0текст", "1.2.", "текст"),
        ("2024. Итоги", "", "2024. Итоги"),
        ("1.2 текст", "", "1.2 текст"),
        ("-5 градусов", "", "-5 градусов"),
        ("- ", "", "-"),
    ],
)
def test_marks_are_told_from_words(raw: str, mark: str, rest: str) -> None:
    assert split_mark(raw) == (mark, rest)


def test_lines_keep_their_columns_for_the_importer() -> None:
    (line,) = read_html("<table><tr><td>2.</td><td>Лесная В.П.</td><td>– садовник</td></tr></table>").lines
    assert line == PastedLine("2.\tЛесная В.П.\t– садовник", is_row=True)
    assert (line.printed_mark, line.flat) == ("2.", "Лесная В.П. – садовник")
    (raw,) = raw_lines(read_html("<ol><li><b>Парк</b></ol>"))
    assert (raw.text, raw.is_bold) == ("1. Парк", True)


PIECES = (
    *("<p>", "</p>", "<b>", "</b>", "<ol>", "<ul>", "<li>", "</li>", "</ol>", "<table>", "<tr>", "<td>", "</td>"),
    *("</table>", "<!--", "-->", "<![if !x]>", "<![endif]>", "<sup>", "</sup>", "<del>", "</del>", "<br>", "&nbsp;"),
    *("<p style='mso-list:l0 level3'>", "<span style='mso-list:Ignore'>", "</span>", "<img>", "<pre>", "</pre>"),
    *("<a href='#_ftn1'>", "</a>", "&#", "&", "<", ">", "\x00", "\ud800", "слово", " ", "1.", "•", "\t", "\n", "<xml>"),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=60))
def test_no_clipboard_breaks_the_reading(pieces: list[str]) -> None:
    pasted = read_html("".join(pieces))
    for line in pasted.lines:
        assert "\n" not in line.text
        assert line.text == line.text.strip(" ")
        assert 0 <= line.depth <= 6
        line.text.encode()
    for kind in PasteKind:
        text = write_pasted(pasted.lines, kind)
        assert "\u00a0" not in text
        assert kind is not PasteKind.LINE or "\n" not in text


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=30), max_size=6))
def test_every_word_of_simple_paragraphs_arrives(paragraphs: list[str]) -> None:
    from html import escape

    text = write_pasted(read_html("".join(f"<p>{escape(part)}</p>" for part in paragraphs)).lines, PasteKind.SOURCE)
    wanted = [clear_pasted(part) for part in paragraphs]
    written = [part.replace("\u00a0", " ") for part in wanted if part.strip("\u00a0 ")]
    assert ["".join(line.split()) for line in text.split("\n") if line.strip()] == [
        _with_clear_mark(part) for part in written if part.strip()
    ]


def _with_clear_mark(text: str) -> str:
    mark, rest = split_mark(text)
    return "".join(f"{clear_mark(mark)}{rest}".split())


HOSTILE = {
    "deep": "<div>" * 200_000 + "хвост",
    "deep lists": "<ul><li>" * 50_000 + "хвост",
    "deep tables": "<table><tr><td>" * 50_000 + "хвост",
    "comments": "хвост" + "<!--" * 500_000,
    "unclosed": "хвост<a " * 1 + "<a " * 500_000,
    "entities": "хвост" + "&amp;" * 500_000,
    "paragraphs": "хвост" + "<p>x" * 60_000,
    "attributes": "<p " + " ".join(f"a{number}=1" for number in range(50_000)) + ">хвост",
    "styles": "<p style='" + "mso-list:" * 200_000 + "'>хвост",
    "spaces": "<p>хвост" + " \u00a0" * 1_000_000 + ".",
    "tabs": "<p>хвост" + "\u00a0 \t" * 300_000 + ".",
    "one word": "<p>хвост" + "ы" * 5_000_000,
    "pictures": "хвост" + "<img src='data:image/png;base64,AAAA'>" * 60_000,
    "signs": "<p>хвост</p>" + "<p>• - • - 1. 2. 3.</p>" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_clipboards_cost_little(name: str) -> None:
    began = time.process_time()
    pasted = read_html(HOSTILE[name])
    for kind in PasteKind:
        write_pasted(pasted.lines, kind)
    assert time.process_time() - began < 15
    if name != "unclosed":
        assert any("хвост" in line.text for line in pasted.lines)
