"""A sentence becomes what it attributes: source, cue and content, before anyone asks what kind of source it is.

Two officials   told CNN   that the gate was shut .        the content follows
“It worked,”   one official   said   of the deal .         it stands before
The gate, the officials said, was shut .                   it stands on both sides
According to   one aide , the gate was shut .              the cue comes before its source
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from builder.claims.sentences import Item, Sentence
from builder.claims.words import VerbClass, Words
from builder.model import Span

SUBJECT_LONGEST = 60  # items; a subject with its clauses is shorter, and a longer one would make the search quadratic
INNER_MARKS = frozenset("$%&/'’.")  # of a name or a sum: "AT&T", "Moody's/KMV", "St. Louis"
SHORT = 12  # items: "..., said the mayor of the town on Monday" ends within so many

Range = tuple[int, int]
"items of a sentence, half-open"


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that report, as items of a sentence."""

    start: int
    head: int
    end: int
    "its helpers before it ('has also'), its verb, and what follows the verb inside the cue"
    how: str
    "finite, ing, passive or phrase"
    kind: VerbClass | str


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution in the making: ranges of the items of one sentence."""

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]
    kind: str
    "class of the verb; 'phrase', 'hearsay' or 'noun' where it is none"


def attributed(sentence: Sentence, words: Words) -> list[Found]:
    """What a sentence attributes, in the order of the cues."""
    items = sentence.items
    found: list[Found] = []
    for cue in _cues(items, words):
        if found and found[-1].source and found[-1].source[0] <= cue.head < found[-1].source[1]:
            continue  # a word of the source itself: "one network supporting others"
        one = _READERS[cue.how](items, cue, words, found)
        if one is not None:
            found.append(one)
    return _parted(items, found, words) or _hearsay(items, words)


def spans(items: Sequence[Item], *ranges: Range | None) -> tuple[Span, ...]:
    """The characters of some ranges of items, in order, the empty ones left out."""
    return tuple(
        Span(items[start].start, items[end - 1].end) for start, end in sorted(filter(None, ranges)) if start < end
    )


# Cues


def _cues(items: Sequence[Item], words: Words) -> Iterator[Cue]:
    at = 0
    while at < len(items):
        cue = _phrase(items, at, words) or _noun(items, at, words) or _verb(items, at, words)
        if cue is not None:
            yield cue
        at = max(at, cue.end - 1, cue.head) + 1 if cue else at + 1


def _phrase(items: Sequence[Item], at: int, words: Words) -> Cue | None:
    for parts in words.phrases.get(items[at].word, ()):
        end = at + len(parts)
        if all(item.word == part for item, part in zip(items[at:end], parts, strict=False)) and end < len(items):
            return Cue(at, at, end, "phrase", "phrase")
    return None


def _noun(items: Sequence[Item], at: int, words: Words) -> Cue | None:
    """'There have been numerous reports that'."""
    if items[at].word != "there":
        return None
    end = at + 1
    while (
        end < len(items) and items[end].word in words["grammar.be"] | words["grammar.have"] | words["grammar.adverbs"]
    ):
        end += 1
    for noun in range(end, min(end + 4, len(items) - 1)):
        if items[noun].word in words["phrases.report_nouns"] and items[noun + 1].word in ("that", "of"):
            return Cue(at, noun, end, "noun", "noun")
    return None


def _verb(items: Sequence[Item], at: int, words: Words) -> Cue | None:
    item = items[at]
    verb = words.verbs.get(item.word)
    if verb is None or (item.capital and at > 0 and items[at - 1].capital):
        return None
    start = _with_helpers(items, at, words)
    helpers = {helper.word for helper in items[start:at]}
    if helpers & words["grammar.modals"] or (start and items[start - 1].word in words["grammar.modals"]):
        return None
    if verb.form != "ing" and helpers & words["grammar.be"]:
        return Cue(start, at, at + 1, "passive", verb.kind)
    if verb.form == "ing" and not helpers & words["grammar.be"]:
        return Cue(at, at, at + 1, "ing", verb.kind)
    if verb.form == "participle" and not helpers & words["grammar.have"]:
        return None
    if item.word in words["verbs.nounlike"] and not helpers and not _sure_verb(items, at, words):
        return None
    return Cue(start, at, at + 1, "finite", verb.kind)


def _with_helpers(items: Sequence[Item], at: int, words: Words) -> int:
    """Where the auxiliaries and adverbs before a verb begin."""
    helpers = (
        words["grammar.be"]
        | words["grammar.have"]
        | words["grammar.do"]
        | words["grammar.modals"]
        | words["grammar.adverbs"]
    )
    start = at
    while start and (items[start - 1].word in helpers or items[start - 1].word.endswith("ly")):
        start -= 1
    return start


def _sure_verb(items: Sequence[Item], at: int, words: Words) -> bool:
    """Whether a form that may be a noun stands like a verb: after a name or a pronoun, or before 'that'."""
    follows = items[at + 1].word if at + 1 < len(items) else ""
    if follows == "that":
        return True
    if at == 0 or follows in words["grammar.be"] | {"of", ""}:
        return False
    before = items[at - 1]
    if before.word in words["grammar.pronouns"] or before.word in words["grammar.relatives"]:
        return True
    name = before.capital and before.word not in words["grammar.determiners"]
    return name and items[at].word.endswith(("s", "ed"))


# Readers: one a kind of cue


def _read_phrase(items: Sequence[Item], cue: Cue, words: Words, _found: list[Found]) -> Found | None:
    """'according to'."""
    end = _source_end(items, cue.end, words)
    if end == cue.end:
        return None
    rest = (end + 1, _sentence_end(items)) if end < len(items) and items[end].word == "," else (end, end)
    before = _before(items, cue.start)
    return Found((cue.end, end), (cue.start, cue.end), tuple(filter(None, (before, _filled(rest)))), cue.kind)


def _read_noun(items: Sequence[Item], cue: Cue, _words: Words, _found: list[Found]) -> Found | None:
    """'There have been' is the cue, 'numerous reports' the source."""
    content = (cue.head + 1, _sentence_end(items))
    return Found((cue.end, cue.head + 1), (cue.start, cue.end), (content,), "noun")


def _read_passive(items: Sequence[Item], cue: Cue, words: Words, _found: list[Found]) -> Found | None:
    """'It was reported that' has no source, 'it was reported by Reuters' has; 'they were told' names a hearer only."""
    end = _sentence_end(items)
    if cue.end < end and items[cue.end].word == "by":
        source_end = _source_end(items, cue.end + 1, words)
        content = _filled((source_end, end)) or _before(items, cue.start)
        return Found((cue.end + 1, source_end), (cue.start, cue.end + 1), (content,) if content else (), cue.kind)
    impersonal = cue.start and items[cue.start - 1].word in words["phrases.impersonal_subject"]
    contracted = items[cue.start].word in ("it's", "it’s")
    if (impersonal or contracted) and cue.end < end and items[cue.end].word in ("that", ",", ":"):
        start = cue.start - 1 if impersonal else cue.start
        return Found(None, (start, cue.end), ((cue.end, end),), cue.kind)
    return None


def _read_ing(items: Sequence[Item], cue: Cue, words: Words, found: list[Found]) -> Found | None:
    """'..., adding that': the source is the one who spoke before in this sentence, else the sentence's subject."""
    if cue.start and items[cue.start - 1].word in words["grammar.prepositions"] | words["grammar.determiners"]:
        return None
    source = found[-1].source if found else _main_subject(items, cue.start, words)
    content = _content_after(items, cue, words)
    return Found(source, (cue.start, content[0]), (content,), cue.kind) if source and content else None


