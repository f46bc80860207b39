"""A collation becomes text for a terminal: paragraph by paragraph, each difference where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import click

from builder.export import compared
from builder.export.compared import Kind, Line, Piece
from builder.model import Collation, Pair, Witness, Work

MARKS: dict[Kind, tuple[str, str]] = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
"""As wdiff has them; where there are colours, these instead."""
STYLES: dict[Kind, dict[str, Any]] = {
    "gone": {"fg": "red", "strikethrough": True},
    "new": {"fg": "green", "underline": True},
}
PARTS = re.compile(r"\s+|\S+")
LONGEST_SHOWN = 2
"""Lines. A longer run that is the same is told by its number alone."""
NARROWEST, WIDEST = 40, 100
"""Columns of a readable line."""
GUTTER = 6
"""Columns for the sigla."""


def page(work: Work, made: Collation, width: int, colour: bool) -> str:
    """The base against each of the others that it was compared with; `width` in columns."""
    lines = _Lines(min(max(width, NARROWEST), WIDEST), colour)
    base = work.witness(made.base)
    others = [each for each in work.witnesses if each is not base and made.compares(made.base, each.siglum)]
    parts = ["\n".join(lines.pair(base, other, made.pair(made.base, other.siglum))) for other in others]
    return "\n\n".join(parts)


class _Lines:
    """Lines of a width, with colours or marks."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width = width
        self.colour = colour

    def pair(self, left: Witness, right: Witness, pair: Pair) -> Iterator[str]:
        """Two witnesses, headed by their names and what the marks mean."""
        yield f"{left.siglum:{GUTTER}}{left.path}\n{right.siglum:{GUTTER}}{right.path}"
        gone, new = self._styled("gone", f"only in {left.siglum}"), self._styled("new", f"only in {right.siglum}")
        yield f"{'':{GUTTER}}{gone} {new}"
        for same, run in groupby(compared.lines(left, right, pair), key=lambda line: line.same):
            listed = list(run)
            if same and len(listed) > LONGEST_SHOWN:
                yield "\n" + self._quiet(f"({len(listed)} passages are the same)")
            else:
                for each in listed:
                    yield "\n" + "\n".join(self._line(left, right, each))
                    for said in compared.carried(left, right, pair, each):
                        yield from self._wrapped("", [("same", f"({said})")])

    def _line(self, left: Witness, right: Witness, line: Line) -> Iterator[str]:
        if line.match is None:
            side: Kind = "gone" if line.left else "new"
            witness, run = (left, line.left) if line.left else (right, line.right)
            whole = [witness.passages[index].span for index in run]
            yield from self._wrapped(witness.siglum, compared.side(witness, run, whole, side))
            return
        if line.match.moved:
            yield self._quiet(f"({compared.whereabouts(right, line.match)})")
        sigla = "=" if line.same else f"{left.siglum} {right.siglum}"
        yield from self._wrapped(sigla, compared.inline(left, right, line.match))

    def _wrapped(self, label: str, pieces: Iterable[Piece]) -> Iterator[str]:
        """Pieces as lines that fit, the label before the first."""
        rows: list[list[Piece]] = [[]]
        for space, word in _words(pieces):
            longer = [*rows[-1], *space, *word] if rows[-1] else word
            if rows[-1] and sum(len(part) for part in self._parts(longer, plain=True)) > self.width - GUTTER:
                rows.append(word)
            else:
                rows[-1] = longer
        for number, row in enumerate(rows):
            yield f"{'' if number else label:{GUTTER}}" + "".join(self._parts(row))

    def _parts(self, row: Iterable[Piece], plain: bool = False) -> Iterator[str]:
        """A row with one mark for all that is of a kind; plain: as wide as it will be seen."""
        for kind, run in groupby(row, key=lambda piece: piece[0]):
            text = "".join(text for _, text in run)
            yield text if plain and self.colour else self._styled(kind, text)

    def _styled(self, kind: Kind, text: str) -> str:
        if not self.colour:
            return MARKS[kind][0] + text + MARKS[kind][1]
        return click.style(text, **STYLES[kind]) if kind in STYLES else text

    def _quiet(self, text: str) -> str:
        return f"{'':{GUTTER}}" + (click.style(text, dim=True) if self.colour else text)


def _words(pieces: Iterable[Piece]) -> Iterator[tuple[list[Piece], list[Piece]]]:
    """The space before a word, and the word: more than one piece where only a part of it differs."""
    space: list[Piece] = []
    word: list[Piece] = []
    for kind, text in pieces:
        for part in PARTS.findall(text):
            if not part.isspace():
                word.append((kind, part if part.isprintable() else ascii(part)[1:-1]))
                continue
            if word:
                yield space, word
                space, word = [], []
            space = space or [(kind, " ")]
    if word:
        yield space, word
