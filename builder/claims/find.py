"""A sentence becomes what it attributes: source, cue and content, before anyone asks what kind of source it is.

Two officials   told CNN   that the gate was shut .        the content follows
“It worked,”   one official   said   of the deal .         it stands before
The gate, the officials said, was shut .                   it stands on both sides
According to   one aide , the gate was shut .              the cue comes before its source
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from builder.claims import cues, sources
from builder.claims.sentences import Item, Sentence
from builder.claims.sources import NEAR, Items, Range, filled
from builder.claims.words import Verb, Words
from builder.model import Span

OWNED = 4  # items from an owner to what is his: "the mayor's own sudden decision"
TRIED = 3  # possible cues of a sentence: on PolNeAR as good as all of them, and a bound keeps the search linear
HELPERS = 6  # items: "has not yet been able to" is the longest chain before a verb; a bound keeps the search linear
SHORT = 12  # items: "..., said the mayor of the town on Monday" ends within so many
SAYING = ("speech", "public", "telling")
STANCE = "stance"
"""The class of a cue that tells of no saying: 'the mayor's decision'."""
PAUSES = frozenset(",;)—–")
DASHES = frozenset("—–-")


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that report, as items of a sentence."""

    start: int
    head: int
    end: int
    "its helpers before it ('has also'), its verb, and one after the last item of the cue"
    how: str
    "finite, ing, passive, phrase, noun or owned: which reader knows it"
    kind: str
    "class of the verb; 'phrase' or 'noun' where it is none, STANCE for a word that only the model knows"


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution in the making: ranges of the items of one sentence."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]
    kind: str
    "class of the verb; 'phrase', 'hearsay', 'noun' or STANCE where it is none"


def attributed(sentence: Sentence, words: Words, model: cues.Model) -> list[Found]:
    """What a sentence attributes, in the order of the cues."""
    items = _without_stop(sentence.items)
    heads = cues.heads(items, words, model)
    sure = {at for at, total in heads.items() if total >= model.sure or _said_by_people(items, at, words)}
    found = _parted(items, _read(items, sure, words, model), words) or _hearsay(items, words)
    for at in sorted(heads.keys() - sure, key=lambda at: -heads[at])[:TRIED]:
        found = found or [_possible(items, one, words) for one in _read(items, {at}, words, model)]
    return found


def _possible(items: Items, one: Found, words: Words) -> Found:
    """A possible cue tells of a stance, unless weasel words speak, or nobody: 'critics called', 'it is believed'."""
    noun = items[one.source[1] - 1].word if one.source else ""
    weasel = one.kind in (*SAYING, "judging") and words.any_of(noun, "sources.vague", "sources.vague_alone")
    return one if weasel or one.source is None else replace(one, kind=STANCE)


def _said_by_people(items: Items, at: int, words: Words) -> bool:
    """'Officials stated': rare verbs, of which the model knows too little."""
    verb = words.verbs.get(items[at].word)
    sure = (
        verb is not None
        and verb.form == "finite"
        and verb.kind in SAYING
        and items[at].word not in words["verbs.nounlike"]
    )
    return sure and at > 0 and items[at - 1].word in words.people


def _read(items: Items, heads: set[int], words: Words, model: cues.Model) -> list[Found]:
    found: list[Found] = []
    for cue in _cues(items, heads, words, model):
        if found and found[-1].source and found[-1].source[0] <= cue.head < found[-1].source[1]:
            continue  # a word of the source itself: "one network supporting others"
        one = _READERS[cue.how](items, cue, words, found)
        if one is not None:
            found.append(one)
    return found


def spans(sentence: Sentence, *ranges: Range | None) -> tuple[Span, ...]:
    """The characters of some ranges of items, in order."""
    items = sentence.items
    return tuple(Span(items[start].start, items[end - 1].end) for start, end in sorted(filter(None, ranges)))


def _without_stop(items: Items) -> Items:
    end = len(items)
    while end and items[end - 1].word in (".", "…"):
        end -= 1
    return items[:end]


# Cues


def _cues(items: Items, heads: set[int], words: Words, model: cues.Model) -> Iterator[Cue]:
    starters, after = words["phrases.starters"], 0
    for at, item in enumerate(items):
        if at < after or not (at in heads or item.word in starters):
            continue
        cue = _phrase(items, at, words) or _noun(items, at, words)
        if cue is None and at in heads:
            cue = _headed(items, at, words, model)
        if cue is not None:
            yield cue
            after = max(cue.end, cue.head + 1)


def _phrase(items: Items, at: int, words: Words) -> Cue | None:
    """'according to'."""
    for parts in words.phrases.get(items[at].word, ()):
        end = at + len(parts)
        if end < len(items) and all(item.word == part for item, part in zip(items[at:end], parts, strict=True)):
            return Cue(at, at, end, "phrase", "phrase")
    return None


def _noun(items: Items, at: int, words: Words) -> Cue | None:
    """'There have been numerous reports that'."""
    if items[at].word not in words["grammar.existential"]:
        return None
    end = at + 1
    while end < min(len(items), at + HELPERS) and _helps(items[end], words):
        end += 1
    for noun in range(end, min(end + 4, len(items) - 1)):
        that = items[noun + 1].word in words["grammar.content_openers"]
        if that and items[noun].word in words["phrases.report_nouns"]:
            return Cue(at, noun, end, "noun", "noun")
    return None


def _headed(items: Items, at: int, words: Words, model: cues.Model) -> Cue | None:
    """The cue round a word that the model takes for one."""
    verb = words.verbs.get(items[at].word)
    start = _with_helpers(items, at, words)
    how = _how(items, start, at, verb, words)
    if not how:
        return None
    end = at + 1
    if (
        end < len(items)
        and not any(item.spoken for item in items[max(0, start - NEAR) : start])
        and model.goes_on(items[at].word, items[end].word)
    ):
        end += 1
    return Cue(at if how in ("ing", "owned") else start, at, end, how, _kind(items[at].word, words))


def _kind(word: str, words: Words) -> str:
    if word in words.verbs:
        return words.verbs[word].kind
    return "attitude" if word in words["verbs.adjectives"] else STANCE


def _how(items: Items, start: int, at: int, verb: Verb | None, words: Words) -> str:
    """Which reader a cue needs: 'said' finite, 'was said' passive, ', saying' ing, 'his decision' owned; else none."""
    helpers = {helper.word for helper in items[start:at]}
    word = items[at].word
    if not helpers and _owner(items, at, words) >= 0:
        return "owned"
    if not helpers and _is_noun(items, at, words):
        return ""
    being = bool(helpers & words["grammar.be"])
    if _ing(items[at], words) and not being:
        return "ing"
    participle = verb.form != "ing" if verb else word.endswith(tuple(words["grammar.participle_endings"]))
    return "passive" if being and participle else "finite"


def _is_noun(items: Items, at: int, words: Words) -> bool:
    """Whether a word that might be a verb stands like a noun: 'the panel', 'a suicide blast', 'claims of'."""
    word, before = items[at].word, items[at - 1] if at else None
    unsure = word not in words.verbs or word in words["verbs.nounlike"]
    if not unsure or word.endswith(tuple(words["grammar.verb_forms"])):
        return False
    if at + 1 < len(items) and items[at + 1].word in words["grammar.of"]:
        return True
    if before is None or words.any_of(before.word, "grammar.prepositions", "grammar.determiners"):
        return before is not None
    common = not (before.mark or before.quotation or before.capital or before.word in words.classes)
    return common and before.word not in words.people and not word.endswith(tuple(words["grammar.present_endings"]))


def _owner(items: Items, at: int, words: Words) -> int:
    """Where the one stands to whom a noun belongs: "Kent's" in "Kent's own decision", "his"; -1 where none does."""
    for place in range(at - 1, max(-1, at - OWNED), -1):
        item = items[place]
        if item.word.endswith(("'s", "s'")) or item.word in words["grammar.possessives"]:
            return place
        if item.mark or item.quotation or item.word in words.classes:
            break
    return -1


def _with_helpers(items: Items, at: int, words: Words) -> int:
    """Where the auxiliaries and adverbs before a verb begin."""
    start, floor = at, max(0, at - HELPERS)
    while start > floor and _helps(items[start - 1], words):
        start -= 1
    return start


def _helps(item: Item, words: Words) -> bool:
    if item.word in words["grammar.helpers"]:
        return True
    adverb = item.word.endswith(tuple(words["grammar.adverb_endings"]))
    return adverb and not item.capital and item.word not in words["grammar.no_adverbs"]


# Readers: one a kind of cue


def _read_phrase(items: Items, cue: Cue, words: Words, _found: list[Found]) -> Found | None:
    """'according to': the source after the cue, the content before it and after the source."""
    end = sources.after(items, cue.end, words)
    if end == cue.end:
        return None
    rest = (end + 1, len(items)) if end < len(items) and items[end].word == "," else (end, end)
    return Found((cue.end, end), (cue.start, cue.end), _parts(_before(items, cue.start), filled(rest)), cue.kind)


def _read_noun(items: Items, cue: Cue, _words: Words, _found: list[Found]) -> Found | None:
    """'There have been' is the cue, 'numerous reports' the source."""
    return Found((cue.end, cue.head + 1), (cue.start, cue.end), ((cue.head + 1, len(items)),), cue.kind)


def _read_owned(items: Items, cue: Cue, words: Words, _found: list[Found]) -> Found | None:
    """ "Kent's decision to": the source owns the cue."""
    owner = _owner(items, cue.head, words)
    pronoun = items[owner].word in words["grammar.possessives"]
    source = (owner, owner + 1) if pronoun else sources.before(items, owner + 1, words)
    content = filled((cue.end, len(items)))
    return Found(source, (cue.start, cue.end), (content,), cue.kind) if source and content else None


def _read_passive(items: Items, cue: Cue, words: Words, _found: list[Found]) -> Found | None:
    """'It was reported that' has no source, 'it was reported by Reuters' has; 'they were told' names a hearer only."""
    end = len(items)
    if cue.end < end and items[cue.end].word in words["grammar.agent"]:
        stop = sources.after(items, cue.end + 1, words)
        content = filled((stop, end)) or _before(items, cue.start)
        source = filled((cue.end + 1, stop))
        return Found(source, (cue.start, cue.end + 1), _parts(content), cue.kind) if source else None
    it = cue.start > 0 and items[cue.start - 1].word in words["phrases.impersonal_subject"]
    contracted = items[cue.start].word in words["phrases.impersonal_subject"]
    opened = cue.end < end and (items[cue.end].word in words["grammar.content_openers"] or items[cue.end].word in ",:")
    wish = items[cue.head].word in words["phrases.wishes"]
    if opened and (it or contracted):
        return Found(None, (cue.start - it, cue.end), ((cue.end, end),), STANCE if wish else cue.kind)
    content = _before(items, cue.start) if cue.end >= end else (cue.end, end)
    kind = cue.kind if cue.kind in ("speech", "public") and _said_to(items, cue, words) else STANCE
    return Found(None, (cue.start, cue.end), (content,), kind) if content else None


def _said_to(items: Items, cue: Cue, words: Words) -> bool:
    """'He is said to have fled': by whom, is not said."""
    following = [item.word for item in items[cue.head + 1 : cue.head + 3]]
    agent = any(item.word in words["grammar.agent"] for item in items[cue.end :])
    return " ".join(following) in words["phrases.said_to"] and not agent


def _read_ing(items: Items, cue: Cue, words: Words, found: list[Found]) -> Found | None:
    """'..., adding that': the source is the one who spoke before in this sentence, else the sentence's subject."""
    if cue.start and words.any_of(items[cue.start - 1].word, "grammar.of_source", "grammar.determiners"):
        return None
    return _with_far_source(items, cue, words, found)


