"""The words of a change become its class: what differs, from wording to typography.

    said      -> stated         wording       the rest
    Smith     -> Jones          name          capitals inside a sentence
    13        -> 30             number        figures, numbers in words, months and days
    13        -> thirteen       spelling      the same number
    traveller -> traveler       spelling      one letter inside the word, its accents, a known pair
    The       -> the            case
    ,         -> ;              punctuation
    "gate"    -> “gate”         typography    quotation marks, dashes, spaces, joined letters

What is spelling in one language is not in another: a file for each says what its words are (en.toml).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz.distance import OSA

from builder.collate.words import Word
from builder.model import ChangeClass

SPELLED = 5
"""Letters."""
SHORT = 3
"""Letters. Stands for a list of small words in a language that has no file."""
INFLECTED = 2
"""Letters at the end of a name that make no other name of it: Afghan, Afghans; Merkel, Merkels."""
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|\.)")
_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")

Number = tuple[str, float]
"""What is numbered (an amount, a place in a row, a month, a day of the week), and which."""


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of a language's words."""

    names: bool
    small: frozenset[str]
    "words that say little alone: of, the; no figure and no denial among them"
    endings: tuple[tuple[str, str], ...]
    distinct: frozenset[str]
    "words that one letter tells apart: 'these' and 'there', 'county' and 'country'"
    pairs: frozenset[frozenset[str]]
    numbers: dict[str, Number]
    "by the word, folded"
    calendar: dict[str, Number]
    "by the word as printed"
    great: frozenset[str]
    "words of numbers that multiply what stands before them"


@cache
def language(left: str, right: str) -> Language:
    """What is known of the language of two tags ('en-GB', 'en-US': en); nothing where there is no file for it."""
    one, two = (tag.split("-")[0].lower() for tag in (left, right))
    file = resources.files("builder.collate") / f"{one}.toml"
    if one != two or not file.is_file():
        return Language(
            names=True,
            small=frozenset(),
            endings=(),
            distinct=frozenset(),
            pairs=frozenset(),
            numbers={},
            calendar={},
            great=frozenset(),
        )
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    spelling, numbers = table["spelling"], table["numbers"]
    amounts = dict(enumerate(numbers["ones"])) | {20 + 10 * n: word for n, word in enumerate(numbers["tens"])}
    found = {word.casefold(): ("amount", float(value)) for value, word in amounts.items()}
    found |= {word: ("amount", float(value)) for word, value in numbers["great"].items()}
    found |= {word.casefold(): ("place", float(n)) for n, word in enumerate(numbers["ordinals"], 1)}
    calendar = {
        word: (kind, float(n))
        for kind in ("months", "days")
        for n, words in enumerate(table["calendar"][kind], 1)
        for word in words
    }
    return Language(
        names=table["names"],
        small=frozenset(table["small"]),
        endings=tuple((one, two) for one, two in spelling["endings"]),
        distinct=frozenset(spelling["distinct"]),
        pairs=frozenset(frozenset(pair) for pair in spelling["words"]),
        numbers=found,
        calendar=calendar,
        great=frozenset(numbers["great"]),
    )


def of(left: Sequence[Word], right: Sequence[Word], language: Language) -> ChangeClass:
    """The class of a change from some words to others; either may be none."""
    if left and right and _same(left, right, language):
        return "spelling"
    words = (*left, *right)
    if all(is_number(word, language) for word in words):
        return "number"
    if all(is_name(word, language) for word in words) and not _inflected(left, right):
        return "name"
    return "wording"


def of_equals(left: Word, right: Word) -> ChangeClass | None:
    """The class of a change between two words that are compared as one; None where they are printed alike.

    A capital that only the beginning of a sentence asks for is typography.
    """
    one, two = (unicodedata.normalize("NFC", word.printed) for word in (left, right))
    if one == two:
        return None
    if _set(one) == _set(two) or (left.opens != right.opens and _set(one)[1:] == _set(two)[1:]):
        return "typography"
    return "case" if _set(one).lower() == _set(two).lower() else "spelling"


def of_marks(left: Sequence[str], right: Sequence[str]) -> ChangeClass:
    """The class of a change between folded marks that differ. The order of stop and quotation mark is typography."""
    one, two = "".join(left), "".join(right)
    if sorted(one) == sorted(two):
        return "typography"
    kinds = {unicodedata.category(char) for char in one + two}
    if "Sc" in kinds or "%" in one + two:
        return "number"
    return "punctuation" if all(kind[0] in "PMC" or kind == "Sk" for kind in kinds) else "wording"


