"""An expression and its scene become a time: the words counted out to a TIMEX3 value, and to days.

Each `means` of a pattern is a function that returns a `Reading`. News looks back: a bare "Monday" is the last one, and
a day without a year is the nearest, unless the sentence speaks of the future.
"""

from __future__ import annotations

from collections.abc import Callable

from builder.dates import counted, lengths, printed, timex
from builder.dates.find import Expression
from builder.dates.scenes import Reading, Scene
from builder.model import Days, Run, Time, TimeType


def time(words: Expression, scene: Scene) -> Time:
    """The time that an expression speaks of. Days that no calendar has, or none reaches, are None."""
    try:
        reading = READERS[words.means](words, scene)
    except (ValueError, OverflowError):  # a century or a weekday off the end of the calendar
        reading = Reading("PAST_REF")
    kind = _kind(reading)
    return Time(
        words.span,
        kind,
        reading.value,
        timex.days(reading.value) if kind in ("DATE", "TIME") else None,
        reading.anchor,
        weekday=words.first("weekday", "shortday") or None if words.has("month") else None,
        readings=tuple(days for days in map(timex.days, reading.others) if days),
        impossible=timex.impossible(reading.value),
        run=_run(words, *map(timex.days, reading.ends)) if reading.ends else None,
    )


def _run(words: Expression, first: Days | None, last: Days | None) -> Run | None:
    return Run(words.span, first, last) if first and last else None


def _kind(reading: Reading) -> TimeType:
    """A date with an hour or a part of the day in its value is a time."""
    dated = reading.type == "DATE" and (reading.value[:1].isdigit() or reading.value.startswith("XXXX"))
    return "TIME" if dated and "T" in reading.value else reading.type


READERS: dict[str, Callable[[Expression, Scene], Reading]] = {
    reader.__name__: reader
    for reader in (
        printed.iso, printed.slashes, printed.day, printed.monthday, printed.run, printed.month, printed.year,
        printed.years, printed.spoken, printed.decade, printed.century, printed.feast,
        counted.weekday, counted.weekdayof, counted.until, counted.dayword, counted.dayafter, counted.nearby,
        counted.clock, counted.shifted, counted.weekend, counted.turned, counted.ago, counted.quarter, counted.half,
        counted.season,
        lengths.duration, lengths.repeated, lengths.often, lengths.weekly, lengths.yearly, lengths.some, lengths.vague,
    )
}  # fmt: skip
