"""A web page as received becomes a draft: its words and its structure, never its markup.

What a page sets round its article (navigation, footer, forms) stays, as boilerplate. Nothing of the page's own tags is
ever printed again, so nothing is decided with one parser and shown with another.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder import ParserRejectedMarkup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from builder import days
from builder.errors import EditionError
from builder.model import Block, Dating, Place, Role, Span
from builder.read.drafts import PARTING, Draft, Piece
from builder.read.files import NO_TEXT

_UNCLOSED = 1_000
"""`<` behind the last `>`. Python's parser needs seconds for a few thousand of them (measured: 8,000, 24 kB, 5.5 s)."""
_SILENT = {"title", "script", "style", "template", "noscript", "svg", "math", "head", "iframe", "object", "select"}
_FURNITURE = {"nav", "footer", "aside", "form", "button", "dialog", "menu"}
_BLOCKS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td", "th", "dt", "dd", "figcaption", "caption",
    "div", "section", "article", "main", "body", "html", "header", "ul", "ol", "dl", "table", "tr", "tbody", "thead",
    "figure", "hr", "address", *_FURNITURE,
}  # fmt: skip


def draft(source: str, path: str) -> Draft:
    """The draft of an HTML page.

    Raises EditionError for a page that no parser takes, or not in reasonable time.
    """
    unclosed = source.count("<", source.rfind(">") + 1)
    if unclosed > _UNCLOSED:
        raise EditionError.at(
            Place(path),
            f"{unclosed:,} tags are opened with < and never closed with >.",
            "Save the page again as complete HTML, or its words as plain text.",
        )
    soup = _soup(source, path)
    text, pieces, lines = _flow(soup, source)
    html = soup.find("html")
    return Draft(
        text,
        pieces,
        lines,
        title=_title(soup),
        author=_meta(soup, "author"),
        outlet=_meta(soup, "og:site_name"),
        address=_meta(soup, "og:url"),
        language=str(html.get("lang", "")) if isinstance(html, Tag) else "",
        datings=_datings(soup),
    )


def _soup(source: str, path: str) -> BeautifulSoup:
    try:
        with warnings.catch_warnings(action="ignore"):  # that it looks like a file name, or like XML
            return BeautifulSoup(source, "html.parser")
    except ParserRejectedMarkup as error:
        fact = f"The page cannot be read as HTML: {str(error).splitlines()[-1]}."
        raise EditionError.at(Place(path), fact, "Save the page again, or its words as plain text.") from None


@dataclass(frozen=True, slots=True, eq=False)
class _Around:
    """The block that a string stands in; two blocks are never equal."""

    name: str = "body"
    silent: bool = False
    furniture: bool = False
    quoted: bool = False


def _flow(soup: BeautifulSoup, source: str) -> tuple[str, tuple[Piece, ...], tuple[tuple[int, int], ...]]:
    """The page's words, block after block, parted by a blank line; where each stands there, and in the file."""
    texts, pieces, lines = [], [], []
    start = 0
    for around, strings in groupby(_strings(soup, source), key=lambda found: found[0]):
        text, own_lines = _laid([(words, line) for _, words, line in strings], kept=around.name == "pre")
        if text.strip():
            pieces.append(Piece(Span(start, start + len(text)), _block(around), _role(around)))
            lines += [(start + place, line) for place, line in own_lines]
            texts.append(text)
            start += len(text) + len(PARTING)
    return PARTING.join(texts), tuple(pieces), tuple(lines)


def _strings(soup: BeautifulSoup, source: str) -> Iterator[tuple[_Around, str, int]]:
    """Every visible string of the page with its block and its line; an empty one where a block begins.

    A loop and no recursion: pages are nested as deeply as they like.
    """
    line = 1
    begins = [0, *(match.end() for match in re.finditer("\n", source))]
    queue: list[tuple[PageElement, _Around]] = [(soup, _Around())]
    while queue:
        node, around = queue.pop()
        if isinstance(node, Tag):
            line = max(line, _line_behind(node, source, begins))
            around = _inside(node, around)
            if not around.silent:
                yield around, "\n" if node.name == "br" else "", line
            queue += [(child, around) for child in reversed(node.contents)]
        elif isinstance(node, NavigableString):
            if not around.silent and not isinstance(node, PreformattedString):  # a comment, a declaration
                yield around, NO_TEXT.sub("\ufffd", node), line
            line += node.count("\n")


