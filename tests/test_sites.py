"""Whole sites, good and broken, built as an author builds them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from builder import build, cli, prove
from builder.model import Site

HERE = Path(__file__).parent
BROKEN = sorted(path for path in (HERE / "broken").iterdir() if path.is_dir())
GOOD = sorted(path for path in (HERE / "sites").iterdir() if path.is_dir())
each_broken = pytest.mark.parametrize("site", BROKEN, ids=lambda path: path.name)
each_good = pytest.mark.parametrize("site", GOOD, ids=lambda path: path.name)


def variorum(*arguments: str | Path) -> Result:
    """What the command does and says."""
    return CliRunner().invoke(cli.main, list(map(str, arguments)))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def copied(site: Path, folder: Path) -> Path:
    """A copy of a site, for tests that change it: its content folder."""
    shutil.copytree(site, folder / site.name)
    return folder / site.name / "content"


@each_broken
def test_broken(site: Path, tmp_path: Path) -> None:
    """Every problem of a broken site is told with its place; exit code 1; the last good site stays byte for byte."""
    out = tmp_path / "site"
    assert 0 == variorum("build", HERE / "sites" / "bare", "--out", out).exit_code
    before = tree(out)
    command = ["check", site / "content"] if site.name == "dead-link" else ["build", site / "content", "--out", out]
    found = variorum(*command)
    assert (site / "expected.txt").read_text("utf-8") == found.output
    assert 1 == found.exit_code
    assert before == tree(out)


@each_good
def test_good(site: Path, tmp_path: Path) -> None:
    """A good site is built and proved: no word is lost, no link is dead. The second build writes nothing."""
    checked = variorum("check", site / "content")
    assert (0, "no problems") == (checked.exit_code, checked.output.split("; ")[1]), checked.output
    assert 0 == variorum("build", site / "content", "--out", tmp_path / "site").exit_code
    stamps = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}
    again = variorum("build", site / "content", "--out", tmp_path / "site")
    assert "0 files written" == again.output.split("; ")[1].split(",")[0]
    assert stamps == {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}


@pytest.mark.parametrize(
    ("site", "pages"),
    [
        ("bare", ["content/a-b.html", "content/a.html", "content/b.html"]),
        ("one-witness", ["alone/a.html"]),
        (
            "three-witnesses",
            [
                "work/a-b.html",
                "work/a-c.html",
                "work/b-c.html",
                "work/c.html",
                "work/apparatus.html",
                "work/apparatus-a.html",
            ],
        ),
        (
            "formats",
            ["index.html", "work/a.received.txt", "work/b.received.md", "work/c.received.txt"],
        ),
        ("own-theme", ["assets/style.css", "assets/fonts/note.txt"]),
    ],
)
def test_pages_of_good_sites(site: str, pages: list[str]) -> None:
    """Every witness has its page, every pair its comparison; a file in HTML is handed out as text."""
    files = build.edition(HERE / "sites" / site / "content").site.files
    assert [] == [page for page in pages if page not in files]


def test_a_theme_lends_what_another_lacks() -> None:
    """An author's theme changes one template and keeps the others of the theme that it extends."""
    mine = build.edition(HERE / "sites" / "own-theme" / "content").site.files
    lent = build.edition(HERE / "sites" / "own-theme" / "content", theme_name="default").site.files
    changed = {address for address in mine.keys() | lent.keys() if mine.get(address) != lent.get(address)}
    assert {"404.html", "assets/fonts/note.txt"} == changed
    assert b"Mine: not here" in mine["404.html"]


