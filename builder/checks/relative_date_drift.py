"""The same words for the same event name different days in two versions.

## Why it matters

"Last week" is right on the day it was written. Copied under another date, the same words name another week, and the
event moves with them.

## Example

A suicide attack "last week": the week from 23 to 29 August 2021 under one date, from 1 to 7 July 2024 under the other.

## What to do

Find out which of the two dates is that of the report; the other version's days are wrong.

## Where the rule comes from

The AP uses no "yesterday" and no weekday beyond seven days, for this reason. Wikipedia asks for "as of" and a date.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder import days
from builder.checks import look, when
from builder.model import Dossier, Evidence, Note, Passage, Time, Witness

TITLE = "same words, other days"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each side of every drift; with many versions, against the first that disagrees."""
    seen = set()
    for side in look.aligned(dossier):
        for time in _in(dossier, side.here, side.own):
            for other in _in(dossier, side.there, side.other):
                key = (side.here.siglum, time.span)
                if key not in seen and _drifts(side.here, time, side.there, other):
                    seen.add(key)
                    yield _note(side.here, time, side.there, other)


def _in(dossier: Dossier, witness: Witness, passages: list[Passage]) -> list[Time]:
    times = [time for passage in passages for time in dossier.within(witness.siglum, passage.span)]
    return [time for time in times if when.from_byline(time)]


def _drifts(here: Witness, time: Time, there: Witness, other: Time) -> bool:
    same_words = here.read(time.span).casefold().split() == there.read(other.span).casefold().split()
    return same_words and time.days is not None and other.days is not None and not time.days.touches(other.days)


def _note(here: Witness, time: Time, there: Witness, other: Time) -> Note:
    assert time.days
    assert time.anchor
    assert other.days
    assert other.anchor
    message = (
        f"{look.quoted(here, time.span)} means {days.say_days(time.days)} here, counted from"
        f" {days.say(time.anchor.day)}; in witness {there.siglum} it means {days.say_days(other.days)}, counted from"
        f" {days.say(other.anchor.day)}."
    )
    evidence = (Evidence(there.siglum, other.span),)
    return Note("relative-date-drift", "error", here.siglum, time.span, message, evidence)
