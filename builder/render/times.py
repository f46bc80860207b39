"""Everything that names a day becomes the timeline: a drawing, and a table that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from builder import days
from builder.model import Dating, Days, Dossier, Span, Witness
from builder.render import charts, views
from builder.render.views import Material

CONFLICTS = {
    "relative-date-drift": "the same words of the same event",
    "byline-differs": "two dates of one report",
}
"""Kinds of notes that set two days against each other, and what the line between them means."""


def timeline(material: Material, dossiers: Iterable[Dossier]) -> dict[str, Any]:
    """What the template of a timeline is given: the drawing and its rows, by day."""
    dossiers = list(dossiers)
    items = [
        charts.Item(event.days, event.title, "Known from elsewhere", f"timeline.html#{event.id}", "event", key=event.id)
        for event in material.edition.chronology
    ]
    for dossier in dossiers:
        for witness in dossier.work.witnesses:
            lane = f"Witness {witness.siglum}" if len(dossiers) == 1 else f"{dossier.work.title}, {witness.siglum}"
            items += [*_datings(material, dossier, witness, lane), *_counted(material, dossier, witness, lane)]
    known = {event.id: event.known for event in material.edition.chronology}
    rows = [(item, known.get(item.key, "")) for item in sorted(items, key=lambda item: (item.days, item.lane))]
    conflicts = [conflict for dossier in dossiers for conflict in _conflicts(material, dossier)]
    return {"drawing": charts.timeline(items, conflicts), "rows": rows}


def _datings(material: Material, dossier: Dossier, witness: Witness, lane: str) -> Iterator[charts.Item]:
    """Every date of the whole text; one that stands outside of it is linked to the evidence on the work's page."""
    slug = dossier.work.slug
    for dating in witness.datings:
        href = f"{slug}/index.html#dated-{witness.siglum.lower()}"
        if dating.span:
            href = views.place(slug, witness, dating.span).href
        label = f"{'byline' if dating.span else views.FOUND[dating.found]}: {days.say(dating.day)}"
        doubtful = dating is witness.dated and _doubtful(material, dossier, witness)
        key = _key(dossier, witness, dating.span) if dating.span else ""
        yield charts.Item(_one(dating), label, lane, href, "byline", doubtful, key)


def _counted(material: Material, dossier: Dossier, witness: Witness, lane: str) -> Iterator[charts.Item]:
    """Every expression in the text that names days."""
    printed = [dating.span for dating in witness.datings if dating.span]
    for time in dossier.times[witness.siglum]:
        if time.days and not any(time.span.touches(span) for span in printed):
            href = views.place(dossier.work.slug, witness, time.span).href
            label = f"\u201c{witness.read(time.span)}\u201d: {days.say_days(time.days)}"
            doubtful = time.anchor is not None and _doubtful(material, dossier, witness)
            kind = "counted" if time.anchor else "printed"
            yield charts.Item(time.days, label, lane, href, kind, doubtful, _key(dossier, witness, time.span))


def _doubtful(material: Material, dossier: Dossier, witness: Witness) -> bool:
    """Whether a note doubts the date that the witness's days are counted from."""
    return any(filed.note.kind == "byline-suspect" for filed in material.links.on(dossier.work.slug, witness.siglum))


def _one(dating: Dating) -> Days:
    return Days(dating.day, dating.day + timedelta(days=1))


def _conflicts(material: Material, dossier: Dossier) -> Sequence[tuple[str, str, str]]:
    """Pairs of items that a note sets against each other, each pair once."""
    found = {}
    for filed in material.links.notes:
        if filed.work == dossier.work.slug and filed.note.kind in CONFLICTS:
            here = _key(dossier, dossier.work.witness(filed.note.siglum), filed.note.span)
            for each in filed.note.evidence:
                there = _key(dossier, dossier.work.witness(each.siglum), each.span)
                found[min(here, there), max(here, there)] = CONFLICTS[filed.note.kind]
    return [(*pair, said) for pair, said in sorted(found.items())]


def _key(dossier: Dossier, witness: Witness, span: Span) -> str:
    return f"{dossier.work.slug} {witness.siglum} {span.start}"
