"""A stretch of text becomes the expressions of time in it: words and what kind they are, not yet days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.dates import language, letters
from builder.model import Span

LOOK_BACK = 6
"""Words before an expression in which "will" turns it to the future. On TimeBank 6 is best, 8 to 12 slightly worse."""

NOTHING = "nothing"
"""What a pattern means that is there to keep others off its words."""


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that speak of time."""

    span: Span
    means: str
    "name of a function in `resolve`"
    value: str
    "what the pattern says beyond the words; often empty"
    words: Mapping[str, tuple[str, ...]]
    "the words in each named place of the pattern, in lower case"
    spoken: language.Language
    leans: int
    "1 where the words before it speak of the future, -1 of the past, 0 of neither"

    def has(self, place: str) -> bool:
        """Whether the pattern's place is filled."""
        return place in self.words

    def word(self, place: str) -> str:
        """The words in a place, in lower case, with single spaces; empty where it is not filled."""
        return " ".join(self.words.get(place, ()))

    def number(self, place: str) -> int:
        """What the word in a place means as a number; 0 where it is not filled."""
        return int(self.spoken.values[place][self.word(place)]) if place in self.words else 0

    def first(self, *places: str) -> int:
        """The number of the first of these places that is filled; 0 where none is."""
        return next((self.number(place) for place in places if place in self.words), 0)

    def name(self, place: str) -> str:
        """What the word in a place means as a name, such as the letter of a unit; empty where it is not filled."""
        return str(self.spoken.values[place][self.word(place)]) if place in self.words else ""


def expressions(text: str, span: Span, tag: str) -> Iterator[Expression]:
    """The expressions of time in a stretch of a text, in reading order."""
    spoken = language.speaking(tag)
    if letters.tells(spoken.alphabet, text, span.start, span.end):
        start = span.start
        for line in spoken.lines.finditer(text, span.start, span.end) if "\n" in text[span.start : span.end] else ():
            yield from _expressions(text, Span(start, line.start("break")), spoken)
            start = line.end("break")
        yield from _expressions(text, Span(start, span.end), spoken)


def _expressions(text: str, span: Span, spoken: language.Language) -> Iterator[Expression]:
    spelled = letters.spelled(spoken.alphabet, text, span.start, span.end)
    hits = list(_hits(spelled, spoken))
    places = letters.places(spoken.alphabet, text, span.start, span.end, hits[-1][1].end()) if hits else []
    for pattern, found in hits:
        if pattern.means != NOTHING:
            yield Expression(
                Span(places[found.start()][0], places[found.end() - 1][1]),
                pattern.means,
                pattern.value,
                _filled(text, places, found),
                spoken,
                _leans(spoken, spelled[max(0, found.start() - LOOK_BACK) : found.start()]),
            )


def _hits(spelled: str, spoken: language.Language) -> Iterator[tuple[language.Pattern, re.Match[str]]]:
    """Each pattern that fits, the first in the text, and there the first in the file; none begins inside another."""
    at = 0
    while here := spoken.beginnings.search(spelled, at):
        at = here.end()
        for pattern in spoken.patterns[here.group()]:
            if (found := pattern.shape.match(spelled, here.start())) and found.group():
                yield pattern, found
                at = found.end()
                break


def _filled(text: str, places: list[tuple[int, int]], found: re.Match[str]) -> dict[str, tuple[str, ...]]:
    """The words in each place of a pattern; where a place comes twice, the first that is filled, before it at last."""
    words: dict[str, tuple[str, ...]] = {}
    groups = [group for group, inner in found.groupdict().items() if inner]
    for group in sorted(groups, key=lambda group: found.start(group) < found.start()):
        inner = (text[start:end] for start, end in places[found.start(group) : found.end(group)])
        words.setdefault(group.partition("__")[0], tuple(word.lower().replace("’", "'") for word in inner))
    return words


def _leans(spoken: language.Language, before: str) -> int:
    """Which way the last words turn that turn to the future (1) or back to the past (-1)."""
    turn = 0
    for found in spoken.leaning.finditer(before):
        turn = 1 if found["ahead"] else -1
    return turn
