"""This version says that something is not known; another version reports it.

## Why it matters

"It is not clear whether anybody was turned away" and "Americans were turned away, according to ..." leave a reader with
two opposite pictures of one event.

## Example

"It is not clear if the Taliban turned away any of the Americans", against "Americans were turned away at the Interior
Ministry".

## What to do

Read both sentences with their sources. The version that reports it says who told it.

## Where the rule comes from

Wikipedia's "contradict-other" marks two articles of which one denies or leaves open what the other says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from builder.checks import figures, look
from builder.model import Dossier, Evidence, Note, Passage, Span, Witness

TITLE = "versions that disagree"

LAST_WORDS = 4
"""Content words at the end of the open question: they hold what is asked. Seeds: 'efforts turned away Americans'."""
SHARED = 3
"""Of these, how many another version's sentence must share, the verb among them; all, where the question has fewer
words or no verb shows itself. With two of four, 'to the airport' alone would do."""
FEWEST = 2
"""Content words of a question. 'If he came' has one, and cannot be told from others."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What a passage leaves open."""

    passage: Passage
    words: tuple[str, ...]
    number: bool
    "whether it asks how many"


@dataclass(frozen=True, slots=True)
class _Statement:
    """A sentence that leaves nothing open."""

    evidence: Evidence
    words: frozenset[str]
    number: bool
    "whether it gives a number"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each open question that a sentence of another version answers, with the sentences."""
    questions = [(witness, each) for witness in dossier.work.witnesses for each in _questions(witness)]
    said = [each for witness in dossier.work.witnesses for each in _statements(witness)] if questions else []
    for witness, question in questions:
        others = [each for each in said if each.evidence.siglum != witness.siglum]
        answers = sorted(_answers(witness, question, others))
        if answers:
            yield _note(dossier, witness, question.passage, [evidence for _, _, evidence in answers])


def _questions(witness: Witness) -> Iterator[_Question]:
    """The passages that leave something open, with the words that hold what is asked."""
    for passage in witness.passages:
        opening = look.pattern(witness.language, "unknown").search(witness.read(passage.span))
        if passage.role == "body" and opening:
            asked = _content(witness, Span(passage.span.start + opening.end(), passage.span.end))[-LAST_WORDS:]
            if len(asked) >= FEWEST:
                number = look.pattern(witness.language, "unknown", "numbers").search(opening.group())
                yield _Question(passage, tuple(asked), number is not None)


def _statements(witness: Witness) -> Iterator[_Statement]:
    """The sentences that leave nothing open, with their words."""
    for passage in witness.passages:
        if passage.role == "body" and not look.pattern(witness.language, "unknown").search(witness.read(passage.span)):
            words = frozenset(_content(witness, passage.span))
            number = bool(figures.figures(witness, passage.span))
            yield _Statement(Evidence(witness.siglum, passage.span), words, number)


def _answers(witness: Witness, question: _Question, said: list[_Statement]) -> Iterator[tuple[int, int, Evidence]]:
    """The sentences that hold most of what is asked: most shared words first, then the shortest."""
    verbs = [word for word in question.words if _is_verb(witness, word)]
    for each in said:
        shared = len(each.words.intersection(question.words))
        needed = SHARED if verbs and verbs[-1] in each.words else LAST_WORDS
        if shared >= min(needed, len(question.words)) and (each.number or not question.number):
            yield -shared, len(each.evidence.span), each.evidence


def _is_verb(witness: Witness, word: str) -> bool:
    table = look.table(witness.language)
    return word.endswith("ed") or word in (*table["past"]["words"], *table["words"]["past"])


def _content(witness: Witness, span: Span) -> list[str]:
    """Words that are not too common to tell anything, in the singular, each once, in the order of their last place."""
    common = look.table(witness.language)["words"]["common"]
    words = [look.singular(word) for word in re.findall(r"\w+", witness.read(span).casefold())]
    kept = [word for word in words if len(word) > 2 and word not in common]
    return list(dict.fromkeys(reversed(kept)))[::-1]


def _note(dossier: Dossier, witness: Witness, passage: Passage, answers: list[Evidence]) -> Note:
    other = dossier.work.witness(answers[0].siglum)
    message = f"Witness {other.siglum} says otherwise: {look.sentence(other, answers[0].span)}"
    return Note("contradicts-version", "error", witness.siglum, passage.span, message, tuple(answers[:3]))
