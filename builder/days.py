"""Days in words become dates, and dates become words.

Only days printed in full: "2021-09-01", "July 13, 2024", "13 July 2024". What is counted from another day
("last week") is the business of `dates`; this leaf is shared by `read`, `dates`, `checks` and `render`.
"""

from __future__ import annotations

import re
from datetime import date

from builder.model import Days

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MONTH = "|".join(f"{name}|{name[:3]}\\.?" if name != "September" else "September|Sept?\\.?" for name in MONTHS)
_WEEKDAY = "|".join(f"{name}|{name[:3]}\\.?" for name in WEEKDAYS)
PRINTED_DAY = re.compile(
    rf"\b(?:(?:{_WEEKDAY}),?\s+)?"
    rf"(?:(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"
    rf"|(?P<mname>{_MONTH})\s+(?P<mday>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<myear>\d{{4}})"
    rf"|(?P<dday>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<dname>{_MONTH}),?\s+(?P<dyear>\d{{4}}))\b"
)
"""A day printed in full, with or without its weekday. Numbers with slashes are left out: 03/04/2020 is two days."""


def month(name: str) -> int:
    """1 to 12 for an English month or its abbreviation. Raises ValueError."""
    start = name.rstrip(".")[:3].capitalize()
    return [full[:3] for full in MONTHS].index(start) + 1


def from_match(match: re.Match[str]) -> date:
    """The day of a `PRINTED_DAY` match. Raises ValueError where the calendar has no such day, or none after it."""
    part = match.groupdict()
    if part["year"]:
        day = date(int(part["year"]), int(part["month"]), int(part["day"]))
    elif part["mname"]:
        day = date(int(part["myear"]), month(part["mname"]), int(part["mday"]))
    else:
        day = date(int(part["dyear"]), month(part["dname"]), int(part["dday"]))
    if day == date.max:
        raise ValueError(f"{day} is the last day that can be counted")
    return day


def say(day: date) -> str:
    """'1 September 2021'."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_days(days: Days) -> str:
    """'23 to 29 August 2021', '30 August to 5 September 2021', '1 September 2021', 'July 2021', '2021'."""
    first, last = days.start, days.last
    if (first.month, first.day, last) == (1, 1, date(first.year, 12, 31)):
        return str(first.year)
    if first.day == 1 and (last.year, last.month) == (first.year, first.month) and days.end.day == 1:
        return f"{MONTHS[first.month - 1]} {first.year}"
    if first == last:
        return say(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {say(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {say(last)}"
    return f"{say(first)} to {say(last)}"
