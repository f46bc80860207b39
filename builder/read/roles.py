"""A draft becomes a draft whose pieces all have a role, and the dates found on the way.

    July 13, 2024                          byline: a printed date, found above the headline
    Taliban escorts Americans to gates     heading
    ISLAMABAD: The US military ...         dateline, then body
    Source: News Agencies                  credit
    Leave a Reply                          boilerplate: stays visible, takes no part in collation

What a format says itself (a Markdown heading, an HTML footer) is kept; only what it leaves open is decided here.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache

from builder import days
from builder.model import Dating, Found, Span
from builder.read import words
from builder.read.drafts import HEADING, Draft, Piece, part

LONGEST_HEADLINE = 25
"""Words. Of 832 titles in the development sets for grouping 694 are no longer; of the other 138, 96 % end as sentences
do, so that they are first sentences rather than headlines."""
DATELINE = re.compile(
    rf"""
    [^\W\d_a-z]{{2}}[^\W\d_a-z.'\u2019 -]{{0,40}}   # a place in capitals
    (?:,\ [^\W\d_][\w. ]{{1,30}})?               # a state or a country, a day
    (?:,?\ (?P<date>{days.PRINTED_DAY.pattern}))?
    (?:\ ?\([^()\n]{{2,40}}\))?                  # the agency
    \s*(?::|\ [-\u2013\u2014]{{1,2}}|\u2014)     # the sign that ends it
    (?=\s+["'\u2018\u201c(]*[^\W_a-z])          # and a sentence: "NATO: what it is for" has none
    """,
    re.VERBOSE,
)


def settle(draft: Draft, language: str) -> Draft:
    """Give every piece a role, cut bylines and datelines off the text they are glued to, and collect the dates."""
    vocabulary = _vocabulary(language)
    pieces = _furniture(draft, vocabulary)
    head, rest = _head(replace(draft, pieces=pieces), vocabulary)
    settled = [*head.pieces, *(piece if piece.role else replace(piece, role="body") for piece in rest)]
    found = [*draft.datings, *(_dated(head, dating) for dating in head.datings)]
    title = draft.title or next((draft.read(piece) for piece in settled if piece.role == "heading"), "")
    author = draft.author or head.author
    return replace(draft, pieces=tuple(settled), datings=tuple(found), title=" ".join(title.split()), author=author)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    furniture: re.Pattern[str]
    ends: re.Pattern[str]
    credit: re.Pattern[str]
    longest_credit: int
    date: re.Pattern[str]
    author: re.Pattern[str]


@cache
def _vocabulary(language: str) -> _Vocabulary:
    table = words.table(language)
    labels = "|".join(map(re.escape, sorted(table["byline"]["labels"], key=len, reverse=True)))
    sources = "|".join(map(re.escape, table["credit"]["labels"]))
    phrases = "|".join(map(re.escape, table["credit"]["phrases"])) or "(?!)"
    return _Vocabulary(
        furniture=re.compile("|".join(table["furniture"]["blocks"]), re.IGNORECASE),
        ends=re.compile("|".join(table["furniture"]["ends"]), re.IGNORECASE),
        credit=re.compile(rf"\(?(?:(?:{sources})\s*:|(?:{phrases})\s)\s*\S.*", re.IGNORECASE | re.DOTALL),
        longest_credit=table["credit"]["longest"],
        date=re.compile(
            rf"\s*(?:(?i:{labels})\s*:?\s+)?(?P<date>{days.PRINTED_DAY.pattern}){table['byline']['after']}\s*"
        ),
        author=re.compile(table["byline"]["author"]),
    )


def _furniture(draft: Draft, vocabulary: _Vocabulary) -> tuple[Piece, ...]:
    """Credits and furniture, wherever they stand; after a heading such as 'Leave a Reply', all that is left."""
    pieces: list[Piece] = []
    ended = False
    for piece in draft.pieces:
        words_ = " ".join(draft.read(piece).split())
        ended = ended or (_past_the_middle(draft, piece) and bool(vocabulary.ends.fullmatch(words_)))
        if piece.role in (None, "heading") and (ended or vocabulary.furniture.fullmatch(words_)):
            pieces.append(replace(piece, role="boilerplate"))
        elif piece.role is None and _is_credit(words_, vocabulary):
            pieces.append(replace(piece, role="credit"))
        else:
            pieces.append(piece)
    return tuple(pieces)


def _past_the_middle(draft: Draft, piece: Piece) -> bool:
    return piece.span.start * 2 > len(draft.text.rstrip())


def _is_credit(text: str, vocabulary: _Vocabulary) -> bool:
    return len(text.split()) <= vocabulary.longest_credit and bool(vocabulary.credit.fullmatch(text))


def _head(draft: Draft, vocabulary: _Vocabulary) -> tuple[Draft, tuple[Piece, ...]]:
    """What stands before the first sentence, with its dates; and the pieces from there on."""
    head: list[Piece] = []
    datings: list[Dating] = []
    author = ""
    queue = deque(draft.pieces)
    while queue:
        piece = queue.popleft()
        text = draft.read(piece)
        date = vocabulary.date.match(draft.text, piece.span.start, piece.span.end)
        if piece.role is not None:
            head.append(piece)
        elif date and _is_byline(draft, piece, date):
            datings += _dating(date, "before the text")
            head.append(part(draft, piece, piece.span.start, date.end(), "byline"))
            if date.end() < piece.span.end:
                queue.appendleft(part(draft, piece, date.end(), piece.span.end, None))
        elif vocabulary.author.fullmatch(text) and len(text.split()) <= vocabulary.longest_credit:
            author = author or re.sub(r"^\w+\s+", "", text)
            head.append(replace(piece, role="byline"))
        elif _is_headline(piece, text, head, queue):
            head.append(replace(piece, role="heading", block=HEADING))
        elif dateline := DATELINE.match(draft.text, piece.span.start, piece.span.end):
            datings += _dating(dateline, "dateline") if dateline["date"] else []
            head.append(part(draft, piece, piece.span.start, dateline.end(), "dateline"))
            queue.appendleft(part(draft, piece, dateline.end(), piece.span.end, "body"))
            break
        elif lines := _headlines(draft, piece, vocabulary):
            queue.extendleft(reversed(lines))
        else:
            queue.appendleft(piece)
            break
    return replace(draft, pieces=tuple(head), datings=tuple(datings), author=author), tuple(queue)


def _is_byline(draft: Draft, piece: Piece, date: re.Match[str]) -> bool:
    """Whether a date at the start of a piece is that of the text: "31 August 2021 was a Tuesday" begins a sentence."""
    rest = draft.text[date.end() : piece.span.end]
    if not rest or date.group().endswith("\n") or DATELINE.match(rest):
        return True
    labelled = bool(draft.text[piece.span.start : date.start("date")].strip())
    return (labelled or date["year"] is not None) and rest[0].isupper()


def _dating(match: re.Match[str], found: Found) -> list[Dating]:
    """The dating, or none for 31 September: that stays text, and a check speaks of it."""
    try:
        return [Dating(days.from_match(match), found, Span(*match.span("date")))]
    except ValueError:
        return []


def _is_headline(piece: Piece, text: str, head: list[Piece], after: Collection[Piece]) -> bool:
    """A short line without a full stop, the first of its kind, with something to be the headline of."""
    return (
        bool(after)
        and not any(piece.role == "heading" for piece in head)
        and piece.block.form == "paragraph"
        and "\n" not in text
        and len(text.split()) <= LONGEST_HEADLINE
        and not text.rstrip("\"'\u201d\u2019\u00bb)]").endswith((".", ",", ";", ":", "\u2026", "\u3002"))
    )


def _headlines(draft: Draft, piece: Piece, vocabulary: _Vocabulary) -> list[Piece]:
    """The lines of a first block whose second or third line is a date or an author: a head, not a paragraph."""
    lines = draft.read(piece).split("\n")
    for number in (1, 2):
        if number < len(lines) and (
            vocabulary.date.fullmatch(lines[number]) or vocabulary.author.fullmatch(lines[number])
        ):
            bounds = [piece.span.start]
            for line in lines[: number + 1]:
                bounds.append(bounds[-1] + len(line) + 1)
            bounds[-1] = min(bounds[-1], piece.span.end)
            ends = [*bounds[1:], piece.span.end]
            cut = [part(draft, piece, start, end, None) for start, end in zip(bounds, ends, strict=True) if start < end]
            return [each for each in cut if each.span]
    return []


def _dated(head: Draft, dating: Dating) -> Dating:
    """The dating with the place where it was found: a page prints the current day above its headline."""
    assert dating.span is not None
    if dating.found == "dateline":
        return dating
    headings = [piece.span.start for piece in head.pieces if piece.role == "heading"]
    found: Found = "before the text"
    if headings:
        found = "above the headline" if dating.span.start < headings[0] else "below the headline"
    return replace(dating, found=found)
