"""A stretch of time ends before it begins.

## Why it matters

One of the two dates is wrong, or the two were exchanged. Which one cannot be seen from the text.

## Example

"He ran the bank from 2015 to 2009."

## What to do

Look both dates up. Other versions may have them in the right order.

## Where the rule comes from

Wikipedia's "dubious" and "disputed" mark dates that cannot be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder import days
from builder.checks import look, when
from builder.model import Dossier, Note, Run, Witness

TITLE = "end before beginning"

COUNTED = re.compile(
    r"\s+(?!(?:in|at|on|as|and|but|or|when|while|before|after|with|under|he|she|it|they|the)\b)\w", re.IGNORECASE
)
"""A word after a bare number that may be what it counts: "from 2019 to 1987 points"."""


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each printed run whose second end lies before its first."""
    for witness in dossier.work.witnesses:
        for run in when.runs(dossier, witness):
            if run.last.end <= run.first.start and not _counts(witness, run):
                first, last = days.say_days(run.first), days.say_days(run.last)
                message = f"The end lies before the beginning: {first} is later than {last}."
                yield Note("order-impossible", "error", witness.siglum, run.span, message)


def _counts(witness: Witness, run: Run) -> bool:
    """Whether the numbers may count something else than years, or go backwards on purpose."""
    passage = witness.passages[witness.passage_at(run.span)]
    whole_years = (run.last.end - run.last.start).days > 300
    bracketed = witness.text[run.span.start] == "("
    after = not bracketed and COUNTED.match(witness.text, run.span.end, passage.span.end)
    return bool(
        whole_years and (after or look.pattern(witness.language, "measures").search(witness.read(passage.span)))
    )
