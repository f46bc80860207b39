"""Two versions name different days for one event.

## Why it matters

One of the two is wrong, or they tell of two events. A date is easily mistyped, and often changed on purpose when a text
is printed again.

## Example

"The troops left on 30 August"; in the other version, "The troops left on 31 August".

## What to do

Look the event up. Where both days were counted, look first at the dates of the two texts.

## Where the rule comes from

Wikipedia's "contradict-other" marks two articles that disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder import days
from builder.checks import look, when
from builder.model import Dossier, Evidence, Note, Span, Time, Witness

TITLE = "another day"
DAY = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d(?:T.*)?")


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each side of two days in the same place of aligned sentences; against the first that differs."""
    seen = set()
    for side in look.aligned(dossier):
        here = _in(dossier, side.here, [passage.span for passage in side.own])
        there = _in(dossier, side.there, [passage.span for passage in side.other])
        for time, other in _slots(side, here, there):
            key = (side.here.siglum, time.span)
            if (
                key not in seen
                and _differ(dossier, side, time, other)
                and not _elsewhere(time, there)
                and not _elsewhere(other, here)
            ):
                seen.add(key)
                yield _note(side.here, time, side.there, other)


def _in(dossier: Dossier, witness: Witness, spans: list[Span]) -> list[Time]:
    """The days named in some passages; of an undated text, days without their year and weekdays, too."""
    times = [time for span in spans for time in dossier.within(witness.siglum, span)]
    return [time for time in times if time.days or time.value.startswith("XXXX-")]


def _slots(side: look.Aligned, here: list[Time], there: list[Time]) -> Iterator[tuple[Time, Time]]:
    """Days that stand in one place: each the only one that a replaced run of words touches on its side."""
    for change in side.match.changes:
        own = [time for time in here if time.span.touches(change.left)]
        other = [time for time in there if time.span.touches(change.right)]
        if len(own) == len(other) == 1:
            yield own[0], other[0]


def _differ(dossier: Dossier, side: look.Aligned, time: Time, other: Time) -> bool:
    """Whether two times share no day, and no doubt about the dates of the texts explains it."""
    words = [each.read(one.span).casefold().split() for each, one in ((side.here, time), (side.there, other))]
    if not _disjoint(time, other) or words[0] == words[1]:  # the same words are a drift, which has a note of its own
        return False
    counted = when.from_byline(time) or when.from_byline(other)
    return not counted or not dossier.margin < abs(look.days_apart(side.here, side.there))


def _disjoint(time: Time, other: Time) -> bool:
    """Whether two times share no day; without their years, whether they name different days of a month or week."""
    if time.days and other.days:
        return not time.days.touches(other.days)
    yearless = "XXXX" in (time.value[:4], other.value[:4])
    weekdays = time.value.startswith("XXXX-W") and other.value.startswith("XXXX-W")
    days_of_months = DAY.fullmatch(time.value) and DAY.fullmatch(other.value)
    return bool(yearless and (weekdays or days_of_months)) and time.value[4:10] != other.value[4:10]


def _elsewhere(time: Time, others: list[Time]) -> bool:
    """Whether the other side names the same days in another place."""
    return any(not _disjoint(time, other) and bool(other.days) == bool(time.days) for other in others)


def _note(here: Witness, time: Time, there: Witness, other: Time) -> Note:
    message = f"{_reckoned(here, time)} here; witness {there.siglum} has {_reckoned(there, other)}."
    return Note("date-differs", "error", here.siglum, time.span, message, (Evidence(there.siglum, other.span),))


def _reckoned(witness: Witness, time: Time) -> str:
    """The words, and the days where they were counted."""
    if time.anchor is None or time.days is None:
        return look.quoted(witness, time.span)
    counted = f"{days.say_days(time.days)}, counted from {days.say(time.anchor.day)}"
    return f"{look.quoted(witness, time.span)} ({counted})"
