"""A source is described, but not named.

## Why it matters

Two readers in three accept unnamed sources only in special cases (Pew, 2020). Who is not named cannot be held to what
they said; a text should say why, and how they know.

## Example

"Two defense officials told CNN that ..."

## What to do

Look whether the text says why the source is not named. One note is made for each source, at its first mention. It
weighs more where an unnamed source is quoted with an opinion.

## Where the rule comes from

The AP lets an unnamed source give information, not opinion, that is vital and not to be had otherwise, and asks why the
source is not named. The New York Times (2004), the BBC and the Reuters handbook ask the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import look
from builder.model import Attribution, Dossier, Evidence, Note, Span, Witness

TITLE = "unnamed source"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note a source, once in a witness: with the place of the reason, and of an opinion that it is quoted with."""
    for witness in dossier.work.witnesses:
        for each in first_mentions(dossier, witness):
            same = [one for one in dossier.attributions[witness.siglum] if _noun(witness, one) == _noun(witness, each)]
            reasons = [one.anonymity for one in same if one.anonymity]
            opinions = [part for one in same for part in one.content if _opinion(witness, part)]
            opinion = f" It is quoted with an opinion: {look.quoted(witness, opinions[0])}." if opinions else ""
            reason = "The text gives a reason." if reasons else "No reason is given."
            evidence = tuple(Evidence(witness.siglum, span) for span in (*reasons[:1], *opinions[:1]))
            yield Note("anonymous-source", "warning" if opinions else "note", witness.siglum, look.whole(each.source),
                       f"The source is not named. {reason}{opinion}", evidence)  # fmt: skip


def first_mentions(dossier: Dossier, witness: Witness) -> Iterator[Attribution]:
    """The first mention of each unnamed source. 'Two defense officials' and 'one of the officials' are one source."""
    seen = set(look.table(witness.language)["sources"]["pronouns"])
    for each in dossier.attributions[witness.siglum]:
        noun = _noun(witness, each)
        if each.kind == "anonymous" and noun and noun not in seen:
            seen.add(noun)
            yield each


def _noun(witness: Witness, attribution: Attribution) -> str:
    """'official' for 'one of the officials'; empty where nobody is named."""
    return next(iter(look.who(witness, look.named(witness, attribution))[-1:]), "")


def _opinion(witness: Witness, content: Span) -> bool:
    """Whether words are quoted that judge."""
    quotation = look.QUOTATION.search(witness.read(content))
    return quotation is not None and look.pattern(witness.language, "opinion").search(quotation.group()) is not None
