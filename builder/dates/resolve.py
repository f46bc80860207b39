"""An expression and its scene become a time: the words counted out to a TIMEX3 value, and to days.

One function for each `means` of the patterns; each returns what it read as a `Reading`. News looks back: a bare
"Monday" is the last one, and a day without a year is the nearest, unless the sentence speaks of the future.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from builder.dates import numbers, timex
from builder.dates.find import Expression
from builder.model import Anchor, Time, TimeType

REACH = 12
"""How many earlier times of the text "the next day" may look back over."""

MOST = 10_000
"""More units than this are not counted on a calendar ("65 million years ago")."""

DISTANCE_AHEAD = 2.0  # TimeBank and AQUAINT: anything from 1.5 to 5 does equally well, 1 a little worse

FINENESS = {"D": 1, "W": 7, "WE": 7, "M": 31, "Q": 92, "H": 184, "Y": 366, "E": 3660, "C": 36600}
"""The most days that a stretch may have for such units to be counted from it: no "next day" after a year."""

YEARS_IN = {"E": 10, "C": 100}
PARTS = {("", "Y"): (12, "M"), ("", "W"): (7, "D"), ("T", "H"): (60, "M"), ("T", "M"): (60, "S")}
"""What half a unit is counted in."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What relative expressions are counted from."""

    day: date | None
    "of the whole text; None where it is undated"
    before: tuple[Time, ...] = ()
    "times just before in the text, in reading order"


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression says."""

    value: str
    anchor: Anchor | None = None
    type: TimeType = "DATE"


def time(words: Expression, scene: Scene) -> Time:
    """The time that an expression speaks of. Days that no calendar has, or none reaches, are None."""
    try:
        reading = READERS[words.means](words, scene)
    except (ValueError, OverflowError):  # counted off the calendar's end, in one of thirty places
        reading = Reading("PAST_REF")
    kind: TimeType = "TIME" if reading.type == "DATE" and "T" in reading.value[4:] and _dated(reading) else reading.type
    days = timex.days(reading.value) if kind in ("DATE", "TIME") else None
    return Time(words.span, kind, reading.value, days, reading.anchor)


def _dated(reading: Reading) -> bool:
    return reading.value[:1].isdigit() or reading.value.startswith("XXXX")


# Days printed in full, or all but the year


def iso(words: Expression, scene: Scene) -> Reading:
    """'2021-09-01'."""
    return Reading(words.word("iso").upper())


def slashes(words: Expression, scene: Scene) -> Reading:
    """A day with slashes is only a day where one of its numbers cannot be a month."""
    first, second, year = (int(part) for part in words.word("slashes").split("/"))
    if first <= 12 < second:
        return Reading(f"{year:04d}-{first:02d}-{second:02d}")
    if second <= 12 < first or first == second:
        return Reading(f"{year:04d}-{second:02d}-{first:02d}")
    return Reading(f"{year:04d}-XX-XX")


def day(words: Expression, scene: Scene) -> Reading:
    """'Wednesday, September 1, 2021', '13 July', 'the 3rd of May last year'."""
    number = _digits(words.word("day") or words.word("ordinal"))
    month = words.number("month")
    part = f"T{words.name('daypart')}" if words.has("daypart") else ""
    if words.has("year"):
        return Reading(f"{int(words.word('year')):04d}-{month:02d}-{number:02d}{part}")
    if scene.day is None:
        return Reading(f"XXXX-{month:02d}-{number:02d}{part}")
    if words.has("yearshift"):
        return _from(scene.day, f"{scene.day.year + words.number('shift'):04d}-{month:02d}-{number:02d}{part}")
    year = _year_of_day(scene.day, month, number, words.ahead)
    return _from(scene.day, f"{year:04d}-{month:02d}-{number:02d}{part}")


def run(words: Expression, scene: Scene) -> Reading:
    """'August 23 to 29, 2021'; an impossible run keeps the value of its impossible day."""
    year, month = int(words.word("year")), words.number("month")
    start, last = _digits(words.word("day")), _digits(words.word("till"))
    try:
        end = date(year, month, last) + timedelta(days=1)
        return Reading(f"{date(year, month, start).isoformat()}/{end.isoformat()}")
    except ValueError:
        return Reading(f"{year:04d}-{month:02d}-{max(start, last):02d}")


def month(words: Expression, scene: Scene) -> Reading:
    """'July 2021', 'last July', 'early May', a bare 'July'."""
    number = words.number("month") or words.number("clear")
    if words.has("year") or words.has("yearwords"):
        return Reading(f"{_year(words):04d}-{number:02d}")
    if scene.day is None:
        return Reading(f"XXXX-{number:02d}")
    return _from(scene.day, f"{_month_year(words, scene.day, number):04d}-{number:02d}")


def _month_year(words: Expression, today: date, number: int) -> int:
    shift = words.number("shift")
    if words.has("yearshift"):
        return today.year + shift
    if shift < 0:
        return today.year - (number >= today.month)
    if shift > 0:
        return today.year + (number <= today.month)
    if words.has("shift"):
        return today.year
    if words.ahead:
        return today.year + (number < today.month)
    return today.year - (number > today.month + 1)


def year(words: Expression, scene: Scene) -> Reading:
    """'in 1990', 'fiscal 1989', 'nineteen ninety-six'."""
    return Reading(f"{_year(words):04d}")


def spoken(words: Expression, scene: Scene) -> Reading:
    """'nineteen ninety-six'."""
    return Reading(f"{1900 + int(numbers.value(words.words['tail'], words.spoken.values['number'])):04d}")


def decade(words: Expression, scene: Scene) -> Reading:
    """'the 1990s', "the '80s", 'the nineties'; without its hundreds it is one of the twentieth century."""
    if words.has("nineties"):
        return Reading(f"19{words.number('nineties')}")
    digits = words.word("decade").strip("'s") or words.word("shortdecade")
    return Reading(digits[:-1] if len(digits) == 4 else f"19{digits[0]}")


def century(words: Expression, scene: Scene) -> Reading:
    """'the 20th century'."""
    number = words.number("centuryth") or _digits(words.word("ordinal"))
    return Reading(f"{number - 1:02d}")


# Days of the week and of today


def weekday(words: Expression, scene: Scene) -> Reading:
    """'Monday', 'last Friday', 'the previous Friday', 'late Tuesday', 'Friday night'."""
    number = _weekday(words)
    part = f"T{words.name('daypart')}" if words.has("daypart") else ""
    if words.has("turn") and (anchor := _mentioned(scene, "D")):
        found = _weekday_from(anchor.day, number, words.number("turn"), strictly=True)
        return Reading(found.isoformat() + part, anchor)
    if scene.day is None:
        return Reading(f"XXXX-WXX-{number}{part}")
    if words.has("shift") and words.number("shift") == 0:
        monday = scene.day - timedelta(days=scene.day.isoweekday() - 1)
        return _from(scene.day, (monday + timedelta(days=number - 1)).isoformat() + part)
    shift = words.number("shift") or words.number("turn") or (1 if words.ahead and not words.has("shift") else 0)
    found = _weekday_from(scene.day, number, shift, strictly=words.has("shift") or words.has("turn"))
    return _from(scene.day, found.isoformat() + part)


def _weekday_from(today: date, number: int, shift: int, strictly: bool) -> date:
    """The day of that name before (shift 0 or less) or after; today itself counts unless `strictly`."""
    if shift > 0:
        return today + timedelta(days=(number - today.isoweekday()) % 7 or (7 if strictly else 0))
    return today - timedelta(days=(today.isoweekday() - number) % 7 or (7 if strictly and shift else 0))


def dayword(words: Expression, scene: Scene) -> Reading:
    """'today', 'yesterday morning', 'tomorrow'."""
    part = f"T{words.name('daypart')}" if words.has("daypart") else ""
    return _away(scene, "D", words.number("dayword"), part)


def dayafter(words: Expression, scene: Scene) -> Reading:
    """'the day before yesterday'."""
    return _away(scene, "D", int(words.value))


def nearby(words: Expression, scene: Scene) -> Reading:
    """'tonight', 'last night', 'this morning': the part of the day is in the pattern or in the words."""
    part = words.value.lstrip("-") or f"T{words.name('daypart')}"
    return _away(scene, "D", -1 if words.value.startswith("-") else 0, part)


def some(words: Expression, scene: Scene) -> Reading:
    """'another night': it is not said which."""
    return Reading(f"XXXX-XX-XXT{words.name('daypart')}", type="TIME")


def feast(words: Expression, scene: Scene) -> Reading:
    """'Christmas Day', 'last Thanksgiving': the nearest, looking back."""
    month, *rest = (int(part) for part in words.value.split("-"))
    if scene.day is None:
        return Reading(f"XXXX-{month:02d}-{rest[0]:02d}" if len(rest) == 1 else f"XXXX-{month:02d}")
    year = _year_of_day(scene.day, month, rest[0] if len(rest) == 1 else 28, words.ahead)
    number = rest[0] if len(rest) == 1 else _nth(year, month, *rest)
    return _from(scene.day, f"{year:04d}-{month:02d}-{number:02d}")


def _nth(year: int, month: int, week: int, weekday: int) -> int:
    """The day of the month on which its nth weekday falls; for the 0th, the last of 31 days."""
    first = (weekday - date(year, month, 1).isoweekday()) % 7 + 1
    return first + 7 * (week - 1) if week else first + 28 if first <= 3 else first + 21


def clock(words: Expression, scene: Scene) -> Reading:
    """'10:35 a.m. Tuesday', '08:30 UTC', 'noon yesterday'; without a day, on the day mentioned last."""
    at = _clock(words)
    if words.has("month"):
        there = day(words, scene)
    elif words.has("weekday"):
        there = weekday(words, scene)
    elif words.has("dayword"):
        there = dayword(words, scene)
    elif anchor := _mentioned(scene, "D"):
        there = Reading(anchor.day.isoformat(), anchor)
    else:
        there = _away(scene, "D", 0)
    whole = there.value if there.value[:1].isdigit() or there.value.startswith("XXXX-") else "XXXX-XX-XX"
    return Reading(f"{whole}T{at}", there.anchor, "TIME")


def _clock(words: Expression) -> str:
    zulu = "Z" if words.word("zone") in ("utc", "gmt") else ""
    if words.has("oclock"):
        return words.name("oclock")
    said = words.word("clocktime") or words.word("hour") or words.word("stamp") or "24:00"
    said = f"{said[:2]}:{said[2:]}" if words.has("stamp") else said
    hour, _, minute = said.partition(":")
    afternoon = words.number("meridiem")
    clock = int(hour) % 12 + afternoon if words.has("meridiem") and int(hour) <= 12 else int(hour)
    return f"{clock:02d}:{minute or '00'}{zulu}"


# Stretches of time away from the text's day, or from a day in the text


def shifted(words: Expression, scene: Scene) -> Reading:
    """'last week', 'earlier this year', 'the coming weekend': counted from the text's own day."""
    unit = words.value or words.name("unit") or "WE"
    return _away(scene, unit, words.number("shift"))


