"""Markdown with YAML front matter becomes a draft: its words without the markup, its blocks with their form.

markdown-it-py runs with raw HTML off (`js-default`), so that what looks like a tag is text. Front matter is read as
plain strings: YAML's own types would turn `no` into false and `2021-09-31` into an error without a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from builder import days
from builder.errors import EditionError, Problem
from builder.model import Block, Dating, Form, Place, Role, Span
from builder.read.drafts import PARTING, Draft, Piece
from builder.read.files import NO_TEXT

_FRONT = re.compile(r"\A---[^\S\n]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LARGEST_FRONT = 20_000
"""Characters. Front matter is a few lines; YAML's parser recurses, and fails, on deep nesting in more."""
_DEEPEST = 90
"""Levels. markdown-it drops text silently at 100."""
_FIELDS = {"title": "title", "author": "author", "outlet": "outlet", "publisher": "outlet", "url": "address",
           "address": "address", "lang": "language", "language": "language"}  # fmt: skip
_DATES = ("date", "dated", "published")


def draft(text: str, path: str) -> Draft:
    """The draft of a Markdown file.

    Raises EditionError for front matter that cannot be read and for blocks nested too deeply.
    """
    fields, datings, body = parted(text, path)
    words, pieces, lines = _flow(_blocks(body, path, text.count("\n", 0, len(text) - len(body))))
    return Draft(words, pieces, lines, datings=datings, **fields)


def parted(text: str, path: str) -> tuple[dict[str, str], tuple[Dating, ...], str]:
    """What the front matter of a Markdown file says, its dates, and the text behind it. Raises EditionError."""
    front = _FRONT.match(text)
    if front is None:
        return {}, (), text
    return *_front_matter(front["yaml"], path), text[front.end() :]


@dataclass(frozen=True, slots=True)
class _Text:
    words: str
    block: Block
    line: int


def _blocks(body: str, path: str, first: int) -> Iterator[_Text]:
    try:
        tokens = MarkdownIt("js-default").parse(body)
    except RecursionError:
        tokens = None
    if tokens is None or any(_depth(token) >= _DEEPEST for token in tokens):
        raise EditionError.at(
            Place(path),
            f"Blocks or marks stand more than {_DEEPEST} levels deep.",
            "Flatten the quotations or lists; deeper text would be lost.",
        )
    form: list[Block] = []
    for token in tokens:
        if token.type in ("fence", "code_block"):
            yield _code(token, first)
        elif token.type in _FORMS or token.type == "heading_open":
            form.append(Block("heading", int(token.tag[1])) if token.type == "heading_open" else _FORMS[token.type])
        elif token.type.replace("_close", "_open") in _FORMS or token.type == "heading_close":
            form.pop()
        elif token.type == "inline":
            block = form[-1] if form else Block("paragraph")
            yield _Text(_inline(token.children or []), block, first + _line(token))


def _code(token: Token, first: int) -> _Text:
    words = token.content.lstrip("\n")
    above = len(token.content) - len(words) + (token.type == "fence")  # a fence has a line of its own
    language = (token.info.split() or [""])[0]
    return _Text(words.rstrip(), Block("code", language=language), first + _line(token) + above)


_FORMS = {"blockquote_open": Block("quote"), "list_item_open": Block("item"), "tr_open": Block("item")}


def _depth(token: Token) -> int:
    return max([token.level, *(token.level + child.level for child in token.children or [])])


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _inline(children: list[Token]) -> str:
    parts = []
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "image":
            parts.append(_inline(child.children or []))
        else:
            parts.append(child.content)
    return "".join(parts)


def _flow(blocks: Iterable[_Text]) -> tuple[str, tuple[Piece, ...], tuple[tuple[int, int], ...]]:
    """The blocks' words one after another, parted by a blank line; where each stands there, and in the file."""
    words, pieces, lines = [], [], []
    start = 0
    for each in blocks:
        own = each.words if each.block.form == "code" else each.words.strip()
        if own.strip():
            pieces.append(Piece(Span(start, start + len(own)), each.block, _ROLES.get(each.block.form)))
            lines.append((start, each.line))
            words.append(own)
            start += len(own) + len(PARTING)
    return PARTING.join(words), tuple(pieces), tuple(lines)


_ROLES: dict[Form, Role] = {"heading": "heading", "code": "body"}


def _front_matter(source: str, path: str) -> tuple[dict[str, str], tuple[Dating, ...]]:
    if len(source) > _LARGEST_FRONT:
        raise EditionError.at(
            Place(path, 2),
            f"The front matter has {len(source):,} characters.",
            "Keep it to a few lines: title, date, author, outlet, url.",
        )
    fields: dict[str, str] = {}
    datings: list[Dating] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for key, value, line in _pairs(source, path):
        place = Place(path, line)
        name = key.lower()
        if name in seen:
            problems.append(Problem(place, f'"{key}" stands twice in the front matter, first in line {seen[name]}.',
                                    "Keep one of the two."))  # fmt: skip
        elif value and NO_TEXT.search(value):
            problems.append(Problem(place, f'"{key}" holds a character that is no text.', "Take it out."))
        elif value is None and (name in _FIELDS or name in _DATES):
            problems.append(Problem(place, f'"{key}" is not a single value.', f"Write it as {key}: words."))
        elif value and name in _DATES:
            try:
                datings.append(Dating(_day(value), "front matter"))
            except ValueError:
                problems.append(Problem(place, f'"{value}" is no date that can be read.',
                                        "Write it as 2021-09-01, and check that the month has that day."))  # fmt: skip
        elif value and name in _FIELDS:
            fields[_FIELDS[name]] = value
        seen.setdefault(name, line)
    if problems:
        raise EditionError(problems)
    return fields, tuple(datings)


def _day(value: str) -> date:
    match = days.PRINTED_DAY.match(re.sub(r"(?<=\d)T.*", "", value))  # 2021-09-01T10:15:00Z
    if not match:
        raise ValueError(value)
    return days.from_match(match)


def _pairs(source: str, path: str) -> Iterator[tuple[str, str | None, int]]:
    """Key, value (None where it is no single value) and line of each entry."""
    try:
        node = yaml.compose(source, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:  # ValueError: "\UFFFFFFFF" is no character
        mark = getattr(error, "problem_mark", None)
        deep = isinstance(error, RecursionError)
        what = "it is nested too deeply" if deep else getattr(error, "problem", None) or str(error).split("\n")[0]
        place = Place(path, mark.line + 2, mark.column + 1) if mark else Place(path, 2)
        raise EditionError.at(
            place,
            f"The front matter is not YAML: {what}.",
            "Write lines such as date: 2021-09-01 between the two --- lines.",
        ) from None
    if node is None:
        return
    if not isinstance(node, yaml.MappingNode):
        raise EditionError.at(
            Place(path, 2),
            "The front matter holds no names and values.",
            "Write lines such as date: 2021-09-01 between the two --- lines.",
        )
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            line = key.start_mark.line + 2
            single = " ".join(str(value.value).split()) if isinstance(value, yaml.ScalarNode) else None
            yield str(key.value), single, line
