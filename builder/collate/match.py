r"""Passages of two witnesses become groups that correspond; crossings are allowed, and the fewest words count as moved.

    A  1 2 3 4      1. what is the same word for word, in order, is settled                       A2-B2
       |/ \| |\     2. around it the best reading in order: one to one, one to several            A3-B3  A4-B4'B5
    B  1 2 3 4 5    3. what is left over is matched across the order, likest first                A1-B3
                    4. the heaviest chain of groups that keeps the order stays; what is off it has moved

One-to-one assignment cannot say that a sentence was split; order alone cannot say that one was moved; likeness alone
cannot tell repeats apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Indel

from builder.collate import chain, openings, order
from builder.collate import worth as worths
from builder.collate.likeness import Likeness, Run
from builder.collate.order import Block, Pair
from builder.collate.words import Word
from builder.collate.worth import Candidates, Worth

CROSSING = 0.30
"""Likeness from which two passages are a match against the order of the rest. Moved Bible verses F1 .963 here,
.928 at .35, and no better at .25."""
GUIDE = 0.50
"""Likeness of two passages, each the likest to the other, that shows where to look for their neighbours."""
CLEAR = 0.10
"""Likeness by which a guide's passages are more alike than any other: a refrain is no guide."""
BESIDE = 0.25
"""Weight of the neighbours' likeness, for pairs across the order: of equals the one with the likest neighbours."""

Passages = Sequence[tuple[Word, ...]]
Names = list[tuple[str, ...]]
"""The passages of a witness, each as its folded words."""