class _Tags(HTMLParser):
    """What a page holds that could run, or load something from elsewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in {"iframe", "object", "embed", "base", "style", "img", "template", "math"}:
            self.found.append(tag)
        if tag == "script" and not re.fullmatch(r"(?:\.\./)?assets/variorum\.js", given.get("src", "")):
            self.found.append(f"script {given}")
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.found.append("refresh")
        for name, value in given.items():
            scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", value, re.IGNORECASE)
            if name.startswith("on") or name in {"style", "srcdoc", "formaction"}:
                self.found.append(f"{tag} {name}")
            if name in {"href", "src", "action", "data"} and scheme and scheme[1].lower() not in {"http", "https"}:
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        self.words += data


def test_hostile_words_stay_words() -> None:
    """Whatever texts, titles, notes and names hold: no element, attribute or address of a page comes of it."""
    files = build.edition(HERE / "sites" / "hostile" / "content").site.files
    pages = {address: _Tags(page.decode()) for address, page in files.items() if address.endswith(".html")}
    assert {} == {address: page.found for address, page in pages.items() if page.found}
    assert [] == [address for address, page in pages.items() if "49" in re.findall(r"\b49\b", page.words)]
    assert "{{ 7*7 }}" in pages["work/a.html"].words
    assert "<script>alert(1)</script>" in pages["work/a.html"].words


def test_hostile_words_keep_xml_whole() -> None:
    """Feed and sitemap are well-formed, whatever the words."""
    files = build.edition(HERE / "sites" / "hostile" / "content").site.files
    for address in ("feed.xml", "sitemap.xml"):
        ElementTree.fromstring(files[address])


@pytest.mark.parametrize(
    ("name", "make", "fact"),
    [
        (
            "b.txt",
            lambda path: path.symlink_to("/etc/hostname"),
            "It is a link that leads out of the content folder.",
        ),
        ("b.txt", lambda path: path.symlink_to("b.txt"), "It cannot be opened: it is a link that leads to itself."),
        ("b.txt", lambda path: path.symlink_to("gone.txt"), "It cannot be opened: No such file or directory."),
        ("b.txt", os.mkfifo, "It is not an ordinary file."),
        ("work.toml", os.mkfifo, "It is not an ordinary file."),
        ("notes.toml", lambda path: path.symlink_to("gone.toml"), "It cannot be opened: No such file or directory."),
        ("notes.toml", Path.mkdir, "It is not an ordinary file."),
    ],
)  # fmt: skip
def test_what_is_no_file(tmp_path: Path, name: str, make: Callable[[Path], None], fact: str) -> None:
    """Links out of the content, pipes and folders are refused by name, and never waited for."""
    folder = tmp_path / "content" / "work"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("Words. More words.")
    make(folder / name)
    found = variorum("check", tmp_path / "content")
    assert f"content/work/{name}:1:1 {fact}" == found.output.split("\n")[0]
    assert 1 == found.exit_code


@pytest.mark.parametrize(
    ("page", "word", "instead", "fact"),
    [
        ("content/a.html", b"beautifully", b"badly", "The words of witness A are not those of its file"),
        ("content/a-b.html", b"beautifully", b"", "The words of witness A are not those of its file"),
        ("content/a-b.inline.html", b"beautifully", b"", "The words of witness A are not those of its file"),
        ("timeline.html", b"content/a.html#s-", b"content/a.html#t-", 'The link "content/a.html#t-'),
        ("index.html", b'href="timeline.html', b'href="line.html', 'The link "line.html" leads nowhere'),
    ],
)
def test_what_breaks_a_law_is_found(page: str, word: bytes, instead: bytes, fact: str) -> None:
    """`check` sees a word that is lost or changed on a page, and a link without its target."""
    built = build.edition(HERE / "sites" / "bare" / "content")
    assert word in built.site.files[page]
    site = Site({**built.site.files, page: built.site.files[page].replace(word, instead)})
    problems = prove.problems(built.edition, built.dossiers, built.links, site)
    assert [True] == [problem.place.path == page and problem.fact.startswith(fact) for problem in problems][:1]


def test_what_is_no_text_of_the_edition(tmp_path: Path) -> None:
    """A README, hidden files, backups, names that begin with _ and other formats are no witnesses and no pages."""
    content = copied(HERE / "sites" / "one-witness", tmp_path)
    before = build.edition(content).site.files
    for name in ("README.txt", "readme.md", ".hidden.txt", "_draft.txt", "~$only.txt", "only.txt~", "only.docx"):
        (content / name).write_text("Not of the edition.")
        (content / "alone" / name).write_text("Not of the edition.")
    assert before == build.edition(content).site.files


@pytest.mark.parametrize(
    "name", ["a b & c #1?.txt", "é日本.TXT", "new\nline.txt", "<img src=x>.md", "%41.html", os.fsdecode(b"bad\xff.txt")]
)
def test_strange_names(name: str, tmp_path: Path) -> None:
    """A file may be called anything: its pages are proved, and its name is never markup."""
    content = copied(HERE / "sites" / "bare", tmp_path)
    (content / "first.txt").rename(content / name)
    found = variorum("check", content)
    assert (0, "no problems") == (found.exit_code, found.output.split("; ")[1]), found.output


def test_a_withdrawn_witness_is_gone(tmp_path: Path) -> None:
    """Neither page nor link nor word is left of a witness that was taken out."""
    content, out = copied(HERE / "sites" / "three-witnesses", tmp_path), tmp_path / "site"
    assert 0 == variorum("build", content, "--out", out).exit_code
    (content / "work" / "b.txt").unlink()
    (content / "work" / "work.toml").write_text('base = "C"\n[[witness]]\nfile = "c.txt"\nsiglum = "C"\n')
    assert 0 == variorum("build", content, "--out", out).exit_code
    files = tree(out)
    assert [] == [address for address in files if re.search(r"\bb\b.*\.(html|received)", address.removeprefix("work/"))]
    assert [] == [address for address, data in files.items() if b"Nobody had seen it coming. The attack" in data]
    assert [] == [address for address, data in files.items() if re.search(rb'href="[^"]*work/(b|a-b|b-c)\.', data)]


@pytest.mark.parametrize("site", ["formats", "hostile"])
def test_the_same_bytes_everywhere(site: str, tmp_path: Path) -> None:
    """Hash seed, time zone, locale, file mask and the order in which files were made change nothing."""
    here, there = tmp_path / "here", tmp_path / "there"
    shutil.copytree(HERE / "sites" / site, here)
    for path in sorted((path for path in here.rglob("*") if path.is_file()), reverse=True):
        target = there / path.relative_to(here)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    sites = []
    for root, seed, zone, locale, mask in (
        (here, "0", "UTC", "C", 0o022),
        (there, "4242", "Asia/Kabul", "C.UTF-8", 0o077),
    ):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "0"}
        command = [sys.executable, "-m", "builder", "build", root / "content", "--out", root / "site"]
        subprocess.run(command, cwd=HERE.parent, env=environment, umask=mask, check=True, capture_output=True)
        sites.append(tree(root / "site"))
    assert sites[0] == sites[1]
