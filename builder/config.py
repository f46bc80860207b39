"""A TOML file becomes a table that knows its lines.

What is wrong in it is collected, not raised at once: when reading is done, `problems` holds every unknown key,
wrong type and impossible day of the file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from builder import days
from builder.errors import EditionError, Problem
from builder.model import Place

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*(?:\"([^\"]+)\"|'([^']+)'|([A-Za-z0-9_-]+))\s*[=.]")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")  # TOML lets them in as \u0001
_LARGEST = 1_000_000  # characters; tomllib takes seconds for contrived keys in more


class Table:
    """One table of a TOML file: values by key, with the place of each."""

    def __init__(
        self,
        values: dict[str, Any],
        path: str,
        lines: dict[tuple[str, str], int],
        problems: list[Problem],
        at: str = "",
    ) -> None:
        self.path = path
        self.problems = problems
        "of the whole file, shared by all its tables"
        self._values = values
        self._lines = lines
        self._at = at
        "'note[1].see[0]'; empty for the top table"
        self._known: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def place(self, key: str = "") -> Place:
        """Where a key stands; without one, where the table begins."""
        at, inner = self._at, key
        while (at, inner) not in self._lines and (at, "") not in self._lines and at:
            at, _, inner = at.rpartition(".")  # a table written inline stands on the line of its key
            inner = inner.partition("[")[0]
        return Place(self.path, self._lines.get((at, inner), self._lines.get((at, ""), 1)))

    def problem(self, key: str, fact: str, remedy: str) -> None:
        """Put down a problem at a key."""
        self.problems.append(Problem(self.place(key), fact, remedy))

    def text(self, key: str, default: str = "") -> str:
        """A string, without control characters; its ends are trimmed of space."""
        value = self._value(key, default)
        if not isinstance(value, str):
            self.problem(key, f'"{key}" is not a text.', f'Write it in quotation marks: {key} = "..."')
            return default
        if found := _NO_TEXT.search(value):
            fact = f'"{key}" holds the character U+{ord(found.group()):04X}, which is no text.'
            self.problem(key, fact, "Take it out.")
            return default
        return value.strip()

    def needed(self, key: str, example: str) -> str:
        """A string that must be there and not be empty."""
        value = self.text(key)
        written = self._values.get(key, "")
        if isinstance(written, str) and not written.strip():
            self.problem(key, f'"{key}" is missing.', f"Add {key} = {example}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, none of them empty; their ends are trimmed of space."""
        value = self._value(key, [])
        if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
            return tuple(item.strip() for item in value)
        self.problem(key, f'"{key}" is not a list of texts.', f'Write it as {key} = ["...", "..."]')
        return ()

    def several(self, key: str) -> tuple[str, ...]:
        """A string or a list of them, none empty; nothing where the key is missing."""
        if isinstance(self._values.get(key), str):
            text = self.needed(key, '"..."')
            return (text,) if text else ()
        return self.texts(key)

    def number(self, key: str, default: int, least: int) -> int:
        """A whole number, not smaller than the least."""
        value = self._value(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        self.problem(key, f'"{key}" is not a whole number from {least} on.', f"Write it as {key} = {default}")
        return default

    def choice(self, key: str, allowed: Sequence[str], default: str) -> str:
        """One of a few words."""
        value = self.text(key, default)
        if value in allowed:
            return value
        self.problem(
            key, f'{key} = "{value}" is not known.{_meant(value, allowed)}', f"Choose one of: {', '.join(allowed)}."
        )
        return default

    def day(self, key: str) -> date | None:
        """A day, bare or in quotation marks; None where the key is missing or the day is impossible."""
        value = self._value(key, None)
        if isinstance(value, datetime):
            value = value.date()
        if value is None or (isinstance(value, date) and value < date.max):
            return value
        match = days.PRINTED_DAY.fullmatch(value.strip()) if isinstance(value, str) else None
        try:
            if match:
                return days.from_match(match)
        except ValueError:
            self.problem(key, f'There is no day "{value}".', "Look at the calendar: how many days has that month?")
            return None
        written = f'"{value}"' if isinstance(value, str) else value
        self.problem(key, f"{key} = {written} is no day.", f"Write it as {key} = 2021-09-01")
        return None

    def table(self, key: str) -> Table:
        """A table inside this one; an empty one where it is missing."""
        value = self._value(key, {})
        if not isinstance(value, dict):
            self.problem(key, f'"{key}" is not a table.', f"Write it as [{key}] on a line of its own.")
            value = {}
        return Table(value, self.path, self._lines, self.problems, _inside(self._at, key))

    def tables(self, key: str) -> list[Table]:
        """The tables of a [[key]] list."""
        value = self._value(key, [])
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            at = _inside(self._at, key)
            return [Table(item, self.path, self._lines, self.problems, f"{at}[{n}]") for n, item in enumerate(value)]
        self.problem(key, f'"{key}" is not a list of tables.', f"Write each as [[{key}]] on a line of its own.")
        return []

    def done(self) -> None:
        """Put down every key that nobody asked for."""
        for key in self._values:
            if key not in self._known:
                self.problem(key, f'"{key}" is not known here.{_meant(key, self._known)}',
                             f"Known are: {', '.join(sorted(self._known))}.")  # fmt: skip

    def _value(self, key: str, default: Any) -> Any:
        if key not in self._known:
            self._known.append(key)
        return self._values.get(key, default)


def table(text: str, path: str) -> Table:
    """The top table of a TOML file. Raises EditionError where the file is no TOML at all."""
    if len(text) > _LARGEST:
        raise EditionError.at(Place(path), f"It has {len(text):,} characters.", "Keep settings short.")
    try:
        return Table(tomllib.loads(text), path, _lines(text), [])
    except RecursionError:
        raise EditionError.at(Place(path), "Its values are nested too deeply.", "Flatten them.") from None
    except ValueError as error:  # TOMLDecodeError, or Python's own for a number of thousands of digits
        raise EditionError([_syntax(str(error), text, path)]) from None


def _syntax(message: str, text: str, path: str) -> Problem:
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line, column = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, 1)
    words = re.sub(r"\s*\(at .*", "", message)
    if words.startswith(("Cannot", "Duplicate")):
        return Problem(Place(path, line, column), f"The same key or table stands twice: {words}.", "Keep one of them.")
    if words.startswith("Invalid date"):
        written = text.split("\n")[line - 1].strip()
        return Problem(Place(path, line, column), f"There is no such day: {written}",
                       "Look at the calendar: how many days has that month?")  # fmt: skip
    return Problem(Place(path, line, column), f"This is not TOML: {words}.",
                   'Values look like key = "text", key = 2021-09-01 or key = ["a", "b"].')  # fmt: skip


