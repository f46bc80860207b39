"""A word of a sentence becomes a cue or none: said, hopes, decision, according.

A linear model. What stands at and around a word becomes features; each has a weight; the sum says how sure it is that
somebody is being reported. The weights stand in `en.cues.json`, with their origin; `make learn` makes them anew.
Only words that were seen as cues, and their forms, are looked at: one word in six.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from builder.claims.sentences import QUOTATION, Item
from builder.claims.words import Words

ENDINGS = ("ing", "ed", "ly", "s", "tion")
EDGE = "^"
ANY = "*"
WINDOW = 2  # items on either side of a word
NEAR = 6  # items before and after a word in which a quotation or "that" says something about it


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt for one language."""

    stems: Mapping[str, str]
    "the words that may be cues, each with what its forms have in common"
    weights: Mapping[str, float]
    "by feature"
    sure: float
    "sum of weights from which a word is a cue"
    possible: float
    "sum from which it is one where its sentence has no surer one"
    followed: Mapping[str, frozenset[str]]
    "by stem, and under ANY for all others: the words after it that belong to the cue"

    def goes_on(self, word: str, following: str) -> bool:
        """Whether what follows a cue still belongs to it: 'for' in 'called for'."""
        own = self.followed.get(self.stems.get(word, ANY), frozenset())
        return following in own or following in self.followed.get(ANY, frozenset())


class Setting(NamedTuple):
    """A sentence as the features see it."""

    items: Sequence[Item]
    words: Sequence[str]
    kinds: Sequence[str]
    "of the items, with WINDOW edges at either end"


@cache
def model(language: str) -> Model:
    """The model of a language's primary subtag; one that knows no cue where there is no file for it."""
    name = f"{language.split('-')[0].lower()}.cues.json"
    folder = resources.files("builder.claims")
    if name not in {file.name for file in folder.iterdir()}:
        return Model({}, {}, 0.0, 0.0, {})
    learnt = json.loads((folder / name).read_text(encoding="utf-8"))
    stems = {form: stem for stem, forms in learnt["stems"].items() for form in forms.split()}
    followed = {stem: frozenset(words.split()) for stem, words in learnt["followed"].items()}
    return Model(stems, learnt["weights"], learnt["sure"], learnt["possible"], followed)


def heads(items: Sequence[Item], words: Words, known: Model) -> dict[int, float]:
    """The words of a sentence that may be cues, by their place, and how sure that is."""
    places = [at for at, item in enumerate(items) if item.word in known.stems]
    if not places:
        return {}
    seen = setting(items, words)
    weights, found = known.weights, {}
    for at in places:
        given = features(seen, at, known.stems[items[at].word], words)
        total = sum([weights.get(feature, 0.0) for feature in given])
        if total >= known.possible:
            found[at] = total
    return found


def setting(items: Sequence[Item], words: Words) -> Setting:
    """What the features of a sentence are made of."""
    edge = [EDGE] * WINDOW
    kinds = [kind(item, words) for item in items]
    return Setting(items, [*edge, *(item.word for item in items), *edge], [*edge, *kinds, *edge])


def carries(word: str, words: Words) -> bool:
    """Whether a word may be a cue at all: no mark, no word of a closed class, no adverb."""
    return word.isalpha() and word not in words.classes and not word.endswith(tuple(words["grammar.adverb_endings"]))


def kind(item: Item, words: Words) -> str:
    """What an item is, as far as its neighbours care."""
    if item.word in words.classes:
        return words.classes[item.word]
    if item.quotation:
        return "speech" if item.spoken else "quotation"
    if item.mark:
        return item.word
    return "Name" if item.capital else "0" if item.word[0].isdigit() else _ending(item.word)


def features(seen: Setting, at: int, stem: str, words: Words) -> list[str]:
    """What the model looks at when it judges the item at a place: `<` what stands before it, `>` what comes after."""
    word = seen.items[at].word
    verb = words.verbs.get(word)
    sort = verb.kind if verb else "other"
    ending = _ending(word)
    w2, w1, _, v1, v2 = seen.words[at : at + 2 * WINDOW + 1]
    k2, k1, _, l1, l2 = seen.kinds[at : at + 2 * WINDOW + 1]
    place = at + WINDOW
    near, far = seen.words[place + 1 : place + NEAR], seen.words[max(0, place - NEAR) : place]
    that = "not that" if words["grammar.content_openers"].isdisjoint(near) else "that"
    spoken = f"{QUOTATION in far} < quotation > {QUOTATION in near}"
    return [
        "any",
        word,
        f"{stem}~",
        f"{stem}~{ending}",
        f"{stem}~ < {k1}",
        f"{stem}~ > {l1}",
        f"{stem}~ > {v1}",
        f"{w1} < {stem}~",
        f"{stem}~ {that}",
        f"{stem}~ {spoken}",
        f"({sort})",
        f"({sort}) < {k1}",
        f"({sort}) > {l1}",
        f"({sort}) {that}",
        f"({sort}) {spoken}",
        f"< {w1}",
        f"> {v1}",
        f"<< {w2}",
        f">> {v2}",
        f"-{ending}",
        f"-{ending} < {k1}",
        f"-{ending} > {l1}",
        f"-{ending} << {k2} {k1}",
        f"-{ending} <> {k1} {l1}",
        f"-{ending} >> {l1} {l2}",
        f"-{ending} {spoken}",
        that,
        spoken,
        f"from start {min(4, at // 4)}",
        f"to end {min(4, (len(seen.items) - at) // 3)}",
        "capital" if seen.items[at].capital else "small",
    ]


def _ending(word: str) -> str:
    if not word.endswith(ENDINGS):
        return "base"
    return next(ending for ending in ENDINGS if word.endswith(ending))
