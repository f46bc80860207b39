"""A witness becomes attributions: who is said to have said what, found in its body and nowhere else.

Claims without a source are found beside them. The words by which a text attributes stand in `en.toml`, the weights that
tell which of them do so here in `en.cues.json`. Nothing is learnt at run time, and every step looks at one sentence, so
that the time grows with the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from builder.claims import carry, cues, find, sentences, words
from builder.claims.sentences import Item, Sentence
from builder.claims.speakers import Speakers
from builder.claims.unsourced import claims
from builder.claims.words import reasons
from builder.model import Attribution, Span, Witness

__all__ = ["attributions", "claims", "reasons", "reports"]

QUOTED_CLAUSE = 4  # words: fewer without a speaker are a term in quotation marks more often than a speech
DIALOGUE = 0.5  # share of sentences with speech. Development data: the median is .28 in news, .75 in novels
CARRIED = 20  # parts of one content: a longer run of quotations is a list or an interview, where who speaks changes

_WORD = re.compile(r"\w+")


def attributions(witness: Witness) -> tuple[Attribution, ...]:
    """Every attribution in the body of a witness, in reading order.

    A sentence that names no speaker but quotes goes on with the speaker of the sentence before it, also across
    paragraphs. Where there is none, a quotation of a clause or more becomes an attribution of kind "none" without
    source and cue; "it was reported" is one with a cue. Each knows the first mention of its source, how far it carries,
    and where the text says why the source is unnamed.
    """
    table = words.of(witness.language)
    if not table.verbs:
        return ()
    made = _joined(_each(witness, table))
    return carry.on(witness, sorted(made, key=_place))


def reports(witness: Witness) -> tuple[Attribution, ...]:
    """Of the attributions, those that tell of a saying or a belief: what a reader would call a source."""
    return tuple(one for one in attributions(witness) if one.reported)


def _each(witness: Witness, table: words.Words) -> Iterator[tuple[Sentence, list[Attribution]]]:
    """Every sentence with what it attributes by itself."""
    listed = list(sentences.of(witness))
    model, speakers = cues.model(witness.language), Speakers(table)
    stances = not _dialogue(listed)
    for sentence in listed:
        told = [one for one in find.attributed(sentence, table, model) if stances or one.kind != find.STANCE]
        yield sentence, [_attribution(witness, sentence, one, speakers) for one in told]


def _dialogue(listed: Sequence[Sentence]) -> bool:
    """Whether people talk in most sentences, as in a novel: there a thought or wish is part of the story."""
    spoken = sum(any(item.spoken for item in sentence.items) for sentence in listed)
    return spoken >= DIALOGUE * len(listed)


def _attribution(witness: Witness, sentence: Sentence, one: find.Found, speakers: Speakers) -> Attribution:
    source = find.spans(sentence, one.source)
    said = " ".join(witness.read(span) for span in source)
    reported = one.kind != find.STANCE
    kind, first = speakers.meet(source, said, one.kind, keep=reported)
    cue, content = find.spans(sentence, one.cue), find.spans(sentence, *one.content)
    return Attribution(kind, source, cue, content, first, reported=reported)


def _joined(told: Iterable[tuple[Sentence, list[Attribution]]]) -> list[Attribution]:
    """All attributions, with the quotations of sentences that attribute nothing by themselves."""
    made: list[Attribution] = []
    waiting: tuple[Item, ...] = ()  # quotations of the sentence before, which named no speaker
    last = -1  # the attribution that they would go on with, or -1
    for sentence, found in told:
        if found and not found[0].content:
            found[0], waiting = _longer(found[0], waiting), ()
        _settle(made, last, waiting)
        made.extend(found)
        waiting = () if found else tuple(item for item in sentence.items if item.quotation)
        speaking = [len(made) - back for back, one in enumerate(reversed(found), 1) if one.reported]
        last = speaking[0] if speaking else last if waiting else -1
    _settle(made, last, waiting)
    return made


def _settle(made: list[Attribution], last: int, waiting: tuple[Item, ...]) -> None:
    """Quotations that wait go to the last speaker, or stand without one."""
    if last >= 0 and len(made[last].content) < CARRIED:
        made[last] = _longer(made[last], waiting)
    elif speech := tuple(item for item in waiting if _clause(item)):
        made.append(_longer(Attribution("none", (), (), ()), speech))


def _clause(item: Item) -> bool:
    """Whether a quotation is speech: some words, and not mostly with capitals, as a title is."""
    parts = _WORD.findall(item.text)
    return len(parts) >= QUOTED_CLAUSE and 2 * sum(part[0].isupper() for part in parts) <= len(parts)


def _longer(attribution: Attribution, more: tuple[Item, ...]) -> Attribution:
    content = (*attribution.content, *(Span(item.start, item.end) for item in more))
    return replace(attribution, content=tuple(sorted(content)))


def _place(attribution: Attribution) -> tuple[Span, ...]:
    return tuple(sorted((*attribution.source, *attribution.cue, *attribution.content)))
