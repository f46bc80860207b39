"""The words of a match become its changes: whole words, readable runs, and the marks between them.

    left   The US military ... with the Taliban [that resulted in Taliban members escorting groups of] Americans ...
    right  {Two defense officials told CNN that} the US military ...   |   {The Taliban have escorted} Americans ...

Each half of a split passage is compared in the order in which it follows the other side, so that the other half does
not show as missing. Words are compared first; then the marks between words that correspond: so no comma makes a word
differ, and none is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, takewhile, zip_longest
from typing import NamedTuple
from unicodedata import normalize

from builder.collate import classes
from builder.collate.classes import Language
from builder.collate.pieces import Piece, pieces
from builder.collate.words import Word, marks
from builder.model import Change, ChangeClass, ChangeKind, Span, turned

Passage = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The passages of one side of a match, in the order in which they are compared."""

    text: str
    "of the whole witness"
    spans: tuple[Span, ...]
    passages: tuple[Passage, ...]
    "the words of each; at least one"


def follow(left: Sequence[Passage], right: Sequence[Passage]) -> list[int]:
    """The order in which the right passages follow the left words."""
    words = [word.folded for passage in left for word in passage]
    matcher = SequenceMatcher(None, words, "", autojunk=False) if len(right) > 1 else None

    def place(index: int) -> tuple[int, int]:
        assert matcher is not None
        matcher.set_seq2([word.folded for word in right[index]])
        longest = matcher.find_longest_match()
        return (longest.a if longest.size else len(words), index)

    return sorted(range(len(right)), key=place) if matcher else list(range(len(right)))


def changes(left: Side, right: Side, language: Language) -> Iterator[Change]:
    """The changes between two sides. The same, turned round, from the other side."""
    if [left.text[span.start : span.end] for span in left.spans] == [
        right.text[span.start : span.end] for span in right.spans
    ]:
        return
    one, two = _Reading(left), _Reading(right)
    compared = False  # whether the marks before the next piece are compared already
    for piece in pieces(one.words, two.words, language):
        a, b, c, d, class_ = piece
        if c == d:
            yield from _alone(one, two, piece)
        elif a == b:
            yield from map(turned, _alone(two, one, Piece(c, d, a, b, class_)))
        else:
            if not compared:
                yield from _between(one, two, a, c)
            yield from _equal(one, two, piece) if class_ is None else _replaced(one, two, piece)
        compared = a == b or c == d
    if not compared:
        yield from _between(one, two, len(one.words), len(two.words))


class _Token(NamedTuple):
    """A word or mark where it stands."""

    passage: int
    span: Span
    folded: str
    printed: str
    before: str | None = None
    "of a mark: the space before it; None where its passage begins"
    after: str | None = None
    "of the last mark before a word: the space between them"

    @property
    def room(self) -> Span:
        """The token and the space about it."""
        return Span(self.span.start - len(self.before or ""), self.span.end + len(self.after or ""))


class _Reading:
    """A side as it is read: its words, and the marks between them."""

    def __init__(self, side: Side) -> None:
        self.text, self.spans = side.text, side.spans
        self.words = [word for passage in side.passages for word in passage]
        self.passage = [number for number, passage in enumerate(side.passages) for _ in passage]

    def tokens(self, start: int, end: int) -> list[_Token]:
        """The words from an index to another, with the marks that end and begin passages between them."""
        found: list[_Token] = []
        for k in range(start, end):
            if found and self.passage[k - 1] != self.passage[k]:
                found += self.gap(k)
            found.append(_Token(self.passage[k], *self.words[k][:3]))
        return found

    def printed_between(self, k: int) -> str | None:
        """All that is printed between the word before an index and the word at it; None where a passage ends there."""
        if not 0 < k < len(self.words) or self.passage[k - 1] != self.passage[k]:
            return None
        return self.text[self.words[k - 1].span.end : self.words[k].span.start]

    def gap(self, k: int) -> list[_Token]:
        """The marks between the word before an index and the word at it."""
        last = self.words[k - 1].span.end if k else 0
        first = self.words[k].span.start if k < len(self.words) else 0
        if self.printed_between(k) is not None:
            return self._marks(self.passage[k], last, first)
        tail = self._marks(self.passage[k - 1], last, None) if k else []
        return tail + (self._marks(self.passage[k], None, first) if k < len(self.words) else [])

    def place(self, k: int, marks_before: Sequence[_Token] = ()) -> Span:
        """The empty span after the word before an index, and after marks that follow it."""
        before = marks_before[-1].span if marks_before else self.words[k - 1].span if k else None
        end = before.end if before else self.spans[0].start
        return Span(end, end)

    def _marks(self, passage: int, last: int | None, first: int | None) -> list[_Token]:
        """The marks of a passage between the end of a word, or its own beginning, and the start of the next word."""
        start = self.spans[passage].start if last is None else last
        end = self.spans[passage].end if first is None else first
        found: list[_Token] = []
        for mark in marks(self.text, start, end):
            before = None if last is None and not found else self.text[start : mark.span.start]
            found.append(_Token(passage, *mark[:3], before))
            start = mark.span.end
        if found and first is not None:
            found[-1] = found[-1]._replace(after=self.text[start:first])
        return found


