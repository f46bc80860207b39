"""A file as received, and what the editor knows of it, become a witness."""

from __future__ import annotations

import contextlib
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, islice
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from builder.model import Block, Dating, Passage, Span, Witness
from builder.read import files, plain, roles, sentences, words
from builder.read.drafts import PARAGRAPH, Draft

SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm")
_FIRST_WORDS = 4
"""In a passage's id: enough to recognise it in an address."""
_WEB = re.compile(r"https?://[^\s<>\"']+")
_ADDRESS_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-]|$)")
"""Blogs and papers put the day of publication into the path."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the editor says of a witness in work.toml; it overrides what is read."""

    siglum: str
    title: str = ""
    outlet: str = ""
    author: str = ""
    address: str = ""
    dated: date | None = None
    received: str = ""
    known: str = ""
    rights: str = ""
    language: str = ""
    encoding: str = "utf-8"
    overrides: bool = True
    "whether `dated` counts more than the same day where the text prints it"


def witness(source: bytes, path: str, known: Known, language: str) -> Witness:
    """The witness of one file. Raises EditionError for text that cannot be decoded or understood."""
    text = files.decode(source, path, known.encoding)
    draft = _draft(text, path)
    language = known.language or (draft.language if words.is_tag(draft.language) else language)
    draft = roles.settle(draft, language)
    return _made(draft, _passages(draft, language), source, path, text, known, language)


def of_text(text: str, known: Known, language: str = "en") -> Witness:
    """The witness of a plain text that is in no file: every character of it stays where it is."""
    draft = roles.settle(plain.draft(text), known.language or language)
    return _made(draft, _passages(draft, known.language or language), b"", known.siglum, text, known, language)


def of_passages(passages: Sequence[str], known: Known, language: str = "en") -> Witness:
    """The witness of passages that somebody has cut: its text is the passages, joined by a line feed."""
    text = "\n".join(passages)
    starts = accumulate((len(passage) + 1 for passage in passages), initial=0)
    spans = [Span(start, start + len(passage)) for start, passage in zip(starts, passages, strict=False)]
    kept = tuple(Passage(f"s-{n}", span, n, "body") for n, span in enumerate(spans))
    blocks = tuple(PARAGRAPH for _ in kept)
    return _made(Draft(text, ()), (blocks, kept), b"", known.siglum, text, known, language)


def _made(
    draft: Draft,
    cut: tuple[tuple[Block, ...], tuple[Passage, ...]],
    source: bytes,
    path: str,
    decoded: str,
    known: Known,
    language: str,
) -> Witness:
    """What was read, overridden by what the editor knows."""
    address = known.address or (draft.address if is_web(draft.address) else "")
    return Witness(
        siglum=known.siglum,
        path=path,
        source=source,
        text=draft.text,
        lines=draft.lines,
        blocks=cut[0],
        passages=cut[1],
        title=known.title or draft.title or PurePosixPath(path).stem,
        datings=_datings(draft, known, address),
        outlet=known.outlet or draft.outlet,
        author=known.author or draft.author,
        address=address,
        received=known.received,
        known=known.known,
        rights=known.rights,
        language=known.language or language,
        decoded=decoded,
    )


def is_web(address: str) -> bool:
    """Whether it is the whole address of a web page, such as a browser follows."""
    try:
        return bool(_WEB.fullmatch(address) and urlsplit(address).hostname)
    except ValueError:  # https://[
        return False


def _draft(text: str, path: str) -> Draft:
    """By the format that the name says. Its parser is imported here: the two cost a fifth of a second."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in (".md", ".markdown"):
        from builder.read import markdown

        return markdown.draft(text, path)
    if suffix in (".html", ".htm"):
        from builder.read import html

        return html.draft(text, path)
    return plain.draft(text)


def _passages(draft: Draft, language: str) -> tuple[tuple[Block, ...], tuple[Passage, ...]]:
    """Pieces glued to one another in the file ('ISLAMABAD: The US ...') share a block."""
    blocks: list[Block] = []
    passages: list[Passage] = []
    seen: Counter[str] = Counter()
    last = 0
    for piece in draft.pieces:
        if not blocks or "\n" in draft.text[last : piece.span.start]:
            blocks.append(piece.block)
        last = piece.span.end
        whole = piece.role != "body" or piece.block.form == "code"
        for span in [piece.span] if whole else sentences.spans(draft.text, piece.span, language):
            assert piece.role is not None, "roles.settle leaves none open"
            name = _id(draft.text[span.start : span.end])
            seen[name] += 1
            unique = name if seen[name] == 1 else f"{name}-{seen[name]}"
            passages.append(Passage(unique, span, len(blocks) - 1, piece.role))
    return tuple(blocks), tuple(passages)


_PLAIN_WORD = re.compile(r"[a-z0-9]+")


def _id(passage: str) -> str:
    """First words and a digest of all: 'the-us-military-negotiated-1f3a9c'."""
    plain_words = unicodedata.normalize("NFKD", passage).encode("ascii", "ignore").decode().lower()
    first = (found.group() for found in islice(_PLAIN_WORD.finditer(plain_words), _FIRST_WORDS))
    digest = hashlib.blake2b(" ".join(passage.split()).encode(), digest_size=3).hexdigest()
    return "-".join(["s", *(word[:20] for word in first), digest])


def _datings(draft: Draft, known: Known, address: str) -> tuple[Dating, ...]:
    found = list(draft.datings)
    if known.dated:
        # A day that the text prints, too, is known from the text: where it is printed says how far to trust it.
        printed = [each for each in found if each.day == known.dated] if not known.overrides else []
        found = [*(printed or [Dating(known.dated, "work.toml")]), *(each for each in found if each not in printed)]
    if day := _ADDRESS_DAY.search(address):
        with contextlib.suppress(ValueError):  # 2021/02/31 in a path is a number, not a day
            found.append(Dating(date(int(day[1]), int(day[2]), int(day[3])), "address"))
    return tuple(each for each in found if each.day < date.max)  # a run of days ends on the day after its last
