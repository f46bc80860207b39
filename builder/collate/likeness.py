"""Passages of two witnesses become weighed features, and runs of them a likeness between 0 and 1.

A passage is known by its words and by every three letters of them ("gate" is "gate", "_ga", "gat", "ate", "te_"):
words tell apart, letters find "gates". Each weighs the more the fewer passages have it. All weights are whole
numbers, so that no result hangs on the last place of a logarithm or on the order of a sum.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import chain

Passage = Sequence[str]
"""The folded words of a passage."""
Features = frozenset[str]
Run = tuple[int, int]
"""Neighbouring passages: the first, and the one after the last."""
Candidates = Mapping[int, Sequence[tuple[float, int]]]
"""By passage, the likest passages of the other witness: (likeness, passage), likest first."""

GRAIN = 100
"""Steps of a weight."""
LETTERS = 0.67
"""Weight of three letters against a word: about as much of a passage then rests on letters as on words. Web
texts F1 .887 without letters, .905 at .5, .909 here, .921 at .85; pairs of Bible verses .882, .936, .949, .955; seeds
wrong at .85: the move is missed."""
TELLING = 12
"""Features. So many of its weightiest find a passage its candidates. Moved Bible verses F1 .887 at 8, .911 here and at
20."""
COMMONEST = 50
"""Passages. What more of them share finds no candidates: that keeps the cost of a word the same in long texts. From 5
to 200 no set changes."""
CANDIDATES = 4
"""Passages. As many as a passage is weighed against, far from its place. Web texts F1 .852 with 1; from 2 to 6 no set
changes."""


def features(word: str) -> tuple[str, ...]:
    """A word and each three letters of it."""
    edged = f" {word} "
    return edged, *(edged[place : place + 3] for place in range(len(edged) - 2))


class Likeness:
    """How alike runs of passages of two witnesses are."""

    def __init__(self, left: Sequence[Passage], right: Sequence[Passage]) -> None:
        known = {word: features(word) for word in set(chain(*left, *right))}
        self._left, self._right = (
            [frozenset(chain.from_iterable(map(known.__getitem__, words))) for words in side] for side in (left, right)
        )
        held = Counter(chain(*self._left, *self._right))
        total = len(left) + len(right)
        self._weight = {
            feature: round((GRAIN * math.log(1 + total / number) * (LETTERS if len(feature) == 3 else 1)) ** 2)
            for feature, number in held.items()
        }
        self._rank = {each: place for place, each in enumerate(sorted(held, key=lambda one: (-self._weight[one], one)))}
        self._across: dict[tuple[int, int], int] = {}
        self._within: dict[tuple[int, Run], int] = {}

    def pair(self, i: int, j: int) -> float:
        """The likeness of two passages; none where there is no such passage."""
        if not (0 <= i < len(self._left) and 0 <= j < len(self._right)):
            return 0.0
        return self._cosine(self._shared(i, j), (i, i + 1), (j, j + 1))

    def runs(self, left: Run, right: Run) -> float:
        """The likeness of two runs of passages, each read as one: the cosine of their vectors."""
        shared = sum(self._shared(i, j) for i in range(*left) for j in range(*right))
        return self._cosine(shared, left, right)

    def candidates(self, lefts: Iterable[int], rights: Iterable[int]) -> dict[int, list[tuple[float, int]]]:
        """For each of the left passages the likest right ones wherever they stand: (likeness, right), likest first."""
        holding: dict[str, list[int]] = defaultdict(list)
        for j in rights:
            for feature in self._right[j]:
                holding[feature].append(j)
        return {i: self._candidates(i, holding) for i in lefts}

    def _candidates(self, i: int, holding: dict[str, list[int]]) -> list[tuple[float, int]]:
        weight = self._weight
        found: Counter[int] = Counter()
        for feature in sorted(self._left[i], key=self._rank.__getitem__)[:TELLING]:
            there = holding.get(feature, ())
            if len(there) <= COMMONEST:
                for j in there:
                    found[j] += weight[feature]
        likest = nsmallest(CANDIDATES, found, key=lambda j: (-found[j], j))
        return sorted(((self.pair(i, j), j) for j in likest), key=lambda each: (-each[0], each[1]))

    def _cosine(self, shared: int, left: Run, right: Run) -> float:
        return shared / math.sqrt(self._square(0, left) * self._square(1, right)) if shared else 0.0

    def _shared(self, i: int, j: int) -> int:
        if (i, j) not in self._across:
            self._across[i, j] = self._product(self._left[i], self._right[j])
        return self._across[i, j]

    def _square(self, side: int, run: Run) -> int:
        """The squared length of the vector of a run, from that of the run without its last passage."""
        if (side, run) not in self._within:
            vectors = (self._left, self._right)[side]
            start, last = run[0], run[1] - 1
            own = sum(map(self._weight.__getitem__, vectors[last]))
            others = sum(self._product(vectors[last], vectors[each]) for each in range(start, last))
            self._within[side, run] = own + 2 * others + (self._square(side, (start, last)) if last > start else 0)
        return self._within[side, run]

    def _product(self, one: Features, two: Features) -> int:
        return sum(map(self._weight.__getitem__, one & two))


def turned(likest: Candidates) -> Candidates:
    """The same candidates by the other passage."""
    found: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for i, each in likest.items():
        for like, j in each:
            found[j].append((like, i))
    return {j: sorted(each, reverse=True) for j, each in found.items()}
