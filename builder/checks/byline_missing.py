"""The text carries no date.

## Why it matters

Words such as "yesterday" and "Monday morning" can be placed only by who knows when they were written. In 2008 an
undated report of a bankruptcy six years old was taken for new, and the airline's share lost most of its price.

## Example

"The airline filed for bankruptcy on Monday morning", and no date anywhere on the page.

## What to do

Look for a date in the address of the page, in its feed, in stored copies and in other versions. Write it down with how
it is known.

## Where the rule comes from

Wikipedia's "when?" marks a time that is too vague to be understood. The AP asks for a date where a weekday does not do.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import look, unclear_when
from builder.model import Dossier, Note

TITLE = "no date"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on a text that tells of times and has no date itself."""
    for witness in dossier.work.witnesses:
        if witness.dated is None and any(time.type in ("DATE", "TIME") for time in dossier.times[witness.siglum]):
            unclear = next(unclear_when.unclear(dossier, witness), None)
            fact = (
                "nothing here says when it was written"
                if unclear is None
                else f"{look.quoted(witness, unclear.span)} cannot be placed"
            )
            yield Note("byline-missing", "warning", witness.siglum, look.byline(witness), f"Undated: {fact}.")
