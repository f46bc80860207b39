"""A content folder becomes an edition.

content/
  edition.toml       title, editor, base_url, theme; all of it optional
  index.md ...       pages that the editor wrote
  glossary.toml      people, places, organisations, terms
  chronology.toml    what happened when, and how that is known
  <work>/            one folder a work; or, with no such folder, the texts of one work right here
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from builder import addresses, config
from builder.errors import EditionError, Problem
from builder.model import COMPARE_ALL_UP_TO, MARGIN, Days, Edition, Event, Name, NameKind, Page, Place, Selection, Work
from builder.read import files, selection, work
from builder.read.loose import Shelf
from builder.read.witness import is_web

KINDS: tuple[NameKind, ...] = ("person", "place", "organisation", "term")
RESERVED = ("assets", "notes", "names", "data")
"""Folders of the site that no work may claim."""
PAGES = ("decisions", "sources", "timeline", "404")
"""Pages of the site that no page of the editor's may claim; "index" and "method" are there to be written."""


def edition(root: Path) -> Edition:
    """The edition in a content folder.

    Raises EditionError with every problem of every file.
    """
    root = Path(os.path.abspath(root))  # so that "." has a name, too
    if not root.is_dir():
        raise EditionError.at(Place(root.name), "There is no such folder.", "Name the folder that holds your texts.")
    problems: list[Problem] = []
    settings = files.settings(root / "edition.toml", root, problems)
    language = work.language(settings, "en")
    works = tuple(_works(root, language, selection.selection(settings, Selection()), problems))
    glossary = tuple(_glossary(root, problems))
    chronology = tuple(_chronology(root, problems))
    pages = tuple(_pages(root, problems)) if _texts_lie_in_folders(root) else ()
    made = Edition(
        title=settings.text("title") or (works[0].title if len(works) == 1 else "An annotated edition"),
        description=settings.text("description"),
        editor=settings.text("editor"),
        language=language,
        base_url=_base_url(settings),
        theme=settings.text("theme", "default"),
        rights=settings.text("rights"),
        updated=settings.day("updated"),
        works=works,
        pages=pages,
        glossary=glossary,
        chronology=chronology,
        compare_all_up_to=settings.number("compare_all_up_to", COMPARE_ALL_UP_TO, least=2),
        margin=settings.number("date_margin", MARGIN, least=0),
    )
    settings.done()
    if not works and not problems:
        remedy = "Make a folder for the work, and put two versions of its text there as .txt, .md or .html."
        problems.append(Problem(Place(root.name), "There is no witness in it.", remedy))
    if problems:
        raise EditionError(problems)
    return made


def shelf(root: Path) -> Shelf:
    """What stands in a content folder, which may be missing yet. Raises EditionError as `edition` does."""
    root = Path(os.path.abspath(root))
    if not root.is_dir():
        return Shelf({}, frozenset(RESERVED))
    known = {addresses.slug(folder.name) or "text": folder for folder in _folders(root)}
    if not known and not (root / "edition.toml").exists() and work.texts(root):
        remedy = "Move them into a folder of their own, and import again."
        raise EditionError.at(Place(root.name), "The texts that lie in it are one work.", remedy)
    works = {known[each.slug]: each.witnesses for each in edition(root).works} if known else {}
    return Shelf(works, frozenset({*RESERVED, *(addresses.slug(path.name) for path in root.iterdir())}))


def _base_url(settings: config.Table) -> str:
    address = settings.text("base_url")
    if address and not is_web(address):
        settings.problem(
            "base_url", f'"{address}" is no web address.', 'Write it as base_url = "https://example.org/edition/"'
        )
    return address.rstrip("/") + "/" if address else ""


def _texts_lie_in_folders(root: Path) -> bool:
    return (root / "edition.toml").exists() or any(_folders(root))


def _folders(root: Path) -> Iterator[Path]:
    """The folders that hold a work."""
    for path in sorted(root.iterdir(), key=lambda one: one.name):
        if (
            path.is_dir()
            and not path.name.startswith((".", "_"))
            and (work.texts(path) or (path / "work.toml").exists())
        ):
            yield path


