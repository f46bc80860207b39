"""A work becomes its collation: which passages of its witnesses correspond, and which words differ.

Sentences first, then words inside each match: every diff of whole texts misses what was moved, split or merged.
Headings are compared with headings, body with body; bylines, credits and boilerplate take no part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise

from builder.collate import classes, copied, corrected, diff, rows, stretches, words
from builder.collate.corrected import Given
from builder.collate.words import Word
from builder.model import COMPARE_ALL_UP_TO, COMPARED, Collation, Correction, Match, Pair, Role, Witness, Work


def work(work: Work, compare_all_up_to: int = COMPARE_ALL_UP_TO) -> Collation:
    """The collation of a work: its witnesses compared two by two, and joined in rows.

    Of more witnesses than `compare_all_up_to` the base is compared with each, and those that are next to one another
    in time, and those of which the editor corrected a match.
    """
    read = {witness.siglum: _read(witness) for witness in work.witnesses}
    chosen = work.base or _likest(list(read.values()))
    compared = _compared(work, chosen, compare_all_up_to)
    pairs = tuple(_pair(read[left.siglum], read[right.siglum], work.corrections) for left, right in compared)
    return Collation(chosen, pairs, rows.rows(work, chosen, pairs))


def pair(left: Witness, right: Witness, corrections: Sequence[Correction] = ()) -> Pair:
    """Two witnesses compared, as the editor corrects it. Read from the other side, it is the same turned round."""
    return _pair(_read(left), _read(right), corrections)


@dataclass(frozen=True, slots=True)
class _Read:
    """A witness with the words of its passages."""

    witness: Witness
    words: Mapping[Role, Mapping[int, tuple[Word, ...]]]
    "by role and passage; none for a passage without words"


def _read(witness: Witness) -> _Read:
    found: dict[Role, dict[int, tuple[Word, ...]]] = {role: {} for role in COMPARED}
    for index, passage in enumerate(witness.passages):
        if passage.role in found and (listed := words.words(witness.text, passage.span)):
            found[passage.role][index] = listed
    return _Read(witness, found)


def _likest(read: Sequence[_Read]) -> str:
    """Siglum of the witness likest to all others: the sum of its Dice coefficients with them, by how often each word
    stands in both. Of equals the earliest, then the first by siglum; one without a date comes last."""
    telling = read if len(read) > 2 else ()  # two are as like each other either way
    counts = {each.witness.siglum: Counter(_folded(each)) for each in telling}

    def order(witness: Witness) -> tuple[Fraction, date, int, str]:
        likeness = sum((_dice(counts[witness.siglum], counts[siglum]) for siglum in counts), Fraction())
        return -likeness, witness.dated.day if witness.dated else date.max, len(witness.siglum), witness.siglum

    return min((each.witness for each in read), key=order).siglum


def _folded(read: _Read) -> list[str]:
    return [word.folded for passages in read.words.values() for passage in passages.values() for word in passage]


def _dice(one: Counter[str], two: Counter[str]) -> Fraction:
    return Fraction(2 * (one & two).total(), max(1, one.total() + two.total()))


def _compared(work: Work, base: str, compare_all_up_to: int) -> Iterator[tuple[Witness, Witness]]:
    """The witnesses that are compared, two by two, in the order of the work."""
    dated = sorted((each.dated.day, len(each.siglum), each.siglum) for each in work.witnesses if each.dated)
    neighbours = {frozenset((one[-1], two[-1])) for one, two in pairwise(dated)}
    for left, right in combinations(work.witnesses, 2):
        both = {left.siglum, right.siglum}
        corrected = any({each.left, each.right} == both for each in work.corrections)
        if len(work.witnesses) <= compare_all_up_to or base in both or both in neighbours or corrected:
            yield left, right


def _pair(left: _Read, right: _Read, corrections: Sequence[Correction]) -> Pair:
    matches = [each for role in COMPARED for each in _matches(left, right, role, corrections)]
    runs = copied.runs(matches, left.words["body"], right.words["body"])
    ordered = sorted(matches, key=lambda each: min(each.left))
    return Pair(left.witness.siglum, right.witness.siglum, tuple(ordered), tuple(runs))


def _matches(left: _Read, right: _Read, role: Role, corrections: Sequence[Correction]) -> list[Match]:
    lefts, rights = left.words[role], right.words[role]
    indices = list(lefts), list(rights)
    language = classes.language(left.witness.language, right.witness.language)
    found = []
    given = _given(corrections, {left.witness.siglum: indices[0], right.witness.siglum: indices[1]})
    for group, by_editor in corrected.groups(list(lefts.values()), list(rights.values()), given):
        one = [indices[0][position] for position in group.left]
        two = [indices[1][position] for position in group.right]
        size_left, size_right = _size([lefts[i] for i in one]), _size([rights[j] for j in two])
        if size_left < size_right:
            two = [two[place] for place in diff.follow([lefts[i] for i in one], [rights[j] for j in two])]
        elif size_right < size_left:
            one = [one[place] for place in diff.follow([rights[j] for j in two], [lefts[i] for i in one])]
        changes = diff.changes(_side(left.witness, lefts, one), _side(right.witness, rights, two), language)
        likeness = round(group.likeness, 3)
        found.append(Match(tuple(one), tuple(two), group.moved, likeness, tuple(changes), by_editor))
    return stretches.marked(found, lefts, rights)


def _given(corrections: Sequence[Correction], indices: Mapping[str, Sequence[int]]) -> list[Given]:
    """The corrections of two witnesses, as positions among the passages of a role; of others there are none."""
    given = []
    for each in corrections:
        if {each.left, each.right} == indices.keys():
            sides = {each.left: each.lefts, each.right: each.rights}
            left, right = (
                tuple(place for place, index in enumerate(own) if index in sides[siglum])
                for siglum, own in indices.items()
            )
            if left and right:
                given.append(Given(each.kind, left, right))
    return given


def _side(witness: Witness, passages: Mapping[int, tuple[Word, ...]], indices: Sequence[int]) -> diff.Side:
    spans = tuple(witness.passages[index].span for index in indices)
    return diff.Side(witness.text, spans, tuple(passages[index] for index in indices))


def _size(side: list[tuple[Word, ...]]) -> tuple[int, list[str]]:
    """Which side is the one to be reordered: the larger. Decided by the texts alone, so that it mirrors."""
    return len(side), [word.folded for passage in side for word in passage]
