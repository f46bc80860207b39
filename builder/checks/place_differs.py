"""Two versions name different places in the same place of the text.

## Why it matters

A city where a capital was meant, or the other way round, moves the event. Mostly it is a change of view: a capital that
stands for a government, an airport by its name or by its town.

## Example

"The talks were in Doha" in one version, "The talks were in Dubai" in the other.

## What to do

Look at a map whether one place lies in the other; if not, look for a third report.

## Where the rule comes from

Wikipedia's "contradict-other" marks two articles that disagree. A note, not an error: two names may be of one place.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import name_differs
from builder.model import Dossier, Note

TITLE = "another place"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each side of every place that differs."""
    for side, here, there in name_differs.differing(dossier):
        if name_differs.is_place(side.here, here):
            yield name_differs.note("place-differs", side, here, there)
