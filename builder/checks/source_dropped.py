"""This version states in its own voice what another version gives a source for.

## Why it matters

Who says something is part of what is said. A report that drops its source turns somebody's account into a fact.

## Example

"The US military negotiated a secret arrangement" in one version; "Two defense officials told CNN that the US military
negotiated a secret arrangement" in the other.

## What to do

Read the sentence with the source that the other version gives.

## Where the rule comes from

The AP: attribute any fact that can be disputed and was not witnessed, in the same sentence. The BBC's guidelines: what
cannot be corroborated is attributed.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import look
from builder.model import Attribution, Dossier, Evidence, Note

TITLE = "source left out"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each matched passage without a source whose counterpart has one; against the first such version."""
    seen = set()
    cited = look.cited(dossier)
    for side in look.aligned(dossier):
        if (side.here.siglum, side.own[0].span) in seen or look.on(cited[side.here.siglum], side.match.left):
            continue
        for given in look.on(cited[side.there.siglum], side.match.right):
            if _says_something(given) and not look.retold(side.turned, given):
                seen.add((side.here.siglum, side.own[0].span))
                span = look.naming(given)
                message = f"Witness {side.there.siglum} gives a source: {look.quoted(side.there, span)}."
                evidence = (Evidence(side.there.siglum, span),)
                yield Note("source-dropped", "warning", side.here.siglum, side.own[0].span, message, evidence)
                break


def _says_something(given: Attribution) -> bool:
    return given.kind != "none" and bool(given.content)
