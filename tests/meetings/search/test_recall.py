"""Every word of the real protocols, asked in another form of its paradigm, finds the place where it stands."""

import functools

import pytest

from meetings.document.tree import ProtocolDocument
from meetings.importing.reading import read_protocol
from meetings.search.asking import read_question
from meetings.search.entries import entries_of, people_of
from meetings.search.matching import Lens, alternatives
from meetings.search.tokens import tokens_of
from meetings.wording.lexemes import is_empty, lexemes_of
from meetings.wording.morphology import parses
from meetings.wording.name_keys import keys_of_people
from tests.seeds import seed_bytes

WANTED = 0.98


@functools.lru_cache(maxsize=4096)
def other_form(word: str) -> str | None:
    """Another form of a word by its likeliest reading, always the same one; None for a word that has no other."""
    forms = sorted({form.word for form in parses(word)[0].lexeme} - {word})
    return forms[len(word) % len(forms)] if forms else None


def asked_and_found(document: ProtocolDocument) -> tuple[int, list[tuple[str, str]]]:
    """How many forms were asked for, and those (word, form) that did not find their entry."""
    people, asked, missed = keys_of_people(people_of(document)), 0, []
    for entry in entries_of(document):
        tokens = set(tokens_of(entry, document, 1, people).split())
        for word in {lexeme.form for lexeme in lexemes_of(entry.text) if len(lexeme.form) > 2}:
            if is_empty(word) or not word.isalpha():
                continue
            form = other_form(word)
            if form is None:
                continue
            asked += 1
            (term, *_others) = read_question(form).terms
            if not tokens & set(alternatives(term, Lens.OWN)):
                missed.append((word, form))
    return asked, missed


@pytest.mark.parametrize("name", ["union", "kollegiya"])
def test_another_form_of_every_word_finds_its_place(name: str) -> None:
    asked, missed = asked_and_found(read_protocol(seed_bytes(name), f"{name}.txt").document)

    assert asked > 150
    assert len(missed) <= asked * (1 - WANTED), sorted(set(missed))


@pytest.mark.parametrize("name", ["union", "kollegiya"])
def test_no_word_of_a_protocol_is_left_out(name: str) -> None:
    """Words of the paper's own phrases («По первому вопросу», «Проголосовали») are not the protocol's: they may be."""
    source = read_protocol(seed_bytes(name), f"{name}.txt").document
    indexed = " ".join(tokens_of(entry, source, 1, {}) for entry in entries_of(source)).split()
    said = [point.text for item in source.items for decision in item.decisions for point in decision.points]
    said += [part.text for item in source.items for speech in item.speeches for part in speech.paragraphs]
    said += [f"{one.name} {one.position} {one.role} {one.reason}" for one in source.attendees]
    said += [item.title or "" for item in source.items] + [source.place]

    assert {lexeme.lemma for text in said for lexeme in lexemes_of(text)} <= set(indexed)