def _meant(word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word, known, n=1)
    return f' Did you mean "{near[0]}"?' if near else ""


def _inside(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key


def _lines(text: str) -> dict[tuple[str, str], int]:
    """Line of every key, by (table, key); of a table itself under the key ''."""
    found: dict[tuple[str, str], int] = {}
    counts: dict[str, int] = {}
    where = inside = ""
    for number, line in enumerate(text.split("\n"), 1):
        if inside:
            inside = "" if inside in line else inside
        elif header := _HEADER.match(line):
            where = _counted(header[2], counts, listed=header[1] == "[[")
            found[(where, "")] = number
            parent, _, name = where.rpartition(".")
            found.setdefault((parent, name.partition("[")[0]), number)
        elif key := _KEY.match(line):
            found.setdefault((where, key[1] or key[2] or key[3]), number)
            inside = next((mark for mark in ('"""', "'''") if line.count(mark) == 1), "")
    return found


def _counted(name: str, counts: dict[str, int], listed: bool) -> str:
    """'note.see' under the second [[note]]: 'note[1].see[0]'."""
    *parents, last = (part.strip(" \"'") for part in name.split("."))
    where = ""
    for parent in parents:
        where = _inside(where, parent)
        where = f"{where}[{counts[where]}]" if where in counts else where
    where = _inside(where, last)
    if listed:
        counts[where] = counts.get(where, -1) + 1
        where = f"{where}[{counts[where]}]"
    return where
