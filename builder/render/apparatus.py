"""An apparatus becomes its page: the base's text, and below each paragraph what the other witnesses read.

2  The gate was shut at noon¹ by the guards.²
   1  noon ] two B C              at this place B and C have another word
   2  The gate ... guards ] om. D  D lacks the sentence
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from markupsafe import Markup

from builder import addresses
from builder.model import COMPARED, Apparatus, Block, Dossier, Entry, Passage, Reading, Span, Variant, Witness, Work
from builder.render import markup, runs, views

Kind = Literal["variant", "after", "before", "omitted", "moved", "added"]
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")


@dataclass(frozen=True, slots=True)
class Who:
    """A witness, with the place in it that is spoken of."""

    siglum: str
    label: str
    "'B 3'"
    href: str


@dataclass(frozen=True, slots=True)
class Said:
    """A reading as it is printed."""

    words: str
    "empty where its witnesses have none"
    language: str
    who: tuple[Who, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the apparatus."""

    kind: Kind
    passage: int
    "of the base, below which it stands"
    lemma: str
    "words of the base that it is about; of an addition the word beside which it stands"
    spans: tuple[Span, ...]
    "where those words are marked in the text; empty where it is about the whole sentence"
    readings: tuple[Said, ...]
    inner: tuple[Item, ...] = ()
    "of what the base lacks: where those that have it differ"
    number: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A passage of the base, with the lines that are about the whole of it: what comes before it, and the others."""

    id: str
    role: str
    html: Markup
    gap: str
    before: tuple[Item, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the base with the lines of the apparatus below it."""

    number: int
    "0 where it is not counted"
    block: Block
    apart: bool
    "whether it is not the article: byline, credit, furniture"
    verse: bool
    sentences: tuple[Sentence, ...]
    items: tuple[Item, ...]


def values(dossier: Dossier, made: Apparatus) -> dict[str, Any]:
    """What the template of an apparatus is given."""
    base = dossier.work.witness(made.base)
    paragraphs = tuple(_paragraphs(dossier.work, made))
    return {
        "work": dossier.work,
        "base": base,
        "found": views.FOUND,
        "chosen": dossier.work.base,
        "settled": dossier.collation.base,
        "bases": [
            (witness, addresses.apparatus_page(dossier, witness.siglum))
            for witness in dossier.work.witnesses
            if any(each.base == witness.siglum for each in dossier.apparatus)
        ],
        "paragraphs": paragraphs,
        "places": sum(bool(item.spans) for each in paragraphs for item in each.items),
        "whole": sum(not item.spans for each in paragraphs for item in each.items),
    }


def below(dossier: Dossier, witness: Witness) -> tuple[Paragraph, ...]:
    """What stands below a reading page: the paragraphs with lines of the apparatus, if that witness is the base."""
    if not dossier.apparatus or witness.siglum != dossier.collation.base:
        return ()
    return tuple(each for each in _paragraphs(dossier.work, dossier.apparatus[0]) if each.items)


def _paragraphs(work: Work, made: Apparatus) -> Iterator[Paragraph]:
    base = work.witness(made.base)
    numbers = views.paragraph_numbers(base)
    listed = _by_passage(base, _items(work, made))
    inside: dict[int, list[tuple[int, Passage]]] = defaultdict(list)
    for index, passage in enumerate(base.passages):
        inside[passage.block].append((index, passage))
    for index, block in enumerate(base.blocks):
        yield Paragraph(
            number=numbers.get(index, 0),
            block=block,
            apart=not any(passage.role in COMPARED for _, passage in inside[index]),
            verse=views.is_verse(base, index),
            sentences=tuple(_sentence(base, passage, listed.get(n, ())) for n, passage in inside[index]),
            items=tuple(item for n, _ in inside[index] for item in listed.get(n, ())),
        )


def _by_passage(base: Witness, items: Sequence[Item]) -> dict[int, tuple[Item, ...]]:
    """The lines below each passage, numbered in the order of the text."""
    listed: dict[int, tuple[Item, ...]] = {}
    ordered = sorted(items, key=lambda each: (each.passage, bool(each.spans) or each.kind != "before"))
    for number, item in enumerate(ordered, 1):
        own = listed.get(item.passage, ())
        name = f"v-{base.passages[item.passage].id}-{len(own) + 1}"
        listed[item.passage] = (*own, replace(item, number=number, id=name))
    return listed


def _sentence(base: Witness, passage: Passage, items: Sequence[Item]) -> Sentence:
    marks = [mark for item in items for mark in _marks(item)]
    html = markup.passage(base.text, passage.span, marks)
    whole = [item for item in items if not item.spans]
    before = tuple(item for item in whole if item.kind == "before")
    rest = tuple(item for item in whole if item.kind != "before")
    return Sentence(passage.id, passage.role, html, views.gap(base, passage), before, rest)


