"""Matches of every two witnesses become rows: the passages of all of them that correspond.

    A 1   B 1   C 2       Each link of two passages is weighed by what the other witnesses say of it:
    A 2    -    C 1       A 1 with C 2 counts the more, as both stand with B 1.
     -    B 2   C 3       What the base lacks is a row as well.

A star on the base misses what the base lacks. Joining all that any two witnesses join lets one false link merge two
rows. So the weightiest links are taken first, and no row takes a second passage of a witness that no match holds
together with the first.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, permutations

from builder.collate import words
from builder.model import COMPARED, Pair, Row, Witness, Work

RUN = 3
"""Letters. Old and new spellings of a word share runs of letters, not words. Six Bible chapters of five or six
witnesses, one of them of 1530, pairs and moved pairs F1: .987 and .983 without this step, .989 and .983 by words, .998
and .963 by runs of 2, .995 and .992 of 3, .995 and .988 of 4."""
FLOOR = 0.25
"""Cosine, for passages that no match holds. The same chapters: .999 and 1.000 at .20, .995 and .992 at .25, .993 and
.983 at .30. When pairs were matched by words alone, .20 joined too much: moved pairs had .924, and .956 at .25."""
TELLING = 0.2
"""A run of letters in more of the passages left over tells nothing. The same chapters: .994 and .992 at .1, .995 and
.992 at .2, .998 and .996 at .3. When pairs were matched by words alone, moved pairs had .956 at .2, .924 at .3."""
SETTLED = 1000.0
"""Weight of what the editor matched: more than any number of witnesses can say against it."""

Cell = tuple[str, int]
"""Siglum and index of a passage."""
Links = dict[tuple[Cell, Cell], float]


def rows(work: Work, base: str, pairs: Iterable[Pair]) -> tuple[Row, ...]:
    """The rows of a work, in the order of the base; what the base lacks follows what it follows in another witness.

    Which passages share a row hangs neither on the base nor on the order of the witnesses. Every passage of a role
    that is compared stands in one row. Weights by way of a third: the extended library of Notredame, Higgins and
    Heringa, T-Coffee (J. Mol. Biol. 302, 2000).
    """
    pairs = list(pairs)
    row_of = {
        (witness.siglum, index): {(witness.siglum, index)}
        for witness in work.witnesses
        for index, passage in enumerate(witness.passages)
        if passage.role in COMPARED
    }
    together, parted = _together(pairs), _parted(work)
    for one, two in _weightiest_first(_weights(_links(pairs))):
        if _may_share(row_of[one], row_of[two], together, parted):
            _join(row_of, one, two)
    _fill(work, row_of, parted)
    found = {id(row): _row(work, row) for row in row_of.values()}
    return ordered(work, base, found.values())


def ordered(work: Work, base: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows in the order of a witness; those that it lacks follow what they follow in the next that has them."""
    listed = list(rows)
    sigla = sorted((witness.siglum for witness in work.witnesses), key=lambda siglum: (siglum != base, _rank(siglum)))
    after: dict[int, list[Row]] = defaultdict(list)
    placed: set[int] = set()
    for siglum in sigla:
        before = 0
        for row in sorted((row for row in listed if siglum in row.passages), key=lambda row: row.passages[siglum][0]):
            if id(row) not in placed:
                after[before].append(row)
                placed.add(id(row))
            before = id(row)
    return tuple(_laid_out(after))


def _links(pairs: Iterable[Pair]) -> Links:
    """Every two passages that a match links, with its likeness; the smaller cell first."""
    links: Links = {}
    for pair in pairs:
        for match in pair.matches:
            for i in match.left:
                for j in match.right:
                    one, two = sorted(((pair.left, i), (pair.right, j)))
                    links[one, two] = match.likeness + SETTLED * match.by_editor
    return links


def _weights(links: Links) -> Links:
    """A link's own likeness, and for each third passage linked to both ends the lesser of the two likenesses."""
    beside: dict[Cell, dict[Cell, float]] = defaultdict(dict)
    for (one, two), likeness in links.items():
        beside[one][two] = beside[two][one] = likeness
    parts: dict[tuple[Cell, Cell], list[float]] = defaultdict(list)
    for ends, likeness in links.items():
        parts[ends].append(likeness)
    for near in beside.values():
        for one, two in combinations(sorted(near), 2):
            if one[0] != two[0]:
                parts[one, two].append(min(near[one], near[two]))
    return {ends: round(math.fsum(each), 6) for ends, each in parts.items()}


def _weightiest_first(weights: Links) -> list[tuple[Cell, Cell]]:
    return sorted(weights, key=lambda ends: (-weights[ends], ends))


