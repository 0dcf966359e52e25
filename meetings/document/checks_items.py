"""Owns the remarks on the questions: their numbers, agenda, decisions, deadlines, speakers and overlong paragraphs."""

import re
from collections.abc import Iterator, Sequence

from meetings.document.finding import Finding
from meetings.document.people import fold, name_key, shared_length
from meetings.document.roll import Roll
from meetings.document.tree import AgendaItem, Decision, DecisionPoint, ProtocolDocument, Speech
from meetings.document.vocabulary import ItemKind, Severity

#: Longer than anything met in published protocols (the longest point has 380 characters, a speech about 1,000):
#: such a paragraph has usually swallowed its neighbours.
LONGEST_SPEECH_PARAGRAPH = 3000
LONGEST_POINT = 1500
LONGEST_TITLE = 700


def check_items(document: ProtocolDocument) -> Iterator[Finding]:
    """Yield the remarks on the questions of a protocol, item by item."""
    numbers = [(f"items[{index}].number", item.number) for index, item in enumerate(document.items)]
    yield from _check_numbers(numbers, "item", "вопрос")
    yield from _check_headings(document)
    roll = Roll.of(document)
    yield from _check_speakers(roll, document.opening, "opening", "вступительное слово")
    for index, item in enumerate(document.items):
        where = f"items[{index}]"
        yield from _check_agenda(document, item, where)
        yield from _check_decisions(document, item, where)
        yield from _check_speakers(roll, item.speeches, f"{where}.speeches", f"вопрос {item.number}")
        yield from _check_lengths(item, where)


def _check_numbers(numbers: Sequence[tuple[str, str | None]], code: str, word: str) -> Iterator[Finding]:
    """Compare neighbours of one numbered row; «2 а» follows «2», unnumbered rows are passed over.

    Each level counts by itself: 4, 4.1, 4.2, 5 leaves nothing out.
    """
    seen: set[str] = set()
    latest: dict[str, int] = {}
    for where, printed in numbers:
        number = (printed or "").strip().rstrip(".)")
        if not number:
            continue
        if fold(number) in seen:
            message = f"Номер повторяется: {word} {number}."
            yield Finding(f"{code}_number_double", Severity.WARNING, where, message)
        seen.add(fold(number))
        last = re.fullmatch(r"(.*\.)?(\d+)", number)
        if last is None:
            continue
        level, value = fold(last[1] or ""), int(last[2])
        earlier = latest.get(level)
        if earlier is not None and value > earlier + 1:
            message = f"Пропуск в нумерации: после номера {last[1] or ''}{earlier} идёт {word} {number}."
            yield Finding(f"{code}_number_gap", Severity.WARNING, where, message)
        latest[level] = value


def _check_agenda(document: ProtocolDocument, item: AgendaItem, where: str) -> Iterator[Finding]:
    if item.kind == ItemKind.SECTION:
        return
    if not item.is_treated:
        message = f"Вопрос {item.number} стоит в повестке дня, но в протоколе не рассмотрен."
        yield Finding("item_untreated", Severity.WARNING, where, message)
    elif item.kind == ItemKind.DECISION and not item.decisions:
        yield Finding("item_undecided", Severity.WARNING, where, f"По вопросу {item.number} нет решения.")
    is_off_agenda = item.title is None and item.kind != ItemKind.PROCEDURAL
    if is_off_agenda and any(other.title for other in document.items):
        message = (
            f"Вопроса {item.number} нет в повестке дня: решение по нему ничтожно, если в заседании участвовали "
            "не все члены (ГК РФ, ст. 181.5)."
        )
        yield Finding("item_off_agenda", Severity.WARNING, where, message)


def _check_headings(document: ProtocolDocument) -> Iterator[Finding]:
    differing = [
        item.number
        for item in document.items
        if item.title and item.heading and not is_same_wording(item.title, item.heading)
    ]
    if differing:
        word = "вопроса" if len(differing) == 1 else "вопросов"
        message = f"Заголовок {word} {', '.join(differing)} отличается от повестки дня не только падежом."
        yield Finding("heading_differs", Severity.NOTE, "items", message)


