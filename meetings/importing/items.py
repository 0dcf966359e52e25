"""Owns the questions: agenda titles and treatments joined by ordinal → AgendaItem with speeches, decisions, votes."""

import dataclasses
import re
from dataclasses import dataclass, field

from meetings.document.tree import AgendaItem, Decision, Speech, VoteEvent
from meetings.document.vocabulary import Block, Severity, SpeechKind
from meetings.importing.agenda import Title, read_titles
from meetings.importing.decisions import read_decisions
from meetings.importing.draft import Draft, shorten
from meetings.importing.labelling import escape
from meetings.importing.lines import Line
from meetings.importing.sections import ItemSections, Section, Sections
from meetings.importing.speeches import Discussion
from meetings.importing.voting import read_vote, split_tallies
from meetings.wording.labels import read_label
from meetings.wording.votes import states_shares

_SPEECHES = {
    "heard": SpeechKind.HEARD,
    "spoke": SpeechKind.SPOKE,
    "noted": SpeechKind.NOTED,
    "discussion": SpeechKind.DISCUSSION,
}
#: The one ordinal that shows whether a paper prints ё.
_FOURTH = re.compile("четв[её]рт(?:ый|ого|ому|ым|ом|ая|ой)(?![а-яё])", re.IGNORECASE)


@dataclass(slots=True)
class _Item:
    """A question under construction."""

    number: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    speeches: list[Speech] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    votes: list[VoteEvent] = field(default_factory=list)
    #: of each voting its marker: (pattern, words as printed)
    vote_markers: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_items(sections: Sections, draft: Draft) -> list[AgendaItem]:
    """Read all questions: the titles of the agenda in their order, with the treatment of each where there is one."""
    titles = _agenda_titles(sections, draft)
    outer = [title for title in titles if not _is_sub_title(title)]
    treated = {int(item.number): item for item in sections.items if item.number.isdecimal()}
    is_common = _is_common_treatment(sections.items, outer)
    items: list[AgendaItem] = []
    position = 0
    if any(_is_vote_first(part) for part in sections.items):
        draft.style["is_vote_first"] = True
    for title in titles:
        part = None
        if not _is_sub_title(title):
            position += 1
            part = None if is_common else treated.pop(position, None)
        where = f"items[{len(items)}]"
        number = _number_of(title, position)
        items.append(_read_treated(part, title, number, draft, where) if part else _untreated(title, number))
    for part in treated.values():
        number = "" if is_common else part.number
        items.append(_read_treated(part, None, number, draft, f"items[{len(items)}]"))
        _report_unlisted(part, outer, draft, is_common=is_common)
    return items


def _agenda_titles(sections: Sections, draft: Draft) -> list[Title]:
    agenda = next((section for section in sections.header if section.kind == "agenda"), None)
    if agenda is None:
        return []
    draft.place_section("agenda", agenda)
    titles = read_titles(agenda.lines)
    pattern = _number_pattern(titles)
    if pattern is not None:
        draft.labels["agenda_number"] = pattern
    rapporteurs = [label for title in titles if (label := read_label(title.rapporteur)) and label.key == "rapporteur"]
    if rapporteurs:
        draft.labels["rapporteur"] = rapporteurs[0].pattern
    return titles


def _number_pattern(titles: list[Title]) -> str | None:
    """How the agenda prints its numbers; None where as the layout does («1.»)."""
    first = next((title for title in titles if not _is_sub_title(title)), None)
    if first is None:
        return None
    mark = first.mark
    if mark is None:
        return ""
    if mark.is_bullet:
        return mark.printed
    if mark.kind == "roman":
        return mark.printed.replace(mark.number, "{roman}")
    if mark.kind == "question":
        return mark.printed.replace("{heading}", "").strip()
    return "{number})" if mark.printed.endswith(")") else None


def _number_of(title: Title, position: int) -> str:
    """The number of a title as data: figures as printed, else its position; a sub-item keeps its mark."""
    if _is_sub_title(title):
        return title.mark.printed.rstrip(".") if title.mark is not None else ""
    return title.number if title.number.isdecimal() else str(position)


