"""The words of a source become its kind: who speaks, and whether a reader could find out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.claims.words import Words
from builder.model import SourceKind

_WORD = re.compile(r"[^\W_](?:\w|[’'.&-](?=\w))*")
_AFTER_HEAD = re.compile(
    r"\b(?:of|in|at|on|for|from|who|whom|which|that|with|to|about|near|inside|outside|by|involved|supporting|familiar)\b|[,(—–]",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    r"\s*(?:one|two|three|four|some|many|most|several|all|both|none|a number|a group|members?|any|each|others?) of\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source that was introduced before."""

    words: tuple[str, ...]
    "in small letters"
    kind: SourceKind
    many: bool


def kind(source: str, verb: str, before: list[Speaker], words: Words) -> SourceKind:
    """The kind of a source in the words of the text.

    `verb` is the class of the cue, `before` the sources of the text so far, the last one last.
    """
    spoken = [match.group() for match in _WORD.finditer(source)]
    low = [word.lower() for word in spoken]
    if not low:
        return "none"
    if low[0] in words["grammar.pronouns"] | words["grammar.relatives"]:
        return _of_pronoun(low[0], before, words)
    head = _head(source)
    if _relays(source, low, before, words) and not _name(head, words):
        return "second-hand"
    return _of_noun(source, head, low, verb, words)


def remembered(source: str, kind: SourceKind, words: Words) -> Speaker:
    """A source, kept for what follows."""
    low = tuple(match.group().lower() for match in _WORD.finditer(source))
    head = _head(source).lower()
    return Speaker(low, kind, head.endswith("s") or low[:1] in (("they",), ("two",), ("some",)) or head == "people")


def _of_pronoun(pronoun: str, before: list[Speaker], words: Words) -> SourceKind:
    """He and she are the last source that was one, they the last that was many; else somebody with a name."""
    for speaker in reversed(before):
        if pronoun in words["grammar.relatives"] or speaker.many == (pronoun not in words["grammar.singular_pronouns"]):
            return speaker.kind if speaker.kind != "none" else "named"
    return "named"


def _of_noun(source: str, head: str, low: list[str], verb: str, words: Words) -> SourceKind:
    noun = head.lower()
    alone = len(low) == 1 and noun in words["sources.vague_alone"]
    if alone or (noun in words["sources.vague"] and not _name(_first_word(source), words)):
        return "vague" if not _counted(low) else "anonymous"
    if noun in words["sources.documents"]:
        return "vague" if low[0] in ("a", "an", "one", "some", "another") and not _has_name(source, words) else "named"
    if noun in words["sources.described"] or noun in words["sources.peoples"]:
        return _of_people(source, noun, low, verb, words)
    if noun in words["sources.group"] or re.search(r"\bthe [A-Z]{2,}", source):
        return "group"
    if _name(head, words) or _has_name(source, words):
        return "named"
    if low[0] in words["sources.vague_alone"]:
        return "vague"
    if low[0] in ("a", "an", "one", "two", "three", "another") or noun.endswith("s"):
        return "anonymous"
    return "named"


def _of_people(source: str, noun: str, low: list[str], verb: str, words: Words) -> SourceKind:
    """Described, not named, unless a name follows or a bare plural speaks in public: 'senior officials stressed'."""
    if _name_after_comma(source, words):
        return "named"
    if low[0] in ("some", "many", "most") and low[1:2] != ["of"]:
        return "vague"
    bare = low[0] not in words["grammar.determiners"] and not low[0].isdigit()
    if verb == "public" and bare and noun.endswith("s"):
        return "group"
    return "anonymous"


def _head(source: str) -> str:
    """The noun that carries a phrase: 'officials' in 'two US officials in Kabul', and in 'one of the officials'."""
    partitive = _ONE_OF.match(source)
    rest = source[partitive.end() :] if partitive else source
    cut = _AFTER_HEAD.search(rest, 1)
    found = _WORD.findall(rest[: cut.start()] if cut else rest)
    return found[-1] if found else ""


def _relays(source: str, low: list[str], before: list[Speaker], words: Words) -> bool:
    """Whether a source passes on what others told it, or is such a source again: 'the stateside sources'."""
    if words.pattern("sources.relay_phrases").search(source) or set(low) & words["sources.relays"]:
        return True
    if low[0] != "the" or low[-1] != "sources":
        return False
    earlier = next((speaker for speaker in reversed(before) if "sources" in speaker.words), None)
    return earlier is not None and earlier.kind == "second-hand"


def _name(word: str, words: Words) -> bool:
    low = word.lower()
    return (
        word[:1].isupper()
        and not any(
            low in words[f"sources.{known}"]
            for known in ("described", "vague", "group", "peoples", "vague_alone", "documents")
        )
        and low not in words["grammar.determiners"]
    )


def _first_word(source: str) -> str:
    """The first word, as it stands."""
    found = _WORD.search(source)
    return found.group() if found else ""


def _has_name(source: str, words: Words) -> bool:
    return any(_name(word, words) for word in _WORD.findall(source))


def _name_after_comma(source: str, words: Words) -> bool:
    """'A spokesman, John Smith'."""
    return any(
        len(part.split()) >= 2 and all(word[:1].isupper() for word in part.split()) for part in source.split(",")[1:]
    )


def _counted(low: list[str]) -> bool:
    return low[0].isdigit() or low[0] in ("one", "two", "three", "four", "five", "six")
