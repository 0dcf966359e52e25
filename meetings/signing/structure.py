"""Owns the reading of a signed PDF: issued bytes with increments behind them, and what each of these changed.

Because the issued bytes are known, nothing has to be guessed: an increment may touch only what a signature needs, every
other object must stay as it was. Linear in the length of the file (pyHanko's own comparison is quadratic on tagged
files).
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from meetings.signing.report import Code, Refusal

_END = re.compile(rb"[\s]*startxref\s+(\d{1,10})\s+%%EOF((?:\r\n|\n|\r){0,4})")
#: Increments of a file: two signatures with data for later checks take six, renewals of time stamps one or two each.
MOST_INCREMENTS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Increment:
    """One increment: its number as a revision, where it begins, the place behind its %%EOF and behind its newlines."""

    revision: int
    begins: int
    marked: int
    ends: int


@dataclass(frozen=True, slots=True)
class Signed:
    """A parsed file: pyHanko's reader, the revisions of the issued part, and the increments behind it."""

    reader: Any
    issued: int
    increments: tuple[Increment, ...]

    def root(self, revision: int) -> dict[str, Any]:
        """Return the catalogue of a revision as raw entries (references not followed)."""
        return raw(self.object_at(self.reader.root_ref.idnum, revision))

    def has(self, number: int, revision: int) -> bool:
        """Whether an object exists in a revision, be it null; one that is free does not."""
        from pyhanko.pdf_utils import generic  # slow import with pyHanko

        try:
            place = self.reader.xrefs.get_historical_ref(generic.Reference(number, 0, self.reader), revision)
        except (KeyError, IndexError):
            return False
        return place is not None

    def object_at(self, number: int, revision: int) -> Any:
        """Return an object as it was in a revision; None when it did not exist.

        One that exists and cannot be read raises: what cannot be read is not what it was.
        """
        from pyhanko.pdf_utils import generic  # slow import with pyHanko

        if not self.has(number, revision):
            return None
        return self.reader.get_historical_resolver(revision).get_object(generic.Reference(number, 0, self.reader))

    def changed(self, revision: int) -> list[int]:
        """Return the numbers of the objects an increment defines; one that frees objects is refused."""
        if self.reader.xrefs.refs_freed_in_revision(revision):
            raise Refusal(Code.DIFF, "an increment removes objects")
        references = self.reader.xrefs.explicit_refs_in_revision(revision)
        if any(reference.generation for reference in references):
            raise Refusal(Code.DIFF, "an increment uses generations of objects")
        return sorted(reference.idnum for reference in references)


def read_signed(content: bytes, issued: bytes) -> Signed:
    """Parse a file that begins with the issued bytes; Refusal when its increments are not exactly one after another."""
    reader, base = _reader(content), _reader(issued)
    first, count = base.xrefs.total_revisions, reader.xrefs.total_revisions
    if not 0 <= count - first <= MOST_INCREMENTS:
        raise Refusal(Code.PARSE, "a strange number of increments")
    for revision in range(first):
        if reader.xrefs.get_xref_container_info(revision) != base.xrefs.get_xref_container_info(revision):
            raise Refusal(Code.DIFF, "the issued part is read in another way")
    _check_trailers(reader, base)
    begins, increments = len(issued), []
    for revision in range(first, count):
        increment = _increment(content, reader.xrefs.get_xref_container_info(revision), revision, begins)
        increments.append(increment)
        begins = increment.ends
    if begins != len(content):
        raise Refusal(Code.AFTER, "something stands behind the last increment")
    return Signed(reader, first, tuple(increments))


def _reader(content: bytes) -> Any:
    from pyhanko.pdf_utils.reader import PdfFileReader  # slow import with pyHanko

    reader = PdfFileReader(io.BytesIO(content), strict=True)
    if reader.encrypted:
        raise Refusal(Code.ENCRYPTED, "the file is encrypted")
    if reader.xrefs.hybrid_xrefs_present:
        raise Refusal(Code.PARSE, "the file has two kinds of tables at once")
    return reader


