"""Owns the frame of a protocol: where it begins and ends in the text, and whether there is one at all."""

from dataclasses import dataclass

from meetings.importing.lines import Line
from meetings.importing.marks import read_mark, read_roman_mark
from meetings.importing.refusal import UnreadableSource
from meetings.importing.signatures import SignatureBlock, find_signatures
from meetings.importing.title import read_title_line
from meetings.wording.dates import find_date
from meetings.wording.labels import ReadLabel

#: Marks of a treatment: behind the first of them no title of this protocol stands.
COURSE = frozenset({"heard", "spoke", "noted", "decisions", "votes", "item_heading", "item_subheading"})
_EVIDENCE = COURSE | {
    "present", "absent", "invited", "present_total", "members_total", "attendance_total", "agenda", "chair",
    "secretary", "date", "time", "place", "quorum",
}  # fmt: skip
_TITLE_NEIGHBOURS = 15

NO_PROTOCOL = (
    "Текст не похож на протокол: нет заголовка «ПРОТОКОЛ» и не найдены его части "
    "(присутствовали, повестка дня, решили). Проверьте, тот ли файл загружен."
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Positions among the lines: title line (None when absent), first line of the text, its end; signatures."""

    title: int | None
    start: int
    end: int
    signatures: SignatureBlock | None
    #: where a second protocol begins
    second: int | None


def find_frame(lines: list[Line], labels: list[ReadLabel | None]) -> Frame:
    """Find the frame; raises UnreadableSource for a text that is no protocol."""
    title, second = _find_title(lines, labels)
    end = len(lines) if second is None else second
    kinds = {label.key for label in labels[title or 0 : end] if label is not None}
    _check_protocol(lines, kinds & _EVIDENCE, title)
    start = 0 if title is None else title + 1
    signatures = find_signatures(lines[:end], _last_course(lines, labels, start, end))
    return Frame(title, start, end, signatures, second)


def _find_title(lines: list[Line], labels: list[ReadLabel | None]) -> tuple[int | None, int | None]:
    """The title is the last of those repeated before any other part; one behind a treatment begins another protocol."""
    title: int | None = None
    has_course = False
    for position, line in enumerate(lines):
        label = labels[position]
        if label is not None:
            has_course = has_course or label.key in COURSE
        if read_title_line(line.flat) is None or (label is not None and label.key in COURSE):
            continue
        if title is None or (not has_course and not _holds_parts(labels, title, position)):
            title = position
        elif has_course and _begins_protocol(lines, labels, position):
            return title, position
    return title, None


def _holds_parts(labels: list[ReadLabel | None], start: int, end: int) -> bool:
    """Whether two parts of an opening stand between two titles: the second is then no repetition."""
    return len({label.key for label in labels[start:end] if label is not None and label.key in _EVIDENCE}) > 1


def _begins_protocol(lines: list[Line], labels: list[ReadLabel | None], position: int) -> bool:
    """Whether a title in the middle is followed by an opening of its own (attendance, agenda) soon."""
    text = lines[position].flat
    near = labels[position + 1 : position + 1 + 2 * _TITLE_NEIGHBOURS]
    keys = {label.key for label in near if label is not None}
    return len(text) < 200 and bool(keys & {"present", "present_total", "agenda", "date"})


def _check_protocol(lines: list[Line], kinds: set[str], title: int | None) -> None:
    if title is not None:
        behind = lines[title : title + _TITLE_NEIGHBOURS]
        if kinds or any(find_date(line.flat) for line in behind) or find_signatures(lines, title + 1):
            return
    elif (
        len(kinds) >= 3
        and kinds & {"decisions", "heard", "agenda"}
        and kinds & {"present", "decisions", "chair", "agenda"}
    ):
        return
    raise UnreadableSource(NO_PROTOCOL)


def _last_course(lines: list[Line], labels: list[ReadLabel | None], start: int, end: int) -> int:
    """The position behind the last marker of a treatment, else behind the last marker at all."""
    marked = [position for position in range(start, end) if (label := labels[position]) and label.key in COURSE]
    if not marked:
        marked = [position for position in range(start, end) if (label := labels[position]) and label.key in _OPENING]
        # «I. О травматизме», «1) провести оценку»: the questions of a paper without markers
        marked += [at for at in range(start, end) if read_mark(lines[at].flat) or read_roman_mark(lines[at].flat)][-1:]
        marked.sort()
    return marked[-1] + 1 if marked else start


_OPENING = frozenset({"agenda", "present", "absent", "invited", "present_total"})
