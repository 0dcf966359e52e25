"""Owns what the fields of the desk mean in the rows: which column a field is, what is written along with it.

A field is read as a JSON value (codec.encode_value), the form in which it is compared and told in the history.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from meetings.document.codec import encode_value
from meetings.document.people import is_same_person
from meetings.document.vocabulary import AttendanceMode, AttendanceStatus, Layout
from meetings.models import Attendance, Decision, HistoryVerb, Meeting
from meetings.use_cases.save_draft import CannotSave
from meetings.use_cases.vote_fields import DECISIVE, write_decisive, write_option
from meetings.use_cases.vote_results import write_reason, write_result

#: The column of each field; those not named here are called as their column.
_COLUMNS: dict[str, dict[str, str]] = {
    "meeting": {
        name: name
        for name in (
            *("title", "number", "held_on", "held_until", "date_text", "starts_at", "ends_at", "time_text", "place"),
            *("form", "remote_method", "chair_role", "secretary_role", "members_total", "present_total"),
            *("online_total", "attendance_total_text", "has_quorum", "quorum_text", "is_number_due"),
        )
    },
    "attendance": {
        "position": "position_text",
        "role": "role_text",
        "group": "group_text",
        "reason": "reason",
        "represented_by": "represented_by",
        "note": "note",
    },
    "item": {
        "number": "number",
        "title": "title",
        "heading": "heading_override",
        "kind": "kind",
        "is_treated": "is_treated",
        "rapporteur": "rapporteur",
        "notes": "notes",
    },
    "absence": {"presence": "presence"},
    "speech": {
        "kind": "kind",
        "membership": "membership_text",
        "position": "position_text",
        "attribution": "attribution_text",
        "is_inline": "is_inline",
        "paragraphs": "paragraphs",
    },
    "decision": {"number": "number", "lead": "lead", "outcome": "outcome"},
    "assignment": {name: name for name in ("responsible", "due_text", "due_on", "state")},
    "vote": {name: name for name in ("subject", "is_unanimous", "sentence")},
    "ballot": {},
    "signature": {"role": "role_text"},
    "attachment": {"title": "title", "extent": "extent"},
}
VERBS = {
    "meeting": HistoryVerb.CHANGED_HEADER,
    "attendance": HistoryVerb.CHANGED_ATTENDANCE,
    "item": HistoryVerb.CHANGED_AGENDA,
    "absence": HistoryVerb.CHANGED_ITEM,
    "speech": HistoryVerb.CHANGED_ITEM,
    "decision": HistoryVerb.CHANGED_DECISIONS,
    "assignment": HistoryVerb.CHANGED_DECISIONS,
    "vote": HistoryVerb.CHANGED_VOTES,
    "ballot": HistoryVerb.CHANGED_VOTES,
    "signature": HistoryVerb.CHANGED_SIGNATURES,
    "attachment": HistoryVerb.CHANGED_SIGNATURES,
}
#: Presence as one choice: how the desk cycles a person, and the two columns that keep it.
PRESENCES: dict[str, tuple[AttendanceStatus, AttendanceMode]] = {
    "room": (AttendanceStatus.PRESENT, AttendanceMode.ROOM),
    "online": (AttendanceStatus.PRESENT, AttendanceMode.ONLINE),
    "proxy": (AttendanceStatus.PRESENT, AttendanceMode.PROXY),
    "excused": (AttendanceStatus.EXCUSED, AttendanceMode.ROOM),
    "absent": (AttendanceStatus.ABSENT, AttendanceMode.ROOM),
    "invited": (AttendanceStatus.INVITED, AttendanceMode.ROOM),
}


@dataclass(frozen=True, slots=True)
class RowField:
    """One field of one kind of rows: how it is read from a row and set on it (unsaved)."""

    read: Callable[[Any], Any]
    #: sets the value; returns the fields set along with it by their names on the desk
    write: Callable[[Any, Any], tuple[str, ...]]


def presence_of(row: Any) -> str:
    """Return the presence of an attendance row as one choice."""
    if row.status == AttendanceStatus.INVITED:
        return "invited"
    if row.status != AttendanceStatus.PRESENT:
        return str(row.status)
    return str(row.mode)


def row_field(kind: str, name: str) -> RowField | None:
    """Return a field of a kind of rows; None when there is no such field."""
    if (kind, name) in _SPECIAL:
        return _SPECIAL[kind, name]
    column = _COLUMNS[kind].get(name)
    return _plain(column) if column else None


def _plain(column: str) -> RowField:
    def write(row: Any, value: Any) -> tuple[str, ...]:
        is_json = isinstance(row._meta.get_field(column), models.JSONField)
        setattr(row, column, encode_value(value) if is_json else value)
        return ()

    return RowField(lambda row: encode_value(getattr(row, column)), write)


def _write_presence(row: Any, value: Any) -> tuple[str, ...]:
    if value not in PRESENCES:
        raise CannotSave(_("Выберите, как лицо участвует."))
    if value == "proxy" and not row.meeting.body.has_proxies:
        raise CannotSave(_("Правила органа не допускают участия по доверенности: это меняется в карточке органа."))
    row.status, row.mode = PRESENCES[value]
    return ()


def _officer(office: str) -> RowField:
    """The name of an officer; without a name there is neither role nor person."""

    def write(row: Any, value: Any) -> tuple[str, ...]:
        before = getattr(row, f"{office}_name")
        setattr(row, f"{office}_name", value or None)
        if not value:
            setattr(row, f"{office}_role", "")
        if not value or not before or not is_same_person(before, value):
            setattr(row, f"{office}_id", None)
        return () if value else (f"{office}_role",)

    return RowField(lambda row: getattr(row, f"{office}_name") or "", write)


def _officer_role(office: str) -> RowField:
    def write(row: Any, value: Any) -> tuple[str, ...]:
        setattr(row, f"{office}_role", value)
        if value and getattr(row, f"{office}_name") is None:
            setattr(row, f"{office}_name", "")
        return ()

    return RowField(lambda row: getattr(row, f"{office}_role"), write)


def _body_name(column: str, own: str) -> RowField:
    """A name of the body: kept with the meeting only where it differs from the body's own."""

    def read(row: Meeting) -> Any:
        written = getattr(row, column)
        return getattr(row.body, own) if written is None else written

    def write(row: Meeting, value: Any) -> tuple[str, ...]:
        setattr(row, column, None if value in ("", getattr(row.body, own)) else value)
        return ()

    return RowField(read, write)


