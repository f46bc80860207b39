"""A witness becomes attributions: who is said to have said what, found in its body and nowhere else.

Claims without a source are found beside them. The words by which a text attributes stand in `en.toml`; nothing is
learnt at run time, and every step looks at one sentence, so that the time grows with the length of the text.
"""

from __future__ import annotations

from builder.claims import find, kinds, sentences, words
from builder.claims.sentences import Item, Sentence
from builder.claims.unsourced import Claim, claims
from builder.model import Attribution, Span, Witness

__all__ = ["Claim", "attributions", "claims"]

QUOTED_CLAUSE = 3  # words: fewer are a term in quotation marks, not a speech


def attributions(witness: Witness) -> tuple[Attribution, ...]:
    """Every attribution in the body of a witness, in reading order.

    A quotation of a clause or more that stands alone goes to the speaker of the sentence before it. Where there is
    none, it becomes an attribution of kind "none" without source and cue; "it was reported" is one with a cue.
    """
    table = words.of(witness.language)
    if not table.verbs:
        return ()
    made: list[Attribution] = []
    speakers: list[kinds.Speaker] = []
    waiting: tuple[Span, ...] = ()  # quotations of the sentence before, which named no speaker
    last = -1  # the attribution that they would go on with, or -1
    for sentence in sentences.of(witness):
        found = [_attribution(witness, sentence, one, speakers, table) for one in find.attributed(sentence, table)]
        if found and not found[0].content:
            found[0], waiting = _longer(found[0], waiting), ()
        last = _settled(made, last, waiting)
        made.extend(found)
        waiting = () if found else _quotations(sentence)
        last = len(made) - 1 if found else last if waiting else -1
    _settled(made, last, waiting)
    return tuple(sorted(made, key=_place))


def _settled(made: list[Attribution], last: int, waiting: tuple[Span, ...]) -> int:
    """Quotations that wait go to the last speaker, or stand without one; returns who speaks now."""
    if not waiting:
        return last
    if last < 0:
        made.append(Attribution("none", (), (), waiting))
    else:
        made[last] = _longer(made[last], waiting)
    return last


def _attribution(
    witness: Witness, sentence: Sentence, one: find.Found, speakers: list[kinds.Speaker], table: words.Words
) -> Attribution:
    items = sentence.items
    source = find.spans(items, one.source)
    said = " ".join(witness.read(span) for span in source)
    kind = kinds.kind(said, one.kind, speakers, table)
    if source:
        speakers.append(kinds.remembered(said, kind, table))
    return Attribution(kind, source, find.spans(items, one.cue), find.spans(items, *one.content))


def _quotations(sentence: Sentence) -> tuple[Span, ...]:
    return tuple(Span(item.start, item.end) for item in sentence.items if _clause(item))


def _clause(item: Item) -> bool:
    return item.quotation and len(item.text.split()) >= QUOTED_CLAUSE


def _longer(attribution: Attribution, more: tuple[Span, ...]) -> Attribution:
    content = tuple(sorted({*attribution.content, *more}))
    return Attribution(attribution.kind, attribution.source, attribution.cue, content)


def _place(attribution: Attribution) -> tuple[Span, ...]:
    return tuple(sorted((*attribution.source, *attribution.cue, *attribution.content)))
