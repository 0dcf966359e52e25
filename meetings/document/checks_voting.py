"""Owns the remarks on votes: sums against those present, unanimity, majority, and who voted by name."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from meetings.document.finding import Finding
from meetings.document.people import is_same_person, name_key
from meetings.document.roll import Roll, people_count, voters_count
from meetings.document.tree import AgendaItem, ProtocolDocument, Vote, VoteEvent
from meetings.document.vocabulary import (
    ItemKind,
    Outcome,
    Requirement,
    Severity,
    VoteBase,
    VoteMethod,
    VoteOption,
    VoteResult,
)

#: The share of the base that must be «за»; of a simple majority, more than it.
_SHARES = {
    Requirement.SIMPLE: Fraction(1, 2),
    Requirement.TWO_THIRDS: Fraction(2, 3),
    Requirement.THREE_QUARTERS: Fraction(3, 4),
    Requirement.UNANIMITY: Fraction(1),
}


def check_voting(document: ProtocolDocument) -> Iterator[Finding]:
    """Yield the remarks on every voting of a protocol."""
    roll = Roll.of(document)
    for item_index, item in enumerate(document.items):
        if item.votes and item.kind == ItemKind.INFORMATION:
            message = f"Вопрос {item.number} рассмотрен к сведению, но по нему записано голосование."
            yield Finding("vote_on_information", Severity.NOTE, f"items[{item_index}]", message)
        for index, event in enumerate(item.votes):
            where = f"items[{item_index}].votes[{index}]"
            yield from _check_sum(document, item, event, where)
            yield from _check_unanimity(item, event, where)
            yield from _check_result(document, item, event, where)
            yield from _check_names(roll, item, event, where)


def _votes_cast(event: VoteEvent) -> int | None:
    """Return the stated votes together; None when nothing is stated. What is not stated counts as none."""
    stated = (event.votes_for, event.votes_against, event.votes_abstained)
    return None if all(count is None for count in stated) else sum(count or 0 for count in stated)


def _is_tally_whole(event: VoteEvent) -> bool:
    stated = (event.votes_for, event.votes_against, event.votes_abstained)
    return None not in stated or (event.votes_for is not None and event.is_unanimous is True)


def _check_sum(document: ProtocolDocument, item: AgendaItem, event: VoteEvent, where: str) -> Iterator[Finding]:
    cast = _votes_cast(event)
    if cast is None:
        return
    is_absentee = event.method == VoteMethod.ABSENTEE
    voters = document.members_total if is_absentee else voters_count(document, item)
    if voters is None:
        return
    counted = cast + (event.votes_not_cast or 0)
    source = "Членов всего" if is_absentee else "В списке" if Roll.of(document).is_named else "Присутствует"
    absences = f" (по этому вопросу, без {len(item.absences)})" if item.absences else ""
    message = f"{source} {people_count(voters)}{absences}, в голосовании {counted} (вопрос {item.number})."
    if counted > voters:
        yield Finding("votes_exceed_voters", Severity.ERROR, where, message)
    elif counted < voters and not is_absentee and _is_tally_whole(event):
        hint = " Укажите, сколько не голосовало." if event.votes_not_cast is None else ""
        yield Finding("votes_below_voters", Severity.WARNING, where, message + hint)


def _check_unanimity(item: AgendaItem, event: VoteEvent, where: str) -> Iterator[Finding]:
    if not event.is_unanimous:
        return
    against, abstained = event.votes_against or 0, event.votes_abstained or 0
    if against or abstained:
        message = f"Указано «единогласно», но против – {against}, воздержались – {abstained} (вопрос {item.number})."
        yield Finding("unanimity_contradicted", Severity.ERROR, where, message)
    elif event.votes_for == 0:
        message = f"Указано «единогласно», но «за» нет ни одного голоса (вопрос {item.number})."
        yield Finding("unanimity_contradicted", Severity.ERROR, where, message)


def _check_result(document: ProtocolDocument, item: AgendaItem, event: VoteEvent, where: str) -> Iterator[Finding]:
    if event.decision is not None and not 0 <= event.decision < len(item.decisions):
        message = f"Голосование относится к решению, которого нет (вопрос {item.number})."
        yield Finding("vote_decision_lost", Severity.ERROR, where, message)
        return
    result, base = _recorded_result(item, event), _base_count(document, item, event)
    if event.votes_for is None or result is None or not base or event.result_reason.strip():
        return
    share = Fraction(event.votes_for, base)
    needed = _SHARES[event.requirement]
    is_won = share > needed if event.requirement == Requirement.SIMPLE else share >= needed
    counts = f"«за» {event.votes_for} из {base} (вопрос {item.number})"
    if result == VoteResult.ADOPTED and not is_won:
        message = f"Решение записано как принятое, но большинства нет: {counts}."
        yield Finding("majority_lacking", Severity.WARNING, where, message)
    elif result == VoteResult.REJECTED and is_won:
        message = f"Решение записано как непринятое, но большинство есть: {counts}."
        yield Finding("majority_ignored", Severity.WARNING, where, message)


def _recorded_result(item: AgendaItem, event: VoteEvent) -> VoteResult | None:
    """Return what the paper holds for the result: stated with the votes, else by the outcome of the decision."""
    if event.result is not None:
        return event.result
    decisions = item.decisions if event.decision is None else item.decisions[event.decision : event.decision + 1]
    outcomes = {decision.outcome for decision in decisions}
    if outcomes == {Outcome.ADOPTED}:
        return VoteResult.ADOPTED
    return VoteResult.REJECTED if outcomes == {Outcome.REJECTED} else None


def _base_count(document: ProtocolDocument, item: AgendaItem, event: VoteEvent) -> int | None:
    """Return of how many the majority is counted: never fewer than have voted, for the sum has its own remark."""
    cast = _votes_cast(event) or 0
    if event.base == VoteBase.MEMBERS:
        return document.members_total
    if event.base == VoteBase.CAST or event.method == VoteMethod.ABSENTEE:
        return cast
    return max(cast, voters_count(document, item) or 0)


def _check_names(roll: Roll, item: AgendaItem, event: VoteEvent, where: str) -> Iterator[Finding]:
    for index, vote in enumerate(event.votes):
        place, said = f"{where}.votes[{index}]", f"{vote.name} (вопрос {item.number})"
        if name_key(vote.name) is None:
            continue
        if any(is_same_person(vote.name, earlier.name, in_any_case=False) for earlier in event.votes[:index]):
            yield Finding("voter_double", Severity.WARNING, place, f"Голос записан дважды: {said}.")
        if vote.option == VoteOption.NOT_VOTING or event.method == VoteMethod.ABSENTEE:
            continue
        if roll.is_absent(vote.name):
            yield Finding("voter_absent", Severity.ERROR, place, f"Записан голос отсутствующего: {said}.")
        elif any(is_same_person(vote.name, absence.name) for absence in item.absences):
            message = f"Записан голос того, кто по этому вопросу не участвовал: {said}."
            yield Finding("voter_left", Severity.ERROR, place, message)
        elif roll.is_only_invited(vote.name):
            yield Finding("voter_invited", Severity.WARNING, place, f"Записан голос приглашённого: {said}.")
        elif roll.is_named and not roll.is_present(vote.name):
            message = f"Голосовавшего нет в списке присутствующих: {said}."
            yield Finding("voter_unlisted", Severity.WARNING, place, message)
    yield from _check_roll_call(item, event, where)


def _check_roll_call(item: AgendaItem, event: VoteEvent, where: str) -> Iterator[Finding]:
    if not event.votes:
        return
    named = _count_options(event.votes)
    for option, count, word in (
        (VoteOption.YES, event.votes_for, "за"),
        (VoteOption.NO, event.votes_against, "против"),
        (VoteOption.ABSTAIN, event.votes_abstained, "воздержались"),
    ):
        if count is not None and count != named[option]:
            message = f"Поимённо «{word}» – {named[option]}, в итоге указано {count} (вопрос {item.number})."
            yield Finding("roll_call_differs", Severity.ERROR, where, message)


def _count_options(votes: tuple[Vote, ...]) -> Counter[VoteOption]:
    return Counter(vote.option for vote in votes)
