"""Attributions of a text reach beyond their own sentence: what goes on with them, and why a source is unnamed.

One official said a family was saved.    an attribution
That family flew home.                   goes on with it: carried
The gate was closed at noon.             says something else: the source ends here
He asked not to be named because ...     the reason, for every mention of that official
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from builder.claims import words
from builder.model import Attribution, Span, Witness

UNNAMED = ("anonymous", "second-hand")


def on(witness: Witness, made: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions with what they carry and why their sources are unnamed; `made` is in reading order."""
    carried = _carried(witness, made)
    why = _why(witness, made)
    return tuple(
        replace(one, carried=carried.get(index, ()), anonymity=why.get(one.speaker))
        if index in carried or one.speaker in why
        else one
        for index, one in enumerate(made)
    )


def touching(witness: Witness, made: Sequence[Attribution]) -> Iterator[tuple[Span, int | None]]:
    """Each body passage, and the last report that touches it, by its number, or None.

    Passages and attributions both run in order, so one walk over each is enough.
    """
    parts = sorted(
        (span, index)
        for index, one in enumerate(made)
        if one.reported
        for span in (*one.source, *one.cue, *one.content)
    )
    at, reach, last = 0, 0, None
    for passage in witness.passages:
        if passage.role == "body":
            while at < len(parts) and parts[at][0].start < passage.span.end:
                if parts[at][0].end >= reach:
                    reach, last = parts[at][0].end, parts[at][1]
                at += 1
            yield passage.span, last if reach > passage.span.start else None


def _carried(witness: Witness, made: Sequence[Attribution]) -> dict[int, tuple[Span, ...]]:
    """By the number of the attribution: the passages that begin as one does that goes on ('That family ...')."""
    table = words.of(witness.language)
    goes_on, unknown = table.pattern("claims.goes_on"), table.pattern("unknown.openings")
    carried: dict[int, tuple[Span, ...]] = {}
    holder: int | None = None
    for span, touched in touching(witness, made):
        on = goes_on.match(witness.text, span.start) and not unknown.match(witness.text, span.start)
        if touched is None and holder is not None and on:
            carried[holder] = (*carried.get(holder, ()), span)
        else:
            holder = touched
    return carried


def _why(witness: Witness, made: Sequence[Attribution]) -> dict[tuple[Span, ...], Span]:
    """By first mention: the reason given for a source that is not named, the first where there are several."""
    why: dict[tuple[Span, ...], Span] = {}
    unnamed = [one for one in made if one.kind in UNNAMED and one.source]
    for reason in words.reasons(witness):
        passage = witness.passages[witness.passage_at(reason)].span
        beside = [one for one in unnamed if passage.touches(one.source[0])]
        before = [one for one in unnamed if one.source[0].start < passage.start]
        for one in (beside or before)[-1:]:
            why.setdefault(one.speaker, reason)
    return why
