"""A text becomes letters: one for each word, number and mark, which stands for the classes that the word belongs to.

    As of Monday when   the US ...  last week .
    x  p  w      x      t   X       s    u    .

Words are known from a language's lists, numbers and unknown words by their shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice

SHAPES: dict[str, frozenset[str]] = {
    "word": frozenset(),
    "Word": frozenset({"name"}),
    "mark": frozenset({"mark"}),
    "edge": frozenset({"edge"}),
    "iso": frozenset({"iso"}),
    "clock": frozenset({"clocktime"}),
    "slashes": frozenset({"slashes"}),
    "dotted": frozenset({"amount", "dotted"}),
    "fraction": frozenset({"fraction"}),
    "decade": frozenset({"decade"}),
    "shortdecade": frozenset({"shortdecade"}),
    "ordinal": frozenset({"ordinal"}),
    "ordinal day": frozenset({"ordinal", "day"}),
    "hour": frozenset({"amount", "day", "hour"}),
    "day": frozenset({"amount", "day"}),
    "amount": frozenset({"amount"}),
    "year": frozenset({"amount", "year", "stamp"}),
    "historic year": frozenset({"amount", "year", "historic", "stamp"}),
    "modern year": frozenset({"amount", "year", "modern", "stamp"}),
    "stamp": frozenset({"amount", "stamp"}),
}
"""Classes of what is known by its shape and not from a list; a pattern names them like any other class."""

SHAPE_CLASSES = frozenset().union(*SHAPES.values())

YEARS = {"year": 2100, "modern year": 1900, "historic year": 1000, "stamp": 0}
"""The first of the numbers of four digits that have each shape."""

TELLING = ("iso", "clock", "slashes", "decade", "shortdecade", "ordinal", "ordinal day", "dotted", *YEARS)
"""Shapes that may tell a time without any word."""

REMEMBERED = 1 << 16
"""Words whose letter is remembered: more than there are different ones in the 250 articles of the speed task."""

FIGURES = r"[0-9]{4}|[0-9][^\s0-9,%]"
"""Figures that may tell a time without any word: 2021, 1/9, 9:30, 3rd, 80s. Others need a word beside them: 13 days."""


@dataclass(frozen=True, slots=True)
class Alphabet:
    """What a language's words are cut by, and the letter of each."""

    tokens: re.Pattern[str]
    "one word, number or mark"
    letter: Callable[[str], str]
    "letter of a word as printed, or of a shape in angle brackets"
    words: frozenset[str]
    "of lower case; one of them is in every time that is not told by its figures"
    figures: re.Pattern[str]
    "figures by which a time is told without any of these words"


def alphabet(
    numbers: Mapping[str, str], letters: Mapping[str, str], listed: Iterable[str], telling: Iterable[str]
) -> Alphabet:
    """The alphabet of a language: its numbers, the letter of each word, all its words, and those that tell."""
    shapes = _shapes(numbers, listed)
    named = re.compile("|".join(f"(?P<{name}>{shape})" for name, shape in shapes.items()))
    return Alphabet(
        re.compile("|".join([_PLAIN, *shapes.values()])),
        lru_cache(REMEMBERED)(partial(_letter, letters, named)),
        frozenset(part for word in telling if len(part := max(_WORD.findall(word), key=len)) > 1),
        re.compile(rf"{FIGURES}|[0-9]\s(?i:{numbers['after_an_hour']})"),
    )


_WORD = re.compile(r"\w+")
_PLAIN = r"[^\W\d_]++(?=[\s,])"
"""Nearly every word: nothing that is listed goes on with a space or a comma, so it need not be looked for."""
_WHOLE = re.compile(r"\w+|.")
"""What is cut off whole without being listed: not so "'s", "a.m."."""


