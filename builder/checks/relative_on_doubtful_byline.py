"""Days are counted from a date that is itself in doubt.

## Why it matters

If the date of the text is not that of the report, every "yesterday" and "last week" in it is off by the same time.

## Example

A visit "last week", under a date that stands alone above the headline and that another version contradicts.

## What to do

Take the days that are shown beside the words with the same doubt as the date.

## Where the rule comes from

The AP uses no "yesterday" and no weekday beyond seven days, for this reason. Wikipedia asks for "as of" and a date.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder import days
from builder.checks import look, relative_date_drift
from builder.model import Dossier, Evidence, Note

TITLE = "counted from a doubtful date"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each counted expression under a date in doubt, except where a drift is noted already."""
    drifting = {(note.siglum, note.span) for note in relative_date_drift.check(dossier)}
    for witness in dossier.work.witnesses:
        if not look.doubtful(dossier, witness):
            continue
        for time in look.counted(dossier, witness):
            if (witness.siglum, time.span) not in drifting and time.days and time.anchor:
                message = (
                    f"{look.quoted(witness, time.span)} would mean {days.say_days(time.days)}, counted from"
                    f" {days.say(time.anchor.day)}: a doubtful date."
                )
                evidence = (Evidence(witness.siglum, look.byline(witness)),)
                yield Note("relative-on-doubtful-byline", "note", witness.siglum, time.span, message, evidence)
