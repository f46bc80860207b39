"""A dossier becomes notes: those of the checks and those of the editor, in reading order.

An editor's note is about what no rule can know.
"""

from __future__ import annotations

from builder import checks
from builder.model import SEVERITIES, Dossier, Kind, Note

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


def work(dossier: Dossier) -> tuple[Note, ...]:
    """The notes of a work, by siglum and place; at one place the gravest first."""
    found = [note for check in checks.CHECKS for note in check.check(dossier)]
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
