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
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Indel

from builder.collate import chain, openings, order
from builder.collate.likeness import Candidates, Likeness, Run, turned
from builder.collate.order import Block, Pair
from builder.collate.words import Word
from builder.collate.worth import Worth

CROSSING = 0.30
"""Likeness from which two passages are a match against the order of the rest. Moved Bible verses F1 .911 here, .920 at
.25, .870 at .35."""
GUIDE = 0.50
"""Likeness of two passages, each the likest to the other, that shows where to look for their neighbours. From .35 to
.90 links of no set change by more than .002; at .20 web texts gain .004, moved Bible verses lose .005."""
CLEAR = 0.10
"""Likeness by which a guide's passages are more alike than any other: a refrain is no guide. Web texts F1 .846 without;
from .02 to .30 no set changes."""
SURE = 0.65
"""Likeness from which passages have moved however short they are. Essays F1 .967 at .50, .969 from here to 1."""
SHARED = 8
"""Words, times likeness: from so many in a run of passages they have moved, too. Essays F1 .965 without, .967 at 6,
.969 from 8 to 14; moved Bible verses .926, .907, .911, and .860 at 14; verses moved in blocks .986 throughout."""

Passages = Sequence[tuple[Word, ...]]
Names = list[tuple[str, ...]]
"""The passages of a witness, each as its folded words."""
Sized = Sequence[Sequence[object]]
"""Passages of which only the number of words counts."""


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
    back = _groups(two, one)  # every pair is looked at from one side only: so nothing hangs on the side
    return sorted((Group(g.right, g.left, g.likeness, g.moved) for g in back), key=lambda group: group.left)


def _groups(left: Names, right: Names) -> list[Group]:
    same = _same(left, right)
    if len(same) in (len(left), len(right)):
        return [Group((i,), (j,), 1.0) for i, j in same]
    likeness = Likeness(left, right)
    found = _blocks(left, right, same, likeness)
    marked = moves([_group(block, likeness) for block in _uncrossed(found, left, right)], left, right)
    return list(_believed(marked, left, right))


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
    worth = Worth(left, right, likeness)
    found = []
    for one, two, guides in _between(same, _guides(likest), len(left), len(right)):
        found += order.blocks(one, two, guides, likeness, worth)
    for one, two in found:
        free[0].difference_update(range(*one))
        free[1].difference_update(range(*two))
    found += _across(free, likest, worth)
    found += [((i, i + 1), (j, j + 1)) for i, j in same]
    return [*found, *openings.blocks(left, right, found)]


def _guides(likest: Candidates) -> list[Pair]:
    """Pairs of which each passage is clearly the likest to the other, by the left one."""
    back = turned(likest)
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


def _across(free: tuple[set[int], set[int]], likest: Candidates, worth: Worth) -> list[Block]:
    """Matches of what is left over, likest first, wherever it stands; then what is free beside them joins them."""
    pairs = [(i, j, like) for i in free[0] for like, j in likest[i] if j in free[1] and like >= CROSSING]
    chosen: list[Block] = []
    for i, j, _ in sorted(pairs, key=lambda pair: (-round(pair[2], 6), abs(pair[0] - pair[1]), pair)):
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


def moves(found: Sequence[Group], left: Sized, right: Sized, moved: Container[tuple[int, ...]] = ()) -> list[Group]:
    """Mark what is off the heaviest chain of groups that keeps the order of both sides; its words are its weight.

    Of some, by their left positions, it is known that they have moved.
    """
    free = [each for each in found if each.left not in moved]
    weights = [sum(_sizes(each, left, right)) for each in free]
    staying = chain.heaviest([each.right[0] for each in free], weights)
    kept = {free[place].left for place in staying}
    return [replace(each, moved=each.left not in kept) for each in found]


def _sizes(group: Group, left: Sized, right: Sized) -> tuple[int, int]:
    """The words of both sides of a group."""
    return sum(len(left[i]) for i in group.left), sum(len(right[j]) for j in group.right)


def _believed(found: Sequence[Group], left: Sized, right: Sized) -> Iterator[Group]:
    """All that stays; of what has moved what is very like, or long, alone or with its neighbours that moved along."""
    for run in _runs(found):
        words = [min(_sizes(each, left, right)) for each in run]
        shared = sum(each.likeness * size for each, size in zip(run, words, strict=True))
        if not run[0].moved or shared >= min(SHARED, SURE * sum(words)):
            yield from run


def _runs(found: Sequence[Group]) -> Iterator[list[Group]]:
    """Groups, and those that have moved together with their neighbours on both sides."""
    run: list[Group] = []
    for each in found:
        along = run and run[-1].moved and each.moved
        if along and (run[-1].left[-1] + 1, run[-1].right[-1] + 1) == (each.left[0], each.right[0]):
            run.append(each)
        else:
            if run:
                yield run
            run = [each]
    if run:
        yield run
