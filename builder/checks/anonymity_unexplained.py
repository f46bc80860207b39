"""The text uses unnamed sources and never says why they are unnamed.

## Why it matters

The AP and The New York Times ask their reporters to tell readers why a source could not be named. Unnamed sources lower
the trust of readers most where nobody explains them.

## Example

"One official said", and nowhere "on condition of anonymity because ...".

## What to do

Look whether another version gives the reason; it may have been cut.

## Where the rule comes from

The AP and The New York Times (2004): say why the source asked not to be named. The BBC's guidelines: tell the audience
what can be told of an unnamed source.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import anonymous_source, look
from builder.model import Dossier, Evidence, Note

TITLE = "unnamed, and not said why"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note a witness, at its first unnamed source."""
    for witness in dossier.work.witnesses:
        first = next(anonymous_source.first_mentions(dossier, witness), None)
        if first is None or dossier.reasons[witness.siglum]:
            continue
        others = [other for other in dossier.work.witnesses if dossier.reasons[other.siglum]]
        evidence = tuple(Evidence(other.siglum, dossier.reasons[other.siglum][0]) for other in others)
        told = f" Witness {others[0].siglum} does." if others else ""
        message = f"This version does not say why its sources are unnamed.{told}"
        yield Note("anonymity-unexplained", "note", witness.siglum, look.whole(first.source), message, evidence)
