"""A witness and its attributions become the claims that nobody is named for.

Sparing on purpose: a figure of people or money, a judgement, a superlative, a grave act. A passage is covered where an
attribution touches it, where it goes on with a covered passage (it begins with a pronoun or with "that", "this",
"their"), and where it opens the text and its source follows at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from builder.claims import carry, words
from builder.model import Attribution, Claim, ClaimReason, Passage, Span, Witness

_DIGITS = r"(?:\d{1,3}(?:[,.\u00a0\u202f ]\d{3}){1,4}|\d+)"


def claims(witness: Witness, attributions: Sequence[Attribution]) -> tuple[Claim, ...]:
    """The claims of body passages that have no source in the passage, before it or after it, in reading order.

    A passage makes claims of one reason: every figure in it, or the first words of the gravest reason that holds.
    """
    table = words.of(witness.language)
    body = [passage for passage in witness.passages if passage.role == "body"]
    covered = _covered(body, witness, attributions, table)
    open_to_doubt = (passage for passage, safe in zip(body, covered, strict=True) if not safe)
    return tuple(claim for passage in open_to_doubt for claim in _claims(witness, passage, table))


def _covered(
    body: list[Passage], witness: Witness, attributions: Sequence[Attribution], table: words.Words
) -> list[bool]:
    touched = [last is not None for _, last in carry.touching(witness, attributions)]
    carried = {span for one in attributions for span in one.carried}
    return [
        touched[at]
        or passage.span in carried
        or (at == 0 and touched[1:2] == [True])  # a lead whose source follows at once
        or _begins(witness.read(passage.span), table, "unknown.openings")
        for at, passage in enumerate(body)
    ]


def _begins(passage: str, table: words.Words, entries: str) -> bool:
    return table.pattern(entries).match(passage) is not None


def _claims(witness: Witness, passage: Passage, table: words.Words) -> list[Claim]:
    """The first reason that holds, the gravest first."""
    patterns: tuple[tuple[ClaimReason, re.Pattern[str]], ...] = (
        ("figure", _figures(table)),
        ("act", table.pattern("claims.act")),
        ("superlative", table.pattern("claims.superlative")),
        ("superlative", _superlatives(table["claims.most"], table["claims.most_endings"], table["claims.of_all"])),
        ("judgement", table.pattern("claims.judgement")),
    )
    said = witness.read(passage.span)
    if said.rstrip('"\u201d\u2019)').endswith("?"):
        return []  # a question claims nothing
    for reason, pattern in patterns:
        matches = list(pattern.finditer(said))[: None if reason == "figure" else 1]
        if matches:
            return [_claim(passage, reason, match, table) for match in matches]
    return []


def _claim(passage: Passage, reason: ClaimReason, match: re.Match[str], table: words.Words) -> Claim:
    start = passage.span.start
    place = match.span("thing") if reason == "figure" else _about(match, table)
    about = Span(start + place[0], start + place[1]) if place[0] < place[1] else None
    return Claim(Span(start + match.start(), start + match.end()), reason, about)


def _about(match: re.Match[str], table: words.Words) -> tuple[int, int]:
    """'level' in 'an unprecedented level of', 'The visit' in 'The visit was unprecedented'; where neither, nothing."""
    after = _phrase_after(table["grammar.prepositions"] | table["grammar.clause_openers"] | _verbs(table))
    found = after.match(match.string, match.end())
    if found:
        return found.span(1)
    found = _subject_before(_verbs(table)).search(match.string, 0, match.start())
    return found.span(1) if found else (0, 0)


def _verbs(table: words.Words) -> frozenset[str]:
    return table["grammar.be"] | table["grammar.have"] | table["grammar.modals"] | table["grammar.joiners"]


@cache
def _phrase_after(ends: frozenset[str]) -> re.Pattern[str]:
    """Up to four words, to a mark or a word that ends a noun phrase."""
    stop = "|".join(re.escape(word) for word in sorted(ends))
    return re.compile(rf"\s+((?!(?:{stop})\b)[\w'’-]+(?:\s+(?!(?:{stop})\b)[\w'’-]+){{0,3}})", re.IGNORECASE)


@cache
def _subject_before(verbs: frozenset[str]) -> re.Pattern[str]:
    """What stands before the verb at the end, back to a mark; at most eight words."""
    verb = "|".join(re.escape(word) for word in sorted(verbs))
    return re.compile(rf"((?:[\w'’-]+\s+){{0,7}}?[\w'’-]+)\s+(?:(?:{verb})\s+)+(?:\w+\s+)?\Z", re.IGNORECASE)


@cache
def _superlatives(most: frozenset[str], endings: frozenset[str], of_all: frozenset[str]) -> re.Pattern[str]:
    """'the worst flood in history'."""
    if not of_all:
        return re.compile(r"(?!)")
    top = "|".join([*sorted(most), *(rf"\w+{ending}" for ending in sorted(endings))])
    scope = "|".join(sorted(of_all, key=lambda each: (-len(each), each)))
    return re.compile(rf"\b(?:{top})\s+(?:[\w'’-]+\s+){{0,3}}?(?:{scope})\b", re.IGNORECASE)


def _figures(table: words.Words) -> re.Pattern[str]:
    return _figure_pattern(
        table["claims.counted"], table["claims.fates"], table["claims.amounts"], table["claims.scales"]
    )


@cache
def _figure_pattern(
    counted: frozenset[str], fates: frozenset[str], amounts: frozenset[str], scales: frozenset[str]
) -> re.Pattern[str]:
    """'122,000 people', '13 Americans service members', '$3 million', 'hundreds of refugees'.

    At most three words stand between a number and what it counts. Numbers of one digit and years are left out.
    """
    if not counted:
        return re.compile(r"(?!)")
    things = "|".join(sorted(counted | fates))
    money = rf"{_DIGITS}(?:[.,]\d+)?\s+(?:{'|'.join(sorted(amounts))})\b"
    return re.compile(
        rf"(?<![\w.,:-])(?!(?:1\d|20)\d\d\b)(?:{_DIGITS}(?<!\b\d)|(?:{'|'.join(sorted(scales))})\s+of)"
        rf"\s+(?P<thing>(?:[^\W\d]\S*\s+){{0,3}}?(?:{things})\b)"
        rf"|[$€£]\s?{money}|(?<![\w.,:-]){money}",
        re.IGNORECASE,
    )
