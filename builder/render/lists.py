"""An edition becomes its pages beside the texts: home, works, notes, sources, timeline, names; and the feed."""

from __future__ import annotations

import hashlib
import uuid
from collections import defaultdict
from datetime import date
from typing import Any

from builder import addresses
from builder.model import COMPARED, Dossier, Name, Span, Witness, Work
from builder.render import charts, comparison, descent, markup, measured, sources, times, views, written
from builder.render.views import Material, NoteView, Place

ON_DATES = ("byline", "relative", "chronology", "future")
"""Kinds of notes, by their first word, that bear on when a text was written."""
_SPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
"""The name space of URLs (RFC 9562): the same entry has the same id in every build."""


def home(material: Material) -> dict[str, Any]:
    """What the home page is given."""
    index = next((page for page in material.edition.pages if page.slug == "index"), None)
    return {
        "cards": [_card(material, dossier) for dossier in material.dossiers.values()],
        "prose": markup.prose(index.markdown) if index else "",
        "found": views.FOUND,
    }


def work(material: Material, dossier: Dossier) -> dict[str, Any]:
    """What the page of a work is given."""
    return {
        **_card(material, dossier),
        **descent.values(dossier),
        "pairs": [_compared(dossier, left, right) for left, right in _shown(dossier)],
        "written": [(witness, written.evidence(material, dossier, witness)) for witness in dossier.work.witnesses],
        "shares": {witness.siglum: _share(dossier, witness) for witness in dossier.work.witnesses},
        "words": {witness.siglum: views.word_count(witness) for witness in dossier.work.witnesses},
        "conflict": _conflict(material, dossier),
        "on_dates": _on_dates(material, dossier),
        "profiles": sources.profiles(dossier),
        "strip_width": charts.STRIP_WIDTH,
        "timeline": times.timeline(material, [dossier]),
        "found": views.FOUND,
    }


def _shown(dossier: Dossier) -> list[tuple[Witness, Witness]]:
    """The pairs that the page of a work shows at length: all three of three witnesses; of more, those of the base."""
    pairs = addresses.pairs(dossier)
    return [pair for pair in pairs if len(pairs) <= 3 or dossier.collation.base in (pair[0].siglum, pair[1].siglum)]


def _on_dates(material: Material, dossier: Dossier) -> list[NoteView]:
    """The notes on dates beside the gravest, told apart; of two that set the same words against each other, one."""
    conflict = _conflict(material, dossier)
    told = [] if conflict is None else [_words_of(conflict)]
    found = []
    for filed in material.links.notes:
        if filed.work == dossier.work.slug and filed.note.kind.startswith(ON_DATES):
            note = views.note(material, filed)
            if _words_of(note) not in told:
                told.append(_words_of(note))
                found.append(note)
    return found


def _conflict(material: Material, dossier: Dossier) -> NoteView | None:
    """The gravest note of a work, if it is one on dates."""
    gravest = views.gravest(material, dossier.work.slug)
    return gravest if gravest and gravest.kind.startswith(ON_DATES) else None


def _words_of(note: NoteView) -> tuple[str, set[str]]:
    return note.kind, {note.place.href, *(place.href for place in note.evidence)}


def _card(material: Material, dossier: Dossier) -> dict[str, Any]:
    own = [filed for filed in material.links.notes if filed.work == dossier.work.slug]
    first = addresses.pairs(dossier)[:1]
    return {
        "work": dossier.work,
        "gravest": views.gravest(material, dossier.work.slug),
        "severities": views.severities(own),
        "strips": [_compared(dossier, left, right) for left, right in first],
    }


def _compared(dossier: Dossier, left: Witness, right: Witness) -> dict[str, Any]:
    pair = dossier.collation.pair(left.siglum, right.siglum)
    return {
        "left": left,
        "right": right,
        "numbers": comparison.numbers(pair, left, right),
        "strip": charts.strip(left, pair),
        "strip_width": charts.STRIP_WIDTH,
        "href": addresses.comparison_page(dossier.work.slug, left.siglum, right.siglum),
        "inline": addresses.inline_page(dossier.work.slug, left.siglum, right.siglum),
    }


def _share(dossier: Dossier, witness: Witness) -> int:
    """Percent of a witness's words that stand in a passage with a counterpart anywhere."""
    matched = {
        index
        for pair in dossier.collation.pairs
        for match in pair.matches
        for siglum, run in ((pair.left, match.left), (pair.right, match.right))
        if siglum == witness.siglum
        for index in run
    }
    compared = [i for i, passage in enumerate(witness.passages) if passage.role in COMPARED]
    total = sum(len(witness.read(witness.passages[i].span).split()) for i in compared)
    shared = sum(len(witness.read(witness.passages[i].span).split()) for i in compared if i in matched)
    return round(100 * shared / total) if total else 0


