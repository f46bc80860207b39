"""Loose articles become works: by their story, in any order, and placed without harm to what is there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from builder import addresses, cli
from builder.collate import grouping
from builder.collate.grouping import Article

ROOT = Path(__file__).parents[1]
CASES = (ROOT / "tests/cases/grouping.md").read_text(encoding="utf-8")
SEEDS = sorted((ROOT / "content/kabul-airport").glob("*.txt"))
FIRE = "Fire in the harbour of Lisbon\n\nA warehouse of Tejo Frio burned down in Alcantara on Monday night.\n"
FIRE_TOO = "Harbour fire in Lisbon\n\nIn Alcantara a warehouse of Tejo Frio burned down on Monday night.\n"


def cases() -> list[tuple[str, list[Article], list[str]]]:
    """(name, articles, expected lines) of every case."""
    found = []
    for name, texts, expected in re.findall(
        r"^(\S[^\n]*)\n\.\n(.*?)\n\.\n(.*?)\n(?:\n|\Z)", CASES, re.MULTILINE | re.DOTALL
    ):
        parts = [text.split("\n", 1) for text in texts.split("\n---\n")]
        found.append((name, [Article(each[0], each[1] if each[1:] else "") for each in parts], expected.split("\n")))
    return found


def groups(articles: list[Article]) -> list[str]:
    """A line of numbers for every work."""
    by_work: dict[str, list[str]] = {}
    for number, work in enumerate(grouping.labels(articles), 1):
        by_work.setdefault(work, []).append(str(number))
    return [" ".join(each) for each in by_work.values()]


def variorum(*arguments: str | Path) -> Result:
    """What the command does and says."""
    return CliRunner().invoke(cli.main, list(map(str, arguments)))


@pytest.mark.parametrize(("name", "articles", "expected"), cases(), ids=[case[0] for case in cases()])
def test_cases(name: str, articles: list[Article], expected: list[str]) -> None:
    """Every case of tests/cases/grouping.md."""
    assert expected == groups(articles)


def test_every_case_is_read() -> None:
    """No case is passed over because of its form."""
    assert CASES.count("\n.\n") == 2 * len(cases())


WORDS = st.lists(
    st.sampled_from(["Lisbon", "harbour", "fire", "Gate", "13", "the", "of", "\u0301", "\ud800", "桥", ""]), max_size=9
)
ARTICLES = st.lists(st.builds(Article, WORDS.map(" ".join), st.one_of(st.text(), WORDS.map(" ".join))), max_size=9)


def test_a_work_is_called_what_most_of_its_articles_are_called() -> None:
    """A new folder bears the commonest title, not the first of the alphabet."""
    body = "A warehouse of Tejo Frio burned down in Alcantara on Monday night. {} firemen fought the flames."
    titles = "Fire in the harbour", "Blaze in Lisbon", "Fire in the harbour"
    articles = [Article(title, body.format(number)) for number, title in enumerate(titles, 40)]
    assert ["fire-in-the-harbour"] * 3 == grouping.labels(articles)


@given(ARTICLES, st.randoms(use_true_random=False))
def test_order_changes_nothing(articles: list[Article], random) -> None:  # type: ignore[no-untyped-def]  # hypothesis hides the class
    """Whatever the articles hold, and in whatever order they come, the same ones share a work of the same name."""
    before = sorted(zip(articles, grouping.labels(articles), strict=True))
    random.shuffle(articles)
    assert before == sorted(zip(articles, grouping.labels(articles), strict=True))


@given(ARTICLES)
def test_names_can_be_folders(articles: list[Article]) -> None:
    """Every article has a work, and its name is an address that is not taken."""
    names = grouping.labels(articles, {"fire", "text"})
    assert len(articles) == len(names)
    assert [] == [name for name in names if not name or name != addresses.slug(name) or name in {"fire", "text"}]


@given(ARTICLES)
def test_known_works_stay_apart(articles: list[Article]) -> None:
    """What is known to belong to a work stays with it, however like another it is."""
    known = [Article(each.title, each.text, f"known-{n % 2}") for n, each in enumerate(articles)]
    assert [each.work for each in known] == grouping.labels(known + articles)[: len(known)]


def test_copies_share_a_work() -> None:
    """Alone or among others, a text and its copy are one story."""
    copies = [Article("", SEEDS[0].read_text(encoding="utf-8"))] * 2
    others = [Article(each.title, each.text) for _, articles, _ in cases() for each in articles]
    for batch in (copies, copies + others):
        assert 1 == len(set(grouping.labels(batch)[:2]))


def test_group_as_records() -> None:
    """Every line is answered, in order; a bad one says why, and the exit code with it."""
    lines = [
        {"id": 1, "title": "Fire", "text": FIRE, "date": "2020-02-02"},
        {"id": 2},
        {"id": 3, "title": None, "text": FIRE_TOO, "date": None},
        {"id": 4, "title": 7, "text": ""},
    ]
    given_lines = "\n".join([*map(json.dumps, lines), "{", ""]).encode()
    run = subprocess.run(
        [sys.executable, "-m", "builder", "group", "--jsonl"], cwd=ROOT, input=given_lines, capture_output=True
    )
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert 1 == run.returncode
    assert [1, 2, 3, 4, None] == [each.get("id") for each in answers]
    assert answers[0]["work"] == answers[2]["work"]
    assert ["the record has no text", "title and text are to be strings"] == [answers[n]["error"] for n in (1, 3)]
    assert "error" in answers[4]


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """A folder with the two seeds and two reports of a fire."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    for name, path in zip(("one.txt", "two.txt"), SEEDS, strict=True):
        (folder / name).write_bytes(path.read_bytes())
    (folder / "fire.txt").write_text(FIRE)
    (folder / "fire-too.txt").write_text(FIRE_TOO)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_group_files(downloads: Path) -> None:
    """Files are sorted as text and as JSON, and nothing is written."""
    before = tree(downloads.parent)
    text = variorum("group", *sorted(downloads.iterdir()))
    data = json.loads(variorum("group", *sorted(downloads.iterdir()), "--format", "json").output)
    works = {each["file"]: each["work"] for each in data["files"]}
    assert "  downloads/fire-too.txt\n  downloads/fire.txt\n" in text.output
    assert works["downloads/one.txt"] == works["downloads/two.txt"] != works["downloads/fire.txt"]
    assert before == tree(downloads.parent)


