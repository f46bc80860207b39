"""Something is told as past, with a day that lies after the date of the text.

## Why it matters

A report cannot tell what had not happened. Either the day is wrong, or the text is younger than its date says.

## Example

"The bridge was opened on 14 May 2020", in a text dated 10 March 2019.

## What to do

Look at how the date of the text is known, and look the event up. A misprinted year is the most common reason.

## Where the rule comes from

Wikipedia's "dubious" and "disputed" mark dates that cannot be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from builder import days
from builder.checks import look, when
from builder.model import Dossier, Evidence, Note, Time, Witness

TITLE = "day after the date"

MARGIN = timedelta(days=1)
"""Where it is night at the desk, it may be tomorrow at the place."""
YEAR_MARGIN = timedelta(days=92)
"""For months and years: the budget of the next year is decided, and told of, in the last months of this one."""
DIRECTLY = 2
"""Words that may stand between a verb and its day: "left the city in 2031", not "found money for a bridge in 2031"."""


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each day after the date of the text on which something is said to have happened."""
    for witness in dossier.work.witnesses:
        for passage in when.bodies(witness) if witness.dated else ():
            for time in when.within(dossier, witness, passage.span):
                if witness.dated and _later(witness, time) and _told_as_past(witness, time):
                    message = f"Told as past, but after the date of this text, {days.say(witness.dated.day)}."
                    evidence = (Evidence(witness.siglum, witness.dated.span),) if witness.dated.span else ()
                    yield Note("future-date", "warning", witness.siglum, time.span, message, evidence)


def _later(witness: Witness, time: Time) -> bool:
    if witness.dated is None or time.days is None or not when.printed(time):
        return False
    one_day = (time.days.end - time.days.start).days == 1
    return time.days.start - witness.dated.day > (MARGIN if one_day else YEAR_MARGIN)


def _told_as_past(witness: Witness, time: Time) -> bool:
    """Whether a verb in the past has this day: right before it ("was opened on"), or in the clause that it opens."""
    passage = witness.passages[witness.passage_at(time.span)].span
    before, after = witness.text[passage.start : time.span.start], witness.text[time.span.end : passage.end]
    if look.pattern(witness.language, "ahead").search(before + after):
        return False
    commits = look.pattern(witness.language, "commits")
    shape = _shape(witness.language)
    if found := shape.before.search(before):
        return not commits.search(before, found.start()) or not found["between"].strip()
    clause = re.split(r"[;:.]", after)[0]
    opens = shape.opening.search(before) or (shape.subject.search(before) and shape.deed.match(clause))
    return bool(opens and shape.verb.search(clause) and not commits.search(clause))


@dataclass(frozen=True, slots=True)
class _Shape:
    before: re.Pattern[str]
    opening: re.Pattern[str]
    subject: re.Pattern[str]
    verb: re.Pattern[str]
    deed: re.Pattern[str]
    'a verb that only what has happened can have: not "was"'


@cache
def _shape(language: str) -> _Shape:
    """What surrounds a day that something happened on."""
    verb = rf"(?:\b[a-z]{{2,}}ed\b|{look.pattern(language, 'past').pattern})"
    on = f"(?:{'|'.join(look.table(language)['past']['on']) or '(?!)'})"
    return _Shape(
        before=re.compile(rf"{verb}(?P<between>(?:\s+[\w'\u2019-]+){{0,{DIRECTLY}}})\s+{on}\s+$", re.IGNORECASE),
        opening=re.compile(rf"(?:^|[,;:]\s*){on}\s+$", re.IGNORECASE),
        subject=re.compile(rf"\w\s+{on}\s+$", re.IGNORECASE),
        deed=re.compile(
            rf"\s+(?!(?:{'|'.join(look.table(language)['past']['being']) or '(?!)'})\b){verb}", re.IGNORECASE
        ),
        verb=re.compile(rf"\s*{verb}", re.IGNORECASE),
    )
