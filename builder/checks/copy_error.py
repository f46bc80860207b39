"""Probably a slip in copying: another version has the sentence without it.

## Why it matters

A lost "of" is harmless; a lost "not" is not. Slips show how a text was made: by hand, in haste, from which other text.

## Example

"To the gates the Kabul airport" in one version, "to the gates of the Kabul airport" in the other.

## What to do

Read the other version. Quote a slip as it stands, with "[sic]", or do not quote it.

## Where the rule comes from

Textual criticism knows words left out and words written twice as faults of copying. This kind is switched off until
the edition asks for it: `on = ["copy-error"]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks import look
from builder.model import Change, Dossier, Evidence, Note, Span

TITLE = "slip in copying"

NEAR = 40
"""Characters, in which the next word is looked for."""


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each probable slip, with the words of the version that does not have it."""
    seen: set[tuple[str, Span]] = set()
    for side in look.aligned(dossier):
        for change in side.match.telling:
            span = _slip(side, change)
            if span and (side.here.siglum, span) not in seen:
                seen.add((side.here.siglum, span))
                there = _neighbours(side.there.text, change.right)
                message = f"Probably a slip. Witness {side.there.siglum} has {look.quoted(side.there, there)}."
                evidence = (Evidence(side.there.siglum, there),)
                yield Note("copy-error", "info", side.here.siglum, span, message, evidence)


def _slip(side: look.Aligned, change: Change) -> Span | None:
    """The words round a slip on this side; None where the change is none.

    A preposition that is missing before an article, a word that stands twice, two prepositions side by side.
    """
    own = look.table(side.here.language)["slips"]
    here = side.here.read(change.left).casefold().split()
    there = side.there.read(change.right).casefold().split()
    before, after = _beside(side.here.text, change.left)
    lost = not here and there[1:] == [] and there[0] in own["prepositions"] and after in own["articles"]
    stray = here[1:] == [] and not there and here[0] in own["prepositions"] and {before, after} & {*own["prepositions"]}
    doubled = here[1:] == [] and not there and here[0] in (before, after)
    is_slip = doubled or stray or (lost and before not in own["prepositions"])
    return _neighbours(side.here.text, change.left) if is_slip else None


def _neighbours(text: str, span: Span) -> Span:
    """A stretch with the word before it and the word after it."""
    before = re.search(r"\S+\s*\Z", text[max(0, span.start - NEAR) : span.start])
    after = re.match(r"\s*\S+", text[span.end : span.end + NEAR])
    return Span(span.start - len(before.group() if before else ""), span.end + len(after.group() if after else ""))


def _beside(text: str, span: Span) -> tuple[str, str]:
    before = re.search(r"(\w+)\W*\Z", text[max(0, span.start - NEAR) : span.start])
    after = re.match(r"\W*(\w+)", text[span.end : span.end + NEAR])
    return (before[1].casefold() if before else "", after[1].casefold() if after else "")
