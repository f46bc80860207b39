"""Words are quoted, and nobody is named who said them.

## Why it matters

Quotation marks promise that somebody said exactly this. Without a speaker nobody can be asked, and nothing can be
looked up.

## Example

"“The gate was shut in our faces.” The crowd went home in the evening."

## What to do

Search for the quoted words; another report may say who spoke.

## Where the rule comes from

The AP's rule: an attribution stands in the same sentence, just before or after what is quoted. Wikipedia's "who?".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.checks import look
from builder.model import Dossier, Note, Span, Witness

TITLE = "quotation without a speaker"


_SHORT = re.compile(r"[\u201c\"][^\W\d_]\w*(?:\s[\w'\u2019]+){2}[.!?][\u201d\"]")
"""Three words and a full stop: "It worked beautifully." Longer ones are attributions by nobody."""
_SENTENCE = re.compile(r"\W*[^\W\d_]")
_LABEL = re.compile(r"\W*[A-Z][\w.'\u2019 -]{1,30}:\s")
_INTRODUCED = re.compile(r"[:,]\s*\Z")
_SIGNED = re.compile(r"\s*[\u2012-\u2015-]\s*[A-Z]")


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each quoted sentence that no speaker stands beside; none in a conversation."""
    for witness in dossier.work.witnesses:
        spoken = _spoken(dossier, witness)
        for span in _unspoken(dossier, witness):
            if _is_speech(witness, span) and not spoken & _about(witness, span):
                yield Note("unattributed-quote", "warning", witness.siglum, span, "Who said this?")


def _unspoken(dossier: Dossier, witness: Witness) -> list[Span]:
    """What nobody says: quotations of a clause, and short ones that stand as a sentence of their own."""
    made = dossier.attributions[witness.siglum]
    clauses = [look.whole(each.content) for each in made if each.content and not each.source and not each.cue]
    touched = look.by_passage(
        witness, ((part, each) for each in made for part in (*each.source, *each.cue, *each.content))
    )
    short = [
        Span(*match.span())
        for index, passage in enumerate(witness.passages)
        if passage.role == "body" and index not in touched
        for match in _SHORT.finditer(witness.text, passage.span.start, passage.span.end)
    ]
    return sorted([*clauses, *short])


def _is_speech(witness: Witness, span: Span) -> bool:
    """Whether a quotation is a sentence of its own, which nothing introduces, labels ("PENCE: ...") or signs."""
    said, before = witness.read(span), witness.text[max(0, span.start - look.PHRASE) : span.start]
    first = _SENTENCE.match(said)
    whole = first is not None and first.group()[-1].isupper()
    signed = _SIGNED.match(witness.text, span.end) or _INTRODUCED.search(before) or _LABEL.match(said)
    return whole and not signed


def _spoken(dossier: Dossier, witness: Witness) -> set[int]:
    """The blocks in which somebody is quoted by name: in a conversation, speakers then take turns without one."""
    quoted = (
        (part, part)
        for each in dossier.attributions[witness.siglum]
        for part in each.content
        if each.source and look.QUOTATION.search(witness.read(part))
    )
    return {witness.passages[index].block for index in look.by_passage(witness, quoted)}


def _about(witness: Witness, span: Span) -> set[int]:
    return {block + step for block in _blocks(witness, span) for step in (-1, 0, 1)}


def _blocks(witness: Witness, span: Span) -> set[int]:
    return {witness.passages[index].block for index in witness.passages_at(span)}