@dataclass(frozen=True, slots=True)
class Group:
    """Runs of passages that correspond: positions in the two lists that were compared."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    likeness: float
    moved: bool = False


def groups(left: Passages, right: Passages) -> list[Group]:
    """The groups of two lists of passages, by their first left position. Read from the other side, the same turned."""
    one, two = ([tuple(word.folded for word in passage) for passage in side] for side in (left, right))
    if one <= two:
        return _groups(one, two)
    turned = _groups(two, one)  # every pair is looked at from one side only: so nothing hangs on the side
    return sorted((Group(g.right, g.left, g.likeness, g.moved) for g in turned), key=lambda group: group.left)


def _groups(left: Names, right: Names) -> list[Group]:
    same = _same(left, right)
    if len(same) in (len(left), len(right)):
        return [Group((i,), (j,), 1.0) for i, j in same]
    likeness = Likeness(left, right)
    found = _blocks(left, right, same, likeness)
    return _moves([_group(block, likeness) for block in _uncrossed(found, left, right)], left, right)


def _group(block: Block, likeness: Likeness) -> Group:
    return Group(tuple(range(*block[0])), tuple(range(*block[1])), likeness.runs(*block))


def _same(left: Names, right: Names) -> list[Pair]:
    """Passages word for word the same, as many as keep their order; a repeated one only beside another of them."""
    number = {words: place for place, words in enumerate(dict.fromkeys([*left, *right]))}
    blocks = Indel.opcodes([number[words] for words in left], [number[words] for words in right])
    often = Counter(left) | Counter(right)
    return [
        (block.src_start + place, block.dest_start + place)
        for block in blocks
        if block.tag == "equal"
        for size in [block.src_end - block.src_start]
        for place in range(size)
        if size > 1 or often[left[block.src_start]] == 1
    ]


def _blocks(left: Names, right: Names, same: list[Pair], likeness: Likeness) -> list[Block]:
    """The matches: what is settled, what reads best in order around it, and what is left over."""
    free = set(range(len(left))) - {i for i, _ in same}, set(range(len(right))) - {j for _, j in same}
    likest = likeness.candidates(sorted(free[0]), sorted(free[1]))
    worth = Worth(left, right, likeness, likest)
    found = []
    for one, two, guides in _between(same, _guides(likest), len(left), len(right)):
        found += order.blocks(one, two, guides, likeness, worth)
    for one, two in found:
        free[0].difference_update(range(*one))
        free[1].difference_update(range(*two))
    found += _across(free, likest, likeness, worth)
    found += [((i, i + 1), (j, j + 1)) for i, j in same]
    return [*found, *openings.blocks(left, right, found)]


def _guides(likest: Candidates) -> list[Pair]:
    """Pairs of which each passage is clearly the likest to the other, by the left one."""
    back = worths.turned(likest)
    return [
        (i, each[0][1])
        for i, each in sorted(likest.items())
        if _clear(each) and _clear(back[each[0][1]]) and back[each[0][1]][0][1] == i
    ]


def _clear(likest: Sequence[tuple[float, int]]) -> bool:
    """Whether the first of these is alike enough to guide, and the second is not."""
    likes = [like for like, _ in likest[:2]] + [0.0]
    return likes[0] >= GUIDE and likes[0] - likes[1] >= CLEAR


def _between(same: list[Pair], guides: list[Pair], left: int, right: int) -> Iterator[tuple[Run, Run, list[Pair]]]:
    """The runs between settled pairs that hold passages on both sides, and the guides in them that keep the order."""
    rest = deque(guides)
    for (i, j), (k, m) in pairwise([(-1, -1), *same, (left, right)]):
        inside = []
        while rest and rest[0][0] < k:
            guide = rest.popleft()
            if j < guide[1] < m:
                inside.append(guide)
        if k - i > 1 and m - j > 1:
            kept = chain.heaviest([guide[1] for guide in inside], [1] * len(inside))
            yield (i + 1, k), (j + 1, m), [guide for place, guide in enumerate(inside) if place in kept]


def _across(free: tuple[set[int], set[int]], likest: Candidates, likeness: Likeness, worth: Worth) -> list[Block]:
    """Matches of what is left over, likest first, wherever it stands; then what is free beside them joins them."""

    def order_of(pair: Pair) -> tuple[float, int, Pair]:
        i, j = pair
        beside = likeness.pair(i - 1, j - 1) + likeness.pair(i + 1, j + 1)
        return -round(likeness.pair(i, j) + BESIDE * beside, 6), abs(i - j), pair

    pairs = [(i, j) for i in free[0] for like, j in likest[i] if j in free[1] and like >= CROSSING]
    chosen: list[Block] = []
    for i, j in sorted(pairs, key=order_of):
        if i in free[0] and j in free[1] and worth.of((i, i + 1), (j, j + 1)) > 0:
            free[0].remove(i)
            free[1].remove(j)
            chosen.append(((i, i + 1), (j, j + 1)))
    return [_grown(block, free, worth) for block in chosen]


def _grown(block: Block, free: tuple[set[int], set[int]], worth: Worth) -> Block:
    """A match with the free passages beside it that make it worth more."""
    (a, b), (c, d) = block
    wider: list[tuple[Block, int, int]] = [
        *((((start, stop), (c, d)), 0, new) for start, stop, new in ((a - 1, b, a - 1), (a, b + 1, b)) if d - c == 1),
        *((((a, b), (start, stop)), 1, new) for start, stop, new in ((c - 1, d, c - 1), (c, d + 1, d)) if b - a == 1),
    ]
    gains = [(worth.of(*other), other, side, new) for other, side, new in wider if new in free[side]]
    if not gains or (best := max(gains))[0] <= worth.of(*block):
        return block
    free[best[2]].remove(best[3])
    return _grown(best[1], free, worth)


def _uncrossed(found: list[Block], left: Names, right: Names) -> list[Block]:
    """Of passages matched with their doubles, the first goes with the first: none has moved past another."""
    alike: dict[tuple[str, ...], list[Block]] = defaultdict(list)
    others: list[Block] = []
    for block in found:
        (a, b), (c, d) = block
        (alike[left[a]] if (b - a, d - c) == (1, 1) and left[a] == right[c] else others).append(block)
    for each in alike.values():
        others += zip(sorted(one for one, _ in each), sorted(two for _, two in each), strict=True)
    return sorted(others)


def _moves(found: list[Group], left: Names, right: Names) -> list[Group]:
    """Mark what is off the heaviest chain of groups that keeps the order of both sides; its words are its weight."""
    weights = [sum(len(left[i]) for i in each.left) + sum(len(right[j]) for j in each.right) for each in found]
    staying = chain.heaviest([each.right[0] for each in found], weights)
    return [replace(each, moved=place not in staying) for place, each in enumerate(found)]
