"""Owns the rules of an increment: what a signature, data for later checks and a time stamp may change; no more.

Compared is by object, against the state before: an existing object keeps every entry but those named here, a new object
can only be reached through one of them.
"""

from dataclasses import dataclass
from typing import Any

from meetings.signing.metadata import same_statements
from meetings.signing.report import Code, Refusal
from meetings.signing.structure import Increment, Signed, differing, entries, fields_of, raw, resolve, same

#: what a signature sets in its field: its value and how it looks
_OF_FIELD = {"/V", "/AP"}
_OF_CATALOG = {"/Perms", "/DSS", "/Extensions", "/Metadata", "/Version"}
_VERSIONS = {"/1.7", "/2.0"}
#: the moment of change is no statement of the paper
_OF_INFO = {"/ModDate", "/Producer"}
_OF_NEW_FIELD = {"/Type", "/Subtype", "/FT", "/T", "/TU", "/F", "/Rect", "/P", "/V"}
_DEVELOPER_EXTENSIONS = {"/ESIC", "/ADBE", "/ISO_"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an increment is: the field it signs («» when none), the object of its value, and whether it adds data."""

    increment: Increment
    field: str = ""
    value: int = 0
    is_stamp: bool = False
    has_data: bool = False


def read_change(signed: Signed, increment: Increment) -> Change:
    """Compare an increment with the state before it; Refusal(DIFF) for whatever is not a signature's or its data's."""
    revision = increment.revision
    old_fields, new_fields = (dict(fields_of(signed, number)) for number in (revision - 1, revision))
    if len(old_fields) < len(list(fields_of(signed, revision - 1))) or len(new_fields) < len(
        list(fields_of(signed, revision))
    ):
        raise Refusal(Code.FIELDS, "two fields have one name")
    added = set(new_fields) - set(old_fields)
    root, pages = signed.reader.root_ref.idnum, _pages_of(signed, revision, new_fields, added)
    form, data = (getattr(signed.root(revision).get(key), "idnum", 0) for key in ("/AcroForm", "/DSS"))
    info = getattr(signed.reader.trailer.raw_get("/Info"), "idnum", 0) if "/Info" in signed.reader.trailer else 0
    numbers = {number: name for name, number in new_fields.items()}
    filled = []
    for number in signed.changed(revision):
        if not signed.has(number, revision - 1):
            continue
        old, new = signed.object_at(number, revision - 1), signed.object_at(number, revision)
        keys = differing(old, new)
        if not keys:
            continue
        if number == root:
            _check_catalog(signed, revision, keys)
        elif number in numbers and keys <= _OF_FIELD and "/V" in keys:
            _check_filled(old, new)
            filled.append(numbers[number])
        elif not (
            (number == form and keys == {"/Fields"} and added)
            or (number in pages and keys == {"/Annots"})
            or (number == info and keys <= _OF_INFO)
            or (number == data and _is_old_evidence(signed, revision, number))
            or _is_old_metadata(signed, revision, number)
        ):
            raise Refusal(Code.DIFF, f"object {number} changed: {', '.join(sorted(keys))}")
    return _summed(signed, increment, old_fields, new_fields, [*filled, *added])


def _summed(
    signed: Signed, increment: Increment, old: dict[str, int], new: dict[str, int], filled: list[str]
) -> Change:
    revision = increment.revision
    if set(old) - set(new) or any(new[name] != number for name, number in old.items()):
        raise Refusal(Code.DIFF, "a field was removed or replaced")
    if len(filled) > 1:
        raise Refusal(Code.FIELDS, "an increment signs more than one field")
    has_data = not same(signed.root(revision - 1).get("/DSS"), signed.root(revision).get("/DSS")) or _evidence_grew(
        signed, revision
    )
    if not filled:
        return Change(increment=increment, has_data=has_data)
    (name,) = filled
    field = raw(signed.object_at(new[name], revision))
    is_stamp = name not in old
    if is_stamp:
        _check_new_field(field)
    value = getattr(field.get("/V"), "idnum", 0)
    if not value or signed.has(value, revision - 1):
        raise Refusal(Code.INTACT, "the value of a field is not a new object")
    return Change(increment=increment, field=name, value=value, is_stamp=is_stamp, has_data=has_data)


def _evidence_grew(signed: Signed, revision: int) -> bool:
    number = getattr(signed.root(revision).get("/DSS"), "idnum", 0)
    return bool(number) and number in signed.changed(revision)


def _is_old_evidence(signed: Signed, revision: int, number: int) -> bool:
    return bool(getattr(signed.root(revision - 1).get("/DSS"), "idnum", 0) == number)


def _check_catalog(signed: Signed, revision: int, keys: set[str]) -> None:
    """Check the entries of the catalogue that may change, one by one."""
    before, after = signed.root(revision - 1), signed.root(revision)
    if keys - _OF_CATALOG:
        raise Refusal(Code.DIFF, f"the catalogue changed: {', '.join(sorted(keys - _OF_CATALOG))}")
    if "/Perms" in keys:
        permissions = raw(resolve(signed, after.get("/Perms"), revision))
        if "/Perms" in before or set(permissions) != {"/DocMDP"}:
            raise Refusal(Code.CERTIFY, "the permissions changed")
    if "/Version" in keys and after.get("/Version") not in _VERSIONS:
        raise Refusal(Code.DIFF, "a strange version")
    if "/Extensions" in keys:
        names = set(raw(resolve(signed, after.get("/Extensions"), revision))) - {"/Type"}
        if not names <= _DEVELOPER_EXTENSIONS:
            raise Refusal(Code.DIFF, "unknown extensions")
    if "/Metadata" in keys:
        _check_metadata(signed, revision, before.get("/Metadata"), after.get("/Metadata"))


def _is_old_metadata(signed: Signed, revision: int, number: int) -> bool:
    before, after = (signed.root(one).get("/Metadata") for one in (revision - 1, revision))
    if number not in {getattr(before, "idnum", 0), getattr(after, "idnum", 0)}:
        return False
    _check_metadata(signed, revision, before, after)
    return True


def _check_metadata(signed: Signed, revision: int, before: Any, after: Any) -> None:
    """Check that title, language, subject and the declared profiles stay; the tools' own words may change."""
    if not (hasattr(before, "idnum") and hasattr(after, "idnum")):
        raise Refusal(Code.DIFF, "the metadata were taken away")
    old, new = signed.object_at(before.idnum, revision - 1), signed.object_at(after.idnum, revision)
    if not same_statements(bytes(old.data), bytes(new.data)):
        raise Refusal(Code.DIFF, "the metadata say something else")


def _check_filled(old: Any, new: Any) -> None:
    """Check a field that got its value: it had none, and its appearance is one plain picture."""
    if "/V" in raw(old):
        raise Refusal(Code.FIELDS, "a signed field was signed again")
    if set(raw(raw(new).get("/AP", {}))) - {"/N"}:
        raise Refusal(Code.DIFF, "the field looks different when pointed at")


def _check_new_field(field: dict[str, Any]) -> None:
    """Check the invisible field of a time stamp: it has no size and does nothing."""
    corners = [float(number) for number in entries(field.get("/Rect"))]
    is_invisible = len(corners) == 4 and corners[0] == corners[2] and corners[1] == corners[3]
    is_signed = field.get("/FT") == "/Sig" and "/V" in field
    if set(field) - _OF_NEW_FIELD or not is_invisible or not is_signed:
        raise Refusal(Code.FIELDS, "a visible or strange field was added")


def _pages_of(signed: Signed, revision: int, fields: dict[str, int], added: set[str]) -> set[int]:
    """Return the pages whose list of annotations may grow: by exactly the new fields, at its end."""
    pages: set[int] = set()
    for name in added:
        page = getattr(raw(signed.object_at(fields[name], revision)).get("/P"), "idnum", 0)
        old, new = (
            [
                getattr(one, "idnum", 0)
                for one in entries(resolve(signed, raw(signed.object_at(page, number)).get("/Annots"), number))
            ]
            for number in (revision - 1, revision)
        )
        if new != [*old, fields[name]]:
            raise Refusal(Code.DIFF, "the annotations of a page changed")
        pages.add(page)
    return pages


def refuse_dangling(signed: Signed, revision: int) -> None:
    """Refuse an increment whose objects name objects that do not exist: a later one could give them any content."""
    for number in signed.changed(revision):
        pending = [signed.object_at(number, revision)]
        while pending:
            part = pending.pop()
            if isinstance(part, dict):
                pending += raw(part).values()
            elif isinstance(part, list):
                pending += entries(part)
            elif hasattr(part, "idnum") and not signed.has(part.idnum, revision):
                raise Refusal(Code.DIFF, "an object is named that does not exist")