def _increment(content: bytes, table: Any, revision: int, begins: int) -> Increment:
    """Find the end of an increment: its table, startxref naming it, %%EOF and at most four newlines."""
    if not begins <= table.start_location < table.end_location or table.declared_startxref != table.start_location:
        raise Refusal(Code.PARSE, "a table stands where it should not")
    found = _END.match(content, table.end_location) or _END.match(content, _behind_stream(content, table.end_location))
    if found is None or int(found[1]) != table.start_location:
        raise Refusal(Code.PARSE, "an increment has no end")
    return Increment(revision=revision, begins=begins, marked=found.start(2), ends=found.end())


def _behind_stream(content: bytes, place: int) -> int:
    """Return the place behind the «endobj» that may close a table written as a stream."""
    found = re.compile(rb"\s*(?:endstream\s+)?endobj").match(content, place)
    return found.end() if found else place


def _check_trailers(reader: Any, base: Any) -> None:
    """Check that every increment keeps the catalogue, the information and the first half of the identifier."""
    view, before = reader.trailer, base.trailer
    for key in ("/Root", "/Info"):
        if not same(view.raw_get(key) if key in view else None, before.raw_get(key) if key in before else None):
            raise Refusal(Code.DIFF, f"the trailer names another {key}")
    if bytes_of(view["/ID"][0]) != bytes_of(before["/ID"][0]):
        raise Refusal(Code.DIFF, "the file has another identifier")


def bytes_of(value: Any) -> bytes:
    """Return the bytes of a PDF string, however it was decoded."""
    original = getattr(value, "original_bytes", None)
    return bytes(original if original is not None else value)


def raw(dictionary: Any) -> dict[str, Any]:
    """Return the entries of a dictionary as they stand, references not followed; an empty one for anything else."""
    return dict(dict.items(dictionary)) if isinstance(dictionary, dict) else {}


def entries(array: Any) -> list[Any]:
    """Return the members of an array as they stand, references not followed."""
    return list(list.__iter__(array)) if isinstance(array, list) else []


def same(one: Any, two: Any) -> bool:
    """Whether two objects say the same, references compared by number; no recursion, so no depth breaks it."""
    pending = [(one, two)]
    while pending:
        left, right = pending.pop()
        if not _same_kind(left, right):
            return False
        if isinstance(left, dict):
            first, second = raw(left), raw(right)
            if set(first) != set(second) or not _same_stream(left, right):
                return False
            pending += [(first[key], second[key]) for key in first]
        elif isinstance(left, list):
            first_list, second_list = entries(left), entries(right)
            if len(first_list) != len(second_list):
                return False
            pending += zip(first_list, second_list, strict=True)
        elif hasattr(left, "idnum"):
            if (left.idnum, left.generation) != (right.idnum, right.generation):
                return False
        elif left != right:
            return False
    return True


def _same_kind(left: Any, right: Any) -> bool:
    """Whether two values are of one kind: 1 is not true, a name is no string."""
    return type(left) is type(right)


def _same_stream(left: Any, right: Any) -> bool:
    left_data, right_data = getattr(left, "encoded_data", None), getattr(right, "encoded_data", None)
    return bool(left_data == right_data)


def differing(old: Any, new: Any) -> set[str]:
    """Return the keys two dictionaries differ in; «*» when they are no dictionaries or their streams differ."""
    if not isinstance(old, dict) or not isinstance(new, dict) or not _same_stream(old, new):
        return set() if same(old, new) else {"*"}
    first, second = raw(old), raw(new)
    return {
        key
        for key in first.keys() | second.keys()
        if key not in first or key not in second or not same(first[key], second[key])
    }


def fields_of(signed: Signed, revision: int) -> Iterator[tuple[str, int]]:
    """Yield name and object number of the fields of the form in a revision; nested fields are refused."""
    form = raw(resolve(signed, signed.root(revision).get("/AcroForm"), revision))
    for reference in entries(resolve(signed, form.get("/Fields"), revision)):
        field = raw(signed.object_at(reference.idnum, revision))
        if "/Kids" in field or "/Parent" in field:
            raise Refusal(Code.FIELDS, "a field has parts")
        yield str(field.get("/T", "")), reference.idnum


def resolve(signed: Signed, value: Any, revision: int) -> Any:
    """Follow one reference, if it is one."""
    return signed.object_at(value.idnum, revision) if hasattr(value, "idnum") else value
