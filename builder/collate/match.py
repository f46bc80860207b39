"""Passages of two witnesses become groups that correspond; crossings are allowed, and the fewest words count as moved.

    A  1 2 3 4      1. the same first, then the likest, one to one       A1-B2  A2-B3  A4-B1
       |/| |   \\    2. a passage left over joins its neighbour's partner   A1-B1'B2
    B  1 2 3  ...   3. the heaviest chain that keeps the order stays put;  what is off it has moved

One-to-one assignment alone cannot say that a sentence was split; plain order cannot say that one was moved.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from builder.collate.words import Word

LIKENESS_FLOOR = 0.30
"""Cosine. Seeds: all eleven pairs and no other from .26 to .40."""
JOINING_FLOOR = 0.22
"""Cosine, for a passage whose neighbour is matched already. Seeds: right from .14 to .36. For German web texts and
their plain versions .22 served best, measured on runs of characters instead of words."""


@dataclass(frozen=True, slots=True)
class Group:
    """Runs of passages that correspond: positions in the two lists that were compared."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    likeness: float
    moved: bool = False


Passages = Sequence[tuple[Word, ...]]
Pairs = list[tuple[int, int]]
Likeness = dict[tuple[int, int], float]


def groups(left: Passages, right: Passages) -> list[Group]:
    """The groups of two lists of passages, by their first left position."""
    names = [["\n".join(word.folded for word in passage) for passage in side] for side in (left, right)]
    same = _same(*names)
    like = _likeness(left, right, same)
    partners = _uncrossed(same + _best_first(like, len(left), len(right), same), *names)
    found = [Group((i,), (j,), like.get((i, j), 1.0)) for i, j in partners]
    found = _join(found, like)
    return _moves(sorted(found, key=lambda group: group.left), left, right)


def _same(left: list[str], right: list[str]) -> Pairs:
    """Passages word for word the same: first those that keep their order, which tells repeats apart, then the rest."""
    turned = left > right
    one, two = (right, left) if turned else (left, right)
    number = {words: place for place, words in enumerate(sorted({*one, *two}))}
    blocks = Indel.opcodes([number[words] for words in one], [number[words] for words in two])
    pairs = [
        (i, j)
        for block in blocks
        if block.tag == "equal"
        for i, j in zip(range(block.src_start, block.src_end), range(block.dest_start, block.dest_end), strict=True)
    ]
    waiting: dict[str, list[int]] = defaultdict(list)
    taken = {j for _, j in pairs}
    for j in range(len(two) - 1, -1, -1):
        if j not in taken:
            waiting[two[j]].append(j)
    kept = {i for i, _ in pairs}
    pairs += [(i, waiting[words].pop()) for i, words in enumerate(one) if i not in kept and waiting.get(words)]
    return [(j, i) for i, j in pairs] if turned else pairs


def _uncrossed(pairs: Pairs, left: list[str], right: list[str]) -> Pairs:
    """Of pairs that read the same on both sides, the first goes with the first: none of them has moved past another."""
    alike: dict[tuple[str, str], Pairs] = defaultdict(list)
    for i, j in pairs:
        alike[left[i], right[j]].append((i, j))
    return [
        pair
        for each in alike.values()
        for pair in zip(sorted(i for i, _ in each), sorted(j for _, j in each), strict=True)
    ]


def _likeness(left: Passages, right: Passages, same: Pairs) -> Likeness:
    """Cosine of the words, each weighted by how rare it is in the two witnesses.

    For every pair that reaches the lower floor, but for those whose passages both have their double already.
    """
    counts = [[Counter(word.folded for word in passage) for passage in side] for side in (left, right)]
    in_passages = Counter(word for side in counts for count in side for word in count)
    total = len(left) + len(right)
    weight = {word: math.log(1 + total / number) for word, number in in_passages.items()}
    lefts, rights = ([_unit(count, weight) for count in side] for side in counts)
    doubled = {i for i, _ in same}, {j for _, j in same}
    everyone, others = _index(rights, set()), _index(rights, doubled[1])
    like: Likeness = {}
    for i, vector in enumerate(lefts):
        holding = others if i in doubled[0] else everyone
        for j in sorted({j for word in _telling(vector) for j in holding.get(word, ())}):
            value = math.fsum(vector[word] * rights[j][word] for word in vector.keys() & rights[j].keys())
            if value >= JOINING_FLOOR:
                like[i, j] = round(
                    value, 9
                )  # logarithms differ in the last place between machines; no tie may hang on it
    return like


