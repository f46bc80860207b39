"""A match becomes slots: the same place in two versions, filled with different words.

    The talks were in   Doha    on Monday.
    The talks were in   Dubai   on Monday.

A slot is short, and most of the sentence round it reads the same: else the two say different things, not one thing
differently.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.checks import look
from builder.model import Change, Dossier, Passage, Span, Witness

WORDS = 5
"""On either side. "13 American service members" against "12 US troops" is one slot; longer ones were retold."""
UNCHANGED = 0.4
"""Share of the letters, on the side that changed less. "13 people died" and "Twelve people died": .86; "The gate was
shut" and "The gate was not shut": 1."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Words of one side that stand where other words stand on the other side."""

    side: look.Aligned
    here: Span
    there: Span
    "one of the two may be empty"


def slots(dossier: Dossier) -> Iterator[Slot]:
    """Every slot of every match of body text, read from both of its sides."""
    for side in look.aligned(dossier):
        for change in side.match.telling:
            if is_slot(side, change):
                yield Slot(side, change.left, change.right)


def of(side: look.Aligned, span: Span) -> Span | None:
    """What stands on the other side where some words stand on this side; None where they fill no slot."""
    for change in side.match.telling:
        if change.left.touches(span) and is_slot(side, change):
            return change.right
    return None


def is_slot(side: look.Aligned, change: Change) -> bool:
    """Whether a change is short, in a sentence of which most reads the same."""
    return _short(side.here, change.left) and _short(side.there, change.right) and tells_the_same(side)


def tells_the_same(side: look.Aligned) -> bool:
    """Whether so much of a match reads the same that its changes are about one thing."""
    here = _unchanged(side.own, [change.left for change in side.match.telling])
    there = _unchanged(side.other, [change.right for change in side.match.telling])
    return max(here, there) >= UNCHANGED


def _unchanged(passages: list[Passage], changed: list[Span]) -> float:
    return 1 - sum(map(len, changed)) / sum(len(passage.span) for passage in passages)


def _short(witness: Witness, span: Span) -> bool:
    return len(witness.read(span).split()) <= WORDS
