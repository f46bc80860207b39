"""A file on disk becomes its bytes, and bytes become text. The one door through which content comes in.

Refused: links that lead out of the content folder, pipes and devices, files past a size, text that cannot be decoded,
characters that are no text.
"""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path

from builder import config
from builder.errors import EditionError, Problem
from builder.model import Place

LARGEST = 8_000_000
"""Bytes. A novel of 200,000 words has 1.2 million."""
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What HTML and XML cannot hold: control characters but for tab, line ends and form feed; halves of characters."""

_OF_NAMES = {"punycode", "idna", "unicode-escape", "raw-unicode-escape"}
"""Codecs for host names and for Python's own source."""


def label(path: Path, root: Path) -> str:
    """How a file is called in messages: from the content folder's own name on, with forward slashes.

    What cannot be printed in a name is spelled: `a\\x0a.txt`.
    """
    name = "/".join((root.name, *path.relative_to(root).parts))
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in name)


def received(path: Path, root: Path) -> bytes:
    """The bytes of a file inside the content folder. Raises EditionError."""
    name = label(path, root)
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
    except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
        reason = getattr(error, "strerror", "it is a link that leads to itself")
        raise _refused(name, f"It cannot be opened: {reason}.", "Look at its name and its permissions.") from None
    if not real.is_relative_to(root.resolve()):
        raise _refused(
            name, "It is a link that leads out of the content folder.", "Put a copy of the file in its place."
        )
    if not stat.S_ISREG(mode):
        raise _refused(name, "It is not an ordinary file.", "Put the text itself into a file of that name.")
    if real.stat().st_size > LARGEST:
        raise _refused(
            name, f"It has {real.stat().st_size:,} bytes; the limit is {LARGEST:,}.", "Cut it into several works."
        )
    try:
        return real.read_bytes()
    except OSError as error:
        raise _refused(name, f"It cannot be read: {error.strerror}.", "Look at its permissions.") from None


def decode(source: bytes, name: str, encoding: str = "utf-8") -> str:
    """The text of a file, with line feeds as line ends. Raises EditionError with the line of the first bad byte."""
    encoding = codecs.lookup(encoding).name
    if encoding == "utf-8":
        encoding = "utf-16" if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = _line_feeds(source.decode(encoding))
    except UnicodeDecodeError as error:
        start = error.start + len(source) - len(error.object)  # utf-8-sig counts from behind the mark
        raise EditionError.at(
            _after(_line_feeds(source[:start].decode(encoding, "replace")), name),
            f"Byte 0x{source[start]:02x} is not {encoding.removesuffix('-sig').upper()}.",
            'Save the file as UTF-8, or name its encoding in work.toml, for example encoding = "windows-1252".',
        ) from None
    if found := NO_TEXT.search(text):
        raise EditionError.at(
            _after(text[: found.start()], name),
            f"The character U+{ord(found.group()):04X} is no text.",
            "Take it out, or save the file as plain text.",
        )
    return text


def is_encoding(name: str) -> bool:
    """Whether texts come in it; Python knows more by that name."""
    try:
        return codecs.lookup(name).name not in _OF_NAMES and ".. ".encode(name).decode(name) == ".. "
    except (LookupError, ValueError):
        return False


def text(path: Path, root: Path) -> str:
    """A UTF-8 text file inside the content folder. Raises EditionError."""
    return decode(received(path, root), label(path, root))


def settings(path: Path, root: Path, problems: list[Problem]) -> config.Table:
    """A TOML file; an empty table where it is missing or cannot be read. What is wrong in it joins the problems."""
    name = label(path, root)
    table = config.Table({}, name, {}, problems)
    if path.exists() or path.is_symlink():
        try:
            table = config.table(text(path, root), name)
        except EditionError as error:
            problems += error.problems
    table.problems = problems
    return table


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _after(before: str, name: str) -> Place:
    """The place that comes after some text."""
    return Place(name, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def _refused(name: str, fact: str, remedy: str) -> EditionError:
    return EditionError.at(Place(name), fact, remedy)
