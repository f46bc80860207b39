"""What names a day becomes a mark on its words, and the timeline: a drawing, and a table that says the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from builder import days
from builder.model import Dating, Days, Dossier, Match, Note, Pair, Span, Time, Witness
from builder.render import charts, markup, runs, views
from builder.render.views import Material

DATETIME = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?)?|-W\d\d)?|P\d+D|PT\d+[HM]")
"""TIMEX3 values that HTML's `datetime` can hold, too: a year, month, day, hour or week; a number of days or hours."""
CONFLICTS = {
    "relative-date-drift": "the same words of the same event",
    "byline-differs": "two dates of one report",
    "date-differs": "two days of one event",
    "chronology-conflict": "a day, and what is known from elsewhere",
}
"""Kinds of notes that set two days against each other, and what the line between them means."""


@dataclass(frozen=True, slots=True)
class Row:
    """An item of the timeline as a line of its table."""

    item: charts.Item
    datetime: str
    "for `<time>`; empty where HTML has no word for such a stretch"
    known: str
    "of an event of the chronology; else empty"
    beside: tuple[tuple[charts.Item, str], ...]
    "what a line joins it to, and what the two cannot both be; empty for the same event on the same days"


def mark(time: Time, told: bool = True) -> runs.Mark:
    """An expression of time on its words, with its days beside it; else, where `told` is not set, when asked."""
    tag, attributes = ("span", [("class", "time")])
    if DATETIME.fullmatch(time.value):
        tag, attributes = "time", [("datetime", time.value)]
    if not told and _reckoning(time):
        attributes.append(("title", _reckoning(time)))
    gloss = markup.element("span", (("class", "gloss"),), _reckoning(time)) if told and _reckoning(time) else ""
    return runs.Mark(time.span, tag, runs.TIME, attributes=tuple(attributes), after=gloss)


def _reckoning(time: Time) -> str:
    """What a counted expression resolves to, in our words; empty where nothing was counted."""
    if time.anchor is None or time.days is None:
        return ""
    return f"{days.say_days(time.days)}, counted from {days.say(time.anchor.day)}"


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
    conflicts = [conflict for dossier in dossiers for conflict in _conflicts(material, dossier)]
    same = [pair for dossier in dossiers for pair in _same(dossier)]
    drawing = charts.timeline(items, conflicts, same)
    return {"drawing": drawing, "rows": tuple(_rows(material, items, conflicts, same))}


def _rows(
    material: Material,
    items: Sequence[charts.Item],
    conflicts: Sequence[tuple[str, str, str]],
    same: Sequence[tuple[str, str]],
) -> Iterator[Row]:
    """The items by day, each with what it is joined to."""
    known = {event.id: event.known for event in material.edition.chronology}
    by_key = {item.key: item for item in items if item.key}
    beside: dict[str, list[tuple[charts.Item, str]]] = defaultdict(list)
    for one, two, said in [*conflicts, *((*pair, "") for pair in same)]:
        for here, there in ((one, two), (two, one)):
            if here in by_key and there in by_key:
                beside[here].append((by_key[there], said))
    for item in sorted(items, key=lambda item: (item.days, item.lane)):
        yield Row(item, datetime(item.days), known.get(item.key, ""), tuple(beside[item.key] if item.key else ()))


def datetime(named: Days) -> str:
    """A day, a month or a year as HTML writes it; empty for other stretches."""
    first, last = named.start, named.last
    if first == last:
        return first.isoformat()
    if first.day == 1 and named.end.day == 1:
        months = (named.end.year - first.year) * 12 + named.end.month - first.month
        return f"{first:%Y-%m}" if months == 1 else f"{first:%Y}" if months == 12 and first.month == 1 else ""
    year, week, weekday = first.isocalendar()
    return f"{year:04d}-W{week:02d}" if weekday == 1 and (named.end - first).days == 7 else ""


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
            for there in _against(dossier, filed.note):
                found[min(here, there), max(here, there)] = CONFLICTS[filed.note.kind]
    return [(*pair, said) for pair, said in sorted(found.items())]


def _against(dossier: Dossier, note: Note) -> Iterator[str]:
    """What a note sets its words against: places of other witnesses, and an event of the chronology."""
    for each in note.evidence:
        yield _key(dossier, dossier.work.witness(each.siglum), each.span)
    if note.event:
        yield note.event


def _same(dossier: Dossier) -> list[tuple[str, str]]:
    """Pairs of items that stand in aligned sentences and name days in common: one event in two versions."""
    found: set[tuple[str, str]] = set()
    for pair in dossier.collation.pairs:
        for match in pair.matches:
            found.update(_same_days(dossier, pair, match))
    return sorted(found)


def _same_days(dossier: Dossier, pair: Pair, match: Match) -> Iterator[tuple[str, str]]:
    """Each day of one side of a match with the first of the other side that touches it, each once."""
    left, right = dossier.work.witness(pair.left), dossier.work.witness(pair.right)
    others = _within(dossier, right, match.right)
    for time in _within(dossier, left, match.left):
        for other in others:
            if time.days and other.days and time.days.touches(other.days):
                others.remove(other)
                yield _key(dossier, left, time.span), _key(dossier, right, other.span)
                break


def _within(dossier: Dossier, witness: Witness, passages: Sequence[int]) -> list[Time]:
    """The expressions that name days in some passages."""
    spans = [witness.passages[index].span for index in passages]
    return [time for span in spans for time in dossier.within(witness.siglum, span) if time.days]


def _key(dossier: Dossier, witness: Witness, span: Span) -> str:
    return f"{dossier.work.slug} {witness.siglum} {span.start}"
