"""Owns the last look of an import: words of the source that stand nowhere in the document become a finding.

The rooms keep whole lines; single words may still be dropped with the marks around them («(подпись)» below a rule).
Counts, dates and the fixed words of the layout are printed from values and patterns: they are not looked for.
"""

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator

from meetings.document.tree import ProtocolDocument
from meetings.document.vocabulary import Severity
from meetings.importing.draft import Draft
from meetings.importing.lines import Line
from meetings.wording.labels import DEFAULT_LABELS
from meetings.wording.ordinals import read_ordinal
from meetings.wording.text import soften

_WORD = re.compile(r"[a-zа-я]{3,}")
_FIGURES = re.compile(r"\d+")
#: Words that rendering writes from values: months, parts of dates, times and counts, outcomes of votes.
_WRITTEN = re.compile(
    r"(?:январ|феврал|март|апрел|ма[йя]$|июн|июл|август|сентябр|октябр|ноябр|декабр|года?$|гг$|час|мин|человек|чел$|член|"
    r"голос|выступил|единогласн|воздерж|против|нет$|принят|решени|приложени|присутств|онлайн|вопрос|sup$|br$)[а-я]*"
)
#: What forms print below and beside the rules for signing.
_FORM_WORDS = frozenset(["подпись", "подписи", "расшифровка", "фио", "инициалы", "фамилия", "дата", "года", "год"])
_MOST_FINDINGS = 20


def report_left_out(lines: list[Line], document: ProtocolDocument, draft: Draft) -> None:
    """Add a finding for the words of each line that the document does not hold; equal ones are told once."""
    style = document.style
    labels = [*DEFAULT_LABELS[style.layout].values(), *(text for _, text in style.labels)]
    known = set(_words(" ".join(labels)))
    held = Counter(word for text in _texts(document) for word in _words(text))
    signed = " ".join(_texts(document.signatures))
    missing: dict[tuple[str, ...], list[int]] = {}
    for line in lines:
        words = [word for word in _words(line.text) if word not in known and _WRITTEN.fullmatch(word) is None]
        lost = [word for word in words if not _take(held, word) and (len(word) > 40 or read_ordinal(word) is None)]
        if draft.parts.get(line.number) == "signatures":
            lost += [figure for figure in _FIGURES.findall(line.text) if figure not in signed]
        if lost:
            missing.setdefault(tuple(lost), []).append(line.number)
    groups = list(missing.items())
    for lost_words, numbers in groups[:_MOST_FINDINGS]:
        _report(lost_words, numbers, draft)
    if rest := groups[_MOST_FINDINGS:]:
        _report(tuple(word for words, _ in rest for word in words), [numbers[0] for _, numbers in rest], draft)


def _report(words: tuple[str, ...], numbers: list[int], draft: Draft) -> None:
    is_form = all(word in _FORM_WORDS or word.isdecimal() for word in words)
    where = "signatures" if is_form else "notes"
    shown = ", ".join(map(str, numbers[:10])) + (" и далее" if len(numbers) > 10 else "")
    message = (
        f"Пометки у подписей не перенесены: «{' '.join(words)}» (строки: {shown})."
        if is_form
        else f"Не перенесены слова: «{' '.join(words)}» (строки: {shown}). Проверьте это место."
    )
    draft.find("words_left_out", Severity.NOTE if is_form else Severity.WARNING, where, message, numbers[0])


def _take(held: Counter[str], word: str) -> bool:
    held[word] -= 1
    return held[word] >= 0


def _words(text: str) -> list[str]:
    return _WORD.findall(soften(text))


def _texts(value: object) -> Iterator[str]:
    """All texts of a tree."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))
