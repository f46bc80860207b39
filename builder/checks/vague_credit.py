"""The credit line names no agency.

## Why it matters

A credit line is there so that the source can be asked and compared. The BBC's rule is that agency copy is attributed to
an agency by name.

## Example

"Source: News Agencies"

## What to do

Search for a sentence of the text; agencies and broadcasters are reprinted word for word.

## Where the rule comes from

The BBC's guidelines: agency copy is attributed to an agency by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks import look
from builder.model import Dossier, Note

TITLE = "credit that names nobody"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each credit line that is made of general words alone."""
    for witness in dossier.work.witnesses:
        for passage in witness.passages:
            if passage.role == "credit" and _vague(witness.read(passage.span), witness.language):
                yield Note(
                    "vague-credit", "warning", witness.siglum, passage.span, "Which agency? The line names none."
                )


def _vague(line: str, language: str) -> bool:
    own = look.table(language)["credit"]
    labels = "|".join(map(re.escape, sorted(own["labels"], key=len, reverse=True)))
    words = re.findall(r"\w+", re.sub(rf"^\(?(?:{labels})\b\s*:?\s*", "", line.casefold()))
    return bool(words) and all(word in own["vague"] for word in words)
