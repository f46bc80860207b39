"""What `write.site` leaves on the disk: whole sites only, whatever happens on the way."""

from __future__ import annotations

import errno
import itertools
import os
import resource
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import write
from builder.errors import EditionError
from builder.model import Site

OLD = {"index.html": b"old", "works/kabul/index.html": b"same", "works/gone/index.html": b"withdrawn", "flip": b"file"}
NEW = {
    "index.html": b"new",
    "works/kabul/index.html": b"same",
    "works/new/index.html": b"arrived",
    "flip/a.txt": b"now",
}

ADDRESSES = ["index.html", "a.css", "works", "works/b.html", "works/b/index.html", "works/c/d/e.html", "flip", "flip/x"]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, but for the marker."""
    files = (path for path in folder.rglob("*") if path.is_file() and path != folder / write.MARKER)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def one_place_each(files: dict[str, bytes]) -> bool:
    """Whether no address is a folder of another."""
    return not any(other.startswith(f"{address}/") for address in files for other in files)


sites = st.dictionaries(st.sampled_from(ADDRESSES), st.binary(max_size=3)).filter(one_place_each)


class Faults:
    """Runs something instead of the n-th call that asks the system for a file or a folder.

    The interpreter announces each such call to its audit hooks before it makes it; a hook cannot be taken out again,
    so there is one for the whole run.
    """

    def __init__(self) -> None:
        self.left = 0
        self.act: Callable[[], None] = lambda: None
        sys.addaudithook(self.heard)

    def heard(self, event: str, _: tuple[object, ...]) -> None:
        """Count down."""
        if self.left and (event == "open" or event.startswith(("os.", "shutil.", "ctypes.dl"))):
            self.left -= 1
            if not self.left:
                self.act()

    def at(self, call: int, act: Callable[[], None]) -> None:
        """Arm."""
        self.left, self.act = call, act

    def off(self) -> bool:
        """Disarm; whether it had struck."""
        struck, self.left = not self.left, 0
        return struck


faults = Faults()


def fail() -> None:
    """What a full disk answers."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def die() -> None:
    """As kill -9: no cleaning up."""
    os._exit(9)


def no_exchange(a: Path, b: Path) -> bool:
    """A system without renameat2."""
    return False


