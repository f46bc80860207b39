"""Annotated news becomes the weights by which a word is told to be a cue: `make learn DATA=folder`.

In: JSON Lines of `{"id", "text", "attributions": [{"source", "cue", "content"}]}`, as offsets; the training part of
PolNeAR in the folder that is given. Out: `builder/claims/en.cues.json`: the words that may be cues, and the weight of
every feature that says much. No sentence of the texts is kept. Standard library only; the same input, the same file.

A logistic regression, learnt by AdaGrad: for each candidate word of the texts, whether it stands in a cue.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder import stream
from builder.claims import cues, sentences, words
from builder.claims.sentences import Item

TRAINING = "claims/polnear_train250.jsonl"
OUT = Path(__file__).parents[1] / "builder" / "claims" / "en.cues.json"
ORIGIN = (
    "Learnt by bench/learn.py from the cues of {documents} training articles of PolNeAR v1.0.0 (Newell, Margolin and"
    " Ruths 2018, github.com/networkdynamics/PolNeAR): how words and what stands beside them are used, no text."
)

CUE_SHARE = 0.02  # of the places of a word's forms, in cues: a word that is one more rarely is not looked at
NEVER = 5  # places of one form, none of them in a cue: that form is not looked at
SEEN = 3  # candidates with a feature: a rarer feature says nothing about other texts
EPOCHS = 8
RATE = 0.1
SHRINK = 0.03  # taken from every weight after every epoch, so that what says little says nothing
STEM_FOLLOWED = 2  # times that a word went on with the cues of one stem
ANY_FOLLOWED = 8  # ... with cues of any stem
KEPT = 8000  # features
SURE = 0.5  # sum of weights. Development part of PolNeAR: above it, seven of ten words are cues; just below, four
POSSIBLE = (
    -0.5
)  # Development part of PolNeAR: of -.9 to -.4 best for sentences that report and those that do not together

VOWELS = tuple("aeiou")
SILENT = ("c", "g", "s", "u", "v", "z")
"""Verbs whose stem ends so end on a silent e: "announc", "urg", "believ"."""
IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think", "felt": "feel",
    "knew": "know", "known": "know", "saw": "see", "seen": "see", "found": "find", "heard": "hear", "made": "make",
    "took": "take", "gave": "give", "spoke": "speak", "spoken": "speak", "swore": "swear", "sworn": "swear",
    "understood": "understand", "meant": "mean", "sought": "seek", "chose": "choose", "held": "hold",
}  # fmt: skip

Document = Mapping[str, Any]
Example = tuple[list[str], bool]


@dataclass(frozen=True)
class Labelled:
    """A sentence, and what its annotators marked in it."""

    items: Sequence[Item]
    inside: Sequence[bool]
    "whether each item stands in a cue"
    heads: Sequence[bool]
    "the same, but for marks, quotations, adverbs and closed classes, which carry no cue alone"


def main() -> None:
    """Read, learn, write."""
    parser = argparse.ArgumentParser(description="learn what tells a cue from texts that people have marked")
    parser.add_argument("--data", type=Path, required=True, help="folder of the sets")
    parser.add_argument("--out", type=Path, default=OUT, help="file of the weights")
    given = parser.parse_args()
    with (given.data / TRAINING).open(encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines if line.strip()]
    given.out.write_text(made(documents), encoding="utf-8")
    print(f"{given.out} is written.")


def made(documents: Sequence[Document]) -> str:
    """The file that some annotated texts make."""
    labelled = [each for document in documents for each in sentences_of(document)]
    stems = candidates(labelled)
    weights = learnt(list(examples(labelled, stems)))
    return table(stems, followed(labelled, stems), weights, len(documents))


def sentences_of(document: Document) -> Iterator[Labelled]:
    """The sentences of an annotated text."""
    table = words.of("en")
    cue = {at for one in document["attributions"] for start, end in one["cue"] for at in range(start, end)}
    witness = stream.work({"witnesses": [{"siglum": "A", "text": document["text"]}]}).witnesses[0]
    for sentence in sentences.of(witness):
        inside = [item.start in cue for item in sentence.items]
        carries = [cues.carries(item.word, table) for item in sentence.items]
        yield Labelled(sentence.items, inside, [a and b for a, b in zip(inside, carries, strict=True)])


def candidates(labelled: Iterable[Labelled]) -> dict[str, set[str]]:
    """The words that may be cues, by stem: seen as one, a form of one, or a verb of our table."""
    table = words.of("en")
    places, cued = Counter(), Counter()
    for each in labelled:
        places.update(item.word for item in each.items if item.word.isalpha())
        cued.update(item.word for item, head in zip(each.items, each.heads, strict=True) if head)
    of_stem, in_cue = Counter(), Counter()
    for word in places:
        of_stem[stem(word)] += places[word]
        in_cue[stem(word)] += cued[word]
    good = {each for each in of_stem if in_cue[each] >= max(1, CUE_SHARE * of_stem[each])}
    good |= {stem(verb) for verb in table.verbs}
    forms = {form for word in {*places, *table.verbs} if stem(word) in good for form in inflected(word, places)}
    grouped: dict[str, set[str]] = {}
    for form in forms:
        if cues.carries(form, table) and not (places[form] >= NEVER and not cued[form]):
            grouped.setdefault(stem(form), set()).add(form)
    return {each: grouped[each] for each in good if each in grouped}


def inflected(word: str, places: Counter[str]) -> set[str]:
    """A word, and the other forms of it where it is a verb in -ed or -ing."""
    if not word.endswith(("ed", "ing")) or word in IRREGULAR:
        return {word}
    base = stem(word)
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return {base, base + "ing", base[:-1] + "ies", base[:-1] + "ied"}
    silent = places[base + "e"] or places[base + "es"] or base.endswith(SILENT)
    endings = ("e", "es", "ed", "ing") if silent else ("", "s", "ed", "ing")
    return {word} | {base + ending for ending in endings}


def stem(word: str) -> str:
    """What the forms of a word have in common: 'critic' for 'criticize' would be too short, 'criticiz' it is."""
    word = IRREGULAR.get(word, word)
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        return word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def examples(labelled: Iterable[Labelled], stems: dict[str, set[str]]) -> Iterator[Example]:
    """The features of every candidate, and whether it stands in a cue."""
    table = words.of("en")
    stem_of = {form: each for each, forms in stems.items() for form in forms}
    for each in labelled:
        seen = cues.setting(each.items, table)
        for at, item in enumerate(each.items):
            if item.word in stem_of:
                yield cues.features(seen, at, stem_of[item.word], table), each.heads[at]


def followed(labelled: Iterable[Labelled], stems: dict[str, set[str]]) -> dict[str, str]:
    """By stem, the words that go on with a cue more often than not: 'call for'; under '*', those that do after any."""
    stem_of = {form: each for each, forms in stems.items() for form in forms}
    table = words.of("en")
    may_follow = table["grammar.prepositions"] | table["grammar.particles"] | {":"}
    met, inside = Counter(), Counter()
    for each in labelled:
        for at, following in enumerate(each.items[1:]):
            if each.heads[at] and each.items[at].word in stem_of and following.word in may_follow:
                for name in (stem_of[each.items[at].word], cues.ANY):
                    met[name, following.word] += 1
                    inside[name, following.word] += each.inside[at + 1]
    made: dict[str, list[str]] = {}
    for name, word in sorted(met):
        least = ANY_FOLLOWED if name == cues.ANY else STEM_FOLLOWED
        if inside[name, word] >= least and 2 * inside[name, word] > met[name, word]:
            made.setdefault(name, []).append(word)
    return {name: " ".join(others) for name, others in made.items()}


def learnt(given: list[Example]) -> dict[str, float]:
    """The weights that say most."""
    seen = Counter(feature for features, _ in given for feature in features)
    given = [([feature for feature in features if seen[feature] >= SEEN], label) for features, label in given]
    weights = dict.fromkeys((feature for feature, count in seen.items() if count >= SEEN), 0.0)
    squares = dict.fromkeys(weights, 1.0)
    order = random.Random(1)  # the same order every time
    for _ in range(EPOCHS):
        order.shuffle(given)
        for features, label in given:
            step(weights, squares, features, label)
        for feature in weights:
            weights[feature] = math.copysign(max(0.0, abs(weights[feature]) - SHRINK), weights[feature])
    strongest = sorted(weights, key=lambda feature: (-abs(weights[feature]), feature))[:KEPT]
    return {feature: weights[feature] for feature in strongest}


def step(weights: dict[str, float], squares: dict[str, float], features: list[str], label: bool) -> None:
    """One example moves the weights of its features, the less the more often they were moved."""
    total = sum([weights[feature] for feature in features])
    slope = label - 1 / (1 + math.exp(-total))
    for feature in features:
        squares[feature] += slope * slope
        weights[feature] += RATE * slope / math.sqrt(squares[feature])


def table(stems: dict[str, set[str]], followed: dict[str, str], weights: dict[str, float], documents: int) -> str:
    """The file: one entry a line, sorted."""
    learnt = {
        "origin": ORIGIN.format(documents=documents),
        "sure": SURE,
        "possible": POSSIBLE,
        "stems": {each: " ".join(sorted(stems[each])) for each in sorted(stems)},
        "followed": followed,
        "weights": {feature: round(weights[feature], 2) for feature in sorted(weights)},
    }
    return json.dumps(learnt, ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    main()
