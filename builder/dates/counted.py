"""What is counted from a day becomes a reading: from the text's own day, or from a time just mentioned."""

from __future__ import annotations

from datetime import date, timedelta

from builder.dates import lengths, printed, scenes, timex
from builder.dates.find import Expression
from builder.dates.scenes import Reading, Scene
from builder.model import Anchor, Time


def weekday(words: Expression, scene: Scene) -> Reading:
    """'Monday', 'last Friday', 'the previous Friday', 'late Tuesday', 'Friday night'."""
    number = words.first("weekday", "shortday")
    part = f"T{words.name('daypart')}" if words.has("daypart") else ""
    if words.has("turn") and (anchor := scenes.mentioned(scene, "D")):
        found = _weekday_from(anchor.day, number, words.number("turn"), strictly=True)
        return Reading(found.isoformat() + part, anchor)
    if scene.day is None:
        return Reading(f"XXXX-WXX-{number}{part}")
    if words.has("shift") and words.number("shift") == 0:
        monday = scene.day - timedelta(days=scene.day.isoweekday() - 1)
        return scenes.fixed(scene.day, (monday + timedelta(days=number - 1)).isoformat() + part)
    shift = words.number("shift") or words.number("turn") or (1 if words.leans > 0 and not words.has("shift") else 0)
    found = _weekday_from(scene.day, number, shift, strictly=words.has("shift") or words.has("turn"))
    return scenes.fixed(scene.day, found.isoformat() + part)


def _weekday_from(today: date, number: int, shift: int, strictly: bool) -> date:
    """The day of that name before (shift 0 or less) or after; today itself counts unless `strictly`."""
    if shift > 0:
        return today + timedelta(days=(number - today.isoweekday()) % 7 or (7 if strictly else 0))
    return today - timedelta(days=(today.isoweekday() - number) % 7 or (7 if strictly and shift else 0))


def weekdayof(words: Expression, scene: Scene) -> Reading:
    """'Tuesday of last week'."""
    if scene.day is None:
        return Reading(f"XXXX-WXX-{words.number('weekday')}")
    monday = scene.day - timedelta(days=scene.day.isoweekday() - 1)
    found = monday + timedelta(days=7 * words.number("shift") + words.number("weekday") - 1)
    return scenes.fixed(scene.day, found.isoformat())


def until(words: Expression, scene: Scene) -> Reading:
    """'Monday to Wednesday', 'November to March': the next one after the time with which the run begins."""
    first = scene.before[-1] if scene.before else None
    if first is None or first.days is None:
        return weekday(words, scene) if words.has("weekday") else printed.month(words, scene)
    anchor = Anchor(first.days.start, first.span)
    if words.has("weekday"):
        return Reading(_weekday_from(anchor.day, words.number("weekday"), 1, strictly=False).isoformat(), anchor)
    year = anchor.day.year + (words.number("month") < anchor.day.month)
    return Reading(f"{year:04d}-{words.number('month'):02d}", anchor)


def dayword(words: Expression, scene: Scene) -> Reading:
    """'today', 'yesterday morning', 'tomorrow'."""
    part = f"T{words.name('daypart')}" if words.has("daypart") else ""
    return scenes.away(scene, "D", words.number("dayword"), part)


def dayafter(words: Expression, scene: Scene) -> Reading:
    """'the day before yesterday'."""
    return scenes.away(scene, "D", int(words.value))


def nearby(words: Expression, scene: Scene) -> Reading:
    """'tonight', 'last night', 'this morning': the part of the day is in the pattern or in the words."""
    part = words.value.lstrip("-") or f"T{words.name('daypart')}"
    return scenes.away(scene, "D", -1 if words.value.startswith("-") else 0, part)


def clock(words: Expression, scene: Scene) -> Reading:
    """'10:35 a.m. Tuesday', '08:30 UTC', 'noon yesterday'; without a day, on the day mentioned last."""
    at = _clock(words)
    if words.has("month"):
        there = printed.day(words, scene)
    elif words.has("weekday"):
        there = weekday(words, scene)
    elif words.has("dayword"):
        there = dayword(words, scene)
    elif anchor := scenes.mentioned(scene, "D"):
        there = Reading(anchor.day.isoformat(), anchor)
    else:
        there = scenes.away(scene, "D", 0)
    whole = there.value if there.value[:1].isdigit() or there.value.startswith("XXXX-") else "XXXX-XX-XX"
    return Reading(f"{whole}T{at}", there.anchor, "TIME")


def _clock(words: Expression) -> str:
    if words.has("oclock"):
        return words.name("oclock")
    said = words.word("clocktime") or words.word("dotted") or words.word("hour") or words.word("stamp")
    said = f"{said[:2]}:{said[2:]}" if words.has("stamp") else said.replace(".", ":")
    hour, _, minute = said.partition(":")
    afternoon = words.number("meridiem")
    clock = int(hour) % 12 + afternoon if words.has("meridiem") and int(hour) <= 12 else int(hour)
    return f"{clock:02d}:{minute or '00'}{words.name('zone')}"


def shifted(words: Expression, scene: Scene) -> Reading:
    """'last week', 'earlier this year', 'the coming weekend': counted from the text's own day."""
    unit = words.value or words.name("unit") or words.name("genitive") or "WE"
    return scenes.away(scene, unit, words.number("shift"))


