"""The schemas say what the streams read and write: real lines pass, and wrong ones do not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from builder import cli

ROOT = Path(__file__).parents[1]
SEEDS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "content/kabul-airport").glob("*.txt"))]
TEXTS = {
    "id": "seeds",
    "witnesses": [
        {"siglum": "A", "text": SEEDS[0], "dated": "2021-09-01", "title": None},
        {"siglum": "B", "text": SEEDS[1], "dated": None, "outlet": "B"},
        {"siglum": "C", "passages": ["The gate was shut last week, an official said.", ""]},
    ],
}
IN: dict[str, list[dict[str, Any]]] = {
    "collate": [TEXTS, {**TEXTS, "id": 7, "base": "B"}, {"witnesses": [{"siglum": "A", "text": ""}]}],
    "group": [{"id": 1, "title": "A", "text": SEEDS[0], "date": None}, {"text": ""}],
    "annotate": [TEXTS, {**TEXTS, "want": ["times"]}],
}
WRONG: dict[str, list[dict[str, Any]]] = {
    "collate": [{}, {"witnesses": []}, {"witnesses": [{"siglum": "A"}]}, {"witnesses": [{"siglum": "", "text": ""}]}],
    "group": [{"id": 1}, {"title": 7, "text": ""}],
    "annotate": [{"id": 1}, {"witnesses": [{"siglum": "A", "text": 7}]}, {**TEXTS, "want": ["everything"]}],
}
COMMANDS = pytest.mark.parametrize("command", ["collate", "group", "annotate"])


def schemas(command: str) -> tuple[Draft202012Validator, Draft202012Validator]:
    """What `--schema` prints, each of the two checked for being one."""
    printed = json.loads(CliRunner().invoke(cli.main, [command, "--schema"]).output)
    for each in printed.values():
        Draft202012Validator.check_schema(each)
    return Draft202012Validator(printed["in"]), Draft202012Validator(printed["out"])


def answers(command: str, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the command answers to some lines."""
    given = "\n".join(map(json.dumps, lines)).encode()
    run = [sys.executable, "-m", "builder", command, "--jsonl"]
    said = subprocess.run(run, cwd=ROOT, input=given, capture_output=True).stdout
    return [json.loads(line) for line in said.splitlines()]


@COMMANDS
def test_real_lines_pass(command: str) -> None:
    """Every line that is answered is allowed, and so is every answer."""
    going_in, coming_out = schemas(command)
    found = answers(command, IN[command])
    assert len(IN[command]) == len(found)
    assert [] == [each for each in found if "error" in each]
    for line in IN[command]:
        going_in.validate(line)
    for answer in found:
        coming_out.validate(answer)


@COMMANDS
def test_wrong_lines_do_not_pass(command: str) -> None:
    """What the schema refuses is answered by an error, which is an answer that it allows."""
    going_in, coming_out = schemas(command)
    assert [] == [line for line in WRONG[command] if going_in.is_valid(line)]
    for answer in answers(command, WRONG[command]):
        assert "error" in answer
        coming_out.validate(answer)


@COMMANDS
def test_answers_hold_nothing_else(command: str) -> None:
    """A key that is not in the schema would be seen, wherever it stood."""
    _, coming_out = schemas(command)
    (answer,) = answers(command, IN[command][:1])

    def spoiled(value: Any) -> Any:
        """The same with another key in the innermost object of each first branch."""
        if isinstance(value, dict):
            last = next((key for key in reversed(value) if isinstance(value[key], list) and value[key]), None)
            return {**value, last: spoiled(value[last])} if last else {**value, "more": 1}
        return [spoiled(value[0]), *value[1:]] if isinstance(value, list) else "?"

    assert not coming_out.is_valid(spoiled(answer))
