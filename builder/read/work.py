"""A folder of witnesses becomes a work.

content/kabul-airport/
  a-the-news.txt, b-parrot.txt     the witnesses, as received
  work.toml                        what the editor knows; all of it optional
  notes.toml                       the editor's notes, anchored by quoted words
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

from builder import config
from builder.errors import EditionError, Problem
from builder.model import Place, Selection, Witness, Work
from builder.read import corrections, files, notes, selection, words
from builder.read.witness import SUFFIXES, Known, is_web, witness

_FORM = re.compile(r"[A-Za-z][A-Za-z0-9]{0,7}\Z")
_LEFT_OUT = re.compile(r"^[._#~]|[~#]$|^readme\.|^(?:thumbs\.db|desktop\.ini)$", re.IGNORECASE)
RESERVED = ("index", "apparatus")
"""Pages of a work that no siglum may claim."""


def work(folder: Path, root: Path, slug: str, language: str, chosen: Selection = Selection()) -> Work:  # noqa: B008  # frozen
    """The work in a folder. Raises EditionError with all of its problems."""
    problems: list[Problem] = []
    table = files.settings(folder / "work.toml", root, problems)
    title, summary, base = table.text("title"), table.text("summary"), table.text("base")
    own = selection.selection(table, chosen)
    paths = texts(folder)
    described = _described(table, paths)
    corrected = corrections.written(table)
    table.done()
    if not paths:
        remedy = "Put two versions of its text there as .txt, .md or .html."
        problems.append(Problem(Place(files.label(folder, root)), "There is no witness in it.", remedy))
    sigla = sorted((each.siglum for each in described.values()), key=_by_siglum)
    if base and base not in sigla:
        problems.append(_no_siglum(table, "base", base, sigla))
    witnesses = _witnesses(described, root, language, problems)
    said = files.settings(folder / "notes.toml", root, problems)
    own_notes = notes.notes(said, sigla, witnesses)
    decisions = notes.decisions(said, sigla, witnesses)
    said.done()
    fitting = corrections.found(corrected, sigla, witnesses)
    if problems:
        raise EditionError(problems)
    first = witnesses[sigla[0]]
    listed = tuple(witnesses[each] for each in sigla)
    return Work(slug, title or first.title, listed, base, summary, own_notes, decisions, own, fitting)


def texts(folder: Path) -> list[Path]:
    """The texts of a folder, by name; hidden files, backups, a README and names that begin with _ are left out."""
    return sorted(
        (path for path in folder.iterdir() if is_text(path) and not path.is_dir()), key=lambda path: path.name
    )


def is_text(path: Path) -> bool:
    """Whether a file of that name is taken for a text."""
    return path.suffix.lower() in SUFFIXES and not _LEFT_OUT.search(path.name)


def sigla(folder: Path, root: Path, more: Iterable[str]) -> dict[str, str]:
    """The siglum of each witness, by its file's name, if there were files of these names, too."""
    table = files.settings(folder / "work.toml", root, [])
    paths = sorted({*texts(folder), *(folder / name for name in more)}, key=lambda path: path.name)
    return {path.name: known.siglum for path, known in _described(table, paths).items()}


def _described(table: config.Table, paths: list[Path]) -> dict[Path, Known]:
    """What is known of each file; those without a siglum get the next free letter."""
    known = _known(table, [path.name for path in paths])
    taken = {each.siglum.upper() for each in known.values()}
    letters = chain(string.ascii_uppercase, (f"W{number}" for number in count(1)))
    free = (each for each in letters if each not in taken)
    return {path: _with_siglum(known.get(path.name, Known("")), free) for path in paths}


def _known(table: config.Table, names: list[str]) -> dict[str, Known]:
    """What work.toml says, by file name."""
    found: dict[str, Known] = {}
    for entry in table.tables("witness"):
        file = entry.needed("file", '"a.txt"')
        if file and file not in names:
            there = f"There are: {', '.join(names) or 'none'}."
            entry.problem("file", f'There is no witness "{file}" in this folder.', there)
        if file in found:
            entry.problem("file", f'"{file}" is described twice.', "Put both descriptions into one [[witness]].")
        siglum = _siglum(entry)
        # Two that differ only in case would share an address on some hosts.
        twin = next((name for name, one in found.items() if siglum and one.siglum.lower() == siglum.lower()), "")
        if twin and twin != file:
            entry.problem(
                "siglum", f'{file} has the siglum "{siglum}", and so has {twin}.', "Give one of them another."
            )
            siglum = ""
        found[file] = Known(
            siglum=siglum,
            title=entry.text("title"),
            outlet=entry.text("outlet"),
            author=entry.text("author"),
            address=_address(entry),
            dated=entry.day("dated"),
            received=entry.text("received"),
            known=entry.text("known"),
            rights=entry.text("rights"),
            language=language(entry, ""),
            encoding=_encoding(entry),
        )
        entry.done()
    return found


def _siglum(entry: config.Table) -> str:
    siglum = entry.text("siglum")
    if siglum and (not _FORM.match(siglum) or siglum.lower() in RESERVED):
        remedy = "Take a letter, then letters and digits, 8 at most: A, B2."
        entry.problem("siglum", f'"{siglum}" cannot be a siglum.', remedy)
        return ""
    return siglum


def _address(entry: config.Table) -> str:
    address = entry.text("address")
    if address and not is_web(address):
        entry.problem("address", f'"{address}" is no web address.', "Write the whole of it, from https:// on.")
    return address


def _encoding(entry: config.Table) -> str:
    encoding = entry.text("encoding", "utf-8")
    if files.is_encoding(encoding):
        return encoding
    remedy = "Common ones are utf-8, windows-1252, latin-1."
    entry.problem("encoding", f'There is no encoding "{encoding}".', remedy)
    return "utf-8"


def language(table: config.Table, default: str) -> str:
    """The language that a table names."""
    tag = table.text("language", default)
    if tag and not words.is_tag(tag):
        table.problem("language", f'"{tag}" is no language tag.', 'Write it as language = "en" or "en-GB".')
        return default
    return tag


def _with_siglum(known: Known, free: Iterator[str]) -> Known:
    return known if known.siglum else replace(known, siglum=next(free))


def _by_siglum(siglum: str) -> tuple[int, str]:
    """B before AA, as letters are given."""
    return len(siglum), siglum


def _no_siglum(table: config.Table, key: str, siglum: str, sigla: Iterable[str]) -> Problem:
    return Problem(table.place(key), f'There is no witness "{siglum}".', f"There are: {', '.join(sigla) or 'none'}.")


def _witnesses(
    described: Mapping[Path, Known], root: Path, language: str, problems: list[Problem]
) -> dict[str, Witness]:
    """The witnesses that can be read, by siglum."""
    found = {}
    for path, known in described.items():
        try:
            found[known.siglum] = _witness(path, root, known, language)
        except EditionError as error:
            problems += error.problems
    return found


def _witness(path: Path, root: Path, known: Known, language: str) -> Witness:
    source = files.received(path, root)
    name = files.label(path, root)
    found = witness(source, name, known, language)
    if not any(passage.role != "boilerplate" for passage in found.passages):
        remedy = "Put the text in, or take the file out of the folder."
        raise EditionError.at(Place(name), "There is no text in it.", remedy)
    return found
