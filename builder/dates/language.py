"""A language's file of words and patterns becomes what `find` searches with.

Each word of a passage is turned into one letter that stands for the classes it belongs to, and the patterns
are searched in that short string of letters instead of in the text:

    As of Monday when   the US ...  last week .
    x  p  w      x      t   X       s    u    .      pattern "{shift} {unit}" finds "su"

So a pattern costs the same whether a class has one word or sixty, and a word may be in several classes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

FIRST_LETTER = 0xA1
"""Letters are dealt from here on: above ASCII, so that none means anything in a regular expression."""

SHAPES: dict[str, frozenset[str]] = {
    "word": frozenset(),
    "Word": frozenset({"name"}),
    "mark": frozenset({"mark"}),
    "edge": frozenset({"edge"}),
    "iso": frozenset({"iso"}),
    "clock": frozenset({"clocktime"}),
    "slashes": frozenset({"slashes"}),
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


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way of saying a time."""

    means: str
    "name of a function in `resolve`"
    shape: re.Pattern[str]
    "over letters; its groups are the classes and parts it names"
    value: str
    "what the words do not say themselves, for `resolve`; often empty"


@dataclass(frozen=True, slots=True)
class Language:
    """What one language's file says, ready to search with."""

    tokens: re.Pattern[str]
    "words, numbers and marks of a text; the group's name is the shape"
    letters: Mapping[str, str]
    "letter of each known word as it may be printed, and of each shape in angle brackets"
    values: Mapping[str, Mapping[str, int | str]]
    "what each word means, by class and lower-case word"
    anything: re.Pattern[str]
    "all patterns at once, first come first served; the group's name is `p` and the pattern's index"
    patterns: tuple[Pattern, ...]
    ahead: frozenset[str]
    "letters of words that turn a sentence to the future"
    behind: frozenset[str]
    "letters of words that turn it back to the past"
    told: Mapping[str, Sequence[str]]
    "words around a day that say whether it lay behind or ahead; see `told`"
    runs: tuple[tuple[str, str], ...]
    "words before and between two times that make them the ends of one run; the first may be empty"
    day_first: str
    "signs with which a day in figures begins with its day"
    lines: re.Pattern[str]
    "a line break between a weekday and a day of a month: a headline's last word and the date below it"


def speaking(tag: str) -> Language:
    """The language of a BCP 47 tag, by its first part; where there is no file for it, `und`: days in figures alone."""
    primary = tag.split("-")[0].lower()
    return _read(primary if primary in _languages() else "und")


