"""A definite source, such as "the officials", was not introduced before.

## Why it matters

"The officials" points back to officials that a reader should know. Where there are none, a sentence was cut, and with
it who they were.

## Example

"An official revealed ...", and in the next paragraph "The officials said ...".

## What to do

Look whether another version still has the sentence that introduces them.

## Where the rule comes from

The AP's rule: restate the source in later paragraphs, unless it is perfectly clear who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks import look
from builder.model import Attribution, Dossier, Note, Span, Witness

TITLE = "source never introduced"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each definite, unnamed source whose noun, in that number, does not stand earlier in the witness."""
    for witness in dossier.work.witnesses:
        seen: set[str] = set()
        for each in dossier.attributions[witness.siglum]:
            noun = _definite_noun(witness, each)
            if noun and noun not in seen and not _introduced(witness, noun, each.source[0]):
                message = (
                    f"No {noun} were introduced before this."
                    if _plural(noun)
                    else f"No {noun} was introduced before this."
                )
                yield Note("dangling-source", "warning", witness.siglum, each.source[0], message)
            seen.add(noun)


def _definite_noun(witness: Witness, attribution: Attribution) -> str:
    """'officials' for 'The officials'; nothing for more words, which describe whom they mean."""
    if attribution.kind not in ("anonymous", "second-hand") or not attribution.source:
        return ""
    words = witness.read(attribution.source[0]).casefold().split()
    own = look.table(witness.language)["sources"]
    if len(words) != 2 or words[0] not in own["definite"] or not (_plural(words[1]) or words[1] in own["single"]):
        return ""
    return words[1]


def _introduced(witness: Witness, noun: str, where: Span) -> bool:
    body = [passage.span for passage in witness.passages if passage.role == "body"]
    before = witness.text[min(span.start for span in body) : where.start]
    return re.search(rf"\b{re.escape(noun)}\b", before, re.IGNORECASE) is not None


def _plural(noun: str) -> bool:
    return look.singular(noun) != noun