def respelled(left: Word, right: Word, language: Language) -> bool:
    """Whether two words are one, spelled otherwise."""
    one, two = left.folded, right.folded
    if _bare(one) == _bare(two) or frozenset((one, two)) in language.pairs:
        return True
    number = _number(left, language)
    if number or _number(right, language):
        return number == _number(right, language)
    if one in language.distinct and two in language.distinct:
        return False
    return _one_letter(one, two) or any(
        one.removesuffix(british) == two.removesuffix(american) != one
        for pair in language.endings
        for british, american in (pair, pair[::-1])
        if one.endswith(british) and two.endswith(american)
    )


def letters(word: Word, language: Language) -> set[str]:
    """First letters, without accents, of all spellings of a word: what is spelled otherwise shares one of them."""
    if _number(word, language):
        return {"#"}
    return {_bare(word.folded)[:1], *(other[:1] for pair in language.pairs if word.folded in pair for other in pair)}


def is_number(word: Word, language: Language) -> bool:
    """Whether a word is a figure, a number in words, a month or a day of the week."""
    return any(map(str.isdigit, word.folded)) or _number(word, language) is not None


def is_name(word: Word, language: Language) -> bool:
    """Whether a word is a name, by its form."""
    return language.names and word.name


def is_small(word: Word, language: Language) -> bool:
    """Whether a word says little alone. Never a figure: that "13" stayed is what a reader wants to see."""
    if language.small:
        return word.folded in language.small
    return len(word.folded) <= SHORT and not any(map(str.isdigit, word.folded))


def _same(left: Sequence[Word], right: Sequence[Word], language: Language) -> bool:
    """Whether two runs of words say the same: word for word, written in one word or in two, or by one number."""
    if len(left) == len(right) and all(respelled(one, two, language) for one, two in zip(left, right, strict=True)):
        return True
    one, two = ("".join(word.folded for word in side).replace("-", "") for side in (left, right))
    if one == two and all(
        sum(_FIGURE.fullmatch(word.folded) is not None for word in side) < 2 for side in (left, right)
    ):
        return True
    return _amount(left, language) == _amount(right, language) is not None


def _one_letter(one: str, two: str) -> bool:
    """Whether two long words differ in one letter that is neither the first nor the last; a plural is another word."""
    long = min(len(one), len(two)) >= SPELLED and not any(map(str.isdigit, one + two))
    return long and one[0] == two[0] and one[-1] == two[-1] and OSA.distance(one, two, score_cutoff=1) == 1


def _number(word: Word, language: Language) -> Number | None:
    """What a word numbers; None for a word that is no number, and for a figure such as 10:15."""
    if place := _ORDINAL.fullmatch(word.folded):
        return ("place", float(place[1]))
    if _FIGURE.fullmatch(word.folded):
        return ("amount", float(word.folded.replace(",", "")))
    capital = word.printed[:1] + word.printed[1:].lower()
    tens, _, ones = word.folded.partition("-")
    if ones in language.numbers and tens in language.numbers:
        return (language.numbers[ones][0], language.numbers[tens][1] + language.numbers[ones][1])
    return language.numbers.get(word.folded) or language.calendar.get(capital)


def _amount(words: Sequence[Word], language: Language) -> float | None:
    """The number that some words say together, such as "two hundred"; None where one of them is no amount."""
    total = group = 0.0
    for word in words:
        kind, value = _number(word, language) or ("", 0.0)
        if kind != "amount":
            return None
        if word.folded not in language.great:
            group += value
        elif value == 100:
            group = (group or 1) * value
        else:
            total, group = total + (group or 1) * value, 0.0
    return total + group


def _inflected(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether the names of two runs differ in their endings alone."""
    return len(left) == len(right) and all(
        abs(len(one.folded) - len(two.folded)) <= INFLECTED
        and (one.folded.startswith(two.folded) or two.folded.startswith(one.folded))
        for one, two in zip(left, right, strict=True)
    )


def _set(word: str) -> str:
    """A word without what typesetting adds: joined letters, kinds of apostrophe and hyphen, grouping of digits."""
    plain = unicodedata.normalize("NFKC", word)
    return "".join(char for char in plain if char.isalnum() or unicodedata.combining(char))


@lru_cache(maxsize=1 << 16)
def _bare(word: str) -> str:
    """A word without accents and points."""
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
