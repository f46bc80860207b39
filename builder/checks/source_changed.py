"""Two versions attribute the same statement to different sources.

## Why it matters

"One of the officials" can be asked; "international media reports" cannot. A source that changes on the way is no longer
the one who spoke.

## Example

"According to international media reports, an official revealed" in one version, "According to one of the officials" in
the other.

## What to do

Trust the version that is closer to the first report, and name the source as it does.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import look
from builder.model import Attribution, Dossier, Evidence, Note, SourceKind, Witness

_CLEARNESS: tuple[SourceKind, ...] = ("named", "group", "anonymous", "second-hand", "vague", "none")


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on the side whose source is the vaguer; on both where neither is."""
    seen = set()
    for side in look.aligned(dossier):
        own = look.attributions(dossier, side.here, side.own)
        other = look.attributions(dossier, side.there, side.other)
        strange = [each for each in own if not any(_same(side.here, each, side.there, one) for one in other)]
        if (
            own
            and other
            and strange
            and (side.here.siglum, side.own[0].span) not in seen
            and _vagueness(own) >= _vagueness(other)
        ):
            seen.add((side.here.siglum, side.own[0].span))
            here = look.whole(span for each in own for span in (*each.source, *each.cue))
            there = look.whole(span for each in other for span in (*each.source, *each.cue))
            message = f"Witness {side.there.siglum} says: {look.quoted(side.there, there)}."
            evidence = (Evidence(side.there.siglum, there),)
            yield Note("source-changed", "warning", side.here.siglum, here, message, evidence)


def _same(here: Witness, one: Attribution, there: Witness, other: Attribution) -> bool:
    """Whether two descriptions share a word that tells who: 'The officials' and 'The two US defense officials'."""
    return bool(set(look.who(here, one)) & set(look.who(there, other)))


def _vagueness(attributions: list[Attribution]) -> int:
    return max(_CLEARNESS.index(each.kind) for each in attributions)