def _read_finite(items: Sequence[Item], cue: Cue, words: Words, found: list[Found]) -> Found | None:
    """The plain case: a subject, a verb, and a content after, before or on both sides."""
    inverted = _inverted(items, cue, words)
    if inverted is not None:
        return inverted
    subject = _subject(items, cue.start, words)
    if subject is None:
        source = found[-1].source if found else _main_subject(items, cue.start, words)
        content = _content_after(items, cue, words)
        return Found(source, (cue.start, content[0]), (content,), cue.kind) if source and content else None
    speech = _speech_before(items, subject[0])
    if speech is not None:
        return Found(
            subject, (cue.start, cue.end), tuple(filter(None, (speech, _speech_after(items, cue.end)))), cue.kind
        )
    after = _adjunct_end(items, cue.end, words)
    end = _sentence_end(items)
    if after >= end or items[after].word in (",", ";", ")", "—", "–"):
        before = _before(items, subject[0])
        rest = _right_side(items, after, words)
        if before or rest or after >= end:
            return Found(subject, (cue.start, cue.end), tuple(filter(None, (before, rest))), cue.kind)
    content = _content_after(items, cue, words)
    return Found(subject, (cue.start, cue.end), (content,), cue.kind) if content else None


_READERS = {
    "phrase": _read_phrase,
    "noun": _read_noun,
    "passive": _read_passive,
    "ing": _read_ing,
    "finite": _read_finite,
}


