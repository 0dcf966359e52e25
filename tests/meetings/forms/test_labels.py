"""A label in its field and a label in a style are two forms of one thing."""

import pytest
from django.core.exceptions import ValidationError

from meetings.document.vocabulary import Layout
from meetings.forms.labels import LABEL_TITLES, LabelField, read_label_text, write_label_text
from meetings.wording.labels import DEFAULT_LABELS, PLACEHOLDERS

STORED = [None, "", "-", "—", "\\", "\\-", "По {ordinal_dative} вопросу", "{{так}}", "№ {number}"]


@pytest.mark.parametrize("stored", STORED)
def test_a_label_comes_back_as_stored(stored: str | None) -> None:
    assert read_label_text(write_label_text(stored)) == stored


@pytest.mark.parametrize("layout", Layout)
def test_every_default_of_a_layout_may_be_typed(layout: Layout) -> None:
    for key, text in DEFAULT_LABELS[layout].items():
        assert LabelField(label="", key=key).clean(write_label_text(text)) == text


def test_every_label_has_a_russian_name() -> None:
    assert set(LABEL_TITLES) == set(PLACEHOLDERS)


def test_placeholders_read_like_the_paper() -> None:
    assert write_label_text("По {ordinal_dative} вопросу {heading}") == "По {первому} вопросу {вопрос}"
    assert read_label_text("{Первый} вопрос: {вопрос}") == "{Ordinal} вопрос: {heading}"


def test_an_unknown_placeholder_is_named() -> None:
    with pytest.raises(ValidationError, match=r"можно писать: \{время\}"):
        LabelField(label="", key="time").clean("Начало: {часы}")
    with pytest.raises(ValidationError, match="не нужны"):
        LabelField(label="", key="agenda_word").clean("{что-то}{x}")
