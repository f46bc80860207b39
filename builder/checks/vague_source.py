"""The source cannot be told from others: "reports", "critics", "the media".

## Why it matters

A reader cannot ask "international media reports", nor find out how many there were. Wikipedia marks such words with
"who?".

## Example

"There have been numerous reports that some Americans were turned away."

## What to do

Look whether another version names the source, or at least describes it.

## Where the rule comes from

Wikipedia's "who?" for "some say" and "experts declare". The AP: "a source" alone is not allowed. It is not marked where
the source itself is vague.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import look
from builder.model import Attribution, Dossier, Note, Witness

TITLE = "vague source"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each vague source, at its first mention."""
    for witness in dossier.work.witnesses:
        seen = set()
        for each in dossier.attributions[witness.siglum]:
            words = look.who(witness, look.named(witness, each))
            if each.kind == "vague" and not words and _begins(witness, each):
                words = ("some",)  # "Some say": no noun is left
            if each.kind == "vague" and words and words not in seen:
                seen.add(words)
                span = look.whole(each.source)
                head = witness.read(span).split()[-1].strip(".,")
                whose = f"Whose {head}?" if words[-1] in ("report", "account", "claim") else "Who are they?"
                yield Note("vague-source", "warning", witness.siglum, span, f"{whose} The text does not say.")


def _begins(witness: Witness, each: Attribution) -> bool:
    """Whether a source opens a paragraph: later, "some" are of those who were spoken of before."""
    at = witness.passage_at(each.source[0])
    first = at == 0 or witness.passages[at - 1].block != witness.passages[at].block
    return first and witness.passages[at].span.start == each.source[0].start
