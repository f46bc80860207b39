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
from builder.model import Attribution, Dossier, Note

TITLE = "reported by nobody"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each report without a reporter."""
    for witness in dossier.work.witnesses:
        made = dossier.attributions[witness.siglum]
        told = [each for each in made if each.source and each.cue]
        for each in made:
            if each.kind == "none" and each.cue and not each.source and not any(_tells(one, each) for one in told):
                span = look.whole(each.cue)
                yield Note(
                    "no-source-report", "warning", witness.siglum, span, "Reported by whom? The text does not say."
                )


def _tells(one: Attribution, other: Attribution) -> bool:
    """Whether the first opens the sentence and the second is what it tells: 'according to Reuters, it was reported'."""
    return one.cue[0].end <= other.cue[0].start and any(part.touches(other.cue[0]) for part in one.content)
