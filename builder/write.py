"""A finished website becomes a folder, whole at every moment.

The new folder grows as a hidden sibling and takes the old one's place in one step:

    site/                     the last good site, untouched until the exchange
    .site.variorum-new/       grows here; after the exchange it is the old site, and goes
    .site.variorum-old/       only where the system cannot exchange: the old site between two renames
    .site.variorum-lock       held while one build writes

Whatever interrupts a build, the next one finds the leftovers by these names and clears them away.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path

from builder import model
from builder.errors import EditionError, Problem

if sys.platform == "win32":
    import msvcrt

    def _hold(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _hold(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)


MARKER = ".variorum"
"""The file that says: this folder is ours to replace."""

GIT = ".git"
"""How the names begin that we carry over untouched: the editor's repository and its settings."""

MARK = b"Written by Variorum. The next build replaces all of this folder but what begins with .git.\n"

RENAME_EXCHANGE = 2  # linux/fs.h


@dataclass(frozen=True, slots=True)
class Written:
    """What a build did to the folder, in files; the marker is not counted."""

    changed: int
    "new, or with other bytes than before"
    kept: int
    "with the same bytes, and so with their time stamps"
    removed: int


def site(site: model.Site, out: Path) -> Written:
    """Make `out` hold the site and nothing else, but for names beginning with `.git`.

    Raises EditionError, and leaves the folder as it was, where an address cannot be a file everywhere, where `out`
    is not ours to replace, and where the disk refuses.
    """
    if problems := [*_unfit(site.files), *_collisions(site.files), *_foreign(out)]:
        raise EditionError(problems)
    place = Path(os.path.abspath(out))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with _lock(_beside(place, "lock")):
            _clear(place)
            return _publish(site.files, place)
    except OSError as error:
        raise EditionError([_refused(error, place, out)]) from error


def copies(files: Mapping[Path, bytes]) -> None:
    """Make new files, with the folders that they need: all of them or none. Nothing that is there is replaced.

    Raises EditionError where a file is there already, and where the disk refuses.
    """
    made: list[Path] = []
    path = Path()
    try:
        for path, data in files.items():
            made += _new_folders(path.parent)
            made.append(_half(path))
            _half(path).unlink(missing_ok=True)  # left by a run that was killed
            _write(str(_half(path)), data)
        for path in files:
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
            _half(path).rename(path)
            made.append(path)
    except OSError as error:
        _undo(made)
        fact = f"Could not write it: {error.strerror or error}."
        remedy = "See that the disk has room and may be written. Nothing was copied."
        raise EditionError.at(model.Place(path.as_posix()), fact, remedy) from error


def _half(path: Path) -> Path:
    """Where a file grows: a reader passes over hidden files."""
    return path.with_name(f".{path.name}.variorum-new")


def _new_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; those that were not there, from the outermost on."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _undo(made: Sequence[Path]) -> None:
    """Take away what was made, the last first."""
    for path in reversed(made):
        with contextlib.suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()


def _beside(out: Path, what: str) -> Path:
    return out.with_name(f".{out.name}.variorum-{what}")


# Before anything is touched


def _unfit(addresses: Iterable[str]) -> Iterator[Problem]:
    """Addresses that would leave the folder, or cannot be a file on every system."""
    for address in addresses:
        if reason := _misfit(address):
            yield Problem(model.Place(address), f"This address {reason}.", "Give the page another address.")


def _misfit(address: str) -> str:
    parts = address.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        return "is not a plain path below the site's root"
    if any(character in '\\:*?"<>|' or not character.isprintable() for character in address):
        return "holds a character that a file name cannot hold on every system"
    if parts[0] == MARKER or parts[0].startswith(GIT):
        return "is kept for what the site does not own"
    return ""


def _collisions(addresses: Iterable[str]) -> Iterator[Problem]:
    """Pairs of addresses that are one file on a system that folds case or Unicode form, or a file and a folder."""
    seen: dict[str, tuple[str, str, str]] = {}
    for address in sorted(addresses):
        for stem in accumulate(address.split("/"), "{}/{}".format):
            kind = "file" if stem == address else "folder"
            first, first_kind, other = seen.setdefault(_fold(stem), (stem, kind, address))
            if (first, first_kind) != (stem, kind):
                yield Problem(
                    model.Place(address),
                    f"This address and {other} are one place on some systems: they differ only in case, in Unicode "
                    "form, or in being a file or a folder.",
                    "Give one of the two pages another address.",
                )
                break


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _foreign(out: Path) -> Iterator[Problem]:
    """Why the folder is not ours to replace."""
    refuse = partial(Problem, model.Place(out.as_posix()))
    if out.is_symlink():
        yield refuse("The output is a link.", "Name the folder itself as the output.")
    elif out.exists() and not out.is_dir():
        yield refuse("The output is a file.", "Name a folder as the output.")
    elif os.path.ismount(out):
        yield refuse("The output is the root of a file system.", "Name a folder inside it as the output.")
    elif strangers := _strangers(out):
        yield refuse(
            f"The output folder holds what Variorum did not write: {strangers[0]}.",
            "Name a new or an empty folder as the output.",
        )


def _strangers(out: Path) -> list[str]:
    try:
        names = os.listdir(out)
    except OSError:
        return []  # it is not there yet, or writing will tell why not
    return [] if MARKER in names else sorted(name for name in names if not name.startswith(GIT))


# One build at a time


