"""A source is described, but not named.

## Why it matters

Two readers in three accept unnamed sources only in special cases (Pew, 2020). Who is not named cannot be held to what
they said; a text should say why, and how they know.

## Example

"Two defense officials told CNN that ..."

## What to do

Look whether the text says why the source is not named. One note is made for each source, at its first mention.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import look
from builder.model import Attribution, Dossier, Evidence, Note, Witness


def check(dossier: Dossier) -> Iterator[Note]:
    """One note a source, once in a witness; with the place of the reason, where one is given."""
    for witness in dossier.work.witnesses:
        for each in first_mentions(dossier, witness):
            reasons = dossier.reasons[witness.siglum]
            evidence = tuple(Evidence(witness.siglum, span) for span in reasons[:1])
            reason = "The text gives a reason." if reasons else "No reason is given."
            span = look.whole(each.source)
            yield Note("anonymous-source", "note", witness.siglum, span, f"The source is not named. {reason}", evidence)


def first_mentions(dossier: Dossier, witness: Witness) -> Iterator[Attribution]:
    """The first mention of each unnamed source. 'Two defense officials' and 'one of the officials' are one source."""
    seen = set(look.table(witness.language)["sources"]["pronouns"])
    for each in dossier.attributions[witness.siglum]:
        words = look.who(witness, look.named(witness, each))
        if each.kind == "anonymous" and words and words[-1] not in seen:
            seen.add(words[-1])
            yield each