def test_import_makes_works(downloads: Path, tmp_path: Path) -> None:
    """Every file arrives byte for byte in the folder of its work, and the edition can be built."""
    content = tmp_path / "content"
    files = sorted(downloads.iterdir())
    assert 0 == variorum("import", *files, "--content", content, "--dry-run").exit_code
    assert not content.exists()
    for said in ("4 of 4 files imported", "0 of 4 files imported"):
        done = variorum("import", *files, "--content", content)
        assert (0, True) == (done.exit_code, said in done.output)
    found = tree(content)
    assert sorted(found.values()) == sorted(path.read_bytes() for path in files)
    assert {"fire-in-the-harbour-of-lisbon/fire.txt", "fire-in-the-harbour-of-lisbon/fire-too.txt"} < set(found)
    assert 0 == variorum("check", content).exit_code


def test_import_adds_to_works(downloads: Path, tmp_path: Path) -> None:
    """A known work keeps its files and its name, and gets what tells its story; a folder in the way is left alone."""
    content = tmp_path / "content"
    (content / "Kabul 2021").mkdir(parents=True)
    (content / "Kabul 2021" / "a.txt").write_bytes(SEEDS[0].read_bytes())
    (content / "fire-in-the-harbour-of-lisbon").mkdir()
    before = tree(content)
    done = variorum("import", downloads / "two.txt", downloads / "fire.txt", "--content", content)
    after = tree(content)
    assert 0 == done.exit_code, done.output
    assert before.items() < after.items()
    assert {"Kabul 2021/two.txt", "fire-in-the-harbour-of-lisbon-2/fire.txt"} == after.keys() - before.keys()


def test_a_text_that_is_there_is_not_copied(downloads: Path, tmp_path: Path) -> None:
    """Byte for byte the same, under whatever name, among the witnesses or among the files to be imported."""
    content = tmp_path / "content"
    (content / "kabul").mkdir(parents=True)
    (content / "kabul" / "a.txt").write_bytes(SEEDS[0].read_bytes())
    (downloads / "again.txt").write_text(FIRE)
    names = ("one.txt", "again.txt", "fire.txt")
    done = variorum("import", *(downloads / name for name in names), "--content", content)
    assert {"kabul/a.txt", "fire-in-the-harbour-of-lisbon/again.txt"} == set(tree(content))
    assert ["one.txt", "fire.txt"] == re.findall(r"  (\S+)  \(there already\)", done.output)[::-1]
    assert "1 of 3 files imported" in done.output


