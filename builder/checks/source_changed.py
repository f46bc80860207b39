"""Two versions attribute the same statement to different sources.

## Why it matters

"One of the officials" can be asked; "international media reports" cannot. A source that changes on the way is no longer
the one who spoke.

## Example

"According to international media reports, an official revealed" in one version, "According to one of the officials" in
the other.

## What to do

Trust the version that is closer to the first report, and name the source as it does.

## Where the rule comes from

The Reuters handbook: a named source is the best, an unnamed one the weakest; never say "sources" where there is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import look
from builder.model import Attribution, Dossier, Evidence, Note, SourceKind, Witness

TITLE = "source changed"

_CLEARNESS: tuple[SourceKind, ...] = ("named", "group", "anonymous", "second-hand", "vague", "none")


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on the side whose source is the vaguer; on both where neither is."""
    seen = set()
    cited = look.cited(dossier)
    for side in look.aligned(dossier):
        own = look.on(cited[side.here.siglum], side.match.left)
        other = look.on(cited[side.there.siglum], side.match.right)
        strange = [
            each
            for each in own
            if not look.retold(side, each) and not any(_same(side.here, each, side.there, one) for one in other)
        ]
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
    """Whether two descriptions may be of one source: 'The officials' and 'The two US defense officials', 'he'."""
    left, right = _who(here, one), _who(there, other)
    if left and right and not left & right:
        return False
    numbers = look.table(here.language)["numbers"]["words"]
    return len({_number(here, one, numbers), _number(there, other, numbers)} - {0}) < 2


def _who(witness: Witness, attribution: Attribution) -> set[str]:
    """The words that tell who it is, those of the first mention among them; empty for 'he', who may be anybody."""
    own = look.table(witness.language)["sources"]
    if set(look.who(witness, look.named(witness, attribution))) <= set(own["pronouns"]):
        return set()
    parts = [part for span in {*attribution.source, *attribution.speaker} for part in witness.read(span).split(" of ")]
    return {word for part in parts for word in look.who(witness, part)}


def _number(witness: Witness, attribution: Attribution, numbers: dict[str, int]) -> int:
    """How many they are: 3 for 'three officials'; 0 where it is not said, or only some of them speak."""
    said = " ".join(witness.read(span) for span in attribution.source).casefold().split()
    if said and said[0] in look.table(witness.language)["sources"]["one"] and "of" not in said:
        return 1
    counted = [numbers.get(word, 0) for word in said[:1] if said[1:2] != ["of"]]
    return next(iter(counted), 0)


def _vagueness(attributions: list[Attribution]) -> int:
    return max(_CLEARNESS.index(each.kind) for each in attributions)