def weekend(words: Expression, scene: Scene) -> Reading:
    """'over the weekend': the last one, on a weekday; on a Sunday the one at hand."""
    over = scene.day is not None and scene.day.isoweekday() < 6 and not words.ahead
    return _away(scene, "WE", -1 if over else 0)


def turned(words: Expression, scene: Scene) -> Reading:
    """'the previous month', 'the next day', 'that year': counted from the last time mentioned, if there is one."""
    unit = words.value[:1] or words.name("unit") or "D"
    count = int(words.value[1:] or 0) if words.value else words.number("turn")
    part = f"T{words.name('daypart')}" if words.has("daypart") else ""
    if anchor := _mentioned(scene, unit):
        return Reading(_stretch_away(anchor.day, unit, count) + part, anchor)
    if words.value.startswith("D") or "that" in words.word("turn"):
        return Reading(f"XXXX-XX-XX{part}")
    return _away(scene, unit, count, part)


def ago(words: Expression, scene: Scene) -> Reading:
    """'two weeks ago' from the text's own day; 'two days later' from the time mentioned last."""
    unit = _unit(words)
    way = 1 if words.value == "later" else words.number("ago")
    count = _count(words)
    if unit.startswith("T") or count is None:
        return Reading("PAST_REF" if way < 0 else "FUTURE_REF")
    count = int(count)  # "two and a half years ago" is some time two years ago
    grain = unit if not (unit == "W" and count == 1) else "D"
    grain = "Y" if unit == "E" else grain
    anchor = None if words.word("ago") == "ago" or words.value else _mentioned(scene, unit)
    if unit == "Y" and count == 1 and (quarter := _quarter_before(scene)):
        return _year_before(quarter, way)
    if anchor:
        return Reading(_stretch_away(anchor.day, unit, way * count, grain), anchor)
    if way > 0 and not words.value:
        return Reading("FUTURE_REF")  # "two days later", and nothing to count from
    return _away(scene, unit, way * count, grain=grain)


