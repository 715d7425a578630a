"""What stands above a table: how many positions, statements or things an answer holds, and of how many actors."""

from __future__ import annotations

from collections.abc import Sequence

from graph.answer_sentences.claims import Claim, Row, text
from graph.answer_sentences.grammar import Noun, counted
from graph.answer_sentences.position_sentences import ACTOR, DOUBT, POSITION, claim_counts

NO_ANSWER = "No answer in these documents"


def heading_of_claims(claims: Sequence[Claim]) -> str:
    """Return ``2 positions by 2 actors``; doubts are counted apart, since they are no positions."""
    positions, doubts, actors = claim_counts(claims)
    mentions = sum(claim.stance.endswith("concerns") for claim in claims)
    counts = ((positions, POSITION), (doubts - mentions, DOUBT), (mentions, ("mention", "mentions")))
    parts = [counted(count, noun, digits=True) for count, noun in counts if count]
    return f"{_and(parts)} by {counted(actors, ACTOR, digits=True)}"


def heading_of(count: int, noun: Noun, actors: int = 0) -> str:
    """Return ``7 statements by 3 actors``, or ``7 statements`` without a number of actors."""
    by = f" by {counted(actors, ACTOR, digits=True)}" if actors else ""
    return counted(count, noun, digits=True) + by


def distinct(rows: Sequence[Row], *columns: str) -> int:
    """Return the number of different values in some columns together; rows without the first are left out."""
    return len({tuple(text(row, column) for column in columns) for row in rows if text(row, columns[0])})


def _and(parts: Sequence[str]) -> str:
    return " and ".join(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])} and {parts[-1]}"