def _works(root: Path, language: str, chosen: Selection, problems: list[Problem]) -> Iterator[Work]:
    found = list(_folders(root)) or ([root] if work.texts(root) and not (root / "edition.toml").exists() else [])
    taken: dict[str, Path] = {}
    for folder in found:
        slug = addresses.slug(folder.name) or "text"
        name = files.label(folder, root)
        if slug in RESERVED:
            problems.append(Problem(Place(name), f'A work cannot be called "{slug}".', "Give the folder another name."))
        elif slug in taken:
            fact = f'It would have the address "{slug}/", and so would {files.label(taken[slug], root)}.'
            problems.append(Problem(Place(name), fact, "Give one of the two folders another name."))
        else:
            taken[slug] = folder
            try:
                yield work.work(folder, root, slug, language, chosen)
            except EditionError as error:
                problems += error.problems


def _pages(root: Path, problems: list[Problem]) -> Iterator[Page]:
    """The editor's pages: every Markdown file beside edition.toml."""
    from builder.read import markdown  # with its parser: collating two plain texts does without

    taken = dict.fromkeys(PAGES, "the program")
    for path in work.texts(root):
        if path.suffix.lower() not in (".md", ".markdown"):
            fact = "A text lies beside the works, not in the folder of one."
            remedy = "Move it into the folder of its work, or let its name begin with _ to leave it out."
            problems.append(Problem(Place(files.label(path, root)), fact, remedy))
            continue
        try:
            name, slug = files.label(path, root), addresses.slug(path.stem)
            fields, _, source = markdown.parted(files.text(path, root), name)
        except EditionError as error:
            problems += error.problems
            continue
        if not slug or slug in taken:
            fact = f'Its address would be "{slug}.html", as of {taken[slug]}.' if slug else "It has no address."
            problems.append(Problem(Place(name), fact, "Give the file a name of its own, with Latin letters."))
        taken[slug] = name
        heading = re.search(r"^#\s+(.+)$", source, re.MULTILINE)
        title = fields.get("title") or (heading[1].strip() if heading else path.stem.replace("-", " ").capitalize())
        yield Page(slug, title, source, name)


def _glossary(root: Path, problems: list[Problem]) -> Iterator[Name]:
    table = files.settings(root / "glossary.toml", root, problems)
    taken: set[str] = set()
    for entry in table.tables("name"):
        name = entry.needed("name", '"Kabul"')
        slug = addresses.slug(name)
        if name and (not slug or slug in taken or slug == "index"):
            entry.problem(
                "name",
                f'"{name}" needs an address of its own.',
                "Give it a name that no other entry has, with Latin letters.",
            )
        taken.add(slug)
        kind: NameKind = entry.choice("kind", KINDS, "term")  # type: ignore[assignment]  # one of KINDS
        yield Name(slug, name, kind, entry.texts("aliases"), " ".join(entry.needed("text", '"..."').split()))
        entry.done()
    table.done()


def _chronology(root: Path, problems: list[Problem]) -> Iterator[Event]:
    table = files.settings(root / "chronology.toml", root, problems)
    taken: Counter[str] = Counter()
    for number, entry in enumerate(table.tables("event"), 1):
        title = entry.needed("title", '"..."')
        first = entry.day("day")
        last = entry.day("last") or first
        known = " ".join(entry.needed("known", '"How the date is known."').split())
        entry.done()
        if first is None and "day" not in entry:
            entry.problem("day", "The event has no day.", "Add day = 2021-08-26")
        if first and last and last < first:
            entry.problem("last", f"The last day, {last}, lies before the first, {first}.", "Exchange the two.")
        if first and last:
            name = f"event-{addresses.slug(title) or number}"
            taken[name] += 1
            unique = name if taken[name] == 1 else f"{name}-{taken[name]}"
            yield Event(unique, title, Days(first, last + timedelta(days=1)), known)
    table.done()
