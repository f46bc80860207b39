"""What relative expressions are counted from, and how: a scene and a number of units become a reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from builder.dates import timex
from builder.model import Anchor, Time, TimeType

REACH = 6
"""How many earlier times of the text "the next day" may look back over. On TimeBank 4 to 8 do equally well."""

FINENESS = {"D": 1, "W": 7, "WE": 7, "M": 31, "Q": 92, "H": 184, "Y": 366, "E": 3660, "C": 36600}
"""The most days that a stretch may have for such units to be counted from it: no "next day" after a year."""


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
    others: tuple[str, ...] = ()
    "values between which the words leave the choice; then `value` names no day"
    ends: tuple[str, str] | None = None
    "the values of both ends of a run of days, as printed"


def fixed(today: date, value: str) -> Reading:
    """A value that was found with the help of the text's own day."""
    return Reading(value, Anchor(today))


def away(scene: Scene, unit: str, count: int, part: str = "", grain: str = "") -> Reading:
    """So many units from the text's own day, as the stretch of that unit, or of a coarser or finer `grain`."""
    if scene.day is None:
        return Reading("PAST_REF" if count < 0 else "FUTURE_REF" if count > 0 else "PRESENT_REF")
    return fixed(scene.day, stretch_away(scene.day, unit, count, part, grain))


def stretch_away(day: date, unit: str, count: int, part: str = "", grain: str = "") -> str:
    """The value of the stretch so many units from a day; only past or future where the calendar does not reach."""
    try:
        return timex.stretch(timex.moved(day, unit, count), grain or unit) + part
    except (ValueError, OverflowError):
        return "PAST_REF" if count < 0 else "FUTURE_REF"


def mentioned(scene: Scene, unit: str) -> Anchor | None:
    """The last time before that is known as finely as a unit, as something to count such units from."""
    for time in reversed(scene.before):
        if time.days and (time.days.end - time.days.start).days <= FINENESS[unit]:
            return Anchor(time.days.start, time.span)
    return None
