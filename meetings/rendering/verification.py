"""Owns the mark by which anybody can check a paper: a QR code and a short code at the foot of every page.

The mark stands in the margin, which PDF calls pagination: no text of the protocol, so readers of the text never meet
it. Only issued papers carry one.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from meetings.wording.codes import write_code


@dataclass(frozen=True, slots=True)
class VerificationMark:
    """What the foot of a page says: the code as printed («ABCDE-FGHJK») and the address that checks it.

    Without an address (a portal that does not know its own) the code stands alone.
    """

    code: str
    address: str = ""

    @property
    def host(self) -> str:
        """The address without its protocol, for people who type it: «portal.example.org/v/»."""
        return self.address.partition("://")[2].removesuffix(f"{self.code}/")

    @property
    def qr_path(self) -> SafeString:
        """The dark squares of the QR code as an SVG path, one unit a square."""
        return mark_safe(_squares(self.address)[0])  # noqa: S308 - digits and letters of our own

    @property
    def qr_size(self) -> int:
        """The side of the QR code in squares, its quiet zone included."""
        return _squares(self.address)[1]


def verification_mark(code: str, portal: str) -> VerificationMark:
    """The mark of a paper with this code; `portal` is the portal's own address («https://…»), empty when unknown."""
    printed = write_code(code)
    return VerificationMark(printed, f"{portal.rstrip('/')}/v/{printed}/" if portal else "")


@lru_cache(maxsize=64)
def _squares(address: str) -> tuple[str, int]:
    """Return the path and the side of the QR code of an address; level M survives a worn sheet."""
    import segno  # slow only the first time

    code = segno.make(address, error="m", micro=False)
    quiet = 2
    path = []
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                path.append(f"M{x + quiet} {y + quiet}h{end - x}v1h-{end - x}z")
            x = max(end, x + 1)
    return "".join(path), len(code.matrix) + 2 * quiet
