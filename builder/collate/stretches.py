"""Moved matches become moved matches with the very stretch that moved, where it is not whole passages.

    A   ... known in the ship for his [gentleness and mildness. He is generous.] Some years ago ...
    B   ... you trust in my prudence and [gentleness and mildness. He is generous.] Whenever the wind ...

Matches that moved together are a run. At its ends words copied from place to place may go on into the next passage, or
begin only inside the first one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from builder.collate.words import Word
from builder.model import Match, Span

COPIED = 3
"""Words. So many in a row, the same on both sides up to the inner end of a passage, are copied."""

Passages = Mapping[int, Sequence[Word]]
"""The words of the passages of a role, by passage."""


def marked(matches: Sequence[Match], left: Passages, right: Passages) -> list[Match]:
    """The same matches, by their first left passage, with the stretches of those that moved."""
    order = [{index: place for place, index in enumerate(side)} for side in (left, right)]
    found: list[Match] = []
    run: list[Match] = []
    for match in sorted(matches, key=lambda each: min(each.left)):
        if run and not (match.moved and _follows(run[-1], match, order)):
            found += _stretched(run, left, right)
            run = []
        run.append(match)
    return found + _stretched(run, left, right)


def _follows(one: Match, two: Match, order: Sequence[Mapping[int, int]]) -> bool:
    """Whether two moved matches stand side by side in both witnesses, in the same order."""
    return one.moved and all(
        places[max(first)] + 1 == places[min(second)]
        for places, first, second in zip(order, (one.left, one.right), (two.left, two.right), strict=True)
    )


def _stretched(run: list[Match], left: Passages, right: Passages) -> list[Match]:
    """A run of matches, its first and its last one stretched or cut to what was copied."""
    if not run or not run[0].moved:
        return run
    heads = [_words(side, indices) for side, indices in ((left, run[0].left), (right, run[0].right))]
    tails = [_words(side, indices)[::-1] for side, indices in ((left, run[-1].left), (right, run[-1].right))]
    before = (_beside(left, min(run[0].left), -1)[::-1], _beside(right, min(run[0].right), -1)[::-1])
    after = (_beside(left, max(run[-1].left), 1), _beside(right, max(run[-1].right), 1))
    start, stop = _edge(heads[0], heads[1], before), _edge(tails[0], tails[1], after)
    if start:
        run = [_spanned(run[0], left, right, start=start), *run[1:]]
    if stop:
        run = [*run[:-1], _spanned(run[-1], left, right, stop=stop)]
    return run


def _words(side: Passages, indices: Sequence[int]) -> list[Word]:
    return [word for index in sorted(indices) for word in side[index]]


def _beside(side: Passages, index: int, step: int) -> list[Word]:
    """The words of the passage before or after one; none where there is none."""
    return list(side.get(index + step, ()))


def _spanned(
    match: Match,
    left: Passages,
    right: Passages,
    start: tuple[Word, Word] | None = None,
    stop: tuple[Word, Word] | None = None,
) -> Match:
    """A match with its stretch, from and to certain words; else as far as it went."""
    spans = []
    for place, (side, indices, span) in enumerate(
        ((left, match.left, match.left_span), (right, match.right, match.right_span))
    ):
        words = _words(side, indices)
        whole = span or Span(words[0].span.start, words[-1].span.end)
        first = start[place].span.start if start else whole.start
        spans.append(Span(first, max(first, stop[place].span.end if stop else whole.end)))
    return replace(match, left_span=spans[0], right_span=spans[1])


def _edge(one: list[Word], two: list[Word], beyond: tuple[list[Word], list[Word]]) -> tuple[Word, Word] | None:
    """The outermost words that were copied, where these are not the outermost of the passages; all from outside in,
    what lies beyond from inside out."""
    shared = _shared(one, two)
    if shared >= COPIED or shared == min(len(one), len(two)):
        further = _shared(*beyond)
        return (beyond[0][further - 1], beyond[1][further - 1]) if further else None
    inner = _shared(one[::-1], two[::-1])
    rests = [{word.folded for word in words[: len(words) - inner]} for words in (one, two)]
    return (one[-inner], two[-inner]) if inner >= COPIED and not rests[0] & rests[1] else None


def _shared(one: Sequence[Word], two: Sequence[Word]) -> int:
    """How many words two rows begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0].folded == pair[1].folded, zip(one, two, strict=False)))