def _read_finite(items: Items, cue: Cue, words: Words, found: list[Found]) -> Found | None:
    """The plain case: a subject, a verb, and a content after, before or on both sides."""
    inverted = _inverted(items, cue, words)
    if inverted is not None:
        return inverted
    subject = sources.before(items, cue.start, words)
    if subject and cue.kind not in SAYING and _impersonal(items, subject, cue, words):
        return None
    if subject is None:
        return _with_far_source(items, cue, words, found)
    content = _content(items, subject, cue, words)
    return None if content is None else Found(subject, (cue.start, cue.end), content, cue.kind)


def _impersonal(items: Items, subject: Range, cue: Cue, words: Words) -> bool:
    """'It is unclear', 'it is hoped'."""
    being = any(item.word in words["grammar.be"] for item in items[cue.start : cue.head])
    return being and items[subject[0]].word in words["phrases.impersonal_subject"]


_READERS = {
    "phrase": _read_phrase,
    "noun": _read_noun,
    "owned": _read_owned,
    "passive": _read_passive,
    "ing": _read_ing,
    "finite": _read_finite,
}


def _with_far_source(items: Items, cue: Cue, words: Words, found: list[Found]) -> Found | None:
    source = found[-1].source if found else sources.main(items, cue.start, words)
    content = _after(items, cue, words)
    return Found(source, (cue.start, cue.end), (content,), cue.kind) if source and content else None


