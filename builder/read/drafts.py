"""A file becomes a draft: its text, cut into blocks whose roles may still be open.

Each reader (plain, markdown, html) makes one; `roles` settles what every block is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from builder.model import Block, Dating, Role, Span

PARAGRAPH = Block("paragraph")
HEADING = Block("heading", 1)
PARTING = "\n\n"
"""Between two blocks of a text that had markup."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a draft."""

    span: Span
    "without space at either end"
    block: Block
    role: Role | None = None
    "None where the format does not say: then the words decide"


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as its reader understood it."""

    text: str
    pieces: tuple[Piece, ...]
    lines: tuple[tuple[int, int], ...] = ((0, 1),)
    "(character, line in the file), ascending; after each, a line feed in the text is one in the file"
    title: str = ""
    author: str = ""
    outlet: str = ""
    address: str = ""
    language: str = ""
    datings: tuple[Dating, ...] = ()

    def read(self, piece: Piece) -> str:
        """The words of a piece."""
        return self.text[piece.span.start : piece.span.end]


def part(draft: Draft, piece: Piece, start: int, end: int, role: Role | None) -> Piece:
    """A stretch of a piece, counted in the draft's text, trimmed of space, with a role of its own."""
    words = draft.text[start:end]
    first = start + len(words) - len(words.lstrip())
    last = start + len(words.rstrip())
    return replace(piece, span=Span(first, max(first, last)), role=role)
