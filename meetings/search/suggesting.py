"""Owns the suggestions under a question being typed: ends of its last word, taken from what the reader may find."""

import datetime
import re
from collections import Counter

from django.db import connection

from meetings.search.asking import Question, read_question
from meetings.search.finding import select
from meetings.search.matching import LANGUAGES, Lens, write_match
from meetings.search.readers import Reader
from meetings.wording.lexemes import OTHER, fold_word, is_empty, keys_of, readings_of
from meetings.wording.name_keys import FORM

#: Letters of a word that is completed; suggestions shown; hits they are taken from.
_SHORTEST, _SHOWN, _READ = 2, 8, 30


def suggest(typed: str, reader: Reader, at: datetime.datetime) -> list[str]:
    """Complete the last word of a question: whole questions, the likeliest first; every one finds something.

    One query. Words of a text begin as typed, or are other forms of the typed word.
    """
    before, start = _part(typed)
    form = fold_word(start.lstrip("-«\"'"))
    if len(form) < _SHORTEST or not form.isalpha() or start.startswith("-"):
        return []
    match = _match(read_question(before), form)
    words: dict[str, Counter[str]] = {}
    lemma = keys_of(form)[0]
    for hit in select(match, reader, at, limit=_READ):
        for text in (hit.text, hit.lead, hit.title):
            for word in _words(text, form, lemma):
                words.setdefault(keys_of(fold_word(word))[0], Counter())[word] += 1
    ranked = sorted(words.items(), key=lambda one: (-one[1].total(), one[0]))
    return [" ".join([*before.split(), _written(counter)]) for _lemma, counter in ranked[:_SHOWN]]


def _part(typed: str) -> tuple[str, str]:
    """Part the words before from the one being typed."""
    before, _space, start = typed.rstrip("\n").rpartition(" ")
    return before.strip(), start


def _match(before: Question, form: str) -> str:
    language = LANGUAGES[connection.vendor]
    lemma = keys_of(form)[0]
    starts = [f"{form}*", f"{OTHER}{form}*", f"{FORM}{form}*", lemma, OTHER + lemma]
    word = language.any_of(map(language.key, starts))
    if not before:
        return word
    return f"{write_match(before, Lens.BEFORE, connection.vendor, is_whole=True)}{language.both}{word}"


def _words(text: str, form: str, lemma: str) -> list[str]:
    """The words of a text that begin as typed, or are forms of the typed word; they share its first letter at least."""
    first = form[0] if form[0] != "е" else "её"
    near = re.findall(rf"(?<!\w)[{first}{first.upper()}][^\W\d_]*", text)
    return [
        word
        for word in near
        if (fold_word(word).startswith(form) or lemma in readings_of(word)) and not is_empty(fold_word(word))
    ]


def _written(counter: Counter[str]) -> str:
    """The form most often written, the shortest of several; small, unless it never is."""
    forms: Counter[str] = Counter()
    for word, count in counter.items():
        forms[word.lower()] += count
    (likeliest,) = (one for one, _count in sorted(forms.items(), key=lambda one: (-one[1], len(one[0]), one[0]))[:1])
    if likeliest in counter:
        return likeliest
    return next(word for word in sorted(counter) if word.lower() == likeliest)
