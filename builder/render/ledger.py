"""The editor's decisions become the ledger: what was confirmed, reworded and dismissed, with the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from builder.model import Decision, Filed, Verdict, Work
from builder.render import views
from builder.render.views import Material, NoteView

_VERDICTS: dict[Verdict, str] = {
    "confirm": "confirmed",
    "reword": "reworded",
    "dismiss": "dismissed",
    "open": "not decided yet",
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the editor decided about a note."""

    verdict: str
    note: NoteView
    shown: bool
    "whether the note stands on its reading page"
    reason: str
    author: str


@dataclass(frozen=True, slots=True)
class Section:
    """The decisions on one work."""

    work: Work
    rulings: tuple[Ruling, ...]
    "by witness and place"
    added: tuple[NoteView, ...]
    "the editor's own notes"


def values(material: Material) -> dict[str, Any]:
    """What the ledger is given: a section for each work about which anything was decided."""
    sections = [_section(material, dossier.work) for dossier in material.dossiers.values()]
    return {"sections": [each for each in sections if each.rulings or each.added]}


def _section(material: Material, work: Work) -> Section:
    sigla = [witness.siglum for witness in work.witnesses]
    own = [each for each in (*material.links.notes, *material.links.dismissed) if each.work == work.slug]
    own.sort(key=lambda each: (sigla.index(each.note.siglum), each.note.span, each.id))
    return Section(
        work, tuple(_rulings(material, own)), tuple(views.note(material, each) for each in own if each.note.author)
    )


def _rulings(material: Material, filed: Sequence[Filed]) -> list[Ruling]:
    decided = [(each, each.note.decision) for each in filed if each.note.decision]
    return [_ruling(material, each, decision) for each, decision in decided]


def _ruling(material: Material, filed: Filed, decision: Decision) -> Ruling:
    shown = not filed.note.dismissed
    note = views.note(material, filed)
    return Ruling(_VERDICTS[decision.verdict], note, shown, decision.reason, decision.author)
