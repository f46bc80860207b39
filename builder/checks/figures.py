"""A stretch of text becomes its figures: "more than 122,000", "thirteen", "1.2 million", "hundreds".

A figure is a range of numbers, since "more than 170" and "175" do not contradict one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from builder.checks import look
from builder.model import Span, Witness

_DIGITS = r"\d{1,3}(?:[, \u00a0\u2009\u202f'\u2019.]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_THINGS = 3
"""Words after a figure among which what it counts is looked for: "13 American service members"."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed."""

    span: Span
    "without the words before it that make it inexact"
    about: str
    "those words: 'more than'; empty where it is exact"
    value: float
    low: float
    high: float
    "what a reader may take it for: at least and at most"
    counted: frozenset[str]
    "the words after it, in the singular"

    def contradicts(self, other: Figure) -> bool:
        """Whether both cannot be right. Two that are inexact in the same way must give the same number."""
        apart = self.high < other.low or other.high < self.low
        return apart or (self.about == other.about != "" and self.value != other.value)


def figures(witness: Witness, span: Span) -> list[Figure]:
    """The figures of a stretch of a witness, in order. Clock times, scores, codes ("B-52") are none."""
    table = look.table(witness.language)
    found = []
    for match in _pattern(witness.language).finditer(witness.text, span.start, span.end):
        about = " ".join((match["about"] or "").casefold().split())
        value, low, high = _range(" ".join(match["number"].casefold().split()), table["numbers"])
        below, above = table["numbers"]["about"].get(about, (1, 1))
        after = re.findall(r"\w+", witness.text[match.end() : span.end].casefold())[:_THINGS]
        counted = frozenset(map(look.singular, after)) - set(table["words"]["common"])
        where = Span(match.start("number"), match.end())
        found.append(Figure(where, about, value, low * below, high * above, counted))
    return found


@cache
def _pattern(language: str) -> re.Pattern[str]:
    own = look.table(language)["numbers"]
    word, scale, about = (_any(own[key]) for key in ("words", "scales", "about"))
    number = rf"(?:{_DIGITS})(?:\s(?:{word})\b)*|{word}(?:(?:\s|-|\sand\s)(?:{word}))*\b|{scale}\b"
    inexact = rf"(?:(?P<about>{about})\s+)?"
    return re.compile(rf"(?<![\w.,:/-])(?<!\d\s){inexact}(?P<number>{number})(?!\w|[.,:/-]\d)", re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    spelled = (r"\s+".join(map(re.escape, word.split())) for word in sorted(words, key=lambda one: (-len(one), one)))
    return f"(?:{'|'.join(spelled) or '(?!)'})"


def _range(said: str, own: dict[str, dict[str, list[float]]]) -> tuple[float, float, float]:
    """The value of a figure, the least and the most that it stands for."""
    if said in own["scales"]:
        low, high = own["scales"][said]
        return low, low, high
    value = _value(said, own)
    return value, value, value


def _value(said: str, own: dict[str, dict[str, list[float]]]) -> float:
    """The number that digits and words say: "1.2 million", "two hundred and five"."""
    digits = re.match(_DIGITS, said)
    total, group = 0.0, _printed(digits.group(), bool(own["point"])) if digits else 0.0
    for word in re.findall(r"[a-z]+", said[digits.end() if digits else 0 :]):
        number = float(own["words"].get(word, 0))  # type: ignore[arg-type]  # the words of the table are numbers
        if number >= 1000:
            total, group = total + (group or 1) * number, 0
        elif number == 100:
            group = (group or 1) * number
        else:
            group += number
    return total + group


def _printed(digits: str, point: bool) -> float:
    """A number in digits. Three digits after a mark are a group, but for a point where points part fractions."""
    plain = re.sub(r"[ \u00a0\u2009\u202f'\u2019]", "", digits)
    plain = re.sub(r",(?=\d{3}(?!\d))" if point else r"[.,](?=\d{3}(?!\d))", "", plain)
    try:
        return float(plain.replace(",", "."))
    except ValueError:  # "1.000.000" in a text that calls itself English
        return float(re.sub(r"[.,]", "", plain))