def _line_behind(tag: Tag, source: str, begins: list[int]) -> int:
    """The line on which a start tag ends: its attributes may take several."""
    line = tag.sourceline or 1
    start = begins[line - 1] + (tag.sourcepos or 0)
    return line + source.count("\n", start, source.find(">", start))


def _inside(tag: Tag, around: _Around) -> _Around:
    """What the children of a tag stand in."""
    if tag.name in _SILENT:
        return replace(around, silent=True)
    if tag.name not in _BLOCKS:
        return around
    furniture = around.furniture or tag.name in _FURNITURE
    return _Around(tag.name, around.silent, furniture, around.quoted or tag.name == "blockquote")


def _laid(strings: list[tuple[str, int]], kept: bool) -> tuple[str, list[tuple[int, int]]]:
    """The text of a block, and (character, line in the file) of each of its lines.

    A run of space becomes one space, or one line feed where it holds any; in a <pre> it is `kept` as it is.
    """
    parts: list[str] = []
    lines: list[tuple[int, int]] = []
    length, gap = 0, ""
    for words, first in strings:
        for match in re.finditer(r"\s+|\S+", words):
            if match.group().isspace():
                gap += match.group()
                continue
            space = _space(gap, kept, bool(parts))
            if "\n" in gap or not lines:
                begins = length + space.rfind("\n") + 1
                lines.append((begins, first + words.count("\n", 0, match.start())))
            parts += [space, match.group()]
            length += len(space) + len(match.group())
            gap = ""
    return "".join(parts), lines


def _space(gap: str, kept: bool, inside: bool) -> str:
    if kept:
        return gap if inside else gap.rpartition("\n")[2]
    return "" if not inside or not gap else "\n" if "\n" in gap else " "


def _block(around: _Around) -> Block:
    if re.fullmatch("h[1-6]", around.name):
        return Block("heading", int(around.name[1]))
    if around.name == "pre":
        return Block("code")
    if around.name in ("li", "td", "th", "dt", "dd"):
        return Block("item")
    return Block("quote") if around.quoted else Block("paragraph")


def _role(around: _Around) -> Role | None:
    if around.furniture:
        return "boilerplate"
    return "heading" if re.fullmatch("h[1-6]", around.name) else None


def _title(soup: BeautifulSoup) -> str:
    """The article's own title; the first heading of a whole page may be the site's name."""
    if stated := _meta(soup, "og:title"):
        return stated
    for found in (soup.select_one("article h1, main h1"), soup.find("h1"), soup.find("title")):
        if isinstance(found, Tag) and found.get_text().strip():
            return _clean(found.get_text())
    return ""


def _meta(soup: BeautifulSoup, name: str) -> str:
    found = soup.find("meta", attrs={"property": name}) or soup.find("meta", attrs={"name": name})
    return _clean(str(found.get("content", ""))) if isinstance(found, Tag) else ""


def _clean(words: str) -> str:
    return NO_TEXT.sub("\ufffd", " ".join(words.split()))


def _datings(soup: BeautifulSoup) -> tuple[Dating, ...]:
    """The day in the page's metadata: Open Graph, else schema.org, else its first <time>."""
    stated = [_meta(soup, name) for name in ("article:published_time", "datePublished", "date", "DC.date")]
    stated += [_json_date(script.get_text()) for script in soup.find_all("script", type="application/ld+json")]
    first = soup.find("time")
    stated.append(str(first.get("datetime", "")) if isinstance(first, Tag) else "")
    for words in stated:
        match = days.PRINTED_DAY.match(re.sub(r"(?<=\d)T.*", "", words.strip()))
        if match:
            try:
                return (Dating(days.from_match(match), "page metadata"),)
            except ValueError:
                continue
    return ()


def _json_date(source: str) -> str:
    """The `datePublished` of schema.org's description of the page, or of one of the things that it lists."""
    try:
        data: Any = json.loads(source)
    except (ValueError, RecursionError):
        return ""
    graph = data.get("@graph", [data]) if isinstance(data, dict) else data
    things = graph if isinstance(graph, list) else []
    stated = (thing.get("datePublished") for thing in things if isinstance(thing, dict))
    return next((each for each in stated if isinstance(each, str)), "")
