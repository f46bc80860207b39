"""A witness becomes the evidence for when it was written: each piece with its place, how sure it is, and what it says
for or against the date that counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from builder import addresses
from builder.model import Dating, Days, Dossier, Event, Found, Time, Witness
from builder.render import times, views
from builder.render.views import Material

Verdict = Literal["counts", "agrees", "allows it", "speaks against it", ""]

SURE: dict[Found, tuple[str, str]] = {
    "work.toml": ("sure", "the editor's word"),
    "dateline": ("sure", "written with the report"),
    "below the headline": ("sure", "part of the article"),
    "before the text": ("sure", "part of the article"),
    "front matter": ("fairly sure", "filled in when the file was made"),
    "page metadata": ("fairly sure", "made by the site, maybe at an update"),
    "address": ("fairly sure", "given when the page was put up"),
    "above the headline": ("doubtful", "many pages print the current day there"),
}
"""How far each place can be trusted, and why."""
CHRONOLOGY = ("sure", "as far as the chronology is")
WEEK = 7


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence."""

    days: Days
    datetime: str
    "the same for `<time>`; empty where HTML has no word for such a stretch"
    before: str
    "what stands before the days: 'on or after'; empty for the days themselves"
    said: str
    "where it is known from"
    href: str
    "of that place"
    sure: str
    why: str
    verdict: Verdict


def evidence(material: Material, dossier: Dossier, witness: Witness) -> tuple[Piece, ...]:
    """What speaks for a date of a witness: dates of the whole text, what its sentences allow, what is known of the
    events that it tells, and the other witnesses."""
    return (
        *(_dated(dossier, witness, dating) for dating in witness.datings),
        *_allowed(dossier, witness),
        *_by_events(material, dossier, witness),
        *_others(dossier, witness),
    )


def _dated(dossier: Dossier, witness: Witness, dating: Dating) -> Piece:
    """A date of the whole text; where it stands outside of it, what is known of the file has it."""
    href = addresses.source_page(dossier.work.slug, witness.siglum)
    if dating.span:
        href = views.place(dossier.work.slug, witness, dating.span).href
    verdict: Verdict = "counts" if dating is witness.dated else _compared(dossier, witness, dating.day)
    return _piece(dating.day, "", views.FOUND[dating.found], href, SURE[dating.found], verdict)


def _piece(day: date, before: str, said: str, href: str, sure: tuple[str, str], verdict: Verdict) -> Piece:
    return Piece(Days(day, day + timedelta(days=1)), day.isoformat(), before, said, href, *sure, verdict)


def _compared(dossier: Dossier, witness: Witness, day: date) -> Verdict:
    """Whether a day agrees with the date that counts, within the edition's margin."""
    if witness.dated is None:
        return ""
    return "agrees" if abs((day - witness.dated.day).days) <= dossier.margin else "speaks against it"


def _allowed(dossier: Dossier, witness: Witness) -> Iterator[Piece]:
    """The latest day that is told as past, and the earliest that is told as to come: the text lies between them."""
    told = [time for time in dossier.times[witness.siglum] if time.told and time.days]
    past = [time for time in told if time.told == "past"]
    coming = [time for time in told if time.told == "future"]
    own = witness.dated.day if witness.dated else None
    if past:
        last = max(past, key=_first)
        fits = own is None or own >= _first(last)
        yield _bound(dossier, witness, last, "on or after", "told as past", own, fits)
    if coming:
        first = min(coming, key=_first)
        fits = own is None or own <= _first(first)
        yield _bound(dossier, witness, first, "on or before", "told as to come", own, fits)


def _first(time: Time) -> date:
    assert time.days is not None
    return time.days.start


def _bound(
    dossier: Dossier, witness: Witness, time: Time, before: str, told: str, own: date | None, fits: bool
) -> Piece:
    words = " ".join(witness.read(time.span).split())
    href = views.place(dossier.work.slug, witness, time.span).href
    verdict: Verdict = "" if own is None else "allows it" if fits else "speaks against it"
    own_words = ("sure", "the text's own words")
    return _piece(_first(time), before, f"\u201c{words}\u201d is {told}", href, own_words, verdict)


def _by_events(material: Material, dossier: Dossier, witness: Witness) -> Iterator[Piece]:
    """When the text must be written for its "last week" to hold an event of the chronology that it contradicts."""
    events = {event.id: event for event in dossier.chronology}
    for filed in material.links.on(dossier.work.slug, witness.siglum):
        event = events.get(filed.note.event)
        for time in dossier.times[witness.siglum]:
            if event and time.span == filed.note.span and (when := _turned(time, event)):
                words = " ".join(witness.read(time.span).split())
                said = f"\u201c{words}\u201d, if it tells of \u201c{event.title}\u201d"
                href = f"{addresses.witness_page(dossier.work.slug, witness.siglum)}#{filed.id}"
                yield Piece(when, times.datetime(when), "", said, href, *CHRONOLOGY, "speaks against it")


def _turned(time: Time, event: Event) -> Days | None:
    """The days on which the words would name the event's; None where they were not counted in days or weeks."""
    if time.days is None or time.anchor is None or time.anchor.span is not None:
        return None
    length = (time.days.end - time.days.start).days
    if length == 1:
        away = time.anchor.day - time.days.start
        return Days(event.days.start + away, event.days.end + away)
    if length == WEEK:
        away = _monday(time.anchor.day) - time.days.start
        return Days(_monday(event.days.start) + away, _monday(event.days.last) + away + timedelta(days=WEEK))
    return None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _others(dossier: Dossier, witness: Witness) -> Iterator[Piece]:
    """The dates of the other witnesses: versions of one text are mostly printed within days of one another."""
    for other in dossier.work.witnesses:
        if other.siglum != witness.siglum and other.dated and dossier.collation.compares(witness.siglum, other.siglum):
            sure = SURE[other.dated.found]
            apart = abs((other.dated.day - witness.dated.day).days) if witness.dated else 0
            off = f", {apart:,} {'day' if apart == 1 else 'days'} apart" if apart > dossier.margin else ""
            said = f"witness {other.siglum} is dated so{off}"
            href = f"{dossier.work.slug}/index.html#dated-{other.siglum.lower()}"
            yield _piece(other.dated.day, "", said, href, sure, _compared(dossier, witness, other.dated.day))