def _inverted(items: Sequence[Item], cue: Cue, words: Words) -> Found | None:
    """'“It worked,” said one official': the verb before its subject, the content before both."""
    if cue.start == 0 or cue.kind not in ("speech", "public") or cue.end >= len(items):
        return None
    before = items[cue.start - 1]
    follows = items[cue.end]
    if not (before.spoken or before.word in (",", "?", "!")) or not _begins_noun(follows, words):
        return None
    end = _source_end(items, cue.end, words, short=True)
    stop = _adjunct_end(items, end, words)
    closed = stop >= _sentence_end(items) or items[stop].word in (",", ";", ":", "-") or items[stop].quotation
    if not before.spoken and (not closed or stop - cue.end > SHORT or _has_verb(items[cue.end : stop], words)):
        return None
    content = _before(items, cue.start)
    rest = _right_side(items, stop, words)
    return Found((cue.end, end), (cue.start, cue.end), tuple(filter(None, (content, rest))), cue.kind)


# Contents


def _content_after(items: Sequence[Item], cue: Cue, words: Words) -> Range | None:
    """What follows the cue, without a time or place of speaking, and without the one who is told."""
    start, end = cue.end, _sentence_end(items)
    if cue.kind == "telling":
        start = _addressee_end(items, start, words)
    elif cue.kind in ("speech", "public"):
        skipped = _adjunct_end(items, start, words)
        if skipped < end and (items[skipped].word in ("that", ":") or items[skipped].quotation or skipped == start):
            start = skipped
    if start < end and items[start].word in (":", ","):
        start += 1
    return _filled((start, end))


def _right_side(items: Sequence[Item], at: int, words: Words) -> Range | None:
    """The second half of a content that its speaker interrupts."""
    if at + 1 >= len(items) or not (items[at].word in (",", "—", "–", ":", "-") or items[at].quotation):
        return None
    start = at if items[at].quotation else at + 1
    opener = items[start]
    if (
        opener.word in words["grammar.relatives"]
        or opener.word.endswith("ing")
        or opener.word in words["grammar.prepositions"]
    ):
        return None
    if opener.word in words["grammar.joiners"] | {"but"} and not items[min(start + 1, len(items) - 1)].quotation:
        return None
    return _filled((start, _sentence_end(items)))


def _before(items: Sequence[Item], end: int) -> Range | None:
    """What stands before a source or a cue at the end of its content."""
    while end and items[end - 1].word in (",", "—", "–", "-", "(", ";"):
        end -= 1
    return _speech_before(items, end) or _filled((0, end))


def _speech_before(items: Sequence[Item], end: int) -> Range | None:
    """A quotation just before, unless the sentence runs into it: 'It happened “several times a day,”'."""
    start = end
    while start and items[start - 1].spoken:
        start -= 1
    return (start, end) if start < end and (start == 0 or items[start - 1].mark) else None


def _speech_after(items: Sequence[Item], start: int) -> Range | None:
    """The second half of a quotation that its speaker interrupts."""
    at = next((at for at in range(start, len(items)) if items[at].quotation), None)
    return None if at is None else (at, _sentence_end(items))


def _parted(items: Sequence[Item], found: list[Found], words: Words) -> list[Found]:
    """Where 'and' or a semicolon leads on to the next source, the content of the one before ends."""
    links = words["grammar.joiners"] | {"but", ";", ","}
    parted = list(found)
    for at, (one, following) in enumerate(pairwise(found)):
        shared = following.source == one.source
        starts = [part[0] for part in (None if shared else following.source, following.cue) if part]
        end = cut = min(starts, default=0)
        while end and items[end - 1].word in links:
            end -= 1
        content = tuple((start, min(stop, end)) for start, stop in one.content if start < end)
        if content and end < cut and one.cue and end > one.cue[1]:
            parted[at] = replace(one, content=content)
    return parted


def _hearsay(items: Sequence[Item], words: Words) -> list[Found]:
    """'The man reportedly fled': said so, by nobody."""
    for at, item in enumerate(items):
        if item.word in words["phrases.hearsay"]:
            return [
                Found(
                    None,
                    (at, at + 1),
                    tuple(filter(None, (_filled((0, at)), _filled((at + 1, _sentence_end(items)))))),
                    "hearsay",
                )
            ]
    return []


# Sources


def _subject(items: Sequence[Item], end: int, words: Words) -> Range | None:
    """The noun phrase that ends where the cue begins; None where there is none ('... and said')."""
    if end == 0:
        return None
    last = items[end - 1]
    if last.word in words["grammar.pronouns"]:
        return end - 1, end
    if last.word in words["grammar.relatives"]:
        return _relative_subject(items, end, words)
    if last.word == ",":
        return _apposed_subject(items, end, words)
    if last.mark or last.quotation or last.word in words["grammar.joiners"] | words["grammar.clause_openers"]:
        return None
    start = _clause_start(items, end, words)
    return _filled((_without_opening(items, start, end, words), end))


