"""Owns the files made bad by changing bytes: flipped, cut, hidden, forged ranges, saved anew, or no such file."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.meetings.signing.forging import changed, forged, make_cms, signed_honestly
from tests.meetings.signing.papers import another, half_signed, issued, signed
from tests.meetings.signing.pki import stand

Case = tuple[str, bytes, set[str]]


def replaced(content: bytes, place: int, new: bytes) -> bytes:
    return content[:place] + new + content[place + len(new) :]


def flipped(content: bytes, place: int) -> bytes:
    return replaced(content, place, bytes([content[place] ^ 0x01]))


def last_gap(content: bytes) -> tuple[int, int]:
    """Begin (of «<») and end (behind «>») of the last signature's hex digits."""
    found = list(re.finditer(rb"/Contents\s*<[0-9a-fA-F]{1000,}>", content))[-1]
    return content.index(b"<", found.start()), found.end()


def byte_cases(variant: str) -> Iterator[Case]:
    """B: bytes of a fully signed file changed."""
    whole, paper, half = signed(variant), issued(variant), half_signed(variant)
    start, end = last_gap(whole)
    digits = whole[start + 1 : end - 1].rstrip(b"0")
    free = start + 1 + len(digits) + 200
    yield "B01 flip in the issued page", flipped(whole, 3000), {"prefix"}
    yield "B02 flip in the header", flipped(whole, 6), {"prefix"}
    yield "B03 one byte cut off", whole[:-2], {"after", "parse"}
    yield "B04 a kilobyte cut off", whole[:-1000], {"parse"}
    yield "B05 a byte put into the issued part", whole[:2000] + b" " + whole[2000:], {"prefix"}
    yield "B06 flip in the signature", replaced(whole, start + len(digits) - 7, b"0123"), {"intact", "parse"}
    yield "B07 flip in the certificate", flipped(whole, start + 2000), {"intact", "trust", "parse"}
    yield "B08 bytes hidden behind the CMS", replaced(whole, free, b"cafe"), {"intact"}
    yield "B09 the moment changed", whole[: len(half)] + whole[len(half) :].replace(b"/M ", b"/m ", 1), {"intact"}
    mark = whole.index(b"stream", len(half)) + 40
    yield "B10 flip in the mark", flipped(whole, mark), {"intact", "parse", "diff"}
    yield "B11 no bracket before the digits", replaced(whole, start, b" "), {"intact", "parse"}
    yield "B12 rubbish behind the end", whole + b"rubbish", {"after", "parse"}
    yield "B13 fifty newlines behind the end", whole + b"\n" * 50, {"after"}
    yield "B14 a letter among the digits", replaced(whole, start + 100, b"zz"), {"intact", "parse"}
    yield "B15 a space among the digits", replaced(whole, free, b" "), {"intact"}
    yield "B16 a zero byte behind the end", whole + b"\0", {"after", "parse"}
    yield "B17 bytes before the header", b"\n" + whole, {"magic"}
    yield "B18 the paper twice", whole + paper, {"after", "parse", "diff"}
    yield "B19 the half-signed file again behind", whole + half, {"after", "parse", "diff"}
    yield (
        "B20 the first signature's digits changed",
        flipped(whole, last_gap(half)[0] + 300),
        {"intact", "trust", "parse"},
    )
    yield "B21 all digits zero", whole[: start + 1] + b"0" * (end - start - 2) + whole[end - 1 :], {"intact", "parse"}
    first, stop = last_gap(half)
    size = min(end - start, stop - first) - 2
    swapped = replaced(whole, start + 1, whole[first + 1 : first + 1 + size])
    yield "B22 the chair's signature in the secretary's place", swapped, {"intact", "parse", "signer"}
    yield (
        "B23 a range number changed",
        whole[:start] + whole[start:].replace(b"/ByteRange [0 ", b"/ByteRange [1 ", 1),
        {"intact"},
    )
    yield "B24 the table's place changed", _moved_table(whole), {"parse", "after", "intact"}


def _moved_table(whole: bytes) -> bytes:
    place = whole.rindex(b"startxref") + len(b"startxref") + 1
    return replaced(whole, place, b"1")


