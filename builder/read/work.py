"""A folder of witnesses becomes a work.

content/kabul-airport/
  a-the-news.txt, b-parrot.txt     the witnesses, as received
  work.toml                        what the editor knows; all of it optional
  notes.toml                       the editor's notes, anchored by quoted words
"""

from __future__ import annotations

import codecs
import re
import string
from pathlib import Path

from builder import config
from builder.errors import EditionError, Problem
from builder.model import SEVERITIES, Evidence, Note, Place, Severity, Span, Witness, Work
from builder.read import files
from builder.read.witness import SUFFIXES, Known, witness

_SIGLUM = re.compile(r"[A-Za-z][A-Za-z0-9]{0,7}\Z")
_BACKUP = re.compile(r"^[.#~]|[~#]$|^(?:thumbs\.db|desktop\.ini)$", re.IGNORECASE)
RESERVED = ("index", "apparatus")
"""Pages of a work that no siglum may claim."""


def work(folder: Path, root: Path, slug: str, language: str) -> Work:
    """The work in a folder. Raises EditionError with all of its problems."""
    table = _settings(folder / "work.toml", root)
    title = table.text("title") if table else ""
    summary = table.text("summary") if table else ""
    base = table.text("base") if table else ""
    paths = texts(folder)
    known = _known(table, [path.name for path in paths]) if table else {}
    problems = _problems(table)
    witnesses: list[Witness] = []
    for path, each in zip(paths, _sigla(paths, known), strict=True):
        try:
            witnesses.append(_witness(path, root, each, language))
        except EditionError as error:
            problems += error.problems
    witnesses.sort(key=lambda one: (len(one.siglum), one.siglum))
    problems += _same_siglum(witnesses)
    if table and base and base not in [one.siglum for one in witnesses]:
        problems.append(_no_siglum(table, "base", base, witnesses))
    notes: tuple[Note, ...] = ()
    if not problems:
        notes = _notes(folder / "notes.toml", root, witnesses)
    if problems:
        raise EditionError(problems)
    first = witnesses[0]
    return Work(slug, title or first.title, tuple(witnesses), base or first.siglum, summary, notes)


def texts(folder: Path) -> list[Path]:
    """The witnesses' files of a folder, by name; editors' backups and hidden files are none."""
    found = (path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and not _BACKUP.search(path.name))
    return sorted((path for path in found if not path.is_dir()), key=lambda path: path.name)


def _settings(path: Path, root: Path) -> config.Table | None:
    if not path.exists():
        return None
    return config.table(files.text(path, root), files.label(path, root))


def _problems(table: config.Table | None) -> list[Problem]:
    if table is None:
        return []
    table.done()
    return table.problems


def _known(table: config.Table, names: list[str]) -> dict[str, Known]:
    """What work.toml says, by file name."""
    found: dict[str, Known] = {}
    for entry in table.tables("witness"):
        file = entry.needed("file", '"a.txt"')
        siglum = entry.text("siglum")
        if file and file not in names:
            entry.problem(
                "file", f'There is no witness "{file}" in this folder.', f"There are: {', '.join(names) or 'none'}."
            )
        if file in found:
            entry.problem("file", f'"{file}" is described twice.', "Put both descriptions into one [[witness]].")
        if siglum and (not _SIGLUM.match(siglum) or siglum.lower() in RESERVED):
            entry.problem(
                "siglum", f'"{siglum}" cannot be a siglum.', "Take a letter, then letters and digits, 8 at most: A, B2."
            )
        encoding = entry.text("encoding", "utf-8")
        try:
            codecs.lookup(encoding)
        except LookupError:
            entry.problem(
                "encoding", f'There is no encoding "{encoding}".', "Common ones are utf-8, windows-1252, latin-1."
            )
            encoding = "utf-8"
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
            language=entry.text("language"),
            encoding=encoding,
        )
        entry.done()
    return found


def _address(entry: config.Table) -> str:
    address = entry.text("address")
    if address and not re.match(r"https?://[^\s<>\"']+\Z", address):
        entry.problem("address", f'"{address}" is no web address.', "Write the whole of it, from https:// on.")
    return address


