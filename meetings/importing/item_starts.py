"""Owns the question where a question begins: by heading, by СЛУШАЛИ, by its number, by its title repeated."""

from dataclasses import dataclass

from meetings.importing.agenda import Title, read_titles
from meetings.importing.frame import COURSE
from meetings.importing.lines import Line
from meetings.importing.marks import Mark, read_mark, read_roman_mark
from meetings.importing.matching import is_alike, is_same_title
from meetings.importing.sections import ItemSections, Section
from meetings.wording.labels import ReadLabel
from meetings.wording.ordinals import read_roman
from meetings.wording.text import fold

_HEADINGS = ("item_heading", "item_subheading")
_LOOK_AHEAD = 60
_HEADING_WORDS = 12


@dataclass(frozen=True, slots=True)
class ItemStart:
    """How a question begins: its number, the printed heading text and pattern; `label` opens its first part too.

    `is_subheading`: the line is the second heading of the question that has begun already.
    """

    number: int
    heading: str = ""
    pattern: str = ""
    label: ReadLabel | None = None
    is_subheading: bool = False


class ItemStarts:
    """Tells for each line whether a question begins there."""

    def __init__(self, lines: list[Line], labels: list[ReadLabel | None], stop: int) -> None:
        self.lines, self.labels, self.stop = lines, labels, stop
        self.titles: dict[int, str] = {}
        self._numbered = [at for at in range(stop) if self._names_number(at)]
        self._second_romans = [
            at for at in range(stop) if (mark := read_roman_mark(lines[at].flat)) is not None and mark.number == "II"
        ]
        self._heard = [at for at in range(stop) if (label := labels[at]) is not None and label.key == "heard"]

    def use_agenda(self, agenda: Section | None) -> None:
        """Learn the titles, by ordinal position."""
        if agenda is None:
            return
        outer = [title for title in read_titles(agenda.lines) if not _is_sub_title(title)]
        self.titles = {position: title.text for position, title in enumerate(outer, start=1)}

    def find_first(self, position: int, agenda: Section | None, *, is_in_agenda: bool) -> ItemStart | None:
        """The start of the first question at `position`, else None."""
        label = self.labels[position]
        start = None
        if label is not None:
            start = self._first_by_label(position, label, has_agenda=agenda is not None)
        elif agenda is not None:
            start = self._first_by_title(position, agenda)
        elif (mark := _number_of(self.lines[position])) is not None and self._is_first(position, mark):
            start = _start_of_mark(1, mark)
        if start is not None and (agenda is not None or not is_in_agenda):
            self.use_agenda(agenda)
        return start

    def find_next(self, position: int, item: ItemSections, last_number: int | None) -> ItemStart | None:
        """The start of a further question, or the subheading of `item`; `last_number` numbers the decision above."""
        label = self.labels[position]
        number = _whole(item.number)
        if label is None:
            return self._next_by_title(position, item, number, last_number)
        if label.key in _HEADINGS:
            return self._next_by_heading(label, item, number)
        if label.key not in COURSE:
            return None
        return self._next_by_marker(label, item, number)

    def _next_by_marker(self, label: ReadLabel, item: ItemSections, number: int) -> ItemStart | None:
        """СЛУШАЛИ behind a decision opens the next question; so does any marker that names a later one."""
        is_lead = label.pattern.startswith(("{number}", "{roman}"))
        is_closed = bool({"decisions", "votes"} & set(item.kinds))
        is_heard = label.key == "heard" and is_closed
        if label.number is None:
            return ItemStart(number + 1, label=label) if is_heard else None
        if label.key == "votes" and is_lead:
            return None  # «6. Результаты голосования» is a paragraph of the question above
        if label.number <= number or (is_lead and label.key != "heard" and not is_closed):
            return ItemStart(number + 1, label=label) if is_heard and is_lead else None
        return ItemStart(label.number, label=label)

    def _is_first(self, position: int, mark: Mark) -> bool:
        """Whether a number without an agenda opens the first question: «I.» of several, or «1.» before a treatment."""
        if mark.number == "I":
            return any(at > position for at in self._second_romans)
        return mark.number == "1" and self._opens(position, mark)

    def _first_by_label(self, position: int, label: ReadLabel, *, has_agenda: bool) -> ItemStart | None:
        if label.key in _HEADINGS:
            pattern = label.pattern
            return ItemStart(label.number or 1, label.rest if label.key == "item_heading" else "", pattern)
        if label.key not in COURSE and not label.key.startswith("vote_"):
            return None
        if label.number is None and has_agenda and any(at > position for at in self._numbered[:1]):
            return None
        if label.key != "heard" and label.number is None and has_agenda and any(at > position for at in self._heard):
            return None
        return ItemStart(label.number or 1, label=label)

    def _first_by_title(self, position: int, agenda: Section) -> ItemStart | None:
        """The numbering of the agenda begins anew, or its first title is repeated, and a treatment follows."""
        line = self.lines[position]
        if not agenda.lines:
            return None
        mark = _number_of(line)
        first = read_titles(agenda.lines[:1])[0]
        if mark is not None:
            is_first = mark.number in ("1", "I") and any(
                (other := _number_of(above)) is not None and other.number == mark.number for above in agenda.lines
            )
            is_other_list = first.mark is None or first.mark.kind != mark.kind
            is_repeated = mark.number in ("1", "I") and is_other_list and is_alike(mark.rest, first.text)
            return _start_of_mark(1, mark) if (is_first or is_repeated) and self._opens(position, mark) else None
        if read_mark(line.flat) is None and is_same_title(line.flat, first.text) and self._opens(position, None):
            return ItemStart(1, line.flat, "{heading}")
        return None

    def _next_by_heading(self, label: ReadLabel, item: ItemSections, number: int) -> ItemStart | None:
        if label.number is None or label.number == number:
            if label.key == "item_subheading" and not item.parts and not item.subheading and item.heading.lines:
                return ItemStart(number, pattern=label.pattern, is_subheading=True)
            return None
        if label.number < number:
            return None
        return ItemStart(label.number, label.rest if label.key == "item_heading" else "", label.pattern)

    def _next_by_title(
        self, position: int, item: ItemSections, number: int, last_number: int | None
    ) -> ItemStart | None:
        line = self.lines[position]
        title = self.titles.get(number + 1, "")
        mark = _number_of(line)
        is_closed = bool({"decisions", "votes"} & set(item.kinds))
        if mark is None:
            is_title = bool(title) and read_mark(line.flat) is None and is_same_title(line.flat, title)
            return ItemStart(number + 1, line.flat, "{heading}") if is_title and self._opens(position, None) else None
        if _whole(mark.number) != number + 1:
            return None
        # «3. Разное.» may have running text behind it, no marker
        is_repeated = is_closed and bool(title) and (is_same_title(mark.rest, title) or _begins_with(mark.rest, title))
        if is_repeated or (title and is_alike(mark.rest, title) and self._opens(position, mark)):
            return _start_of_mark(number + 1, mark)
        if mark.kind == "roman" and "{roman}" in item.pattern:
            return _start_of_mark(number + 1, mark)
        if self.titles or not is_closed or "{heading}" not in item.pattern:
            return None
        is_numbered = item.pattern.startswith("{number}")
        is_last = last_number is None and is_numbered and _is_short_heading(mark.rest)
        continues = last_number is not None and not is_numbered
        opens = not continues and self._opens(position, mark, is_strict=True)
        return _start_of_mark(number + 1, mark) if is_last or opens else None

    def _opens(self, position: int, mark: Mark | None, *, is_strict: bool = False) -> bool:
        """Whether a treatment follows before the next number of the same list; a strict one is more than a voting."""
        for other in range(position + 1, min(self.stop, position + _LOOK_AHEAD)):
            label = self.labels[other]
            if label is not None and is_strict and (label.key == "votes" or label.key.startswith("vote_")):
                return False
            if label is not None and (label.key in COURSE or label.key.startswith("vote_")):
                return label.key not in _HEADINGS or (label.number or 0) <= (_whole(mark.number) if mark else 1)
            below = _number_of(self.lines[other])
            if mark is not None and below is not None and _whole(below.number) == _whole(mark.number) + 1:
                return False
        return False

    def _names_number(self, position: int) -> bool:
        """Whether a line opens question 1 by its number."""
        label = self.labels[position]
        return label is not None and label.number == 1 and label.key in COURSE


