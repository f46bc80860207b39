"""A day and a unit become a TIMEX3 value; a TIMEX3 value becomes the days that it names.

TIMEX3 is the notation of ISO-TimeML (TempEval-3, 2013). Units are written as there: D day, W week, WE weekend,
M month, Q quarter, H half-year, Y year, E decade, C century; SP, SU, FA, WI are seasons.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from builder.model import Days

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month in which a season begins, by the meteorologists' reckoning for the northern half of the world."""

MONTHS_IN = {"M": 1, "Q": 3, "H": 6, "Y": 12, "E": 120, "C": 1200}
DAYS_IN = {"D": 1, "W": 7, "WE": 7}


def stretch(day: date, unit: str) -> str:
    """The day, week, month ... that holds a day: `stretch(2021-09-01, "W")` is "2021-W35"."""
    if unit in ("W", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    if unit == "D":
        return day.isoformat()
    if unit == "M":
        return f"{day.year:04d}-{day.month:02d}"
    if unit in ("Q", "H"):
        return f"{day.year:04d}-{unit}{(day.month - 1) // MONTHS_IN[unit] + 1}"
    return f"{day.year:04d}"[: {"E": 3, "C": 2}.get(unit, 4)]


def moved(day: date, unit: str, count: int) -> date:
    """The day so many units away; the 31st becomes the last day of a shorter month.

    Raises OverflowError or ValueError where the calendar ends.
    """
    if unit in DAYS_IN:
        return day + timedelta(days=DAYS_IN[unit] * count)
    first = _month(day.year, day.month + MONTHS_IN[unit] * count)
    following = _month(first.year, first.month + 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def season(day: date, name: str, shift: int) -> str:
    """The last (-1), this year's (0) or next (1) season of that name, seen from a day; a winter is the nearest."""
    starts = [_month(day.year + year, SEASONS[name]) for year in (-2, -1, 0, 1)]
    if shift < 0:
        start = max(start for start in starts if _month(start.year, start.month + 3) <= day)
    elif shift > 0:
        start = min((start for start in starts if start > day), default=starts[-1])
    elif name != "WI":
        start = _month(day.year, SEASONS[name])
    else:
        start = min(starts, key=lambda start: abs(start + timedelta(days=45) - day))
    return f"{start.year:04d}-{name}"


def unit(value: str) -> str:
    """The unit of a value that names days; empty where it names none."""
    return next((name for name, shape, _ in _SHAPES if shape.fullmatch(value)), "")


def days(value: str) -> Days | None:
    """The days that a value names; None for durations, sets, references, and days that no calendar has."""
    for _, shape, read in _SHAPES:
        if found := shape.fullmatch(value):
            try:
                return read(*found.groups())
            except (ValueError, OverflowError):
                return None
    return None


def impossible(value: str) -> bool:
    """Whether a value names a day that no calendar has or an hour that no clock has: 2021-09-31, XXXX-02-30, T25:00."""
    found = _DAY_AND_HOUR.fullmatch(value)
    return found is not None and (_no_day(*found.group(1, 2, 3)) or _no_hour(*found.group(4, 5)))


def _no_day(year: str, month: str | None, day: str | None) -> bool:
    if month is None or day is None:
        return False
    try:
        date(2000 if year == "XXXX" else int(year), int(month), int(day))  # 2000 has a 29 February
    except ValueError:
        return True
    return False


def _no_hour(hour: str | None, minute: str | None) -> bool:
    """24:00 is midnight; 24:01 is nothing."""
    return hour is not None and minute is not None and (int(minute) > 59 or (int(hour), int(minute)) > (24, 0))


def _month(year: int, month: int) -> date:
    """The first of a month, counted on beyond December and back beyond January."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _months(year: int, month: int, count: int) -> Days:
    return Days(_month(year, month), _month(year, month + count))


def _day(year: str, month: str, day: str) -> Days:
    start = date(int(year), int(month), int(day))
    return Days(start, start + timedelta(days=1))


def _week(year: str, week: str) -> Days:
    start = date.fromisocalendar(int(year), int(week), 1)
    return Days(start, start + timedelta(days=7))


def _weekend(year: str, week: str) -> Days:
    start = date.fromisocalendar(int(year), int(week), 6)
    return Days(start, start + timedelta(days=2))


def _run(start: str, end: str) -> Days:
    if start >= end:
        raise ValueError(start, end)
    return Days(date.fromisoformat(start), date.fromisoformat(end))


_DAY_AND_HOUR = re.compile(r"(\d{4}|XXXX)-(?:XX-XX|W..-.|(\d\d)-(\d\d))(?:T(?:(\d\d):(\d\d).*|[A-Z]{2}))?")

_SHAPES: tuple[tuple[str, re.Pattern[str], Callable[..., Days]], ...] = (
    ("D", re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?"), _day),
    ("M", re.compile(r"(\d{4})-(\d\d)"), lambda year, month: _months(int(year), int(month), 1)),
    ("Y", re.compile(r"(\d{4})"), lambda year: _months(int(year), 1, 12)),
    ("W", re.compile(r"(\d{4})-W(\d\d)"), _week),
    ("WE", re.compile(r"(\d{4})-W(\d\d)-WE"), _weekend),
    ("Q", re.compile(r"(\d{4})-Q([1-4])"), lambda year, part: _months(int(year), 3 * int(part) - 2, 3)),
    ("H", re.compile(r"(\d{4})-H([12])"), lambda year, part: _months(int(year), 6 * int(part) - 5, 6)),
    ("S", re.compile(r"(\d{4})-(SP|SU|FA|WI)"), lambda year, name: _months(int(year), SEASONS[name], 3)),
    ("E", re.compile(r"(\d{3})"), lambda decade: _months(int(decade) * 10, 1, 120)),
    ("C", re.compile(r"(\d\d)"), lambda century: _months(int(century) * 100, 1, 1200)),
    ("run", re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)"), _run),
)
"""Unit, shape, reading. A run is an ISO 8601 interval whose second day is the day after the last, as in `Days`."""