def _quarter_before(scene: Scene) -> Time | None:
    """The last quarter mentioned: 'a year earlier' in a company's report compares with it.

    Quarters that were themselves counted from the text are passed over, or each 'a year ago' would add a year.
    """
    told = (time for time in reversed(scene.before) if time.anchor is None or time.anchor.span is None)
    return next((time for time in told if timex.unit(time.value) == "Q"), None)


def _year_before(quarter: Time, way: int) -> Reading:
    year, _, part = quarter.value.partition("-")
    anchor = Anchor(quarter.days.start, quarter.span) if quarter.days else None
    return Reading(f"{int(year) + way:04d}-{part}", anchor)


def quarter(words: Expression, scene: Scene) -> Reading:
    """'the third quarter', 'the year-earlier quarter', 'this quarter'."""
    found = _quarter_before(scene)
    if words.has("ordinals") or words.has("quartername"):
        return _ordinal_quarter(words, scene)
    if words.has("modern"):
        return Reading(words.word("modern") + (found.value[4:] if found else ""))
    if found and words.value == "ago":
        return _year_before(found, -1)
    if found and not words.has("shift"):
        return Reading(found.value, found.anchor)
    return _away(scene, "Q", words.number("shift") if words.has("shift") else -1)


def _ordinal_quarter(words: Expression, scene: Scene) -> Reading:
    number = words.number("ordinals") or words.number("quartername")
    if words.has("year"):
        return Reading(f"{_year(words):04d}-Q{number}")
    if scene.day is None:
        return Reading(f"XXXX-Q{number}")
    if words.has("yearshift"):
        year = scene.day.year + words.number("shift")
    else:
        year = scene.day.year - (date(scene.day.year, 3 * number - 2, 1) > scene.day) - (words.value == "ago")
    return _from(scene.day, f"{year:04d}-Q{number}")


