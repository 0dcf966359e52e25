"""Owns what counts become when the voters changed behind them: somebody left the question, or came back to it."""

from meetings.document.tree import VoteEvent
from meetings.document.vocabulary import VoteMethod


def recounted_for(event: VoteEvent, voters: int | None) -> int | None:
    """Return how many are «за» when as many vote as there are voters; None when the numbers need no new count.

    Who is gone is taken from «за», for those who objected are told apart. Who came back joins «за» only where all were:
    elsewhere nobody knows how he voted.
    """
    if voters is None or event.votes_for is None or event.votes or event.method == VoteMethod.ABSENTEE:
        return None
    others = (event.votes_against or 0) + (event.votes_abstained or 0) + (event.votes_not_cast or 0)
    left = voters - others
    is_whole = bool(event.is_unanimous) and not others
    if left < 0 or left == event.votes_for or (left > event.votes_for and not is_whole):
        return None
    return left
