"""Owns what a change of a voting brings along: «за» gives way, counts follow the names, the result follows the count.

Nothing here saves a row; the caller holds the meeting's lock.
"""

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from meetings.document import tree
from meetings.document.majority import Majority, count_majority, majority_of
from meetings.document.roll import voters_count
from meetings.document.vocabulary import (
    AttendanceStatus,
    Requirement,
    VoteBase,
    VoteMethod,
    VoteOption,
)
from meetings.mapping.compose import compose_rows
from meetings.mapping.rows import read_rows
from meetings.mapping.rules import rules_of
from meetings.models import Attendance, ItemAttendance, Meeting, Vote, VoteEvent
from meetings.use_cases.save_draft import CannotSave

#: The counts of a voting and the option each of them counts.
COUNTS: dict[str, VoteOption] = {
    "votes_for": VoteOption.YES,
    "votes_against": VoteOption.NO,
    "votes_abstained": VoteOption.ABSTAIN,
    "votes_not_cast": VoteOption.NOT_VOTING,
}
#: What may be set along with a field of a voting.
_FOLLOWING = (*COUNTS, "is_unanimous", "result")
#: Fields on which the result depends.
DECISIVE = (*COUNTS, "method", "base", "requirement", "chair_vote")


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """A voting within its question and its protocol, as they were read."""

    document: tree.ProtocolDocument
    item: tree.AgendaItem
    event: tree.VoteEvent


def read_question(meeting: Meeting, row: VoteEvent) -> Question:
    """Read what the result of a voting depends on (one query)."""
    rows = read_rows(meeting, only_item=row.item_id)
    document = compose_rows(meeting, rows)
    item = document.items[next(place for place, one in enumerate(rows.items) if one.pk == row.item_id)]
    return Question(document, item, item.votes[next(n for n, one in enumerate(rows.vote_events) if one.pk == row.pk)])


def write_decisive(name: str) -> Callable[[Any, Any], tuple[str, ...]]:
    """Return the writer of a field on which the result depends; it returns the fields set along."""

    def write(row: Any, value: Any) -> tuple[str, ...]:
        question = read_question(row.meeting, row)
        if value == VoteMethod.SECRET and question.event.votes:
            raise CannotSave(_("Голоса записаны поимённо. Уберите имена, и голосование можно сделать тайным."))
        before = {one: getattr(row, one) for one in _FOLLOWING}
        if name in COUNTS:
            voters = voters_count(question.document, question.item) if row.method != VoteMethod.ABSENTEE else None
            _give_way(row, name, value, voters)
            _refuse_too_many(row, name, value, voters, before)
        setattr(row, name, value)
        if name in COUNTS:
            _follow_unanimity(row)
        settle(row, question)
        return tuple(one for one in _FOLLOWING if one != name and getattr(row, one) != before[one])

    return write


def _give_way(row: VoteEvent, name: str, value: int | None, voters: int | None) -> None:
    """An exception behind a whole count («за» 20, 0, 0) takes its votes from «за», and gives them back.

    While not all `voters` are counted there is room: then «за» gives only what goes above them.
    """
    counts = [row.votes_for, row.votes_against, row.votes_abstained]
    if name == "votes_for" or None in counts:
        return
    counted = sum(count or 0 for count in counts) + (row.votes_not_cast or 0)
    change = (value or 0) - (getattr(row, name) or 0)
    taken = change if voters is None or counted >= voters else max(0, counted + change - voters)
    left = (row.votes_for or 0) - taken
    if left >= 0:
        row.votes_for = left


def _refuse_too_many(row: VoteEvent, name: str, value: int | None, voters: int | None, before: dict[str, Any]) -> None:
    """Refuse a count that makes more votes than there are voters; one that was too high already may come down."""
    if voters is None:
        return
    now = sum((value if one == name else getattr(row, one)) or 0 for one in COUNTS)
    if now > voters and now > sum(before[one] or 0 for one in COUNTS):
        told = _("Голосующих по этому вопросу: %(voters)d, голосов получается: %(votes)d. Проверьте числа.")
        raise CannotSave(told % {"voters": voters, "votes": now})


def _follow_unanimity(row: VoteEvent) -> None:
    """Somebody against or abstaining: it was not unanimous; nobody any more, and it was."""
    if row.votes_against or row.votes_abstained:
        row.is_unanimous = False
    elif row.votes_for and (row.votes_against, row.votes_abstained) == (0, 0):
        row.is_unanimous = not row.votes_not_cast