def tells(known: Alphabet, text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text can hold a time at all. Most cannot, and this is cheaper than to spell them."""
    said = _WORD.findall(text[start:end].lower())
    return not known.words.isdisjoint(said) or known.figures.search(text, start, end) is not None


def spelled(known: Alphabet, text: str, start: int, end: int) -> str:
    """The letters of a stretch of a text, between two that stand for its edges."""
    edge = known.letter("<edge>")
    return edge + "".join(map(known.letter, known.tokens.findall(text, start, end))) + edge


def places(known: Alphabet, text: str, start: int, end: int, count: int) -> list[tuple[int, int]]:
    """Where the first so many letters of `spelled` begin and end in the text; the edge before them is empty."""
    return [(start, start), *(found.span() for found in islice(known.tokens.finditer(text, start, end), count - 1))]


def _letter(known: Mapping[str, str], shapes: re.Pattern[str], word: str) -> str:
    found = known.get(word) or known.get(word.replace("’", "'").lower())
    if found is None:
        shape = shapes.fullmatch(word)
        found = known[_shape(shape.lastgroup if shape else None, word)]
    return found


def _shape(kind: str | None, word: str) -> str:
    if kind == "letters":
        return "<Word>" if word[0].isupper() else "<word>"
    if kind == "digits":
        return _number(word)
    if kind == "ordinal":
        return "<ordinal day>" if 1 <= int(re.sub(r"\D", "", word)) <= 31 else "<ordinal>"
    return "<word>" if kind in ("mixed", "kept", None) else f"<{kind}>"


def _number(word: str) -> str:
    number = int(word)
    if len(word) == 4:
        return next(f"<{shape}>" for shape, first in YEARS.items() if number >= first)
    if len(word) > 2 or not 1 <= number <= 31:
        return "<amount>"
    return "<hour>" if number <= 24 else "<day>"


def _shapes(numbers: Mapping[str, str], words: Iterable[str]) -> dict[str, str]:
    """What a text is cut into, by shape, first come first served. Each is one run of characters: cutting is linear."""
    kept = sorted({word for word in words if not _WHOLE.fullmatch(word)}, key=lambda word: (-len(word), word))
    glued = rf"(?i:{numbers['after_an_hour']})(?!\w)"
    return {
        "iso": r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?Z?)?(?![\w-])"
        r"|[0-9]{4}/[0-9]{2}/[0-9]{2}(?![\w/])",
        "clock": rf"[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?:(?![\w:])|(?={glued}))",
        "slashes": r"[0-9]{1,2}(?:/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2})|\.[0-9]{1,2}\.[0-9]{4})(?![\w/]|\.[0-9])",
        "dotted": rf"[0-9]{{1,2}}\.[0-9]{{2}}(?:(?![\w.])|(?={glued}))",
        "fraction": r"[0-9]/[0-9](?![\w/])|[½¼¾]",
        "decade": rf"(?:['’][0-9]0|[0-9]{{3}}0){numbers['decade']}(?!\w)",
        "shortdecade": rf"[2-9]0{numbers['decade']}(?!\w)",
        "kept": "|".join(_spelt(word) for word in kept) or "(?!)",
        "ordinal": rf"[0-9]{{1,3}}{numbers['ordinal']}(?!\w)",
        "amount": r"[0-9]{1,3}(?:,[0-9]{3})++(?:\.[0-9]++)?(?!\w)|[0-9]{1,9}\.[0-9]++(?![\w.])",
        "digits": rf"[0-9]{{1,9}}(?:(?![^\W½¼¾])|(?={glued}))",
        "letters": r"[^\W\d_]++(?!\w)",
        "mixed": r"\w++",
        "mark": r"\S",
    }


def _spelt(word: str) -> str:
    """A listed word that is not all letters ("'s", "a.m."), in either case and with either apostrophe."""
    either = (f"[{c.lower()}{c.upper()}]" if c.isalpha() else "['’]" if c == "'" else re.escape(c) for c in word)
    return "".join(either) + (r"(?!\w)" if word[-1].isalnum() else "")