def _is_sub_title(title: Title) -> bool:
    return title.mark is not None and title.mark.kind in ("letter", "number2")


def _is_common_treatment(items: list[ItemSections], titles: list[Title]) -> bool:
    """One treatment without a heading, decisions only, for several questions: it belongs to none of them alone."""
    if len(items) != 1 or len(titles) < 2 or items[0].pattern or "heard" in items[0].kinds:
        return False
    return all(part.label is None or part.label.number is None for part in items[0].parts)


def _report_unlisted(part: ItemSections, titles: list[Title], draft: Draft, *, is_common: bool) -> None:
    if is_common:
        message = "Решения общие для всех вопросов: они сохранены отдельным вопросом без названия."
        draft.find("decisions_common", Severity.NOTE, "items", message, _line_of(part))
    elif titles:
        message = f"Вопроса {part.number} нет в повестке дня."
        draft.find("item_unlisted", Severity.WARNING, "items", message, _line_of(part))


def _line_of(part: ItemSections) -> int | None:
    return part.heading.number or None


def _untreated(title: Title, number: str) -> AgendaItem:
    rapporteur, labels = _rapporteur(title)
    if _is_sub_title(title):
        labels["agenda_number"] = "{number}"
    return AgendaItem(
        number=number,
        title=title.text,
        is_treated=False,
        rapporteur=rapporteur,
        labels=tuple(sorted(labels.items())),
    )


def _rapporteur(title: Title) -> tuple[str, dict[str, str]]:
    """The rapporteur's line as (value, label)."""
    if not title.rapporteur:
        return "", {}
    label = read_label(title.rapporteur)
    if label is None or label.key != "rapporteur":
        return title.rapporteur, {"rapporteur": "{name}"}
    return label.rest, {"rapporteur": label.pattern}


def _read_treated(part: ItemSections, title: Title | None, number: str, draft: Draft, where: str) -> AgendaItem:
    item = _Item(number)
    draft.place_section(f"{where}.heading", part.heading)
    if (fourth := _FOURTH.search(part.heading.marker.flat if part.heading.marker else "")) is not None:
        draft.style["has_yo"] = "ё" in fourth[0].lower()
    item.labels["item_heading"] = part.pattern
    item.labels["item_subheading"] = part.subheading
    for section in part.parts:
        _read_part(section, item, draft, where)
    _report_empty(part, item, draft, where)
    votes = _settle_votes(item, is_vote_first=bool(draft.style.get("is_vote_first")))
    rapporteur, labels = _rapporteur(title) if title is not None else ("", {})
    return AgendaItem(
        number=number,
        title=title.text if title is not None else None,
        heading=part.heading.text or None,
        rapporteur=rapporteur,
        speeches=tuple(item.speeches),
        decisions=tuple(item.decisions),
        votes=votes,
        notes=tuple(item.notes),
        labels=tuple(sorted((item.labels | labels).items())),
    )


def _is_vote_first(part: ItemSections) -> bool:
    kinds = part.kinds
    return "votes" in kinds and "decisions" in kinds and kinds.index("votes") < kinds.index("decisions")


def _settle_votes(item: _Item, *, is_vote_first: bool) -> tuple[VoteEvent, ...]:
    """Give the votings their label; with different labels the words of each stay with it.

    One voting behind the last decision is about the question as a whole, unless a paper prints those first.
    """
    if not item.votes:
        return ()
    patterns = {pattern for pattern, _ in item.vote_markers}
    votes = list(item.votes)
    if len(patterns) == 1:
        item.labels["votes"] = patterns.pop()
    else:
        item.labels["votes"] = ""
        votes = [
            dataclasses.replace(event, sentence="\n".join(part for part in (words, event.sentence) if part))
            for event, (_, words) in zip(votes, item.vote_markers, strict=True)
        ]
    if len(votes) == 1 and votes[0].decision == len(item.decisions) - 1 and not is_vote_first:
        votes = [dataclasses.replace(votes[0], decision=None)]
    return tuple(votes)