def is_same_wording(title: str, heading: str) -> bool:
    """Tell whether a heading repeats its agenda title, the case of its words and a leading «о» aside."""
    ours, theirs = _words(title), _words(heading)
    return len(ours) == len(theirs) and all(_is_one_word(one, two) for one, two in zip(ours, theirs, strict=True))


def _is_one_word(one: str, two: str) -> bool:
    """Tell whether two folded words differ at their ends only: «итоги» and «итогах»."""
    shared = shared_length(one, two)
    return one == two or (shared >= 3 and shared >= max(len(one), len(two)) - 3)


def _words(text: str) -> list[str]:
    words = re.findall(r"\w+", fold(text))
    return words[1:] if words and words[0] in {"о", "об", "обо"} else words


def _check_decisions(document: ProtocolDocument, item: AgendaItem, where: str) -> Iterator[Finding]:
    numbers = [(f"{where}.decisions[{index}].number", one.number) for index, one in enumerate(item.decisions)]
    yield from _check_numbers(numbers, "decision", f"решение (вопрос {item.number})")
    for index, decision in enumerate(item.decisions):
        place = f"{where}.decisions[{index}]"
        if not (decision.lead or "").strip() and not decision.points:
            message = f"Решение без текста (вопрос {item.number})."
            yield Finding("decision_empty", Severity.WARNING, place, message)
        elif not decision.points and (decision.lead or "").rstrip().endswith(":"):
            message = f"После слов «{_shorten(decision.lead or '')}» нет ни одного пункта (вопрос {item.number})."
            yield Finding("decision_pointless", Severity.WARNING, place, message)
        yield from _check_deadlines(document, decision, place)


def _check_deadlines(document: ProtocolDocument, decision: Decision, where: str) -> Iterator[Finding]:
    for index, assignment in enumerate(decision.assignments):
        place = f"{where}.assignments[{index}]"
        if assignment.due_on and document.held_on and assignment.due_on < document.held_on:
            due = assignment.due_text or f"{assignment.due_on:%d.%m.%Y}"
            message = f"Срок исполнения раньше даты заседания: «{due}»."
            yield Finding("deadline_past", Severity.WARNING, place, message)
        if not _leads_to_point(decision.points, assignment.path):
            message = "Поручение указывает на пункт, которого в решении нет."
            yield Finding("assignment_lost", Severity.ERROR, place, message)


def _leads_to_point(points: tuple[DecisionPoint, ...], path: tuple[int, ...]) -> bool:
    for step in path:
        if not 0 <= step < len(points):
            return False
        points = points[step].points
    return True


def _check_speakers(roll: Roll, speeches: tuple[Speech, ...], where: str, what: str) -> Iterator[Finding]:
    for index, speech in enumerate(speeches):
        if name_key(speech.name) is None:
            continue
        if roll.is_absent(speech.name):
            message = f"Есть выступление отсутствующего: {speech.name} ({what})."
            yield Finding("speaker_absent", Severity.ERROR, f"{where}[{index}]", message)
        elif roll.is_named and not roll.is_there(speech.name):
            message = f"В списках присутствующих и приглашённых нет выступающего: {speech.name} ({what})."
            yield Finding("speaker_unlisted", Severity.WARNING, f"{where}[{index}]", message)


def _check_lengths(item: AgendaItem, where: str) -> Iterator[Finding]:
    texts = [(f"{where}.title", item.title or "", LONGEST_TITLE)]
    for index, speech in enumerate(item.speeches):
        place = f"{where}.speeches[{index}]"
        texts += [(place, paragraph.text, LONGEST_SPEECH_PARAGRAPH) for paragraph in speech.paragraphs]
    for index, decision in enumerate(item.decisions):
        texts += [(f"{where}.decisions[{index}]", text, LONGEST_POINT) for text in _point_texts(decision.points)]
    for place, text, limit in texts:
        if len(text) > limit:
            message = f"Очень длинный абзац, {len(text)} знаков: «{_shorten(text)}» (вопрос {item.number})."
            yield Finding("paragraph_overlong", Severity.NOTE, place, message)


def _point_texts(points: tuple[DecisionPoint, ...]) -> Iterator[str]:
    for point in points:
        yield point.text
        yield from _point_texts(point.points)


def _shorten(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
