"""One tool, one comparison, in a process of its own: prints its seconds of one core.

    python one.py TOOL LIMIT FILE FILE...

Reading the files and importing the tool are not counted. Past LIMIT seconds the system ends it.
"""

from __future__ import annotations

import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

MEMORY = 8_000_000_000
"""Bytes that a tool may ask for before it is given up."""

Job = Callable[[Sequence[str]], object]


def variorum() -> Job:
    """The whole collation: passages, matches, moves, words, rows."""
    from builder import collate, stream

    def job(texts: Sequence[str]) -> object:
        witnesses = [{"siglum": f"W{n}", "text": text} for n, text in enumerate(texts)]
        return collate.work(stream.work({"witnesses": witnesses}))

    return job


def difflib() -> Job:
    """Words, with the guess switched off that drops what is frequent."""
    from difflib import SequenceMatcher

    return lambda texts: SequenceMatcher(None, *map(_words, texts), autojunk=False).get_opcodes()


def difflib_autojunk() -> Job:
    """Words, as difflib comes: what is frequent in a long text is dropped."""
    from difflib import SequenceMatcher

    return lambda texts: SequenceMatcher(None, *map(_words, texts)).get_opcodes()


def cydifflib() -> Job:
    """The same in C++."""
    from cydifflib import SequenceMatcher

    return lambda texts: SequenceMatcher(None, *map(_words, texts), autojunk=False).get_opcodes()


def diff_match_patch() -> Job:
    """Characters, made readable, without its limit of one second."""
    from diff_match_patch import diff_match_patch

    tool = diff_match_patch()
    tool.Diff_Timeout = 0

    def job(texts: Sequence[str]) -> object:
        found = tool.diff_main(*texts)
        tool.diff_cleanupSemantic(found)
        return found

    return job


def collatex() -> Job:
    """Words, aligned as it does by default, not joined into segments."""
    from collatex import Collation, collate

    def job(texts: Sequence[str]) -> object:
        collation = Collation()
        for number, text in enumerate(texts):
            collation.add_plain_witness(f"W{number}", text)
        return collate(collation, segmentation=False)

    return job


TOOLS = {each.__name__: each for each in (variorum, difflib, difflib_autojunk, cydifflib, diff_match_patch, collatex)}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", text)


def main() -> None:
    """Measure, and print."""
    tool, limit, *files = sys.argv[1:]
    texts = [Path(file).read_text(encoding="utf-8") for file in files]
    job = TOOLS[tool]()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit)))
    begun = time.process_time()
    job(texts)
    print(time.process_time() - begun)


if __name__ == "__main__":
    main()
