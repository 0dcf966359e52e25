"""Owns the remarks on the quorum, of the meeting and of single questions.

Without the rule of the body half of all members is the measure (ГК РФ, ст. 181.2 п. 1); a non-profit association needs
more (7-ФЗ, ст. 29), so exactly half is a note then.
"""

from collections.abc import Iterator

from meetings.document.finding import Finding
from meetings.document.quorum import Quorum, quorum_of
from meetings.document.rules import BodyRules, QuorumRule
from meetings.document.tree import AgendaItem, ProtocolDocument
from meetings.document.vocabulary import MeetingForm, Outcome, Severity

_DECIDING = {Outcome.ADOPTED, Outcome.REJECTED}


def check_quorum(document: ProtocolDocument, rules: BodyRules | None = None) -> Iterator[Finding]:
    """Yield the remarks on the quorum of the meeting and of every question decided."""
    if document.has_quorum is False and any(_has_decided(item) for item in document.items):
        message = "Указано, что кворума нет, но решения приняты: они ничтожны (ГК РФ, ст. 181.5)."
        yield Finding("decided_without_quorum", Severity.WARNING, "has_quorum", message)
    quorum = quorum_of(document, (rules or BodyRules()).quorum)
    # More people than members is a remark of its own.
    if quorum is None or not quorum.present or quorum.present > quorum.members:
        return
    yield from _check_meeting(document, quorum, rules)
    if quorum.is_met and document.form != MeetingForm.ABSENTEE:
        for index, item in enumerate(document.items):
            yield from _check_item(document, item, rules.quorum if rules else QuorumRule(), f"items[{index}]")


def _has_decided(item: AgendaItem) -> bool:
    return any(decision.outcome in _DECIDING for decision in item.decisions)


def _check_meeting(document: ProtocolDocument, quorum: Quorum, rules: BodyRules | None) -> Iterator[Finding]:
    share = f"{100 * quorum.present / quorum.members:.1f}".rstrip("0").rstrip(".").replace(".", ",")
    counts = f"Присутствует {quorum.present} из {quorum.members} ({share} %)"
    measure = f"нужно не меньше {quorum.needed}" if rules else "это меньше половины"
    place = "present_total" if document.present_total is not None else "attendees"
    if not quorum.is_met and document.has_quorum:
        message = f"{counts}: {measure}, а указано, что кворум имеется."
        yield Finding("quorum_stated_wrongly", Severity.ERROR, "has_quorum", message)
    elif not quorum.is_met and document.has_quorum is None:
        message = f"{counts}: {measure}, кворума нет, решения могут быть ничтожны."
        yield Finding("quorum_lacking", Severity.WARNING, place, message)
    elif quorum.is_met and rules and document.has_quorum is False:
        message = f"{counts}: кворум есть ({measure}), а указано, что его нет."
        yield Finding("quorum_denied", Severity.WARNING, "has_quorum", message)
    elif rules is None and quorum.present * 2 == quorum.members and document.has_quorum is not False:
        message = f"{counts}: ровно половина. Общему собранию некоммерческой организации нужно больше (7-ФЗ, ст. 29)."
        yield Finding("quorum_half", Severity.NOTE, place, message)


def _check_item(document: ProtocolDocument, item: AgendaItem, rule: QuorumRule, where: str) -> Iterator[Finding]:
    quorum = quorum_of(document, rule, item) if item.absences and _has_decided(item) else None
    if quorum and not quorum.is_met:
        message = (
            f"Вопрос {item.number} решён без кворума: участвовали {quorum.present} из {quorum.members}, "
            f"нужно не меньше {quorum.needed}."
        )
        yield Finding("item_without_quorum", Severity.WARNING, where, message)
