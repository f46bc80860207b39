"""An age, a length of time and the years beside it do not fit.

## Why it matters

Years, ages and "20 years ago" are often taken from an older text and updated in part. Where they no longer fit, at
least one of them is wrong.

## Example

"The mayor, born in 1960, is 48", in a text dated 1 June 2020.

## What to do

Count from the date of the text. If the sum fits another year, the sentence may come from a text of that year.

## Where the rule comes from

Wikipedia's "dubious" and "disputed" mark dates that cannot be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from builder import days
from builder.checks import look, when
from builder.model import Dossier, Note, Passage, Span, Time, Witness

TITLE = "an age that does not fit"

BIRTHDAY = 1
"""Years. Before a birthday one is a year younger than the years tell, and "two years" may be two and a half."""
AGO = re.compile(r"(?:\s*[,(\u2013\u2014-]\s*|\s+)(?:(?:in|on)\s+)?(?:the\s+year\s+)?")
"""Between "20 years ago" and its year, on either side."""
ROUND = 10
"""Who counts in tens of years counts roughly: then a fifth more or less still fits."""
ROUGHLY = 0.2


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each age, "years ago" and length of time that the years beside it contradict."""
    for witness in dossier.work.witnesses:
        for span, message in (*_ages(witness), *_ago(dossier, witness), *_lengths(dossier, witness)):
            yield Note("age-mismatch", "warning", witness.siglum, span, message)


def _ages(witness: Witness) -> Iterator[tuple[Span, str]]:
    """Ages beside a year of birth, where they fit neither the year of the text nor any year of the sentence."""
    seen: list[Span] = []
    for passage in when.bodies(witness):
        for form in _forms(witness.language):
            for found in form.finditer(witness.text, passage.span.start, passage.span.end):
                born, age = int(found["born"]), int(found["age"])
                years = _years(witness, passage, born)
                span = Span(*found.span())
                fits = any(abs(year - born - age) <= BIRTHDAY for year in years)
                if years and not fits and not any(span.touches(other) for other in seen):
                    seen.append(span)
                    yield span, f"From {born} to {years[0]} it is {years[0] - born} years, not {age}."


@cache
def _forms(language: str) -> tuple[re.Pattern[str], ...]:
    own = look.table(language)["ages"]
    parts = {"{born}": own["born"], "{gap}": own["gap"]} if own["forms"] else {}
    return tuple(
        re.compile(re.sub(r"\{(?:born|gap)\}", lambda part: parts[part[0]], form), re.IGNORECASE)
        for form in own["forms"]
    )


def _years(witness: Witness, passage: Passage, born: int) -> list[int]:
    """Years that an age may be told of: the others of the sentence, the first before all; then that of the text."""
    named = [int(year[0]) for year in when.YEAR.finditer(witness.text, passage.span.start, passage.span.end)]
    return [year for year in named if year != born] + ([witness.dated.day.year] if witness.dated else [])


def _ago(dossier: Dossier, witness: Witness) -> Iterator[tuple[Span, str]]:
    """'20 years ago, in 1990': counted from the date of the text, beside the year that it should be."""
    ago = look.pattern(witness.language, "ago")
    for pair in pairwise(dossier.times[witness.siglum]):
        beside = AGO.fullmatch(witness.text, pair[0].span.end, pair[1].span.start)
        for one, two in (pair, pair[::-1]) if beside else ():
            if (
                ago.search(witness.read(one.span))
                and when.from_byline(one)
                and when.printed(two)
                and one.days
                and two.days
            ):
                assert one.anchor
                if _off(one.anchor.day.year - one.days.start.year, one.anchor.day.year - two.days.start.year):
                    message = (
                        f"{look.quoted(witness, one.span)} is {days.say_days(one.days)}, counted from"
                        f" {days.say(one.anchor.day)}, not {days.say_days(two.days)}."
                    )
                    yield look.whole((one.span, two.span)), message


def _off(told: int, counted: int) -> bool:
    """Whether so many years are told of where another number lies between the dates."""
    roughly = ROUGHLY * told if told >= ROUND and told % 5 == 0 else 0
    return abs(told - counted) > max(BIRTHDAY, roughly)


def _lengths(dossier: Dossier, witness: Witness) -> Iterator[tuple[Span, str]]:
    """'lasted ten years, from 1914 to 1918': a length beside a run of another length."""
    for run in when.runs(dossier, witness):
        passage = witness.passages[witness.passage_at(run.span)]
        for time in dossier.within(witness.siglum, passage.span):
            told = _whole_years(witness, time)
            length = run.last.start.year - run.first.start.year
            if told and length > 0 and _beside(witness, time.span, run.span) and abs(told - length) > BIRTHDAY:
                message = (
                    f"From {days.say_days(run.first)} to {days.say_days(run.last)} it is {length} years, not {told}."
                )
                yield look.whole((time.span, run.span)), message


def _whole_years(witness: Witness, time: Time) -> int:
    """The length of a duration in years; 0 for others and where it is only roughly told."""
    length = re.fullmatch(r"P(\d{1,4})Y", time.value)
    return (
        0
        if length is None or look.pattern(witness.language, "roughly").search(witness.read(time.span))
        else int(length[1])
    )


def _beside(witness: Witness, one: Span, two: Span) -> bool:
    first, second = sorted((one, two))
    return bool(
        re.fullmatch(r"[\s,;(\u2013\u2014-]*(?:(?:lasted|took)\s+)?(?:for\s+)?", witness.text[first.end : second.start])
    )
