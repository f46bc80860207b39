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

from builder.claims.sentences import Item
from builder.claims.words import Words

ENDINGS = ("ing", "ed", "ly", "s", "tion")
EDGE = "^"
ANY = "*"
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
    kinds = [kind(item, words) for item in items]
    weights, found = known.weights, {}
    for at in places:
        seen = features(items, kinds, at, known.stems[items[at].word], words)
        total = sum([weights.get(feature, 0.0) for feature in seen])
        if total >= known.possible:
            found[at] = total
    return found


def carries(word: str, words: Words) -> bool:
    """Whether a word may be a cue at all: no mark, no word of a closed class, no adverb."""
    return word.isalpha() and word not in words.classes and not word.endswith(tuple(words["grammar.adverb_endings"]))


def kind(item: Item, words: Words) -> str:
    """What an item is, as far as its neighbours care."""
    if item.quotation:
        return "speech" if item.spoken else "quotation"
    if item.mark:
        return item.word
    if item.word in words.classes:
        return words.classes[item.word]
    if item.word in words.people:
        return "people"
    return "Name" if item.capital else "0" if item.word[0].isdigit() else _ending(item.word)


def features(items: Sequence[Item], kinds: Sequence[str], at: int, stem: str, words: Words) -> list[str]:
    """What the model looks at when it judges the item at a place: `<` what stands before it, `>` what comes after."""
    word = items[at].word
    verb = words.verbs.get(word)
    sort = verb.kind if verb else "other"
    ending = _ending(word)
    before, after = (items[at - 1].word if at else EDGE), (items[at + 1].word if at + 1 < len(items) else EDGE)
    left, right = (kinds[at - 1] if at else EDGE), (kinds[at + 1] if at + 1 < len(items) else EDGE)
    lefter, righter = (kinds[at - 2] if at > 1 else EDGE), (kinds[at + 2] if at + 2 < len(items) else EDGE)
    near, far = items[at + 1 : at + NEAR], items[max(0, at - NEAR) : at]
    that = "that" if any(item.word in words["grammar.content_openers"] for item in near) else "not that"
    spoken = f"{_quotes(far)} < > {_quotes(near)}"
    return [
        "any",
        word,
        f"{stem}~",
        f"{stem}~{ending}",
        f"{stem}~ < {left}",
        f"{stem}~ > {right}",
        f"{stem}~ > {after}",
        f"{before} < {stem}~",
        f"{stem}~ {that}",
        f"{stem}~ {spoken}",
        f"({sort})",
        f"({sort}) < {left}",
        f"({sort}) > {right}",
        f"({sort}) {that}",
        f"({sort}) {spoken}",
        f"< {before}",
        f"> {after}",
        f"<< {items[at - 2].word if at > 1 else EDGE}",
        f">> {items[at + 2].word if at + 2 < len(items) else EDGE}",
        f"-{ending}",
        f"-{ending} < {left}",
        f"-{ending} > {right}",
        f"-{ending} << {lefter} {left}",
        f"-{ending} <> {left} {right}",
        f"-{ending} >> {right} {righter}",
        f"-{ending} {spoken}",
        that,
        spoken,
        f"from start {min(4, at // 4)}",
        f"to end {min(4, (len(items) - at) // 3)}",
        "capital" if items[at].capital else "small",
    ]


def _quotes(items: Sequence[Item]) -> str:
    return "quotation" if any(item.quotation for item in items) else "none"


def _ending(word: str) -> str:
    return next((ending for ending in ENDINGS if word.endswith(ending)), "base")
