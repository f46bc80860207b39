"""The text says itself that it was written on another day than its date.

## Why it matters

A dateline or "today, 1 September 2021" was written with the report. A date beside or above the text may be that of a
later print, of an update, or of the page on which it was found.

## Example

"This year, 2021, has been the driest on record", in a text dated 13 July 2024.

## What to do

Trust what stands inside the report more than what stands around it, and count "yesterday" and "last week" from there.

## Where the rule comes from

Wikipedia's "contradict" marks an article that contradicts itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder import days
from builder.checks import look, when
from builder.model import Dating, Days, Dossier, Evidence, Note, Passage, Span, Time, Witness

TITLE = "dated otherwise in the text"

MARGIN = 2
"""Days. Papers print a dispatch one or two days after the day of its dateline."""
WEEK = 8
"""Days. "Last Friday" may be the Friday of this week or of the last one."""
OPENING = re.compile(
    r"[^\W\d_a-z]{2}[^\W\d_a-z.'\u2019 -]*(?:,\s+[^\W\d_][\w. ]{1,30}?)?,?\s*"
    r"(?:\([^()\n]{2,40}\),?\s*)?[(\u2013\u2014-]?\s*"
)
"""A place in capitals, and the agency in brackets, from the first letter of the text to the date of its dateline."""
LINE = re.compile(r"(?:[^\W\d_a-z][\w.'-]*(?:[ ][^\W\d_a-z][\w.'-]*){0,3},?[ ]+)?")
"""A place before the date, in a line that holds nothing else."""
ENDING = re.compile(r"\s*(?:\([^()\n]{2,40}\))?\s*(?:[:\u2013\u2014]|\)|--?\s)")


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each day that the text gives as its own and that lies away from its date."""
    for witness in dossier.work.witnesses:
        dating = witness.dated
        if dating is None:
            continue
        for time in _datelines(dossier, witness, dating):
            if time.days and when.apart(time.days, when.day(dating.day)) > MARGIN:
                yield _note(witness, dating, time, f"The text itself is dated {_said(time.days)}")
        for time in _now(dossier, witness):
            if time.days and when.apart(time.days, when.day(dating.day)) > WEEK:
                yield _note(witness, dating, time, f"The text itself says that it is {_said(time.days)}")
        for one, two in when.apposed(dossier, witness):
            if two.days and _contradicts(witness, one, two):
                yield _note(
                    witness,
                    dating,
                    two,
                    f"The text itself says that {look.quoted(witness, one.span)} is {_said(two.days)}",
                )


def _datelines(dossier: Dossier, witness: Witness, dating: Dating) -> Iterator[Time]:
    """Days in the dateline, or in a line of their own below the headline."""
    own = [other.span for other in witness.datings if other.span and other.found != "above the headline"]
    first = next(when.bodies(witness), None)
    for time in dossier.times[witness.siglum]:
        passage = witness.passages[witness.passage_at(time.span)]
        one_day = time.days is not None and len(time.value) == len("2021-09-01")
        opens = one_day and passage is first and _opens(witness, passage.span, time.span)
        if time.span != dating.span and (passage.role == "dateline" or opens or time.span in own):
            yield time


def _opens(witness: Witness, passage: Span, time: Span) -> bool:
    """Whether a day at the head of the text is that of its dateline, or has a line of its own, with a place."""
    if OPENING.fullmatch(witness.text, passage.start, time.start):
        return bool(ENDING.match(witness.text, time.end))
    line = Span(witness.text.rfind("\n", 0, time.start) + 1, (witness.text + "\n").find("\n", time.end))
    return bool(LINE.fullmatch(witness.text, line.start, time.start)) and not witness.text[time.end : line.end].strip()


def _now(dossier: Dossier, witness: Witness) -> Iterator[Time]:
    """The days that the text gives as those of writing: 'it is now September 2021', 'now, in 2021,'."""
    own = look.table(witness.language)["now"]
    if not own["after"]:
        return
    before = re.compile(rf"(?:{'|'.join(own['before'])})\Z", re.IGNORECASE)
    after = re.compile(own["after"], re.IGNORECASE)
    for passage in when.bodies(witness):
        for time in _dated(dossier, witness, passage):
            opened = before.search(witness.text[passage.span.start : time.span.start])
            if opened and after.match(witness.text, time.span.end, passage.span.end):
                yield time


def _dated(dossier: Dossier, witness: Witness, passage: Passage) -> Iterator[Time]:
    """The expressions of a passage that print their days, but for those that somebody says."""
    for time in dossier.within(witness.siglum, passage.span):
        if when.printed(time) and not when.in_speech(witness, time.span):
            yield time


def _contradicts(witness: Witness, one: Time, two: Time) -> bool:
    """Whether the first counts from the date of the text, and the second, printed beside it, names other days."""
    if not when.from_byline(one) or not when.printed(two) or one.days is None or two.days is None:
        return False
    if look.pattern(witness.language, "ago").search(witness.read(one.span)) or when.in_speech(witness, one.span):
        return False
    if look.pattern(witness.language, "anniversary").search(witness.read(one.span)):
        return False
    today = look.pattern(witness.language, "today").search(witness.read(one.span))
    return when.apart(one.days, two.days) > (MARGIN if today else WEEK)


def _said(named: Days) -> str:
    return days.say_days(named)


def _note(witness: Witness, dating: Dating, time: Time, fact: str) -> Note:
    evidence = (Evidence(witness.siglum, dating.span),) if dating.span else ()
    message = f"{fact}; its date is {days.say(dating.day)}."
    return Note("byline-contradicts-text", "error", witness.siglum, time.span, message, evidence)
