"""The law of importing over damaged papers: each word of a protocol is printed, or a finding says that it is not."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.importing.lookalikes import find_mixed_words, restore_cyrillic
from meetings.importing.reading import read_protocol
from meetings.importing.refusal import UnreadableSource
from meetings.rendering.text import render_text
from tests.meetings.importing.reading import words_of_paper
from tests.meetings.importing.test_specimens import FOLDER, SPECIMENS

HEAD = "ПРОТОКОЛ № 3\nзаседания правления\n1 марта 2024 г.\n"
TAIL = "Повестка дня:\n1. О ремонте.\n1. СЛУШАЛИ: Панова Р.Р. о ремонте.\nРЕШИЛИ: начать ремонт.\n"
TEXTS = [name for name in SPECIMENS if not name.endswith(".docx")]
_MARKS = str.maketrans({"«": '"', "»": '"', "–": "-", ":": " ", ";": ",", ".": ". "})


def lost_words(source: str) -> list[str]:
    """Words of more than three letters that are neither printed nor named in a finding; none for a refused text."""
    try:
        imported = read_protocol(source.encode())
    except UnreadableSource:
        return []
    told = " ".join(f"{finding.message} " * 9 for finding in imported.findings if finding.code == "words_left_out")
    # A word parted at the end of a line may be joined: both writings of the source count.
    kept = Counter(words_of_paper(f"{render_text(imported.document)} {told}"))
    whole = "".join(word for word in kept)
    lost = Counter(words_of_paper(restore_cyrillic(source))) - kept
    return [word for word in lost if len(word) > 3 and word not in whole]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A specimen whose blocks are dropped, doubled or put elsewhere, its marks changed or its lines cut."""
    name = draw(st.sampled_from(TEXTS))
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(lines) - 1))
        block = lines[start : start + draw(st.integers(1, 8))]
        deed = draw(st.sampled_from(("drop", "double", "move", "marks", "join", "capitals")))
        rest = [*lines[:start], *lines[start + len(block) :]]
        if deed == "drop":
            lines = rest or lines
        elif deed == "double":
            lines[start:start] = block
        elif deed == "move":
            place = draw(st.integers(0, len(rest)))
            lines = [*rest[:place], *block, *rest[place:]]
        elif deed == "marks":
            lines[start : start + len(block)] = [line.translate(_MARKS) for line in block]
        elif deed == "join":
            lines[start : start + len(block)] = [" ".join(block)]
        else:
            lines[start : start + len(block)] = [line.upper() for line in block]
    return "\n".join(lines)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(damaged())
def test_no_word_of_a_damaged_paper_is_lost(source: str) -> None:
    assert lost_words(source) == []


def test_marks_below_the_signatures_are_told() -> None:
    text = f"{HEAD}{TAIL}Председатель ____________ /Панов Р.Р./\n             (подпись)\n"
    (finding,) = [one for one in read_protocol(text.encode()).findings if one.code == "words_left_out"]
    assert finding.message == "Пометки у подписей не перенесены: «подпись» (строки: 9)."
    assert (finding.line, finding.severity.value, finding.where) == (9, "note", "signatures")


def test_year_left_for_the_day_of_signing_is_told() -> None:
    text = f"{HEAD}{TAIL}Председатель ____________ Панов Р.Р. «___» ________ 2024 г.\n"
    imported = read_protocol(text.encode())
    assert [(line.role, line.name) for line in imported.document.signatures] == [("Председатель", "Панов Р.Р.")]
    assert "«2024»" in next(one.message for one in imported.findings if one.code == "words_left_out")


@pytest.mark.parametrize(
    ("printed", "russian"),
    [
        ("ПPOTOKOЛ", "ПРОТОКОЛ"),
        ("oбщего coбpaния", "общего собрания"),
        ("o работе c 10 часов", "о работе с 10 часов"),
        ("на сайте Portal.ru и в Excel", "на сайте Portal.ru и в Excel"),
        ("модель X5, тариф A1", "модель X5, тариф A1"),
        ("вопрос IV", "вопрос IV"),
    ],
)
def test_latin_twins_inside_russian_words_are_restored(printed: str, russian: str) -> None:
    assert restore_cyrillic(printed) == russian
    assert bool(find_mixed_words(printed)) == (printed != russian)


def test_latin_letters_are_told_with_their_line() -> None:
    text = f"{HEAD}{TAIL}".replace("заседания", "зaceдания")
    imported = read_protocol(text.encode())
    assert imported.document.title == "заседания"
    (finding,) = [one for one in imported.findings if one.code == "latin_letters"]
    assert finding.line == 2
    assert "«зaceдания»" in finding.message
