"""A weekday stands beside a date on which it did not fall.

## Why it matters

Of the weekday and the date one is wrong. Where the year is not printed, it may also be that the text is from another
year than its date says.

## Example

"The last flight left on Tuesday, August 30", in a text of September 2021: 30 August 2021 was a Monday.

## What to do

Look the event up. The weekday is right more often than the number: it is remembered, the number is typed.

## Where the rule comes from

The AP uses a weekday only within seven days, otherwise the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from builder import days
from builder.checks import look, when
from builder.model import Dossier, Note, Span, Time, Witness

TITLE = "wrong weekday"

NEAR = timedelta(days=200)
"""A day without a year is one of the nearest: past half a year before or after, two years are as likely."""
GREGORIAN = 1753
"""England and its colonies counted by the Julian calendar until September 1752; before, weekdays do not tell."""


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each weekday that fits none of the days that may be meant."""
    for witness in dossier.work.witnesses:
        for span, time, weekday in _pairs(dossier, witness):
            possible = _possible(dossier, witness, time)
            if possible and all(day.isoweekday() != weekday for day in possible):
                real = days.WEEKDAYS[possible[0].isoweekday() - 1]
                message = f"{look.quoted(witness, span)}: {days.say(possible[0])} was a {real}."
                yield Note("weekday-mismatch", "error", witness.siglum, span, message)


def _pairs(dossier: Dossier, witness: Witness) -> Iterator[tuple[Span, Time, int]]:
    """(place, day, weekday from 1) of each day with a weekday in it or beside it: "30 August, a Tuesday"."""
    times = dossier.times[witness.siglum]
    own = look.table(witness.language)["weekday"]
    for time in times:
        if time.weekday is not None:
            yield time.span, time, time.weekday
    for one, two in pairwise(times):
        for day, other, between in ((one, two, own["after"]), (two, one, own["before"])):
            weekday = _bare_weekday(witness, other)
            joined = _either(between).fullmatch(witness.text, one.span.end, two.span.start)
            if joined and weekday and day.weekday is None and _is_day(day):
                closed = "(" in joined[0] and witness.text[two.span.end : two.span.end + 1] == ")"
                yield Span(one.span.start, two.span.end + closed), day, weekday


def _either(shapes: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(shapes) or "(?!)", re.IGNORECASE)


def _bare_weekday(witness: Witness, time: Time) -> int:
    """The weekday that stands alone as an expression of time; else 0."""
    if found := re.fullmatch(r"XXXX-WXX-(\d)", time.value):
        return int(found[1])
    alone = time.weekday is None and " " not in witness.read(time.span)
    counted = when.from_byline(time) and not re.search(r"\d", witness.read(time.span))
    is_today = look.pattern(witness.language, "today").search(witness.read(time.span))
    return time.days.start.isoweekday() if alone and counted and _is_day(time) and not is_today and time.days else 0


def _is_day(time: Time) -> bool:
    return bool(re.fullmatch(r"(?:\d{4}|XXXX)-\d\d-\d\d(?:T.*)?", time.value))


def _possible(dossier: Dossier, witness: Witness, time: Time) -> list[date]:
    """The days that may be meant, the nearest first; none where nothing tells the year."""
    if time.days is None or time.days.start.year < GREGORIAN:
        return []
    if time.anchor is None:
        return [time.days.start]
    if witness.dated is None or time.anchor.span is not None or look.doubtful(dossier, witness):
        return []
    own = witness.dated.day
    near = [
        day for day in _every_year(time.days.start, {own.year - 1, own.year, own.year + 1}) if abs(day - own) < NEAR
    ]
    return sorted(near, key=lambda day: abs(day - own)) + _every_year(
        time.days.start, _years_beside(witness, time.span)
    )


def _every_year(day: date, years: set[int]) -> list[date]:
    """The same day of the month in some years, where they have it."""
    return [day.replace(year=year) for year in sorted(years) if (day.month, day.day) != (2, 29) or not year % 4]


def _years_beside(witness: Witness, span: Span) -> set[int]:
    """The years that the paragraph names: "In 1963 ... on Friday, 22 November"."""
    paragraph = when.around(witness, span)
    return {int(year[0]) for year in when.YEAR.finditer(witness.text, paragraph.start, paragraph.end)}
