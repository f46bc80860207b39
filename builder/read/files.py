"""A file on disk becomes its bytes, and bytes become text. The one door through which content comes in.

Refused: links that lead out of the content folder, pipes and devices, files past a size, text that cannot be decoded,
characters that are no text.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path

from builder.errors import EditionError
from builder.model import Place

LARGEST = 8_000_000
"""Bytes. A novel of 200,000 words has 1.2 million."""
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
"""Control characters that HTML and XML cannot hold; tab, line feed, form feed and carriage return can stay."""


def label(path: Path, root: Path) -> str:
    """How a file is called in messages: from the content folder's own name on, with forward slashes."""
    return "/".join((root.name, *path.relative_to(root).parts))


def received(path: Path, root: Path) -> bytes:
    """The bytes of a file inside the content folder. Raises EditionError."""
    name = label(path, root)
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
    except OSError as error:
        raise _refused(
            name, f"It cannot be opened: {error.strerror}.", "Look at its name and its permissions."
        ) from None
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
    if encoding == "utf-8" and source.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        text = source.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        before = source[: error.start]
        place = Place(name, before.count(b"\n") + 1, len(before) - (before.rfind(b"\n") + 1) + 1)
        raise EditionError.at(
            place,
            f"Byte 0x{source[error.start]:02x} is not {encoding.upper()}.",
            'Save the file as UTF-8, or name its encoding in work.toml, for example encoding = "windows-1252".',
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _NO_TEXT.search(text):
        before_ = text[: found.start()]
        place = Place(name, before_.count("\n") + 1, len(before_) - (before_.rfind("\n") + 1) + 1)
        raise EditionError.at(
            place,
            f"The character U+{ord(found.group()):04X} is no text.",
            "Take it out, or save the file as plain text.",
        )
    return text


def text(path: Path, root: Path) -> str:
    """A UTF-8 text file inside the content folder. Raises EditionError."""
    return decode(received(path, root), label(path, root))


def _refused(name: str, fact: str, remedy: str) -> EditionError:
    return EditionError.at(Place(name), fact, remedy)
