"""A claim that no other version makes.

## Why it matters

What only one version says was either added by it or cut by the others. A figure that nobody else prints deserves a
second look; so does the reason why the others left it out.

## Example

"More than 122,000 people in total had been airlifted" stands in one of two versions of a report.

## What to do

Look which version is the longer, and whether the sentence has a source.

## Where the rule comes from

The BBC's guidelines: be reluctant to rely on a single source.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import look
from builder.model import Dossier, Note

TITLE = "only in this version"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each passage that makes a claim without a source and stands in one of several versions alone."""
    for witness in dossier.work.witnesses:
        pairs = [pair for here, _, pair in look.sides(dossier) if here is witness]
        matched = {index for pair in pairs for match in pair.matches for index in match.left}
        seen = set(matched)
        for claim in dossier.claims[witness.siglum]:
            index = witness.passage_at(claim.span)
            if pairs and index not in seen:
                seen.add(index)
                yield Note("only-here", "note", witness.siglum, claim.span, "Only this version says this.")
