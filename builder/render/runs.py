"""Overlapping marks on a text become a tree that nests.

    text    Two defense officials told CNN that
    marks   [---------- note -----------]            rank 1
                                  [name]             rank 0: never cut, so that a link stays one link
            ==> note( Two defense officials told ) name( note( CNN ) ) that

The leaves spell the text, whatever overlaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.model import Span

LINK, NOTE, TIME, CHANGE, SOURCE = range(5)
"""Ranks, outermost first. Marks of one rank are cut only where they overlap each other."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to show on a stretch of text."""

    span: Span
    tag: str
    rank: int
    attributes: tuple[tuple[str, str], ...] = ()
    "on every piece"
    once: tuple[tuple[str, str], ...] = ()
    "on the first piece only: an id, a relation"
    before: str = ""
    "our words before the first piece"
    after: str = ""
    "our words after the last piece"


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of text, or a piece of a mark with what stands in it."""

    span: Span
    mark: Mark | None = None
    children: tuple[Node, ...] = ()

    @property
    def first(self) -> bool:
        """Whether the mark begins here."""
        return self.mark is not None and self.span.start == self.mark.span.start

    @property
    def last(self) -> bool:
        """Whether the mark ends here."""
        return self.mark is not None and self.span.end == self.mark.span.end


def tree(span: Span, marks: Iterable[Mark]) -> tuple[Node, ...]:
    """The nodes of a stretch of text, in order; marks that reach out of it are clipped to it."""
    inside = [(mark, _clip(mark.span, span)) for mark in marks]
    return _nodes(span, [(mark, clipped) for mark, clipped in inside if clipped])


def _clip(inner: Span, outer: Span) -> Span:
    start, end = max(inner.start, outer.start), min(inner.end, outer.end)
    return Span(start, max(start, end))


def _nodes(span: Span, marks: Sequence[tuple[Mark, Span]]) -> tuple[Node, ...]:
    if not marks:
        return (Node(span),) if span else ()
    outer, rest = _outermost(marks)
    nodes: list[Node] = []
    place = span.start
    for mark, where in outer:
        nodes += _within(Span(place, where.start), rest)
        nodes.append(Node(where, mark, _within(where, rest)))
        place = where.end
    nodes += _within(Span(place, span.end), rest)
    return tuple(nodes)


def _within(span: Span, marks: Sequence[tuple[Mark, Span]]) -> tuple[Node, ...]:
    clipped = [(mark, _clip(where, span)) for mark, where in marks]
    return _nodes(span, [(mark, where) for mark, where in clipped if where])


def _outermost(
    marks: Sequence[tuple[Mark, Span]],
) -> tuple[list[tuple[Mark, Span]], list[tuple[Mark, Span]]]:
    """Marks of the lowest rank that do not overlap, and all others."""
    lowest = min(mark.rank for mark, _ in marks)
    # Of marks on the same stretch the last one goes outermost, so that what follows them comes out in their order.
    places = sorted(range(len(marks)), key=lambda n: (marks[n][1].start, -marks[n][1].end, -n))
    chosen: list[int] = []
    for n in places:
        if marks[n][0].rank == lowest and (not chosen or marks[n][1].start >= marks[chosen[-1]][1].end):
            chosen.append(n)
    outermost = set(chosen)
    return [marks[n] for n in chosen], [mark for n, mark in enumerate(marks) if n not in outermost]
