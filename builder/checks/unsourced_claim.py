"""A claim that could be checked, with no source in it, before it or after it.

## Why it matters

Figures, grave acts and judgements are what readers carry away. The AP's rule is to attribute any fact that can be
disputed and was not witnessed, in the same sentence.

## Example

"More than 122,000 people in total had been airlifted", with nobody who says so.

## What to do

Look for the figure in another version, or in a report that says who counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import look
from builder.model import Claim, Dossier, Note, Witness

_WHAT = {
    "figure": "No source is named for this figure.",
    "act": "No source is named for this.",
    "judgement": "No source is named for this judgement.",
    "superlative": "No source is named for this superlative.",
}


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each claim that stands alone."""
    for witness in dossier.work.witnesses:
        for claim in dossier.claims[witness.siglum]:
            yield Note("unsourced-claim", "warning", witness.siglum, claim.span, _message(dossier, witness, claim))


def _message(dossier: Dossier, witness: Witness, claim: Claim) -> str:
    """What is missing, and whether any other version has the sentence at all."""
    index = witness.passage_at(claim.span)
    pairs = [pair for here, _, pair in look.sides(dossier) if here is witness]
    alone = pairs and not any(index in match.left for pair in pairs for match in pair.matches)
    return _WHAT[claim.reason] + (" Only this version has the sentence." if alone else "")