def _person_name(row: Any, value: Any) -> tuple[str, ...]:
    """Set a printed name; the link to the person stays while the name may still be his."""
    if row.name_text and not is_same_person(row.name_text, value):
        row.person_id = None
    row.name_text = value
    return ()


def _speaker(row: Any, value: Any) -> tuple[str, ...]:
    """Set the speaker; who stands in the attendance brings his person and, into empty fields, post and membership."""
    _person_name(row, value)
    line = Attendance.objects.filter(meeting_id=row.meeting_id, name_text=value).first() if value else None
    if line is None:
        return ()
    row.person_id = line.person_id
    filled = {"membership": _membership_of(line, row.meeting), "position": line.position_text}
    set_now = tuple(name for name, text in filled.items() if text and not getattr(row, f"{name}_text"))
    for name in set_now:
        setattr(row, f"{name}_text", filled[name])
    return set_now


def _membership_of(line: Attendance, meeting: Meeting) -> str:
    """«член коллегии» for plain members in the manner of kollegiya papers; an officer's role stands by itself."""
    if line.status == AttendanceStatus.INVITED or meeting.body.layout != Layout.KOLLEGIYA:
        return ""
    return line.role_text or f"член {meeting.body.name_genitive.split(maxsplit=1)[0].lower()}"


def _write_absence(row: Any, value: Any) -> tuple[str, ...]:
    row.name_text = value
    row.attendance = Attendance.objects.filter(meeting_id=row.meeting_id, name_text=value).first()
    return ()


def _addressee(column: str, other: str) -> RowField:
    """Both texts of an addressee are kept, or none."""

    def write(row: Any, value: Any) -> tuple[str, ...]:
        setattr(row, column, value)
        is_empty = not value and not getattr(row, other)
        setattr(row, column, None if is_empty else value or "")
        setattr(row, other, None if is_empty else getattr(row, other) or "")
        return ()

    return RowField(lambda row: getattr(row, column) or "", write)


def _write_decision(row: Any, value: Any) -> tuple[str, ...]:
    """Tie a voting to a decision of its own question; to the question as a whole when there is no such decision."""
    row.decision = Decision.objects.filter(pk=value, item_id=row.item_id).first() if value else None
    return ()


def _decisive(name: str) -> RowField:
    """A field of a voting on which its result depends."""
    return RowField(lambda row: encode_value(getattr(row, name)), write_decisive(name))


def _read_name(row: Any) -> Any:
    return row.name_text


_SPECIAL: dict[tuple[str, str], RowField] = {
    ("attendance", "presence"): RowField(presence_of, _write_presence),
    ("attendance", "name"): RowField(_read_name, _person_name),
    ("signature", "name"): RowField(_read_name, _person_name),
    ("speech", "name"): RowField(_read_name, _speaker),
    ("absence", "name"): RowField(_read_name, _write_absence),
    ("vote", "decision"): RowField(lambda row: row.decision_id, _write_decision),
    ("vote", "result"): RowField(lambda row: encode_value(row.result), write_result),
    ("vote", "result_reason"): RowField(lambda row: row.result_reason, write_reason),
    ("ballot", "option"): RowField(lambda row: row.option, write_option),
    **{("vote", name): _decisive(name) for name in DECISIVE},
    ("decision", "addressee_text"): _addressee("addressee_text", "addressee_name"),
    ("decision", "addressee_name"): _addressee("addressee_name", "addressee_text"),
    ("meeting", "body_nominative"): _body_name("body_name_text", "name"),
    ("meeting", "body_genitive"): _body_name("body_genitive_text", "name_genitive"),
    **{("meeting", f"{office}_name"): _officer(office) for office in ("chair", "secretary")},
    **{("meeting", f"{office}_role"): _officer_role(office) for office in ("chair", "secretary")},
}
