"""Overlapping marks become a tree that nests, and the text stays the text."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from builder.model import Span
from builder.render import markup, runs
from builder.render.runs import Mark, Node


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, Span, list[Mark]]:
    """A text, a stretch of it, and marks of any ranks that may reach out of it, overlap, be empty or be the same."""
    text = draw(st.text(max_size=30))
    start, end = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    marks = []
    for number in range(draw(st.integers(0, 8))):
        place = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        once = (("id", f"m{number}"),)
        tag = draw(st.sampled_from(["mark", "a", "time", "ins"]))
        marks.append(Mark(Span(*place), tag, draw(st.integers(0, 3)), (("title", draw(st.text(max_size=3))),), once))
    return text, Span(start, end), marks


def leaves(nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes without children that carry text."""
    for node in nodes:
        if node.mark is None:
            yield node
        yield from leaves(node.children)


def pieces(nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes that are pieces of a mark."""
    for node in nodes:
        if node.mark is not None:
            yield node
        yield from pieces(node.children)


@given(marked())
def test_leaves_spell_the_text(case: tuple[str, Span, list[Mark]]) -> None:
    """Law 1: the leaves, in order, are the stretch of text, whatever overlaps; every node holds its children."""
    text, span, marks = case
    tree = runs.tree(span, marks)
    assert text[span.start : span.end] == "".join(text[leaf.span.start : leaf.span.end] for leaf in leaves(tree))
    for node in pieces(tree):
        assert node.span
        assert all(node.span.holds(child.span) for child in node.children)
        assert sum(map(len, (child.span for child in node.children))) == len(node.span)


@given(marked())
def test_every_letter_wears_its_marks(case: tuple[str, Span, list[Mark]]) -> None:
    """A letter stands in pieces of exactly the marks that are on it."""
    _, span, marks = case
    worn: dict[int, list[int]] = {place: [] for place in range(span.start, span.end)}
    for piece in pieces(runs.tree(span, marks)):
        for place in range(piece.span.start, piece.span.end):
            worn[place].append(next(n for n, mark in enumerate(marks) if mark is piece.mark))
    for place, found in worn.items():
        assert sorted(found) == [n for n, mark in enumerate(marks) if mark.span.start <= place < mark.span.end]


@given(marked())
def test_links_are_never_cut(case: tuple[str, Span, list[Mark]]) -> None:
    """A mark of the rank of links is one piece, and in no other mark, unless another link overlaps it."""
    _, span, marks = case
    links: list[Mark] = []
    for mark in marks:
        if mark.rank != runs.LINK or not any(mark.span.touches(link.span) for link in links):
            links += [mark] if mark.rank == runs.LINK else []
    others = [mark for mark in marks if mark.rank != runs.LINK]
    tree = runs.tree(span, [*links, *others])
    inside = [mark for mark in links if max(mark.span.start, span.start) < min(mark.span.end, span.end)]
    assert [id(mark) for mark in sorted(inside, key=lambda mark: mark.span)] == [
        id(node.mark) for node in tree if node.mark is not None and node.mark.rank == runs.LINK
    ]
    assert len(inside) == sum(piece.mark is not None and piece.mark.rank == runs.LINK for piece in pieces(tree))


@given(marked())
def test_first_and_last_piece(case: tuple[str, Span, list[Mark]]) -> None:
    """A mark that lies inside has one first and one last piece, so that an id or a number stands once."""
    _, span, marks = case
    tree = list(pieces(runs.tree(span, marks)))
    firsts = Counter(id(piece.mark) for piece in tree if piece.first)
    lasts = Counter(id(piece.mark) for piece in tree if piece.last)
    for mark in marks:
        begins = bool(mark.span) and span.start <= mark.span.start < span.end
        ends = bool(mark.span) and span.start < mark.span.end <= span.end
        assert (begins, ends) == (firsts[id(mark)], lasts[id(mark)])


@given(marked())
def test_markup_is_the_text(case: tuple[str, Span, list[Mark]]) -> None:
    """Laws 1 and 7: of the HTML of any marks on any text, with tags stripped and unescaped, the text is left."""
    text, span, marks = case
    made = markup.passage(text, span, marks)
    assert text[span.start : span.end] == html.unescape(re.sub(r"<[^>]*>", "", made))
    assert len(set(ids := re.findall(r' id="([^"]*)"', made))) == len(ids)


@given(marked())
def test_markup_nests(case: tuple[str, Span, list[Mark]]) -> None:
    """Every element is closed, innermost first, and no attribute breaks out of its quotation marks."""
    opened: list[str] = []
    made = markup.passage(*case)
    for closing, tag, rest in re.findall(r"<(/?)([a-z]+)([^>]*)>", made):
        if closing:
            assert tag == opened.pop()
        else:
            opened.append(tag)
            assert re.fullmatch(r'(?: [a-z]+="[^"<>]*")*', rest)
    assert [] == opened
    assert made.count("<") == len(re.findall(r"</?[a-z]+[^>]*>", made))


def test_sketch() -> None:
    """The sketch at the head of the module: a note from the first word into a name is cut at the link, not the link."""
    text = "Two defense officials told CNN that"
    note, name = Mark(Span(0, 30), "mark", runs.NOTE), Mark(Span(27, 30), "a", runs.LINK)
    assert "<mark>Two defense officials told </mark><a><mark>CNN</mark></a> that" == markup.passage(
        text, Span(0, 35), [note, name]
    )


def test_no_text() -> None:
    """An empty stretch has no nodes, whatever is marked."""
    assert () == runs.tree(Span(3, 3), [Mark(Span(0, 9), "mark", runs.NOTE)])
    assert "" == markup.passage("", Span(0, 0), [])


def test_many_marks_are_quick() -> None:
    """A passage with 2,000 changes of words is no trouble."""
    marks = [Mark(Span(2 * n, 2 * n + 1), "ins", runs.CHANGE) for n in range(2000)]
    text = "a " * 2000
    assert text == html.unescape(re.sub(r"<[^>]*>", "", markup.passage(text, Span(0, len(text)), marks)))
