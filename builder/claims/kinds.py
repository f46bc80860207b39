"""The words of a source become its kind: who speaks, and whether a reader could find out."""

from __future__ import annotations

import re

from builder.claims.words import Words
from builder.model import SourceKind

_WORD = re.compile(r"[^\W_](?:\w|[’'.&-](?=\w))*")
_MARK = re.compile(r"[,(—–]")
_ACRONYM = re.compile(r"\b[A-Z]{2,}\b")


class Speakers:
    """The sources of one text so far, as far as a pronoun or a definite noun may mean them again."""

    def __init__(self) -> None:
        self._last: SourceKind = "named"
        self._one: SourceKind = "named"
        self._many: SourceKind = "named"
        self._thing: SourceKind = "named"
        self._relays: set[str] = set()

    def kind(self, source: str, verb: str, words: Words) -> SourceKind:
        """The kind of a source in the words of the text, kept for what follows; `verb` is the class of the cue."""
        said = _WORD.findall(source)
        if not said:
            return "none"
        first = re.split("['’]", said[0].lower())[0]  # "he" in "he’s"
        if first in words["grammar.pronouns"] or first in words["grammar.relatives"]:
            return self._meant(first, words)
        head = _head(source, words)
        kind = "second-hand" if self._relay(source, head, words) else _of_noun(source, said, head, verb, words)
        self._keep(kind, said, head, words)
        return kind

    def _meant(self, pronoun: str, words: Words) -> SourceKind:
        """He and she are the last source that was one, they the last that was many; else somebody with a name."""
        if pronoun in words["grammar.things"]:
            return self._thing
        if pronoun in words["grammar.relatives"]:
            return self._last
        return self._one if pronoun in words["grammar.singular_pronouns"] else self._many

    def _relay(self, source: str, head: str, words: Words) -> bool:
        """Whether a source passes on what others told it, or is such a source again: 'the stateside sources'."""
        if _name(head, words):
            return False
        again = head.lower() in self._relays and _first(source) in words["grammar.definite"]
        return again or words.pattern("sources.relay_phrases").search(source) is not None

    def _keep(self, kind: SourceKind, said: list[str], head: str, words: Words) -> None:
        self._last = kind
        if head.lower().endswith(tuple(words["sources.plural_endings"])):
            self._many = kind
        else:
            self._one = kind
        if kind in ("named", "group", "vague"):
            self._thing = kind
        if kind == "second-hand":
            self._relays.update(word.lower() for word in said if not word[0].isupper())


def _of_noun(source: str, said: list[str], head: str, verb: str, words: Words) -> SourceKind:
    first, noun = said[0].lower(), head.lower()
    alone = len(said) == 1 and noun in words["sources.vague_alone"]
    if alone or (noun in words["sources.vague"] and not _name(said[0], words) and not _inner_capital(head, said)):
        return "anonymous" if _counted(said, words) else "vague"
    if noun in words["sources.documents"]:
        unknown = first in words["grammar.indefinite"] and not _has_name(said, words)
        return "vague" if unknown else "named"
    if noun in words["sources.described"] or noun in words["sources.peoples"]:
        return _of_people(source, said, noun, verb, words)
    if noun in words["sources.group"] or (first in words["grammar.definite"] and _ACRONYM.search(source)):
        return "group"
    if _has_name(said, words):
        return "named"
    if first in words["sources.vague_alone"]:
        return "vague"
    # Of a noun that we do not know, only its ending tells people ("regulators") from things ("findings").
    return "anonymous" if noun.endswith(tuple(words["sources.person_endings"])) else "named"


def _of_people(source: str, said: list[str], noun: str, verb: str, words: Words) -> SourceKind:
    """Described, not named, unless a name follows or a bare plural speaks in public: 'senior officials stressed'."""
    if _name_in_apposition(source):
        return "named"
    first = said[0].lower()
    if first in words["sources.vague_alone"] and noun != first and len(said) < 4 and not _counted(said, words):
        return "vague"
    bare = first not in words["grammar.determiners"] and not first[0].isdigit()
    return "group" if verb == "public" and bare and noun in words["sources.plural"] else "anonymous"


def _head(source: str, words: Words) -> str:
    """The noun that carries a phrase: 'officials' in 'two US officials in Kabul', and in 'one of the officials'."""
    part_of = words.pattern("sources.part_of").match(source)
    rest = source[part_of.end() :] if part_of else source
    first = _WORD.search(rest)
    ends = [cut.start() for cut in (words.pattern("sources.after_head").search(rest, 1), _MARK.search(rest, 1)) if cut]
    found = _WORD.findall(rest[: min(ends, default=len(rest))])
    return found[-1] if found else first.group() if first else ""


def _first(source: str) -> str:
    found = _WORD.search(source)
    return found.group().lower() if found else ""


def _name(word: str, words: Words) -> bool:
    low = word.lower()
    known = ("described", "vague", "group", "peoples", "vague_alone", "documents")
    return (
        word[:1].isupper()
        and low not in words["grammar.determiners"]
        and not any(low in words[f"sources.{name}"] for name in known)
    )


def _inner_capital(head: str, said: list[str]) -> bool:
    """'the Associated Press' is a name, 'the press' and 'Press' at the head of a sentence are not."""
    return head[:1].isupper() and head != said[0]


def _has_name(said: list[str], words: Words) -> bool:
    return any(_name(word, words) for word in said)


def _name_in_apposition(source: str) -> bool:
    """'A spokesman, John Smith'."""
    parts = [part.split() for part in source.split(",")[1:]]
    return any(len(part) > 1 and all(word[:1].isupper() for word in part) for part in parts)


def _counted(said: list[str], words: Words) -> bool:
    return any(word[0].isdigit() or word.lower() in words["grammar.numbers"] for word in said[:2])