@pytest.fixture(params=["exchange", "two renames"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both kinds of system: one that exchanges folders, one that only renames."""
    if request.param != "exchange":
        monkeypatch.setattr(write, "_exchange", no_exchange)
    return str(request.param)


def published(folder: Path) -> Path:
    """An output folder with the old site and a repository's settings in it."""
    out = folder / "site"
    out.mkdir(parents=True)
    (out / ".gitignore").write_bytes(b"*\n")
    write.site(Site(OLD), out)
    return out


def refusal(build: Callable[[], object]) -> str:
    """What the author is told; empty where all went well."""
    try:
        build()
    except EditionError as error:
        return str(error)
    return ""


WHOLE_OLD = {**OLD, ".gitignore": b"*\n"}
WHOLE_NEW = {**NEW, ".gitignore": b"*\n"}


@given(old=sites, new=sites)
def test_over_an_old_site_as_into_an_empty_folder(old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """A build over any old site leaves what a build into an empty folder leaves, folders and all."""
    with tempfile.TemporaryDirectory() as name:
        fresh, out = Path(name, "fresh"), Path(name, "out")
        write.site(Site(new), fresh)
        write.site(Site(old), out)
        written = write.site(Site(new), out)
        assert tree(out) == tree(fresh) == new
        listed = [{path.relative_to(folder) for path in folder.rglob("*")} for folder in (fresh, out)]
        assert listed[0] == listed[1]
        assert sorted(os.listdir(name)) == ["fresh", "out"]
        assert written.kept == sum(old.get(address) == data for address, data in new.items())
        assert written.changed == len(new) - written.kept
        assert written.removed == len(old.keys() - new.keys())


def test_the_same_site_again_touches_nothing(tmp_path: Path) -> None:
    """A build that changes nothing leaves the very same folder."""
    out = published(tmp_path)
    before = out.stat()
    assert write.site(Site(OLD), out) == write.Written(changed=0, kept=len(OLD), removed=0)
    assert (out.stat().st_ino, out.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("links", [True, False])
def test_unchanged_files_keep_their_time_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    """A file with the same bytes keeps its time stamp, on a disk with hard links and on one without."""
    out = published(tmp_path)
    long_ago = 1_600_000_000_123_456_789
    for address in OLD:
        if (out / address).is_file():
            os.utime(out / address, ns=(long_ago, long_ago))
    if not links:
        monkeypatch.setattr(os, "link", lambda *_, **__: fail())
    write.site(Site(NEW), out)
    assert (out / "works/kabul/index.html").stat().st_mtime_ns == long_ago
    assert (out / "index.html").stat().st_mtime_ns != long_ago


def test_a_withdrawn_page_is_gone(tmp_path: Path) -> None:
    """What the new site does not hold is not in the folder, not even as an empty folder."""
    out = published(tmp_path)
    assert write.site(Site(NEW), out) == write.Written(changed=3, kept=1, removed=2)
    assert not (out / "works/gone").exists()


def test_the_repository_is_carried_over(tmp_path: Path, system: str) -> None:
    """Whatever begins with .git stays as it is: files, folders, time stamps, links."""
    out = published(tmp_path)
    (out / ".git/refs").mkdir(parents=True)
    (out / ".git/refs/main").write_bytes(b"abc")
    (out / ".git/objects").symlink_to("/nowhere")
    (out / ".gitlink").symlink_to("nowhere")
    stamp = (out / ".git/refs/main").stat().st_mtime_ns
    write.site(Site(NEW), out)
    assert tree(out) == {**WHOLE_NEW, ".git/refs/main": b"abc"}
    assert (out / ".git/refs/main").stat().st_mtime_ns == stamp
    assert (out / ".git/objects").readlink() == Path("/nowhere")
    assert (out / ".gitlink").readlink() == Path("nowhere")


def test_a_link_inside_the_old_site_is_not_followed(tmp_path: Path) -> None:
    """A link that somebody put into the output is replaced; what it points to is left alone."""
    out = published(tmp_path)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "index.html").write_bytes(b"same")
    (out / "works/kabul/index.html").unlink()
    (out / "works/kabul").rmdir()
    (out / "works/kabul").symlink_to(outside)
    write.site(Site(NEW), out)
    assert not (out / "works/kabul").is_symlink()
    assert tree(out) == WHOLE_NEW
    assert tree(outside) == {"index.html": b"same"}


def test_files_are_readable_by_all_but_writable_by_one(tmp_path: Path) -> None:
    """Mode 0644 even where the umask would allow more; the folder keeps the mode that it had."""
    out = published(tmp_path)
    out.chmod(0o750)
    mask = os.umask(0)
    try:
        write.site(Site(NEW), out)
    finally:
        os.umask(mask)
    assert (out / "index.html").stat().st_mode & 0o777 == 0o644
    assert out.stat().st_mode & 0o777 == 0o750


def test_a_fault_at_any_step_leaves_a_whole_site(tmp_path: Path, system: str) -> None:
    """Whichever call to the system fails, the folder holds the old or the new site; the author hears why."""
    for step in itertools.count(1):
        out = published(tmp_path / str(step))
        faults.at(step, fail)
        said = refusal(lambda: write.site(Site(NEW), out))  # noqa: B023  # called at once
        struck = faults.off()
        assert not said or os.strerror(errno.ENOSPC) in said
        assert tree(out) in ((WHOLE_OLD, WHOLE_NEW) if said else (WHOLE_NEW,)), step
        assert tree(out) == WHOLE_NEW or os.listdir(out.parent) == ["site"], step
        write.site(Site(NEW), out)
        assert tree(out) == WHOLE_NEW
        assert os.listdir(out.parent) == ["site"]
        if not struck:
            break
    assert step > 30


def test_a_kill_at_any_step_leaves_a_whole_site(tmp_path: Path, system: str) -> None:
    """Whenever the build is killed, a whole site stands there, and the next build clears up after it.

    Between two renames nothing stands there for an instant; then the next build puts the old site back first.
    """
    for step in itertools.count(1):
        out = published(tmp_path / str(step))
        if not (child := os.fork()):
            faults.at(step, die)
            write.site(Site(NEW), out)
            os._exit(0)
        killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if system == "exchange" or out.exists():
            assert tree(out) in (WHOLE_OLD, WHOLE_NEW), step
        with pytest.raises(EditionError):
            write.site(Site({"../x": b""}), out)
        write.site(Site(NEW), out)
        assert tree(out) == WHOLE_NEW, step
        assert os.listdir(out.parent) == ["site"], step
        if not killed:
            break
    assert step > 30


def test_a_site_set_aside_is_put_back(tmp_path: Path) -> None:
    """A build killed between two renames is healed by the next one, even if that one fails."""
    out = published(tmp_path)
    out.rename(tmp_path / ".site.variorum-old")
    with pytest.raises(EditionError):
        write.site(Site({"x" * 300: b""}), out)
    assert tree(out) == WHOLE_OLD
    assert os.listdir(tmp_path) == ["site"]


def test_a_folder_that_can_only_be_emptied_is_filled_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder from the image of a container cannot be renamed (overlayfs); it is published all the same."""

    def refuse(a: Path, b: Path) -> bool:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    out = published(tmp_path)
    monkeypatch.setattr(write, "_exchange", refuse)
    write.site(Site(NEW), out)
    assert tree(out) == WHOLE_NEW
    assert os.listdir(tmp_path) == ["site"]


def test_a_file_too_large_for_the_disk_is_named(tmp_path: Path) -> None:
    """The system's own refusal reaches the author; the old site stays, without litter."""
    out = published(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(EditionError, match="File too large"):
            write.site(Site({**NEW, "large.html": bytes(2000)}), out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert tree(out) == WHOLE_OLD
    assert os.listdir(tmp_path) == ["site"]


def test_a_refusal_names_the_path_that_the_author_knows(tmp_path: Path) -> None:
    """The hidden folder is our business: a name too long is shown where it would have stood."""
    with pytest.raises(EditionError) as caught:
        write.site(Site({"works/" + "x" * 300: b""}), tmp_path / "site")
    assert caught.value.problems[0].place.path == (tmp_path / "site/works" / ("x" * 300)).as_posix()
    assert os.listdir(tmp_path) == []


def test_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    """Of many builds at the same time each reader sees one site or another, never a gap, and no litter stays."""
    out = tmp_path / "site"
    editions = [{f"{page}.html": b"%d" % number for page in range(20)} for number in range(8)]
    write.site(Site(editions[0]), out)
    stop, seen = threading.Event(), set()

    def read() -> None:
        while not stop.is_set():
            seen.add((out / "7.html").read_bytes())

    with ThreadPoolExecutor(9) as pool:
        reader = pool.submit(read)
        builds = [pool.submit(write.site, Site(files), out) for files in editions * 4]
        wait(builds)
        stop.set()
        reader.result()
        for build in builds:
            build.result()
    assert tree(out) in editions
    assert seen <= {b"%d" % number for number in range(8)}
    assert os.listdir(tmp_path) == ["site"]


def test_a_stale_lock_blocks_nobody(tmp_path: Path) -> None:
    """The file that a killed build left is only a file."""
    (tmp_path / ".site.variorum-lock").touch()
    write.site(Site(NEW), tmp_path / "site")
    assert os.listdir(tmp_path) == ["site"]


def outputs(folder: Path) -> Iterator[tuple[Path, str]]:
    """Folders that are not ours, and what the refusal says."""
    (folder / "thesis").mkdir()
    (folder / "thesis/thesis.doc").write_bytes(b"precious")
    yield folder / "thesis", "did not write: thesis.doc"
    yield folder / "thesis/thesis.doc", "is a file"
    (folder / "link").symlink_to(folder / "thesis")
    yield folder / "link", "is a link"
    (folder / "dangling").symlink_to(folder / "nowhere")
    yield folder / "dangling", "is a link"
    yield Path("/"), "root of a file system"


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    """Foreign files, files, links and file systems are refused by name, and nothing is touched."""
    for out, fact in outputs(tmp_path):
        with pytest.raises(EditionError, match=fact) as caught:
            write.site(Site(NEW), out)
        assert [problem.place.path for problem in caught.value.problems] == [out.as_posix()]
        assert caught.value.problems[0].remedy
    assert tree(tmp_path / "thesis") == {"thesis.doc": b"precious"}
    assert sorted(os.listdir(tmp_path)) == ["dangling", "link", "thesis"]


@pytest.mark.parametrize("names", [[], [".git"], [".gitignore", ".gitattributes"]])
def test_an_empty_folder_or_a_repository_is_ours(tmp_path: Path, names: list[str]) -> None:
    """A folder that holds nothing, or only a repository, may be written."""
    for name in names:
        (tmp_path / name).mkdir()
    write.site(Site(NEW), tmp_path)
    assert tree(tmp_path) == NEW
    assert set(names) <= set(os.listdir(tmp_path))


LEAVING = ["", "/a", "a//b", "a/", "../a", "a/../../b", "./a", "a\\b", "C:a", "a\0b", "a\nb", "\ud800"]
RESERVED = [".variorum", ".git/config", ".gitignore"]


@pytest.mark.parametrize("address", LEAVING + RESERVED)
def test_an_address_that_leaves_the_site_is_a_problem(tmp_path: Path, address: str) -> None:
    """No address can reach beyond the folder, or be a file on one system only; it is named."""
    with pytest.raises(EditionError) as caught:
        write.site(Site({address: b"", "index.html": b""}), tmp_path / "site")
    assert [problem.place.path for problem in caught.value.problems] == [address]
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A.html", "a.html"),
        ("caf\u00e9.html", "cafe\u0301.html"),
        ("STRASSE", "stra\u00dfe"),
        ("Works/a.html", "works/b.html"),
        ("works", "works/b.html"),
    ],
)
def test_addresses_that_collide_name_each_other(tmp_path: Path, first: str, second: str) -> None:
    """Two addresses that are one place on some system are a problem that names both."""
    with pytest.raises(EditionError) as caught:
        write.site(Site({first: b"1", second: b"2", "index.html": b""}), tmp_path / "site")
    (problem,) = caught.value.problems
    assert first in str(problem)
    assert second in str(problem)
