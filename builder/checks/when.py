"""What several checks of dates look up: expressions that stand beside each other, printed runs, words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from builder.checks import look
from builder.model import Days, Dossier, Passage, Run, Span, Time, Witness

BESIDE = re.compile(r"\s*(?:[,(\u2013\u2014-]\s*|(?:is|was)\s+)(?:in\s+|on\s+|the\s+year\s+)?")
"""Between two expressions of one day: "this year, 2021", "today (1 September)", "today is Friday"."""
CLOSED = re.compile(r"\s*(?:[),.;:\u2013\u2014]|$)")
"""After the second of them: without it, "than last year, 2019 was" would be one day."""
LISTED = re.compile(r"\s*(?:,|and|or|,\s*(?:and|or))\s+$")
YEAR = re.compile(
    r"(?<![\w$\u20ac\u00a3#.,/])(?<!(?<!\d{4})-)(?:1\d{3}|20\d{2})(?![\w%]|[.,/]\d|-\d{1,3}(?!\d))", re.ASCII
)
"""Four digits that may be a year: no sum of money, no part of a number, of a date or of a telephone number."""
DASH = re.compile(r"\s*[\u2013\u2014-]\s*")
SPEECH = re.compile(r"\u201c[^\u201d]*(?:\u201d|$)|\"[^\"\n]*\"|``.*?''", re.DOTALL)


def day(one: date) -> Days:
    """A single day."""
    return Days(one, one + timedelta(days=1))


def bodies(witness: Witness) -> Iterator[Passage]:
    """The passages that tell the story."""
    return (passage for passage in witness.passages if passage.role == "body")


def in_speech(witness: Witness, span: Span) -> bool:
    """Whether words are somebody else's: in quotation marks, they are counted from the day on which they were said."""
    paragraph = around(witness, span)
    quoted = SPEECH.finditer(witness.text, paragraph.start, paragraph.end)
    return any(found.start() <= span.start and span.end <= found.end() for found in quoted)


def around(witness: Witness, span: Span) -> Span:
    """The paragraph in which a span begins, from its first sentence to its last."""
    first = last = witness.passage_at(span)
    block = witness.passages[first].block
    while first and witness.passages[first - 1].block == block:
        first -= 1
    while last + 1 < len(witness.passages) and witness.passages[last + 1].block == block:
        last += 1
    return Span(witness.passages[first].span.start, witness.passages[last].span.end)


def printed(time: Time) -> bool:
    """Whether an expression names its days by itself, with its year."""
    return time.days is not None and time.anchor is None


def from_byline(time: Time) -> bool:
    """Whether an expression names days that were counted from the date of the text."""
    return time.days is not None and time.anchor is not None and time.anchor.span is None


def apposed(dossier: Dossier, witness: Witness) -> Iterator[tuple[Time, Time]]:
    """Two expressions that name one day, side by side: "this year, 2021,"; neither is one of a list."""
    for passage in bodies(witness):
        own = dossier.within(witness.siglum, passage.span)
        for place, (one, two) in enumerate(pairwise(own)):
            between = witness.text[one.span.end : two.span.start]
            after = witness.text[two.span.end : passage.span.end]
            following = witness.text[two.span.end : own[place + 2].span.start] if place + 2 < len(own) else ""
            listed = LISTED.fullmatch(following)
            if BESIDE.fullmatch(between) and (CLOSED.match(after) or "s" in between) and not listed:
                yield one, two


def runs(dossier: Dossier, witness: Witness) -> Iterator[Run]:
    """The printed runs of a witness, from one year or day to another: a stretch of time, an office, a life."""
    forms = [(re.compile(rf"(?<!\w){one}\Z", re.I), re.compile(two, re.I)) for one, two in _forms(witness)]
    for passage in bodies(witness):
        times = dossier.within(witness.siglum, passage.span)
        own = [time.run for time in times if time.run and time.run.span.end == time.span.end]
        yield from own  # what is printed whole: "May 3-5, 2021"
        for (one, first), (two, last) in pairwise(_points(witness, passage, times)):
            span = _joined(witness, passage, one, two, forms)
            if span and not any(span.touches(run.span) for run in own) and _in_one_year(times, first, last):
                yield Run(span, first, last)


def _in_one_year(times: Sequence[Time], first: Days, last: Days) -> bool:
    """Whether the years are printed, or nothing else can be meant: "from 12 June to 3 June" has one year, a December
    and a January may have two."""
    counted = any(from_byline(time) and time.days in (first, last) for time in times)
    return not counted or (first.start.year, first.start.month) == (last.start.year, last.start.month)


def _joined(
    witness: Witness, passage: Passage, one: Span, two: Span, forms: list[tuple[re.Pattern[str], re.Pattern[str]]]
) -> Span | None:
    """From the word or the bracket that opens a run to its end; None where two days are no run."""
    bracketed = witness.text[one.start - 1 : one.start] + witness.text[two.end : two.end + 1] == "()"
    numbered = witness.text[passage.span.start : one.start - 1].rstrip()[-1:].isdigit()  # "call 555 (2015-2009)"
    if bracketed and not numbered and DASH.fullmatch(witness.text, one.end, two.start):
        return Span(one.start - 1, two.end + 1)
    for opening, joining in forms:
        opened = opening.search(witness.text, passage.span.start, one.start)
        if opened and joining.fullmatch(witness.text, one.end, two.start):
            return Span(opened.start(), two.end)
    return None


def _forms(witness: Witness) -> list[tuple[str, str]]:
    forms: list[tuple[str, str]] = look.table(witness.language)["runs"]["forms"]
    return forms


def _points(witness: Witness, passage: Passage, times: Sequence[Time]) -> Iterator[tuple[Span, Days]]:
    """The days and years that a passage prints, in reading order."""
    found = [(time.span, time.days) for time in times if time.days and (printed(time) or _numbered(witness, time))]
    for year in YEAR.finditer(witness.text, passage.span.start, passage.span.end):
        span = Span(*year.span())
        if not any(time.span.touches(span) for time in times):
            found.append((span, Days(date(int(year[0]), 1, 1), date(int(year[0]) + 1, 1, 1))))
    yield from sorted(found)


def _numbered(witness: Witness, time: Time) -> bool:
    """Whether it is a day of a month, printed without its year."""
    one_day = time.days is not None and (time.days.end - time.days.start).days == 1
    return one_day and from_byline(time) and bool(re.search(r"\d", witness.read(time.span)))


def apart(one: Days, two: Days) -> int:
    """Days between two runs of days; 0 where they touch or follow upon each other."""
    return max(0, (two.start - one.end).days + 1, (one.start - two.end).days + 1) if not one.touches(two) else 0
