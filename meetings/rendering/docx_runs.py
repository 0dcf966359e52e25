"""Owns the runs of a Word paragraph: texts of one look, gathered from a block of our HTML."""

import dataclasses
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from meetings.rendering.typography import NBSP, SOFT_BREAK, WORD_JOINER

# Spaces that HTML shows as one; the no-break space is none of them.
_SPACES = re.compile(r"[ \t\r\n]+")
_SPACES_IN_LINE = re.compile(r"[ \t]*\n[ \t]*|[ \t\r]+")


@dataclass(frozen=True, slots=True)
class Run:
    """A text of one look; \\t is a tab, \\n a line break."""

    text: str
    is_bold: bool = False
    is_raised: bool = False


def gather_runs(block: Element, *, keeps_lines: bool = False) -> list[Run]:
    """Return the runs of a block: <br/> is a line break, <b> bold, <sup> raised; soft breaks are left to Word.

    `keeps_lines`: line ends of the source are printed, as in the cells of the table of attendance.
    """
    runs = [Run(block.text or "")]
    for child in block:
        if child.tag == "br":
            runs.append(Run("\n"))
        else:
            text = "".join(child.itertext())
            runs.append(Run(text, is_bold=child.tag == "b", is_raised=child.tag == "sup"))
        runs.append(Run(child.tail or ""))
    breaks = {index for index, run in enumerate(runs) if run.text == "\n"}
    cleared = [
        run if index in breaks and not keeps_lines else dataclasses.replace(run, text=_cleared(run.text, keeps_lines))
        for index, run in enumerate(runs)
    ]
    return _trimmed([run for run in cleared if run.text])


def _cleared(text: str, keeps_lines: bool) -> str:
    text = text.replace(SOFT_BREAK, "").replace(WORD_JOINER, "")
    if keeps_lines:
        return _SPACES_IN_LINE.sub(lambda found: "\n" if "\n" in found[0] else " ", text)
    return _SPACES.sub(" ", text)


def _trimmed(runs: list[Run]) -> list[Run]:
    """Take the spaces away from both ends of a paragraph."""
    while runs and not runs[0].text.strip(" \n"):
        runs = runs[1:]
    while runs and not runs[-1].text.strip(" \n"):
        runs = runs[:-1]
    if runs:
        runs[0] = dataclasses.replace(runs[0], text=runs[0].text.lstrip(" \n"))
        runs[-1] = dataclasses.replace(runs[-1], text=runs[-1].text.rstrip(" \n"))
    return runs


def take_marker(runs: list[Run], marker: str) -> tuple[str, list[Run]]:
    """Part the printed marker of a row from its text: ("1.", text); ("", runs) when the row does not begin with it."""
    begin = f"{marker}{NBSP}"
    if not marker or not runs or not runs[0].text.startswith(begin):
        return "", runs
    rest = dataclasses.replace(runs[0], text=runs[0].text[len(begin) :].lstrip(" "))
    return marker, [rest, *runs[1:]] if rest.text else runs[1:]
