"""Something is reported, said or alleged by nobody.

## Why it matters

"It was reported" sounds like a source and is none: the passive leaves out who reported it.

## Example

"It was also reported that the arrangement worked beautifully."

## What to do

Look who says so in another version.

## Where the rule comes from

The Reuters handbook: every statement has a source, unless it is established, public or witnessed. Wikipedia's
"according to whom?".
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import look
from builder.model import Dossier, Note

TITLE = "reported by nobody"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each report without a reporter."""
    for witness in dossier.work.witnesses:
        for each in dossier.attributions[witness.siglum]:
            if each.kind == "none" and each.cue and not each.source:
                span = look.whole(each.cue)
                yield Note(
                    "no-source-report", "warning", witness.siglum, span, "Reported by whom? The text does not say."
                )
