"""What the command line says and does: words, exit codes, and what it leaves alone."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder import cli

ROOT = Path(__file__).parents[1]
SITES = Path(__file__).parent / "sites"
STAGES = ("work", "collation", "times", "attributions", "notes", "links")


def variorum(*arguments: str | Path) -> Result:
    """What the command does and says."""
    return CliRunner().invoke(cli.main, list(map(str, arguments)))


def test_version() -> None:
    """The command tells its name and version."""
    assert "variorum, version 0.1.0\n" == variorum("--version").output


def test_help_ends_with_examples() -> None:
    """--help and -h list every command, and commands as they are typed."""
    found = variorum("--help").output
    assert found == variorum("-h").output
    assert [] == [name for name in cli.main.commands if f"  {name} " not in found]
    examples = found.split("Examples:")[1]
    assert [] == [name for name in cli.main.commands if f"variorum {name}" not in examples]


@pytest.mark.parametrize("command", sorted(cli.main.commands))
def test_every_option_says_what_it_is(command: str) -> None:
    """Every command tells what it does, and every option of it is in its help."""
    found = variorum(command, "--help").output
    assert cli.main.commands[command].help
    options = [name for each in cli.main.commands[command].params for name in each.opts if name.startswith("--")]
    assert [] == [name for name in options if name not in found]


def test_the_package_is_the_command() -> None:
    """`python -m builder` is `variorum`."""
    command = [sys.executable, "-m", "builder", "--version"]
    assert "variorum, version 0.1.0\n" == subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout


def test_closing_line(tmp_path: Path) -> None:
    """A build ends with one line: works, witnesses, notes, pages, files, seconds."""
    found = variorum("build", SITES / "one-witness" / "content", "--out", tmp_path / "site")
    counts, files, seconds = found.output.rstrip("\n").split("; ")
    assert "1 work, 1 witness" == ", ".join(counts.split(", ")[:2])
    assert "0 as they were, 0 removed" == ", ".join(files.split(", ")[1:])
    assert 0 <= float(seconds.removesuffix(" s"))
    assert 0 == found.exit_code


def test_check_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` leaves the folder that it is called in as it was."""
    monkeypatch.chdir(tmp_path)
    assert 0 == variorum("check", SITES / "bare" / "content").exit_code
    assert [] == list(tmp_path.iterdir())


def test_options_override_the_edition(tmp_path: Path) -> None:
    """--base-url and --theme stand above edition.toml."""
    content = SITES / "own-theme" / "content"
    address = "https://example.org/edition"
    options = ("--out", tmp_path / "site", "--base-url", address, "--theme", "default")
    assert 0 == variorum("build", content, *options).exit_code
    assert "/".join([address, "work", "a.html"]) in (tmp_path / "site" / "sitemap.xml").read_text()
    assert "Mine: not here" not in (tmp_path / "site" / "404.html").read_text()


def test_a_theme_may_be_a_folder(tmp_path: Path) -> None:
    """--theme takes a path."""
    theme = SITES / "own-theme" / "themes" / "mine"
    assert 0 == variorum("build", SITES / "bare" / "content", "--out", tmp_path / "site", "--theme", theme).exit_code
    assert "Mine: not here" in (tmp_path / "site" / "404.html").read_text()


def wrong_uses(folder: Path) -> list[tuple[str | Path, ...]]:
    """Calls that cannot be meant, in a folder that holds a content folder."""
    content = folder / "content"
    return [
        ("build", content, "--out", content / "site"),
        ("build", content, "--out", content),
        ("build", content, "--out", folder),
        ("build", content / "first.txt"),
        ("build", content, "--base-url", "example.org"),
        ("build", content, "--base-url", "javascript:alert(1)"),
        ("build", content, "--base-url", "https://["),
        ("build", "--nonsense"),
        ("nonsense",),
        ("show", "nonsense", "content", "--content", content),
        ("show", "work", "nonsense", "--content", content),
        ("show", "work"),
        ("serve", content, "--port", "65536"),
        ("serve", content, "--port", "http"),
    ]


def test_wrong_use(tmp_path: Path) -> None:
    """Wrong use ends with 2, says what is wrong, and writes nothing."""
    (tmp_path / "content").mkdir()
    for name in ("first.txt", "second.txt"):
        (tmp_path / "content" / name).write_bytes((SITES / "bare" / "content" / name).read_bytes())
    before = sorted(tmp_path.rglob("*"))
    for arguments in wrong_uses(tmp_path):
        found = variorum(*arguments)
        assert (2, True) == (found.exit_code, "Error: " in found.output), arguments
    assert before == sorted(tmp_path.rglob("*"))


def test_an_unknown_work_is_answered_with_the_known() -> None:
    """`show` of a work that is not there names those that are."""
    found = variorum("show", "notes", "kabul", "--content", SITES / "formats" / "content")
    assert 'There is no work "kabul". There are: work.' in found.output


def test_no_folder() -> None:
    """A content folder that is not there is a problem, with exit code 1."""
    for command in (("build", "nowhere"), ("check", "nowhere"), ("show", "work", "x", "--content", "nowhere")):
        found = variorum(*command)
        assert "nowhere:1:1 There is no such folder." == found.output.split("\n")[0]
        assert 1 == found.exit_code


@pytest.mark.parametrize("stage", STAGES)
def test_show(stage: str) -> None:
    """Every stage is shown as text and as JSON, with the words of the witnesses."""
    content = SITES / "bare" / "content"
    text = variorum("show", stage, "content", "--content", content)
    data = variorum("show", stage, "content", "--content", content, "--json")
    assert (0, 0) == (text.exit_code, data.exit_code)
    assert stage in text.output
    assert json.loads(data.output)[stage]


def test_show_where_little_can_be_printed() -> None:
    """A console of few characters gets every stage, too; JSON means the same there."""
    content = SITES / "formats" / "content"
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    outputs = []
    for flags in ([], ["--json"]):
        command = [sys.executable, "-m", "builder", "show", "work", "work", "--content", content, *flags]
        run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
        outputs.append(run.stdout.decode("latin-1"))
    assert "“arrangement”" in json.dumps(json.loads(outputs[1]), ensure_ascii=False)
    assert "\\u201carrangement\\u201d" in outputs[0]


def test_progress_is_for_terminals(tmp_path: Path) -> None:
    """Progress is written over itself on a terminal, and nowhere else."""
    command = [sys.executable, "-m", "builder", "check", SITES / "bare" / "content"]
    piped = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert (b"", 1, False) == (piped.stdout, piped.stderr.count(b"\n"), b"\r" in piped.stderr)
    ours, theirs = pty.openpty()
    subprocess.run(command, cwd=ROOT, stderr=theirs, check=True)
    os.close(theirs)
    seen = os.read(ours, 100_000)
    os.close(ours)
    assert b"\r\x1b[Krendering" in seen
    assert seen.rstrip().endswith(b" s")


def test_explain() -> None:
    """A kind is told with its definition and the standard behind it; a misspelled one is refused with its neighbour."""
    found = variorum("explain", "vague-source")
    assert 0 == found.exit_code
    assert found.output.startswith("vague-source: vague source\n\nThe source cannot be told from others")
    assert "## Where the rule comes from" in found.output
    wrong = variorum("explain", "vague-sorce")
    assert 2 == wrong.exit_code
    assert 'Did you mean "vague-source"?' in " ".join(wrong.output.split())
