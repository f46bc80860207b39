"""A work becomes its collation: which passages of two witnesses correspond, and which words differ.

Sentences first, then words inside each match: every diff of whole texts misses what was moved, split or merged.
Headings are compared with headings, body with body; bylines, credits and boilerplate take no part.
"""

from __future__ import annotations

from itertools import combinations

from builder.collate import diff, match, words
from builder.collate.words import Word
from builder.model import COMPARED, Collation, Match, Pair, Role, Witness, Work


def work(work: Work) -> Collation:
    """The collation of a work: every pair of its witnesses."""
    return Collation(tuple(pair(left, right) for left, right in combinations(work.witnesses, 2)))


def pair(left: Witness, right: Witness) -> Pair:
    """Two witnesses compared. Read from the other side, it is the same turned round."""
    matches = [each for role in COMPARED for each in _matches(left, right, role)]
    return Pair(left.siglum, right.siglum, tuple(sorted(matches, key=lambda each: min(each.left))))


def _matches(left: Witness, right: Witness, role: Role) -> list[Match]:
    lefts, rights = _worded(left, role), _worded(right, role)
    indices = list(lefts), list(rights)
    found = []
    for group in match.groups(list(lefts.values()), list(rights.values())):
        one = [indices[0][position] for position in group.left]
        two = [indices[1][position] for position in group.right]
        size_left, size_right = _size([lefts[i] for i in one]), _size([rights[j] for j in two])
        if size_left < size_right:
            two = [two[place] for place in diff.follow([lefts[i] for i in one], [rights[j] for j in two])]
        elif size_right < size_left:
            one = [one[place] for place in diff.follow([rights[j] for j in two], [lefts[i] for i in one])]
        changes = diff.changes([lefts[i] for i in one], [rights[j] for j in two])
        found.append(Match(tuple(one), tuple(two), group.moved, round(group.likeness, 3), changes))
    return found


def _worded(witness: Witness, role: Role) -> dict[int, tuple[Word, ...]]:
    """The words of each passage of a role that has any, by passage."""
    found = {
        index: words.words(witness.text, passage.span)
        for index, passage in enumerate(witness.passages)
        if passage.role == role
    }
    return {index: passage for index, passage in found.items() if passage}


def _size(side: list[tuple[Word, ...]]) -> tuple[int, list[str]]:
    """Which side is the one to be reordered: the larger. Decided by the texts alone, so that it mirrors."""
    return len(side), [word.folded for passage in side for word in passage]
