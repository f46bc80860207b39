"""Two versions give different numbers in the same place.

## Why it matters

A number is what readers carry away and what others quote. Where two versions of one report differ, at most one of them
is right, unless one of them was updated.

## Example

"More than 170 Afghans were killed" in one version, "more than 60 Afghans were killed" in the other.

## What to do

Look which version is the later one, and whether it says who counted.

## Where the rule comes from

Wikipedia's "contradict-other" marks two articles that disagree. "13" and "thirteen", "122,000" and "122 000" are the
same; "more than 170" and "175" do not contradict one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from builder.checks import look, slots
from builder.checks.figures import Figure, figures
from builder.model import Dossier, Evidence, Note, Span

TITLE = "another number"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each side of every number that differs; with many versions, against the first that disagrees."""
    seen = set()
    apart = look.apart(dossier)
    for side in look.aligned(dossier):
        for here, there in _pairs(side, apart):
            if (side.here.siglum, here.span) not in seen:
                seen.add((side.here.siglum, here.span))
                message = f"Witness {side.there.siglum} has {look.quoted(side.there, there.span)}."
                evidence = (Evidence(side.there.siglum, there.span),)
                yield Note("number-differs", "error", side.here.siglum, here.span, message, evidence)


def _pairs(side: look.Aligned, apart: Mapping[str, dict[int, list[Span]]]) -> Iterator[tuple[Figure, Figure]]:
    """The figures of both sides that cannot both be right: those in one slot, else those that count the same thing."""
    ours, theirs = _figures(side, apart), _figures(side.turned, apart)
    left = [one for one in ours if not any(one.value == other.value for other in theirs)]
    right = [other for other in theirs if not any(one.value == other.value for one in ours)]
    for one in left:
        place = slots.of(side, one.span)
        same = [
            other
            for other in right
            if (place and place.touches(other.span)) or (one.counted & other.counted and slots.tells_the_same(side))
        ]
        if len(same) == 1 and one.contradicts(same[0]):
            yield one, same[0]


def _figures(side: look.Aligned, apart: Mapping[str, dict[int, list[Span]]]) -> list[Figure]:
    """The figures of this side, but for those in dates and in the names of sources."""
    found = [figure for passage in side.own for figure in figures(side.here, passage.span)]
    others = look.on(apart[side.here.siglum], side.match.left) if found else []
    return [figure for figure in found if not any(other.touches(figure.span) for other in others)]