@contextlib.contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Wait until no other build writes beside this file.

    The system holds the lock and drops it with the process, so a killed build blocks nobody.
    """
    file = _locked(path)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows removes no open file; an unlocked one is harmless
            path.unlink()
        os.close(file)


def _locked(path: Path) -> int:
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _hold(file)
            if _stands(file, path):
                return file
        except BaseException:
            os.close(file)
            raise
        os.close(file)


def _stands(file: int, path: Path) -> bool:
    """Whether the open file is the one at that path: a lock on one that the last build removed keeps nobody out."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


def _clear(out: Path) -> None:
    """Take away what an interrupted build left, after putting back a site that it had set aside."""
    old = _beside(out, "old")
    if old.exists() and not out.exists():
        old.rename(out)
    _remove(old)
    _remove(_beside(out, "new"))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


# Writing


def _publish(files: Mapping[str, bytes], out: Path) -> Written:
    """Bring the folder from the old site to the new one in one step, or not at all."""
    wanted = {**files, MARKER: MARK}
    old = _entries(str(out)) if out.exists() else {}
    same = {address for address, data in wanted.items() if old.get(address) and _holds(f"{out}/{address}", data)}
    written = Written(
        changed=len(files.keys() - same),
        kept=len(files.keys() & same),
        removed=sum(plain for address, plain in old.items() if address not in wanted),
    )
    if len(same) < len(wanted) or old.keys() != wanted.keys() | _folders(wanted):
        _replace(out, partial(_fill, wanted=wanted, same=same, out=out))
    return written


def _entries(folder: str, below: str = "") -> dict[str, bool]:
    """All that the folder holds now, by address: whether it is a plain file. Links are not followed."""
    entries = {}
    for entry in os.scandir(folder):
        if not below and entry.name.startswith(GIT):
            continue
        address = below + entry.name
        entries[address] = entry.is_file(follow_symlinks=False)
        if entry.is_dir(follow_symlinks=False):
            entries |= _entries(entry.path, f"{address}/")
    return entries


def _holds(path: str, data: bytes) -> bool:
    with open(path, "rb", buffering=0) as file:
        return os.fstat(file.fileno()).st_size == len(data) and file.read() == data


def _folders(addresses: Iterable[str]) -> set[str]:
    """Every folder above an address, the root left out."""
    folders: set[str] = set()
    for address in addresses:
        while (address := address.rpartition("/")[0]) and address not in folders:
            folders.add(address)
    return folders


def _replace(out: Path, fill: Callable[[Path], None]) -> None:
    """Fill a new folder and put it where the old one stands; whatever fails, one of the two stands there."""
    new = _beside(out, "new")
    try:
        new.mkdir()
        fill(new)
        _swap(new, out)
    finally:
        _remove(new)


def _fill(new: Path, *, wanted: Mapping[str, bytes], same: set[str], out: Path) -> None:
    for folder in sorted(_folders(wanted)):
        (new / folder).mkdir()
    for address, data in sorted(wanted.items()):
        if address in same:
            _link(f"{out}/{address}", f"{new}/{address}")
        else:
            _write(f"{new}/{address}", data)
    if out.exists():
        shutil.copymode(out, new)
        _carry_git(out, new)


def _link(old: str, new: str) -> None:
    """The same file under a second name, so that its time stamp stays; a copy where the disk has no such links."""
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        shutil.copy2(old, new, follow_symlinks=False)


def _write(path: str, data: bytes) -> None:
    # No fsync: with it a file takes ten times as long (.3 ms), and what a power cut spoils is not lost. The next
    # build compares bytes with the disk, not with a list of what it once wrote, and so repairs it.
    with open(path, "xb", opener=_open) as file:
        file.write(data)


def _open(path: str, flags: int) -> int:
    return os.open(path, flags, 0o644)


def _carry_git(out: Path, new: Path) -> None:
    """Copied, not moved: a build killed in between must not take somebody's repository with it."""
    for path in sorted(out.glob(f"{GIT}*")):
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, new / path.name, symlinks=True, copy_function=_link)
        else:
            _link(str(path), str(new / path.name))


def _swap(new: Path, out: Path) -> None:
    """Exchange the two folders; where none stands at `out`, or the system cannot exchange, by renaming."""
    try:
        if not out.exists():
            new.rename(out)
        elif not _exchange(new, out):
            _rename_twice(new, out)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # A folder that came with the image of a container can be emptied, but not renamed (overlayfs).
        _empty(out)
        new.rename(out)


def _rename_twice(new: Path, out: Path) -> None:
    old = _beside(out, "old")
    out.rename(old)
    try:
        new.rename(out)
    except BaseException:
        old.rename(out)
        raise
    _remove(old)


def _empty(folder: Path) -> None:
    """Marker last: a folder half emptied is still ours."""
    for path in sorted(folder.iterdir(), key=lambda path: path.name == MARKER):
        _remove(path)


def _exchange(a: Path, b: Path) -> bool:
    """Give each of two paths the other's content at one instant; False where the system has no such call.

    renameat2(2), Linux 3.15 and glibc 2.28; no function of Python's reaches it.
    """
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    here = -100  # AT_FDCWD
    if renameat2(here, os.fsencode(a), here, os.fsencode(b), RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
        return False
    raise OSError(number, os.strerror(number), str(b))


def _refused(error: OSError, place: Path, out: Path) -> Problem:
    """The system's reason, under the path that the author knows."""
    path = Path(os.fsdecode(error.filename)) if isinstance(error.filename, (str, bytes)) else place
    for root in (_beside(place, "new"), _beside(place, "old"), place):
        if path.is_relative_to(root):
            path = out / path.relative_to(root)
    return Problem(
        model.Place(path.as_posix()),
        f"Could not write the site: {error.strerror or error}.",
        "See that the disk has room and may be written. The site that stands here is whole.",
    )
