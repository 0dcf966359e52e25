"""WHAT HAPPENED: meetings with their parts, the frozen protocols, and the history of both."""

from meetings.models.agenda import AgendaItem
from meetings.models.annulment import Annulment
from meetings.models.approval import Approval, ApprovalRemark
from meetings.models.archive import ArchiveAddress
from meetings.models.attendance import Attendance, ItemAttendance
from meetings.models.decision import Assignment, Decision, DecisionPoint
from meetings.models.edition_signature import Signature, SignatureKind
from meetings.models.extract import Extract
from meetings.models.history import HistoryEntry, HistoryVerb
from meetings.models.keeping import RowChange
from meetings.models.meeting import Meeting
from meetings.models.phrase import BodyPhrase
from meetings.models.presence import DeskPresence
from meetings.models.preview import ConfirmedPreview
from meetings.models.protocol import Protocol
from meetings.models.reading import Acknowledgement, DeskVisit
from meetings.models.search_entry import EntryKind, SearchEntry
from meetings.models.signature import Attachment, SignatureLine
from meetings.models.speech import Speech
from meetings.models.task import Task, TaskExecutor, TaskFile, TaskFileChunk, TaskLink, TaskReminder, TaskStep
from meetings.models.trust import RevocationList, TrustedCertificate
from meetings.models.voting import Vote, VoteEvent

__all__ = [
    "Acknowledgement",
    "AgendaItem",
    "Annulment",
    "Approval",
    "ApprovalRemark",
    "ArchiveAddress",
    "Assignment",
    "Attachment",
    "Attendance",
    "BodyPhrase",
    "ConfirmedPreview",
    "Decision",
    "DecisionPoint",
    "DeskPresence",
    "DeskVisit",
    "EntryKind",
    "Extract",
    "HistoryEntry",
    "HistoryVerb",
    "ItemAttendance",
    "Meeting",
    "Protocol",
    "RevocationList",
    "RowChange",
    "SearchEntry",
    "Signature",
    "SignatureKind",
    "SignatureLine",
    "Speech",
    "Task",
    "TaskExecutor",
    "TaskFile",
    "TaskFileChunk",
    "TaskLink",
    "TaskReminder",
    "TaskStep",
    "TrustedCertificate",
    "Vote",
    "VoteEvent",
]
