"""This version is surer of something than another version.

## Why it matters

"May have shot" and "shot" are two reports. A hedge is the first thing to go when a text is shortened, and what was
supposed becomes what happened.

## Example

"Guards helped the Americans in" in one version, "guards helped most of the Americans in" in the other.

## What to do

Quote the sentence with the hedge that the other version has.

## Where the rule comes from

Wikipedia's "failed verification": what is cited does not say so, or not for certain.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import hedge_changed, look, slots
from builder.model import Dossier, Evidence, Note

TITLE = "hedge left out"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each side whose words lack a hedge that another version has; against the first such version."""
    for side, change, span in hedge_changed.unlike(dossier):
        if not look.said(side.here, "hedges", change.left) and slots.is_slot(side, change):
            message = f"Witness {side.there.siglum} is less sure: {look.quoted(side.there, change.right)}."
            evidence = (Evidence(side.there.siglum, change.right),)
            yield Note("hedge-dropped", "warning", side.here.siglum, span, message, evidence)