def _number_of(line: Line) -> Mark | None:
    """A whole or Roman number at the beginning of a line."""
    mark = read_mark(line.flat) or read_roman_mark(line.flat)
    return mark if mark is not None and mark.kind in ("number1", "number1)", "roman") else None


def _is_short_heading(text: str) -> bool:
    """Whether a line can only be a heading: few words, a capital first, no final mark («3. Разное»)."""
    return text[:1].isupper() and len(text.split()) <= _HEADING_WORDS and text[-1:].isalpha()


def _begins_with(text: str, title: str) -> bool:
    """Whether a line begins with a title, word for word."""
    title = fold(title).rstrip(" .;")
    return fold(text).startswith(title) and not fold(text)[len(title) : len(title) + 1].isalnum()


def _whole(number: str) -> int:
    """The value of a printed number; 0 for none."""
    if number.isdecimal():
        return int(number)
    return read_roman(number) or 0 if number else 0


def _start_of_mark(number: int, mark: Mark) -> ItemStart:
    place = "{roman}" if mark.kind == "roman" else "{number}"
    return ItemStart(number, mark.rest, f"{mark.printed.replace(mark.number, place)} {{heading}}")


def _is_sub_title(title: Title) -> bool:
    return title.mark is not None and title.mark.kind in ("letter", "number2")