def _sigla(paths: list[Path], known: dict[str, Known]) -> list[Known]:
    """What is known of each file; those without a siglum get the next free letter."""
    taken = {each.siglum for each in known.values()}
    letters = [letter for letter in string.ascii_uppercase if letter not in taken]
    free = iter(letters + [f"W{number}" for number in range(1, len(paths) + 1)])
    settled = []
    for path in paths:
        each = known.get(path.name, Known(""))
        if not each.siglum:
            each = Known(**{name: getattr(each, name) for name in Known.__slots__} | {"siglum": next(free)})
        settled.append(each)
    return settled


def _witness(path: Path, root: Path, known: Known, language: str) -> Witness:
    source = files.received(path, root)
    name = files.label(path, root)
    found = witness(source, name, known, language)
    if not any(passage.role != "boilerplate" for passage in found.passages):
        raise EditionError.at(
            Place(name), "There is no text in it.", "Put the text in, or take the file out of the folder."
        )
    return found


def _same_siglum(witnesses: list[Witness]) -> list[Problem]:
    """Two that differ only in case would share an address on some hosts."""
    first: dict[str, Witness] = {}
    problems = []
    for each in witnesses:
        other = first.setdefault(each.siglum.lower(), each)
        if other is not each:
            fact = f'It has the siglum "{each.siglum}", and so has {other.path}.'
            problems.append(Problem(Place(each.path), fact, "Give one of them another siglum in work.toml."))
    return problems


def _no_siglum(table: config.Table, key: str, siglum: str, witnesses: list[Witness]) -> Problem:
    sigla = ", ".join(one.siglum for one in witnesses)
    return Problem(table.place(key), f'There is no witness "{siglum}".', f"There are: {sigla}.")


def _notes(path: Path, root: Path, witnesses: list[Witness]) -> tuple[Note, ...]:
    """The editor's notes, each found in its witness by the words that it quotes."""
    table = _settings(path, root)
    if table is None:
        return ()
    found = []
    for entry in table.tables("note"):
        span, siglum = _quoted(entry, "quote", entry.needed("witness", '"A"'), table, witnesses)
        text = entry.needed("text", '"..."')
        severity: Severity = entry.choice("severity", SEVERITIES, "note")  # type: ignore[assignment]  # one of SEVERITIES
        evidence = []
        for other in entry.tables("see") if "see" in entry else []:
            there, name = _quoted(other, "quote", other.needed("witness", '"B"'), table, witnesses)
            evidence.append(Evidence(name, there))
            other.done()
        note = Note(
            kind="editor",
            severity=severity,
            siglum=siglum,
            span=span,
            message=" ".join(text.split()),
            evidence=tuple(evidence),
            author=entry.text("by", "the editor"),
            title=entry.text("title"),
            known=" ".join(entry.text("known").split()),
        )
        entry.done()
        found.append(note)
    table.done()
    if table.problems:
        raise EditionError(table.problems)
    return tuple(found)


def _quoted(
    entry: config.Table, key: str, siglum: str, table: config.Table, witnesses: list[Witness]
) -> tuple[Span, str]:
    """Where quoted words stand in a witness. Spaces and the style of quotation marks do not matter."""
    quote = entry.needed(key, '"words of the witness"')
    by_siglum = {one.siglum: one for one in witnesses}
    if siglum and siglum not in by_siglum:
        table.problems.append(_no_siglum(entry, "witness", siglum, witnesses))
    if not quote or siglum not in by_siglum:
        return Span(0, 0), siglum
    one = by_siglum[siglum]
    places = [Span(*match.span()) for match in _words_pattern(quote).finditer(one.text)]
    if not places:
        entry.problem(key, f'Witness {siglum} ({one.path}) does not say "{quote}".',
                      "Copy the words from the witness, letter by letter.")  # fmt: skip
    elif len(places) > 1:
        entry.problem(key, f'Witness {siglum} says "{quote}" {len(places)} times.',
                      "Quote more words, until only one place has them.")  # fmt: skip
    return (places[0] if places else Span(0, 0)), siglum


def _words_pattern(quote: str) -> re.Pattern[str]:
    marks = {'"': '["\u201c\u201d]', "\u201c": '["\u201c\u201d]', "\u201d": '["\u201c\u201d]',
             "'": "['\u2018\u2019]", "\u2018": "['\u2018\u2019]", "\u2019": "['\u2018\u2019]"}  # fmt: skip
    parts = ["".join(marks.get(char, re.escape(char)) for char in word) for word in quote.split()]
    return re.compile(r"\s+".join(parts))
