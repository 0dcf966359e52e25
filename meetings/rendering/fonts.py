"""Owns the choice of the printed font: a serif with the metrics of Times, embedded from a file of this machine.

Tinos comes first (it has the rouble sign), Liberation Serif stands in. Both have the widths of Times New Roman, so a
paper breaks into the same lines as the office's own drafts.
"""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

#: The name the print stylesheet knows the font by, whichever file it comes from.
FAMILY = "Protocol Serif"

#: File name stems, best first.
_FACES = ("Tinos", "LiberationSerif")

_FOLDERS = (
    "/usr/share/fonts/truetype/croscore",
    "/usr/share/fonts/truetype/tinos",
    "/usr/share/fonts/croscore",
    "/usr/share/fonts/google-croscore",
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/liberation-serif-fonts",
    "/usr/share/fonts/liberation-serif",
    "/usr/share/fonts/liberation",
    "/usr/local/share/fonts",
    "/Library/Fonts",
)


class FontMissing(RuntimeError):
    """No suitable font on this machine; the message tells an administrator what to install."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """The files of the two weights a protocol is set in."""

    name: str
    regular: Path
    bold: Path

    def font_face_rules(self) -> str:
        """Write the @font-face rules that bind FAMILY to the two files."""
        return "".join(
            f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; src: url("{path.as_uri()}"); }}\n'
            for weight, path in (("400", self.regular), ("700", self.bold))
        )


def find_typeface(folders: tuple[str, ...] | None = None) -> Typeface:
    """Return the first face of the list found whole in one of the folders; FontMissing when there is none.

    PROTOCOLS_FONTS in the environment names one more folder, looked at first.
    """
    if folders is None:
        extra = os.environ.get("PROTOCOLS_FONTS", "")
        folders = ((extra,) if extra else ()) + _FOLDERS
    return _find(folders)


@cache
def _find(folders: tuple[str, ...]) -> Typeface:
    for stem in _FACES:
        for folder in folders:
            regular, bold = Path(folder) / f"{stem}-Regular.ttf", Path(folder) / f"{stem}-Bold.ttf"
            if regular.is_file() and bold.is_file():
                return Typeface(name=stem, regular=regular.resolve(), bold=bold.resolve())
    raise FontMissing(
        _("Не найден шрифт для печати протоколов. Установите пакет fonts-croscore (Tinos) или fonts-liberation.")
    )
