"""Loose articles get their places: each in the folder of the work whose story it tells.

downloads/bbc.html       content/kabul-airport/a.txt     as it was
downloads/dawn.txt  ->   content/kabul-airport/dawn.txt  more of a known work
                         content/harbour-fire/bbc.html   a new one
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from builder.collate import grouping
from builder.errors import EditionError, Problem
from builder.model import COMPARED, Place, Witness
from builder.read import work as reading
from builder.read.loose import Shelf


@dataclass(frozen=True, slots=True)
class Placed:
    """A file and its place in the content folder."""

    file: Witness
    "as read; `source` is the file, byte for byte"
    work: str
    "name of the folder"
    new: bool
    "whether the work begins with it"
    there: bool
    "whether the work has this very text already, under whatever name"

    @property
    def name(self) -> str:
        """The file's name: the one that it came with."""
        return _name(self.file)


def files(found: Sequence[Witness], shelf: Shelf) -> list[Placed]:
    """A place for every file. Raises EditionError with every reason why one can have none."""
    known = [article(one, folder.name) for folder, witnesses in shelf.works.items() for one in witnesses]
    works = grouping.labels([*known, *map(article, found)], shelf.taken)[len(known) :]
    placed = list(_placed(found, works, shelf))
    problems = [problem for each in placed if not each.there for problem in _hindrances(each, placed, shelf)]
    if problems:
        raise EditionError(problems)
    return placed


def _placed(found: Sequence[Witness], works: Sequence[str], shelf: Shelf) -> Iterator[Placed]:
    texts = {folder.name: {one.source for one in witnesses} for folder, witnesses in shelf.works.items()}
    known = frozenset(texts)
    for one, work in zip(found, works, strict=True):
        held = texts.setdefault(work, set())
        yield Placed(one, work, work not in known, one.source in held)
        held.add(one.source)


def _hindrances(each: Placed, placed: Sequence[Placed], shelf: Shelf) -> Iterator[Problem]:
    """What keeps a file from its place: another of its name, or that the sigla of others would change."""
    folder = next((folder for folder in shelf.works if folder.name == each.work), None)
    known = shelf.works[folder] if folder else ()
    coming = [other.name for other in placed if other.work == each.work and not other.there]
    names = Counter(name.lower() for name in [*map(_name, known), *coming])
    if names[each.name.lower()] > 1:
        fact = f'The work "{each.work}" has another file of that name.'
        yield Problem(Place(each.file.path), fact, "Give the file a name of its own.")
    elif folder:
        yield from _displaced(each, folder, known)


def article(one: Witness, work: str = "") -> grouping.Article:
    """What of a witness tells its story: title, headings and body. Without a title its first words serve."""
    body = "\n".join(one.read(passage.span) for passage in one.passages if passage.role in COMPARED)
    untitled = one.title == PurePosixPath(one.path).stem
    return grouping.Article(" ".join(body.split()[:6]) if untitled else one.title, body, work)


def _displaced(each: Placed, folder: Path, witnesses: Sequence[Witness]) -> Iterator[Problem]:
    """Letters go by the order of names: a file that comes first would take one from another, and its notes with it."""
    after = reading.sigla(folder, folder.parent, [each.name])
    for one in witnesses:
        if after[_name(one)] != one.siglum:
            fact = (
                f"It would come before {one.path}, whose siglum would change from {one.siglum} to {after[_name(one)]}."
            )
            remedy = f"Give the file a name that comes later, or write the sigla into {folder.name}/work.toml."
            yield Problem(Place(each.file.path), fact, remedy)
            return


def _name(one: Witness) -> str:
    return one.path.rpartition("/")[2]
