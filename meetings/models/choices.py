"""Owns the Russian labels of the document's vocabularies: model and form choices are these lists, nothing else."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.document import vocabulary as v
from members.models.choices import GENDERS, LAYOUTS, MEMBER_ROLES, REQUIREMENTS, VOTE_BASES, labelled

DOCUMENT_FORMS = labelled({v.DocumentForm.FULL: _("полная"), v.DocumentForm.SHORT: _("краткая")})
BLOCKS = labelled(
    {
        v.Block.DATE: _("дата"),
        v.Block.TIME: _("время"),
        v.Block.PLACE: _("место"),
        v.Block.MEETING_FORM: _("форма проведения"),
        v.Block.CHAIR: _("председатель"),
        v.Block.SECRETARY: _("секретарь"),
        v.Block.MEMBERS_TOTAL: _("число членов"),
        v.Block.PRESENT_TOTAL: _("число присутствующих"),
        v.Block.PRESENT: _("список присутствующих"),
        v.Block.ATTENDANCE_TOTAL: _("итог присутствия"),
        v.Block.ABSENT: _("список отсутствующих"),
        v.Block.INVITED: _("приглашённые"),
        v.Block.QUORUM: _("кворум"),
        v.Block.AGENDA: _("повестка дня"),
    }
)
LIST_FORMS = labelled(
    {
        v.ListForm.TABLE: _("таблица"),
        v.ListForm.NUMBERED: _("нумерованный список"),
        v.ListForm.BULLETS: _("список с тире"),
        v.ListForm.LINES: _("с новой строки"),
        v.ListForm.INLINE: _("в строку"),
    }
)
DATE_STYLES = labelled(
    {
        v.DateStyle.QUOTED: _("«23» января 2024 года"),
        v.DateStyle.WORDS: _("23 января 2024 года"),
        v.DateStyle.WORDS_SHORT: _("23 января 2024 г."),
        v.DateStyle.NUMERIC: _("23.01.2024"),
    }
)
TIME_STYLES = labelled(
    {
        v.TimeStyle.WORDS: _("13 часов 00 минут"),
        v.TimeStyle.SUPERSCRIPT: _("13⁰⁰"),
        v.TimeStyle.COLON: _("13:00"),
        v.TimeStyle.DOT: _("13.00"),
        v.TimeStyle.HYPHEN: _("13-00"),
    }
)
NAME_STYLES = labelled(
    {
        v.NameStyle.FULL: _("Фамилия Имя Отчество"),
        v.NameStyle.FAMILY_FIRST: _("Фамилия И.О."),
        v.NameStyle.INITIALS_FIRST: _("И.О. Фамилия"),
        v.NameStyle.GIVEN_FIRST: _("Имя Отчество Фамилия"),
    }
)
VOTE_STYLES = labelled(
    {
        v.VoteStyle.LINES: _("тремя строками"),
        v.VoteStyle.SENTENCE: _("одним предложением"),
        v.VoteStyle.WORD: _("одним словом «единогласно»"),
    }
)
NOTE_PLACES = labelled(
    {
        v.NotePlace.LETTERHEAD: _("над заголовком"),
        v.NotePlace.TITLE: _("под заголовком"),
        v.NotePlace.CLOSING: _("перед подписями"),
        v.NotePlace.AFTER_SIGNATURES: _("после подписей"),
        **{v.NotePlace(value): label for value, label in BLOCKS},
    }
)
MEETING_FORMS = labelled(
    {
        v.MeetingForm.IN_PERSON: _("очная"),
        v.MeetingForm.REMOTE: _("дистанционная"),
        v.MeetingForm.MIXED: _("смешанная"),
        v.MeetingForm.ABSENTEE: _("заочная"),
    }
)
MEETING_STATES = labelled(
    {
        v.MeetingState.PLANNED: _("готовится"),
        v.MeetingState.CONVENED: _("созвано"),
        v.MeetingState.IN_SESSION: _("идёт"),
        v.MeetingState.CLOSED: _("состоялось"),
        v.MeetingState.CANCELLED: _("отменено"),
    }
)
ATTENDANCE_STATUSES = labelled(
    {
        v.AttendanceStatus.PRESENT: _("присутствует"),
        v.AttendanceStatus.EXCUSED: _("отсутствует по уважительной причине"),
        v.AttendanceStatus.ABSENT: _("отсутствует"),
        v.AttendanceStatus.INVITED: _("приглашён"),
    }
)
ATTENDANCE_MODES = labelled(
    {
        v.AttendanceMode.ROOM: _("в зале"),
        v.AttendanceMode.ONLINE: _("онлайн"),
        v.AttendanceMode.PROXY: _("по доверенности"),
    }
)
ITEM_PRESENCES = labelled(
    {
        v.ItemPresence.LEFT: _("вышел"),
        v.ItemPresence.RECUSED: _("самоотвод"),
        v.ItemPresence.NOT_YET: _("ещё не прибыл"),
    }
)
ITEM_KINDS = labelled(
    {
        v.ItemKind.DECISION: _("с решением"),
        v.ItemKind.INFORMATION: _("информация"),
        v.ItemKind.PROCEDURAL: _("процедурный"),
        v.ItemKind.SECTION: _("раздел повестки"),
    }
)
SPEECH_KINDS = labelled(
    {
        v.SpeechKind.OPENING: _("вступительное слово"),
        v.SpeechKind.HEARD: _("слушали"),
        v.SpeechKind.SPOKE: _("выступили"),
        v.SpeechKind.NOTED: _("отметили"),
        v.SpeechKind.DISCUSSION: _("обсуждение"),
    }
)
OUTCOMES = labelled(
    {
        v.Outcome.ADOPTED: _("принято"),
        v.Outcome.NOTED: _("принято к сведению"),
        v.Outcome.POSTPONED: _("отложено"),
        v.Outcome.WITHDRAWN: _("снято"),
        v.Outcome.REJECTED: _("отклонено"),
    }
)
VOTE_METHODS = labelled(
    {
        v.VoteMethod.OPEN: _("открытое"),
        v.VoteMethod.SECRET: _("тайное"),
        v.VoteMethod.ROLL_CALL: _("поимённое"),
        v.VoteMethod.ABSENTEE: _("заочное"),
    }
)
VOTE_RESULTS = labelled({v.VoteResult.ADOPTED: _("принято"), v.VoteResult.REJECTED: _("не принято")})
VOTE_OPTIONS = labelled(
    {
        v.VoteOption.YES: _("за"),
        v.VoteOption.NO: _("против"),
        v.VoteOption.ABSTAIN: _("воздержался"),
        v.VoteOption.NOT_VOTING: _("не голосовал"),
    }
)
VOTE_SOURCES = labelled(
    {
        v.VoteSource.SECRETARY: _("записан секретарём"),
        v.VoteSource.BALLOT: _("бюллетень"),
        v.VoteSource.ROLL_CALL: _("перекличка"),
        v.VoteSource.IMPORTED: _("из загруженного протокола"),
    }
)
ASSIGNMENT_STATES = labelled(
    {
        v.AssignmentState.IN_WORK: _("в работе"),
        v.AssignmentState.REPORTED: _("есть отчёт"),
        v.AssignmentState.DONE: _("исполнено"),
        v.AssignmentState.RETURNED: _("возвращено"),
        v.AssignmentState.CANCELLED: _("снято"),
    }
)
TERM_KINDS = labelled(
    {
        v.TermKind.DAY: _("день"),
        v.TermKind.MONTH: _("месяц"),
        v.TermKind.QUARTER: _("квартал"),
        v.TermKind.MONTHLY: _("ежемесячно"),
        v.TermKind.QUARTERLY: _("ежеквартально"),
        v.TermKind.YEARLY: _("ежегодно"),
        v.TermKind.STANDING: _("постоянно"),
        v.TermKind.OPEN: _("без срока"),
    }
)
PROTOCOL_STATES = labelled(
    {
        v.ProtocolState.ISSUED: _("выпущен"),
        v.ProtocolState.SIGNED: _("подписан"),
        v.ProtocolState.PUBLISHED: _("опубликован"),
        v.ProtocolState.SUPERSEDED: _("заменён новой редакцией"),
        v.ProtocolState.ANNULLED: _("аннулирован"),
    }
)
AUDIENCES = labelled(
    {
        v.Audience.MEMBERS: _("только для членов органа"),
        v.Audience.EVERYBODY: _("для всех"),
    }
)
APPROVAL_STATES = labelled(
    {
        v.ApprovalState.WAITING: _("ждёт ответа"),
        v.ApprovalState.APPROVED: _("согласовано"),
        v.ApprovalState.DECLINED: _("не согласовано"),
        v.ApprovalState.WITHDRAWN: _("запрос отозван"),
    }
)
SEVERITIES = labelled(
    {
        v.Severity.NOTE: _("к сведению"),
        v.Severity.WARNING: _("проверьте"),
        v.Severity.ERROR: _("ошибка"),
    }
)

_BY_VOCABULARY = {
    v.Layout: LAYOUTS,
    v.DocumentForm: DOCUMENT_FORMS,
    v.Block: BLOCKS,
    v.NotePlace: NOTE_PLACES,
    v.ListForm: LIST_FORMS,
    v.DateStyle: DATE_STYLES,
    v.TimeStyle: TIME_STYLES,
    v.NameStyle: NAME_STYLES,
    v.VoteStyle: VOTE_STYLES,
    v.Gender: GENDERS,
    v.MeetingForm: MEETING_FORMS,
    v.MeetingState: MEETING_STATES,
    v.MemberRole: MEMBER_ROLES,
    v.AttendanceStatus: ATTENDANCE_STATUSES,
    v.AttendanceMode: ATTENDANCE_MODES,
    v.ItemPresence: ITEM_PRESENCES,
    v.ItemKind: ITEM_KINDS,
    v.SpeechKind: SPEECH_KINDS,
    v.Outcome: OUTCOMES,
    v.VoteMethod: VOTE_METHODS,
    v.VoteBase: VOTE_BASES,
    v.Requirement: REQUIREMENTS,
    v.VoteResult: VOTE_RESULTS,
    v.VoteOption: VOTE_OPTIONS,
    v.VoteSource: VOTE_SOURCES,
    v.AssignmentState: ASSIGNMENT_STATES,
    v.TermKind: TERM_KINDS,
    v.ApprovalState: APPROVAL_STATES,
    v.ProtocolState: PROTOCOL_STATES,
    v.Audience: AUDIENCES,
    v.Severity: SEVERITIES,
}


def label_of(member: StrEnum) -> str | Promise:
    """The Russian label of any member of the document's vocabularies."""
    return dict(_BY_VOCABULARY[type(member)])[member.value]
