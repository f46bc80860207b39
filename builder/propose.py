"""Notes become a notes.toml to start from: an open decision on each, for the editor to fill in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from builder.model import Note, Span, Witness, Work
from builder.read import quoted

QUOTE = 10
"""Words of a note's place that are quoted: enough to know it again, and short enough to stay on a line."""
CONTEXT = (0, 2, 4, 8, 16, 32, 10_000)
"""Words before and after, tried in turn until only one place has them; in the end the whole text."""
HEAD = """# The editor has the last word. For each note that the checks make, choose a verdict: "confirm"; "dismiss",
# with a reason that readers will see; "reword", with the new words as text = "..."; or leave it "open".
"""


def decisions(work: Work, made: Iterable[Note]) -> str:
    """A notes.toml with an open decision on each note of a check."""
    return HEAD + "".join(_decision(work.witness(note.siglum), note) for note in made if not note.author)


def _decision(witness: Witness, note: Note) -> str:
    lines = [f"# {note.severity}: {' '.join(note.message.split())}", "[[decision]]"]
    lines += [f"{key} = {_string(value)}" for key, value in _fields(witness, note)]
    return "\n" + "\n".join(lines) + "\n"


def _fields(witness: Witness, note: Note) -> Iterator[tuple[str, str]]:
    quote = Span(note.span.start, _after(witness.text, note.span, QUOTE))
    yield "witness", witness.siglum
    before, after = _context(witness.text, quote)
    parts = (("before", before), ("quote", witness.read(quote)), ("after", after))
    yield from ((key, words) for key, words in parts if words.strip())
    yield "kind", note.kind
    yield "verdict", "open"
    yield "reason", ""


def _context(text: str, quote: Span) -> tuple[str, str]:
    """The fewest words before and after that single the place out."""
    for words in CONTEXT:
        before = text[_before(text, quote.start, words) : quote.start]
        after = text[quote.end : _after(text, Span(quote.end, len(text)), words)]
        if len(quoted.places(text, text[quote.start : quote.end], before, after)) == 1:
            break
    return before, after


def _before(text: str, place: int, words: int) -> int:
    """Where the last words before a place begin."""
    starts = [match.start() for match in re.finditer(r"\S+", text[:place])]
    return starts[-min(words, len(starts))] if words and starts else place


def _after(text: str, span: Span, words: int) -> int:
    """Where the first words of a stretch end."""
    ends = [span.start + match.end() for match in re.finditer(r"\S+", text[span.start : span.end])]
    return ends[min(words, len(ends)) - 1] if words and ends else span.start


def _string(value: str) -> str:
    """A value as TOML writes it; JSON's strings are TOML's."""
    return json.dumps(" ".join(value.split()), ensure_ascii=False).replace("\x7f", "\\u007f")
