"""This version says that something is not known; another version reports it.

## Why it matters

"It is not clear whether anybody was turned away" and "Americans were turned away, according to ..." leave a reader with
two opposite pictures of one event.

## Example

"It is not clear if the Taliban turned away any of the Americans", against "Americans were turned away at the Interior
Ministry".

## What to do

Read both sentences with their sources. The version that reports it says who told it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from builder.checks import look
from builder.model import Dossier, Evidence, Note, Passage, Span, Witness

LAST_WORDS = 4
"""Content words at the end of the open question: they hold what is asked. Seeds: 'efforts turned away Americans'."""
SHARED = 3
"""Of these, how many another version's sentence must share, the verb among them; all, where no verb shows itself.
With two, 'to the airport' alone would do."""


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each open question that a sentence of another version answers, with the sentences."""
    said: dict[str, list[tuple[Span, set[str]]]] = {}
    for witness in dossier.work.witnesses:
        others = [other for other in dossier.work.witnesses if other is not witness]
        for passage, asked in _questions(witness):
            said = said or {each.siglum: list(_statements(each)) for each in dossier.work.witnesses}
            answers = sorted(answer for other in others for answer in _answers(other.siglum, said[other.siglum], asked))
            if answers:
                yield _note(dossier, witness, passage, [evidence for _, _, evidence in answers])


def _questions(witness: Witness) -> Iterator[tuple[Passage, list[str]]]:
    """The passages that leave something open, with the words that hold what is asked."""
    for passage in witness.passages:
        opening = look.pattern(witness.language, "unknown").search(witness.read(passage.span))
        if passage.role == "body" and opening:
            asked = _content(witness, Span(passage.span.start + opening.end(), passage.span.end))[-LAST_WORDS:]
            if len(asked) == LAST_WORDS:
                yield passage, asked


def _statements(witness: Witness) -> Iterator[tuple[Span, set[str]]]:
    """The sentences that leave nothing open, with their words."""
    for passage in witness.passages:
        if passage.role == "body" and not look.pattern(witness.language, "unknown").search(witness.read(passage.span)):
            yield passage.span, set(_content(witness, passage.span))


def _answers(
    siglum: str, said: Iterable[tuple[Span, set[str]]], asked: list[str]
) -> Iterator[tuple[int, int, Evidence]]:
    """The sentences that hold most of what is asked: most shared words first, then the shortest."""
    verbs = [word for word in asked if word.endswith("ed")]
    for span, words in said:
        shared = len(words.intersection(asked))
        if shared >= (SHARED if verbs and verbs[-1] in words else LAST_WORDS):
            yield -shared, len(span), Evidence(siglum, span)


def _content(witness: Witness, span: Span) -> list[str]:
    """Words that are not too common to tell anything, in the singular, each once, in the order of their last place."""
    common = look.table(witness.language)["words"]["common"]
    words = [look.singular(word) for word in re.findall(r"\w+", witness.read(span).casefold())]
    kept = [word for word in words if len(word) > 2 and word not in common]
    return list(dict.fromkeys(reversed(kept)))[::-1]


def _note(dossier: Dossier, witness: Witness, passage: Passage, answers: list[Evidence]) -> Note:
    other = dossier.work.witness(answers[0].siglum)
    said = " ".join(other.read(answers[0].span).split())
    first = said if len(said) <= 120 else said[:120].rsplit(" ", 1)[0] + " \u2026"
    message = f"Witness {other.siglum} says otherwise: \u201c{first}\u201d"
    return Note("contradicts-version", "error", witness.siglum, passage.span, message, tuple(answers[:3]))