def settle(row: VoteEvent, question: Question) -> None:
    """Set the result by the count, unless the secretary set another one than the count gave."""
    counted = dataclasses.replace(
        question.event,
        **{name: getattr(row, name) for name in COUNTS},
        method=VoteMethod(row.method),
        base=VoteBase(row.base),
        requirement=Requirement(row.requirement),
        chair_vote=VoteOption(row.chair_vote) if row.chair_vote else None,
    )
    rules = rules_of(row.meeting.body)
    before = majority_of(question.document, question.item, question.event, rules)
    _follow(row, before, majority_of(question.document, question.item, counted, rules))


def _follow(row: VoteEvent, before: Majority | None, after: Majority | None) -> None:
    is_counted = row.result is None or (before is not None and row.result == before.result)
    if is_counted and not row.result_reason.strip():
        row.result = after.result if after else None


# ---- votes by name ----


def find_ballot(meeting: Meeting, pk: int) -> Vote | None:
    """Return one vote by name with `version_now` and all of its voting as `ballots` (one query).

    `is_absent` and `is_away` tell of each that the person is marked as absent from the meeting, from the question.
    """
    absent = Attendance.objects.filter(
        meeting=meeting,
        name_text=OuterRef("name_text"),
        status__in=[AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED],
    )
    left = ItemAttendance.objects.filter(item=OuterRef("vote_event__item"), name_text=OuterRef("name_text"))
    ballots = list(
        Vote.objects.filter(meeting=meeting, vote_event__votes=pk)
        .select_related("vote_event")
        .annotate(version_now=F("meeting__version"), is_absent=Exists(absent), is_away=Exists(left))
    )
    row = next((one for one in ballots if one.pk == pk), None)
    if row is not None:
        row.meeting = row.vote_event.meeting = meeting
        row.ballots = ballots  # type: ignore[attr-defined]
        # The history tells of which question a row is.
        row.item_id = row.vote_event.item_id  # type: ignore[attr-defined]
    return row


def write_option(row: Any, value: Any) -> tuple[str, ...]:
    """Set a vote by name and count anew; CannotSave for who is not there and for a secret voting."""
    event: VoteEvent = row.vote_event
    if event.method == VoteMethod.SECRET:
        raise CannotSave(_("Голосование тайное: имена не записываются."))
    if value != VoteOption.NOT_VOTING and _is_out(row, event):
        raise CannotSave(_("%(name)s по этому вопросу не участвует: голос записать нельзя.") % {"name": row.name_text})
    before = {one: getattr(event, one) for one in _FOLLOWING}
    ballots = [one if one.pk != row.pk else row for one in row.ballots]
    standing = [one for one in ballots if not _is_out(one, event)]
    was = _majority(event, len(standing))
    row.option = value
    count_names(event, [one.option for one in standing])
    _follow(event, was, _majority(event, len(standing)))
    event.save()
    return tuple(f"vote:{event.pk}:{one}" for one in _FOLLOWING if getattr(event, one) != before[one])


def _is_out(row: Any, event: VoteEvent) -> bool:
    return event.method != VoteMethod.ABSENTEE and (row.is_absent or row.is_away)


def count_names(event: VoteEvent, options: Iterable[str]) -> None:
    """Set the counts of a voting by the votes by name; nobody silent is printed as nothing, not as zero."""
    cast = list(options)
    for name, option in COUNTS.items():
        setattr(event, name, cast.count(option))
    event.votes_not_cast = event.votes_not_cast or None
    event.is_unanimous = bool(event.votes_for) and event.votes_for == len(cast)


def _majority(event: VoteEvent, voters: int) -> Majority | None:
    """Count the result by the names alone; those who vote are those who are named."""
    if event.votes_for is None:
        return None
    rules = rules_of(event.meeting.body)
    cast = event.votes_for + (event.votes_against or 0) + (event.votes_abstained or 0)
    base: int | None = max(cast, voters)
    if event.base == VoteBase.MEMBERS:
        base = rules.quorum.size or event.meeting.members_total
    elif event.base == VoteBase.CAST or event.method == VoteMethod.ABSENTEE:
        base = cast
    if not base:
        return None
    is_far = event.base == VoteBase.MEMBERS and 2 * event.votes_for < base
    return count_majority(
        event.votes_for,
        event.votes_against or 0,
        base,
        Requirement(event.requirement),
        has_casting_vote=rules.has_casting_vote and not is_far,
        chair_vote=VoteOption(event.chair_vote) if event.chair_vote else None,
    )
