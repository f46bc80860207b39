"""Two witnesses and their matches become lines in the order of reading: what stands against what.

The gate was shut.    =  The gate was shut.          the same
It was noon.          ~  It was two, and it rained.  changed, perhaps moved, too
Nobody came.                                         only on the left
                         A dog barked.               only on the right, and behind what only the left has there
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from builder.model import COMPARED, Match, Pair, Span, Witness

Kind = Literal["same", "gone", "new"]
Piece = tuple[Kind, str]
"""Words with spaces made one: on both sides, only on the left, only on the right."""
FIRST_WORDS = 6
"""Of a passage that is named: enough to find it."""


@dataclass(frozen=True, slots=True)
class Line:
    """Runs of passages that stand against each other; one of them may be empty."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    match: Match | None = None
    "None where one side is empty"

    @property
    def same(self) -> bool:
        """Whether a reader sees no difference."""
        return self.match is not None and not self.match.moved and not self.match.shown


def lines(left: Witness, right: Witness, pair: Pair) -> list[Line]:
    """All passages that were compared, in the order of the left; what it lacks comes before what it precedes on the
    right: what is gone before what is new."""
    owner = {index: match for match in pair.matches for index in match.right}
    alone: dict[Match | None, list[Line]] = defaultdict(list)
    before: Match | None = None
    for index, passage in enumerate(right.passages):
        match = owner.get(index)
        if match is None and passage.role in COMPARED:
            alone[before].append(Line((), (index,)))
        elif match is not None and not match.moved:
            before = match
    return list(_in_order(left, pair, alone))


def _in_order(left: Witness, pair: Pair, alone: dict[Match | None, list[Line]]) -> Iterator[Line]:
    owner = {index: match for match in pair.matches for index in match.left}
    waiting = alone[None]
    for index, passage in enumerate(left.passages):
        match = owner.get(index)
        if match is None and passage.role in COMPARED:
            yield Line((index,), ())
        elif match is not None and index == min(match.left):
            if not match.moved:
                yield from waiting
                waiting = alone[match]
            yield Line(match.left, match.right, match)
    yield from waiting


def whereabouts(right: Witness, moved: Match) -> str:
    """Where a moved match stands on the right, in words."""
    before = range(min(moved.right) - 1, -1, -1)
    neighbour = next((index for index in before if right.passages[index].role in COMPARED), None)
    if neighbour is None:
        return f"moved: in {right.siglum} it comes first"
    return f'moved: in {right.siglum} it follows "{_named(right, right.passages[neighbour].span)}"'


def carried(left: Witness, right: Witness, pair: Pair, line: Line) -> Iterator[str]:
    """Which words of a line stand in another passage on the right, in words."""
    spans = [left.passages[index].span for index in line.left]
    for each in pair.copied:
        if any(span.start <= each.left.start < span.end for span in spans):
            there = next(passage.span for passage in right.passages if each.right.start < passage.span.end)
            words = f'"{_named(left, each.left)}" stands in "{_named(right, there)}"'
            yield f"moved words: in {right.siglum} {words}"


def _named(witness: Witness, span: Span) -> str:
    words = witness.read(span).split()
    return " ".join(words[:FIRST_WORDS]) + (" ..." if len(words) > FIRST_WORDS else "")


def side(witness: Witness, run: Sequence[int], marked: Sequence[Span], kind: Kind) -> list[Piece]:
    """The words of a run in the order of its text, some of them marked as that kind."""
    pieces: list[Piece] = []
    for index in sorted(run):
        passage = witness.passages[index].span
        place = passage.start
        for span in sorted(each for each in marked if each and passage.holds(each)):
            pieces += [("same", witness.text[place : span.start]), (kind, witness.read(span))]
            place = span.end
        pieces += [("same", witness.text[place : passage.end]), ("same", " ")]
    return pieces[:-1]


def inline(left: Witness, right: Witness, match: Match) -> list[Piece]:
    """Both sides of a match in one text, as compared: what is gone before what is new."""
    pieces: list[Piece] = []
    waiting = list(match.shown)
    for number, index in enumerate(match.left):
        passage = left.passages[index].span
        place = passage.start
        last = number == len(match.left) - 1
        while waiting and (last or passage.start <= waiting[0].left.start <= passage.end):
            change = waiting.pop(0)
            pieces += [("same", left.text[place : change.left.start]), ("gone", left.read(change.left))]
            pieces += [("new", right.read(change.right))]
            place = max(place, change.left.end)
        pieces += [("same", left.text[place : passage.end]), ("same", " ")]
    return list(_parted([piece for piece in pieces[:-1] if piece[1]]))


def _parted(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """With a space where a word that is new would touch one that stays, or a mark that is new before it:
    'The {+two+} officials', 'weeks{+, and+} ferries'."""
    for before, (kind, text), after in zip([None, *pieces], pieces, [*pieces[1:], None], strict=False):
        if kind == "new" and before and text[0].isalnum():
            if before[0] == "new" and not before[1][-1].isspace():
                yield "new", " "
            elif before[0] == "same" and before[1][-1].isalnum():
                yield "same", " "
        yield kind, text
        if kind == "new" and after and after[1][0].isalnum() and text[-1].isalnum():
            yield "same", " "
