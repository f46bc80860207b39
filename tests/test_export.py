"""A collation as text for a terminal and as a page of its own: all of it, safely, and as wide as there is room."""

from __future__ import annotations

import base64
import hashlib
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from builder import collate, stream
from builder.export import compared, page, text
from builder.model import COMPARED, Collation, Work

ROOT = Path(__file__).parents[1]
CASES = (ROOT / "tests/cases/terminal.md").read_text(encoding="utf-8")
SEEDS = sorted((ROOT / "content/kabul-airport").glob("*.txt"))
CASE = re.compile(r"^(\S[^\n]*)\n\.\n(.*?)\n---\n(.*?)\n\.\n(.*?)\n(?=\n\S[^\n]*\n\.\n|\Z)", re.MULTILINE | re.DOTALL)


def collated(*texts: str, cut: str = "\n") -> tuple[Work, Collation]:
    """A work of some texts, a passage a line, and its collation."""
    given_ = [{"siglum": siglum, "passages": each.split(cut)} for siglum, each in zip("ABCDEF", texts, strict=False)]
    work = stream.work({"witnesses": given_, "base": "A"})
    return work, collate.work(work)


@pytest.mark.parametrize(
    ("name", "left", "right", "expected"), CASE.findall(CASES), ids=[e[0] for e in CASE.findall(CASES)]
)
def test_cases(name: str, left: str, right: str, expected: str) -> None:
    """Every case of tests/cases/terminal.md."""
    assert expected.split("\n") == text.page(*collated(left, right), width=60, colour=False).split("\n")


def test_every_case_is_read() -> None:
    """No case is passed over because of its form."""
    assert CASES.count("\n.\n") == 2 * len(CASE.findall(CASES))


WORDS = [
    "the",
    "gate",
    "“gate”",
    "Gate",
    "was",
    "shut",
    "at",
    "noon.",
    "13",
    "<b>",
    "&",
    "\x1b[31m",
    "\n",
    "\t",
    "\u202e",
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))


@given(TEXTS, TEXTS)
def test_nothing_is_lost(one: str, two: str) -> None:
    """Every passage that was compared stands in one line, and its pieces spell it."""
    work, made = collated(one, two)
    left, right = work.witnesses
    pair = made.pair("A", "B")
    lines = compared.lines(left, right, pair)
    for witness, runs in ((left, [each.left for each in lines]), (right, [each.right for each in lines])):
        wanted = [index for index, passage in enumerate(witness.passages) if passage.role in COMPARED]
        assert wanted == sorted(index for run in runs for index in run)
    for each in lines:
        if each.match:
            run = " ".join(left.read(left.passages[index].span) for index in each.match.left)
            said = "".join(words for kind, words in compared.inline(left, right, each.match) if kind != "new")
            assert "".join(run.split()) == "".join(said.split())
            spans = [change.right for change in each.match.shown]
            run = " ".join(right.read(right.passages[index].span) for index in sorted(each.match.right))
            assert run == "".join(words for _, words in compared.side(right, each.match.right, spans, "new"))


@given(TEXTS, TEXTS, st.integers(1, 200), st.booleans())
def test_lines_fit(one: str, two: str, width: int, colour: bool) -> None:
    """No line is wider than the terminal, but for a word that is; no text moves the cursor or colours anything."""
    said = text.page(*collated(one, two), width=width, colour=colour)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said)
    assert [] == [char for char in plain if not char.isprintable() and char != "\n"]
    room = min(max(width, text.NARROWEST), text.WIDEST)
    long = [line for line in plain.split("\n")[2:] if len(line) > room and " " in line[text.GUTTER :].strip()]
    assert [] == [line for line in long if not line.lstrip().startswith("(moved")]
    if not colour:
        assert "\x1b" not in said


def test_more_than_two() -> None:
    """Each of the others is compared with the base."""
    texts = "One crow sat on the old wall.", "One crow sat on the new wall.", "One crow sat on the old roof."
    said = text.page(*collated(*texts), width=80, colour=False)
    assert ["A B   One crow sat on the [-old-]{+new+} wall.", "A C   One crow sat on the old [-wall-]{+roof+}."] == [
        line for line in said.split("\n") if re.match("A [BC]   ", line)
    ]


def run_on_terminal(**environment: str) -> bytes:
    """What `variorum collate` writes to a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "builder", "collate", *map(str, SEEDS)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=theirs, env={**os.environ, "TERM": "xterm", **environment})
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        seen += part
    os.close(ours)
    assert 0 == child.wait()
    return seen


def test_colours_are_for_terminals() -> None:
    """Colours on a terminal, marks in a pipe, and marks where NO_COLOR asks for it."""
    piped = subprocess.run(
        [sys.executable, "-m", "builder", "collate", *map(str, SEEDS)], cwd=ROOT, capture_output=True, check=True
    ).stdout
    assert (True, False) == (b"[-of-]" in piped, b"\x1b" in piped)
    shown = run_on_terminal(NO_COLOR="")
    assert (False, True) == (b"[-of-]" in shown, b"\x1b[31m" in shown)
    shown = run_on_terminal(NO_COLOR="1")
    assert (True, False) == (b"[-of-]" in shown, b"\x1b" in shown)


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> \"'><style>*{color:red}</style> {{ 7 * 7 }} &lt; </title>"
)


def test_the_page_is_safe() -> None:
    """Its style is allowed by its hash; nothing that a text holds becomes markup."""
    soup = BeautifulSoup(page.document(*collated(HOSTILE + "\nSame.", "Quite another text.\nSame.")), "html.parser")
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    digest = base64.b64encode(hashlib.sha256(soup.style.string.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" == policy
    assert HOSTILE in [each.get_text() for each in soup.find_all("del")]
    assert {"src", "href", "style", "onerror"} & {name for each in soup.find_all() for name in each.attrs} == set()
    assert 1 == len(soup.find_all("style"))
    assert [] == soup.find_all(["script", "img", "link"])


@given(TEXTS, TEXTS)
def test_the_page_holds_both_texts(one: str, two: str) -> None:
    """Left and right, without what the other side has, read as the texts; what HTML cannot hold is replaced."""
    work, made = collated(one, two)
    soup = BeautifulSoup(page.document(work, made), "html.parser")
    for each in soup.select("del, ins, .siglum"):
        if each.name == "b":
            each.decompose()
    for place, witness in enumerate(work.witnesses):
        shown = [row.find_all(class_="side")[place].get_text() for row in soup.find_all(class_="row")]
        wanted = page.NO_HTML.sub("\ufffd", witness.text)
        assert sorted("".join(wanted.split())) == sorted("".join("".join(shown).split()))


def test_the_page_in_a_browser(tmp_path: Path, page_at: Callable[..., Page]) -> None:
    """It opens from disk, its style holds, and on a phone nothing is wider than the screen."""
    file = tmp_path / "collation.html"
    command = [sys.executable, "-m", "builder", "collate", *map(str, SEEDS), "--format", "html"]
    file.write_bytes(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    wide, narrow = page_at(file.as_uri()), page_at(file.as_uri(), width=390, scripts=False)
    first = wide.locator(".row").nth(1).locator(".side")
    assert first.nth(0).bounding_box()["y"] == first.nth(1).bounding_box()["y"]
    assert "grid" == wide.locator(".row").first.evaluate("row => getComputedStyle(row).display")
    first = narrow.locator(".row").nth(1).locator(".side")
    assert first.nth(0).bounding_box()["y"] < first.nth(1).bounding_box()["y"]
    assert 390 >= narrow.locator("main").bounding_box()["width"]
    assert "moved: in B it follows" in wide.locator(".moved").inner_text()
