"""Works, their collations and their notes become links: what points to what, and which id each note has."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from builder.model import Counterpart, Dossier, Edition, Filed, Links, Mention, Name, Note, Pair, Span, Work

_DIGEST = re.compile(r"[0-9a-f]{6}(?:-\d+)?$")


def edition(edition: Edition, dossiers: Sequence[Dossier], notes: Sequence[Sequence[Note]]) -> Links:
    """The links of an edition; dossiers and notes in the order of its works."""
    every = tuple(each for dossier, own in zip(dossiers, notes, strict=True) for each in _filed(dossier.work, own))
    filed = tuple(each for each in every if not each.note.dismissed)
    return Links(
        notes=filed,
        dismissed=tuple(each for each in every if each.note.dismissed),
        mentions=tuple(mention for dossier in dossiers for mention in _mentions(dossier.work, edition.glossary)),
        counterparts=dict(entry for dossier in dossiers for entry in _counterparts(dossier)),
        cited=_cited(filed, {dossier.work.slug: dossier.work for dossier in dossiers}),
    )


def _filed(work: Work, notes: Iterable[Note]) -> Iterator[Filed]:
    numbers: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    sigla = [witness.siglum for witness in work.witnesses]
    # A number stands behind the words of its note: ordered by their end, numbers ascend as one reads.
    for note in sorted(notes, key=lambda each: (sigla.index(each.siglum), each.span.end, -each.span.start)):
        witness = work.witness(note.siglum)
        passage = witness.passage_at(note.span)
        name = f"n-{note.siglum.lower()}-{note.kind}-{_digest(witness.passages[passage].id)}"
        numbers[note.siglum] += not note.dismissed
        taken[name] += 1
        unique = name if taken[name] == 1 else f"{name}-n{taken[name]}"
        yield Filed(note, work.slug, unique, numbers[note.siglum], passage)


def _digest(passage: str) -> str:
    """The end of a passage's id: of its words, and which of several such it is ('1f3a9c', '1f3a9c-2')."""
    end = _DIGEST.search(passage)
    return end.group() if end else passage


def _mentions(work: Work, glossary: Sequence[Name]) -> Iterator[Mention]:
    spelled = {" ".join(spelling.split()): name for name in glossary for spelling in (name.name, *name.aliases)}
    if not spelled:
        return
    longest_first = sorted(spelled, key=lambda spelling: (-len(spelling), spelling))
    spellings = (r"\s+".join(map(re.escape, spelling.split())) for spelling in longest_first)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(spellings)})(?!\w)")
    for witness in work.witnesses:
        for passage in witness.passages:
            if passage.role == "boilerplate":
                continue
            for match in pattern.finditer(witness.text, passage.span.start, passage.span.end):
                yield Mention(spelled[" ".join(match.group().split())], work.slug, witness.siglum, Span(*match.span()))


def _counterparts(dossier: Dossier) -> Iterator[tuple[tuple[str, str, int], tuple[Counterpart, ...]]]:
    found: dict[tuple[str, str, int], list[Counterpart]] = defaultdict(list)
    slug = dossier.work.slug
    for pair in dossier.collation.pairs:
        for key, counterpart in _of_pair(pair):
            found[slug, *key].append(counterpart)
    for place, each in found.items():
        yield place, tuple(sorted(each, key=lambda one: (one.siglum, one.passage)))


def _of_pair(pair: Pair) -> Iterator[tuple[tuple[str, int], Counterpart]]:
    for match in pair.matches:
        changed = bool(match.shown)
        for i in match.left:
            for j in match.right:
                yield (pair.left, i), Counterpart(pair.right, j, match.moved, changed)
                yield (pair.right, j), Counterpart(pair.left, i, match.moved, changed)


def _cited(filed: Sequence[Filed], works: Mapping[str, Work]) -> dict[tuple[str, str, int], tuple[Filed, ...]]:
    found: dict[tuple[str, str, int], list[Filed]] = defaultdict(list)
    for each in filed:
        for evidence in each.note.evidence:
            witness = works[each.work].witness(evidence.siglum)
            place = (each.work, evidence.siglum, witness.passage_at(evidence.span))
            if each not in found[place]:
                found[place].append(each)
    return {place: tuple(each) for place, each in found.items()}
