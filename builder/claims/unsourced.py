"""A witness and its attributions become the claims that nobody is named for.

Sparing on purpose: a figure of people or money, a judgement, a superlative, a grave act. A passage is covered where an
attribution touches it, where it goes on with a covered passage (it begins with a pronoun or with "that", "this",
"their"), and where it opens the text and its source follows at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from builder.claims import words
from builder.model import Attribution, Claim, ClaimReason, Passage, Span, Witness

_DIGITS = r"(?:\d{1,3}(?:[,.\u00a0\u202f ]\d{3}){1,4}|\d+)"


def claims(witness: Witness, attributions: Sequence[Attribution]) -> tuple[Claim, ...]:
    """The claims of body passages that have no source in the passage, before it or after it, in reading order.

    A passage makes claims of one reason: every figure in it, or the first words of the gravest reason that holds.
    """
    table = words.of(witness.language)
    body = [passage for passage in witness.passages if passage.role == "body"]
    covered = _covered(body, witness, attributions, table)
    open_to_doubt = (passage for passage, safe in zip(body, covered, strict=True) if not safe)
    return tuple(claim for passage in open_to_doubt for claim in _claims(witness, passage, table))


def _covered(
    body: list[Passage], witness: Witness, attributions: Sequence[Attribution], table: words.Words
) -> list[bool]:
    touched = _touched(body, attributions)
    covered: list[bool] = []
    for at, passage in enumerate(body):
        goes_on = at > 0 and covered[-1] and _begins(witness.read(passage.span), table, "claims.goes_on")
        lead = at == 0 and touched[1:2] == [True]
        covered.append(touched[at] or goes_on or lead or _begins(witness.read(passage.span), table, "unknown.openings"))
    return covered


def _touched(body: list[Passage], attributions: Sequence[Attribution]) -> list[bool]:
    """Which passages an attribution touches; both run in order, so one walk over each is enough."""
    parts = sorted(span for one in attributions for span in (*one.source, *one.cue, *one.content))
    touched, at, reach = [], 0, 0
    for passage in body:
        while at < len(parts) and parts[at].start < passage.span.end:
            reach = max(reach, parts[at].end)
            at += 1
        touched.append(reach > passage.span.start)
    return touched


def _begins(passage: str, table: words.Words, entries: str) -> bool:
    return table.pattern(entries).match(passage) is not None


def _claims(witness: Witness, passage: Passage, table: words.Words) -> list[Claim]:
    """The first reason that holds, the gravest first."""
    patterns: tuple[tuple[ClaimReason, re.Pattern[str]], ...] = (
        ("figure", _figures(table)),
        ("act", table.pattern("claims.act")),
        ("superlative", table.pattern("claims.superlative")),
        ("judgement", table.pattern("claims.judgement")),
    )
    said = witness.read(passage.span)
    for reason, pattern in patterns:
        matches = list(pattern.finditer(said))[: None if reason == "figure" else 1]
        if matches:
            start = passage.span.start
            return [Claim(Span(start + match.start(), start + match.end()), reason) for match in matches]
    return []


def _figures(table: words.Words) -> re.Pattern[str]:
    return _figure_pattern(
        table["claims.counted"], table["claims.fates"], table["claims.amounts"], table["claims.scales"]
    )


@cache
def _figure_pattern(
    counted: frozenset[str], fates: frozenset[str], amounts: frozenset[str], scales: frozenset[str]
) -> re.Pattern[str]:
    """'122,000 people', '13 Americans service members', '$3 million', 'hundreds of refugees'.

    At most three words stand between a number and what it counts. Numbers of one digit and years are left out.
    """
    if not counted:
        return re.compile(r"(?!)")
    things = "|".join(sorted(counted | fates))
    return re.compile(
        rf"(?<![\w.,:-])(?!(?:1\d|20)\d\d\b)(?:{_DIGITS}(?<!\b\d)|(?:{'|'.join(sorted(scales))})\s+of)\s+(?:[^\W\d]\S*\s+){{0,3}}?(?:{things})\b"
        rf"|[$€£]\s?{_DIGITS}(?:[.,]\d+)?\s+(?:{'|'.join(sorted(amounts))})\b"
        rf"|(?<![\w.,:-]){_DIGITS}(?:[.,]\d+)?\s+(?:{'|'.join(sorted(amounts))})\b",
        re.IGNORECASE,
    )