def _marks(item: Item) -> Iterator[runs.Mark]:
    """The words that a line is about, with its number behind them."""
    number = str(item.number)
    link = markup.element("a", (("class", "ref"), ("href", f"#{item.id}"), ("aria-label", f"Variant {number}")), number)
    for place, span in enumerate(item.spans, 1):
        once = (("id", f"at-{item.id}"),) if place == 1 else ()
        after = link if place == len(item.spans) else ""
        yield runs.Mark(span, "span", runs.NOTE, (("class", "lemma"),), once=once, after=after)


def _items(work: Work, made: Apparatus) -> list[Item]:
    """The lines of an apparatus, in the order of its entries."""
    witnesses = {witness.siglum: _Labelled(work.slug, witness) for witness in work.witnesses}
    base = witnesses[made.base]
    items: list[Item] = []
    before: Entry | None = None
    for entry in made.entries:
        if entry.lead == made.base:
            items += [_variant(witnesses, entry, each) for each in entry.variants]
            items += _of_the_whole(witnesses, entry)
            before = entry
        else:
            items.append(_added(witnesses, base.witness, entry, before))
    return items


class _Labelled:
    """A witness that can say quickly what its passages are called."""

    def __init__(self, work: str, witness: Witness) -> None:
        self.witness = witness
        self._work = work
        self._numbers = views.paragraph_numbers(witness)

    def who(self, index: int) -> Who:
        """A passage as a link names it."""
        label = views.label(self.witness, index, self._numbers)
        return Who(self.witness.siglum, label, views.passage_href(self._work, self.witness, index))

    def at(self, run: Sequence[int], span: Span) -> int:
        """Which passage of a run holds a span."""
        return next((index for index in run if self.witness.passages[index].span.holds(span)), run[0])

    def words(self, spans: Sequence[Span]) -> str:
        """The words of some spans, on one line."""
        return " ".join(" ".join(self.witness.read(span).split()) for span in spans)


def _variant(witnesses: Mapping[str, _Labelled], entry: Entry, variant: Variant) -> Item:
    lead = witnesses[entry.lead]
    passage = lead.at(entry.passages[entry.lead], variant.place)
    kind, spans = _lemma(lead.witness, passage, variant, entry.lead)
    readings = tuple(_said(witnesses, entry, each) for each in variant.readings[1:])
    return Item(kind, passage, views.ends(lead.words(spans)), spans, readings)


def _lemma(lead: Witness, passage: int, variant: Variant, siglum: str) -> tuple[Kind, tuple[Span, ...]]:
    """The words that a line stands for: those that others change, or the word after or before which they add some."""
    if variant.place:
        return "variant", variant.readings[0].stands[siglum]
    span = lead.passages[passage].span
    found = [Span(*match.span()) for match in _WORD.finditer(lead.text, span.start, span.end)]
    before = [each for each in found if each.end <= variant.place.start]
    after = [each for each in found if each.start >= variant.place.start]
    return ("after", (before[-1],)) if before else ("before", (after[0],)) if after else ("before", ())


def _said(witnesses: Mapping[str, _Labelled], entry: Entry, reading: Reading) -> Said:
    first = witnesses[next(iter(reading.stands))]
    who = []
    for siglum, spans in reading.stands.items():
        run = entry.passages[siglum]
        who.append(witnesses[siglum].who(witnesses[siglum].at(run, spans[0]) if spans else run[0]))
    words = first.words(reading.stands[first.witness.siglum])
    return Said(words, first.witness.language, tuple(who))


def _of_the_whole(witnesses: Mapping[str, _Labelled], entry: Entry) -> Iterator[Item]:
    """Who lacks a row, and where it stands elsewhere than in the base."""
    lead = witnesses[entry.lead]
    run = entry.passages[entry.lead]
    lemma = views.ends(lead.words([lead.witness.passages[index].span for index in run]).rstrip(".!?\u2026\u3002"))
    lacking = tuple(Who(siglum, siglum, "") for siglum in witnesses if siglum not in entry.passages)
    if lacking:
        yield Item("omitted", max(run), lemma, (), (Said("", "", lacking),))
    if entry.moved:
        who = tuple(witnesses[siglum].who(min(entry.passages[siglum])) for siglum in entry.moved)
        yield Item("moved", max(run), lemma, (), (Said("", "", who),))


def _added(witnesses: Mapping[str, _Labelled], base: Witness, entry: Entry, before: Entry | None) -> Item:
    """What the base lacks, as an addition after the sentence that it follows elsewhere."""
    lead = witnesses[entry.lead]
    who = tuple(witnesses[siglum].who(min(run)) for siglum, run in entry.passages.items())
    words = lead.words([lead.witness.passages[index].span for index in entry.passages[entry.lead]])
    said = Said(words, lead.witness.language, who)
    inner = tuple(_variant(witnesses, entry, each) for each in entry.variants)
    passage = max(before.passages[before.lead]) if before else _first(base)
    return Item("added" if before else "before", passage, "", (), (said,), inner)


def _first(base: Witness) -> int:
    """The first passage of a witness that is compared; where there is none, its first."""
    return next((index for index, passage in enumerate(base.passages) if passage.role in COMPARED), 0)