def weekend(words: Expression, scene: Scene) -> Reading:
    """'over the weekend': the last one, on a weekday; on a Sunday the one at hand."""
    over = scene.day is not None and scene.day.isoweekday() < 6 and words.leans <= 0
    return scenes.away(scene, "WE", -1 if over else 0)


def turned(words: Expression, scene: Scene) -> Reading:
    """'the previous month', 'the next day', 'that year': counted from the last time mentioned, if there is one."""
    unit = words.name("unit") or "D"
    count = int(words.value) if words.value else words.first("turn", "side")
    part = f"T{words.name('daypart')}" if words.has("daypart") else ""
    if anchor := scenes.mentioned(scene, unit):
        return Reading(scenes.stretch_away(anchor.day, unit, count, part), anchor)
    if words.value or words.has("side"):
        return Reading(f"XXXX-XX-XX{part}")
    return scenes.away(scene, unit, count, part)


def ago(words: Expression, scene: Scene) -> Reading:
    """'two weeks ago' from the text's own day; 'two days later' from the time mentioned last."""
    way = int(words.value) if words.value == "1" else words.first("ago", "apart")
    unit, count = lengths.unit(words), lengths.count(words)
    if words.value == "half" and unit in lengths.YEARS_IN:
        unit, count = "Y", lengths.YEARS_IN[unit] / 2
    if unit.startswith("T") or count is None or count < 1:
        return Reading("PAST_REF" if way < 0 else "FUTURE_REF")
    count = int(count)  # "two and a half years ago" is some time two years ago
    grain = unit if not (unit == "W" and count == 1) else "D"
    grain = "Y" if unit == "E" else grain
    anchor = None if not words.has("apart") else scenes.mentioned(scene, unit)
    if unit == "Y" and count == 1 and (quarter := _quarter_before(scene)):
        return _year_before(quarter, way)
    if anchor:
        return Reading(scenes.stretch_away(anchor.day, unit, way * count, grain=grain), anchor)
    if way > 0 and words.has("apart"):
        return Reading("FUTURE_REF")  # "two days later", and nothing to count from
    return scenes.away(scene, unit, way * count, grain=grain)


def _quarter_before(scene: Scene, units: tuple[str, ...] = ("Q",)) -> Time | None:
    """The last quarter mentioned: 'a year earlier' in a company's report compares with it.

    Quarters that were themselves counted from the text are passed over, or each 'a year ago' would add a year.
    """
    told = (time for time in reversed(scene.before) if time.anchor is None or time.anchor.span is None)
    return next((time for time in told if timex.unit(time.value) in units), None)


def _year_before(quarter: Time, way: int) -> Reading:
    year, _, part = quarter.value.partition("-")
    anchor = Anchor(quarter.days.start, quarter.span) if quarter.days else None
    return Reading(f"{int(year) + way:04d}-{part}", anchor)


def quarter(words: Expression, scene: Scene) -> Reading:
    """'the third quarter', 'the year-earlier quarter', 'this quarter', 'the same month last year'."""
    found = _quarter_before(scene, ("M", "Q", "H") if words.value == "period" else ("Q",))
    if words.has("ordinals") or words.has("quartername"):
        return _ordinal_quarter(words, scene)
    if words.has("modern"):
        return Reading(words.word("modern") + (found.value[4:] if found else ""))
    if found and words.value:
        return _year_before(found, -1)
    if words.value == "period":
        return scenes.away(scene, "Y", -1)
    if found and not words.has("shift"):
        return Reading(found.value, found.anchor)
    return scenes.away(scene, "Q", words.number("shift") if words.has("shift") else -1)


def _ordinal_quarter(words: Expression, scene: Scene) -> Reading:
    number = words.first("ordinals", "quartername")
    if words.has("year"):
        return Reading(f"{printed.whole_year(words):04d}-Q{number}")
    if scene.day is None:
        return Reading(f"XXXX-Q{number}")
    if words.has("yearshift"):
        year = scene.day.year + words.number("shift")
    else:
        year = scene.day.year - (date(scene.day.year, 3 * number - 2, 1) > scene.day) - (words.value == "ago")
    return scenes.fixed(scene.day, f"{year:04d}-Q{number}")


def half(words: Expression, scene: Scene) -> Reading:
    """'the first half of 1990'."""
    number = min(words.number("ordinals") or 2, 2)
    if words.has("year"):
        return Reading(f"{printed.whole_year(words):04d}-H{number}")
    if scene.day is None:
        return Reading(f"XXXX-H{number}")
    return scenes.fixed(scene.day, f"{scene.day.year + words.number('shift'):04d}-H{number}")


def season(words: Expression, scene: Scene) -> Reading:
    """'last fall', 'the summer of 2021'."""
    name = words.name("season")
    if words.has("year") or words.has("yearwords"):
        return Reading(f"{printed.whole_year(words):04d}-{name}")
    if scene.day is None:
        return Reading(f"XXXX-{name}")
    if words.has("yearshift"):
        return scenes.fixed(scene.day, f"{scene.day.year + words.number('shift'):04d}-{name}")
    return scenes.fixed(scene.day, timex.season(scene.day, name, words.number("shift")))