def _equal(one: _Reading, two: _Reading, piece: Piece) -> Iterator[Change]:
    """What differs between words that do not."""
    for n in range(1, piece.b - piece.a):
        between = one.printed_between(piece.a + n)
        if between is None or between != two.printed_between(piece.c + n):
            yield from _between(one, two, piece.a + n, piece.c + n)


def _replaced(one: _Reading, two: _Reading, piece: Piece) -> Iterator[Change]:
    """Words on both sides."""
    a, b, c, d, class_ = piece
    assert class_ is not None
    yield from _spans(one.tokens(a, b), two.tokens(c, d), class_, one.place(b), two.place(d))


def _between(one: _Reading, two: _Reading, a: int, c: int) -> Iterator[Change]:
    """What differs between the marks before the words at two indices."""
    lefts, rights = one.gap(a), two.gap(c)
    begin = _common(lefts, rights)
    end = _common(lefts[begin:][::-1], rights[begin:][::-1])
    yield from _typography(lefts[:begin], rights[:begin])
    yield from _marked(lefts[begin : len(lefts) - end], rights[begin : len(rights) - end],
                       one.place(a, lefts[:begin]), two.place(c, rights[:begin]))  # fmt: skip
    yield from _typography(lefts[len(lefts) - end :], rights[len(rights) - end :])


def _alone(one: _Reading, two: _Reading, piece: Piece) -> Iterator[Change]:
    """Words of the left side alone, and the marks about them.

    The right side has marks at one place for two on the left. Those that are not like the first go with the second:

        he said, [and left].   he said, [however,] he left
        he said.               he said, he left
    """
    a, b, c, _, class_ = piece
    assert class_ is not None
    before, after, rights = one.gap(a), one.gap(b), two.gap(c)
    begin = _common(before, rights)
    end = _common(after[::-1], rights[begin:][::-1])
    first, words = before[begin:], one.tokens(a, b)
    rest, rights_rest = after[: len(after) - end], rights[begin : len(rights) - end]
    place, right_place = one.place(b, rest), two.place(c, rights[:begin])
    right_end = two.place(c, rights[: len(rights) - end])
    yield from _typography(before[:begin], rights[:begin])
    if not rights_rest:
        yield from _spans(first + words + rest, [], class_, place, right_place)
    elif rest:
        yield from _spans(first + words, [], class_, one.place(b), right_place)
        yield from _marked(rest, rights_rest, place, right_place)
    elif first:
        yield from _marked(first, rights_rest, one.place(a, before), right_end)
        yield from _spans(words, [], class_, place, right_end)
    else:
        yield from _spans(words, rights_rest, class_, place, right_end)
    yield from _typography(after[len(after) - end :], rights[len(rights) - end :])


def _common(lefts: Sequence[_Token], rights: Sequence[_Token]) -> int:
    """How many tokens are the same at the beginning."""
    pairs = zip(lefts, rights, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].folded == pair[1].folded, pairs))


def _marked(lefts: Sequence[_Token], rights: Sequence[_Token], place: Span, right_place: Span) -> Iterator[Change]:
    """The change between marks, if there are any."""
    if lefts or rights:
        class_ = classes.of_marks([mark.folded for mark in lefts], [mark.folded for mark in rights])
        yield from _spans(lefts, rights, class_, place, right_place)


def _typography(lefts: Sequence[_Token], rights: Sequence[_Token]) -> Iterator[Change]:
    """Marks that are the same, but set in another way, or with a space on one side alone."""
    for one, two in zip(lefts, rights, strict=True):
        sides = (one.before, two.before), (one.after, two.after)
        if any(None not in pair and bool(pair[0]) != bool(pair[1]) for pair in sides):
            yield Change("replace", one.room, two.room, "typography")
        elif normalize("NFC", one.printed) != normalize("NFC", two.printed):
            yield Change("replace", one.span, two.span, "typography")


def _spans(
    lefts: Sequence[_Token], rights: Sequence[_Token], class_: ChangeClass, place: Span, right_place: Span
) -> Iterator[Change]:
    """The change of some tokens; several where they pass from one passage into the next."""
    for one, two in zip_longest(_by_passage(lefts), _by_passage(rights)):
        kind: ChangeKind = "replace" if one and two else "delete" if one else "insert"
        yield Change(kind, one or place, two or right_place, class_)


def _by_passage(tokens: Sequence[_Token]) -> list[Span]:
    runs = (list(run) for _, run in groupby(tokens, key=lambda token: token.passage))
    return [Span(run[0].span.start, run[-1].span.end) for run in runs]
