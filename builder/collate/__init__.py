"""A work becomes its collation: which passages of its witnesses correspond, and which words differ.

Sentences first, then words inside each match: every diff of whole texts misses what was moved, split or merged.
Headings are compared with headings, body with body; bylines, credits and boilerplate take no part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise

from builder.collate import classes, diff, match, rows, words
from builder.collate.words import Word
from builder.model import COMPARE_ALL_UP_TO, COMPARED, Collation, Match, Pair, Role, Witness, Work


def work(work: Work, compare_all_up_to: int = COMPARE_ALL_UP_TO) -> Collation:
    """The collation of a work: its witnesses compared two by two, and joined in rows.

    Of more witnesses than `compare_all_up_to` the base is compared with each, and those that are next to one another
    in time.
    """
    chosen = work.base or base(work.witnesses)
    pairs = tuple(pair(left, right) for left, right in _compared(work, chosen, compare_all_up_to))
    return Collation(chosen, pairs, rows.rows(work, chosen, pairs))


def base(witnesses: Sequence[Witness]) -> str:
    """Siglum of the witness likest to all others: the sum of its Dice coefficients with them, by how often each word
    stands in both. Of equals the earliest, then the first by siglum; one without a date comes last."""
    telling = witnesses if len(witnesses) > 2 else ()  # two are as like each other either way
    counts = {each.siglum: Counter(_folded(each)) for each in telling}

    def order(witness: Witness) -> tuple[Fraction, date, int, str]:
        likeness = sum((_dice(counts[witness.siglum], counts[each.siglum]) for each in telling), Fraction())
        return -likeness, witness.dated.day if witness.dated else date.max, len(witness.siglum), witness.siglum

    return min(witnesses, key=order).siglum


def _folded(witness: Witness) -> list[str]:
    return [word.folded for role in COMPARED for passage in _worded(witness, role).values() for word in passage]


def _dice(one: Counter[str], two: Counter[str]) -> Fraction:
    return Fraction(2 * (one & two).total(), max(1, one.total() + two.total()))


def _compared(work: Work, base: str, compare_all_up_to: int) -> Iterator[tuple[Witness, Witness]]:
    """The witnesses that are compared, two by two, in the order of the work."""
    dated = sorted((each.dated.day, len(each.siglum), each.siglum) for each in work.witnesses if each.dated)
    neighbours = {frozenset((one[-1], two[-1])) for one, two in pairwise(dated)}
    for left, right in combinations(work.witnesses, 2):
        both = {left.siglum, right.siglum}
        if len(work.witnesses) <= compare_all_up_to or base in both or both in neighbours:
            yield left, right


def pair(left: Witness, right: Witness) -> Pair:
    """Two witnesses compared. Read from the other side, it is the same turned round."""
    matches = [each for role in COMPARED for each in _matches(left, right, role)]
    return Pair(left.siglum, right.siglum, tuple(sorted(matches, key=lambda each: min(each.left))))


def _matches(left: Witness, right: Witness, role: Role) -> list[Match]:
    lefts, rights = _worded(left, role), _worded(right, role)
    indices = list(lefts), list(rights)
    language = classes.language(left.language, right.language)
    found = []
    for group in match.groups(list(lefts.values()), list(rights.values())):
        one = [indices[0][position] for position in group.left]
        two = [indices[1][position] for position in group.right]
        size_left, size_right = _size([lefts[i] for i in one]), _size([rights[j] for j in two])
        if size_left < size_right:
            two = [two[place] for place in diff.follow([lefts[i] for i in one], [rights[j] for j in two])]
        elif size_right < size_left:
            one = [one[place] for place in diff.follow([rights[j] for j in two], [lefts[i] for i in one])]
        changes = diff.changes(_side(left, lefts, one), _side(right, rights, two), language)
        found.append(Match(tuple(one), tuple(two), group.moved, round(group.likeness, 3), tuple(changes)))
    return found


def _worded(witness: Witness, role: Role) -> dict[int, tuple[Word, ...]]:
    """The words of each passage of a role that has any, by passage."""
    found = {
        index: words.words(witness.text, passage.span)
        for index, passage in enumerate(witness.passages)
        if passage.role == role
    }
    return {index: passage for index, passage in found.items() if passage}


def _side(witness: Witness, passages: Mapping[int, tuple[Word, ...]], indices: Sequence[int]) -> diff.Side:
    spans = tuple(witness.passages[index].span for index in indices)
    return diff.Side(witness.text, spans, tuple(passages[index] for index in indices))


def _size(side: list[tuple[Word, ...]]) -> tuple[int, list[str]]:
    """Which side is the one to be reordered: the larger. Decided by the texts alone, so that it mirrors."""
    return len(side), [word.folded for passage in side for word in passage]
