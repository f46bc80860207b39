"""A row of the apparatus is cut at the words that all of its witnesses share, so that nothing of any is left out.

    A  The gate was shut, at noon.      The | ␣ | gate | ␣ | was | ␣ | shut | ,␣at noon.
    B  The gate was shut at two.        The | ␣ | gate | ␣ | was | ␣ | shut | ␣at two.

The apparatus names what differs; here every letter of every witness has its place, as parallel encodings need it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from builder.collate import classes, pieces, words
from builder.collate.classes import Language
from builder.collate.words import Word
from builder.model import Entry, Passage, Segment, Span, Witness, Work

Cut = tuple[int, int]
"""The place of a passage in its run, and a character of its text."""
Listed = list[tuple[int, Word]]
"""Words, each with the place of its passage in the run."""


def of(work: Work, entry: Entry) -> list[Segment]:
    """The segments of a row, in the order of its lead: shared words and, between them, what stands there."""
    runs = {siglum: _run(work.witness(siglum), run) for siglum, run in entry.passages.items()}
    listed = {siglum: _listed(work.witness(siglum), run) for siglum, run in runs.items()}
    written = work.witness(entry.lead).language
    language = classes.language(written, written)
    paired = {siglum: _paired(listed[entry.lead], each, language) for siglum, each in listed.items()}
    shared = [place for place in range(len(listed[entry.lead])) if all(place in each for each in paired.values())]
    segments = []
    last: dict[str, Cut] = {siglum: (0, run[0].span.start) for siglum, run in runs.items()}
    for place in shared:
        held = {siglum: listed[siglum][paired[siglum][place]] for siglum in runs}
        starts = {siglum: (at, word.span.start) for siglum, (at, word) in held.items()}
        ends = {siglum: (at, word.span.end) for siglum, (at, word) in held.items()}
        segments += [_segment(runs, listed, last, starts), _segment(runs, listed, starts, ends)]
        last = ends
    whole = {siglum: (len(run) - 1, run[-1].span.end) for siglum, run in runs.items()}
    return [*segments, _segment(runs, listed, last, whole)]


def _run(witness: Witness, run: Sequence[int]) -> list[Passage]:
    return [witness.passages[index] for index in run]


def _listed(witness: Witness, run: Sequence[Passage]) -> Listed:
    return [(place, word) for place, each in enumerate(run) for word in words.words(witness.text, each.span)]


def _paired(lead: Listed, other: Listed, language: Language) -> dict[int, int]:
    """For each word of the lead the same word of the other."""
    changed = pieces.runs([word for _, word in lead], [word for _, word in other], language)
    pairs: dict[int, int] = {}
    at, there = 0, 0
    for start, end, start_there, end_there in [*changed, (len(lead), len(lead), len(other), len(other))]:
        pairs.update(zip(range(at, start), range(there, start_there), strict=True))
        at, there = end, end_there
    return pairs


def _segment(
    runs: Mapping[str, Sequence[Passage]],
    listed: Mapping[str, Listed],
    starts: Mapping[str, Cut],
    ends: Mapping[str, Cut],
) -> Segment:
    said = {
        tuple(word.folded for at, word in listed[siglum] if starts[siglum] <= (at, word.span.start) < ends[siglum])
        for siglum in runs
    }
    return Segment({siglum: _spans(runs[siglum], starts[siglum], ends[siglum]) for siglum in runs}, len(said) > 1)


def _spans(run: Sequence[Passage], start: Cut, end: Cut) -> tuple[Span, ...]:
    """What stands between two cuts, passage by passage; empty where a cut stands at the edge of a passage."""
    return tuple(
        Span(
            start[1] if place == start[0] else run[place].span.start, end[1] if place == end[0] else run[place].span.end
        )
        for place in range(start[0], end[0] + 1)
    )
