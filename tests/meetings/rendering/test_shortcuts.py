"""The shortcuts through WeasyPrint change no byte, hold only while a paper is printed, and know their version."""

import dataclasses
from importlib.metadata import version

import pytest

from meetings.document.tree import AgendaItem, Decision, DecisionPoint, ProtocolDocument
from meetings.rendering import shortcuts
from meetings.rendering.html import render_page
from meetings.rendering.pdf import print_page
from meetings.rendering.shortcuts import KNOWN_VERSION, taken_shortcuts
from tests.meetings.rendering.documents import (
    kollegiya_document,
    large_document,
    standard_document,
    union_document,
)
from tests.meetings.rendering.test_html import hostile_document

#: Texts that no plain line holds: right to left, pictures, marks above letters, ligatures, tabs, joined words.
PECULIAR = (
    "שלום и снова по-русски, затем مرحبا بالجميع до конца строки.",
    "Отметить успехи 🎉 и ☺ коллектива 👩‍👩‍👧 за 2022 год.",
    "Заме\u0301тить й и ё, ﬁ ﬂ, е\u0308жик; Å Å Ǻ.",
    "Слева\tсправа\t\tдалеко, н\u00a0е\u00a0р\u00a0а\u00a0з\u00a0р\u00a0ы\u00a0в\u00a0н\u00a0о.",
    "Научно-исследовательский и опытно-конструкторский, северо-запад, 10⁰⁰, ⅔, ①, 漢字, \U0001d4d0.",
    "Ы" * 300,
    "Союз\u2060ы и под\u2060писи: социально-\u2060экономический, слово-№\u00a0 слово, два  пробела, e-mail a@b.test.",
    "Товарищи! Спрашивают: «Кто „за“?» — (никто) … 50 % / 100 %, 1.2.3, 2022–2023, А.Б.\u00a0Ван-дер-Меер; VIP 5 кг.",
)


def peculiar_document() -> ProtocolDocument:
    points = tuple(DecisionPoint(text=f"{text} {text}", marker=f"{row}.") for row, text in enumerate(PECULIAR, start=1))
    item = AgendaItem(number="1", title="О пчёлах.", heading="о пчёлах.", decisions=(Decision(points=points),))
    return dataclasses.replace(union_document(), items=(item,))


@pytest.mark.parametrize(
    "document",
    [
        union_document(),
        kollegiya_document(),
        standard_document(),
        hostile_document(),
        peculiar_document(),
        large_document(people=20, items=3, decisions=30),
    ],
)
def test_no_byte_changes(document: ProtocolDocument, monkeypatch: pytest.MonkeyPatch) -> None:
    markup = render_page(document)
    short = print_page(markup)
    monkeypatch.setattr(shortcuts, "_patches", lambda: ())
    assert print_page(markup) == short


def test_lines_end_where_the_engine_ends_them_at_any_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each text of a paper is broken both ways in narrow and wide columns, line after line."""
    from weasyprint.layout import inline
    from weasyprint.text.line_break import split_first_line

    patches = shortcuts._patches()
    split_plainly = next(function for _, name, function in patches if name == "split_first_line")
    lengths: list[int] = []

    def compare(text: str, style: object, context: object, width: float, *more: object, **named: object) -> object:
        for column in range(70, 700, 97) if len(text) > 40 and width else ():
            rest = text
            while rest:
                ours = split_plainly(rest, style, context, column, *more, **named)
                theirs = split_first_line(rest, style, context, column, *more, **named)
                assert (ours[0].text, *ours[1:]) == (theirs[0].text, *theirs[1:]), (rest, column)
                lengths.append(theirs[1])
                rest = rest.encode()[theirs[2] :].decode().lstrip(" ") if theirs[2] else ""
        return split_plainly(text, style, context, width, *more, **named)

    changed = tuple((o, n, compare if n == "split_first_line" else f) for o, n, f in patches)
    monkeypatch.setattr(shortcuts, "_patches", lambda: changed)
    assert inline.split_first_line is split_first_line
    print_page(render_page(peculiar_document()))
    print_page(render_page(union_document()))
    assert len(lengths) > 500


def test_version_of_the_engine_is_the_one_the_shortcuts_were_read_against() -> None:
    assert version("weasyprint") == KNOWN_VERSION, "compare shortcuts.py with the new source, then name its version"
    assert len(shortcuts._patches()) == 12


def test_another_version_gets_no_shortcuts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortcuts, "KNOWN_VERSION", "1.0")
    assert shortcuts._patches.__wrapped__() == ()


def test_engine_is_as_before_outside_of_a_paper_even_after_a_failure() -> None:
    patches = shortcuts._patches()
    before = [vars(owner)[name] for owner, name, _ in patches]
    with pytest.raises(RuntimeError), taken_shortcuts():
        assert [vars(owner)[name] for owner, name, _ in patches] == [function for *_, function in patches]
        raise RuntimeError
    assert [vars(owner)[name] for owner, name, _ in patches] == before
