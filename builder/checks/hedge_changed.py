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
from builder.model import Dossier, Evidence, Note, Span, Witness


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each side whose changed words lack a hedge that the other side's have."""
    for side in look.aligned(dossier):
        for change in side.match.changes:
            mine, theirs = _hedges(side.here, change.left), _hedges(side.there, change.right)
            spelled = [side.here.read(span).casefold() for span in mine]
            new = [span for span in theirs if side.there.read(span).casefold() not in spelled]
            if new and change.left:
                said = look.quoted(side.there, change.right)
                message = f"Witness {side.there.siglum} hedges: {said}."
                if mine:
                    message = f"Witness {side.there.siglum} hedges in another way: {said}."
                evidence = (Evidence(side.there.siglum, change.right),)
                yield Note("hedge-changed", "warning", side.here.siglum, change.left, message, evidence)


def _hedges(witness: Witness, span: Span) -> list[Span]:
    found = look.pattern(witness.language, "hedges").finditer(witness.text, span.start, span.end)
    return [Span(*match.span()) for match in found]
