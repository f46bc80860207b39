"""The dates of two versions of one report lie days apart.

## Why it matters

Words such as "yesterday" and "last week" are counted from the date of the text. Where two versions of one report carry
different dates, these words name different days, and at most one of the dates can be that of the report.

## Example

One version is dated 1 September 2021, the other 13 July 2024, and both tell of the same attack "last week".

## What to do

Look where each date is printed. A date inside the article, or in its address, weighs more than one at the top of a
page.

## Where the rule comes from

Wikipedia's "contradict-other" marks two articles that disagree. The Guardian has put the age of a report above its
headline since 2019, after an old one had come back every year.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder import days
from builder.checks import look
from builder.model import Dossier, Evidence, Note, Severity, Witness

TITLE = "dates that differ"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note a witness, against the witness whose date lies farthest from its own."""
    for witness in dossier.work.witnesses:
        others = [
            there
            for here, there, pair in look.sides(dossier)
            if here is witness
            and abs(look.days_apart(here, there)) > dossier.margin
            and look.same_report(here, there, pair)
        ]
        if others:
            farthest = max(others, key=lambda other: abs(look.days_apart(witness, other)))
            yield _note(dossier, witness, farthest)


def _note(dossier: Dossier, here: Witness, there: Witness) -> Note:
    assert here.dated
    assert there.dated
    apart = look.days_apart(here, there)
    side = "later" if apart > 0 else "earlier"
    message = (
        f"Dated {days.say(here.dated.day)}; witness {there.siglum} is dated {days.say(there.dated.day)},"
        f" {abs(apart):,} days {side}."
    )
    evidence = (Evidence(there.siglum, look.byline(there)),)
    return Note("byline-differs", _severity(dossier, here, there), here.siglum, look.byline(here), message, evidence)


def _severity(dossier: Dossier, here: Witness, there: Witness) -> Severity:
    """An error where days are counted from the dates; on the doubtful side only, where one of the two is doubtful."""
    if not look.counted(dossier, here) and not look.counted(dossier, there):
        return "note"
    other_is_doubtful = look.doubtful(dossier, there) and not look.doubtful(dossier, here)
    return "note" if other_is_doubtful else "error"