@cache
def _languages() -> frozenset[str]:
    files = resources.files(__package__).iterdir()
    return frozenset(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml"))


@cache
def _read(name: str) -> Language:
    table = tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
    parts: dict[str, str] = table["parts"]
    sources = [pattern["find"] for pattern in table["pattern"]]
    words = _classes(table["words"], [*parts.values(), *sources])
    dealt, letters = _deal(words, frozenset(table["capital"]))
    sets = {name: _charset(name, dealt) for name in {*words, *SHAPE_CLASSES}}
    return Language(
        tokens=_tokens(table["numbers"], [word for members in words.values() for word in members]),
        letters=letters,
        values=words,
        anything=_anything([_expand(source, parts, sets) for source in sources], letters),
        patterns=tuple(
            Pattern(pattern["means"], re.compile(_expand(pattern["find"], parts, sets, {})), pattern.get("value", ""))
            for pattern in table["pattern"]
        ),
        ahead=frozenset(letter for classes, letter in dealt.items() if "ahead" in classes),
        behind=frozenset(letter for classes, letter in dealt.items() if "behind" in classes),
        told=table.get("told", {}),
        runs=tuple(_ends(run) for run in table["runs"]),
        day_first=table["numbers"]["day_first"],
        lines=_lines([*table["words"]["weekday"], *table["words"]["shortday"]]),
    )


def _ends(run: str) -> tuple[str, str]:
    """'from * to *' as what stands before the first time and between the two."""
    before, between, _ = run.split("*")
    return before.strip(), between.strip()


def _lines(weekdays: Iterable[str]) -> re.Pattern[str]:
    return re.compile(
        rf"(?i:\b(?:{'|'.join(weekdays) or '(?!)'}))[.,]?[^\S\n]*(?P<break>\n)\s*(?:\d|[^\W\d_]+\.?\s+\d)"
    )


def _anything(shapes: Iterable[str], letters: Mapping[str, str]) -> re.Pattern[str]:
    """All patterns in one. None begins with a word of no class, so nine places in ten are passed at a glance."""
    unknown = "".join(letters[f"<{shape}>"] for shape in ("word", "Word", "mark", "edge"))
    return re.compile(f"(?![{unknown}])(?:{'|'.join(f'(?P<p{n}>{shape})' for n, shape in enumerate(shapes))})")


_NAME = re.compile(r"\{([a-z_]+)\}|([^\W\d_]+)")
"""In a pattern: a class or part in braces, or a word that stands for itself."""


def _classes(
    listed: Mapping[str, Mapping[str, int | str] | list[str]], sources: Iterable[str]
) -> dict[str, dict[str, int | str]]:
    """Class -> word -> meaning. A word that stands in a pattern for itself is a class of its own, marked "="."""
    nothing: int | str = ""
    words = {
        name: dict(members) if isinstance(members, Mapping) else dict.fromkeys(members, nothing)
        for name, members in listed.items()
    }
    for source in sources:
        for found in _NAME.finditer(source):
            if found[2]:
                words[f"={found[2]}"] = {found[2]: nothing}
    return words


def _deal(
    words: Mapping[str, Mapping[str, int | str]], capital: frozenset[str]
) -> tuple[dict[frozenset[str], str], dict[str, str]]:
    """A letter for each set of classes that some word has, and the letter of each word as printed."""
    members: dict[str, set[str]] = {}
    for name, listed in words.items():
        for word in listed:
            members.setdefault(word, set()).add(name)
    printed = {f"<{shape}>": classes for shape, classes in SHAPES.items()}
    for word in sorted(members):
        small = frozenset(members[word] - capital)
        for form in (word.capitalize(), word.upper()):
            printed[form] = frozenset(members[word])
        printed[word] = small
    dealt: dict[frozenset[str], str] = {}
    for classes in printed.values():
        dealt.setdefault(classes, chr(FIRST_LETTER + len(dealt)))
    return dealt, {form: dealt[classes] for form, classes in printed.items()}


def _charset(name: str, dealt: Mapping[frozenset[str], str]) -> str:
    return "[" + "".join(letter for classes, letter in dealt.items() if name in classes) + "]"


def _expand(source: str, parts: Mapping[str, str], sets: Mapping[str, str], named: dict[str, int] | None = None) -> str:
    """A pattern as written in the file, as a regular expression over letters.

    With `named`, which counts them, each class and part becomes a group of that name: unit__1, unit__2, ...
    """

    def replaced(found: re.Match[str]) -> str:
        name = found[1] or f"={found[2]}"
        inner = f"(?:{_expand(parts[name], parts, sets, named)})" if name in parts else sets[name]
        if named is None or not found[1]:
            return inner
        named[name] = named.get(name, 0) + 1
        return f"(?P<{name}__{named[name]}>{inner})"

    grouped = re.sub(r"\((?!\?)", "(?:", source)
    return "".join(_NAME.sub(replaced, grouped).split())


def _tokens(numbers: Mapping[str, str], words: Iterable[str]) -> re.Pattern[str]:
    """What a text is cut into. Every branch is one run of characters, so cutting is linear."""
    kept = sorted({word for word in words if not word.isalpha()}, key=lambda word: (-len(word), word))
    glued = rf"(?i:{numbers['after_an_hour']})(?!\w)"
    shapes = {
        "iso": r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?Z?)?(?![\w-])"
        r"|[0-9]{4}/[0-9]{2}/[0-9]{2}(?![\w/])",
        "clock": rf"[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?:(?![\w:])|(?={glued}))"
        rf"|[0-9]{{1,2}}\.[0-9]{{2}}(?=\s?{glued})",
        "slashes": r"[0-9]{1,2}(?:/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2})|\.[0-9]{1,2}\.[0-9]{4})(?![\w/]|\.[0-9])",
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
    return re.compile("|".join(f"(?P<{name}>{shape})" for name, shape in shapes.items()))


def _spelt(word: str) -> str:
    """A listed word that is not all letters ("'s", "a.m."), in either case and with either apostrophe."""
    either = (f"[{c.lower()}{c.upper()}]" if c.isalpha() else "['’]" if c == "'" else re.escape(c) for c in word)
    return "".join(either) + (r"(?!\w)" if word[-1].isalnum() else "")


def tokens(language: Language, text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """(letter, start, end) of each word, number and mark in a stretch of a text."""
    known = language.letters
    for found in language.tokens.finditer(text, start, end):
        word = found.group()
        letter = known.get(word) or known.get(word.replace("’", "'").lower()) or known[_shape(found.lastgroup, word)]
        yield letter, found.start(), found.end()


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
