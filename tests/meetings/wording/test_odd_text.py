"""Whatever text comes in, no reader raises: an importer must never lose a paper to a strange line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.document.vocabulary import Case
from meetings.wording.counts import read_attendance_total, read_count, read_number
from meetings.wording.dates import find_dates, read_date, read_date_range, read_month
from meetings.wording.deadlines import find_deadline
from meetings.wording.elections import find_officers
from meetings.wording.headings import about, propose_heading
from meetings.wording.labels import read_label, read_quorum
from meetings.wording.names import find_name_start, find_names, read_name
from meetings.wording.ordinals import read_ordinal, read_roman
from meetings.wording.organisations import case_of, find_addressee, inflect_phrase, to_nominative
from meetings.wording.text import clean_spaces, fold, join_spaced_letters, lower_first, soften, strip_bullet, words_of
from meetings.wording.times import find_time, read_time_range
from meetings.wording.verbs import read_verb
from meetings.wording.votes import is_vote_line, read_named_vote, read_votes

READERS = {
    "text": (clean_spaces, fold, join_spaced_letters, lower_first, soften, strip_bullet, words_of),
    "dates": (find_dates, read_date, read_date_range, read_month, find_time, read_time_range),
    "numbers": (read_attendance_total, read_count, read_number, read_ordinal, read_roman, find_deadline),
    "labels": (read_label, read_quorum, is_vote_line, read_named_vote, read_verb, find_officers),
    "names": (find_name_start, find_names, read_name),
    "phrases": (case_of, find_addressee, to_nominative, propose_heading, about),
}
PIECES = [
    *[
        "Зорин",
        "И.И.",
        "Анна Ивановна",
        "избрать",
        "председателем",
        "Министерству",
        "образования",
        "Итоги",
        "По первому вопросу",
    ],
    *[
        "1.",
        "СЛУШАЛИ:",
        "Решили",
        "«За» –",
        "20 человек",
        "(единогласно)",
        "до 5 мая",
        "2024 года",
        "г.",
        "10⁰⁰",
        "12-00",
        "из",
    ],
    *[
        "№",
        "II",
        "присутствовали:",
        "отсутствуют",
        "и.о.",
        "ГБУ",
        "«",
        "»",
        "(",
        ")",
        "-",
        "–",
        ",",
        ";",
        ":",
        ".",
        "\u00a0",
        "\t",
    ],
    *[
        "ё",
        "0",
        "99.99.9999",
        "«05»",
        "<sup>00</sup>",
        "{",
        "}",
        "{number}",
        "\\",
        "%",
        "İ",
        "ß",
        "ﬁ",
        "😀",
        "\u0301",
        "\x00",
    ],
]
ODD_TEXT = (
    st.text(max_size=60)
    | st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)
    | st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
)


@pytest.mark.parametrize("family", READERS)
@given(text=ODD_TEXT)
@settings(max_examples=150, deadline=None)
def test_no_reader_raises(family, text):
    for reader in READERS[family]:
        reader(text)
    if family == "labels":
        read_votes([text, text])
    if family == "phrases":
        for case in Case:
            inflect_phrase(text, case)


@given(ODD_TEXT)
def test_the_rest_of_a_label_is_part_of_its_line(text):
    read = read_label(text)
    if read:
        assert "".join(read.rest.split()) in "".join(text.split())


@given(ODD_TEXT)
def test_softening_never_changes_the_length(text):
    assert len(soften(text)) == len(text)
