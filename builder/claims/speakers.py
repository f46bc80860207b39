"""The sources of a text so far become the one that is meant: 'he' or 'the officials' led back to who spoke before.

Two defense officials told CNN ...       a first mention
The officials said ...                   the same noun, definite: the two officials
They added ...                           many, the nearest before: the two officials
Tom Reed, a geologist, said ...          a first mention
The geologist, Mr. Reed, he said ...     a word of his description, his surname, one person: Tom Reed

Only sources are remembered. Whom a pronoun means is never certain; the nearest of the right number is right most often.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from builder.claims import kinds
from builder.claims.words import Words
from builder.model import SourceKind, Span

RECENT = 12  # sources among which a pronoun looks for its own: readers, too, look no further than a few paragraphs

_CLAUSE = re.compile(r"[,(—–]|\bwho\b")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source at its first mention."""

    kind: SourceKind
    source: tuple[Span, ...]
    names: frozenset[str]
    "its words with a capital, without titles: 'Tom', 'Reed'"
    called: frozenset[str]
    "what it may be called again, in small letters: 'reed', 'geologist'"
    many: bool
    "whether 'they' may mean it"
    person: str
    "'he' or 'she' where its words tell which, 'either' where they do not; empty for no person"


class Speakers:
    """The sources of one text so far."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._called: dict[str, Speaker] = {}
        self._recent: dict[tuple[Span, ...], Speaker] = {}  # the latest last

    def meet(
        self, source: tuple[Span, ...], said: str, verb: str, *, keep: bool
    ) -> tuple[SourceKind, tuple[Span, ...]]:
        """The kind of a source and, if it was met before, its first mention. `verb` is the class of the cue.

        With `keep` it is remembered.
        """
        found = kinds.split(said)
        if not found:
            return "none", ()
        first = re.split("['’]", found[0].lower())[0]  # "he" in "he’s"
        if self._words.any_of(first, "grammar.pronouns", "grammar.relatives"):
            known = self._meant(first)
            return (known.kind, self._again(known)) if known else ("named", ())
        noun = kinds.head(said, self._words)
        fresh = self._speaker(source, said, noun, verb)
        known = self._known(fresh, said, noun)
        if known:
            again = self._again(known)
            return known.kind, again if again != source else ()  # "Kent said ..., adding ...": one mention, two cues
        if not keep:
            return fresh.kind, ()
        # A collective that speaks in public ("senior officials stressed") takes no name from people who were described.
        calls = fresh.called - self._called.keys() if fresh.kind == "group" else fresh.called
        self._called |= dict.fromkeys(calls, fresh)
        self._called |= {f"{name} {call}": fresh for name in fresh.names for call in fresh.called}
        self._again(fresh)
        return fresh.kind, ()

    def _meant(self, pronoun: str) -> Speaker | None:
        """The latest source that a pronoun fits; 'I' and 'we' mean none that was named before."""
        recent = islice(reversed(self._recent.values()), RECENT)
        return next((one for one in recent if self._fits(pronoun, one)), None)

    def _fits(self, pronoun: str, one: Speaker) -> bool:
        words = self._words
        if pronoun in words["grammar.many"]:
            return one.many
        if pronoun in words["grammar.thing"]:
            return not one.person and not one.many
        told = [each for each in ("he", "she") if pronoun in words[f"grammar.{each}"]]
        return one.person in (*told, "either") if told else pronoun in words["grammar.relatives"]

    def _speaker(self, source: tuple[Span, ...], said: str, noun: str, verb: str) -> Speaker:
        words = self._words
        kind = kinds.of(said, noun, verb, words)
        first, *others = _CLAUSE.split(said)
        own = kinds.split(first)
        titles = [words.titles[word.lower()] for word in own if word.lower() in words.titles]
        names = frozenset(
            _bare(word) for word in own if kinds.is_name(word, words) and word.lower() not in words.titles
        )
        called = {_bare(noun.lower()), *(kinds.head(part, words).lower() for part in others)}.union(*titles) - {""}
        if kind == "second-hand":  # "Americans involved in a network that helps" are "the network" later
            called |= {word for word in kinds.split(said) if word.islower()}
        many = kinds.is_plural(noun, words) and not kinds.is_name(noun, words)
        person = "" if many or kind in ("group", "vague") or noun.lower() in words["sources.documents"] else "either"
        return Speaker(kind, source, names, frozenset(called), many, person and self._sex(said))

    def _is_name(self, word: str) -> bool:
        return kinds.is_name(word, self._words) and word.lower() not in self._words.titles

    def _sex(self, said: str) -> str:
        told = [each for each in ("he", "she") if self._words.pattern(f"sources.{each}").search(said)]
        return told[0] if len(told) == 1 else "either"

    def _known(self, fresh: Speaker, said: str, noun: str) -> Speaker | None:
        """The speaker that a name, a definite noun or the very same words mean again."""
        call = _bare(noun.lower())
        owned = next((f"{name} {call}" for name in sorted(fresh.names) if f"{name} {call}" in self._called), call)
        known = self._called.get(owned)
        if known is None or not (fresh.names <= known.names or known.names <= fresh.names):
            return None
        if fresh.kind == "named" and known.kind != "named" and any(map(self._is_name, kinds.split(said))):
            return None  # "one of the attorneys, Justin Bell", after "attorneys for the family"
        if kinds.is_name(noun, self._words) or (fresh.names and fresh.names == known.names):
            return known
        part_of = self._words.pattern("sources.part_of").match(said)
        first = kinds.split(said[part_of.end() :] if part_of else said)[:1]
        definite = any(word.lower() in self._words["grammar.definite"] for word in first)
        return known if definite and (known.many == fresh.many or known.kind == "second-hand") else None

    def _again(self, known: Speaker) -> tuple[Span, ...]:
        self._recent.pop(known.source, None)
        self._recent[known.source] = known
        return known.source


def _bare(word: str) -> str:
    """'Clinton' for "Clinton's"."""
    return re.sub("['’]s?$", "", word)
