"""Owns the list of those present that stands behind the signatures («список прилагается»)."""

from meetings.document.vocabulary import AttendanceStatus, Block
from meetings.importing.attendance import read_people
from meetings.importing.draft import Draft
from meetings.importing.labelling import escape, put_phrase, same_words
from meetings.importing.lines import Line
from meetings.importing.marks import read_mark
from meetings.importing.people import starts_with_name
from meetings.importing.sections import Section, Sections
from meetings.wording.annexes import is_annex_title, is_annexed, read_annex_mark, write_protocol_reference
from meetings.wording.counts import write_count
from meetings.wording.dates import write_date_range

#: Office guides send longer lists to an annex; a paper does not tell the number its body has chosen.
_USUAL_LIMIT = 15


def read_annex(sections: Sections, draft: Draft) -> None:
    """Read the people of the annex into the attendance when the text sends its reader there.

    Anything else behind the signatures stays where it is. Call behind the blocks of the opening.
    """
    pattern = draft.labels.get("present_total", "")
    before, found, behind = pattern.partition("{count}")
    place = _find_list(sections.afterword)
    if not found or not is_annexed(pattern) or place is None or _has_present(draft):
        return
    start, title, end = place
    lines = sections.afterword[title + 1 : end]
    others = draft.fields.pop("attendees", [])
    draft.labels["present"] = put_phrase(before.strip(), draft.fields["body"].genitive, "body_genitive")
    read_people(Section("present", None, None, lines), draft)
    people = draft.fields["attendees"]
    draft.fields["attendees"] = [*people, *others]
    _keep_words(sections.afterword[start:title], sections.afterword[title], draft)
    _settle_count(len(people), behind, draft)
    draft.style["annex_over"] = _USUAL_LIMIT if len(people) > _USUAL_LIMIT else len(people) - 1
    del sections.afterword[start:end]


def _has_present(draft: Draft) -> bool:
    return any(person.status is AttendanceStatus.PRESENT for person in draft.fields.get("attendees", ()))


def _find_list(lines: list[Line]) -> tuple[int, int, int] | None:
    """Positions of the annex's first line, of its title and behind its last person; None without people."""
    for title, line in enumerate(lines):
        if not is_annex_title(line.flat):
            continue
        end = title + 1
        while end < len(lines) and _is_of_list(lines[end]):
            end += 1
        if any(starts_with_name(_text_of(person)) for person in lines[title + 1 : end]):
            is_marked = title > 0 and read_annex_mark(lines[title - 1].flat) is not None
            return title - is_marked, title, end
    return None


def _is_of_list(line: Line) -> bool:
    text = line.flat
    if line.is_cell or line.is_row or read_mark(text) is not None or starts_with_name(text):
        return True
    return text[:1].islower() or text[:1] in "(–—-" or text.endswith(":")


def _text_of(line: Line) -> str:
    mark = read_mark(line.flat)
    return mark.rest if mark else line.flat


def _keep_words(marks: list[Line], title: Line, draft: Draft) -> None:
    """Keep how the annex is headed; the usual words stay the layout's own."""
    draft.place("attendees", *marks, title)
    draft.labels["annex_title"] = escape(title.flat)
    draft.labels["annex"] = "".join(_mark_pattern(mark.flat, draft) for mark in marks)


def _mark_pattern(mark: str, draft: Draft) -> str:
    fields = draft.fields
    date = fields.get("date_text") or ""
    if not date and fields.get("held_on") is not None and "date_style" in draft.style:
        date = write_date_range(fields["held_on"], fields.get("held_until"), draft.style["date_style"])
    protocol = read_annex_mark(mark) or ""
    if protocol and same_words(protocol, write_protocol_reference(fields.get("number") or "", date)):
        return f"{escape(mark[: mark.rindex(protocol)])}{{protocol}}"
    return escape(mark)


def _settle_count(listed: int, behind: str, draft: Draft) -> None:
    """Make «22 человека (список прилагается)» the words in place of the list; keep a count that differs from it."""
    total = draft.fields.get("present_total")
    noun = write_count(listed).split()[1]
    is_counted = total == listed and behind.strip().startswith(noun)
    draft.labels["annexed"] = (
        f"{{people}}{behind.replace(noun, '', 1)}".replace("  ", " ") if is_counted else f"{{count}}{behind}"
    )
    if total == listed and Block.ATTENDANCE_TOTAL not in draft.blocks:
        draft.fields.pop("present_total")
    draft.labels.pop("present_total")
    draft.blocks.remove(Block.PRESENT)
    draft.blocks[draft.blocks.index(Block.PRESENT_TOTAL)] = Block.PRESENT
