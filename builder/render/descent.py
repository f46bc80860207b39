"""Likenesses and a tree become a table with shades, a drawing, and a table that says the same as the drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from builder import addresses
from builder.model import Branch, Descent, Dossier

SHADES = 5
"""From the least alike of a work to the most alike; style.css has a class for each."""
WIDTH = 360.0  # units of width from the root to the farthest witness
MARGIN = 12.0
ROW = 30.0
LETTER = 6.6  # units of width a letter of a label: generous for a sans serif of 12.5
SCALES = (500, 200, 100, 50, 20, 10, 5, 2, 1)
"""Words of a thousand that the measure below the tree may stand for: the most that fit a third of its width."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How like two witnesses are."""

    percent: int
    shade: int
    "0 to SHADES - 1"
    href: str
    "their comparison; empty where they were not compared"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the drawing."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """A witness at the end of its line."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn tree."""

    width: float
    height: float
    lines: tuple[Line, ...]
    leaves: tuple[Leaf, ...]
    measure: Line | None
    "None where the witnesses differ too little"
    measured: str
    "words that the measure stands for"


def values(dossier: Dossier) -> dict[str, Any]:
    """What the page of a work shows of its descent; nothing for fewer than three witnesses."""
    made = dossier.descent
    labels = {each.siglum: f"{each.siglum} {each.outlet or each.title}" for each in dossier.work.witnesses}
    return {
        "matrix": _matrix(dossier, made),
        "tree": drawing(made.tree, labels),
        "branches": list(_told(made.tree)),
    }


def drawing(tree: Branch, labels: dict[str, str]) -> Drawing:
    """A tree with its root on the left; the length of a line is the share of words that differ."""
    depth = _depth(tree)
    scale = WIDTH / depth if depth else 0.0
    rows = {siglum: MARGIN + ROW * (place + 0.5) for place, siglum in enumerate(tree.sigla)}
    lines, leaves = _drawn(tree, MARGIN, scale, rows, labels)
    bottom = MARGIN + ROW * len(rows)
    words = next((each for each in SCALES if 0 < each * scale / 1000 <= WIDTH / 3), 0)
    measure = Line(MARGIN, bottom + 12, round(MARGIN + words * scale / 1000, 1), bottom + 12) if words else None
    right = max((leaf.x + 8 + LETTER * len(leaf.label) for leaf in leaves), default=WIDTH)
    return Drawing(round(right + MARGIN, 1), bottom + ROW, lines, leaves, measure, _said(words))


def _said(thousandths: int) -> str:
    number, of = (thousandths // 10, "hundred") if thousandths >= 10 else (thousandths, "thousand")
    return f"{number} {'word' if number == 1 else 'words'} in a {of}"


def _matrix(dossier: Dossier, made: Descent) -> list[tuple[str, list[Cell | None]]]:
    """A row for each witness; None where it meets itself."""
    sigla = [witness.siglum for witness in dossier.work.witnesses]
    lowest, highest = (choose(made.likeness.values(), default=0.0) for choose in (min, max))
    ways = {
        both: addresses.comparison_page(dossier.work.slug, left.siglum, right.siglum)
        for left, right in addresses.pairs(dossier)
        for both in ((left.siglum, right.siglum), (right.siglum, left.siglum))
    }

    def cell(value: float, href: str) -> Cell:
        step = (value - lowest) / (highest - lowest) if highest > lowest else 0.0
        return Cell(round(100 * value), min(SHADES - 1, int(step * SHADES)), href)

    return [
        (one, [None if one == two else cell(made.likeness[one, two], ways.get((one, two), "")) for two in sigla])
        for one in (sigla if made.likeness else ())
    ]


def _depth(branch: Branch) -> float:
    return branch.length + max((_depth(child) for child in branch.children), default=0.0)


def _drawn(
    branch: Branch, x: float, scale: float, rows: dict[str, float], labels: dict[str, str]
) -> tuple[tuple[Line, ...], tuple[Leaf, ...]]:
    """The lines and the ends of a branch that hangs at a place."""
    end, y = round(x + branch.length * scale, 1), _height(branch, rows)
    lines = [Line(x, y, end, y)]
    leaves = [Leaf(end, y, labels[branch.siglum])] if branch.siglum else []
    heights = [_height(child, rows) for child in branch.children]
    if heights:
        lines.append(Line(end, min(heights), end, max(heights)))
    for child in branch.children:
        own, ends = _drawn(child, end, scale, rows, labels)
        lines += own
        leaves += ends
    return tuple(lines), tuple(leaves)


def _height(branch: Branch, rows: dict[str, float]) -> float:
    """Where a branch is drawn: in the middle of what hangs on it."""
    if branch.siglum:
        return rows[branch.siglum]
    heights = [_height(child, rows) for child in branch.children]
    return round((min(heights) + max(heights)) / 2, 1) if heights else MARGIN


def _told(branch: Branch) -> Iterator[tuple[str, str, str]]:
    """Each branch, what it hangs on, and in how many words of a hundred it differs from there; from the root on."""
    parent = " ".join(branch.sigla)
    for child in branch.children:
        yield " ".join(child.sigla), parent, f"{100 * child.length:.1f}"
        yield from _told(child)
