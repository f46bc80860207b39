"""Matches become the runs of words that were copied to where no match holds them.

    A   He closed the gate and, [although it rained for three days on end,] waited.    The guard left.
    B   He closed the gate and waited.    [Although it rained for three days on end,] the guard left.

Passages are matched whole. What was carried from one sentence into another, or across the end of a sentence, is a word
missing here and a word added there; where so many words in a row are the same, they are one stretch.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from builder.collate.words import Word
from builder.model import Copied, Match, Span

LEAST = 8
"""Words in a row. Constructed moves, read as running text: matches that moved hold 946 of 1,319 moved words; runs of 6,
8 and 10 words add 266, 221 and 196. In ArgRewrite, where next to nothing moved, there are 7, 3 and 1 of them; in the
two seeds 1 ("green card holders were turned away", of two events), 0 and 0."""

Passages = Mapping[int, Sequence[Word]]
"""The words of the passages of a role, by passage."""


def runs(matches: Sequence[Match], left: Passages, right: Passages) -> list[Copied]:
    """The stretches, by their place on the left: no word is in two of them, and none in what two matched passages
    have in common. Words that stand several times are not told apart, so they begin none."""
    one = _free(left, [(match.left, [change.left for change in match.changes]) for match in matches])
    two = _free(right, [(match.right, [change.right for change in match.changes]) for match in matches])
    found = []
    taken: tuple[set[int], set[int]] = set(), set()
    for length, i, j in sorted(_longest(one, two), key=lambda run: (-run[0], _key(one[run[1] : run[1] + run[0]]))):
        if taken[0].isdisjoint(range(i, i + length)) and taken[1].isdisjoint(range(j, j + length)):
            taken[0].update(range(i, i + length))
            taken[1].update(range(j, j + length))
            found.append(Copied(_span(one[i : i + length]), _span(two[j : j + length])))
    return sorted(found, key=lambda each: each.left)


def _free(side: Passages, compared: Sequence[tuple[Sequence[int], Sequence[Span]]]) -> list[Word | None]:
    """The words of a side that no match explains, in order; None stands for any number of others."""
    changed = {index: sorted(span for span in spans if span) for run, spans in compared for index in run}
    found: list[Word | None] = [None]
    for index, words in sorted(side.items()):
        spans = changed.get(index)
        for word in words:
            if spans is None or _inside(word.span, spans):
                found.append(word)
            elif found[-1]:
                found.append(None)
    return found


def _inside(span: Span, spans: Sequence[Span]) -> bool:
    """Whether one of some spans, in order and apart from each other, holds this one."""
    place = bisect_right(spans, span.start, key=lambda each: each.start)
    return place > 0 and spans[place - 1].holds(span)


def _longest(one: Sequence[Word | None], two: Sequence[Word | None]) -> Iterator[tuple[int, int, int]]:
    """Every longest run that is the same, begun where so many words stand once on either side: length and places."""
    ones, twos = _once(one), _once(two)
    seen: set[tuple[int, int]] = set()
    for key in ones.keys() & twos.keys():
        i, j = ones[key], twos[key]
        while one[i - 1] and two[j - 1] and _same(one[i - 1], two[j - 1]):
            i, j = i - 1, j - 1
        if (i, j) not in seen:
            seen.add((i, j))
            length = LEAST
            while i + length < len(one) and j + length < len(two) and _same(one[i + length], two[j + length]):
                length += 1
            yield length, i, j


def _once(words: Sequence[Word | None]) -> dict[tuple[str, ...], int]:
    """Where each run of so many words stands that stands once."""
    places = {at: key for at in range(len(words) - LEAST + 1) if (key := _key(words[at : at + LEAST]))}
    number = Counter(places.values())
    return {key: at for at, key in places.items() if number[key] == 1}


def _key(words: Sequence[Word | None]) -> tuple[str, ...]:
    """Words as they are compared; empty where one is missing."""
    folded = tuple(word.folded for word in words if word)
    return folded if len(folded) == len(words) else ()


def _same(one: Word | None, two: Word | None) -> bool:
    return one is not None and two is not None and one.folded == two.folded


def _span(words: Sequence[Word | None]) -> Span:
    spans = [word.span for word in words if word]
    return Span(spans[0].start, spans[-1].end)