def test_what_cannot_be_placed_is_refused(downloads: Path, tmp_path: Path) -> None:
    """All problems at once, each with place and remedy; nothing is written."""
    content = tmp_path / "content"
    (content / "kabul").mkdir(parents=True)
    (content / "kabul" / "b.txt").write_bytes(SEEDS[0].read_bytes())
    (downloads / "a.txt").write_bytes(SEEDS[1].read_bytes())
    (downloads / "b.txt").write_bytes(SEEDS[1].read_bytes())
    (downloads / "scan.pdf").write_bytes(b"%PDF")
    (downloads / "bad.txt").write_bytes(b"caf\xe9")
    (downloads / "empty.txt").write_bytes(b"\n")
    (downloads / "README.md").write_text("# Read me\n\nThese are texts.\n")
    before = tree(tmp_path)
    expected = {
        ("scan.pdf", "README.md", "bad.txt", "empty.txt"): [
            "README.md:1:1 A file of that name is not taken for a text.",
            "bad.txt:1:4 Byte 0xe9 is not UTF-8.",
            "empty.txt:1:1 There is no text in it.",
            "scan.pdf:1:1 A file of that name is not taken for a text.",
        ],
        ("a.txt",): [
            "a.txt:1:1 It would come before content/kabul/b.txt, whose siglum would change from A to B.",
        ],
        ("b.txt",): ['b.txt:1:1 The work "kabul" has another file of that name.'],
    }
    for names, facts in expected.items():
        done = variorum("import", *(downloads / name for name in names), "--content", content)
        lines = done.output.splitlines()
        assert [f"downloads/{fact}" for fact in facts] == lines[:-1:2]
        assert lines[-1].endswith("; nothing was imported.")
        assert 1 == done.exit_code
    assert before == tree(tmp_path)


def test_two_files_of_one_name(downloads: Path, tmp_path: Path) -> None:
    """Two texts of one story with one name cannot lie in one folder."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "fire.txt").write_text(FIRE_TOO)
    done = variorum("import", downloads / "fire.txt", tmp_path / "more" / "fire.txt", "--content", tmp_path / "content")
    assert 2 == done.output.count('The work "fire-in-the-harbour-of-lisbon" has another file of that name.')
    assert not (tmp_path / "content").exists()


def test_texts_beside_the_works_are_asked_about(downloads: Path) -> None:
    """A folder of texts is itself a work: a folder in it would change what they are."""
    done = variorum("import", downloads / "fire.txt", "--content", downloads)
    assert "downloads:1:1 The texts that lie in it are one work." == done.output.split("\n")[0]
    assert 1 == done.exit_code


def test_a_killed_import_is_made_good(downloads: Path, tmp_path: Path) -> None:
    """What an import left half written is hidden from readers, and the next import writes over it."""
    folder = tmp_path / "content" / "fire-in-the-harbour-of-lisbon"
    folder.mkdir(parents=True)
    (folder / ".fire.txt.variorum-new").write_text("half a fi")
    (folder / "fire-too.txt").write_text(FIRE_TOO)
    done = variorum("import", downloads / "fire.txt", "--content", tmp_path / "content")
    assert 0 == done.exit_code, done.output
    assert {"fire.txt": FIRE.encode(), "fire-too.txt": FIRE_TOO.encode()} == tree(folder)


def test_a_full_disk_leaves_nothing(downloads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk refuses half way, what was made is taken away again."""
    from builder import write

    calls = []

    def full(path: str, data: bytes) -> None:
        calls.append(path)
        if len(calls) == 3:
            raise OSError(28, "No space left on device", path)
        Path(path).write_bytes(data)

    monkeypatch.setattr(write, "_write", full)
    done = variorum("import", *sorted(downloads.iterdir()), "--content", tmp_path / "content")
    assert (1, True) == (done.exit_code, "No space left on device" in done.output)
    assert not (tmp_path / "content").exists()