def _read_part(section: Section, item: _Item, draft: Draft, where: str) -> None:
    kind = section.kind
    is_late = bool(item.decisions or item.votes) and kind in _SPEECHES
    if kind == "note" or is_late:
        _add_notes(section, item, draft, where, is_expected=kind == "note")
    elif kind in _SPEECHES:
        _read_speeches(section, item, draft, where)
    elif kind == "decisions":
        _read_decisions(section, item, draft, where)
    elif kind == "votes":
        _read_votes(section, item, draft, where)


def _add_notes(section: Section, item: _Item, draft: Draft, where: str, *, is_expected: bool) -> None:
    draft.place_section(f"{where}.notes", section)
    lines = list(section.lines)
    if section.marker is not None and section.label is not None:
        lines = [section.marker, *(lines[1:] if section.label.rest else lines)]
    item.notes.extend(line.flat for line in lines)
    if not is_expected and lines:
        message = f"Текст после решений сохранён как примечание к вопросу: «{shorten(lines[0].flat)}»."
        draft.find("speech_behind_decisions", Severity.NOTE, f"{where}.notes", message, lines[0].number)


def _read_speeches(section: Section, item: _Item, draft: Draft, where: str) -> None:
    draft.place_section(f"{where}.speeches", section)
    kind = _SPEECHES[section.kind]
    rows = [line.number for line in section.lines if line.is_row and len(line.columns) > 2]
    if rows:
        message = f"Таблица (строки {rows[0]}–{rows[-1]}) сохранена как текст: столбцы разделены чертой."
        draft.find("table_as_text", Severity.NOTE, f"{where}.speeches", message, rows[0])
    speeches = Discussion(kind, draft.people, draft.organ).read(section.lines)
    pattern = _pattern(section, item)
    if section.label is not None and section.label.key == "rapporteur":
        pattern = pattern.replace("{name}", "").strip()
    is_continued = bool(item.speeches) and item.speeches[-1].kind is kind
    has_other_label = section.kind in item.labels and item.labels[section.kind] != pattern
    if section.marker is not None and pattern and (is_continued or has_other_label or not speeches):
        speeches = _with_marker(speeches, _marker_words(section), kind)
    else:
        item.labels.setdefault(section.kind, pattern)
    item.speeches.extend(speeches)


def _pattern(section: Section, item: _Item) -> str:
    """The pattern of a marker; one that names the number of another question is kept word for word."""
    label = section.label
    if label is None:
        return ""
    if label.number is not None and str(label.number) != item.number:
        return escape(_marker_words(section))
    return label.pattern


def _keep_empty_marker(section: Section, item: _Item, draft: Draft, where: str) -> None:
    """Keep a marker with nothing below it as a note of the question."""
    words = _marker_words(section)
    item.notes.append(words)
    message = f"После слов «{words}» ничего не указано."
    draft.find("marker_empty", Severity.WARNING, where, message, section.number)


def _marker_words(section: Section) -> str:
    """The words of a marker as printed, without what follows them on the line."""
    if section.marker is None or section.label is None:
        return ""
    text, rest = section.marker.flat, section.label.rest
    return text[: len(text) - len(rest)].strip() if rest and text.endswith(rest) else text


def _with_marker(speeches: list[Speech], words: str, kind: SpeechKind) -> list[Speech]:
    """Print a repeated marker with the first speech below it, for labels are printed once."""
    if not speeches:
        return [Speech(kind=kind, attribution=words)]
    first = speeches[0]
    printed = first.attribution
    if printed is None:
        printed = ", ".join(part for part in (first.name, first.membership, first.position) if part)
    return [dataclasses.replace(first, attribution=f"{words} {printed}".strip()), *speeches[1:]]


