"""A theme folder becomes a theme.

themes/<name>/
  theme.toml      name; `extends` names the theme that lends what this one lacks
  templates/      Jinja
  static/         style sheets, scripts, images
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from builder import config
from builder.errors import EditionError, Problem
from builder.model import Place, Theme
from builder.read import files

_NO_EXTENDS = ""


def theme(name: str, shelves: Iterable[Path], needed: Iterable[str]) -> Theme:
    """The theme of that name, or in that folder.

    `shelves` are the folders that hold themes, looked through in turn; `needed` the templates without which no site can
    be made. Raises EditionError for an unknown theme, a missing template, and files that cannot be read.
    """
    shelves = list(shelves)
    found = _theme(name, shelves, ())
    missing = [
        Problem(
            Place(f"{name}/templates/{template}"),
            "The theme has no such template.",
            'Add it, or write extends = "default" in the theme\'s theme.toml.',
        )
        for template in needed
        if template not in found.templates
    ]
    if missing:
        raise EditionError(missing)
    return found


def _theme(name: str, shelves: list[Path], seen: tuple[str, ...]) -> Theme:
    folder = next((each for each in [Path(name), *(shelf / name for shelf in shelves)] if _is_theme(each)), None)
    if folder is None or name in seen:
        known = sorted({each.name for shelf in shelves for each in shelf.glob("*") if _is_theme(each)})
        fact = f'There is no theme "{name}".' if folder is None else f'The theme "{name}" extends itself.'
        raise EditionError.at(Place(f"{name}/theme.toml"), fact, f"There are: {', '.join(known) or 'none'}.")
    templates = {name: files.text(path, folder) for name, path in _files(folder / "templates")}
    static = {name: files.received(path, folder) for name, path in _files(folder / "static")}
    lender = _extends(folder)
    if lender:
        lent = _theme(lender, shelves, (*seen, name))
        templates = {**lent.templates, **templates}
        static = {**lent.static, **static}
    return Theme(folder.name, templates, static)


def _is_theme(folder: Path) -> bool:
    return (folder / "templates").is_dir()


def _files(folder: Path) -> list[tuple[str, Path]]:
    """Every file below the folder that is not hidden, with its name from there: 'fonts/serif.woff2'."""
    named = ((path.relative_to(folder), path) for path in sorted(folder.rglob("*")) if not path.is_dir())
    return [(name.as_posix(), path) for name, path in named if not any(part.startswith(".") for part in name.parts)]


def _extends(folder: Path) -> str:
    path = folder / "theme.toml"
    if not path.exists():
        return _NO_EXTENDS
    table = config.table(files.text(path, folder), files.label(path, folder))
    table.text("name")
    extends = table.text("extends", _NO_EXTENDS)
    table.done()
    if table.problems:
        raise EditionError(table.problems)
    return extends
