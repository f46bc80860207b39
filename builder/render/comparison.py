"""A pair of witnesses becomes rows: what corresponds stands side by side, what moved is linked both ways.

    left                     right
    dated, placed            dated                   apart
    1 The US military ...    2 Two defense ...       changed
    12 However, 13 ...       see B 11                moved, here
    see A 5                  11 The ISIS ...         moved, there
                             7 Multiple sources ...  only
Reading the left cells downwards gives the left witness, whole and in order; so do the right cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from markupsafe import Markup

from builder import addresses
from builder.model import (
    CHANGE_CLASSES,
    COMPARED,
    QUIET,
    Change,
    ChangeClass,
    Dossier,
    Match,
    Pair,
    Span,
    Witness,
)
from builder.render import charts, markup, runs, times, views
from builder.render.views import Material

RowKind = Literal["apart", "same", "changed", "moved", "only"]
Side = Literal["left", "right"]
CLASS_NAMES: dict[ChangeClass, str] = {
    "wording": "wording",
    "name": "names",
    "number": "numbers",
    "spelling": "spelling",
    "case": "capitals",
    "punctuation": "punctuation",
    "typography": "typography",
}
"""What each class of change is called on its switch."""
DIFFERENT: tuple[RowKind, ...] = ("changed", "moved", "only")
"""Rows that the way from change to change stops at."""


@dataclass(frozen=True, slots=True)
class Line:
    """A passage in a cell."""

    id: str
    label: str
    href: str
    "on its reading page"
    html: Markup
    heading: bool
    verse: bool
    notes: int


@dataclass(frozen=True, slots=True)
class Carried:
    """Words of a row that stand elsewhere in the other witness, where nothing else is matched."""

    siglum: str
    "of the witness of the row"
    words: str
    there: views.Place


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a comparison."""

    id: str
    kind: RowKind
    left: tuple[Line, ...]
    right: tuple[Line, ...]
    elsewhere: views.Place | None = None
    "where the other half of a moved row stands"
    stretch: str = ""
    "the very words that moved, where they are not whole sentences"
    carried: tuple[Carried, ...] = ()
    next: str = ""
    "id of the next row with a change"
    summary: tuple[str, ...] = ()
    "the changes in words"
    classes: tuple[ChangeClass, ...] = ()
    "of its changes, each once"
    by_editor: bool = False
    "whether the editor said that its two sides correspond"


@dataclass(frozen=True, slots=True)
class Switch:
    """What switches the marks of a class on and off."""

    class_: ChangeClass
    name: str
    number: int
    "of changes"
    on: bool
    "at first"


def values(material: Material, dossier: Dossier, pair: Pair) -> dict[str, Any]:
    """What the template of a comparison is given."""
    left, right = dossier.work.witness(pair.left), dossier.work.witness(pair.right)
    rows = _with_next(
        [_row(material, dossier, pair, number, each) for number, each in enumerate(_order(pair, left, right), 1)]
    )
    others = _others(dossier, left, right, addresses.comparison_page)
    return {**_common(dossier, pair, left, right, rows), "rows": rows, "others": others}


def inline_values(material: Material, dossier: Dossier, pair: Pair) -> dict[str, Any]:
    """What the template of the one-column view is given: the left text, with what the right one has instead."""
    left, right = dossier.work.witness(pair.left), dossier.work.witness(pair.right)
    rows = []
    for number, each in enumerate(_order(pair, left, right), 1):
        row = _row(material, dossier, pair, number, each)
        if each.match and each.left and each.right:
            lines = tuple(_merged(material, dossier, left, right, each.match, index) for index in each.left)
            row = replace(row, left=lines, right=())
        rows.append(row)
    rows = _with_next(rows)
    others = _others(dossier, left, right, addresses.inline_page)
    return {**_common(dossier, pair, left, right, rows), "rows": rows, "others": others}


def numbers(pair: Pair, left: Witness, right: Witness) -> dict[str, int]:
    """What changed, in numbers of sentences; those of the left witness, but for the last two."""
    matched = {index for match in pair.matches for index in match.left}
    matched_right = {index for match in pair.matches for index in match.right}
    kinds = charts.passage_kinds(pair)
    counts = Counter(kinds[index] for index in _sentences(left) if index in kinds)
    return {
        "same": counts["same"],
        "changed": counts["changed"],
        "moved": counts["moved"],
        "only_left": sum(i not in matched for i in _sentences(left)),
        "only_right": sum(i not in matched_right for i in _sentences(right)),
        "changes": sum(len(match.shown) for match in pair.matches),
    }


