"""The items round a cue become a source: the noun phrase that speaks.

There is no parser here. A phrase ends at a mark, at a word of a closed class, or at a verb that we know; what is
between is taken to be the phrase. On PolNeAR's development part .78 of the sources found so touch the right one.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.claims.sentences import Item
from builder.claims.words import Words

NEAR = 60  # items; the longest source of the seeds has 22. Looking no further keeps the time linear in any text.
SHORT = 12  # items: a subject without its clauses
APPOSITIONS = 3  # "John Smith, 43, a lawyer, who ..., said"
INNER_MARKS = frozenset("$%&/'’.")  # of a name or a sum: "AT&T", "St. Louis"
BREAKS = frozenset(";:—–")

Items = Sequence[Item]
Range = tuple[int, int]
"items of a sentence, half-open"


def filled(part: Range) -> Range | None:
    """The range, unless it is empty."""
    return part if part[0] < part[1] else None


def before(items: Items, end: int, words: Words) -> Range | None:
    """The noun phrase that ends where a verb begins; None where there is none ('... and said')."""
    last = items[end - 1] if end else None
    if last is None or last.quotation or (last.mark and last.word not in (",", ")")):
        return None
    if last.word == ",":
        return _apposed(items, end, words)
    if last.word in words["grammar.pronouns"]:
        return end - 1, end
    if last.word in words["grammar.relatives"]:
        return _relative(items, end, words)
    if words.any_of(last.word, "grammar.joiners", "grammar.clause_openers"):
        return None
    return filled((_without_opening(items, _clause_start(items, end, words), end, words), end))


def after(items: Items, start: int, words: Words, *, speaker: bool = False) -> int:
    """Where the noun phrase that begins here ends, with its places, who-clauses and appositions.

    Of a `speaker` after his verb, what is said of time and place is no part: "said the mayor on Monday".
    """
    at, end = start, min(len(items), start + NEAR)
    while at < end and not _ends(items, start, at, words, speaker):
        at += 1
    loose = ("grammar.prepositions", "grammar.joiners", "grammar.links")
    while start < at < len(items) and words.any_of(items[at - 1].word, *loose):
        at -= 1
    return at


def main(items: Items, end: int, words: Words) -> Range | None:
    """The noun phrase at the head of a sentence, up to its first verb, for a cue whose subject stands far off."""
    start = 0
    if end and words.any_of(items[0].word, "grammar.prepositions", "grammar.sentence_openers"):
        comma = next((at for at in range(min(end, NEAR)) if items[at].word == ","), -1)
        start = comma + 1
    if start >= end:
        return None
    start = _without_opening(items, start, min(end, start + NEAR), words)
    if is_verb(items[start], words):
        return None
    if items[start].word in words["grammar.pronouns"]:
        return start, start + 1
    stop = start + 1
    while stop < min(end, start + SHORT) and not _predicate(items, stop, words):
        stop += 1
    return None if items[start].mark else (start, stop)


def begins(item: Item, words: Words) -> bool:
    """Whether a noun phrase may begin here."""
    known = ("grammar.determiners", "grammar.pronouns", "sources.described", "sources.vague")
    return item.capital or words.any_of(item.word, *known)


def is_verb(item: Item, words: Words) -> bool:
    """Whether a word is a finite verb for all we know: an auxiliary, or a reporting verb that is no noun."""
    if words.any_of(item.word, "grammar.be", "grammar.have", "grammar.do", "grammar.finite_modals"):
        return True
    verb = words.verbs.get(item.word)
    return verb is not None and verb.form == "finite" and item.word not in words["verbs.nounlike"] and not item.capital


def has_verb(items: Items, words: Words) -> bool:
    """Whether a clause stands there: a finite verb, or an -ing form."""
    ing = tuple(words["grammar.ing"])
    return any(is_verb(item, words) or item.word.endswith(ing) for item in items)


def _clause_start(items: Items, end: int, words: Words) -> int:
    """Leftwards to a mark, a speech, or a word that opens a clause; through 'and' only where no verb stands before."""
    relative = closed = False
    floor = max(0, end - NEAR)
    start = end
    for at in range(end - 1, floor - 1, -1):
        item = items[at]
        if item.word == ")" or (item.word == "(" and closed):
            closed = item.word == ")"
        elif item.spoken or (item.mark and item.word not in INNER_MARKS):
            break
        if item.word in words["grammar.joiners"] and _verb_in_clause(items, floor, at, words):
            break
        if item.word in words["grammar.relatives"] and item.word not in words["grammar.content_openers"] and at > floor:
            relative = True
        elif item.word in words["grammar.clause_openers"]:
            break
        start = at
    # A subject without a relative clause holds no finite verb: it begins after the last one.
    return start if relative else max((at + 1 for at in range(start, end) if is_verb(items[at], words)), default=start)


def _verb_in_clause(items: Items, floor: int, end: int, words: Words) -> bool:
    """Whether a finite verb stands between the last mark and here."""
    for at in range(end - 1, floor - 1, -1):
        if items[at].mark or items[at].spoken:
            return False
        if is_verb(items[at], words):
            return True
    return False


def _relative(items: Items, end: int, words: Words) -> Range | None:
    """'Borges, who': the pronoun with the noun phrase that it stands for."""
    if items[end - 1].word in words["grammar.content_openers"]:
        return None
    noun = end - 1
    if noun and items[noun - 1].word == ",":
        noun -= 1
    start, floor = noun, max(0, noun - SHORT)
    while start > floor and not _left_edge(items[start - 1], words):
        start -= 1
    return (_without_opening(items, start, noun, words), end) if start < noun else (end - 1, end)


def _left_edge(item: Item, words: Words) -> bool:
    return item.mark or item.quotation or is_verb(item, words) or item.word in words["grammar.clause_openers"]


def _apposed(items: Items, end: int, words: Words) -> Range | None:
    """'Mark Jones, a scientist at Rice, said': between two commas stands who the one before the first is."""
    comma = _break_before(items, end - 1)
    if comma < 0:
        return None
    start = _break_before(items, comma) + 1
    for _ in range(APPOSITIONS):
        if 1 < start < comma and _explains(items[start], words):
            start = _break_before(items, start - 1) + 1
    if start >= comma or items[comma].word != ",":
        return None
    return _without_opening(items, start, comma, words), end


def _break_before(items: Items, end: int) -> int:
    """The last comma, break or speech before; -1 where there is none near."""
    for at in range(end - 1, max(-1, end - NEAR), -1):
        if items[at].word == "," or items[at].word in BREAKS or items[at].spoken:
            return at
    return -1


def _explains(item: Item, words: Words) -> bool:
    """Whether what begins here says who the one before is: a relative clause, 'a lawyer', an age."""
    return words.any_of(item.word, "grammar.relatives", "grammar.explaining") or item.word.isdigit()


def _without_opening(items: Items, start: int, end: int, words: Words) -> int:
    """A subject without the adverbs, the time or the place before it: 'Yesterday in Iowa Smith'."""
    while start < end - 1 and words.any_of(items[start].word, "grammar.sentence_openers", "grammar.clause_openers"):
        start += 1
    if items[start].word not in words["grammar.prepositions"]:
        return start
    for at in range(end - 1, start, -1):
        noun = items[at].word in words["grammar.determiners"] or (items[at].capital and not items[at - 1].capital)
        if noun and items[at - 1].word not in words["grammar.prepositions"]:
            return at
    return start


def _predicate(items: Items, at: int, words: Words) -> bool:
    """Whether the subject of a sentence ends before this item."""
    item, last = items[at], items[at - 1]
    after_name = last.capital and not item.capital and item.word.endswith(tuple(words["grammar.verb_endings"]))
    return after_name or item.mark or item.quotation or is_verb(item, words)


def _ends(items: Items, start: int, at: int, words: Words, speaker: bool) -> bool:
    """Whether a noun phrase that began at `start` ends before this item."""
    item = items[at]
    if item.word == ",":
        return not _apposition(items, at, words)
    if item.quotation or (item.mark and item.word not in INNER_MARKS):
        return True
    if at == start:
        return False
    if words.any_of(item.word, "grammar.days", "grammar.after_source"):
        return True
    adjunct = item.word in words["grammar.prepositions"] and item.word not in words["grammar.of_source"]
    return speaker and (adjunct or is_verb(item, words))


def _apposition(items: Items, comma: int, words: Words) -> bool:
    """Whether after a comma follows who the one before it is: 'Matt Borges, chairman of ...'."""
    if comma == 0 or comma + 2 >= len(items) or not items[comma - 1].capital:
        return False
    if not words.any_of(items[comma + 1].word, "grammar.articles", "sources.described"):
        return False
    near = range(comma + 1, min(len(items), comma + NEAR))
    closing = next((at for at in near if items[at].word in (",", ";")), None)
    return closing is not None and not has_verb(items[comma + 1 : closing], words)
