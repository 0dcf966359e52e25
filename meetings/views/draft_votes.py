"""Owns the votings of a question as the desk shows them: who votes, votes by name, the result with its arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.document.majority import Majority, majority_of
from meetings.document.people import is_same_person
from meetings.document.quorum import Quorum, absent_count, quorum_of
from meetings.document.recount import recounted_for
from meetings.document.roll import voters_count, voters_of
from meetings.document.rules import BodyRules
from meetings.document.tree import AgendaItem, ProtocolDocument, VoteEvent
from meetings.document.vocabulary import Requirement, VoteBase, VoteMethod, VoteOption, VoteResult
from meetings.forms.desk import Control, id_of, make_control
from meetings.mapping.rows import MeetingRows
from meetings.models.choices import label_of
from meetings.use_cases.desk_fields import row_field

#: Fields of a voting on the desk.
_FIELDS = (
    *("votes_for", "votes_against", "votes_abstained", "votes_not_cast", "is_unanimous", "subject", "result"),
    *("result_reason", "method", "base", "requirement", "chair_vote", "sentence"),
)
#: How a question is voted, as buttons; the rest of the vocabulary stands in the list of the seldom used fields.
METHODS = (
    (VoteMethod.OPEN, gettext_lazy("числом")),
    (VoteMethod.ROLL_CALL, gettext_lazy("поимённо")),
    (VoteMethod.SECRET, gettext_lazy("тайно")),
)


@dataclass(frozen=True, slots=True)
class Voters:
    """Who votes on a question: how many, their names when listed, who is not among them, and the quorum."""

    count: int | None
    names: tuple[str, ...]
    away: int
    quorum: Quorum | None
    has_decided: bool

    @property
    def lacks_quorum(self) -> bool:
        """Whether something was decided without one."""
        return bool(self.quorum and not self.quorum.is_met and self.has_decided)


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote by name: its row, its address and whether it counts."""

    pk: int
    name: str
    option: str
    word: Any

    @property
    def address(self) -> str:
        """«ballot:7»."""
        return f"ballot:{self.pk}"

    @property
    def id(self) -> str:
        """The id of its button."""
        return id_of(f"{self.address}:option")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the count says: a sentence with its arithmetic, and whether the recorded result is another."""

    text: str
    kind: str
    is_other: bool
    result: str


@dataclass(frozen=True, slots=True)
class VoteBlock:
    """A voting: its row with controls, votes by name that count and those that do not, and the verdict."""

    row: Any
    c: dict[str, Control]
    verdict: Verdict
    ballots: list[Ballot] = field(default_factory=list)
    #: votes of people who are not at this question
    astray: list[Ballot] = field(default_factory=list)
    missing: int = 0
    #: what a new count would say, where those who vote changed behind the numbers
    recount: str = ""
    kind: str = "vote"

    @property
    def address(self) -> str:
        """«vote:5»."""
        return f"vote:{self.row.pk}"

    @property
    def anchor(self) -> str:
        """The id of the row on the page."""
        return id_of(self.address)

    @property
    def is_secret(self) -> bool:
        """Whether names are refused."""
        return self.row.method == VoteMethod.SECRET

    @property
    def methods(self) -> list[tuple[str, Any, bool]]:
        """The buttons of the method: value, label, whether chosen."""
        return [(method.value, label, self.row.method == method) for method, label in METHODS]


def count_voters(document: ProtocolDocument, item: AgendaItem, rules: BodyRules) -> Voters:
    """Count who votes on a question."""
    return Voters(
        count=voters_count(document, item),
        names=tuple(one.name for one in voters_of(document, item) if one.name),
        away=absent_count(document, item),
        quorum=quorum_of(document, rules.quorum, item),
        has_decided=bool(item.votes or any(decision.outcome == "adopted" for decision in item.decisions)),
    )


def vote_blocks(
    document: ProtocolDocument, rows: MeetingRows, place: int, rules: BodyRules, decisions: Sequence[Any]
) -> list[VoteBlock]:
    """Return the votings of the question at a place (from 0)."""
    item, item_row = document.items[place], rows.items[place]
    names = [one.name for one in voters_of(document, item)]
    events = [row for row in rows.vote_events if row.item_id == item_row.pk]
    blocks = []
    for row, event in zip(events, item.votes, strict=True):
        ballots = [_ballot(vote) for vote in rows.votes if vote.vote_event_id == row.pk]
        is_counted = [event.method == VoteMethod.ABSENTEE or _is_among(one.name, names) for one in ballots]
        counted = [one for one, counts in zip(ballots, is_counted, strict=True) if counts]
        blocks.append(
            VoteBlock(
                row=row,
                c=_controls(row, decisions),
                verdict=_verdict(document, item, event, rules),
                ballots=counted,
                astray=[one for one, counts in zip(ballots, is_counted, strict=True) if not counts],
                recount=_recount(event, counted, ballots, voters_count(document, item)),
                missing=sum(not _is_among(name, [one.name for one in counted]) for name in names) if ballots else 0,
            )
        )
    return blocks


def _recount(event: VoteEvent, counted: list[Ballot], ballots: list[Ballot], voters: int | None) -> str:
    """Say what a new count gives; empty when the numbers agree with those who vote."""
    if ballots:
        options = [one.option for one in counted]
        named = [options.count(option) for option in (VoteOption.YES, VoteOption.NO, VoteOption.ABSTAIN)]
        stated = [count or 0 for count in (event.votes_for, event.votes_against, event.votes_abstained)]
        if len(counted) == len(ballots) and named == stated:
            return ""
        for_, against, abstained = named
    elif (left := recounted_for(event, voters)) is None:
        return ""
    else:
        for_, against, abstained = left, event.votes_against or 0, event.votes_abstained or 0
    told = _("Пересчитать: «за» %(for)s, «против» %(against)s, «воздержались» %(abstained)s")
    return told % {"for": for_, "against": against, "abstained": abstained}


def _is_among(name: str, names: Sequence[str]) -> bool:
    return any(is_same_person(name, other) for other in names)


def _ballot(vote: Any) -> Ballot:
    return Ballot(vote.pk, vote.name_text, vote.option, label_of(VoteOption(vote.option)))


def _controls(row: Any, decisions: Sequence[Any]) -> dict[str, Control]:
    controls = {}
    for name in _FIELDS:
        known = row_field("vote", name)
        assert known is not None, name  # noqa: S101 - the desk names its own fields
        controls[name] = make_control("vote", row.pk, name, known.read(row), is_main=name == "votes_for")
    choices = [("", _("вопрос в целом"))]
    for place, one in enumerate(decisions, start=1):
        choices.append((str(one.pk), f"{one.number or place}. {Truncator(one.lead or '').chars(40)}".strip()))
    controls["decision"] = make_control("vote", row.pk, "decision", row.decision_id, choices=choices)
    return controls


def _verdict(document: ProtocolDocument, item: AgendaItem, event: VoteEvent, rules: BodyRules) -> Verdict:
    majority = majority_of(document, item, event, rules)
    if majority is None:
        return Verdict(_("Результат посчитается, когда будут записаны голоса."), "none", False, "")
    counted = majority.result.value if majority.result else ""
    is_other = event.result is not None and event.result != majority.result
    kind = counted or "tie"
    return Verdict(_told(majority, event, rules), kind, is_other, counted)


def _told(majority: Majority, event: VoteEvent, rules: BodyRules) -> str:
    figures = _("«за» %(for)s %(base)s, нужно не меньше %(needed)s") % {
        "for": majority.votes_for,
        "base": _base(majority.base, event),
        "needed": majority.needed,
    }
    if event.requirement != Requirement.SIMPLE:
        figures += f" ({label_of(event.requirement)})"
    if majority.is_tie and rules.has_casting_vote:
        told = {
            VoteResult.ADOPTED: _("Принято решающим голосом председательствующего"),
            VoteResult.REJECTED: _("Не принято решающим голосом председательствующего"),
        }
        undecided = _("Голосов поровну: решает голос председательствующего")
        return f"{told[majority.result] if majority.result else undecided}: {figures}."
    word = _("Принято") if majority.result == VoteResult.ADOPTED else _("Не принято")
    return f"{word}: {figures}."


def _base(count: int, event: VoteEvent) -> str:
    if event.base == VoteBase.MEMBERS:
        return ngettext("из %(n)s члена органа", "из %(n)s членов органа", count) % {"n": count}
    if event.base == VoteBase.CAST or event.method == VoteMethod.ABSENTEE:
        return ngettext("из %(n)s поданного голоса", "из %(n)s поданных голосов", count) % {"n": count}
    return ngettext("из %(n)s голосующего", "из %(n)s голосующих", count) % {"n": count}
