"""Owns the JSON form of a document: `encode` and `decode`, exact inverses, with a schema version.

The form is canonical: the same document gives the same bytes, so a SHA-256 of it means something. Fields at their
default are left out, so that a new field with a default changes no old document's bytes.
"""

import dataclasses
import datetime
import enum
import json
import types
import typing

from meetings.document.style import PaperStyle
from meetings.document.tree import UNKEPT, ProtocolDocument

SCHEMA_VERSION = 1


class DocumentFormatError(ValueError):
    """The JSON is not a protocol of a schema version this program knows; the message says where."""


def encode(document: ProtocolDocument) -> str:
    """Write a document as canonical JSON (UTF-8 text, sorted keys, no spaces)."""
    tree = {"schema": SCHEMA_VERSION, "protocol": encode_value(document)}
    return json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decode(text: str | bytes) -> ProtocolDocument:
    """Read what `encode` wrote; DocumentFormatError for anything else."""
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DocumentFormatError(f"not JSON: {error}") from error
    if not isinstance(tree, dict) or tree.get("schema") != SCHEMA_VERSION:
        raise DocumentFormatError("no known schema version")
    return typing.cast(ProtocolDocument, decode_value(ProtocolDocument, tree.get("protocol"), "protocol"))


def encode_value(value: object) -> typing.Any:
    """Turn any part of the tree into JSON values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: encode_value(part)
            for field in dataclasses.fields(value)
            if not field.metadata.get(UNKEPT)
            if (part := getattr(value, field.name)) != field.default
        }
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [encode_value(part) for part in value]
    return value


def decode_value(kind: typing.Any, value: typing.Any, where: str = "") -> typing.Any:
    """Read JSON values as the annotated type `kind`; DocumentFormatError names the place that does not fit."""
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        if value is None:
            return None
        (inner,) = (part for part in typing.get_args(kind) if part is not type(None))
        return decode_value(inner, value, where)
    if origin is tuple:
        return _decode_tuple(typing.get_args(kind), value, where)
    if dataclasses.is_dataclass(kind):
        return _decode_dataclass(kind, value, where)
    return _decode_scalar(kind, value, where)


def encode_style_difference(changed: dict[str, object]) -> dict[str, object]:
    """Turn the result of `style_difference` into JSON values for storage."""
    return {name: encode_value(value) for name, value in changed.items()}


def decode_style_difference(stored: dict[str, object]) -> dict[str, object]:
    """Read stored style fields back; unknown names are refused with DocumentFormatError."""
    hints = _hints(PaperStyle)
    unknown = set(stored) - set(hints)
    if unknown:
        raise DocumentFormatError(f"style: unknown {', '.join(sorted(unknown))}")
    return {name: decode_value(hints[name], value, f"style.{name}") for name, value in stored.items()}


def _hints(kind: typing.Any) -> dict[str, typing.Any]:
    return typing.get_type_hints(kind)


def _decode_tuple(parts: tuple[typing.Any, ...], value: typing.Any, where: str) -> tuple[typing.Any, ...]:
    if not isinstance(value, list):
        raise DocumentFormatError(f"{where}: a list is expected")
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(decode_value(parts[0], part, f"{where}[{index}]") for index, part in enumerate(value))
    if len(parts) != len(value):
        raise DocumentFormatError(f"{where}: {len(parts)} values are expected")
    return tuple(decode_value(kind, part, where) for kind, part in zip(parts, value, strict=True))


def _decode_dataclass(kind: typing.Any, value: typing.Any, where: str) -> typing.Any:
    if not isinstance(value, dict):
        raise DocumentFormatError(f"{where}: an object is expected")
    hints = _hints(kind)
    unknown = set(value) - set(hints)
    if unknown:
        raise DocumentFormatError(f"{where}: unknown {', '.join(sorted(unknown))}")
    parts = {name: decode_value(hints[name], part, f"{where}.{name}") for name, part in value.items()}
    try:
        return kind(**parts)
    except TypeError as error:
        raise DocumentFormatError(f"{where}: {error}") from error


def _decode_scalar(kind: typing.Any, value: typing.Any, where: str) -> typing.Any:
    try:
        if issubclass(kind, (datetime.date, datetime.time)):
            return kind.fromisoformat(value)
        if issubclass(kind, enum.Enum):
            return kind(value)
    except (TypeError, ValueError) as error:
        raise DocumentFormatError(f"{where}: {error}") from error
    if type(value) is not kind:
        raise DocumentFormatError(f"{where}: {kind.__name__} is expected")
    return value