def _index(vectors: Sequence[dict[str, float]], without: set[int]) -> dict[str, list[int]]:
    """Which passages hold a word."""
    holding: dict[str, list[int]] = defaultdict(list)
    for j, vector in enumerate(vectors):
        if j not in without:
            for word in vector:
                holding[word].append(j)
    return holding


def _telling(vector: dict[str, float]) -> list[str]:
    """The weightiest words of a passage: one that shares none of them cannot reach the lower floor (Cauchy-Schwarz)."""
    rest = 0.0
    by_weight = sorted(vector, key=lambda word: (vector[word], word))
    for place, word in enumerate(by_weight):
        rest += vector[word] ** 2
        if rest >= (JOINING_FLOOR - 1e-6) ** 2:
            return by_weight[place:]
    return []


def _unit(count: Counter[str], weight: dict[str, float]) -> dict[str, float]:
    vector = {word: (1 + math.log(number)) * weight[word] for word, number in count.items()}
    length = math.sqrt(math.fsum(value * value for value in vector.values()))
    return {word: value / length for word, value in vector.items()}


def _best_first(like: Likeness, lefts: int, rights: int, same: Pairs) -> Pairs:
    """Pairs of passages, likest first, each passage once; of equals, the pair nearest to its place."""

    def order(pair: tuple[int, int]) -> tuple[float, float, int]:
        return -like[pair], round(abs(pair[0] / lefts - pair[1] / rights), 9), sum(pair)

    taken_left = {i for i, _ in same}
    taken_right = {j for _, j in same}
    chosen = []
    for i, j in sorted(like, key=order):
        if like[i, j] >= LIKENESS_FLOOR and i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            chosen.append((i, j))
    return chosen


def _join(found: list[Group], like: Likeness) -> list[Group]:
    """Passages left over join the group of a neighbour where they are like its other side.

    Both sides choose before either joins, so that the result is the same read from the other side.
    """
    left_owner = {group.left[0]: index for index, group in enumerate(found)}
    right_owner = {group.right[0]: index for index, group in enumerate(found)}
    best: dict[tuple[str, int], tuple[float, int, int]] = {}
    nowhere = (0.0, 0, -1)
    for (i, j), value in like.items():
        if i not in left_owner and j in right_owner and _beside(i, found[right_owner[j]].left):
            index = right_owner[j]
            best["left", i] = max(best.get(("left", i), nowhere), (value, -found[index].left[0], index))
        if j not in right_owner and i in left_owner and _beside(j, found[left_owner[i]].right):
            index = left_owner[i]
            best["right", j] = max(best.get(("right", j), nowhere), (value, -found[index].right[0], index))
    joined = {index: (list(group.left), list(group.right)) for index, group in enumerate(found)}
    for (side, position), (_, _, index) in best.items():
        joined[index][side == "right"].append(position)
    return [
        Group(tuple(sorted(lefts)), tuple(sorted(rights)), found[index].likeness)
        for index, (lefts, rights) in joined.items()
    ]


def _beside(position: int, run: tuple[int, ...]) -> bool:
    return any(abs(position - other) == 1 for other in run)


def _moves(found: list[Group], left: Passages, right: Passages) -> list[Group]:
    """Mark what is off the heaviest chain of groups that keeps the order of both sides."""
    weights = [_weight(group, left, right) for group in found]
    staying = _heaviest_chain([group.right[0] for group in found], weights)
    return [
        Group(group.left, group.right, group.likeness, moved=index not in staying) for index, group in enumerate(found)
    ]


def _weight(group: Group, left: Passages, right: Passages) -> int:
    """Words on both sides; a digest of them and of their places breaks ties, the same way from either side."""
    runs = [[word.folded for i in run for word in side[i]] for side, run in ((left, group.left), (right, group.right))]
    told = f"{sorted(runs)} {sum(group.left) + sum(group.right)}"
    digest = hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return (sum(map(len, runs)) << 32) + int.from_bytes(digest)


def _heaviest_chain(heights: Sequence[int], weights: Sequence[int]) -> set[int]:
    """Indices of the rising subsequence of `heights` with the greatest weight: n log n, over a Fenwick tree."""
    rank = {height: place for place, height in enumerate(sorted(set(heights)), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(rank) + 1)
    before: list[int] = []
    for index, height in enumerate(heights):
        place = rank[height] - 1
        best = (0, -1)
        while place > 0:
            best = max(best, tree[place])
            place -= place & -place
        before.append(best[1])
        place = rank[height]
        while place < len(tree):
            tree[place] = max(tree[place], (best[0] + weights[index], index))
            place += place & -place
    last = max(tree)[1]
    chain = set()
    while last >= 0:
        chain.add(last)
        last = before[last]
    return chain
