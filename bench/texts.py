"""A seed becomes witnesses: made-up prose of any length, and versions of it such as editors make."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import accumulate, product

SYLLABLES = ["".join(pair) for pair in product("bdfgklmnprstvwz", "aeiou")]
TYPES = 8_000
"""Different words, after the seventy-five of one syllable, which are the most frequent. 12,000 words of such a text
have 2,400 different ones."""

Sentences = list[list[str]]


def versions(words: int, count: int = 2, seed: int = 1859) -> list[str]:
    """`count` witnesses of about that many words: a text, and revisions of it, each made from the one before.

    In each revision a third of the sentences are reworded (a word in seven), one in forty is new, one in forty gone,
    one in sixty split, one in two hundred stands elsewhere. The same seed gives the same bytes.
    """
    chance = random.Random(seed)
    longer = ("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(TYPES))
    vocabulary = [*SYLLABLES, *longer]
    weights = list(accumulate(1 / (rank + 3) ** 1.15 for rank in range(len(vocabulary))))  # Zipf's law

    def some(number: int) -> list[str]:
        return chance.choices(vocabulary, cum_weights=weights, k=number)

    sentences = [some(chance.randint(6, 34)) for _ in range(words // 20)]
    texts = [sentences]
    while len(texts) < count:
        texts.append(_revised(texts[-1], some, chance))
    return [_prose(each) for each in texts]


def _revised(sentences: Sentences, some: Callable[[int], list[str]], chance: random.Random) -> Sentences:
    revised: Sentences = []
    for sentence in sentences:
        fate = chance.random()
        if fate < 1 / 40:
            continue
        if fate < 2 / 40:
            revised.append(some(20))
        if fate < 1 / 3:
            sentence = [word if chance.random() > 1 / 7 else some(1)[0] for word in sentence]
        if chance.random() < 1 / 60 and len(sentence) > 12:
            revised += [sentence[: len(sentence) // 2], sentence[len(sentence) // 2 :]]
        else:
            revised.append(sentence)
    for _ in range(len(revised) // 200):
        moved = revised.pop(chance.randrange(len(revised)))
        revised.insert(chance.randrange(len(revised) + 1), moved)
    return revised


def _prose(sentences: Sentences) -> str:
    """Sentences with a comma after every ninth word, six to a paragraph."""
    said = [
        ", ".join(" ".join(sentence[at : at + 9]) for at in range(0, len(sentence), 9)).capitalize() + "."
        for sentence in sentences
    ]
    return "\n\n".join(" ".join(said[at : at + 6]) for at in range(0, len(said), 6)) + "\n"
