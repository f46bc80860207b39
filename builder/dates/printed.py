"""Days, months and years as they are printed become readings; what is left out is filled in from the scene."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

from builder.dates import numbers, scenes, timex
from builder.dates.find import Expression
from builder.dates.scenes import Reading, Scene
from builder.model import Anchor

STRETCH = {1: (1.0, 2.0), 0: (2.0, 1.0), -1: (8.0, 1.0)}
"""How many times as far as they are days ahead and days back count, by which way the sentence leans (see `find`).

On TimeBank and AQUAINT anything from 1.5 to 5 does equally well for 0, and 1 a little worse. Even where the sentence
looks back, "on Sept. 3" in a text dated Sept. 1 is of the same year.
"""


def iso(words: Expression, scene: Scene) -> Reading:
    """'2021-09-01', '2021/09/01'."""
    return Reading(words.word("iso").upper().replace("/", "-"))


def slashes(words: Expression, scene: Scene) -> Reading:
    """'13/04/2020' is one day; '03/04/2020' is two, and nothing in it says which; '3.4.2020' begins with its day."""
    said = words.word("slashes")
    mark = "." if "." in said else "/"
    first, second, last = said.split(mark)
    year = _whole(last, scene.day)
    month_first, day_first = f"{year}-{int(first):02d}-{int(second):02d}", f"{year}-{int(second):02d}-{int(first):02d}"
    if mark in words.spoken.day_first or int(first) > 12:
        return Reading(day_first)
    if int(second) > 12 or first == second:
        return Reading(month_first)
    return Reading(f"{year}-XX-XX", others=(month_first, day_first))


def _whole(year: str, today: date | None) -> str:
    """A year of two digits is the nearest; in an undated text, the nearest to 2000."""
    if len(year) == 4:
        return year
    near = today.year if today else 2000
    return f"{min((near // 100 * 100 + step + int(year) for step in (-100, 0, 100)), key=lambda y: abs(y - near)):04d}"


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


def monthday(words: Expression, scene: Scene) -> Reading:
    """'the 1st of this month', 'on the 15th': a day of the month at hand, or of the one before where it is to come."""
    number = _digits(words.word("ordinal"))
    if scene.day is None:
        return Reading(f"XXXX-XX-{number:02d}")
    back = not words.has("shift") and number > scene.day.day and words.leans <= 0
    there = timex.moved(scene.day.replace(day=1), "M", words.number("shift") - back)
    return scenes.fixed(scene.day, f"{there.year:04d}-{there.month:02d}-{number:02d}")


def run(words: Expression, scene: Scene) -> Reading:
    """'August 23 to 29, 2021', '3-5 May'; an impossible run keeps the value of its impossible day."""
    month, first, last = words.number("month"), _digits(words.word("day")), _digits(words.word("till"))
    if not words.has("year") and scene.day is None:
        return Reading(f"XXXX-{month:02d}-{first:02d}")
    if words.has("year"):
        year, anchor = int(words.word("year")), None
    else:
        year, anchor = _year_of_day(scene.day or date.max, month, first, words.leans), Anchor(scene.day or date.max)
    ends = (f"{year:04d}-{month:02d}-{first:02d}", f"{year:04d}-{month:02d}-{last:02d}")
    if timex.impossible(max(ends)):
        return Reading(max(ends), anchor)
    after = date(year, month, last) + timedelta(days=1)
    return Reading(f"{ends[0]}/{after.isoformat()}", anchor, ends=None if anchor else ends)


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
    if words.leans > 0 or (words.value == "ahead" and words.leans == 0):
        return today.year + (number < today.month)
    return today.year - (number > today.month + (words.leans == 0))


def years(words: Expression, scene: Scene) -> Reading:
    """'2019-20', 'the 2019/20 season': the years from the first to the last; of other numbers, the year alone."""
    first, last = whole_year(words), int(words.word("amount"))
    if first % 100 < last < 100:
        return Reading(f"{first:04d}-01-01/{first // 100 * 100 + last + 1:04d}-01-01")
    return Reading(f"{first:04d}")


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
    digits = f"{_digits(words.word('decade') or words.word('shortdecade')):02d}"
    return Reading(digits[:-1] if len(digits) == 4 else f"19{digits[0]}")


def century(words: Expression, scene: Scene) -> Reading:
    """'the 20th century'."""
    number = words.number("centuryth") or _digits(words.word("ordinal") or words.word("day"))
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
