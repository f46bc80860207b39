"""A stretch of text becomes the expressions of time in it: words and what kind they are, not yet days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.dates import language
from builder.model import Span

LOOK_BACK = 6
"""Words before an expression in which "will" or "due" turns it to the future. Tuned: 5 to 12 do equally well on TimeBank and AQUAINT."""

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
    ahead: bool
    "whether the words before it speak of the future"

    def has(self, place: str) -> bool:
        """Whether the pattern's place is filled."""
        return place in self.words

    def word(self, place: str) -> str:
        """The words in a place, in lower case, with single spaces; empty where it is not filled."""
        return " ".join(self.words.get(place, ()))

    def number(self, place: str) -> int:
        """What the word in a place means as a number; 0 where it is not filled."""
        return int(self.spoken.values[place][self.word(place)]) if place in self.words else 0

    def name(self, place: str) -> str:
        """What the word in a place means as a name, such as the letter of a unit; empty where it is not filled."""
        return str(self.spoken.values[place][self.word(place)]) if place in self.words else ""


def expressions(text: str, span: Span, tag: str) -> Iterator[Expression]:
    """The expressions of time in a stretch of a text, in reading order."""
    spoken = language.speaking(tag)
    cut = list(language.tokens(spoken, text, span.start, span.end))
    edge = spoken.letters["<edge>"]
    letters = edge + "".join(letter for letter, _, _ in cut) + edge
    for found in spoken.anything.finditer(letters):
        pattern = spoken.patterns[int((found.lastgroup or "p0")[1:])]
        inner = pattern.shape.match(letters, found.start())
        if inner is None or pattern.means == NOTHING:  # what is found is found again alone: never None
            continue
        yield Expression(
            Span(cut[found.start() - 1][1], cut[found.end() - 2][2]),
            pattern.means,
            pattern.value,
            {
                place.partition("__")[0]: tuple(
                    text[start:end].lower().replace("’", "'")
                    for _, start, end in cut[inner.start(place) - 1 : inner.end(place) - 1]
                )
                for place, filled in inner.groupdict().items()
                if filled
            },
            spoken,
            _ahead(spoken, letters[max(0, found.start() - LOOK_BACK) : found.start()]),
        )


def _ahead(spoken: language.Language, before: str) -> bool:
    """Whether the last word that turns to the future or back turns to the future."""
    return next(
        (letter in spoken.ahead for letter in reversed(before) if letter in spoken.ahead | spoken.behind), False
    )
