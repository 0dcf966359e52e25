"""Owns the remarks on votes: sums against those present, unanimity, majority, and who voted by name."""

from collections import Counter
from collections.abc import Iterator

from meetings.document.finding import Finding
from meetings.document.majority import majority_of, votes_cast
from meetings.document.people import is_same_person, name_key
from meetings.document.quorum import members_count
from meetings.document.roll import Roll, people_count, voters_count
from meetings.document.rules import BodyRules
from meetings.document.tree import AgendaItem, ProtocolDocument, Vote, VoteEvent
from meetings.document.vocabulary import (
    ItemKind,
    ItemPresence,
    Outcome,
    Severity,
    VoteMethod,
    VoteOption,
    VoteResult,
)


def check_voting(document: ProtocolDocument, rules: BodyRules | None = None) -> Iterator[Finding]:
    """Yield the remarks on every voting of a protocol."""
    roll = Roll.of(document)
    for item_index, item in enumerate(document.items):
        if item.votes and item.kind == ItemKind.INFORMATION:
            message = f"Вопрос {item.number} рассмотрен к сведению, но по нему записано голосование."
            yield Finding("vote_on_information", Severity.NOTE, f"items[{item_index}]", message)
        for index, event in enumerate(item.votes):
            where = f"items[{item_index}].votes[{index}]"
            yield from _check_sum(document, item, event, where, rules)
            yield from _check_unanimity(item, event, where)
            yield from _check_result(document, item, event, where, rules)
            yield from _check_secret(item, event, where)
            yield from _check_casting(document, item, event, where)
            yield from _check_names(roll, item, event, where)


def _is_tally_whole(event: VoteEvent) -> bool:
    stated = (event.votes_for, event.votes_against, event.votes_abstained)
    return None not in stated or (event.votes_for is not None and event.is_unanimous is True)


def _check_sum(
    document: ProtocolDocument, item: AgendaItem, event: VoteEvent, where: str, rules: BodyRules | None
) -> Iterator[Finding]:
    cast = votes_cast(event)
    if cast is None:
        return
    is_absentee = event.method == VoteMethod.ABSENTEE
    members = members_count(document, (rules or BodyRules()).quorum)
    voters = members if is_absentee else voters_count(document, item)
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


def _check_result(
    document: ProtocolDocument, item: AgendaItem, event: VoteEvent, where: str, rules: BodyRules | None
) -> Iterator[Finding]:
    if event.decision is not None and not 0 <= event.decision < len(item.decisions):
        message = f"Голосование относится к решению, которого нет (вопрос {item.number})."
        yield Finding("vote_decision_lost", Severity.ERROR, where, message)
        return
    recorded, majority = recorded_result(item, event), majority_of(document, item, event, rules)
    if majority is None or event.result_reason.strip():
        return
    # A result written over the count without a reason is a false record; one read off the decisions may be a gap.
    severity = Severity.WARNING if event.result is None else Severity.ERROR
    wanted = "" if event.result is None else " Возьмите результат по подсчёту или укажите причину."
    counts = f"«за» {majority.votes_for} из {majority.base}, нужно не меньше {majority.needed} (вопрос {item.number})"
    if majority.result is None and recorded is not None:
        message = f"Голоса разделились поровну, а голос председательствующего не указан: {counts}."
        yield Finding("tie_unbroken", severity, where, message + wanted)
    elif recorded == VoteResult.ADOPTED and majority.result == VoteResult.REJECTED:
        message = f"Решение записано как принятое, но большинства нет: {counts}."
        yield Finding("majority_lacking", severity, where, message + wanted)
    elif recorded == VoteResult.REJECTED and majority.result == VoteResult.ADOPTED:
        message = f"Решение записано как непринятое, но большинство есть: {counts}."
        yield Finding("majority_ignored", severity, where, message + wanted)


def _check_secret(item: AgendaItem, event: VoteEvent, where: str) -> Iterator[Finding]:
    if event.method == VoteMethod.SECRET and event.votes:
        message = f"Голосование тайное, а голоса записаны поимённо (вопрос {item.number})."
        yield Finding("secret_with_names", Severity.ERROR, where, message)


def _check_casting(document: ProtocolDocument, item: AgendaItem, event: VoteEvent, where: str) -> Iterator[Finding]:
    if event.chair_vote is None or document.chair is None or name_key(document.chair.name) is None:
        return
    own = next((vote.option for vote in event.votes if is_same_person(vote.name, document.chair.name)), None)
    if own is not None and own != event.chair_vote:
        message = f"Решающий голос председательствующего не тот, что записан поимённо (вопрос {item.number})."
        yield Finding("chair_vote_differs", Severity.ERROR, where, message)


def recorded_result(item: AgendaItem, event: VoteEvent) -> VoteResult | None:
    """Return what the paper holds for the result: stated with the votes, else by the outcome of the decision."""
    if event.result is not None:
        return event.result
    decisions = item.decisions if event.decision is None else item.decisions[event.decision : event.decision + 1]
    outcomes = {decision.outcome for decision in decisions}
    if outcomes == {Outcome.ADOPTED}:
        return VoteResult.ADOPTED
    return VoteResult.REJECTED if outcomes == {Outcome.REJECTED} else None


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
        elif out := next((one for one in item.absences if is_same_person(vote.name, one.name)), None):
            who = "взявшего самоотвод" if out.presence == ItemPresence.RECUSED else "не участвовавшего в вопросе"
            yield Finding("voter_left", Severity.ERROR, place, f"Записан голос {who}: {said}.")
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
