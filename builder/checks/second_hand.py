"""An unnamed source relays what others told it.

## Why it matters

What somebody heard from somebody is weaker than what they saw. Two people stand between the event and the reader, and
neither can be asked.

## Example

"According to people in the network who were in touch with several Afghans ..."

## What to do

Read what is told as an account of an account.

## Where the rule comes from

The Reuters handbook: a named source is the best, an unnamed one the weakest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from builder.checks import look
from builder.model import Attribution, Dossier, Note, Witness

TITLE = "told at second hand"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note a source, at its first mention in the witness."""
    for witness in dossier.work.witnesses:
        seen: set[str] = set()
        for each in dossier.attributions[witness.siglum]:
            if each.kind == "second-hand" and each.source:
                if not _known(witness, each, seen):
                    yield Note("second-hand", "note", witness.siglum, look.whole(each.source), "Told at second hand.")
                seen |= {look.singular(word) for word in _words(witness, each)}


def _known(witness: Witness, attribution: Attribution, seen: set[str]) -> bool:
    """Whether a source was met before: its noun was, or it is described by one that was ('people in the network')."""
    definite = look.table(witness.language)["sources"]["definite"]
    # "the network" was introduced, "the US" need not be.
    back = {look.singular(word) for before, word in pairwise(_words(witness, attribution)) if before in definite}
    return bool(seen & {*back, *look.who(witness, look.named(witness, attribution))[-1:]})


def _words(witness: Witness, attribution: Attribution) -> list[str]:
    """The words of a description but for names."""
    said = " ".join(witness.read(span) for span in attribution.source)
    words = re.findall(r"\w+", said)
    return [word.casefold() for place, word in enumerate(words) if place == 0 or word == word.casefold()]
