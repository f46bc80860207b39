"""The words of a number become the number: ("two", "hundred", "and", "five") becomes 205."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}


def value(words: Iterable[str], known: Mapping[str, int | str]) -> float:
    """The number that words say, by what each is known to mean; words that mean no number are passed over.

    "nineteen ninety-six" is 1996: two tens side by side are a year as it is spoken.
    """
    total, group = 0.0, 0.0
    for word in words:
        if word in known:
            number = int(known[word])
            if number >= 1000:
                total, group = total + (group or 1) * number, 0
            elif number == 100:
                group = (group or 1) * 100
            elif number >= 10 and 10 <= group < 100:
                group = group * 100 + number
            else:
                group += number
        else:
            group += _printed(word)
    return total + group


def _printed(word: str) -> float:
    """A number in digits, with thousands commas, a decimal point or a fraction; 0 for any other word."""
    if word in FRACTIONS:
        return FRACTIONS[word]
    if not word[:1].isdigit():
        return 0
    above, _, below = word.replace(",", "").partition("/")
    return float(above) / (float(below or 1) or 1)
