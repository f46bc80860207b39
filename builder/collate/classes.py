"""The words of a change become its class: what differs, from wording to typography.

13          -> 30             number      a figure that differs
Smith       -> Smyth          name        capitals inside a sentence
traveller   -> traveler       spelling    one letter inside the word, or its accents
escorts     -> has escorted   wording     the rest
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from builder.collate.words import Word
from builder.model import ChangeClass

SPELLED = 4
"""Letters. A shorter word with another letter in it is another word: not, now; her, hex."""


def of(left: Sequence[Word], right: Sequence[Word]) -> ChangeClass:
    """The class of a change from some words to others; either may be none."""
    if _spelled(left, right):
        return "spelling"
    words = [word.printed for word in (*left, *right)]
    if all(map(_is_figure, words)):
        return "number"
    if all(word.printed[:1].isupper() and not word.opens for word in (*left, *right)):
        return "name"
    return "wording"


def _spelled(left: Sequence[Word], right: Sequence[Word]) -> bool:
    return len(left) == len(right) and all(
        _respelled(one.folded, two.folded) for one, two in zip(left, right, strict=True)
    )


def _respelled(one: str, two: str) -> bool:
    """Whether two words differ in accents alone, or in one letter that is neither the first nor the last."""
    if _bare(one) == _bare(two):
        return True
    long = min(len(one), len(two)) >= SPELLED and not any(map(str.isdigit, one + two))
    return long and one[0] == two[0] and one[-1] == two[-1] and OSA.distance(one, two) == 1


def _bare(word: str) -> str:
    """A word without accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))


def _is_figure(word: str) -> bool:
    return any(map(str.isdigit, word))
