"""A witness becomes its reading page: numbered paragraphs, notes beside their words, the way to every counterpart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from builder import addresses
from builder.model import COMPARE_ALL_UP_TO, Block, Dossier, Filed, Passage, Span, Witness
from builder.render import apparatus, markup, runs, times, views
from builder.render.env import relative
from builder.render.views import Material, NoteView

MOST_WAYS = COMPARE_ALL_UP_TO - 1
"""Links behind a sentence of the base; where more witnesses have it, one link leads to the apparatus."""
_CLOSING = re.compile(r"[.,;:!?\u2026\"'\u201d\u2019)\]]+")


@dataclass(frozen=True, slots=True)
class Way:
    """A link from a sentence to where it stands in another witness."""

    label: str
    href: str
    title: str
    moved: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A passage on a reading page."""

    id: str
    role: str
    html: Markup
    gap: str
    "what parts it from the next: a space, or a line end"
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block on a reading page, with the notes that begin in it."""

    number: int
    "0 where it is not counted"
    block: Block
    apart: bool
    "whether it is not the article: byline, credit, furniture"
    furniture: bool
    verse: bool
    sentences: tuple[Sentence, ...]
    notes: tuple[NoteView, ...]


def values(material: Material, dossier: Dossier, witness: Witness) -> dict[str, Any]:
    """What the template of a reading page is given."""
    work = dossier.work
    filed = material.links.on(work.slug, witness.siglum)
    waiting = views.lesser(material, work.slug, witness)
    return {
        "work": work,
        "witness": witness,
        "paragraphs": tuple(_paragraphs(material, dossier, witness, filed, waiting)),
        "first": len(filed) - len(waiting),
        "waiting": len(waiting),
        "words": views.word_count(witness),
        "severities": views.severities(filed),
        "dismissed": len(material.links.dismissed_on(work.slug, witness.siglum)),
        "found": views.FOUND,
        "below": apparatus.below(dossier, witness),
        "compared": addresses.compared_with(dossier, witness),
        "cited": [
            (views.label(witness, index), witness.passages[index].id, [views.note(material, each) for each in citing])
            for (slug, siglum, index), citing in sorted(
                material.links.cited.items(), key=lambda entry: (entry[0][0], entry[0][1], entry[0][2])
            )
            if (slug, siglum) == (work.slug, witness.siglum)
        ],
    }


def _paragraphs(
    material: Material, dossier: Dossier, witness: Witness, filed: tuple[Filed, ...], waiting: frozenset[str]
) -> Iterator[Paragraph]:
    numbers = views.paragraph_numbers(witness)
    address = addresses.witness_page(dossier.work.slug, witness.siglum)
    marks = [
        *_names(material, dossier, witness, address),
        *(_note_mark(witness, each, _look(each, waiting)) for each in filed),
        *(times.mark(time) for time in dossier.times[witness.siglum]),
    ]
    for index, block in enumerate(witness.blocks):
        passages = [(n, passage) for n, passage in enumerate(witness.passages) if passage.block == index]
        roles = {passage.role for _, passage in passages}
        yield Paragraph(
            number=numbers.get(index, 0),
            block=block,
            apart=not roles & {"body", "heading"},
            furniture=roles == {"boilerplate"},
            verse=views.is_verse(witness, index),
            sentences=tuple(_sentence(material, dossier, witness, n, passage, marks) for n, passage in passages),
            notes=tuple(
                views.note(material, each, each.id in waiting) for each in filed if each.passage in dict(passages)
            ),
        )


def _sentence(
    material: Material, dossier: Dossier, witness: Witness, index: int, passage: Passage, marks: list[runs.Mark]
) -> Sentence:
    own = [mark for mark in marks if mark.span.touches(passage.span)]
    html = markup.passage(witness.text, passage.span, own)
    gap = views.gap(witness, passage)
    return Sentence(passage.id, passage.role, html, gap, tuple(_ways(material, dossier, witness, index)))


def _ways(material: Material, dossier: Dossier, witness: Witness, index: int) -> Iterator[Way]:
    slug = dossier.work.slug
    counterparts = material.links.counterparts.get((slug, witness.siglum, index), ())
    if len(counterparts) > MOST_WAYS and dossier.collation.base == witness.siglum and dossier.apparatus:
        page = addresses.apparatus_page(dossier, witness.siglum)
        many = f"{len({each.siglum for each in counterparts})} witnesses"
        yield Way(many, f"{page}#{witness.passages[index].id}", "Who has it, and in which words", False)
        counterparts = tuple(each for each in counterparts if each.moved)
    for each in counterparts:
        other = dossier.work.witness(each.siglum)
        label = views.label(other, each.passage)
        state = "moved" if each.moved else "with changes" if each.changed else "the same words"
        yield Way(label, views.passage_href(slug, other, each.passage), f"In witness {label}: {state}", each.moved)


def _names(material: Material, dossier: Dossier, witness: Witness, address: str) -> Iterator[runs.Mark]:
    """A link at the first mention of a name in each paragraph: more would be noise, and tab stops."""
    seen = set()
    for mention in material.links.mentions:
        if (mention.work, mention.siglum) != (dossier.work.slug, witness.siglum):
            continue
        block = witness.passages[witness.passage_at(mention.span)].block
        if (block, mention.name.slug) not in seen:
            seen.add((block, mention.name.slug))
            href = relative(address, addresses.name_page(mention.name))
            yield runs.Mark(mention.span, "a", runs.LINK, (("class", "name"), ("href", href)))


def _look(filed: Filed, waiting: frozenset[str]) -> str:
    """The classes by which the style sheet knows a note: its severity, and whether it waits to be asked for."""
    return f"is-{filed.note.severity}" + (" lesser" if filed.id in waiting else "")


def _note_mark(witness: Witness, filed: Filed, look: str) -> runs.Mark:
    """The words that a note is about, with the marks that close them: its number stands behind a full stop."""
    span = filed.note.span
    closing = _CLOSING.match(witness.text, span.end)
    return runs.Mark(
        Span(span.start, closing.end()) if closing else span,
        "mark",
        runs.NOTE,
        attributes=(("class", look),),
        once=(("aria-details", filed.id), ("data-m", str(filed.number))),
        after=_marker(filed, look),
    )


def _marker(filed: Filed, look: str) -> Markup:
    """The number of a note in the text: a link where notes stand in the margin, a button that opens them where not."""
    number, severity = str(filed.number), filed.note.severity
    name = f"Note {number}, {severity}"
    anchor = (("class", f"ref beside {look}"), ("href", f"#{filed.id}"), ("aria-label", name))
    button = (
        ("type", "button"),
        ("class", f"ref below {look}"),
        ("popovertarget", filed.id),
        ("aria-label", name),
    )
    return markup.joined([markup.element("a", anchor, number), markup.element("button", button, number)])
