"""Owns `ProtocolDocument`: the protocol as a frozen tree of values, the one thing every room works on.

The tree holds what the paper says. Generated phrases (headings, tallies, dates in words) are not in it: rendering
writes them from the values with `wording`. Where a paper deviates from the generated phrase, the nullable field named
in the docstring overrides it, verbatim. `None` means "the paper does not say"; it is never zero and never "no".
Texts are single paragraphs without line breaks unless a docstring says otherwise.
"""

import datetime
from dataclasses import dataclass, field

from meetings.document.style import PaperStyle
from meetings.document.vocabulary import (
    AssignmentState,
    AttendanceMode,
    AttendanceStatus,
    ItemKind,
    ItemPresence,
    MeetingForm,
    NotePlace,
    Outcome,
    Requirement,
    SpeechKind,
    VoteBase,
    VoteMethod,
    VoteOption,
    VoteResult,
)

#: In the metadata of a field: what a draft knows beside the paper; no file and no edition keeps it.
UNKEPT = "unkept"


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyName:
    """The body as its papers name it: «Коллегия …» and, for headings, «коллегии …»."""

    nominative: str
    genitive: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Chair or secretary of the meeting: name as printed, office («Председатель Союза», «секретарь коллегии»)."""

    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """One person (or, invited, one unnamed group) of the attendance; `name` is the nominative as printed."""

    name: str
    position: str = ""
    #: office in the body as printed: «председатель коллегии»; empty for plain members and guests
    role: str = ""
    status: AttendanceStatus = AttendanceStatus.PRESENT
    mode: AttendanceMode = AttendanceMode.ROOM
    #: reason of absence as printed
    reason: str = ""
    #: who voted for him, or the basis of a proxy
    represented_by: str = ""
    #: anything else printed with the person: «без права голоса», «с 3 вопроса»
    note: str = ""
    #: heading printed above the first person of a group: «Члены комиссии:», «От Минобрнауки России»; equal for
    #: neighbours of one group
    group: str = ""
    #: False: his seat gave but an advisory vote on the day of the meeting; known of a draft, never printed or kept
    has_vote: bool = field(default=True, compare=False, metadata={UNKEPT: True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a speech: level 0 is running text, 1 and more a list point; `marker` as printed («-», «1)»)."""

    text: str
    level: int = 0
    marker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Who spoke and what was said. Without a name it is text of the discussion.

    The attribution line is written from name, membership («член коллегии») and position; `attribution` overrides it
    («Носова Е.А. о ходе …», «С вступительным словом выступила …»). Inline speeches continue the attribution in the
    same sentence («… представил проект»).
    """

    name: str = ""
    membership: str = ""
    position: str = ""
    kind: SpeechKind = SpeechKind.SPOKE
    attribution: str | None = None
    is_inline: bool = False
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """To whom a decision is addressed: as written in its sentence, and in the nominative."""

    text: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """An annotation of a decision or of one of its points; the prose stays the master.

    `path` leads to the point by positions from 0 ((1,) the second point, (1, 0) its first sub-point); () is the whole
    decision. `due_text` is verbatim («до 22.08.2021 года»), `due_on` its last day when it names one.
    """

    path: tuple[int, ...] = ()
    responsible: str = ""
    due_text: str = ""
    due_on: datetime.date | None = None
    state: AssignmentState = AssignmentState.IN_WORK


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPoint:
    """A point and its sub-points. Texts carry no list punctuation: the «;» and the last «.» of a list are written by
    rendering only where the text has no final mark of its own.

    `is_inline`: the point continues its parent's paragraph («…: Женщины …; Предпенсионеры …»).
    """

    text: str
    marker: str = ""
    is_inline: bool = False
    points: tuple["DecisionPoint", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision of an item: a lead («Рекомендовать Министерству …:») with points, or one point alone.

    `number` as printed without the dot («1», «1.1»); None when unnumbered.
    """

    number: str | None = None
    lead: str | None = None
    points: tuple[DecisionPoint, ...] = ()
    addressee: Addressee | None = None
    outcome: Outcome = Outcome.ADOPTED
    assignments: tuple[Assignment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One person's vote."""

    name: str
    option: VoteOption


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteEvent:
    """One voting. Counts are heads; None means not stated. `sentence` overrides the generated wording (lines by \\n).

    `decision` is the position (from 0) of the decision voted on within its item; None is the item as a whole.
    """

    subject: str = ""
    decision: int | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None
    votes_not_cast: int | None = None
    is_unanimous: bool | None = None
    method: VoteMethod = VoteMethod.OPEN
    base: VoteBase = VoteBase.PRESENT
    requirement: Requirement = Requirement.SIMPLE
    result: VoteResult | None = None
    #: why the result differs from the computed one
    result_reason: str = ""
    #: the vote of the chair that broke a tie
    chair_vote: VoteOption | None = None
    sentence: str | None = None
    votes: tuple[Vote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAbsence:
    """A person present at the meeting but not at this item."""

    name: str
    presence: ItemPresence


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One question: its agenda title and its treatment.

    `number` as printed without the dot («1», «2 а»). `title` is the wording of the agenda, None for an item that is
    not on it; `heading` the wording above the treatment when it was chosen or printed, None to take the proposal.
    `is_treated` is False for a title of the agenda whose treatment the paper does not hold.
    `labels` override the document's labels for this item (see PaperStyle.labels).
    """

    number: str
    title: str | None = None
    heading: str | None = None
    kind: ItemKind = ItemKind.DECISION
    is_treated: bool = True
    #: printed under the title on the agenda: «Докладчик: …»
    rapporteur: str = ""
    speeches: tuple[Speech, ...] = ()
    decisions: tuple[Decision, ...] = ()
    votes: tuple[VoteEvent, ...] = ()
    absences: tuple[ItemAbsence, ...] = ()
    #: paragraphs behind decisions and votes
    notes: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A paragraph outside the known blocks, printed behind the place it names."""

    place: NotePlace
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A line of the list of attachments, as printed: title and extent («на 3 л.»)."""

    title: str
    extent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureLine:
    """Role left, name right; both as printed («Председатель коллегии», «С.Ю.Балакирева»)."""

    role: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolDocument:
    """The whole protocol of one meeting.

    `title` is the kind of meeting in the genitive («заседания», «Общего собрания членов»), printed before or above
    `body.genitive`. `*_text` fields override the generated phrase of their block.
    """

    style: PaperStyle
    body: BodyName
    title: str
    number: str | None = None
    held_on: datetime.date | None = None
    held_until: datetime.date | None = None
    date_text: str | None = None
    starts_at: datetime.time | None = None
    ends_at: datetime.time | None = None
    time_text: str | None = None
    place: str = ""
    form: MeetingForm = MeetingForm.IN_PERSON
    #: the way of remote participation (ГК РФ, ст. 181.2 п. 4)
    remote_method: str = ""
    chair: Officer | None = None
    secretary: Officer | None = None
    members_total: int | None = None
    present_total: int | None = None
    online_total: int | None = None
    attendance_total_text: str | None = None
    has_quorum: bool | None = None
    quorum_text: str | None = None
    attendees: tuple[Attendee, ...] = ()
    opening: tuple[Speech, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    notes: tuple[Note, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    signatures: tuple[SignatureLine, ...] = ()