def _inverted(items: Items, cue: Cue, words: Words) -> Found | None:
    """'“It worked,” said one official': the verb before its subject, the content before both."""
    if cue.start == 0 or cue.kind not in ("speech", "public") or cue.end >= len(items):
        return None
    before = items[cue.start - 1]
    if not (before.spoken or before.word in (",", "?", "!")) or not sources.begins(items[cue.end], words):
        return None
    end = sources.after(items, cue.end, words, speaker=True)
    stop = _adjunct_end(items, end, words)
    if not before.spoken and not _closes(items, cue.end, stop, words):
        return None
    content = _parts(_before(items, cue.start), _right_side(items, stop, words))
    return Found((cue.end, end), (cue.start, cue.end), content, cue.kind)


def _closes(items: Items, start: int, stop: int, words: Words) -> bool:
    """Whether a speaker after his verb is all that stands there: no clause of his own begins."""
    closed = stop >= len(items) or items[stop].word in (",", ";", ":", "-") or items[stop].quotation
    return closed and stop - start <= SHORT and not sources.has_verb(items[start:stop], words)


# Contents


def _content(items: Items, subject: Range, cue: Cue, words: Words) -> tuple[Range, ...] | None:
    """The content of a verb whose subject stands before it; None where there is neither content nor room for one."""
    speech = _speech_before(items, subject[0])
    if speech is not None:
        return _parts(speech, _speech_after(items, cue.end))
    pause = _adjunct_end(items, cue.end, words)
    if pause >= len(items) or items[pause].word in PAUSES:
        parts = _parts(_before(items, subject[0]), _right_side(items, pause, words))
        if parts or pause >= len(items):
            return parts
    return _parts(_after(items, cue, words) or _before(items, subject[0])) or None


