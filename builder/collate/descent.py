"""An apparatus becomes likenesses and a tree of descent: a guess at which witnesses hang together.

    shared words of B and C      B ----+
    the most of all              C ----+---+       the two that hang together become one, then again, until
                                 A --------+---    all hang on one stem: neighbour joining
                                 D --------+

The tree says who stands near to whom. It cannot say who copied from whom: it is cut in the middle of its longest way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from builder.collate import words
from builder.model import Apparatus, Branch, Descent, Entry, Span, Witness, Work

Distances = Mapping[tuple[str, str], float]
"""0 to 1, for every two witnesses, both ways round."""
Ways = dict[str, dict[str, float]]
"""Lengths between neighbours in a tree that has no root. A fork is named by the leaves that it joined."""


def of(work: Work, listed: Sequence[Apparatus]) -> Descent:
    """The likenesses of all witnesses of a work, and their tree.

    `listed` holds the base's apparatus first, or nothing. Likeness is the Dice coefficient of the words that stand in
    both at one place and read the same.
    """
    if not listed:
        return Descent({}, Branch("", 0.0, ()))
    made = listed[0]
    sigla = sorted((witness.siglum for witness in work.witnesses), key=lambda siglum: (len(siglum), siglum))
    total = {witness.siglum: _total(witness, made) for witness in work.witnesses}
    shared: Counter[tuple[str, str]] = Counter()
    for entry in made.entries:
        shared.update(_shared(work, entry))
    likeness = {
        (one, two): round(2 * shared[min(one, two), max(one, two)] / max(1, total[one] + total[two]), 3)
        for one in sigla
        for two in sigla
        if one != two
    }
    return Descent(likeness, tree(sigla, {both: 1 - value for both, value in likeness.items()}))


def tree(sigla: Sequence[str], distances: Distances) -> Branch:
    """The tree of some witnesses by neighbour joining, its root in the middle of the longest way between two of them.

    N. Saitou and M. Nei, The neighbor-joining method, Mol. Biol. Evol. 4, 1987; the criterion as J. A. Studier and
    K. J. Keppler wrote it, ibid. 5, 1988. Of equals the pair that comes first is joined.
    """
    if len(sigla) < 2:
        return Branch("".join(sigla), 0.0, ())
    ways = _joined(list(sigla), distances)
    way = max(
        (_way(ways, one, two) for one, two in combinations(sigla, 2)), key=lambda way: round(_length(ways, way), 9)
    )
    return _rooted(ways, way)


def _total(witness: Witness, made: Apparatus) -> int:
    runs = [entry.passages.get(witness.siglum, ()) for entry in made.entries]
    return sum(_count(witness, witness.passages[index].span) for run in runs for index in run)


def _count(witness: Witness, span: Span) -> int:
    return len(words.words(witness.text, span))


def _shared(work: Work, entry: Entry) -> Counter[tuple[str, str]]:
    """How many words of a row every two witnesses share."""
    lead = work.witness(entry.lead)
    everywhere = sum(_count(lead, lead.passages[index].span) for index in entry.passages[entry.lead])
    shared: Counter[tuple[str, str]] = Counter()
    for variant in entry.variants:
        for reading in variant.readings:
            siglum = next(iter(reading.stands))
            size = sum(_count(work.witness(siglum), span) for span in reading.stands[siglum])
            shared.update(dict.fromkeys(combinations(sorted(reading.stands), 2), size))
            if entry.lead in reading.stands:
                everywhere -= size
    shared.update(dict.fromkeys(combinations(sorted(entry.passages), 2), everywhere))
    return shared


def _joined(names: list[str], distances: Distances) -> Ways:
    """Join the two that are nearest to each other for how far they are from all, until two are left."""
    far = {(one, two): distances[one, two] for one in names for two in names if one != two}
    ways: Ways = {name: {} for name in names}
    while len(names) > 2:
        sums = {one: sum(far[one, two] for two in names if two != one) for one in names}
        one, two = _nearest(names, far, sums)
        fork = f"{one} {two}"
        own = far[one, two] / 2 + (sums[one] - sums[two]) / (2 * (len(names) - 2))
        _connect(ways, fork, one, own)
        _connect(ways, fork, two, far[one, two] - own)
        for other in names:
            if other not in (one, two):
                far[fork, other] = far[other, fork] = (far[one, other] + far[two, other] - far[one, two]) / 2
        names = [fork, *(name for name in names if name not in (one, two))]
    _connect(ways, names[0], names[1], far[names[0], names[1]])
    return ways


def _nearest(names: Sequence[str], far: Distances, sums: Mapping[str, float]) -> tuple[str, str]:
    def criterion(both: tuple[str, str]) -> float:
        return round((len(names) - 2) * far[both] - sums[both[0]] - sums[both[1]], 9)

    return min(combinations(names, 2), key=criterion)


def _connect(ways: Ways, one: str, two: str, length: float) -> None:
    """Lengths below nothing come of distances that no tree fits; they count as nothing."""
    ways.setdefault(one, {})[two] = ways.setdefault(two, {})[one] = max(0.0, length)


def _way(ways: Ways, start: str, end: str) -> list[str]:
    """From one leaf to another, through the forks between them."""
    waiting = [[start]]
    while True:
        way = waiting.pop()
        if way[-1] == end:
            return way
        waiting += [[*way, each] for each in ways[way[-1]] if each not in way]


def _length(ways: Ways, way: Sequence[str]) -> float:
    return sum(ways[one][two] for one, two in pairwise(way))


def _rooted(ways: Ways, way: Sequence[str]) -> Branch:
    """The tree hung up in the middle of a way."""
    rest = _length(ways, way) / 2
    for one, two in pairwise(way):
        if rest <= ways[one][two] or two == way[-1]:
            sides = _branch(ways, one, two, rest), _branch(ways, two, one, max(0.0, ways[one][two] - rest))
            return Branch("", 0.0, tuple(sorted(sides, key=_leaves)))
        rest -= ways[one][two]
    raise ValueError("a way between two witnesses has two ends")


def _branch(ways: Ways, name: str, parent: str, length: float) -> Branch:
    children = sorted(
        (_branch(ways, each, name, ways[name][each]) for each in ways[name] if each != parent), key=_leaves
    )
    return Branch("" if children else name, round(length, 4), tuple(children))


def _leaves(branch: Branch) -> list[tuple[int, str]]:
    """What a branch is sorted by: the witnesses on it."""
    return sorted((len(siglum), siglum) for siglum in branch.sigla)
