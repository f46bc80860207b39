"""A language's file of words and patterns becomes what `find` searches with.

Each word of a passage is turned into one letter that stands for the classes it belongs to (`letters`), and the patterns
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
from functools import cache, lru_cache
from importlib import resources

from builder.dates import letters

FIRST_LETTER = 0xA1
"""Letters are dealt from here on: above ASCII, so that none means anything in a regular expression."""

WAYS = ("behind", "ahead")
"""Which way a sentence leans: what speaks of the past is looked for first, so that "had been due" is past."""

FAR = 9
"""Words between the first of a time and its first telling one: "the first one hundred and twenty-five or so years"."""


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

    alphabet: letters.Alphabet
    values: Mapping[str, Mapping[str, int | str]]
    "what each word means, by class and lower-case word"
    patterns: Mapping[str, tuple[Pattern, ...]]
    "by the letter that they can begin with, first come first served"
    beginnings: re.Pattern[str]
    "any of those letters, where a telling word or figure is near enough"
    leaning: re.Pattern[str]
    "what turns a sentence to the future (the group `ahead`) or back to the past (`behind`), over letters"
    told: Mapping[str, Sequence[str]]
    "words around a day that say whether it lay behind or ahead; see `told`"
    runs: tuple[tuple[str, str], ...]
    "words before and between two times that make them the ends of one run; the first may be empty"
    day_first: str
    "signs with which a day in figures begins with its day"
    lines: re.Pattern[str]
    "a line break between a weekday and a day of a month: a headline's last word and the date below it"


@lru_cache(64)
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
    words = _classes(table["words"], [*parts.values(), *sources, *table["leans"].values()])
    dealt, spelled = _deal(words, frozenset(table["capital"]))
    sets = {name: _charset(name, dealt) for name in {*words, *letters.SHAPE_CLASSES}}
    patterns = _patterns(table["pattern"], parts, sets)
    listed = [word for members in words.values() for word in members]
    telling = [word for name in table["telling"] for word in words[name]]
    return Language(
        alphabet=letters.alphabet(table["numbers"], spelled, listed, telling),
        values=words,
        patterns=patterns,
        beginnings=_beginnings("".join(patterns), _telling(telling, spelled)),
        leaning=re.compile("|".join(f"(?P<{way}>{_expand(table['leans'][way], parts, sets)})" for way in WAYS)),
        told=table.get("told", {}),
        runs=tuple(_ends(run) for run in table["runs"]),
        day_first=table["numbers"]["day_first"],
        lines=_lines([*table["words"]["weekday"], *table["words"]["shortday"]]),
    )


def _beginnings(first: str, telling: str) -> re.Pattern[str]:
    """A first letter with a telling one at hand: itself, after it, or just before it ('May 24 and 25')."""
    return re.compile(f"[{first}](?:(?<=(?=.{{0,{FAR}}}[{telling}]).)|(?<=[{telling}]...))")


def _telling(words: Iterable[str], spelled: Mapping[str, str]) -> str:
    """The letters of the words and shapes of which every time has one; "monday" tells no more than an unknown word."""
    forms = (form for word in words for form in (word, word.capitalize(), word.upper()))
    shapes = (f"<{shape}>" for shape in letters.TELLING)
    return "".join(sorted({spelled[form] for form in (*forms, *shapes)} - {spelled["<word>"]}))


def _patterns(
    listed: Iterable[Mapping[str, str]], parts: Mapping[str, str], sets: Mapping[str, str]
) -> dict[str, tuple[Pattern, ...]]:
    """The patterns by each letter with which what they find can begin, in the order of the file."""
    found: dict[str, tuple[Pattern, ...]] = {}
    for each in listed:
        shape = re.compile(_expand(each["find"], parts, sets, {}))
        pattern = Pattern(each["means"], shape, each.get("value", ""))
        names, _ = _beginning(iter(_MARK.findall(each["find"])), parts)
        for letter in sorted(set().union(*(sets[name][1:-1] for name in names))):
            found[letter] = (*found.get(letter, ()), pattern)
    return found


_MARK = re.compile(r"\(\?<?[=!]|\(|\||\)(?:\?|\{0,\d+\})?|(?:\{[a-z_]+\}|[^\W\d_]+)\??")
"""In a pattern: a bracket that opens, "or", one that closes, a class or word; the last two may be optional."""


def _beginning(marks: Iterator[str], parts: Mapping[str, str]) -> tuple[set[str], bool]:
    """The classes with which a piece of a pattern can begin, up to its closing bracket, and whether it can be empty."""
    names: set[str] = set()
    empty, untouched = False, True
    for mark in marks:
        if mark[0] == ")":
            return names, empty or untouched or len(mark) > 1
        if mark == "|":
            empty, untouched = empty or untouched, True
        elif mark[0] == "(":
            inner, nothing = _beginning(marks, parts)
            if mark == "(":  # what looks behind or ahead begins nothing
                names |= inner if untouched else set()
                untouched = untouched and nothing
        elif untouched:
            inner, untouched = _named(mark.rstrip("?"), parts)
            names |= inner
            untouched = untouched or mark[-1] == "?"
    return names, empty or untouched


def _named(mark: str, parts: Mapping[str, str]) -> tuple[set[str], bool]:
    """The classes with which a class, a part or a word can begin."""
    name = mark.strip("{}")
    if name == mark:
        return {f"={name}"}, False
    return _beginning(iter(_MARK.findall(parts[name])), parts) if name in parts else ({name}, False)


def _ends(run: str) -> tuple[str, str]:
    """'from * to *' as what stands before the first time and between the two."""
    before, between, _ = run.split("*")
    return before.strip(), between.strip()


def _lines(weekdays: Iterable[str]) -> re.Pattern[str]:
    return re.compile(
        rf"(?i:\b(?:{'|'.join(weekdays) or '(?!)'}))[.,]?[^\S\n]*(?P<break>\n)\s*(?:\d|[^\W\d_]+\.?\s+\d)"
    )


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
    printed = {f"<{shape}>": classes for shape, classes in letters.SHAPES.items()}
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