def _parts(*ranges: Range | None) -> tuple[Range, ...]:
    return tuple(filter(None, ranges))


def _after(items: Items, cue: Cue, words: Words) -> Range | None:
    """What follows the cue, without a time or place of speaking, and without the one who is told."""
    start, end = cue.end, len(items)
    if cue.kind == "telling":
        start = _addressee_end(items, start, words)
    elif cue.kind in ("speech", "public"):
        skipped = _adjunct_end(items, start, words)
        if skipped < end and (_opens_content(items[skipped], words) or items[skipped].word == ":"):
            start = skipped
    if start < end and items[start].word in (":", ","):
        start += 1
    return filled((start, end))


def _right_side(items: Items, at: int, words: Words) -> Range | None:
    """The second half of a content that its speaker interrupts."""
    if at + 1 >= len(items) or not (items[at].word in DASHES or items[at].word in (",", ":") or items[at].quotation):
        return None
    start = at if items[at].quotation else at + 1
    opener = items[start]
    apart = words.any_of(opener.word, "grammar.relatives", "grammar.prepositions") or _ing(opener, words)
    linked = opener.word in words["grammar.links"] and not items[min(start + 1, len(items) - 1)].quotation
    return None if apart or linked else filled((start, len(items)))


def _ing(item: Item, words: Words) -> bool:
    return item.word.endswith(tuple(words["grammar.ing"]))


