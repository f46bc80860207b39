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
    "whether the work has this very file already"

    @property
    def name(self) -> str:
        """The file's name: the one that it came with."""
        return _name(self.file)


def files(found: Sequence[Witness], shelf: Shelf) -> list[Placed]:
    """A place for every file. Raises EditionError with every reason why one can have none."""
    known = [article(one, folder.name) for folder, witnesses in shelf.works.items() for one in witnesses]
    works = grouping.labels([*known, *map(article, found)], shelf.taken)[len(known) :]
    folders = {folder.name: folder for folder in shelf.works}
    there = {folder.name: {_name(one): one.source for one in witnesses} for folder, witnesses in shelf.works.items()}
    placed = [
        Placed(one, work, work not in there, there.get(work, {}).get(_name(one)) == one.source)
        for one, work in zip(found, works, strict=True)
    ]
    twins = Counter((each.work, each.name.lower()) for each in placed)
    problems: list[Problem] = []
    for each in placed:
        names = {name.lower() for name in there.get(each.work, ())}
        if not each.there and (each.name.lower() in names or twins[each.work, each.name.lower()] > 1):
            fact = f'The work "{each.work}" has another file of that name.'
            problems.append(Problem(Place(each.file.path), fact, "Give the file a name of its own."))
        elif not each.there and not each.new:
            problems += _displaced(each, folders[each.work], shelf.works[folders[each.work]])
    if problems:
        raise EditionError(problems)
    return placed


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
