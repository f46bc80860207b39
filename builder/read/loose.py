"""Files that lie anywhere become witnesses of no work yet; the shelf is where they may go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.errors import EditionError, Problem
from builder.model import Place, Witness
from builder.read import files, work
from builder.read.witness import Known, witness


@dataclass(frozen=True, slots=True)
class Shelf:
    """What stands in a content folder."""

    works: Mapping[Path, tuple[Witness, ...]]
    "by folder"
    taken: frozenset[str]
    "names that no new work may have"


def texts(paths: Iterable[Path]) -> list[Witness]:
    """Files read for themselves, each by the name that it came with; one that is named twice is read once.

    Raises EditionError with the problems of all of them.
    """
    found = []
    problems: list[Problem] = []
    for path in dict.fromkeys(path.resolve() for path in paths):
        try:
            found.append(_text(path))
        except EditionError as error:
            problems += error.problems
    if problems:
        raise EditionError(problems)
    return found


def _text(path: Path) -> Witness:
    name = files.label(path, path.parent)
    if not work.is_text(path) or not path.name.isprintable():
        remedy = "Save its text as .txt, .md or .html, under a plain name that does not begin with . or _."
        raise EditionError.at(Place(name), "A file of that name is not taken for a text.", remedy)
    made = witness(files.received(path, path.parent), name, Known("A"), "en")
    if not any(passage.role != "boilerplate" for passage in made.passages):
        raise EditionError.at(Place(name), "There is no text in it.", "Leave it out.")
    return made
