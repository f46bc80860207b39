"""A file as received, and what the editor knows of it, become a witness."""

from __future__ import annotations

import contextlib
import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from builder.model import Block, Dating, Passage, Witness
from builder.read import files, html, markdown, plain, roles, sentences, words
from builder.read.drafts import Draft

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


def witness(source: bytes, path: str, known: Known, language: str) -> Witness:
    """The witness of one file. Raises EditionError for text that cannot be decoded or understood."""
    text = files.decode(source, path, known.encoding)
    draft = _draft(text, path)
    language = known.language or (draft.language if words.is_tag(draft.language) else language)
    draft = roles.settle(draft, language)
    blocks, passages = _passages(draft, language)
    address = known.address or (draft.address if is_web(draft.address) else "")
    return Witness(
        siglum=known.siglum,
        path=path,
        source=source,
        text=draft.text,
        lines=draft.lines,
        blocks=blocks,
        passages=passages,
        title=known.title or draft.title or PurePosixPath(path).stem,
        datings=_datings(draft, known, address),
        outlet=known.outlet or draft.outlet,
        author=known.author or draft.author,
        address=address,
        received=known.received,
        known=known.known,
        rights=known.rights,
        language=language,
        decoded=text,
    )


def is_web(address: str) -> bool:
    """Whether it is the whole address of a web page, such as a browser follows."""
    try:
        return bool(_WEB.fullmatch(address) and urlsplit(address).hostname)
    except ValueError:  # https://[
        return False


def _draft(text: str, path: str) -> Draft:
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in (".md", ".markdown"):
        return markdown.draft(text, path)
    if suffix in (".html", ".htm"):
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


def _id(passage: str) -> str:
    """First words and a digest of all: 'the-us-military-negotiated-1f3a9c'."""
    plain_words = unicodedata.normalize("NFKD", passage).encode("ascii", "ignore").decode().lower()
    first = re.findall(r"[a-z0-9]+", plain_words)[:_FIRST_WORDS]
    digest = hashlib.blake2b(" ".join(passage.split()).encode(), digest_size=3).hexdigest()
    return "-".join(["s", *(word[:20] for word in first), digest])


def _datings(draft: Draft, known: Known, address: str) -> tuple[Dating, ...]:
    found = list(draft.datings)
    if known.dated:
        found.insert(0, Dating(known.dated, "work.toml"))
    if day := _ADDRESS_DAY.search(address):
        with contextlib.suppress(ValueError):  # 2021/02/31 in a path is a number, not a day
            found.append(Dating(date(int(day[1]), int(day[2]), int(day[3])), "address"))
    return tuple(each for each in found if each.day < date.max)  # a run of days ends on the day after its last
