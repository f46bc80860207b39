"""What several pages show of one thing: a note, a witness, a place in a witness."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder import addresses
from builder.model import (
    SEVERITIES,
    Decision,
    Dossier,
    Edition,
    Event,
    Filed,
    Kind,
    Links,
    Passage,
    Role,
    Severity,
    Span,
    Witness,
)

DENSITY = 6 / 1000
"""Notes a word that a reader sees at first: with more the margin is read for itself, and the text is not."""
FEW = 3
"""Notes that a reader sees at first of however short a text: in sixty words one note would hide a second error."""
LEMMA_WORDS = 7
"""Words of a lemma that are printed; of a longer one only its ends: the text above shows it whole."""
LEMMA_END = 3
"""Words of either end of a lemma that is not printed whole."""
QUOTE_WORDS = 14
"""Words of a passage that stand for it in a list."""
VERSE_LINES = 3
VERSE_LENGTH = 55
"""Characters. Mail and old files wrap prose at 60 to 80; a pentameter has about 45."""
FOUND = {
    "work.toml": "set by the editor",
    "front matter": "stated in the file's front matter",
    "page metadata": "stated in the page's metadata",
    "before the text": "printed before the text",
    "above the headline": "printed alone, above the headline",
    "below the headline": "printed below the headline",
    "dateline": "in the dateline, with the place",
    "address": "in the address of the page",
}


_SPACE = re.compile(r"\s*")
_ROLES: dict[Role, str] = {
    "heading": "headline",
    "body": "",
    "dateline": "place",
    "byline": "date",
    "credit": "credit",
    "boilerplate": "page",
}
"""What a passage that stands in no numbered paragraph is called."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that the pages are made of."""

    edition: Edition
    dossiers: Mapping[str, Dossier]
    "by the slug of the work"
    links: Links
    kinds: Mapping[str, Kind]
    "by slug, in the order in which they are listed"

    def witness(self, work: str, siglum: str) -> Witness:
        """A witness of a work. Raises KeyError."""
        return self.dossiers[work].work.witness(siglum)


