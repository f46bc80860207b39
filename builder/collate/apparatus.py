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
from builder.model import Apparatus, Collation, Entry, Reading, Row, Span, Variant, Witness, Work

Place = tuple[int, int]
"""From, to, in words of the lead."""


def every(work: Work, collation: Collation) -> tuple[Apparatus, ...]:
    """The base's apparatus, then that of every other witness that was compared with all; none for two witnesses."""
    sigla = [witness.siglum for witness in work.witnesses]
    bases = [
        siglum
        for siglum in sorted(sigla, key=lambda one: one != collation.base)
        if all(collation.compares(siglum, other) for other in sigla if other != siglum)
    ]
    return tuple(of(work, collation, base) for base in bases) if len(sigla) > 2 else ()


def of(work: Work, collation: Collation, base: str) -> Apparatus:
    """The apparatus of a work against one of its witnesses.

    From the lead's words and the variants follow the words of every witness, but for case, punctuation and typography.
    """
    moved = _moved(collation, base)
    return Apparatus(base, tuple(_entry(work, row, base, moved) for row in rows.ordered(work, base, collation.rows)))


def _moved(collation: Collation, base: str) -> dict[tuple[str, int], bool]:
    """Whether a passage of another witness stands elsewhere than in the base, for each that a match links with it."""
    return {
        (pair.right, index): match.moved
        for pair in (collation.pair(base, each) for each in _compared_with(collation, base))
        for match in pair.matches
        for index in match.right
    }


def _compared_with(collation: Collation, base: str) -> list[str]:
    sigla = dict.fromkeys(siglum for pair in collation.pairs for siglum in (pair.left, pair.right))
    return [siglum for siglum in sigla if collation.compares(base, siglum)]


def _entry(work: Work, row: Row, base: str, moved: Mapping[tuple[str, int], bool]) -> Entry:
    lead = base if base in row.passages else min(row.passages, key=lambda siglum: (len(siglum), siglum))
    worded = {siglum: _worded(work.witness(siglum), run) for siglum, run in row.passages.items()}
    order = {siglum: _order(worded[lead], worded[siglum], siglum == lead) for siglum in worded}
    compared = {siglum: [worded[siglum][place] for place in places] for siglum, places in order.items()}
    return Entry(
        lead=lead,
        passages={siglum: tuple(row.passages[siglum][place] for place in order[siglum]) for siglum in worded},
        moved=tuple(
            siglum for siglum, run in row.passages.items() if any(moved.get((siglum, index), False) for index in run)
        ),
        variants=tuple(_variants(work.witness(lead), row.passages[lead], compared)),
    )


def _worded(witness: Witness, run: Sequence[int]) -> list[Passage]:
    return [words.words(witness.text, witness.passages[index].span) for index in run]


def _order(lead: Sequence[Passage], other: Sequence[Passage], is_lead: bool) -> list[int]:
    """The order in which passages follow the lead's; its own stay as they are."""
    return list(range(len(other))) if is_lead else diff.follow(lead, other)


def _variants(lead: Witness, run: Sequence[int], compared: Mapping[str, list[Passage]]) -> Iterator[Variant]:
    listed = {
        siglum: [(number, word) for number, passage in enumerate(passages) for word in passage]
        for siglum, passages in compared.items()
    }
    names = {siglum: [word.folded for _, word in each] for siglum, each in listed.items()}
    language = classes.language(lead.language, lead.language)
    own_words = {siglum: [word for _, word in each] for siglum, each in listed.items()}
    changed = {siglum: pieces.runs(own_words[lead.siglum], own, language) for siglum, own in own_words.items()}
    shifts = {siglum: _Shift(each) for siglum, each in changed.items()}
    first = lead.passages[run[0]].span.start
    for place in _places([each for runs in changed.values() for each in runs]):
        readings: dict[tuple[str, ...], dict[str, tuple[Span, ...]]] = {}
        for siglum in (lead.siglum, *(each for each in listed if each != lead.siglum)):
            start, end = shifts[siglum].across(place)
            same = readings.setdefault(tuple(names[siglum][start:end]), {})
            same[siglum] = _spans(listed[siglum][start:end])
        own = _spans(listed[lead.siglum][slice(*place)])
        mark = listed[lead.siglum][place[0] - 1][1].span.end if place[0] else first
        yield Variant(own[0] if own else Span(mark, mark), tuple(map(Reading, readings.values())))


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
