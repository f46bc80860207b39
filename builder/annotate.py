"""A dossier becomes notes: those of the checks and those of the editor, in reading order.

An editor's note is about what no rule can know. The editor also has the last word on the notes of the checks: a
decision confirms, dismisses or rewords one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from builder import checks
from builder.errors import Problem
from builder.model import SEVERITIES, Choice, Decision, Dossier, Kind, Note, Work

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
    """What the author must fix in the choice of checks and in decisions: sets and kinds that there are not."""
    selection = work.selection
    known = [kind.slug for kind in kinds()]
    wrong = [_unknown(selection.set, "set", list(checks.SETS))] if selection.set.word not in checks.SETS else []
    named = (*selection.choices, *(Choice(each.kind, True, each.place) for each in work.decisions if each.kind))
    return (*wrong, *(_unknown(each, "kind of note", known) for each in named if each.word not in known))


def _unknown(choice: Choice, what: str, known: Sequence[str]) -> Problem:
    near = get_close_matches(choice.word, known, n=1)
    meant = f' Did you mean "{near[0]}"?' if near else ""
    return Problem(choice.place, f'There is no {what} "{choice.word}".{meant}', f"There are: {', '.join(known)}.")


def work(dossier: Dossier) -> tuple[Note, ...]:
    """The notes of a work, by siglum and place; at one place the gravest first. Those dismissed are among them."""
    found = [note for check in checks.selected(dossier.work.selection) for note in check.check(dossier)]
    decided = _meant(dossier.work.decisions, found)
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

    judged = {_judged(note, decided[note]) if note in decided else note for note in found}
    return tuple(sorted({*judged, *dossier.work.notes}, key=order))


def undecided(dossier: Dossier, notes: Sequence[Note]) -> tuple[Problem, ...]:
    """The decisions that none of a work's notes took up: no check makes their note, or another decision has it."""
    taken = {note.decision for note in notes if note.decision}
    return tuple(_idle(dossier, each, notes) for each in dossier.work.decisions if each not in taken)


def _meant(decisions: Sequence[Decision], notes: Sequence[Note]) -> dict[Note, Decision]:
    """The note that each decision is about: of its kind, on its words; of several the one that begins nearest."""
    decided: dict[Note, Decision] = {}
    for each in decisions:
        about = [note for note in notes if _is_about(each, note) and note not in decided]
        if about:
            decided[min(about, key=lambda note: (abs(note.span.start - each.span.start), note.message))] = each
    return decided


def _is_about(decision: Decision, note: Note) -> bool:
    return (decision.kind, decision.siglum) == (note.kind, note.siglum) and decision.span.touches(note.span)


def _judged(note: Note, decision: Decision) -> Note:
    message = decision.text if decision.verdict == "reword" else note.message
    return replace(note, message=message, decision=decision)


def _idle(dossier: Dossier, decision: Decision, notes: Sequence[Note]) -> Problem:
    words = " ".join(dossier.work.witness(decision.siglum).read(decision.span).split())
    fact = f'No check makes a note of the kind "{decision.kind}" on "{words}".'
    here = sorted({note.kind for note in notes if note.siglum == decision.siglum and note.span.touches(decision.span)})
    remedy = f"On these words stand: {', '.join(here) or 'none'}. Take the decision out, or give it another kind."
    return Problem(decision.place, fact, remedy)
