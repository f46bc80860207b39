"""Records in, records out: every line answered, in order, with offsets that fit the text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import collate, stream

ROOT = Path(__file__).parents[1]
SEEDS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "content/kabul-airport").glob("*.txt"))]
RECORD = {
    "id": "seeds",
    "witnesses": [
        {"siglum": "A", "text": SEEDS[0], "dated": "2021-09-01"},
        {"siglum": "B", "text": SEEDS[1], "dated": "2024-07-13"},
    ],
}


def run(command: str, *lines: Any) -> tuple[list[dict[str, Any]], int]:
    """The answers of the command to some lines, and its exit code."""
    given_lines = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    done = subprocess.run(
        [sys.executable, "-m", "builder", command, "--jsonl"], cwd=ROOT, input=given_lines.encode(), capture_output=True
    )
    return [json.loads(line) for line in done.stdout.decode().splitlines()], done.returncode


def test_a_collation_as_a_record() -> None:
    """The eleven pairs of the seeds and the one move, each change inside the texts."""
    (answer,), code = run("collate", RECORD)
    links = {(i, j) for each in answer["matches"] for i in each["left_passages"] for j in each["right_passages"]}

    assert 0 == code
    assert "seeds" == answer["id"]
    assert 11 == len(links)
    assert [SEEDS[0].index("However, 13")] == [
        answer["witnesses"][0]["passages"][each["left_passages"][0]]["start"]
        for each in answer["matches"]
        if each["moved"]
    ]
    assert {"A": [2], "B": [2, 3]} in answer["rows"]
    quoted = [SEEDS[0][slice(*change["left"])] for each in answer["matches"] for change in each["changes"]]
    assert "international media reports, an official revealed that" in quoted


@pytest.mark.parametrize("command", ["collate", "group"])
def test_what_is_not_needed_is_not_imported(command: str) -> None:
    """Two plain texts are compared without the parsers of HTML and Markdown, and without what makes pages."""
    script = f"import sys; from builder import cli; cli.main(['{command}', '--jsonl'], standalone_mode=False)"
    heavy = "{'bs4', 'markdown_it', 'yaml', 'jinja2', 'pygments', 'watchdog'}"
    ended = f"import atexit, sys; atexit.register(lambda: print(sorted({heavy} & set(sys.modules)))); {script}"
    line = json.dumps(RECORD | {"text": "x"})
    done = subprocess.run([sys.executable, "-c", ended], cwd=ROOT, input=line.encode(), capture_output=True)
    assert b"[]" == done.stdout.splitlines()[-1]


def test_lines_are_utf_8() -> None:
    """Whatever the console can print, and even where an id holds half of a character."""
    lines = ['{"id": "Łódź", "text": "x"}', '{"id": "\\ud800", "text": "x"}', '{"id": "\\ud800"}']
    done = subprocess.run(
        [sys.executable, "-m", "builder", "group", "--jsonl"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        input="\n".join(lines).encode(),
        capture_output=True,
    )
    assert ["Łódź", "\ud800", "\ud800"] == [json.loads(line)["id"] for line in done.stdout.decode().splitlines()]


def test_passages_are_kept_as_given() -> None:
    """Whoever cuts the passages gets answers about those, empty ones among them."""
    record = {"witnesses": [{"siglum": "X", "passages": ["One. Two.", "", "Three red hens ran."]},
                            {"siglum": "Y", "passages": ["Three red hens ran."]}]}  # fmt: skip
    (answer,), _ = run("collate", record)

    assert [(0, 9), (10, 10), (11, 30)] == [(one["start"], one["end"]) for one in answer["witnesses"][0]["passages"]]
    assert [([2], [0])] == [(each["left_passages"], each["right_passages"]) for each in answer["matches"]]


def test_an_annotation_as_a_record() -> None:
    """Times, attributions and notes with their places; a date that the text prints is known from there."""
    (answer,), code = run("annotate", RECORD)
    one, two = answer["witnesses"]

    assert 0 == code
    assert ["2021-08-23", "2021-08-30"] == next(
        each["interval"] for each in one["times"] if each["text"] == "last week"
    )
    said = [each for each in one["attributions"] if each["reported"]]
    assert "vague" == said[0]["kind"]
    assert "international media reports" == SEEDS[0][slice(*said[0]["source"][0])]
    assert {"byline-differs", "byline-suspect", "relative-date-drift"} <= {each["kind"] for each in two["notes"]}


def test_only_what_is_wanted() -> None:
    """What is not wanted is neither made nor answered."""
    (answer,), _ = run("annotate", {**RECORD, "want": ["times"]})

    assert [{"siglum", "passages", "times"}] * 2 == [set(each) for each in answer["witnesses"]]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{", "the line is no JSON: Expecting property name"),
        ("[]", "the line is no JSON object"),
        ('{"id": 7}', "the record has no list of witnesses"),
        ('{"witnesses": [{"siglum": "A"}]}', "witness A has neither a text nor passages"),
        ('{"witnesses": [{"siglum": "A", "text": ""}, {"siglum": "A", "text": ""}]}', "two witnesses have one siglum"),
        ('{"witnesses": [{"siglum": "A", "text": "", "dated": "2021-02-30"}]}', "no day"),
        ('{"witnesses": [{"siglum": "A", "text": ""}], "base": "Z"}', 'no witness "Z"'),
    ],
)
def test_a_line_that_cannot_be_answered(line: str, error: str) -> None:
    """It is answered with what is wrong; the lines round it are answered as well, and the exit code says so."""
    answers, code = run("collate", RECORD, line, RECORD)

    assert 1 == code
    assert error in answers[1]["error"]
    assert [True, False, True] == ["matches" in answer for answer in answers]


def test_a_line_in_another_encoding() -> None:
    """It is said to be no UTF-8; a byte order mark before a line does no harm."""
    record = b'{"witnesses": [{"siglum": "A", "text": "caf\xc3\xa9"}]}'
    lines = [record.replace(b"\xc3\xa9", b"\xe9"), b"\xef\xbb\xbf" + record]

    (bad, no), (_, yes) = stream.answers(lines, lambda given_: {"rows": []})

    assert ({"error": "the line is no UTF-8: byte 44"}, False, True) == (json.loads(bad), no, yes)


@given(st.lists(st.text(), min_size=1, max_size=3), st.booleans())
def test_any_texts_are_answered(texts: list[str], cut: bool) -> None:
    """Whatever the texts hold, every offset lies inside them, and every passage is in one row at most."""
    given_ = [{"siglum": f"W{n}", "passages": text.split(" ")} if cut else {"siglum": f"W{n}", "text": text}
              for n, text in enumerate(texts)]  # fmt: skip
    work = stream.work({"witnesses": given_})
    answer = stream.collated(work, collate.work(work))
    stream.annotated(work)
    placed = [(siglum, index) for row in answer["rows"] for siglum, run_ in row.items() for index in run_]

    assert len(set(placed)) == len(placed)
    for made, witness in zip(answer["witnesses"], work.witnesses, strict=True):
        assert all(0 <= one["start"] <= one["end"] <= len(witness.text) for one in made["passages"])
