"""The collation beside its peers, in one run: seconds, megabytes, and how many times those of Variorum.

    make bench                               made-up texts, the same at every run
    make bench DATA=folder                   two witnesses of your own: the first two .txt of the folder, as they are

Every comparison runs in a process of its own. A tool that needs more than the limit is ended, is said to need more than
that, and is not given longer texts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import texts

HERE = Path(__file__).parent
PEERS = ("difflib", "difflib_autojunk", "cydifflib", "diff_match_patch", "collatex")
SIZES = (1_000, 8_000, 30_000, 100_000)
"""Words of each of two witnesses."""
WORDS = {True: "reached", False: "MISSED", None: "open"}
MANY = 6, 12_000
"""Witnesses, and words of each: as the six editions of the first chapter of the Origin of Species."""


@dataclass(frozen=True)
class Measured:
    """What one comparison took; at least that much where it was not finished."""

    seconds: float
    "of one core"
    megabytes: float
    finished: bool = True


def main() -> int:
    """Print every comparison, then the goals; 1 where one of them is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, default=None, help="the Python that has the peers; without it, none")
    parser.add_argument("--data", type=Path, default=None, help="a folder with two texts")
    parser.add_argument("--limit", type=int, default=300, help="seconds of one core for one comparison")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.data:
            _row("as given", sorted(given.data.glob("*.txt"))[:2], given, set())
            return 0
        found: dict[int, dict[str, Measured]] = {}
        lost: set[str] = set()
        for size in SIZES:
            found[size] = _row(f"2 x {size:,} words", _written(Path(folder), size, 2), given, lost)
        count, size = MANY
        many = _row(f"{count} x {size:,} words", _written(Path(folder), size, count), given, set(PEERS))["variorum"]
    return _judge(found, many)


def _written(folder: Path, words: int, count: int) -> list[Path]:
    paths = [folder / f"{words}-{number}.txt" for number in range(count)]
    for path, text in zip(paths, texts.versions(words, count), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def _row(title: str, files: Sequence[Path], given: argparse.Namespace, lost: set[str]) -> dict[str, Measured]:
    """Measure every tool that has not been lost; print a line for each."""
    print(f"\n{title}\n{'':20}{'seconds':>10}{'times':>10}{'MB':>10}{'times':>10}")
    ours = _measured("variorum", files, sys.executable, given.limit)
    found = {"variorum": ours}
    print(_line("variorum", ours, ours))
    for tool in PEERS if given.peers else ():
        if tool not in lost:
            found[tool] = _measured(tool, files, str(given.peers), given.limit)
            print(_line(tool, found[tool], ours), flush=True)
            if not found[tool].finished:
                lost.add(tool)
    return found


def _line(tool: str, one: Measured, ours: Measured) -> str:
    seconds, megabytes = one.seconds / ours.seconds, one.megabytes / ours.megabytes
    figures = f"{one.seconds:.4f}", f"{seconds:.2f}", f"{one.megabytes:.0f}", f"{megabytes:.2f}"
    more = "" if one.finished else ">"
    return f"{tool:20}" + "".join(f"{more + figure:>10}" for figure in figures)


def _measured(tool: str, files: Sequence[Path], python: str, limit: float) -> Measured:
    command = [python, str(HERE / "one.py"), tool, str(limit), *map(str, files)]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=HERE.parent)
    assert run.stdout is not None
    assert run.stderr is not None
    said, wrong = run.stdout.read(), run.stderr.read()
    _, status, usage = os.wait4(run.pid, 0)  # the one call that tells the memory of a process that was ended
    megabytes = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    if status == 0:
        return Measured(float(said), megabytes)
    if not os.WIFSIGNALED(status) and b"MemoryError" not in wrong:
        raise SystemExit(f"{tool} failed:\n{wrong.decode(errors='replace')}")
    return Measured(usage.ru_utime, megabytes, finished=False)


def _judge(found: dict[int, dict[str, Measured]], many: Measured) -> int:
    """Print the goals, each with what was reached; 1 where one is missed."""
    goals = list(_goals(found, many))
    print("\ncost per word: " + ", ".join(f"{_cost(found, size):.0f} µs at {size:,}" for size in found) + "\n")
    for reached, goal, figure in goals:
        print(f"{WORDS[reached]:8} {goal}: {figure}")
    return 1 if any(reached is False for reached, _, _ in goals) else 0


def _cost(found: dict[int, dict[str, Measured]], size: int) -> float:
    return found[size]["variorum"].seconds / (2 * size) * 1e6


def _goals(found: dict[int, dict[str, Measured]], many: Measured) -> Iterator[tuple[bool | None, str, str]]:
    """(reached, goal, figure); None where a tool was ended before it could be told."""
    ours = {size: row["variorum"] for size, row in found.items()}
    yield ours[30_000].seconds < 1, "two witnesses of 30,000 words in under a second", f"{ours[30_000].seconds:.2f} s"
    yield ours[30_000].megabytes < 300, "in less than 300 MB", f"{ours[30_000].megabytes:.0f} MB"
    yield many.seconds < 5, "six witnesses of 12,000 words in under five seconds", f"{many.seconds:.2f} s"
    growth = _cost(found, SIZES[-1]) / _cost(found, SIZES[0])
    yield growth < 1.5, "cost per word flat from 1,000 to 100,000 words", f"x {growth:.2f}"
    for size, row in found.items():
        if "difflib" in row:
            times = row["difflib"].seconds / ours[size].seconds
            yield times >= 1, f"never slower than difflib, {size:,} words", f"{times:.2f} times as fast"
    if "collatex" in found[8_000]:
        theirs = found[8_000]["collatex"]
        at_least = "" if theirs.finished else "more than "
        times, memory = theirs.seconds / ours[8_000].seconds, theirs.megabytes / ours[8_000].megabytes
        short = False if theirs.finished else None
        yield times >= 100 or short, "100 times as fast as CollateX at 8,000 words", f"{at_least}{times:.0f} times"
        yield memory >= 20 or short, "a 20th of its memory", f"{at_least}{memory:.1f} times"


if __name__ == "__main__":
    sys.exit(main())