def range_cases(variant: str) -> Iterator[Case]:
    """D: signature forgeries, each signed anew by the secretary's own key over what the forger chose."""
    half, people = half_signed(variant), stand()
    size = len(half)

    def made(**options: Any) -> bytes:
        return signed_honestly(half, "sig_secretary", people["secretary"], **options)

    def without(name: bytes, new: bytes) -> Callable[[bytes], bytes]:
        def edit(content: bytes) -> bytes:
            assert content.count(name, size) == 1
            return content[:size] + content[size:].replace(name, new, 1)

        return edit

    intact = {"intact"}
    yield "D01 no ranges", made(edit=without(b"/ByteRange", b"/ByteRangX")), intact
    yield "D02 ranges of zeros", made(ranges=lambda _a, _b, _c: [0, 0, 0, 0]), intact
    yield "D03 negative ranges", made(ranges=lambda a, b, _c: [0, a, b, -1]), intact
    yield "D04 only the beginning", made(ranges=lambda a, b, _c: [0, a, b, 0]), intact
    yield "D05 only the issued part", made(ranges=lambda _a, b, _c: [0, size, b, 0]), intact
    yield "D06 a wide gap", made(ranges=lambda a, b, c: [0, a - 40, b, c - b]), intact
    yield "D07 a gap to the end", made(ranges=lambda a, _b, c: [0, a, c, 0]), intact
    yield "D08 not from the beginning", made(ranges=lambda a, b, c: [5, a - 5, b, c - b]), intact
    yield "D09 ranges that overlap", made(ranges=lambda a, _b, c: [0, a, a - 10, c - a + 10]), intact
    yield "D10 the last byte left out", made(ranges=lambda a, b, c: [0, a, b, c - b - 12]), intact
    yield "D11 two ranges as one", made(ranges=lambda _a, _b, c: [0, c]), intact
    yield "D12 six numbers", made(ranges=lambda a, b, c: [0, a, b, 1, b + 1, c - b - 1]), intact
    yield "D13 the gap without brackets", made(ranges=lambda a, b, c: [0, a + 1, b - 1, c - b + 1]), intact
    yield "D14 another kind of signature", made(edit=without(b"/ETSI.CAdES.detached", b"/adbe.x509.rsa_sha1 ")), intact
    yield "D15 another filter's subfilter", made(edit=without(b"/SubFilter", b"/SubFiltex")), intact
    yield "D16 bytes behind the CMS", made(hidden=b"\x30\x03\x02\x01\x05"), intact
    yield "D17 zeros, then a byte behind the CMS", made(hidden=b"\0\0\0\x01"), intact
    yield "D18 an empty signature", forged(half, "sig_secretary", lambda _message: b""), {"intact", "parse"}
    yield "D19 an empty sequence", forged(half, "sig_secretary", lambda _message: b"\x30\x00"), {"intact", "parse"}
    yield "D20 the signature of another message", made(make=lambda _m: make_cms(people["secretary"], b"x")), intact
    yield "D21 a time stamp's kind", made(edit=without(b"/Type /Sig\n", b"/Type /Sij\n")), intact


def saved_cases(variant: str) -> Iterator[Case]:
    """G: the file opened and saved by another program, or its signatures taken away."""
    whole = signed(variant)
    prefix = {"prefix"}
    yield "G01 saved anew", _resaved(whole), prefix
    yield (
        "G02 saved anew, then signed",
        signed_honestly(_resaved(issued(variant)), "sig_chair", stand()["chair"]),
        prefix,
    )
    yield "G03 another paper, honestly signed", signed(_other(variant)), prefix
    yield "G04 another paper of the body", signed_honestly(another(variant), "sig_chair", stand()["chair"]), prefix
    yield "G05 protected by a password", _protected(whole), {"encrypted"}
    yield "G06 the issued paper itself", issued(variant), {"same"}
    yield "G07 the signed half only", half_signed(variant), {"fields"}
    yield "G08 a part of the issued paper", issued(variant)[:-500], prefix
    yield "G09 line ends translated", whole.replace(b"\n", b"\r\n"), prefix
    yield "G10 read as text and written back", whole.decode("utf-8", errors="replace").encode(), prefix
    yield (
        "G11 an increment that changes nothing",
        changed(whole, lambda writer: writer.update_root()),
        {"diff", "parse"},
    )


def _other(variant: str) -> str:
    return "pdf/a-3u" if variant != "pdf/a-3u" else "pdf/a-3a"


def _resaved(content: bytes) -> bytes:
    from pypdf import PdfWriter

    output = io.BytesIO()
    PdfWriter(clone_from=io.BytesIO(content)).write(output)
    return output.getvalue()


def _protected(content: bytes) -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt("пароль", algorithm="AES-256")
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def junk_cases(variant: str) -> Iterator[Case]:
    """H: what is no such file, and files made to exhaust whoever reads them."""
    whole, paper = signed(variant), issued(variant)
    yield "H01 nothing", b"", {"size"}
    yield "H02 text", "Протокол".encode(), {"magic"}
    yield "H03 a picture", b"\x89PNG\r\n\x1a\n" + bytes(99), {"magic"}
    yield "H04 an archive", b"PK\x03\x04" + bytes(99), {"magic"}
    yield "H05 a page", b"<!DOCTYPE html><html></html>", {"magic"}
    yield "H06 a bare signature", make_cms(stand()["chair"], paper), {"magic"}
    yield "H07 a header alone", b"%PDF-1.7\n", {"prefix"}
    yield "H08 forty megabytes", paper + bytes(40_000_000), {"size"}
    yield "H09 a table that leads to itself", paper + _table(len(paper), previous=len(paper)), {"parse"}
    yield "H10 a table of millions", paper + _table(len(paper), first=0, count=99_999_999), {"parse"}
    yield "H11 arrays in arrays", paper + _increment(len(paper), b"[" * 100_000), {"parse", "diff"}
    yield "H12 three thousand increments", whole + b"".join(_chain(len(whole), 3000)), {"parse"}
    yield "H13 a table beyond the file", paper + b"startxref\n999999999\n%%EOF\n", {"parse"}
    yield "H14 no table at all", paper + b"%%EOF\n", {"parse", "after", "fields"}


def _table(place: int, *, previous: int = 0, first: int = 900, count: int = 1) -> bytes:
    text = b"xref\n%d %d\n0000000000 65535 f \ntrailer\n<</Size 901/Root 2 0 R/Prev %d>>\n" % (first, count, previous)
    return text + b"startxref\n%d\n%%%%EOF\n" % place


def _increment(place: int, content: bytes) -> bytes:
    body = b"900 0 obj\n" + content + b"\nendobj\n"
    table = b"xref\n900 1\n%010d 00000 n \ntrailer\n<</Size 901/Root 2 0 R>>\n" % place
    return body + table + b"startxref\n%d\n%%%%EOF\n" % (place + len(body))


def _chain(place: int, count: int) -> Iterator[bytes]:
    previous = 0
    for number in range(count):
        part = _table(place, previous=previous, first=900 + number)
        yield part
        previous, place = place, place + len(part)
