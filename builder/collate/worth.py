"""Two runs of passages become what it is worth to match them: below nothing where they had better stay apart."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate

from builder.collate.likeness import Likeness, Passage, Run

FLOOR = 0.28
"""Likeness from which two passages in order are a match. Seeds: right from .28 to .32. Links of essays F1 .965 at .24,
.964 here, .964 at .32; of German web texts .910, .912, .904; pairs of Bible verses .992, .985, .972."""
PIECE = 0.08
"""What each further passage of a match costs: a split must make it that much likelier. Web texts F1 .908 at .04, .912
here, .908 at .12; seeds wrong at .04."""
FINER = 0.20
"""How much less a further piece costs, and how much lower the floor lies, for each e-fold by which one witness cuts its
sentences shorter than the other, squared. Web texts F1 .861 without, .895 at .10, .912 here, .914 at .30; all others
the same."""
BALANCE = 0.25
"""What it costs for each e-fold by which one side of a match is longer than the other. Web texts F1 .906 without, .915
at .15, .912 here, .914 at .35; seeds wrong without."""
ELSEWHERE = 0.50
"""What it costs for each step of likeness by which a passage is more like another one elsewhere. Web texts F1 .908
without, .912 here, .908 at 1; all others the same."""
FEW = 2
"""Passages. Of so few the mean length is trusted by half."""
GRAIN = 1_000_000
"""Steps of a worth: whole numbers, so that ties are ties on every machine."""

Candidates = Mapping[int, Sequence[tuple[float, int]]]
"""By passage, the likest passages of the other witness: (likeness, passage), likest first."""


class Worth:
    """What matches of two witnesses are worth."""

    def __init__(
        self, left: Sequence[Passage], right: Sequence[Passage], likeness: Likeness, likest: Candidates
    ) -> None:
        self._likeness = likeness
        self._likest = likest, turned(likest)
        self._until = [list(accumulate(map(len, side), initial=0)) for side in (left, right)]
        fewest = min(len(left), len(right))
        trust = fewest / (fewest + FEW)
        finer = trust * self._finer()
        finer *= abs(finer)
        self._floor = FLOOR - FINER * abs(finer)
        self._piece = PIECE - FINER * max(0.0, -finer), PIECE - FINER * max(0.0, finer)
        self._known: dict[tuple[Run, Run], int] = {}

    def of(self, left: Run, right: Run) -> int:
        """The worth of a match of two runs."""
        if (left, right) not in self._known:
            self._known[left, right] = round(GRAIN * self._of(left, right))
        return self._known[left, right]

    def _of(self, left: Run, right: Run) -> float:
        like = self._likeness.runs(left, right)
        elsewhere = max(self._elsewhere(0, left, right, like), self._elsewhere(1, right, left, like))
        pieces = self._piece[0] * (left[1] - left[0] - 1) + self._piece[1] * (right[1] - right[0] - 1)
        longer = abs(math.log(self._words(0, left) / self._words(1, right)))
        return 2 * (like - self._floor) - pieces - BALANCE * longer - ELSEWHERE * elsewhere

    def _elsewhere(self, side: int, run: Run, partners: Run, like: float) -> float:
        """By how much a passage of a run is more like another one than the run is like its partners."""
        others = self._likest[side]
        best = like
        for each in range(*run):
            for value, other in others.get(each, ()):
                if value <= best:
                    break
                if not partners[0] <= other < partners[1]:
                    best = value
        return best - like

    def _words(self, side: int, run: Run) -> int:
        return self._until[side][run[1]] - self._until[side][run[0]]

    def _finer(self) -> float:
        """How much shorter the right witness cuts its sentences than the left one: the logarithm of the ratio."""
        means = [until[-1] / (len(until) - 1) for until in self._until]
        return max(-1.0, min(1.0, math.log(means[0] / means[1])))


def turned(likest: Candidates) -> Candidates:
    """The same candidates by the other passage."""
    found: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for i, each in likest.items():
        for like, j in each:
            found[j].append((like, i))
    return {j: sorted(each, reverse=True) for j, each in found.items()}