def source_file(dossier: Dossier, witness: Witness) -> dict[str, Any]:
    """What the page of a file as received is given."""
    suffix = witness.path.rsplit(".", 1)[-1].lower()
    return {
        "work": dossier.work,
        "witness": witness,
        "code": markup.code(witness.decoded, suffix),
        "digest": hashlib.sha256(witness.source).hexdigest(),
        "size": len(witness.source),
        "file": f"{witness.siglum.lower()}.{suffix}",
        "download": file_address(dossier.work, witness),
    }


def file_address(work: Work, witness: Witness) -> str:
    """Address of the file itself. HTML is handed out as text, so that nothing in it can run."""
    suffix = witness.path.rsplit(".", 1)[-1].lower()
    return f"{work.slug}/{witness.siglum.lower()}.received.{'txt' if suffix in ('html', 'htm') else suffix}"


def notes(material: Material) -> dict[str, Any]:
    """What the index of notes is given."""
    shown = [views.note(material, filed) for filed in material.links.notes]
    kinds = list(dict.fromkeys(note.kind for note in shown))
    return {
        "notes": shown,
        "dismissed": len(material.links.dismissed),
        "kinds": [material.kinds[kind] for kind in material.kinds if kind in kinds],
        "sigla": sorted({note.siglum for note in shown}),
        "works": [dossier.work for dossier in material.dossiers.values()],
        "counts": {kind: sum(note.kind == kind for note in shown) for kind in kinds},
        "unused": [kind for slug, kind in material.kinds.items() if slug not in kinds],
    }


def kind(material: Material, slug: str) -> dict[str, Any]:
    """What the page about a kind of note is given."""
    own = [views.note(material, filed) for filed in material.links.notes if filed.note.kind == slug]
    about = material.kinds[slug]
    return {
        "kind": about,
        "about": markup.prose(about.about),
        "measured": measured.of_kind(slug),
        "alarms": measured.alarms(slug),
        "notes": own,
        "by_slug": {dossier.work.slug: dossier.work for dossier in material.dossiers.values()},
    }


def names(material: Material) -> dict[str, Any]:
    """What the index of names is given."""
    counts: dict[str, int] = defaultdict(int)
    for mention in material.links.mentions:
        counts[mention.name.slug] += 1
    groups: dict[str, list[tuple[Name, int]]] = {"person": [], "place": [], "organisation": [], "term": []}
    for name in sorted(material.edition.glossary, key=lambda one: one.name.casefold()):
        groups[name.kind].append((name, counts[name.slug]))
    headings = {"person": "People", "place": "Places", "organisation": "Organisations", "term": "Terms"}
    return {"groups": [(headings[kind], entries) for kind, entries in groups.items() if entries]}


def name(material: Material, entry: Name) -> dict[str, Any]:
    """What the page of a name is given: every mention, in its words."""
    mentions: dict[tuple[str, str], list[tuple[Place, tuple[str, str, str]]]] = defaultdict(list)
    for mention in material.links.mentions:
        if mention.name is entry or mention.name == entry:
            witness = material.witness(mention.work, mention.siglum)
            where = views.place(mention.work, witness, mention.span)
            mentions[mention.work, mention.siglum].append((where, _in_context(witness, mention.span)))
    return {
        "name": entry,
        "mentions": [
            (material.dossiers[work].work, material.witness(work, siglum), found)
            for (work, siglum), found in mentions.items()
        ],
        "total": sum(map(len, mentions.values())),
    }


def _in_context(witness: Witness, span: Span) -> tuple[str, str, str]:
    """The words before, the name, the words after; all of one sentence."""
    passage = witness.passages[witness.passage_at(span)].span
    before = witness.text[passage.start : span.start].split()
    after = witness.text[span.end : passage.end].split()
    left = ("… " if len(before) > 8 else "") + " ".join(before[-8:])
    right = " ".join(after[:8]) + (" …" if len(after) > 8 else "")
    glued = span.end < passage.end and not witness.text[span.end].isspace()
    return left, witness.read(span), right if glued else f" {right}"


def feed(material: Material) -> dict[str, Any]:
    """What the feed is given: an entry a work, dated by the editor, never by a clock."""
    edition = material.edition
    known = [d.day for dossier in material.dossiers.values() for w in dossier.work.witnesses for d in w.datings]
    day = edition.updated or max(known, default=date(1970, 1, 1))
    entries = [
        {
            "work": dossier.work,
            "href": f"{edition.base_url}{dossier.work.slug}/index.html",
            "id": _urn(f"{edition.base_url or edition.title}{dossier.work.slug}/"),
            "gravest": views.gravest(material, dossier.work.slug),
            "counts": views.severities(each for each in material.links.notes if each.work == dossier.work.slug),
        }
        for dossier in material.dossiers.values()
    ]
    return {
        "updated": f"{day.isoformat()}T00:00:00Z",
        "entries": entries,
        "id": _urn(edition.base_url or edition.title),
    }


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_SPACE, name)}"


def longest_margin(material: Material) -> int:
    """The greatest number of notes on any one page: the style sheet needs a rule for each."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for filed in material.links.notes:
        counts[filed.work, filed.note.siglum] += 1
    return max(counts.values(), default=0)
