"""Days, months and years as they are printed become readings; what is left out is filled in from the scene."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

from builder.dates import numbers, scenes
from builder.dates.find import Expression
from builder.dates.scenes import Reading, Scene

STRETCH = {1: (1.0, 2.0), 0: (2.0, 1.0), -1: (8.0, 1.0)}
"""How many times as far as they are days ahead and days back count, by which way the sentence leans (see `find`).

On TimeBank and AQUAINT anything from 1.5 to 5 does equally well for 0, and 1 a little worse. Even where the sentence
looks back, "on Sept. 3" in a text dated Sept. 1 is of the same year.
"""


def iso(words: Expression, scene: Scene) -> Reading:
    """'2021-09-01'."""
    return Reading(words.word("iso").upper())


def slashes(words: Expression, scene: Scene) -> Reading:
    """'13/04/2020' is one day; '03/04/2020' is two, and nothing in it says which."""
    first, second, year = (int(part) for part in words.word("slashes").split("/"))
    american, european = f"{year:04d}-{first:02d}-{second:02d}", f"{year:04d}-{second:02d}-{first:02d}"
    if first <= 12 and second <= 12 and first != second:
        return Reading(f"{year:04d}-XX-XX", others=(american, european))
    return Reading(american if first <= 12 else european)


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
        return scenes.fixed(scene.day, f"{scene.day.year + words.number('shift'):04d}-{month:02d}-{number:02d}{part}")
    year = _year_of_day(scene.day, month, number, words.leans)
    return scenes.fixed(scene.day, f"{year:04d}-{month:02d}-{number:02d}{part}")


def _year_of_day(today: date, month: int, number: int, leans: int) -> int:
    """The year that brings a day of a month nearest, seen from today in the direction in which the sentence leans."""
    ahead, back = STRETCH[leans]

    def distance(year: int) -> float:
        days = (year - today.year) * 365 + (month - today.month) * 30.4 + number - today.day
        return ahead * days if days > 0 else -back * days

    reach = 8 if (month, number) == (2, 29) else 1  # a leap day is eight years away at most: 1896 to 1904
    near = range(max(1, today.year - reach), today.year + reach + 1)
    return min((year for year in near if reach == 1 or isleap(year)), key=distance)


def run(words: Expression, scene: Scene) -> Reading:
    """'August 23 to 29, 2021'; an impossible run keeps the value of its impossible day."""
    year, month = int(words.word("year")), words.number("month")
    start, last = _digits(words.word("day")), _digits(words.word("till"))
    ends = (f"{year:04d}-{month:02d}-{start:02d}", f"{year:04d}-{month:02d}-{last:02d}")
    try:
        end = date(year, month, last) + timedelta(days=1)
        return Reading(f"{date(year, month, start).isoformat()}/{end.isoformat()}", ends=ends)
    except ValueError:
        return Reading(max(ends))


def month(words: Expression, scene: Scene) -> Reading:
    """'July 2021', 'last July', 'early May', a bare 'July'."""
    number = words.first("month", "clear")
    if words.has("year") or words.has("yearwords"):
        return Reading(f"{whole_year(words):04d}-{number:02d}")
    if scene.day is None:
        return Reading(f"XXXX-{number:02d}")
    return scenes.fixed(scene.day, f"{_month_year(words, scene.day, number):04d}-{number:02d}")


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
    if words.leans > 0:
        return today.year + (number < today.month)
    return today.year - (number > today.month + (words.leans == 0))


def year(words: Expression, scene: Scene) -> Reading:
    """'in 1990', 'fiscal 1989', 'nineteen ninety-six'."""
    return Reading(f"{whole_year(words):04d}")


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
    if not 1 <= number <= 100:
        raise ValueError(number)
    return Reading(f"{number - 1:02d}")


def feast(words: Expression, scene: Scene) -> Reading:
    """'Christmas Day', 'last Thanksgiving': the nearest, looking back."""
    month, *rest = (int(part) for part in words.value.split("-"))
    if scene.day is None:
        return Reading(f"XXXX-{month:02d}-{rest[0]:02d}" if len(rest) == 1 else f"XXXX-{month:02d}")
    leans = words.number("shift") or words.leans
    year = _year_of_day(scene.day, month, rest[0] if len(rest) == 1 else 28, leans)
    number = rest[0] if len(rest) == 1 else _nth(year, month, *rest)
    return scenes.fixed(scene.day, f"{year:04d}-{month:02d}-{number:02d}")


def _nth(year: int, month: int, week: int, weekday: int) -> int:
    """The day of the month on which its nth weekday falls; for the 0th, the last of 31 days."""
    first = (weekday - date(year, month, 1).isoweekday()) % 7 + 1
    return first + 7 * (week - 1) if week else first + 28 if first <= 3 else first + 21


def whole_year(words: Expression) -> int:
    """The year that is printed, in digits or in words."""
    if words.has("yearwords"):
        return int(numbers.value(words.words["yearwords"], words.spoken.values["number"]))
    return int(words.word("year") or words.word("modern") or words.word("historic"))


def _digits(word: str) -> int:
    return int("".join(letter for letter in word if letter.isdigit()))
