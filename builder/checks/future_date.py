"""Something is told as past, with a day that lies after the date of the text.

## Why it matters

A report cannot tell what had not happened. Either the day is wrong, or the text is younger than its date says.

## Example

"The bridge was opened on 14 May 2020", in a text dated 10 March 2019.

## What to do

Look at how the date of the text is known, and look the event up. A misprinted year is the most common reason.

## Where the rule comes from

Wikipedia's "dubious" and "disputed" mark dates that cannot be right.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from builder import days
from builder.model import Dating, Dossier, Evidence, Note, Time

TITLE = "day after the date"

MARGIN = timedelta(days=1)
"""Where it is night at the desk, it may be tomorrow at the place."""
YEAR_MARGIN = timedelta(days=92)
"""For months and years: the budget of the next year is decided, and told of, in the last months of this one."""


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each day after the date of the text on which something is said to have happened."""
    for witness in dossier.work.witnesses:
        for time in dossier.times[witness.siglum]:
            if witness.dated and time.told == "past" and _later(witness.dated, time):
                message = f"Told as past, but after the date of this text, {days.say(witness.dated.day)}."
                evidence = (Evidence(witness.siglum, witness.dated.span),) if witness.dated.span else ()
                yield Note("future-date", "warning", witness.siglum, time.span, message, evidence)


def _later(own: Dating, time: Time) -> bool:
    if time.days is None:
        return False
    one_day = (time.days.end - time.days.start).days == 1
    return time.days.start - own.day > (MARGIN if one_day else YEAR_MARGIN)
