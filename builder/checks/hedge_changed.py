"""Two versions of one sentence are not sure in the same way.

## Why it matters

"In most cases", "presumably" and "some" are the difference between what was seen, what was supposed and what was rare.
They are the first words to go when a text is shortened.

## Example

"In most cases in an attempt to ensure their safety" in one version, "presumably ready to intervene" in the other.

## What to do

Quote the sentence with its hedge.

## Where the rule comes from

Wikipedia's "failed verification": what is cited does not say so, or not for certain.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import look
from builder.model import Change, Dossier, Evidence, Note, Span, Witness

TITLE = "sure in another way"

BARE = 3
"""Words. A hedge added with so few words is about what is there ("may have"); a longer addition tells something new."""


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each side whose words hedge otherwise than those of another version."""
    for side, change, span in unlike(dossier):
        if look.said(side.here, "hedges", change.left):
            there = look.quoted(side.there, change.right)
            message = f"Witness {side.there.siglum} hedges in another way: {there}."
            evidence = (Evidence(side.there.siglum, change.right),)
            yield Note("hedge-changed", "warning", side.here.siglum, span, message, evidence)


def unlike(dossier: Dossier) -> Iterator[tuple[look.Aligned, Change, Span]]:
    """The changes with a hedge on the other side that this side lacks, and the words to note on this side.

    A place is taken once, for the first version that hedges there.
    """
    noted: list[tuple[str, Span]] = []
    for side in look.aligned(dossier):
        for change in side.match.telling:
            mine, theirs = _hedges(side.here, change.left), _hedges(side.there, change.right)
            span = _span(side, change)
            denied = look.said(side.here, "negation", change.left)  # "no", against "some": that is a denial
            before = any(siglum == side.here.siglum and other.touches(span) for siglum, other in noted)
            if theirs - mine and span and not before and not denied:
                noted.append((side.here.siglum, span))
                yield side, change, span


def _hedges(witness: Witness, span: Span) -> set[str]:
    """The hedges of a stretch; of those that are as sure as each other, the first of their row."""
    rows = look.table(witness.language)["hedges"]["same"]
    first = {word: row[0] for row in rows for word in row}
    said = (witness.read(one).casefold() for one in look.said(witness, "hedges", span))
    return {first.get(word, word) for word in said}


def _span(side: look.Aligned, change: Change) -> Span:
    """The changed words; where nothing stands for a bare hedge, the passage; nothing for other additions."""
    if change.left or len(side.there.read(change.right).split()) > BARE:
        return change.left
    return look.around(side.own, change.left)
