"""The text gives an event another day than the chronology of this edition does.

## Why it matters

The chronology holds what is known from elsewhere, with how it is known. A text that contradicts it has either the wrong
day or the wrong date of its own.

## Example

"A suicide attack at a gate to the Kabul airport last week", counted to July 2024; the chronology has the attack on 26
August 2021.

## What to do

Look at how the chronology knows its day, and at what the day in the text was counted from.

## Where the rule comes from

Wikipedia's "contradict-other" marks two articles that disagree. The edition's chronology says how each day is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from builder import days
from builder.checks import look, when
from builder.model import Days, Dossier, Event, Note, Passage, Time, Witness

TITLE = "against the chronology"

SHARED = 3
"""Words of an event's title that a sentence must have: two are often only a person's or a place's name."""
SHARE = 2 / 3
"""Of the title's telling words. Seeds: 5 of 6 and 6 of 7 in sentences on the event, else 2 of 3 and 2 of 6."""
ZONE = timedelta(days=1)
"""It may be a day later where the text was written."""


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each sentence that tells of an event and names a day, but not that of the event."""
    for witness in dossier.work.witnesses:
        for passage in when.bodies(witness):
            named = [time for time in dossier.within(witness.siglum, passage.span) if time.days]
            if len(named) == 1:  # with two days it would be open which of them is the event's
                for event in dossier.chronology:
                    if _tells_of(witness, passage, named[0], event) and not _fits(named[0], event):
                        yield _note(witness, named[0], event)


def _tells_of(witness: Witness, passage: Passage, time: Time, event: Event) -> bool:
    """Whether so many words of an event's title stand in a sentence that it tells of the event."""
    title = _words(witness.language, event.title)
    rest = witness.text[passage.span.start : time.span.start] + " " + witness.text[time.span.end : passage.span.end]
    shared = title & _words(witness.language, rest)
    return len(shared) >= SHARED and len(shared) >= SHARE * len(title)


def _words(language: str, text: str) -> set[str]:
    common = look.table(language)["words"]["common"]
    return {look.singular(word) for word in re.findall(r"\w+", text.casefold()) if len(word) > 2 and word not in common}


def _fits(time: Time, event: Event) -> bool:
    assert time.days
    return time.days.touches(Days(event.days.start - ZONE, event.days.end + ZONE))


def _note(witness: Witness, time: Time, event: Event) -> Note:
    assert time.days
    counted = f", counted from {days.say(time.anchor.day)}" if time.anchor else ""
    message = (
        f"{look.quoted(witness, time.span)} means {days.say_days(time.days)} here{counted}; the chronology has"
        f" \u201c{event.title}\u201d on {days.say_days(event.days)}."
    )
    return Note("chronology-conflict", "error", witness.siglum, time.span, message, known=event.known, event=event.id)
