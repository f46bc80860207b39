"""The words between quotation marks are not the same in two versions.

## Why it matters

Quotation marks promise the very words. Where two versions print different ones, one of them has put words into
somebody's mouth.

## Example

“We shut the gate at noon” in one version, “We shut the gate at dawn” in the other.

## What to do

Look for a recording or a transcript. The version that quotes at greater length is more often the closer one.

## Where the rule comes from

The AP's rule: quotations are never altered. The style of the marks, punctuation, words left out at either end or for
an ellipsis, and words in square brackets do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from builder.checks import look
from builder.model import Dossier, Evidence, Note, Span, Witness

TITLE = "quotation altered"

SAME = 0.5
"""Share of the shorter one's words, in the same order, from which two quotations are taken for one. "We shut the gate
at noon" and "... at dawn": .83; and "The lorry came too late for us": .17."""
WORDS = 3
"""A quotation of fewer words is a term, of which there are many alike."""

_CONTRACTED = (("n't", " not"), ("'ve", " have"), ("'re", " are"), ("'m ", " am "), ("'ll", " will"))
"""How speech is written down is the writer's choice."""

Words = tuple[str, ...]


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each side of every quotation that differs; with many versions, against the first that does."""
    quotations = {each.siglum: _quotations(each) for each in dossier.work.witnesses}
    seen: set[tuple[str, Span]] = set()
    for side in look.aligned(dossier):
        theirs = _within(side.there, quotations[side.there.siglum], side.match.right)
        ours = _within(side.here, quotations[side.here.siglum], side.match.left)
        for span in ours:
            other = _altered(side, span, theirs, len(ours) == 1)
            if other and (side.here.siglum, span) not in seen:
                seen.add((side.here.siglum, span))
                message = f"The quoted words differ in witness {side.there.siglum}: {look.quoted(side.there, other)}."
                evidence = (Evidence(side.there.siglum, other),)
                yield Note("quote-altered", "error", side.here.siglum, span, message, evidence)


def _quotations(witness: Witness) -> dict[int, list[Span]]:
    """What stands between quotation marks, without the marks, by passage: a speech may run over several."""
    body = [passage for passage in witness.passages if passage.role == "body"]
    quoted = []
    for _, run in groupby(body, key=lambda passage: passage.block):
        spans = [passage.span for passage in run]
        found = look.QUOTATION.finditer(witness.text, spans[0].start, spans[-1].end)
        quoted += [Span(*match.span(match.lastindex or 0)) for match in found]
    return look.by_passage(witness, ((span, span) for span in quoted))


def _within(witness: Witness, quotations: dict[int, list[Span]], passages: Sequence[int]) -> list[Span]:
    """The parts of quotations that stand in some passages."""
    parts = (
        Span(max(quoted.start, witness.passages[index].span.start), min(quoted.end, witness.passages[index].span.end))
        for index in sorted(passages)
        for quoted in quotations.get(index, ())
    )
    return [part for part in parts if witness.read(part).strip()]


def _altered(side: look.Aligned, span: Span, theirs: Sequence[Span], only: bool) -> Span | None:
    """The quotation of the other side that is meant to be the same and is not; `only`: this side has no other one."""
    own = _words(side.here.read(span))
    likeness = {other: _likeness(own, _words(side.there.read(other))) for other in theirs}
    best = max(likeness, key=lambda other: (likeness[other], -other.start), default=None)
    if best is None or (likeness[best] < SAME and not (only and len(theirs) == 1 and _framed_alike(side, span, best))):
        return None
    there = side.there.read(best)
    faithful = _holds(own, there) or _holds(_words(there), side.here.read(span))
    return None if faithful else best


def _framed_alike(side: look.Aligned, here: Span, there: Span) -> bool:
    """Whether two quotations stand in the same sentence: nothing changed but what is quoted."""
    changes = side.match.telling
    return all(here.holds(change.left) and there.holds(change.right) for change in changes)


def _words(quotation: str) -> Words:
    """The words as they are compared: without case, punctuation, and what an editor put in brackets."""
    spoken = re.sub(r"\[[^\]]*\]", " ", quotation).replace("\u2019", "'").casefold()
    for short, long in _CONTRACTED:
        spoken = spoken.replace(short, long)
    return tuple(re.findall(r"\w+(?:'\w+)*", re.sub(r"(?<=\d),(?=\d{3})", "", spoken)))


def _likeness(one: Words, other: Words) -> float:
    if min(len(one), len(other)) < WORDS:
        return 0.0
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / min(len(one), len(other))


def _holds(whole: Words, quotation: str) -> bool:
    """Whether a quotation gives words of a longer one: each part between ellipses and brackets, in order."""
    at = 0
    for part in re.split(r"\.\s?\.\s?\.|\u2026|\[[^\]]*\]", quotation):
        words = _words(part)
        found = (
            place for place in range(at, len(whole) - len(words) + 1) if whole[place : place + len(words)] == words
        )
        place = next(found, -1)
        if place < 0:
            return False
        at = place + len(words)
    return True
