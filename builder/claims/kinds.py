"""The words of a source become its kind: who speaks, and whether a reader could find out."""

from __future__ import annotations

import re

from builder.claims.words import Words
from builder.model import SourceKind

SORT = 4  # words that name a sort of people; more describe some of them
HELPED = 4  # words from "helping" to whom: "helping Americans and vulnerable Afghans", "supporting other Americans"

_WORD = re.compile(r"[^\W_](?:\w|[’'.&-](?=\w))*")
_FIGURE = re.compile(r"[\d.,]+\s+")
_MARK = re.compile(r"[,(—–]")
_ACRONYM = re.compile(r"\b[A-Z]{2,}\b")


def of(source: str, noun: str, verb: str, words: Words) -> SourceKind:
    """The kind of a source by its own words; `noun` is its head, `verb` the class of the cue."""
    if not is_name(noun, words) and _relays(source, words):
        return "second-hand"
    return _of_noun(source, split(source), noun, verb, words)


def split(source: str) -> list[str]:
    """The words of a source."""
    return _WORD.findall(source)


def head(source: str, words: Words) -> str:
    """The noun that carries a phrase: 'officials' in 'two US officials in Kabul', and in 'one of the officials'."""
    part_of = words.pattern("sources.part_of").match(source, _number_end(source))
    rest = source[part_of.end() :] if part_of else source
    first = _WORD.search(rest)
    ends = [cut.start() for cut in (words.pattern("sources.after_head").search(rest, 1), _MARK.search(rest, 1)) if cut]
    found = _WORD.findall(rest[: min(ends, default=len(rest))])
    return found[-1] if found else first.group() if first else ""


def _number_end(source: str) -> int:
    """Past a number in figures: '63 percent of'."""
    number = _FIGURE.match(source)
    return number.end() if number else 0


def is_name(word: str, words: Words) -> bool:
    """Whether a word with a capital is a name, as far as our lists of other nouns tell."""
    low = word.lower()
    known = ("described", "vague", "group", "peoples", "vague_alone", "documents")
    return (
        word[:1].isupper()
        and low not in words["grammar.determiners"]
        and not any(low in words[f"sources.{name}"] for name in known)
    )


def is_plural(noun: str, words: Words) -> bool:
    """Whether a noun for people is in the plural, by its ending."""
    return noun.lower().endswith(tuple(words["sources.plural_endings"]))


def _relays(source: str, words: Words) -> bool:
    """Whether a source passes on what others told it: it is in contact with them, of their family, or helps them."""
    if words.pattern("sources.relay_phrases").search(source):
        return True
    helping = words.pattern("sources.helping").search(source)
    helped = _WORD.findall(source, helping.end())[:HELPED] if helping else ()
    return any(words.any_of(word.lower(), "sources.plural", "sources.peoples", "claims.counted") for word in helped)


def _of_noun(source: str, said: list[str], head: str, verb: str, words: Words) -> SourceKind:
    first, noun = said[0].lower(), head.lower()
    if noun in words["sources.vague"] and _name_in_apposition(source, words):
        return "named"  # "the critics, Ada Holm and Karl Weiss"
    if noun in words["sources.vague"] and _by_name(source, words):
        return "named"  # "studies by Harvard"
    if _crowd(source, noun, words):
        return "vague"
    if _uncounted(said, noun, words) or (noun in words["sources.vague"] and not _inner_capital(head, said)):
        return "anonymous" if _counted(said, words) or _of_a_house(source, words) else "vague"
    if len(said) == 1 and first in words["grammar.indefinite"]:
        return "anonymous"  # "another", after an official
    if noun in words["sources.documents"]:
        unknown = first in words["grammar.indefinite"] and not _has_name(said, words)
        return "vague" if unknown else "named"
    if _is_person(head, said, words):
        return _of_people(source, said, noun, verb, words)
    if noun in words["sources.group"] or (first in words["grammar.definite"] and _ACRONYM.search(source)):
        return "group"
    return "named"


def _of_a_house(source: str, words: Words) -> bool:
    """'Analysts at Goldman Sachs': not named, but there is a house that could be asked."""
    following = (_WORD.search(source, found.end()) for found in words.pattern("sources.house").finditer(source))
    return any(word is not None and is_name(word.group(), words) for word in following)


def _by_name(source: str, words: Words) -> bool:
    """'Studies by Harvard'."""
    found = words.pattern("grammar.agent").search(source)
    word = _WORD.search(source, found.end()) if found else None
    return word is not None and is_name(word.group(), words)


def _crowd(source: str, noun: str, words: Words) -> bool:
    """'Hundreds of residents', 'half of the voters', 'many in the party'."""
    found = words.pattern("sources.crowd").search(source)
    many = found is not None and len(_WORD.findall(source, 0, found.start())) <= 1
    people = words.any_of(noun, "sources.described", "sources.anybody", "sources.peoples", "sources.vague")
    return (many and people) or noun in words["sources.crowd_alone"]


def _uncounted(said: list[str], noun: str, words: Words) -> bool:
    """'Some', 'many Democrats', 'most of the states': who is meant cannot be told."""
    first = said[0].lower()
    return first in words["sources.vague_alone"] and (len(said) == 1 or (len(said) < 4 and is_plural(noun, words)))


def _is_person(head: str, said: list[str], words: Words) -> bool:
    """Whether a noun for people carries a description: one we know, or one that ends like one and is no name."""
    noun = head.lower()
    if words.any_of(noun, "sources.described", "sources.peoples"):
        return not _inner_capital(head, said)
    like = noun.endswith(tuple(words["sources.person_endings"])) and noun not in words["sources.no_persons"]
    return like and head == noun and noun not in words["sources.group"]


def _of_people(source: str, said: list[str], noun: str, verb: str, words: Words) -> SourceKind:
    """Described, not named, unless a name follows or the words fit one person alone ('the mayor').

    A bare plural is anybody of its sort ('voters', 'civil rights activists'), or a group that speaks in public ('senior
    officials stressed').
    """
    first = said[0].lower()
    with_people = any(
        word in words["grammar.possessives"] and before in words["grammar.joiners"] and is_name(name, words)
        for name, before, word in zip(said, said[1:], said[2:], strict=False)
    )  # "Cruz and his aides"
    office = noun in words.titles and first in words["grammar.definite"] and not is_plural(noun, words)
    if office or with_people or _name_in_apposition(source, words):
        return "named"
    bare = first not in words["grammar.determiners"] and not first[0].isdigit()
    if bare and words.any_of(noun, "sources.anybody", "sources.peoples") and len(said) <= SORT:
        return "vague"
    return "group" if verb == "public" and bare and noun in words["sources.plural"] else "anonymous"


def _inner_capital(head: str, said: list[str]) -> bool:
    """'the Associated Press' is a name, 'the press' and 'Press' at the head of a sentence are not."""
    return head[:1].isupper() and head != said[0]


def _has_name(said: list[str], words: Words) -> bool:
    return any(is_name(word, words) for word in said)


def _name_in_apposition(source: str, words: Words) -> bool:
    """'A spokesman, John Smith'; 'the critics, Ada Holm and Karl Weiss'."""
    parts = [[word for word in part.split() if word not in words["grammar.joiners"]] for part in source.split(",")[1:]]
    return any(len(part) > 1 and all(word[:1].isupper() for word in part) for part in parts)


def _counted(said: list[str], words: Words) -> bool:
    return any(word[0].isdigit() or word.lower() in words["grammar.numbers"] for word in said[:2])