def half(words: Expression, scene: Scene) -> Reading:
    """'the first half of 1990'."""
    number = min(words.number("ordinals") or 2, 2)
    if words.has("year"):
        return Reading(f"{_year(words):04d}-H{number}")
    if scene.day is None:
        return Reading(f"XXXX-H{number}")
    return _from(scene.day, f"{scene.day.year + words.number('shift'):04d}-H{number}")


def season(words: Expression, scene: Scene) -> Reading:
    """'last fall', 'the summer of 2021'."""
    name = words.name("season")
    if words.has("year") or words.has("yearwords"):
        return Reading(f"{_year(words):04d}-{name}")
    if scene.day is None:
        return Reading(f"XXXX-{name}")
    if words.has("yearshift"):
        return _from(scene.day, f"{scene.day.year + words.number('shift'):04d}-{name}")
    return _from(scene.day, timex.season(scene.day, name, words.number("shift")))


# What names no days


def duration(words: Expression, scene: Scene) -> Reading:
    """'three days', 'two-year', 'for years'."""
    return Reading(_period(_count(words), _unit(words)), type="DURATION")


def repeated(words: Expression, scene: Scene) -> Reading:
    """'several times a day', 'every two weeks', 'each morning'."""
    if words.has("daypart"):
        return Reading(f"XXXX-XX-XXT{words.name('daypart')}", type="SET")
    apart = 2 if words.has("other") else 1 if words.value == "in one" else _count(words)
    return Reading(_period(apart, _unit(words)), type="SET")


def often(words: Expression, scene: Scene) -> Reading:
    """'daily', 'annually'."""
    return Reading(words.name("often"), type="SET")


