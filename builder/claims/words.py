"""Words of a text become what they tell: a hedge, a reason for anonymity, a credit that names no agency.

The words themselves stand in one data file a language (`en.toml`), for a person to read and extend. A language without
a file has no words: nothing is found in it, rather than something wrong.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from builder.model import Span, Witness

VerbClass = Literal["speech", "public", "telling", "showing", "judging", "attitude"]
Form = Literal["finite", "ing", "participle"]
VERB_CLASSES: tuple[VerbClass, ...] = ("speech", "public", "telling", "showing", "judging", "attitude")
CLASSES = (
    "be", "have", "do", "modals", "adverbs", "pronouns", "relatives", "determiners", "prepositions", "joiners",
    "clause_openers",
)  # fmt: skip
"""Closed classes of grammar; a word of two belongs to the first."""
HELPERS = ("be", "have", "do", "modals", "adverbs")
"""Those of them that stand before a verb and belong to it."""

REASON_LONGEST = 400  # characters after the request that are searched for a reason: two long newspaper sentences


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a verb that can report."""

    kind: VerbClass
    form: Form


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    verbs: Mapping[str, Verb]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    "by their first word: cues with the source after them, longest first"
    titles: Mapping[str, frozenset[str]]
    "each form of a title: all its forms"
    classes: Mapping[str, str]
    "each word of a closed class, and nouns for people: that class"
    people: frozenset[str]
    "nouns for those who speak: 'official', 'critics'"
    sets: Mapping[str, frozenset[str]]
    "every list of the data file, as 'table.list'"

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets.get(name, frozenset())

    def any_of(self, word: str, *names: str) -> bool:
        """Whether one of these lists holds a word."""
        return any(word in self.sets.get(name, ()) for name in names)

    def pattern(self, name: str) -> re.Pattern[str]:
        """A list as one pattern, the longest entry first."""
        return _pattern(self[name])


@cache
def of(language: str) -> Words:
    """The words of a language's primary subtag ('en-GB': en); none where there is no file for it."""
    folder = resources.files("builder.claims")
    names = {file.name for file in folder.iterdir() if file.name.endswith(".toml")}
    name = f"{language.split('-')[0].lower()}.toml"
    table = tomllib.loads((folder / name).read_text(encoding="utf-8")) if name in names else {}
    verbs = table.pop("verbs", {})
    sets = {f"{key}.{entry}": frozenset(values) for key, lists in table.items() for entry, values in lists.items()}
    sets |= {f"verbs.{entry}": frozenset(verbs.get(entry, ())) for entry in ("nounlike", "adjectives")}
    plural = tuple(sets.get("sources.plural_endings", ()))
    people = sets.get("sources.described", frozenset()) | sets.get("sources.vague", frozenset())
    sets["sources.plural"] = frozenset(word for word in people if word.endswith(plural))
    titles = {form: frozenset(line.split()) for line in sets.get("sources.titles", ()) for form in line.split()}
    classes = dict.fromkeys(people, "people")
    classes |= {word: name for name in reversed(CLASSES) for word in sets.get(f"grammar.{name}", ())}
    sets["grammar.helpers"] = frozenset(word for name in HELPERS for word in sets.get(f"grammar.{name}", ()))
    starters = {phrase.split()[0] for phrase in sets.get("phrases.before_source", ())}
    sets["phrases.starters"] = sets.get("grammar.existential", frozenset()) | starters
    return Words(_verbs(verbs), _by_first_word(sets.get("phrases.before_source", ())), titles, classes, people, sets)


def reasons(witness: Witness) -> tuple[Span, ...]:
    """Where a witness says why its sources are unnamed: each request with its reason. A request alone is no reason."""
    found = []
    for passage in witness.passages:
        if passage.role == "body" and (part := _reason(witness.read(passage.span), of(witness.language))):
            found.append(Span(passage.span.start + part[0], passage.span.start + part[1]))
    return tuple(found)


def _reason(words: str, table: Words) -> tuple[int, int] | None:
    """Where a passage asks for anonymity and says why: from the verb of speaking to the end of the clause."""
    own = table.pattern("anonymity.reasons").search(words)
    asked = table.pattern("anonymity.requests").search(words)
    if asked is None:
        return (own.start(), _clause_end(words, own.end())) if own else None
    why = table.pattern("anonymity.because").search(words, asked.end(), asked.end() + REASON_LONGEST)
    if why is None:
        return (min(own.start(), asked.start()), max(own.end(), asked.end())) if own else None
    before = words[: asked.start()].rstrip()
    verb = re.search(r"\w+\Z", before)
    start = verb.start() if verb and verb.group().lower() in table["anonymity.speaks"] else asked.start()
    return start, _clause_end(words, why.end())


def _clause_end(words: str, start: int) -> int:
    stop = re.compile(r"[,;:.!?—]").search(words, start)
    return stop.start() if stop else len(words.rstrip())


@cache
def _pattern(entries: frozenset[str]) -> re.Pattern[str]:
    """Whole words, either apostrophe; matches nothing where the list is empty."""
    longest_first = sorted(entries, key=lambda entry: (-len(entry), entry))
    choices = "|".join(re.escape(entry).replace("'", "['’]") for entry in longest_first)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)" if choices else r"(?!)", re.IGNORECASE)


def _verbs(table: Mapping[str, list[str]]) -> dict[str, Verb]:
    """'write writes wrote | writing | written' becomes five forms."""
    verbs: dict[str, Verb] = {}
    forms: tuple[Form, ...] = ("finite", "ing", "participle")
    for kind in VERB_CLASSES:
        for line in table.get(kind, ()):
            for form, part in zip(forms, line.split("|"), strict=False):
                for word in part.split():
                    verbs.setdefault(word, Verb(kind, form))
    return verbs


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(rest) for first, rest in found.items()}