def _clause_start(items: Sequence[Item], end: int, words: Words) -> int:
    """Leftwards to a mark, a speech, or a word that opens a clause; through 'and' only where no verb stands before."""
    relative = False
    floor = max(0, end - SUBJECT_LONGEST)
    start = end
    for at in range(end - 1, floor - 1, -1):
        item = items[at]
        if (item.mark and item.word not in INNER_MARKS) or item.spoken:
            break
        if item.word in words["grammar.joiners"] and any(
            _is_verb(item, words) for item in items[_back_to_mark(items, at, floor) : at]
        ):
            break
        if item.word in words["grammar.relatives"] and at > floor and item.word != "that":
            relative = True
        elif item.word in words["grammar.clause_openers"]:
            break
        start = at
    return start if relative else _after_last_verb(items, start, end, words)


def _after_last_verb(items: Sequence[Item], start: int, end: int, words: Words) -> int:
    """A subject without a relative clause holds no finite verb: it begins after the last one."""
    for at in range(end - 1, start - 1, -1):
        if _is_verb(items[at], words):
            return at + 1
    return start


def _back_to_mark(items: Sequence[Item], end: int, floor: int) -> int:
    at = end
    while at > floor and not items[at - 1].mark and not items[at - 1].spoken:
        at -= 1
    return at


def _relative_subject(items: Sequence[Item], end: int, words: Words) -> Range | None:
    """'Borges, who': the pronoun with the noun phrase that it stands for."""
    if items[end - 1].word == "that":
        return None
    at = end - 1
    if at and items[at - 1].word == ",":
        at -= 1
    start = at
    while start and at - start < SHORT and not items[start - 1].mark and not items[start - 1].quotation:
        if _is_verb(items[start - 1], words) or items[start - 1].word in words["grammar.clause_openers"]:
            break
        start -= 1
    return (_without_opening(items, start, at, words), end) if start < at else (end - 1, end)


def _apposed_subject(items: Sequence[Item], end: int, words: Words) -> Range | None:
    """'Mark Jones, a scientist at Rice, said': between two commas stands who the one before the first is."""
    comma = _comma_before(items, end - 1)
    if comma is None:
        return None
    start = _comma_before(items, comma)
    start = 0 if start is None else start + 1
    while start < comma and start > 1 and _explains(items[start], words):
        further = _comma_before(items, start - 1)
        start = 0 if further is None else further + 1
    start = max(start, _after_last_verb_before(items, start, comma, words))
    return _filled((_without_opening(items, start, comma, words), end)) if start < comma else None


def _after_last_verb_before(items: Sequence[Item], start: int, end: int, words: Words) -> int:
    at = start
    for i in range(start, end):
        if items[i].spoken or (items[i].mark and items[i].word not in INNER_MARKS | {","}):
            at = i + 1
    return at


def _comma_before(items: Sequence[Item], end: int) -> int | None:
    for at in range(end - 1, max(-1, end - SUBJECT_LONGEST), -1):
        if items[at].word == ",":
            return at
        if items[at].spoken or items[at].word in (";", ":", "—"):
            return at
    return None


def _explains(item: Item, words: Words) -> bool:
    return (
        item.word in words["grammar.relatives"] or item.word in ("a", "an", "whose", "jr", "sr") or item.word.isdigit()
    )


def _without_opening(items: Sequence[Item], start: int, end: int, words: Words) -> int:
    """A subject without the adverbs and the time or place before it: 'Yesterday in Iowa Smith'."""
    while start < end - 1 and items[start].word in words["grammar.sentence_openers"] | words["grammar.clause_openers"]:
        start += 1
    if items[start].word in words["grammar.prepositions"]:
        for at in range(end - 1, start, -1):
            opens = items[at].word in words["grammar.determiners"] or (items[at].capital and not items[at - 1].capital)
            if opens and items[at - 1].word not in words["grammar.prepositions"]:
                return at
    return start