def _before(items: Items, end: int) -> Range | None:
    """What stands before a source or a cue at the end of its content."""
    while end and (items[end - 1].word in DASHES or items[end - 1].word in (",", "(", ";")):
        end -= 1
    return _speech_before(items, end) or filled((0, end))


def _speech_before(items: Items, end: int) -> Range | None:
    """A quotation just before, unless the sentence runs into it: 'It happened “several times a day,”'."""
    start = end
    while start and items[start - 1].spoken:
        start -= 1
    return (start, end) if start < end and (start == 0 or items[start - 1].mark) else None


def _speech_after(items: Items, start: int) -> Range | None:
    """The second half of a quotation that its speaker interrupts."""
    at = next((at for at in range(start, min(start + NEAR, len(items))) if items[at].quotation), None)
    return None if at is None else (at, len(items))


def _adjunct_end(items: Items, at: int, words: Words) -> int:
    """Past a time, a place or an occasion of speaking: 'said on Monday in a statement'."""
    end = min(len(items), at + NEAR)
    if at < end and (items[at].word in words["grammar.days"] or _helps(items[at], words)):
        at += 1
    if at < end and (items[at].word in words["grammar.prepositions"] or items[at - 1].word in words["grammar.days"]):
        while at < end and not (_opens_content(items[at], words) or items[at].word in PAUSES or items[at].word == ":"):
            at += 1
    return at


def _opens_content(item: Item, words: Words) -> bool:
    return item.quotation or item.word in words["grammar.content_openers"]


def _addressee_end(items: Items, start: int, words: Words) -> int:
    """Past the one who is told: 'CNN on Monday' in 'told CNN on Monday that'."""
    end = len(items)
    for at in range(start, min(end, start + SHORT)):
        if items[at].quotation or items[at].word == ":" or items[at].word in words["grammar.told"]:
            return at
        article = at > start and items[at].word in words["grammar.articles"]
        if article and items[at - 1].word not in words["grammar.prepositions"]:
            return at
    return min(start + 1, end)


def _parted(items: Items, found: list[Found], words: Words) -> list[Found]:
    """Where 'and' or a semicolon leads on to the next source, the content of the one before ends."""
    parted = list(found)
    for at, (one, following) in enumerate(pairwise(found)):
        shared = following.source is None or following.source == one.source
        cut = following.cue[0] if shared or following.source is None else min(following.source[0], following.cue[0])
        end = cut
        while end and items[end - 1].word in words["grammar.links"]:
            end -= 1
        content = tuple((start, min(stop, end)) for start, stop in one.content if start < end)
        if content and one.cue[1] < end < cut:
            parted[at] = replace(one, content=content)
    return parted


def _hearsay(items: Items, words: Words) -> list[Found]:
    """'The man reportedly fled': said so, by nobody."""
    at = next((at for at, item in enumerate(items) if item.word in words["phrases.hearsay"]), None)
    if at is None:
        return []
    return [Found(None, (at, at + 1), _parts(filled((0, at)), filled((at + 1, len(items)))), "hearsay")]
