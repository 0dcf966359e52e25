"""Owns the closed vocabularies of a protocol: every enum that the tree, the models and the forms share.

Values are stored in databases and in frozen editions for ever: add members, never rename or remove one.
"""

from enum import StrEnum


class Layout(StrEnum):
    """Which family of paper the body prints (a folder of templates/protocol/)."""

    UNION = "union"
    KOLLEGIYA = "kollegiya"
    STANDARD = "standard"


class DocumentForm(StrEnum):
    """Full: course of discussion and decisions; short: the texts of the speeches are left out."""

    FULL = "full"
    SHORT = "short"


class Block(StrEnum):
    """Parts of the opening of a protocol; a style lists those that stand, in printed order."""

    DATE = "date"
    TIME = "time"
    PLACE = "place"
    MEETING_FORM = "meeting_form"
    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBERS_TOTAL = "members_total"
    PRESENT_TOTAL = "present_total"
    PRESENT = "present"
    ATTENDANCE_TOTAL = "attendance_total"
    ABSENT = "absent"
    INVITED = "invited"
    QUORUM = "quorum"
    AGENDA = "agenda"


class NotePlace(StrEnum):
    """Where a note outside the blocks is printed; a Block's value means "behind that block"."""

    LETTERHEAD = "letterhead"
    TITLE = "title"
    DATE = "date"
    TIME = "time"
    PLACE = "place"
    MEETING_FORM = "meeting_form"
    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBERS_TOTAL = "members_total"
    PRESENT_TOTAL = "present_total"
    PRESENT = "present"
    ATTENDANCE_TOTAL = "attendance_total"
    ABSENT = "absent"
    INVITED = "invited"
    QUORUM = "quorum"
    AGENDA = "agenda"
    CLOSING = "closing"
    AFTER_SIGNATURES = "after_signatures"


class ListForm(StrEnum):
    """How a list of people is printed."""

    TABLE = "table"
    NUMBERED = "numbered"
    BULLETS = "bullets"
    LINES = "lines"
    INLINE = "inline"


class DateStyle(StrEnum):
    """«23» января 2024 года · 23 января 2024 года · 23 января 2024 г. · 23.01.2024."""

    QUOTED = "quoted"
    WORDS = "words"
    WORDS_SHORT = "words_short"
    NUMERIC = "numeric"


class TimeStyle(StrEnum):
    """13 часов 00 минут · 13⁰⁰ · 13:00 · 13.00 · 13-00."""

    WORDS = "words"
    SUPERSCRIPT = "superscript"
    COLON = "colon"
    DOT = "dot"
    HYPHEN = "hyphen"


class NameStyle(StrEnum):
    """Order of a printed name: Лысенко Виктор Геннадьевич, Лысенко В.Г., В.Г. Лысенко, Виктор Геннадьевич Лысенко."""

    FULL = "full"
    FAMILY_FIRST = "family_first"
    INITIALS_FIRST = "initials_first"
    GIVEN_FIRST = "given_first"


class VoteStyle(StrEnum):
    """Three lines («За» – 20 человек …) · one sentence («за» – 20, «против» – 0 …) · the word «единогласно» alone."""

    LINES = "lines"
    SENTENCE = "sentence"
    WORD = "word"


class Gender(StrEnum):
    MALE = "male"
    FEMALE = "female"


class Case(StrEnum):
    """Grammatical cases of Russian."""

    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"
    INSTRUMENTAL = "instrumental"
    PREPOSITIONAL = "prepositional"


class MeetingForm(StrEnum):
    IN_PERSON = "in_person"
    REMOTE = "remote"
    MIXED = "mixed"
    ABSENTEE = "absentee"


class MeetingState(StrEnum):
    PLANNED = "planned"
    CONVENED = "convened"
    IN_SESSION = "in_session"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class MemberRole(StrEnum):
    CHAIR = "chair"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    MEMBER = "member"


class AttendanceStatus(StrEnum):
    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"
    INVITED = "invited"


class AttendanceMode(StrEnum):
    ROOM = "room"
    ONLINE = "online"
    PROXY = "proxy"


class ItemPresence(StrEnum):
    """An exception of one person for one item, over the attendance of the meeting."""

    LEFT = "left"
    RECUSED = "recused"
    NOT_YET = "not_yet"


class ItemKind(StrEnum):
    DECISION = "decision"
    INFORMATION = "information"
    PROCEDURAL = "procedural"
    SECTION = "section"


class SpeechKind(StrEnum):
    """Opening word · СЛУШАЛИ · ВЫСТУПИЛИ · ОТМЕТИЛИ/ОБСУДИЛИ · text of the discussion without a marker."""

    OPENING = "opening"
    HEARD = "heard"
    SPOKE = "spoke"
    NOTED = "noted"
    DISCUSSION = "discussion"


class Outcome(StrEnum):
    ADOPTED = "adopted"
    NOTED = "noted"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


class VoteMethod(StrEnum):
    OPEN = "open"
    SECRET = "secret"  # noqa: S105 - a secret ballot, no password
    ROLL_CALL = "roll_call"
    ABSENTEE = "absentee"


class VoteBase(StrEnum):
    """Of whom the majority is counted."""

    PRESENT = "present"
    MEMBERS = "members"
    CAST = "cast"


class Requirement(StrEnum):
    SIMPLE = "simple"
    TWO_THIRDS = "two_thirds"
    THREE_QUARTERS = "three_quarters"
    UNANIMITY = "unanimity"


class VoteResult(StrEnum):
    ADOPTED = "adopted"
    REJECTED = "rejected"


class VoteOption(StrEnum):
    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    NOT_VOTING = "not_voting"


class VoteSource(StrEnum):
    """Where a person's vote came from."""

    SECRETARY = "secretary"
    BALLOT = "ballot"
    ROLL_CALL = "roll_call"
    IMPORTED = "imported"


class AssignmentState(StrEnum):
    IN_WORK = "in_work"
    REPORTED = "reported"
    DONE = "done"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class TermKind(StrEnum):
    """What a term names: a day, a month or a quarter (its last day counts), every period anew, always, or nothing."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    STANDING = "standing"
    OPEN = "open"


class ApprovalState(StrEnum):
    """What a person asked to approve a draft answered."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Audience(StrEnum):
    """For whom an edition is published."""

    MEMBERS = "members"
    EVERYBODY = "everybody"


class ProtocolState(StrEnum):
    ISSUED = "issued"
    SIGNED = "signed"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    ANNULLED = "annulled"


class Severity(StrEnum):
    """A note informs, a warning asks for a look, an error says the record would be false."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"
