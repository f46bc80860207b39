"""One version says that it is so, another that it is not.

## Why it matters

A "not" that is lost or added turns a report into its opposite, and is easily overlooked: the rest of the sentence reads
the same.

## Example

"The guards did not open the gate" in one version, "the guards opened the gate" in the other.

## What to do

Look at the sentences before and after: they tell which of the two fits.

## Where the rule comes from

Wikipedia's "contradict-other" marks two articles of which one denies what the other says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks import look, slots
from builder.checks.slots import Slot
from builder.model import Dossier, Evidence, Note, Passage, Span, Witness

TITLE = "yes here, no there"

STEM = 4
"""Letters. "did not open", "opened": the deed is the same where words begin alike."""


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each side of every slot that differs in a denial and in nothing else."""
    seen: set[tuple[str, Span]] = set()
    for slot in slots.slots(dossier):
        side = slot.side
        span = slot.here or look.around(side.own, slot.here)
        if (_denied(slot) or _opposite(slot)) and (side.here.siglum, span) not in seen:
            seen.add((side.here.siglum, span))
            other = slot.there or look.around(side.other, slot.there)
            message = f"Witness {side.there.siglum} says otherwise: {look.sentence(side.there, other)}"
            evidence = (Evidence(side.there.siglum, other),)
            yield Note("negation-differs", "error", side.here.siglum, span, message, evidence)


def _denied(slot: Slot) -> bool:
    """Whether one side denies what the other says, and no word elsewhere in the sentence makes up for it."""
    side = slot.side
    here, there = look.said(side.here, "negation", slot.here), look.said(side.there, "negation", slot.there)
    if bool(here) == bool(there) or _denials(side.here, side.own) == _denials(side.there, side.other):
        return False
    return _deed(side.here, slot.here, here) == _deed(side.there, slot.there, there)


def _denials(witness: Witness, passages: list[Passage]) -> int:
    return sum(len(look.said(witness, "negation", passage.span)) for passage in passages)


def _deed(witness: Witness, span: Span, denials: list[Span]) -> set[str]:
    """How the words of a slot begin that are no denial, no auxiliary and not too common."""
    text = "".join(
        " " if any(one.start <= place < one.end for one in denials) else witness.text[place]
        for place in range(span.start, span.end)
    )
    own = look.table(witness.language)
    left_out = {*own["negation"]["auxiliaries"], *own["words"]["common"]}
    return {word.replace("ied", "y")[:STEM] for word in re.findall(r"\w+", text.casefold()) if word not in left_out}


def _opposite(slot: Slot) -> bool:
    """Whether the two sides are a word and its opposite."""
    here = " ".join(slot.side.here.read(slot.here).casefold().split())
    there = " ".join(slot.side.there.read(slot.there).casefold().split())
    return any({here, there} <= {*left, *right} and (here in left) != (there in left)
               for left, right in look.table(slot.side.here.language)["negation"]["opposites"])  # fmt: skip
