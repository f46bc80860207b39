"""A dossier becomes notes: those of the checks and those of the editor, in reading order.

An editor's note is about what no rule can know.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from builder import checks
from builder.errors import Problem
from builder.model import SEVERITIES, Choice, Dossier, Kind, Note, Work

EDITOR = Kind(
    "editor",
    "editor's note",
    "Written by hand, by the editor of this edition.",
    """## Why it matters

The texts cannot tell everything about themselves. What is known from outside, such as an earlier state of a report or
the address of a page, is written down by the editor.

## What to do

Look at the line that says how it is known. The editor's name stands under every such note.
""",
)


def kinds() -> tuple[Kind, ...]:
    """Every kind of note, in the order in which readers find them listed."""
    return (*(checks.kind(check) for check in checks.CHECKS), EDITOR)


def problems(work: Work) -> tuple[Problem, ...]:
    """What the author must fix in the choice of checks: sets and kinds that there are not."""
    selection = work.selection
    known = [kind.slug for kind in kinds()]
    wrong = [_unknown(selection.set, "set", list(checks.SETS))] if selection.set.word not in checks.SETS else []
    return (*wrong, *(_unknown(each, "kind of note", known) for each in selection.choices if each.word not in known))


def _unknown(choice: Choice, what: str, known: Sequence[str]) -> Problem:
    near = get_close_matches(choice.word, known, n=1)
    meant = f' Did you mean "{near[0]}"?' if near else ""
    return Problem(choice.place, f'There is no {what} "{choice.word}".{meant}', f"There are: {', '.join(known)}.")


def work(dossier: Dossier) -> tuple[Note, ...]:
    """The notes of a work, by siglum and place; at one place the gravest first."""
    found = [note for check in checks.selected(dossier.work.selection) for note in check.check(dossier)]
    sigla = [witness.siglum for witness in dossier.work.witnesses]

    def order(note: Note) -> tuple[int, int, int, int, str, str]:
        return (
            sigla.index(note.siglum),
            note.span.start,
            SEVERITIES.index(note.severity),
            note.span.end,
            note.kind,
            note.message,
        )

    return tuple(sorted({*found, *dossier.work.notes}, key=order))
