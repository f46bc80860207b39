"""A word such as "yesterday" or "recently" stands in a text without a date.

## Why it matters

Such words point from the day of writing to the day of the event. Without the first, the second is unknown, and an old
event can pass for a new one.

## Example

"The attack killed 13 people last week", in a text without a date.

## What to do

Ask when the text was written. If another version is dated, compare what both say of the same event.

## Where the rule comes from

Wikipedia's "when?" marks a time that is too vague to be understood.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import look, when
from builder.model import Dossier, Note, Time, Witness

TITLE = "unclear when"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each phrase of an undated text that hangs on its date; the same phrase is noted once."""
    for witness in dossier.work.witnesses:
        seen = set()
        for time in unclear(dossier, witness):
            words = " ".join(witness.read(time.span).casefold().split())
            if words not in seen:
                seen.add(words)
                message = f"When? {look.quoted(witness, time.span)} is counted from a date that the text does not have."
                yield Note("unclear-when", "note", witness.siglum, time.span, message)


def unclear(dossier: Dossier, witness: Witness) -> Iterator[Time]:
    """The expressions that only the date of the text could place; none where it has one."""
    if witness.dated is not None:
        return
    clear = {one.span for one, two in when.apposed(dossier, witness) if two.days}
    pointing = look.pattern(witness.language, "unclear")
    for passage in when.bodies(witness):
        for time in dossier.within(witness.siglum, passage.span):
            words = witness.read(time.span)
            weekday = time.value.startswith("XXXX-W")
            said = words.islower() or (words[1:].islower() and time.span.start == passage.span.start)
            points = weekday or (time.value.endswith("_REF") and pointing.search(words) and said)
            if points and time.days is None and time.span not in clear and not when.in_speech(witness, time.span):
                yield time