def _main_subject(items: Sequence[Item], end: int, words: Words) -> Range | None:
    """The noun phrase at the head of a sentence, up to its first verb, for a cue whose subject stands far off."""
    start = 0
    if items[0].word in words["grammar.prepositions"] | words["grammar.sentence_openers"]:
        comma = next((i for i in range(min(end, SUBJECT_LONGEST)) if items[i].word == ","), None)
        start = 0 if comma is None else comma + 1
    start = _without_opening(items, start, end, words) if start < end else end
    stop = start
    while stop < end and stop - start < SHORT and not items[stop].mark and not items[stop].quotation:
        if stop > start and (_is_verb(items[stop], words) or items[start].word in words["grammar.pronouns"]):
            break
        if (
            stop > start
            and items[stop].word.endswith(("ed", "s"))
            and items[stop - 1].capital
            and not items[stop].capital
        ):
            break
        stop += 1
    return _filled((start, stop)) if start < end and not _is_verb(items[start], words) else None


def _source_end(items: Sequence[Item], start: int, words: Words, short: bool = False) -> int:
    """Rightwards over a noun phrase, with 'of', places and who-clauses, and with what stands in apposition."""
    at, end = start, _sentence_end(items)
    while at < end and not _ends_source(items, start, at, words, short):
        at += 1
    while start < at < end and items[at - 1].word in words["grammar.prepositions"] | words["grammar.joiners"] | {","}:
        at -= 1
    return at


def _ends_source(items: Sequence[Item], start: int, at: int, words: Words, short: bool) -> bool:
    item = items[at]
    if item.word == ",":
        return not _apposition(items, at, words)
    if item.quotation or (item.mark and item.word not in INNER_MARKS):
        return True
    if at == start:
        return False
    if item.word in words["grammar.days"] or item.word in words["grammar.after_source"]:
        return True
    return short and (item.word in words["grammar.prepositions"] - words["grammar.of_source"] or _is_verb(item, words))


def _apposition(items: Sequence[Item], comma: int, words: Words) -> bool:
    """Whether after a comma follows who the one before it is: 'Matt Borges, chairman of ...'."""
    if comma + 2 >= len(items) or not items[comma - 1].capital:
        return False
    follows = items[comma + 1]
    if follows.word in ("a", "an", "the") or follows.word in words["sources.described"]:
        closing = next(
            (i for i in range(comma + 1, min(len(items), comma + SUBJECT_LONGEST)) if items[i].word in (",", ".", ";")),
            None,
        )
        return closing is not None and not _has_verb(items[comma + 1 : closing], words)
    return False


def _adjunct_end(items: Sequence[Item], at: int, words: Words) -> int:
    """Past a time, a place or an occasion of speaking: 'said on Monday in a statement'."""
    end = _sentence_end(items)
    if at < end and (
        items[at].word in words["grammar.days"] | words["grammar.adverbs"] or items[at].word.endswith("ly")
    ):
        at += 1
    if at < end and (items[at].word in words["grammar.prepositions"] or items[at - 1].word in words["grammar.days"]):
        while at < end and items[at].word not in ("that", ",", ":", ";", "—") and not items[at].quotation:
            at += 1
    return at


def _addressee_end(items: Sequence[Item], start: int, words: Words) -> int:
    """Past the one who is told: 'CNN on Monday' in 'told CNN on Monday that'."""
    end = _sentence_end(items)
    for at in range(start, min(end, start + SHORT)):
        if (
            items[at].word in ("that", ":", "to", "what", "how", "whether", "he", "she", "they", "it", "there")
            or items[at].quotation
        ):
            return at
        if (
            at > start
            and items[at].word in ("the", "a", "his", "her")
            and items[at - 1].word not in words["grammar.prepositions"]
        ):
            return at
    return min(start + 1, end)


def _begins_noun(item: Item, words: Words) -> bool:
    return (
        item.capital
        or item.word
        in words["grammar.determiners"]
        | words["grammar.pronouns"]
        | words["sources.described"]
        | words["sources.vague"]
    )


def _is_verb(item: Item, words: Words) -> bool:
    """Whether a word is a finite verb for all we know: an auxiliary, or a form of a reporting verb that is no noun."""
    word = item.word
    if word in words["grammar.be"] | words["grammar.have"] | words["grammar.do"] | words["grammar.modals"] - {
        "to",
        "may",
        "will",
    }:
        return True
    verb = words.verbs.get(word)
    return verb is not None and verb.form == "finite" and word not in words["verbs.nounlike"] and not item.capital


def _has_verb(items: Sequence[Item], words: Words) -> bool:
    return any(_is_verb(item, words) or item.word.endswith("ing") for item in items)


def _sentence_end(items: Sequence[Item]) -> int:
    """Before the full stop."""
    end = len(items)
    while end and items[end - 1].word in (".", "…"):
        end -= 1
    return end


def _filled(part: Range) -> Range | None:
    return part if part[0] < part[1] else None
