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
from builder.model import Dossier, Note

TITLE = "vague source"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each vague source, at its first mention."""
    for witness in dossier.work.witnesses:
        seen = set()
        for each in dossier.attributions[witness.siglum]:
            words = look.who(witness, look.named(witness, each))
            if each.kind == "vague" and words and words not in seen:
                seen.add(words)
                span = look.whole(each.source)
                head = witness.read(span).split()[-1].strip(".,")
                whose = f"Whose {head}?" if words[-1] in ("report", "account", "claim") else "Who are they?"
                yield Note("vague-source", "warning", witness.siglum, span, f"{whose} The text does not say.")
