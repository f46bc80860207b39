"""Plain text as received becomes a draft: blank lines part its blocks."""

from __future__ import annotations

import re
from itertools import pairwise

from builder.model import Span
from builder.read.drafts import PARAGRAPH, Draft, Piece

BLANK = re.compile(r"\n[^\S\n]*\n\s*")
LONG_LINE = 90
"""Characters. A text without blank lines whose lines are longer was not wrapped by hand: each line is a paragraph."""


def draft(text: str) -> Draft:
    """The draft of a plain text: the text itself, byte for byte what was decoded."""
    parting = BLANK if BLANK.search(text.strip()) or not _line_is_paragraph(text) else re.compile(r"\n")
    bounds = [0, *(place for match in parting.finditer(text) for place in match.span()), len(text)]
    pieces = []
    for start, end in list(pairwise(bounds))[::2]:
        words = text[start:end]
        if words.strip():
            first = start + len(words) - len(words.lstrip())
            span = Span(first, start + len(words.rstrip()))
            pieces.append(Piece(span, PARAGRAPH))
    return Draft(text, tuple(pieces))


def _line_is_paragraph(text: str) -> bool:
    lines = sorted(len(line) for line in text.splitlines() if line.strip())
    return bool(lines) and lines[len(lines) // 2] > LONG_LINE