@dataclass(frozen=True, slots=True)
class Place:
    """A passage, as a link names it."""

    siglum: str
    label: str
    "'B 3': siglum and paragraph"
    href: str
    words: str


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note, ready for a page."""

    id: str
    number: int
    kind: str
    heading: str
    severity: Severity
    message: str
    known: str
    author: str
    decided: str
    "what the editor decided, and why; empty where nothing was decided"
    work: str
    siglum: str
    language: str
    "of the witness"
    href: str
    kind_href: str
    place: Place
    evidence: tuple[Place, ...]
    lesser: bool
    "whether it waits in the margin until a reader asks for all notes"


def note(material: Material, filed: Filed, lesser: bool = False) -> NoteView:
    """The view of a note."""
    own = filed.note
    kind = material.kinds[own.kind]
    witness = material.witness(filed.work, own.siglum)
    return NoteView(
        id=filed.id,
        number=filed.number,
        kind=own.kind,
        heading=own.title or kind.title[:1].upper() + kind.title[1:],
        severity=own.severity,
        message=own.message,
        known=own.known,
        author=own.author,
        decided=_decided(own.decision),
        work=filed.work,
        siglum=own.siglum,
        language=witness.language,
        href=f"{addresses.witness_page(filed.work, own.siglum)}#{filed.id}",
        kind_href=addresses.kind_page(own.kind),
        place=place(filed.work, witness, own.span),
        evidence=(
            *(place(filed.work, material.witness(filed.work, each.siglum), each.span) for each in own.evidence),
            *(event(each) for each in material.edition.chronology if each.id == own.event),
        ),
        lesser=lesser,
    )


def _decided(decision: Decision | None) -> str:
    """'Confirmed by the editor. It stands so in the file as received.'"""
    if decision is None or decision.verdict == "open":
        return ""
    done = {"confirm": "Confirmed", "reword": "Reworded", "dismiss": "Dismissed"}[decision.verdict]
    return " ".join([f"{done} by {decision.author}.", *([decision.reason] if decision.reason else [])])


def event(known: Event) -> Place:
    """The view of an event of the chronology, where it stands on the timeline."""
    return Place("", "the chronology", f"timeline.html#{known.id}", known.title)


def place(work: str, witness: Witness, span: Span) -> Place:
    """The view of the passage where a span begins; its words are those of the span."""
    index = witness.passage_at(span)
    return Place(witness.siglum, label(witness, index), passage_href(work, witness, index), shorten(witness.read(span)))


def passage_href(work: str, witness: Witness, index: int) -> str:
    """Address of a passage on its reading page."""
    return f"{addresses.witness_page(work, witness.siglum)}#{witness.passages[index].id}"


def label(witness: Witness, index: int, numbers: Mapping[int, int] | None = None) -> str:
    """'B 3' for a passage in the third paragraph; 'B headline', 'B date' for one that is in none.

    `numbers` are those of its paragraphs, where they have been counted already.
    """
    passage = witness.passages[index]
    counted = paragraph_numbers(witness) if numbers is None else numbers
    return f"{witness.siglum} {counted.get(passage.block) or _ROLES[passage.role]}"


def gap(witness: Witness, passage: Passage) -> str:
    """What parts a passage from the next: a space, or a line end."""
    space = _SPACE.match(witness.text, passage.span.end)
    return "\n" if space and "\n" in space.group() else " "


def paragraph_numbers(witness: Witness) -> dict[int, int]:
    """Blocks that hold body text, numbered from 1."""
    body = dict.fromkeys(passage.block for passage in witness.passages if passage.role == "body")
    return {block: number for number, block in enumerate(body, 1)}


def is_verse(witness: Witness, block: int) -> bool:
    """Whether a paragraph is set in lines: three or more, most of them too short to have been wrapped."""
    spans = [passage.span for passage in witness.passages if passage.block == block]
    lines = sorted(len(line) for line in witness.text[spans[0].start : spans[-1].end].split("\n"))
    return len(lines) >= VERSE_LINES and lines[len(lines) // 2] <= VERSE_LENGTH


def shorten(words: str) -> str:
    """The first words, on one line."""
    listed = words.split()
    return " ".join(listed[:QUOTE_WORDS]) + (" …" if len(listed) > QUOTE_WORDS else "")


def ends(words: str) -> str:
    """Words as they are named: whole, or their ends."""
    listed = words.split()
    if len(listed) <= LEMMA_WORDS:
        return words
    return f"{' '.join(listed[:LEMMA_END])} \u2026 {' '.join(listed[-LEMMA_END:])}"


def severities(notes: Iterable[Filed]) -> dict[Severity, int]:
    """How many notes of each severity, the gravest first; none that has no note."""
    counts = Counter(filed.note.severity for filed in notes)
    return {severity: counts[severity] for severity in SEVERITIES if counts[severity]}


def word_count(witness: Witness) -> int:
    """Words between spaces, without the furniture of the page."""
    return sum(len(witness.read(passage.span).split()) for passage in witness.passages if passage.role != "boilerplate")


def lesser(material: Material, work: str, witness: Witness) -> frozenset[str]:
    """The ids of the notes of a witness that wait until a reader asks for them: all but the gravest few."""
    few = max(FEW, math.ceil(DENSITY * word_count(witness)))
    leaning = [each.span for filed in material.links.notes if filed.work == work
               for each in filed.note.evidence if each.siglum == witness.siglum]  # fmt: skip
    own = sorted(material.links.on(work, witness.siglum), key=lambda filed: _weight(filed, leaning))
    return frozenset(filed.id for filed in own[few:])


def _weight(filed: Filed, leaning: Iterable[Span]) -> tuple[int, bool, int, int]:
    """How grave a note is, the gravest first: its severity, the editor's hand, how much leans on its words."""
    own = filed.note
    by_editor = bool(own.author or (own.decision and own.decision.verdict in ("confirm", "reword")))
    hangs = len(own.evidence) + sum(span.touches(own.span) for span in leaning)
    return SEVERITIES.index(own.severity), not by_editor, -hangs, filed.number


def gravest(material: Material, work: str) -> NoteView | None:
    """The conflict that a reader should know first: of the errors, the one about the date of the whole text."""
    errors = [filed for filed in material.links.notes if filed.work == work and filed.note.severity == "error"]
    errors.sort(key=lambda filed: (filed.note.kind != "byline-differs", filed.note.author != ""))
    return note(material, errors[0]) if errors else None
