"""Two versions of one sentence are not sure to the same degree.

## Why it matters

"In most cases", "presumably" and "some" are the difference between what was seen, what was supposed and what was rare.
They are the first words to go when a text is shortened.

## Example

"In most cases in an attempt to ensure their safety" in one version, "presumably ready to intervene" in the other.

## What to do

Quote the sentence with its hedge.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import look
from builder.model import Change, Dossier, Evidence, Note, Span, Witness

BARE = 3
"""Words. A hedge added with so few words is about what is there ("may have"); a longer addition tells something new."""


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each side whose words lack a hedge that the other side's have; against the first such version."""
    noted: set[tuple[str, Span]] = set()
    for side in look.aligned(dossier):
        for change in side.match.telling:
            mine, theirs = _hedges(side.here, change.left), _hedges(side.there, change.right)
            spelled = [side.here.read(span).casefold() for span in mine]
            new = [span for span in theirs if side.there.read(span).casefold() not in spelled]
            span = _span(side, change)
            before = any(siglum == side.here.siglum and other.touches(span) for siglum, other in noted)
            if new and span and not before:
                noted.add((side.here.siglum, span))
                how = "hedges in another way" if mine else "hedges"
                message = f"Witness {side.there.siglum} {how}: {look.quoted(side.there, change.right)}."
                evidence = (Evidence(side.there.siglum, change.right),)
                yield Note("hedge-changed", "warning", side.here.siglum, span, message, evidence)


def _span(side: look.Aligned, change: Change) -> Span:
    """The changed words; where nothing stands for a bare hedge, the passage; nothing for other additions."""
    if change.left or len(side.there.read(change.right).split()) > BARE:
        return change.left
    return next(passage.span for passage in side.own if passage.span.start <= change.left.start <= passage.span.end)


def _hedges(witness: Witness, span: Span) -> list[Span]:
    found = look.pattern(witness.language, "hedges").finditer(witness.text, span.start, span.end)
    return [Span(*match.span()) for match in found]
