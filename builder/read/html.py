"""A web page as received becomes a draft: its words and its structure, never its markup.

What a page sets round its article (navigation, footer, forms) stays, as boilerplate. Nothing of the page's own tags is
ever printed again, so nothing is decided with one parser and shown with another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Comment, Doctype, NavigableString, ProcessingInstruction, Tag

from builder import days
from builder.errors import EditionError
from builder.model import Block, Dating, Place, Role, Span
from builder.read.drafts import Draft, Piece

_UNCLOSED = 1_000
"""`<` without `>`. Python's parser needs seconds for a few thousand of them (measured: 8,000, 24 kB, 5.5 s)."""
_SILENT = {"script", "style", "template", "noscript", "svg", "math", "head", "iframe", "object", "select"}
_FURNITURE = {"nav", "footer", "aside", "form", "button", "dialog", "menu"}
_BLOCKS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td", "th", "dt", "dd", "figcaption", "caption",
    "div", "section", "article", "main", "body", "html", "header", "ul", "ol", "dl", "table", "tr", "tbody", "thead",
    "figure", "hr", "address", *_FURNITURE,
}  # fmt: skip


def draft(source: str, path: str) -> Draft:
    """The draft of an HTML page.

    Raises EditionError for a page with so many unclosed tags that it cannot be read in reasonable time.
    """
    unclosed = source.count("<") - source.count(">")
    if unclosed > _UNCLOSED:
        raise EditionError.at(
            Place(path),
            f"{unclosed:,} tags are opened with < and never closed with >.",
            "Save the page again as complete HTML, or its words as plain text.",
        )
    soup = BeautifulSoup(source, "html.parser")
    text, pieces = _flow(soup)
    html = soup.find("html")
    return Draft(
        text,
        pieces,
        title=_title(soup),
        author=_meta(soup, "author"),
        outlet=_meta(soup, "og:site_name"),
        address=_meta(soup, "og:url"),
        language=str(html.get("lang", "")) if isinstance(html, Tag) else "",
        datings=_datings(soup),
    )


def _flow(soup: BeautifulSoup) -> tuple[str, tuple[Piece, ...]]:
    text = ""
    pieces: list[Piece] = []
    lastings: list[str] = []
    owner: Tag | None = None
    for block, words in [*_strings(soup), (None, "")]:
        if block is not owner:
            raw = "".join(lastings)
            joined = raw.strip("\n") if owner is not None and owner.name == "pre" else " ".join(raw.split())
            if owner is not None and joined.strip():
                text = f"{text}\n\n" if text else ""
                span = Span(len(text), len(text) + len(joined))
                pieces.append(Piece(span, _block(owner), owner.sourceline or 1, _role(owner)))
                text += joined
            owner, lastings = block, []
        lastings.append(words)
    return text, tuple(pieces)


def _strings(soup: BeautifulSoup) -> Iterator[tuple[Tag | None, str]]:
    """Every visible string with the block that it stands in."""
    for string in soup.descendants:
        if isinstance(string, Tag) and string.name == "br":
            yield _owner(string), "\n"
        if not isinstance(string, NavigableString) or isinstance(string, (Comment, Doctype, ProcessingInstruction)):
            continue
        if not any(parent.name in _SILENT for parent in string.parents):
            yield _owner(string), str(string)


def _owner(node: Tag | NavigableString) -> Tag | None:
    return next((parent for parent in node.parents if parent.name in _BLOCKS), None) or node.find_parent()


def _block(owner: Tag) -> Block:
    if re.fullmatch("h[1-6]", owner.name):
        return Block("heading", int(owner.name[1]))
    if owner.name == "pre":
        return Block("code")
    if owner.name in ("li", "td", "th", "dt", "dd"):
        return Block("item")
    quoted = owner.name == "blockquote" or owner.find_parent("blockquote") is not None
    return Block("quote") if quoted else Block("paragraph")


def _role(owner: Tag) -> Role | None:
    around = {owner.name, *(parent.name for parent in owner.parents)}
    if around & _FURNITURE:
        return "boilerplate"
    return "heading" if re.fullmatch("h[1-6]", owner.name) else None


def _title(soup: BeautifulSoup) -> str:
    for name in ("h1", "title"):
        found = soup.find(name)
        if isinstance(found, Tag) and found.get_text().strip():
            return " ".join(found.get_text().split())
    return ""


def _meta(soup: BeautifulSoup, name: str) -> str:
    found = soup.find("meta", attrs={"property": name}) or soup.find("meta", attrs={"name": name})
    return str(found.get("content", "")).strip() if isinstance(found, Tag) else ""


def _datings(soup: BeautifulSoup) -> tuple[Dating, ...]:
    """The day in the page's metadata: Open Graph, else schema.org, else its first <time>."""
    stated = [_meta(soup, name) for name in ("article:published_time", "datePublished", "date", "DC.date")]
    stated += [_json_date(script.get_text()) for script in soup.find_all("script", type="application/ld+json")]
    first = soup.find("time")
    stated.append(str(first.get("datetime", "")) if isinstance(first, Tag) else "")
    for words in stated:
        match = days.PRINTED_DAY.match(re.sub(r"T.*", "", words))
        if match:
            try:
                return (Dating(days.from_match(match), "page metadata"),)
            except ValueError:
                continue
    return ()


def _json_date(source: str) -> str:
    try:
        data = json.loads(source)
    except (ValueError, RecursionError):
        return ""
    found = data.get("datePublished") if isinstance(data, dict) else None
    return found if isinstance(found, str) else ""
