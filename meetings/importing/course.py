"""Owns the walk over the questions: each line goes to the part of the question it belongs to."""

import re

from meetings.importing.frame import COURSE
from meetings.importing.item_starts import ItemStart, ItemStarts
from meetings.importing.lines import Line
from meetings.importing.marks import read_mark
from meetings.importing.matching import is_alike
from meetings.importing.sections import ItemSections, Section, Sections
from meetings.wording.labels import ReadLabel
from meetings.wording.votes import is_vote_line

_CLOSING = re.compile(
    r"на этом|(?:все )?вопросы повестки|повестка (?:дня )?(?:заседания |собрания )?исчерпана|"
    r"(?:заседание|собрание|совещание|слушания|конференция)(?: [а-яё]+){0,4} "
    r"(?:закрыт|окончен|завершен|объявляется закрыт|считается закрыт|считать закрыт)|"
    r"протокол (?:составлен|оформлен|изготовлен|подписан|на \d)|время окончания|окончание|приложени[ея]|прилагается|"
    r"(?:иных|других|дополнительных) вопросов|председатель(?:ствующий)? (?:объявил|закрыл|поблагодарил)|"
    r"с протоколом ознакомлен|подсч[её]т голосов",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"(?:решение|предложение|вопрос)?\s*(?:не )?(?:принято|принят[аы]?|поддержан[оа]?)[^,]{0,60}\.?$", re.IGNORECASE
)
_CLOSING_KEYS = frozenset({"time_end", "attachments"})


class CourseCutter:
    """The walk. `item` is the question in hand, its last part takes lines without a marker."""

    def __init__(
        self, lines: list[Line], labels: list[ReadLabel | None], stop: int, sections: Sections, starts: ItemStarts
    ) -> None:
        self.lines, self.labels, self.stop = lines, labels, stop
        self.sections, self.starts = sections, starts
        marked = [at for at in range(stop) if (label := labels[at]) is not None and label.key in COURSE]
        self.last_course = marked[-1] if marked else -1
        self.has_decisions = any(label is not None and label.key == "decisions" for label in labels[:stop])
        self.item = ItemSections("", Section("item_heading"))

    def run(self, position: int, start: ItemStart) -> None:
        """Walk from the first question to the signatures."""
        self._begin(position, start)
        for at in range(position + 1, self.stop):
            if at > self.last_course and self._is_closing(at):
                self.sections.closing.extend(self.lines[at : self.stop])
                return
            following = self.starts.find_next(at, self.item, self._last_number())
            if following is None:
                self._take(at)
            elif following.is_subheading:
                self.item.subheading = following.pattern
                self.item.heading.lines.append(self.lines[at].with_text(""))
            else:
                self._begin(at, following)

    def _begin(self, position: int, start: ItemStart) -> None:
        line = self.lines[position]
        heading = Section("item_heading", None, line)
        if start.heading:
            heading.lines.append(line.with_text(start.heading))
        self.item = ItemSections(str(start.number), heading, start.pattern)
        self.sections.items.append(self.item)
        if start.label is not None:
            self._open(start.label, line)

    def _take(self, position: int) -> None:
        line, label = self.lines[position], self.labels[position]
        part = self.item.parts[-1] if self.item.parts else None
        if label is None:
            self._take_plain(line)
        elif label.key.startswith("vote_") or (label.key == "votes" and not label.pattern):
            self._take_vote_line(line)
        elif (
            (label.key in COURSE and label.key not in ("item_heading", "item_subheading"))
            or label.key == "discussion"
            or (label.key == "rapporteur" and part is None)
        ):
            self._open(label, line)
        else:
            self._take_plain(line)

    def _open(self, label: ReadLabel, line: Line) -> None:
        kind = "heard" if label.key == "rapporteur" else label.key
        if kind.startswith("vote_"):
            self._take_vote_line(line)
            return
        part = Section(kind, label, line)
        if label.key == "votes" and not label.pattern:
            part.label = None
        if label.rest:
            part.lines.append(line.with_text(label.rest))
        self.item.parts.append(part)

    def _take_vote_line(self, line: Line) -> None:
        parts = self.item.parts
        if not parts or parts[-1].kind != "votes":
            parts.append(Section("votes", None, None))
        parts[-1].lines.append(line)

    def _take_plain(self, line: Line) -> None:
        parts = self.item.parts
        if not self.has_decisions and (not parts or (parts[-1].kind == "discussion" and parts[-1].label is None)):
            # A paper without any marker of decisions numbers them below the heading.
            mark = read_mark(line.flat)
            if mark is not None and mark.kind in ("number1", "number1)", "number2"):
                parts.append(Section("decisions", None, None, [line]))
                return
        if not parts:
            self._take_first(line)
        elif (
            parts[-1].kind != "votes" or not parts[-1].lines or is_vote_line(line.flat) or _RESULT.fullmatch(line.flat)
        ):
            parts[-1].lines.append(line)
        else:
            self._take_behind_votes(line)

    def _take_first(self, line: Line) -> None:
        """A line below the heading: the rest of the heading, or the discussion."""
        heading = self.item.heading
        title = self.starts.titles.get(int(self.item.number or 0), "")
        if not heading.text and not self.item.subheading and title and is_alike(line.flat, title):
            heading.lines.append(line)
            self.item.pattern = f"{self.item.pattern} {{heading}}".strip()
            return
        self.item.parts.append(Section("discussion", None, None, [line]))

    def _take_behind_votes(self, line: Line) -> None:
        """Behind a voting stand further decisions, when their list goes on, or notes."""
        mark = read_mark(line.flat)
        above = [part for part in self.item.parts if part.kind == "decisions"]
        continues = mark is not None and above and _same_list(mark.kind, above[-1])
        self.item.parts.append(Section("decisions" if continues else "note", None, None, [line]))

    def _last_number(self) -> int | None:
        """The number of the last numbered decision when decisions are being read."""
        if not self.item.parts or self.item.parts[-1].kind not in ("decisions", "votes"):
            return None
        for part in reversed(self.item.parts):
            if part.kind == "decisions":
                for line in reversed(part.lines):
                    mark = read_mark(line.flat)
                    if mark is not None and mark.kind in ("number1", "number1)"):
                        return int(mark.number)
                return None
        return None

    def _is_closing(self, position: int) -> bool:
        label = self.labels[position]
        if label is not None and label.key in _CLOSING_KEYS:
            return True
        return _CLOSING.match(self.lines[position].flat) is not None


def _same_list(kind: str, part: Section) -> bool:
    return any((mark := read_mark(line.flat)) is not None and mark.kind == kind for line in part.lines)
