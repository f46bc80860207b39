"""A day or an hour is named that does not exist.

## Why it matters

It is a slip for certain. What was meant cannot be told from the text: 31 September may be 30 September, 1 October or 31
August.

## Example

"The law was passed on 31 September 2021."

## What to do

Look the event up, and look what the other versions have.

## Where the rule comes from

Wikipedia's "dubious" and "disputed" mark dates that cannot be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks import look, when
from builder.model import Dossier, Note, Span, Time, Witness

TITLE = "impossible date"

GREGORIAN = "1753"
"""By the Julian calendar, which England kept until 1752, every fourth year had a 29 February."""

BEFORE = 12
"""Characters before a day in which the word stands that makes it a month and a number."""


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each day that no calendar has, and each hour that no clock has."""
    for witness in dossier.work.witnesses:
        known = list(_known(dossier, witness))
        beyond = [span for span in _beyond(witness) if not any(span.touches(other) for other in known)]
        for span in sorted({*known, *beyond}):
            message = f"There is no {look.quoted(witness, span)}."
            yield Note("impossible-date", "error", witness.siglum, span, message)


def _known(dossier: Dossier, witness: Witness) -> Iterator[Span]:
    """What reads as a date and is none. "In June 31 people died" tells of a month and a number."""
    number = look.table(witness.language)["impossible"]["number_after"]
    counting = re.compile(rf"(?<!\w)(?:{'|'.join(number) or '(?!)'})\s+\Z", re.IGNORECASE)
    for time in dossier.times[witness.siglum]:
        if time.impossible and not _julian(time):
            words, start = witness.read(time.span), time.span.start
            month_first = words[-1:].isdigit() and not re.search(r"\d{4}", words)
            if not month_first or not counting.search(witness.text, max(0, start - BEFORE), start):
                yield time.span


def _beyond(witness: Witness) -> Iterator[Span]:
    """Days and hours beyond any month or clock, which read as no date at all: "32 May 2021"."""
    for passage in when.bodies(witness):
        for form in look.table(witness.language)["impossible"]["forms"]:
            for found in re.compile(form).finditer(witness.text, passage.span.start, passage.span.end):
                yield Span(*found.span("it"))


def _julian(time: Time) -> bool:
    return time.value[:4] < GREGORIAN and time.value[4:10] == "-02-29"
