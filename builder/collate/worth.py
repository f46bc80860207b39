"""Two runs of passages become what it is worth to match them: below nothing where they had better stay apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

from builder.collate.likeness import Likeness, Passage, Run

FLOOR = 0.28
"""Likeness from which two passages in order are a match. Seeds: right from .28 to .32. Links of essays F1 .967 at .24,
.969 here, .966 at .32; of German web texts .911, .909, .905; pairs of Bible verses .970, .949, .924, of those that
have moved .880, .911, .891."""
PIECE = 0.08
"""What each further passage of a match costs: a split must make it that much likelier. Web texts F1 .909 at .04 and
here, .907 at .12; essays .968, .969, .968; seeds wrong at .04."""
FINER = 0.20
"""How much less a further piece costs, and how much lower the floor lies, for each e-fold by which one witness cuts its
sentences shorter than the other, squared. Web texts F1 .859 without, .898 at .10, .909 here, .913 at .30, where one
half of them gains and the other loses; essays .968 to .969, all others the same."""
BALANCE = 0.25
"""What it costs for each e-fold by which one side of a match is longer than the other. Blocks of web texts F1 .889
without, .898 at .15, .902 here, .903 at .35; essays .969, .968, .969, .966; seeds wrong without."""
FEW = 2
"""Passages. Of so few the mean length is trusted by half."""
GRAIN = 1_000_000
"""Steps of a worth: whole numbers, so that ties are ties on every machine."""


class Worth:
    """What matches of two witnesses are worth."""

    def __init__(self, left: Sequence[Passage], right: Sequence[Passage], likeness: Likeness) -> None:
        self._likeness = likeness
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
        pieces = self._piece[0] * (left[1] - left[0] - 1) + self._piece[1] * (right[1] - right[0] - 1)
        longer = abs(math.log(self._words(0, left) / self._words(1, right)))
        return 2 * (like - self._floor) - pieces - BALANCE * longer

    def _words(self, side: int, run: Run) -> int:
        return self._until[side][run[1]] - self._until[side][run[0]]

    def _finer(self) -> float:
        """How much shorter the right witness cuts its sentences than the left one: the logarithm of the ratio."""
        means = [until[-1] / (len(until) - 1) for until in self._until]
        return max(-1.0, min(1.0, math.log(means[0] / means[1])))