def weekly(words: Expression, scene: Scene) -> Reading:
    """'every Monday', 'Tuesday nights'."""
    part = words.name("daypart") or words.name("dayparts")
    return Reading(f"XXXX-WXX-{_weekday(words)}" + (f"T{part}" if part else ""), type="SET")


def yearly(words: Expression, scene: Scene) -> Reading:
    """'every July'."""
    return Reading(f"XXXX-{words.number('month'):02d}", type="SET")


def vague(words: Expression, scene: Scene) -> Reading:
    """'now', 'recently', 'the future'."""
    return Reading(words.value or words.name("now"))


# Shared


def _from(today: date, value: str) -> Reading:
    return Reading(value, Anchor(today))


def _away(scene: Scene, unit: str, count: int, part: str = "", grain: str = "") -> Reading:
    if scene.day is None:
        return Reading("PAST_REF" if count < 0 else "FUTURE_REF" if count > 0 else "PRESENT_REF")
    return _from(scene.day, _stretch_away(scene.day, unit, count, grain) + part)


def _stretch_away(day: date, unit: str, count: int, grain: str = "") -> str:
    if abs(count) > MOST:
        return "PAST_REF" if count < 0 else "FUTURE_REF"
    return timex.stretch(timex.moved(day, unit, count), grain or unit)


def _mentioned(scene: Scene, unit: str) -> Anchor | None:
    """The last time before that is known as finely as a unit, as something to count such units from."""
    for time in reversed(scene.before):
        if time.days and (time.days.end - time.days.start).days <= FINENESS[unit]:
            return Anchor(time.days.start, time.span)
    return None


def _weekday(words: Expression) -> int:
    return words.number("weekday") or words.number("weekdays") or words.number("shortday")


def _unit(words: Expression) -> str:
    return words.name("unit") or words.name("units") or words.name("small")


def _year(words: Expression) -> int:
    if words.has("yearwords"):
        return int(numbers.value(words.words["yearwords"], words.spoken.values["number"]))
    return int(words.word("year") or words.word("modern") or words.word("historic"))


def _digits(word: str) -> int:
    return int("".join(letter for letter in word if letter.isdigit()))


def _year_of_day(today: date, month: int, number: int, ahead: bool) -> int:
    """The year that brings a day of a month nearest, where days to come count as `DISTANCE_AHEAD` times as far."""

    def distance(year: int) -> float:
        days = (year - today.year) * 365 + (month - today.month) * 30.4 + number - today.day
        return days * (1 if ahead else DISTANCE_AHEAD) if days > 0 else -days * (DISTANCE_AHEAD if ahead else 1)

    return min((today.year, today.year - 1, today.year + 1), key=distance)


def _count(words: Expression) -> float | None:
    """How many; None where the words do not say ("several")."""
    if not words.has("count") and not words.has("plain"):
        return None if words.has("units") else 1
    said = words.words.get("count") or words.words["plain"]
    if "couple" in said:
        return 2
    if words.has("vague") or "few" in said:
        return None
    return numbers.value(said, words.spoken.values["number"]) + (0.5 if words.has("half") else 0)


def _period(count: float | None, unit: str) -> str:
    """A length as TIMEX3 writes it: P3D, PT5H30M, PXY where the number is not said."""
    time, letter = ("T", unit[1:]) if unit.startswith("T") else ("", unit)
    if count is None:
        return f"P{time}X{letter}"
    if letter in YEARS_IN:
        count, letter = count * YEARS_IN[letter], "Y"
    whole = int(count)
    rest = round((count - whole) * PARTS.get((time, letter), (0, ""))[0])
    return f"P{time}{whole}{letter}" + (f"{rest}{PARTS[time, letter][1]}" if rest else "")


READERS: dict[str, Callable[[Expression, Scene], Reading]] = {
    reader.__name__: reader
    for reader in (
        iso, slashes, day, run, month, year, spoken, decade, century, weekday, dayword, dayafter, nearby, some, feast,
        clock, shifted, weekend, turned, ago, quarter, half, season, duration, repeated, often, weekly, yearly, vague,
    )
}  # fmt: skip
