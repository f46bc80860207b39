"""The body of a witness becomes sentences of items: words, marks, and quotations, each taken as one piece.

    Smith said :  “We left. It was late.”  .
    word  word mark       quotation       mark

A quotation is one item however many sentences it holds, so that the words around it can be read as if it were a noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from builder.model import Passage, Span, Witness

QUOTATION = '"'  # what stands for a quotation where an item's word is asked for

_ITEM = re.compile(r"[^\W_](?:\w|[’'.&-](?=\w)|,(?=\d))*|[^\w\s]")
_MARK = re.compile(
    r"[“”„«»\"]|``|''"  # two apostrophes: how wires without curly marks set quotations
    r"|‘(?=\w)[^‘’“”]*(?:’\w[^‘’“”]*)*(?<=[.,!?…—])’(?!\w)"  # whole, since its closing mark is also an apostrophe
)
_SPOKEN = re.compile(r"[.,!?…—-][’']*[\"”“»]?\Z")


class Item(NamedTuple):  # made for every word: three times as fast as a frozen dataclass
    """A word, a mark or a quotation."""

    start: int
    end: int
    text: str
    word: str
    "in small letters, with straight apostrophes; a quotation is one straight mark"

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()

    @property
    def quotation(self) -> bool:
        """Whether it is a quotation."""
        return self.word == QUOTATION

    @property
    def mark(self) -> bool:
        """Whether it is a mark of punctuation."""
        return len(self.word) == 1 and not self.word.isalnum() and not self.quotation

    @property
    def spoken(self) -> bool:
        """Whether it is a quotation that closes like speech, with its stop or comma inside the marks."""
        return self.quotation and _SPOKEN.search(self.text[-4:]) is not None


@dataclass(frozen=True, slots=True)
class Sentence:
    """The items of a passage, or of several where a quotation runs across them."""

    items: tuple[Item, ...]


def of(witness: Witness) -> Iterator[Sentence]:
    """The sentences of all body passages, in reading order."""
    runs = groupby(witness.passages, key=lambda passage: (passage.block, passage.role))
    for (_, role), run in runs:
        if role == "body":
            yield from _of_run(witness.text, tuple(run))


def _of_run(text: str, passages: tuple[Passage, ...]) -> Iterator[Sentence]:
    """The sentences of neighbouring passages of one block."""
    items: list[Item] = []
    at = 0
    for item in _items(text, Span(passages[0].span.start, passages[-1].span.end)):
        while item.start >= passages[at].span.end:
            at += 1
        # The tail of a quotation that ran across passages ("... late," he said.) belongs to the quotation's sentence.
        if items and items[-1].end <= passages[at].span.start:
            yield Sentence(tuple(items))
            items = []
        items.append(item)
    if items:
        yield Sentence(tuple(items))


def _items(text: str, span: Span) -> Iterator[Item]:
    at = span.start
    for quotation in _quotations(text, span):
        yield from _plain(text, at, quotation.start)
        yield Item(quotation.start, quotation.end, text[quotation.start : quotation.end], QUOTATION)
        at = quotation.end
    yield from _plain(text, at, span.end)


def _plain(text: str, start: int, end: int) -> Iterator[Item]:
    for match in _ITEM.finditer(text, start, end):
        word = match.group()
        if word not in '“”„«»"':
            yield Item(match.start(), match.end(), word, word.lower().replace("’", "'"))


def _quotations(text: str, span: Span) -> Iterator[Span]:
    """Whatever stands between quotation marks, straight or curly.

    A quotation that is never closed runs to the end of its block where it begins the block, as in a long speech.
    """
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text, span.start, span.end):
        if mark.group()[0] == "‘":
            if opened is None:
                yield Span(*mark.span())
        elif opened is None:
            opened = mark if _opens(text, mark, span) else None
        elif _closes(text, mark, span):
            if mark.start() > opened.end():
                yield Span(opened.start(), mark.end())
            opened = None
    if opened is not None and not text[span.start : opened.start()].strip() and opened.end() < span.end:
        yield Span(opened.start(), span.end)


def _opens(text: str, mark: re.Match[str], span: Span) -> bool:
    if mark.group() in "“„«" or mark.group() == "``":
        return True
    before = text[mark.start() - 1] if mark.start() > span.start else " "
    after = text[mark.end()] if mark.end() < span.end else " "
    return mark.group() not in "”»" and not after.isspace() and not before.isalnum()


def _closes(text: str, mark: re.Match[str], span: Span) -> bool:
    """A closing mark, or one that can be either and stands as a closing one: after a word or stop, before a gap."""
    if mark.group() in "”»":
        return True
    before = text[mark.start() - 1]
    after = text[mark.end()] if mark.end() < span.end else " "
    return mark.group() not in ("„", "«", "``") and not before.isspace() and not after.isalnum()
