"""Owns the walk over the questions: each line goes to the part of the question it belongs to."""

import re

from meetings.importing.frame import COURSE
from meetings.importing.item_starts import ItemStart, ItemStarts
from meetings.importing.lines import Line
from meetings.importing.marks import read_mark
from meetings.importing.matching import is_alike
from meetings.importing.sections import ItemSections, Section, Sections
from meetings.wording.labels import ReadLabel
from meetings.wording.organisations import find_addressee
from meetings.wording.votes import is_vote_line, states_tally

_CLOSING = re.compile(
    r"на этом|(?:все )?вопросы повестки|повестка (?:дня )?(?:заседания |собрания )?исчерпана|"
    r"(?:заседание|собрание|совещание|слушания|конференция)(?: [а-яё]+){0,4} "
    r"(?:закрыт|окончен|завершен|объявляется закрыт|считается закрыт|считать закрыт)|"
    r"протокол (?:составлен|оформлен|изготовлен|подписан|на \d)|время окончания|окончание|приложени[ея]|прилагается|"
    r"подписи(?![а-яё])|следующее (?:заседание|собрание|совещание)|"
    r"(?:иных|других|дополнительных) вопросов|председатель(?:ствующий)? (?:объявил|закрыл|поблагодарил)|"
    r"с протоколом ознакомлен|подсч[её]т голосов",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"(?:решение|предложение|вопрос)?\s*(?:не )?(?:принято|принят[аы]?|поддержан[оа]?)[^,]{0,60}\.?$", re.IGNORECASE
)
#: How a decision begins in a paper that has no marker of decisions.
_DECISIVE = re.compile(
    r"(?:Принять (?:к сведению|решение)|Рекомендовать|Поручить|Утвердить|Одобрить|Отметить|Считать|Обязать|Просить"
    r"|Обратить внимание)(?![а-яё])"
    # «Районной больнице (Скворцов С.В.) до 1 июня организовать выезды»
    r"|[А-ЯЁ][^.()]{3,100}\([А-ЯЁ][^()]{3,60}\)\s[^()]{0,100}?(?:ть|ти|чь)(?:ся)?(?![а-яё])"
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
        #: number of the last numbered decision and kinds of marks in the list of decisions in hand
        self._number: int | None = None
        self._kinds: set[str] = set()

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
        self._number, self._kinds = None, set()
        if start.label is not None:
            self._open(start.label, line)
        elif not start.pattern and self.labels[position] is None:
            self._take_plain(line)

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
        if kind == "decisions":
            self._number, self._kinds = None, set()
        if label.rest:
            part.lines.append(line.with_text(label.rest))
            self._remember(part.lines[0])
        self.item.parts.append(part)

    def _take_vote_line(self, line: Line) -> None:
        parts = self.item.parts
        if not parts or parts[-1].kind != "votes":
            parts.append(Section("votes", None, None))
        parts[-1].lines.append(line)

    def _take_plain(self, line: Line) -> None:
        parts = self.item.parts
        if self._begins_bare_decisions(line):
            parts.append(Section("decisions", None, None))
        if not parts:
            self._take_first(line)
        elif parts[-1].kind != "votes" or not parts[-1].lines or _belongs_to_votes(line.flat):
            parts[-1].lines.append(line)
            if parts[-1].kind == "decisions":
                self._remember(line)
        else:
            self._take_behind_votes(line)

    def _begins_bare_decisions(self, line: Line) -> bool:
        """A paper without any marker of decisions numbers them below the heading."""
        parts = self.item.parts
        if self.has_decisions or (parts and (parts[-1].kind != "discussion" or parts[-1].label is not None)):
            return False
        mark = read_mark(line.flat)
        if mark is not None:
            return mark.kind in ("number1", "number1)", "number2")
        addressee = find_addressee(line.flat)
        is_addressed = addressee is not None and line.flat.startswith(addressee.text)
        return _DECISIVE.match(line.flat) is not None or is_addressed

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
        continues = mark is not None and mark.kind in self._kinds
        self.item.parts.append(Section("decisions" if continues else "note", None, None, [line]))

    def _last_number(self) -> int | None:
        """The number of the last numbered decision when decisions are being read."""
        is_deciding = bool(self.item.parts) and self.item.parts[-1].kind in ("decisions", "votes")
        return self._number if is_deciding else None

    def _remember(self, line: Line) -> None:
        """Remember the marks of the decisions in hand, to know whether their list goes on."""
        mark = read_mark(line.flat)
        if mark is not None:
            self._kinds.add(mark.kind)
            if mark.kind in ("number1", "number1)"):
                self._number = int(mark.number)

    def _is_closing(self, position: int) -> bool:
        label = self.labels[position]
        if label is not None and label.key in _CLOSING_KEYS:
            return True
        return _CLOSING.match(self.lines[position].flat) is not None


def _belongs_to_votes(text: str) -> bool:
    return is_vote_line(text) or _RESULT.fullmatch(text) is not None or states_tally(text)
