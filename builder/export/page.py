"""A collation becomes one HTML file that opens from disk: side by side, on a phone one below the other.

It asks for nothing, runs nothing, and its style is allowed by its hash alone; whatever a text holds is shown as text.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from importlib import resources
from itertools import groupby

import jinja2

from builder.export import compared
from builder.export.compared import Line, Piece
from builder.model import Collation, Pair, Witness, Work

NO_HTML = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no HTML document may hold; U+FFFD, the replacement character, stands for it."""


def document(work: Work, made: Collation) -> bytes:
    """The base against each of the others that it was compared with."""
    files = resources.files("builder.export")
    style = (files / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    base = work.witness(made.base)
    others = [each for each in work.witnesses if each is not base and made.compares(made.base, each.siglum)]
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string((files / "page.html").read_text(encoding="utf-8"))
    said = template.render(
        style=style,
        digest=digest,
        language=base.language,
        title=work.title or base.title or "Collation",
        comparisons=[
            {"left": base, "right": each, "parts": list(_parts(base, each, made.pair(base.siglum, each.siglum)))}
            for each in others
        ],
    )
    return NO_HTML.sub("\ufffd", said).encode()


def _parts(left: Witness, right: Witness, pair: Pair) -> Iterator[dict[str, object]]:
    """Lines in runs: those that are the same can be folded away."""
    for same, run in groupby(compared.lines(left, right, pair), key=lambda line: line.same):
        yield {"same": same, "lines": [_line(left, right, pair, line) for line in run]}


def _line(left: Witness, right: Witness, pair: Pair, line: Line) -> dict[str, object]:
    match = line.match
    return {
        "left": _side(left, right, line, "left"),
        "right": _side(left, right, line, "right"),
        "moved": compared.whereabouts(right, match) if match and match.moved else "",
        "carried": list(compared.carried(left, right, pair, line)),
    }


def _side(left: Witness, right: Witness, line: Line, name: str) -> list[Piece]:
    is_left = name == "left"
    witness, run = (left, line.left) if is_left else (right, line.right)
    changes = line.match.shown if line.match else ()
    spans = [change.left if is_left else change.right for change in changes]
    if line.match is None:
        spans = [witness.passages[index].span for index in run]
    pieces = compared.side(witness, run, spans, "gone" if is_left else "new")
    return [(kind, text) for kind, text in pieces if text]
