"""How long and how often become readings; so does what names no days at all."""

from __future__ import annotations

from builder.dates import numbers
from builder.dates.find import Expression
from builder.dates.scenes import Reading, Scene

YEARS_IN = {"E": 10, "C": 100}
PARTS = {
    ("", "Y"): (12, "", "M"), ("", "W"): (7, "", "D"), ("", "D"): (24, "T", "H"),
    ("T", "H"): (60, "", "M"), ("T", "M"): (60, "", "S"),
}  # fmt: skip
"""What half a unit is counted in: how many, and how TIMEX3 writes them."""


def duration(words: Expression, scene: Scene) -> Reading:
    """'three days', 'two-year', 'for years'."""
    return Reading(_period(count(words), unit(words)), type="DURATION")


def repeated(words: Expression, scene: Scene) -> Reading:
    """'several times a day', 'every two weeks', 'each morning'."""
    if words.has("daypart"):
        return Reading(f"XXXX-XX-XXT{words.name('daypart')}", type="SET")
    apart = 2 if words.has("other") else 1 if words.value == "in one" else count(words)
    return Reading(_period(apart, unit(words)), type="SET")


def often(words: Expression, scene: Scene) -> Reading:
    """'daily', 'annually'."""
    return Reading(words.name("often"), type="SET")


def weekly(words: Expression, scene: Scene) -> Reading:
    """'every Monday', 'Tuesday nights'."""
    part = words.name("daypart") or words.name("dayparts")
    return Reading(f"XXXX-WXX-{words.first('weekday', 'weekdays')}" + (f"T{part}" if part else ""), type="SET")


def yearly(words: Expression, scene: Scene) -> Reading:
    """'every July'."""
    return Reading(f"XXXX-{words.number('month'):02d}", type="SET")


def some(words: Expression, scene: Scene) -> Reading:
    """'another night': it is not said which."""
    return Reading(f"XXXX-XX-XXT{words.name('daypart')}", type="TIME")


def vague(words: Expression, scene: Scene) -> Reading:
    """'now', 'recently', 'the future'."""
    return Reading(words.value or words.name("now"))


def count(words: Expression) -> float | None:
    """How many; None where the words do not say ("several")."""
    if words.has("vague") or (words.has("units") and not words.has("count") and not words.has("plain")):
        return None
    if words.value == "half":
        return 0.5
    said = words.words.get("count") or words.words.get("plain") or ("1",)
    number = numbers.value(said, words.spoken.values["number"]) + (0.5 if words.has("half") else 0)
    return number * 2 if words.has("fortnight") else number


def unit(words: Expression) -> str:
    """The TIMEX3 letter of the unit that is named."""
    return next((words.name(place) for place in ("unit", "units", "small", "fortnight") if words.has(place)), "")


def _period(number: float | None, unit: str) -> str:
    """A length as TIMEX3 writes it: P3D, PT5H30M, PXY where the number is not said."""
    time, letter = ("T", unit[1:]) if unit.startswith("T") else ("", unit)
    if number is None:
        return f"P{time}X{letter}"
    if letter in YEARS_IN:
        number, letter = number * YEARS_IN[letter], "Y"
    whole = int(number)
    parts, sign, smaller = PARTS.get((time, letter), (0, "", ""))
    rest = round((number - whole) * parts)
    most = f"{whole}{letter}" if whole or not rest else ""
    return f"P{time}{most}" + (f"{sign}{rest}{smaller}" if rest else "")