@dataclass(frozen=True, slots=True)
class _Plan:
    """A row before it is drawn: indices of passages."""

    kind: RowKind
    left: tuple[int, ...] = ()
    right: tuple[int, ...] = ()
    match: Match | None = None


def _sentences(witness: Witness) -> list[int]:
    return [index for index, passage in enumerate(witness.passages) if passage.role == "body"]


def _common(dossier: Dossier, pair: Pair, left: Witness, right: Witness, rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "work": dossier.work,
        "left": left,
        "right": right,
        "numbers": numbers(pair, left, right),
        "switches": _switches(pair),
        "strip": charts.strip(left, pair),
        "strip_width": charts.STRIP_WIDTH,
        "first": next((row.id for row in rows if row.kind in DIFFERENT), ""),
        "found": views.FOUND,
    }


def _others(
    dossier: Dossier, left: Witness, right: Witness, address: Callable[[str, str, str], str]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each of the two with those that it is compared with and the way there; none that is compared with one alone."""
    found = [
        (
            here.siglum,
            [
                ((two if one is here else one).siglum, address(dossier.work.slug, one.siglum, two.siglum))
                for one, two in addresses.pairs(dossier)
                if here in (one, two)
            ],
        )
        for here in (left, right)
    ]
    return [(siglum, ways) for siglum, ways in found if len(ways) > 1]


def _switches(pair: Pair) -> tuple[Switch, ...]:
    """One for each class of which there are changes."""
    counts = Counter(change.class_ for match in pair.matches for change in match.changes)
    return tuple(
        Switch(class_, CLASS_NAMES[class_], counts[class_], class_ not in QUIET)
        for class_ in CHANGE_CLASSES
        if counts[class_]
    )


def _order(pair: Pair, left: Witness, right: Witness) -> Iterator[_Plan]:
    """The rows, so that both sides keep their order: the matches that stay are the spine."""
    moved_left = {index: match for match in pair.matches if match.moved for index in match.left}
    moved_right = {index: match for match in pair.matches if match.moved for index in match.right}
    i = j = 0
    for match in [each for each in pair.matches if not each.moved]:
        yield from _between(left, right, (i, min(match.left)), (j, min(match.right)), moved_left, moved_right)
        kind: RowKind = "changed" if match.shown else "same"
        yield _Plan(kind, _whole(match.left), _whole(match.right), match)
        i, j = max(match.left) + 1, max(match.right) + 1
    ends = (i, len(left.passages)), (j, len(right.passages))
    yield from _between(left, right, *ends, moved_left, moved_right)


def _whole(run: Sequence[int]) -> tuple[int, ...]:
    """A run of passages with what stands between them and is not compared: a row of stars, a line of the byline."""
    return tuple(range(min(run), max(run) + 1))


def _between(
    left: Witness,
    right: Witness,
    lefts: tuple[int, int],
    rights: tuple[int, int],
    moved_left: dict[int, Match],
    moved_right: dict[int, Match],
) -> Iterator[_Plan]:
    """What stands between two rows of the spine: both sides' bylines and furniture abreast, then left, then right."""
    ones, twos = _stretches(left, *lefts, moved_left), _stretches(right, *rights, moved_right)
    while ones and twos and ones[0][0] == twos[0][0] == "apart":
        yield _Plan("apart", ones.pop(0)[1], twos.pop(0)[1])
    tail = _Plan("apart")
    if ones and twos and ones[-1][0] == twos[-1][0] == "apart":
        tail = _Plan("apart", ones.pop()[1], twos.pop()[1])
    yield from (_Plan(kind, run, (), match) for kind, run, match in ones)
    yield from (_Plan(kind, (), run, match) for kind, run, match in twos)
    if tail.left:
        yield tail


def _stretches(
    witness: Witness, start: int, end: int, moved: dict[int, Match]
) -> list[tuple[RowKind, tuple[int, ...], Match | None]]:
    """Neighbours of one kind, together."""
    found: list[tuple[RowKind, tuple[int, ...], Match | None]] = []
    for index in range(start, end):
        match = moved.get(index)
        compared = witness.passages[index].role in COMPARED
        kind: RowKind = "moved" if match else "only" if compared else "apart"
        if found and found[-1][0] == kind and found[-1][2] is match:
            found[-1] = (kind, (*found[-1][1], index), match)
        else:
            found.append((kind, (index,), match))
    return found


def _row(material: Material, dossier: Dossier, pair: Pair, number: int, plan: _Plan) -> Row:
    left, right = dossier.work.witness(pair.left), dossier.work.witness(pair.right)
    changes = plan.match.changes if plan.match else ()
    lefts = [*_marks(changes, "left"), *_voices(dossier, left, [each.left for each in changes])]
    rights = [*_marks(changes, "right"), *_voices(dossier, right, [each.right for each in changes])]
    page = addresses.comparison_page(dossier.work.slug, left.siglum, right.siglum)
    elsewhere, stretch = None, ""
    if plan.kind == "moved" and plan.match:
        there, run = (right, plan.match.right) if plan.left else (left, plan.match.left)
        here, span = (left, plan.match.left_span) if plan.left else (right, plan.match.right_span)
        elsewhere = _place(there, min(run), "")
        stretch = _named_by_ends(here, span) if span else ""
    return Row(
        id=f"row-{number}",
        kind=plan.kind,
        left=tuple(_line(material, dossier, left, index, lefts) for index in plan.left),
        right=tuple(_line(material, dossier, right, index, rights) for index in plan.right),
        elsewhere=elsewhere,
        stretch=stretch,
        carried=(
            *_carried([(each.left, each.right) for each in pair.copied], left, plan.left, right, page),
            *_carried([(each.right, each.left) for each in pair.copied], right, plan.right, left, page),
        ),
        summary=tuple(_in_words(change, left, right) for change in (plan.match.shown if plan.match else ())),
        classes=tuple(class_ for class_ in CHANGE_CLASSES if any(change.class_ == class_ for change in changes)),
        by_editor=plan.match is not None and plan.match.by_editor,
    )


def _place(there: Witness, index: int, page: str) -> views.Place:
    """A passage on a comparison; without the address of that, on the same page."""
    passage = there.passages[index]
    href = f"{page}#{there.siglum.lower()}-{passage.id}"
    return views.Place(there.siglum, views.label(there, index), href, views.shorten(there.read(passage.span)))


def _carried(
    copied: Sequence[tuple[Span, Span]], here: Witness, run: Sequence[int], there: Witness, page: str
) -> Iterator[Carried]:
    """The copied words that begin in a run of passages; side by side every passage has its place, in one column not."""
    for span, its in copied:
        if any(here.passages[index].span.start <= span.start < here.passages[index].span.end for index in run):
            index = next(n for n, passage in enumerate(there.passages) if its.start < passage.span.end)
            yield Carried(here.siglum, _named_by_ends(here, span), _place(there, index, page))


def _named_by_ends(witness: Witness, span: Span) -> str:
    return views.ends(" ".join(witness.read(span).split()))


def _line(material: Material, dossier: Dossier, witness: Witness, index: int, marks: list[runs.Mark]) -> Line:
    passage = witness.passages[index]
    own = [*marks, *_times(dossier, witness, passage.span)]
    html = markup.passage(witness.text, passage.span, [mark for mark in own if mark.span.touches(passage.span)])
    return _named(material, dossier, witness, index, html)


def _times(dossier: Dossier, witness: Witness, span: Span) -> list[runs.Mark]:
    """The expressions of time inside a stretch; their days are told when asked: a row has other things to say."""
    return [times.mark(time, told=False) for time in dossier.within(witness.siglum, span)]


def _named(material: Material, dossier: Dossier, witness: Witness, index: int, html: Markup) -> Line:
    passage = witness.passages[index]
    on = [filed for filed in material.links.on(dossier.work.slug, witness.siglum) if filed.passage == index]
    return Line(
        id=f"{witness.siglum.lower()}-{passage.id}",
        label=views.label(witness, index) if passage.role == "body" else witness.siglum,
        href=views.passage_href(dossier.work.slug, witness, index),
        html=html,
        heading=passage.role == "heading",
        verse=views.is_verse(witness, passage.block),
        notes=len(on),
    )


def _marks(changes: Sequence[Change], side: Side) -> list[runs.Mark]:
    """`del` for what only the left side has, `ins` for what only the right side has; each says so to who cannot see."""
    tag, word = ("del", "missing there: ") if side == "left" else ("ins", "added: ")
    spans = [(change.left if side == "left" else change.right, change.class_) for change in changes]
    return [
        runs.Mark(
            span,
            "span" if class_ in QUIET else tag,
            runs.CHANGE,
            (("class", f"of-{class_}"),),
            before=_unseen(word, class_),
            after=_unseen(" (end)", class_),
        )
        for span, class_ in spans
        if span
    ]


def _voices(dossier: Dossier, witness: Witness, changed: Sequence[Span]) -> list[runs.Mark]:
    """The changed words that say whose word it is: another source is more than another word."""
    named = [part for each in dossier.attributions[witness.siglum] for part in each.source]
    inside = [
        Span(max(part.start, span.start), min(part.end, span.end))
        for span in changed
        for part in named
        if part.touches(span)
    ]
    spoken = markup.element("span", (("class", "unseen"),), "source: ")
    return [runs.Mark(span, "span", runs.SOURCE, (("class", "voice"),), before=spoken) for span in inside]


def _unseen(words: str, class_: ChangeClass) -> str:
    """Words for who cannot see a mark; a quiet one is not spoken of."""
    return "" if class_ in QUIET else markup.element("span", (("class", f"unseen of-{class_}"),), words)


def _in_words(change: Change, left: Witness, right: Witness) -> str:
    one, two = " ".join(left.read(change.left).split()), " ".join(right.read(change.right).split())
    if one and two:
        return f"“{one}” becomes “{two}”"
    return f"“{one}” is missing in {right.siglum}" if one else f"“{two}” is added in {right.siglum}"


def _merged(material: Material, dossier: Dossier, left: Witness, right: Witness, match: Match, index: int) -> Line:
    """A left passage with what is missing struck through and what is added set in."""
    span = left.passages[index].span
    parts: list[str] = []
    place = span.start
    for change in sorted(match.changes, key=lambda each: (each.left, each.right)):
        if not _belongs(change, span, match, left, index):
            continue
        parts.append(_unchanged(dossier, left, Span(place, change.left.start)))
        if change.left:
            tag = "span" if change.class_ in QUIET else "del"
            parts.append(_mark(tag, "missing there: ", dossier, left, change.left, change.class_))
        if change.right:
            added = _mark("ins", "added: ", dossier, right, change.right, change.class_)
            apart = "" if change.class_ in ("punctuation", "typography") else " "
            first = change.left.start == span.start and not change.left
            parts += [added, apart] if first else [apart, added]
        place = change.left.end
    parts.append(_unchanged(dossier, left, Span(place, span.end)))
    return _named(material, dossier, left, index, markup.joined(parts))


def _unchanged(dossier: Dossier, left: Witness, span: Span) -> Markup:
    return markup.passage(left.text, span, _times(dossier, left, span))


def _belongs(change: Change, span: Span, match: Match, left: Witness, index: int) -> bool:
    """Whether a change stands in this passage; one that only marks a place stands in the first that holds the place."""
    if change.left:
        return span.holds(change.left)
    holding = [
        i for i in sorted(match.left) if left.passages[i].span.start <= change.left.start <= left.passages[i].span.end
    ]
    return holding[:1] == [index]


def _mark(tag: str, word: str, dossier: Dossier, witness: Witness, span: Span, class_: ChangeClass) -> Markup:
    words = markup.passage(witness.text, span, _voices(dossier, witness, [span]))
    inner = markup.joined([_unseen(word, class_), words, _unseen(" (end)", class_)])
    return markup.element(tag, (("class", f"of-{class_}"),), inner)


def _with_next(rows: Sequence[Row]) -> list[Row]:
    """Each row with the way to the next one that holds a change."""
    linked: list[Row] = []
    following = ""
    for row in reversed(rows):
        linked.append(replace(row, next=following))
        if row.kind in DIFFERENT:
            following = row.id
    return linked[::-1]
