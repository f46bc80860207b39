"""A claim that could be checked, with no source in it, before it or after it.

## Why it matters

Figures, grave acts and judgements are what readers carry away. The AP's rule is to attribute any fact that can be
disputed and was not witnessed, in the same sentence.

## Example

"More than 122,000 people in total had been airlifted", with nobody who says so.

## What to do

Look for the figure in another version, or in a report that says who counted.

## Where the rule comes from

The AP: attribute any fact that can be disputed and was not witnessed, in the same sentence. The Reuters handbook lets a
lead go without a source, if it stands high in the story. Wikipedia's "citation needed".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from builder.checks import look
from builder.model import Claim, Dossier, Note, Severity

TITLE = "claim without a source"

_WHAT = {"figure": "this figure", "act": "this", "judgement": "this judgement", "superlative": "this superlative"}
_GRAVE = ("figure", "judgement")
"""What the AP and Wikipedia ask a source for first."""


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each sentence that makes claims and stands alone."""
    for witness in dossier.work.witnesses:
        lead = next((index for index, each in enumerate(witness.passages) if each.role == "body"), -1)
        placed = [(witness.passage_at(claim.span), claim) for claim in dossier.claims[witness.siglum]]
        for index, claims in groupby(placed, itemgetter(0)):
            made = [claim for _, claim in claims]
            severity: Severity = "warning" if made[0].reason in _GRAVE or index == lead else "note"
            span = look.whole(claim.span for claim in made)
            yield Note("unsourced-claim", severity, witness.siglum, span, _message(made))


def _message(claims: list[Claim]) -> str:
    what = "these figures" if len(claims) > 1 else _WHAT[claims[0].reason]
    return f"No source is named for {what}."
