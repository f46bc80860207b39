"""Times that a text joins as the two ends of a run ('from 2015 to 2009') are told so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.dates import language
from builder.model import Run, Span, Time

BEFORE = 12
"""Characters before a time in which the word stands that opens a run: "between" and some space."""


def joined(text: str, times: Sequence[Time], tag: str) -> tuple[Time, ...]:
    """The same times in the same order; each that begins a run of printed days, with its run."""
    runs = language.speaking(tag).runs
    return tuple(
        replace(time, run=run) if after and (run := _run(text, time, after, runs)) else time
        for time, after in zip(times, [*times[1:], None], strict=False)
    )


def _run(text: str, time: Time, after: Time, runs: Sequence[tuple[str, str]]) -> Run | None:
    """Of days that were counted we cannot say that they stand in the wrong order: only printed ones make a run."""
    if time.days is None or after.days is None or time.anchor or after.anchor:
        return None
    before = text[max(0, time.span.start - BEFORE) : time.span.start].lower()
    between = " ".join(text[time.span.end : after.span.start].lower().split())
    for opening, middle in runs:
        if middle == between and (not opening or before.split()[-1:] == [opening]):
            start = time.span.start - (len(before) - before.rindex(opening) if opening else 0)
            return Run(Span(start, after.span.end), time.days, after.days)
    return None
