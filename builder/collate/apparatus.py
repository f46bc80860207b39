"""Rows become the apparatus: at each place where witnesses differ, who reads what.

    A  the gate was shut  at noon         base
    B  the gate was shut  at two          noon ] two B; one o'clock C
    C  the gate was shut  at one o'clock

In every row each witness is compared with the lead alone: the base, or where it lacks the row the first that has it.
Changes of different witnesses that overlap become one place, so that readings stand against one another, and those that
read the same are named together.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby

from builder.collate import classes, diff, pieces, rows, words
from builder.collate.diff import Passage
from builder.collate.pieces import Run
from builder.collate.words import Word
from builder.model import Apparatus, Collation, Entry, Pair, Reading, Row, Span, Variant, Work

Place = tuple[int, int]
"""From, to, in words of the lead."""
Cells = tuple[str, tuple[int, ...]]
"""Siglum and indices of passages, in the order in which they are read."""


def every(work: Work, collation: Collation) -> tuple[Apparatus, ...]:
    """The base's apparatus, then that of every other witness that was compared with all; none for two witnesses."""
    sigla = [witness.siglum for witness in work.witnesses]
    bases = [
        siglum
        for siglum in sorted(sigla, key=lambda one: one != collation.base)
        if all(collation.compares(siglum, other) for other in sigla if other != siglum)
    ]
    compared = _Compared(work)
    return tuple(_of(compared, collation, base) for base in bases) if len(sigla) > 2 else ()


def of(work: Work, collation: Collation, base: str) -> Apparatus:
    """The apparatus of a work against one of its witnesses, which was compared with all others.

    From the lead's words and the variants follow the words of every witness, but for case, punctuation and typography.
    """
    return _of(_Compared(work), collation, base)