def _read_decisions(section: Section, item: _Item, draft: Draft, where: str) -> None:
    draft.place_section(f"{where}.decisions", section)
    held_on = draft.fields.get("held_on")
    decisions = list(read_decisions(section.lines, year=held_on.year if held_on else None))
    pattern = _pattern(section, item)
    if not decisions and section.marker is not None:
        _keep_empty_marker(section, item, draft, where)
        return
    if section.marker is not None and "decisions" in item.labels:
        lead = " ".join(part for part in (_marker_words(section), decisions[0].lead) if part)
        decisions[0] = dataclasses.replace(decisions[0], lead=lead)
    else:
        item.labels.setdefault("decisions", pattern)
    item.decisions.extend(decisions)


def _read_votes(section: Section, item: _Item, draft: Draft, where: str) -> None:
    draft.place_section(f"{where}.votes", section)
    if not section.lines:
        _keep_empty_marker(section, item, draft, where)
        return
    words = _marker_words(section) if section.label is not None else ""
    pattern = _pattern(section, item)
    decision = len(item.decisions) - 1 if item.decisions else None
    first, *others = split_tallies(section.lines)
    event = read_vote(first, words, decision)
    if event.votes_for is None and states_shares(event.sentence or ""):
        message = (
            "Голоса подсчитаны по площади или долям. Они напечатаны дословно, в подсчёт голосов по лицам не входят."
        )
        draft.find("votes_by_share", Severity.NOTE, f"{where}.votes[{len(item.votes)}]", message, section.number)
    item.votes.append(event)
    item.vote_markers.append((pattern, words))
    for lines in others:
        item.votes.append(dataclasses.replace(read_vote(lines, "", decision), method=event.method))
        item.vote_markers.append(("", ""))
    is_unread = event.votes_for is None and event.is_unanimous is None and event.result is None
    if is_unread and not states_shares(event.sentence or ""):
        message = "Результат голосования не распознан и сохранён как текст."
        draft.find(
            "vote_unreadable", Severity.WARNING, f"{where}.votes[{len(item.votes) - 1}]", message, section.number
        )


def _report_empty(part: ItemSections, item: _Item, draft: Draft, where: str) -> None:
    if not (item.decisions or item.speeches or item.votes or item.notes):
        message = f"По вопросу {part.number} не найдено ни обсуждения, ни решения."
        draft.find("item_empty", Severity.WARNING, where, message, _line_of(part))


def name_items(items: list[AgendaItem], draft: Draft) -> list[AgendaItem]:
    """In a paper without an agenda the headings are the titles; nothing more is printed for it."""
    if Block.AGENDA in draft.blocks:
        return items
    return [item if item.title is not None else dataclasses.replace(item, title=item.heading) for item in items]


def read_opening(lines: list[Line], draft: Draft) -> tuple[Speech, ...]:
    """Read what stands between agenda and first question: «С вступительным словом выступила …», or plain text."""
    speeches: list[Speech] = []
    for line in lines:
        draft.place("opening", line)
        label = read_label(line.flat)
        if label is not None and label.key == "opening" and "{verb}" in label.pattern and not speeches:
            speech = _read_opening_word(label.rest, draft)
            if speech is not None:
                draft.labels["opening"] = label.pattern
                speeches.append(speech)
                continue
        speeches = _add_opening_text(speeches, line)
    return tuple(speeches)


def _read_opening_word(text: str, draft: Draft) -> Speech | None:
    found = Discussion(SpeechKind.OPENING, organ=draft.organ).read([Line(0, text)])
    if len(found) != 1 or not found[0].name:
        return None
    speech = found[0]
    if speech.is_inline or speech.paragraphs:
        return None
    position = ", ".join(part for part in (speech.membership, speech.position) if part)
    return dataclasses.replace(speech, membership="", position=position)


def _add_opening_text(speeches: list[Speech], line: Line) -> list[Speech]:
    from meetings.document.tree import Paragraph

    paragraph = Paragraph(text=line.flat)
    if not speeches:
        return [Speech(kind=SpeechKind.OPENING, paragraphs=(paragraph,))]
    last = speeches[-1]
    return [*speeches[:-1], dataclasses.replace(last, paragraphs=(*last.paragraphs, paragraph))]