def _together(pairs: Iterable[Pair]) -> set[tuple[Cell, Cell]]:
    """Every two passages of one witness that some match holds in one run."""
    return {
        ((siglum, one), (siglum, two))
        for pair in pairs
        for match in pair.matches
        for siglum, run in ((pair.left, match.left), (pair.right, match.right))
        for one, two in permutations(run, 2)
    }


def _parted(work: Work) -> set[tuple[Cell, Cell]]:
    """Every two passages that the editor parted, both ways round: no third witness joins them again."""
    one_way = {
        ((each.left, left), (each.right, right))
        for each in work.corrections
        if each.kind == "no-match"
        for left in each.lefts
        for right in each.rights
    }
    return one_way | {(right, left) for left, right in one_way}


def _may_share(
    row: set[Cell], other: set[Cell], together: set[tuple[Cell, Cell]], parted: set[tuple[Cell, Cell]]
) -> bool:
    """Whether two rows may be one: the editor parted none of their passages, and two of one witness are one run."""
    if row is other:
        return False
    both = [(a, b) for a in row for b in other]
    return parted.isdisjoint(both) and all(a[0] != b[0] or (a, b) in together for a, b in both)


def _join(row_of: dict[Cell, set[Cell]], one: Cell, two: Cell) -> None:
    row, other = row_of[one], row_of[two]
    row |= other
    row_of.update(dict.fromkeys(other, row))


def _fill(work: Work, row_of: dict[Cell, set[Cell]], parted: set[tuple[Cell, Cell]]) -> None:
    """Join rows that lack what the other has, where a passage of each is like the other's: a match too weak for two
    witnesses alone is told by what is left over when all have been heard."""
    roles = {
        (witness.siglum, index): passage.role
        for witness in work.witnesses
        for index, passage in enumerate(witness.passages)
    }
    left_over = [cell for cell in sorted(row_of) if len({siglum for siglum, _ in row_of[cell]}) < len(work.witnesses)]
    for one, two in _weightiest_first(_likeness(_letters(work.witnesses, left_over))):
        if roles[one] == roles[two] and _may_share(row_of[one], row_of[two], set(), parted):
            _join(row_of, one, two)


def _letters(witnesses: Sequence[Witness], cells: Sequence[Cell]) -> dict[Cell, Counter[str]]:
    """The runs of letters of some passages."""
    by_siglum = {witness.siglum: witness for witness in witnesses}
    found = {}
    for siglum, index in cells:
        witness = by_siglum[siglum]
        listed = words.words(witness.text, witness.passages[index].span)
        text = f" {' '.join(word.folded for word in listed)} "
        found[siglum, index] = Counter(text[at : at + RUN] for at in range(len(text) - RUN + 1))
    return found


def _likeness(counts: Mapping[Cell, Counter[str]]) -> Links:
    """Cosine of the runs of letters of every two passages of different witnesses, the rarer the heavier; down to the
    floor."""
    number = Counter(run for count in counts.values() for run in count)
    most = max(TELLING * len(counts), len({siglum for siglum, _ in counts}))
    holding: dict[str, list[tuple[Cell, float]]] = defaultdict(list)
    found: Links = {}
    for two, count in counts.items():
        heavy = {
            run: (1 + math.log(times)) * math.log(1 + len(counts) / number[run])
            for run, times in count.items()
            if number[run] <= most
        }
        length = math.sqrt(math.fsum(value * value for value in heavy.values())) or 1.0
        products: dict[Cell, float] = defaultdict(float)
        for run, value in sorted(heavy.items()):
            for one, other in holding[run]:
                products[one] += other * value / length
            holding[run].append((two, value / length))
        found.update({
            (one, two): round(value, 6)
            for one, value in products.items()
            if one[0] != two[0] and value >= FLOOR
        })  # fmt: skip
    return found


def _row(work: Work, cells: set[Cell]) -> Row:
    runs: dict[str, list[int]] = {witness.siglum: [] for witness in work.witnesses}
    for siglum, index in sorted(cells):
        runs[siglum].append(index)
    return Row({siglum: tuple(run) for siglum, run in runs.items() if run})


def _rank(siglum: str) -> tuple[int, str]:
    """B before AA, whatever the order of the witnesses."""
    return len(siglum), siglum


def _laid_out(after: Mapping[int, list[Row]]) -> list[Row]:
    """Each row, then what follows it, last of all in the witness that was asked first; 0 stands for the beginning."""
    listed: list[Row] = []
    waiting = [*after.get(0, [])[:1], *after.get(0, [])[:0:-1]]
    while waiting:
        row = waiting.pop()
        listed.append(row)
        following = after.get(id(row), [])
        waiting += [*following[:1], *following[:0:-1]]
    return listed
