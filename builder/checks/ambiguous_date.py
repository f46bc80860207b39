"""Figures can be read as two different days.

## Why it matters

03/04/2020 is 3 April to most readers, and March 4 to those in the United States. Copied from one country to another,
the figures stay and the day changes.

## Example

"The meeting on 03/04/2020."

## What to do

See where the text was written, and whether it names a day beyond the twelfth in the same way.

## Where the rule comes from

The AP and Reuters write the month as a word. Wikipedia's manual of style forbids 03/04/2020.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import date

from builder import days
from builder.checks import look, when
from builder.model import Dossier, Note, Span, Witness

TITLE = "two days in one"

FIGURES = re.compile(r"(\d{1,2})\D(\d{1,2})\D\d{2,4}")
HYPHENS = re.compile(r"(?<![\w/.-])(\d{1,2})-(\d{1,2})-((?:19|20)\d\d)(?![\w/-]|\.\d)")


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each such date of a text that nowhere shows in which order it writes day and month."""
    for witness in dossier.work.witnesses:
        found = list(_figures(dossier, witness))
        if not any(len(readings) == 1 for _, readings in found):
            for span, readings in found:
                both = " or ".join(days.say(reading) for reading in readings)
                yield Note(
                    "ambiguous-date", "note", witness.siglum, span, f"{look.quoted(witness, span)} can be {both}."
                )


def _figures(dossier: Dossier, witness: Witness) -> Iterator[tuple[Span, list[date]]]:
    """The dates in figures, each with the one or two days that it can be; none where both numbers are the same."""
    for time in dossier.times[witness.siglum]:
        if time.readings:
            yield time.span, [reading.start for reading in time.readings]
        elif time.days and (found := FIGURES.fullmatch(witness.read(time.span))) and found[1] != found[2]:
            yield time.span, [time.days.start]
    for passage in when.bodies(witness):
        for found in HYPHENS.finditer(witness.text, passage.span.start, passage.span.end):
            if readings := _readings(*(int(number) for number in found.groups())):
                yield Span(*found.span()), readings


def _readings(one: int, two: int, year: int) -> list[date]:
    """Day first, then month first, where the calendar has it."""
    found = []
    for day, month in dict.fromkeys([(one, two), (two, one)]):
        with contextlib.suppress(ValueError):
            found.append(date(year, month, day))
    return found if one != two else []
