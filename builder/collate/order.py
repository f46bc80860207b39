"""Two runs of passages become the blocks that read best in order: one to one, one to several, several to one.

Only what may stand for each other is weighed: the passages around the diagonal, or between the guides (+), pairs so
alike that they show where their neighbours are.

    right  . . x x x      Each cell holds the greatest worth of all readings up to it. It is reached by leaving out
           . x + x x      a passage on either side, or by a block that ends there.
           x x x . .
           left
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.collate.likeness import Likeness, Run
from builder.collate.worth import Worth

PIECES = 6
"""Passages. The most that stand for one. Web texts F1 .903 at 4, .909 at 6."""
REACH = 15
"""Passages to either side of the diagonal, where nothing nearer guides. Web texts F1 .890 at 8, .909 at 15."""
SUPPORT = 150_000
"""Worth, in the steps of `worth.GRAIN`, of a match that follows another one at once on both sides. Essays F1 .966
without, .969 here, .968 at twice that; web texts .904, .909, .910, their blocks .901, .902, .894; pairs of Bible verses
.926, .949, .963."""
THREAD = 0.06
"""Likeness below which two passages are not even parts of a match. Web texts F1 .909 at .03 and here, .899 at .10;
fewer of their matches are wrong here: blocks F1 .889, .902, .897."""

Pair = tuple[int, int]
Block = tuple[Run, Run]


def blocks(left: Run, right: Run, guides: Sequence[Pair], likeness: Likeness, worth: Worth) -> list[Block]:
    """The blocks of two runs of passages with the greatest worth together, in order. Guides stand in order, too."""
    grid = _Grid(left, right)
    for i, (start, stop) in zip(range(*left), _windows(left, right, guides), strict=True):
        grid.begin(start)
        for j in range(start, stop):
            near = likeness.pair(i, j) > THREAD
            grid.add([(worth.of(*block), block) for block in _ending(i, j, left, start, likeness)] if near else [])
    return grid.best()


def _windows(left: Run, right: Run, guides: Sequence[Pair]) -> Iterator[Run]:
    """For each left passage the right ones weighed against it: from one guide to the next, and not too far away."""
    marks = [(left[0] - 1, right[0] - 1), *guides, (left[1], right[1])]
    start = stop = right[0]
    at = 0
    for i in range(*left):
        while marks[at + 1][0] < i:
            at += 1
        before = marks[at]
        after = marks[at + 1] if marks[at + 1][0] > i else marks[at + 2]
        middle = before[1] + (i - before[0]) * (after[1] - before[1]) // (after[0] - before[0])
        start = max(start, before[1], middle - REACH)
        stop = max(start, stop, min(right[1], after[1] + 1, middle + REACH + 1))
        yield start, stop


def _ending(i: int, j: int, left: Run, start: int, likeness: Likeness) -> Iterator[Block]:
    """The blocks that end with two passages: as many pieces on one side as hang together with the other."""
    yield (i, i + 1), (j, j + 1)
    for first in range(j - 1, max(start, j - PIECES + 1) - 1, -1):
        if likeness.pair(i, first) <= THREAD:
            break
        yield (i, i + 1), (first, j + 1)
    for first in range(i - 1, max(left[0], i - PIECES + 1) - 1, -1):
        if likeness.pair(first, j) <= THREAD:
            break
        yield (first, i + 1), (j, j + 1)


class _Grid:
    """The greatest worth of all readings up to a left and a right passage, row by row."""

    def __init__(self, left: Run, right: Run) -> None:
        self._first = left[0]
        self._starts = [right[0]]
        self._worths = [[0] * (right[1] - right[0] + 1)]
        self._blocks: list[list[Block | None]] = [[]]

    def begin(self, start: int) -> None:
        """A row for the next left passage; its right ones begin there."""
        above = self._at(len(self._worths) - 1, start)
        self._starts.append(start)
        self._worths.append([above])
        self._blocks.append([])

    def add(self, ending: list[tuple[int, Block]]) -> None:
        """The next right passage of the row, with the blocks that end here."""
        row = len(self._worths) - 1
        right = self._starts[row] + len(self._worths[row])
        best, chosen = max(self._worths[row][-1], self._at(row - 1, right)), None
        for worth, block in ending:
            whole = worth + self._at(block[0][0] - self._first, block[1][0])
            if self._ends(block[0][0] - self._first, block[1][0]):
                whole += SUPPORT
            if whole > best:
                best, chosen = whole, block
        self._worths[row].append(best)
        self._blocks[row].append(chosen)

    def best(self) -> list[Block]:
        """The blocks of the best reading, from the last to the first."""
        row, right = len(self._worths) - 1, self._starts[-1] + len(self._worths[-1]) - 1
        found = []
        while row > 0:
            place = min(right - self._starts[row], len(self._worths[row]) - 1)
            right = self._starts[row] + place
            block = self._blocks[row][place - 1] if place else None
            if block:
                found.append(block)
                row, right = block[0][0] - self._first, block[1][0]
            elif self._at(row - 1, right) == self._worths[row][place]:
                row -= 1
            else:
                right -= 1
        return found

    def _ends(self, row: int, right: int) -> bool:
        """Whether the best reading ends with a block there."""
        place = right - self._starts[row]
        if row == 0:
            return place == 0 and self._first > 0
        return 0 < place <= len(self._blocks[row]) and self._blocks[row][place - 1] is not None

    def _at(self, row: int, right: int) -> int:
        """The worth up to a right passage; past the row's last nothing is added."""
        worths = self._worths[row]
        return worths[min(right - self._starts[row], len(worths) - 1)]