class _Compared:
    """The words of a work, and the runs in which two stretches of it differ: found once, for all bases."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self._words = {
            witness.siglum: [words.words(witness.text, passage.span) for passage in witness.passages]
            for witness in work.witnesses
        }
        self._runs: dict[tuple[Cells, Cells], list[Run]] = {}

    def passages(self, cells: Cells) -> list[Passage]:
        """The words of each passage."""
        siglum, run = cells
        return [self._words[siglum][index] for index in run]

    def words(self, cells: Cells) -> list[tuple[int, Word]]:
        """The words of passages read one after another, each with the number of its passage."""
        return [(number, word) for number, passage in enumerate(self.passages(cells)) for word in passage]

    def runs(self, lead: Cells, other: Cells) -> list[Run]:
        """Where the words of two differ."""
        if (other, lead) in self._runs:
            return [(c, d, a, b) for a, b, c, d in self._runs[other, lead]]
        if (lead, other) not in self._runs:
            languages = (self.work.witness(siglum).language for siglum, _ in (lead, other))
            one, two = ([word for _, word in self.words(cells)] for cells in (lead, other))
            self._runs[lead, other] = pieces.runs(one, two, classes.language(*languages))
        return self._runs[lead, other]


class _Order:
    """How the passages of another witness stand to those of the base."""

    def __init__(self, pair: Pair) -> None:
        self._told = {index: match.moved for match in pair.matches for index in match.right}
        self._staying = sorted((min(match.left), min(match.right)) for match in pair.matches if not match.moved)

    def moved(self, own: Sequence[int], other: Sequence[int]) -> bool:
        """Whether a row stands elsewhere; where no match tells, whether it crosses those that stay."""
        told = [self._told[index] for index in other if index in self._told]
        if told:
            return any(told)
        after = bisect_left(self._staying, (min(own), -1))
        return any(there > min(other) for _, there in self._staying[max(0, after - 1) : after]) or any(
            there < min(other) for _, there in self._staying[after : after + 1]
        )


def _of(compared: _Compared, collation: Collation, base: str) -> Apparatus:
    others = [witness.siglum for witness in compared.work.witnesses if witness.siglum != base]
    orders = {siglum: _Order(collation.pair(base, siglum)) for siglum in others}
    listed = rows.ordered(compared.work, base, collation.rows)
    return Apparatus(base, tuple(_entry(compared, row, base, orders) for row in listed))


def _entry(compared: _Compared, row: Row, base: str, orders: Mapping[str, _Order]) -> Entry:
    lead = base if base in row.passages else min(row.passages, key=lambda siglum: (len(siglum), siglum))
    followed = compared.passages((lead, row.passages[lead]))
    passages = {
        siglum: run
        if siglum == lead
        else tuple(run[n] for n in diff.follow(followed, compared.passages((siglum, run))))
        for siglum, run in row.passages.items()
    }
    moved = tuple(
        siglum
        for siglum, run in row.passages.items()
        if lead == base and siglum != base and orders[siglum].moved(row.passages[base], run)
    )
    return Entry(lead, passages, moved, tuple(_variants(compared, lead, passages)))


def _variants(compared: _Compared, lead: str, passages: Mapping[str, tuple[int, ...]]) -> Iterator[Variant]:
    changed = {
        siglum: compared.runs((lead, passages[lead]), (siglum, passages[siglum]))
        for siglum in passages
        if siglum != lead
    }
    if not any(changed.values()):
        return
    listed = {cells[0]: compared.words(cells) for cells in passages.items()}
    first = compared.work.witness(lead).passages[passages[lead][0]].span.start
    shifts = {siglum: _Shift(runs) for siglum, runs in changed.items()}
    for place in _places([run for runs in changed.values() for run in runs]):
        own = listed[lead][slice(*place)]
        readings: dict[tuple[str, ...], dict[str, tuple[Span, ...]]] = {_folded(own): {lead: _spans(own)}}
        for siglum, shift in shifts.items():
            stretch = listed[siglum][slice(*shift.across(place))]
            readings.setdefault(_folded(stretch), {})[siglum] = _spans(stretch)
        where = _spans(own)[0] if own else _after(listed[lead][: place[0]], first)
        yield Variant(where, tuple(map(Reading, readings.values())))


def _folded(listed: Sequence[tuple[int, Word]]) -> tuple[str, ...]:
    return tuple(word.folded for _, word in listed)


def _after(before: Sequence[tuple[int, Word]], first: int) -> Span:
    """The empty span after the words before it; where there are none, at the first character."""
    end = before[-1][1].span.end if before else first
    return Span(end, end)


def _places(changed: Sequence[Run]) -> list[Place]:
    """The stretches of the lead's words at which some witness differs; those that overlap are one."""
    wide: list[Place] = []
    for start, end in sorted({(run[0], run[1]) for run in changed if run[0] < run[1]}):
        if wide and start < wide[-1][1]:
            wide[-1] = (wide[-1][0], max(end, wide[-1][1]))
        else:
            wide.append((start, end))
    starts = [start for start, _ in wide]
    points = {run[0] for run in changed if run[0] == run[1]}
    between = [point for point in points if not _inside(point, wide, bisect_left(starts, point) - 1)]
    return sorted([*wide, *((point, point) for point in between)])


def _inside(point: int, wide: Sequence[Place], before: int) -> bool:
    """Whether words are added in the midst of a stretch, not at its edge."""
    return before >= 0 and point < wide[before][1]


class _Shift:
    """From places of the lead to those of another witness: what is not changed stands at the same distance."""

    def __init__(self, changed: Sequence[Run]) -> None:
        self._ends = [(end, start == end) for start, end, _, _ in changed]
        self._by = list(accumulate((d - c - (b - a) for a, b, c, d in changed), initial=0))

    def across(self, place: Place) -> Place:
        """The words that stand at a place of the lead. What is added at its edge belongs to a place of its own."""
        start, end = place
        wide = start < end
        before = bisect_right(self._ends, (start, wide))
        inside = bisect_right(self._ends, (end, not wide))
        return start + self._by[before], end + self._by[inside]


def _spans(listed: Sequence[tuple[int, Word]]) -> tuple[Span, ...]:
    """The stretches of text that some words stand in, one for each passage."""
    runs = (list(run) for _, run in groupby(listed, key=lambda each: each[0]))
    return tuple(Span(run[0][1].span.start, run[-1][1].span.end) for run in runs)
