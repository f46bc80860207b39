"""The attributions of a work become its sources: who is cited, under which names, for what, and what became of them.

named as                          kind        in A, for        in B, for         what became of it
Two defense officials;            anonymous   A 4 The Taliban  B 2 the US ...    left out in A 1
one of the officials
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from builder.model import Attribution, Dossier, Evidence, SourceKind, Span, Witness
from builder.render import charts, views
from builder.render.views import Material, Place

KINDS: dict[SourceKind, str] = {
    "named": "a person, a body or a document with a name",
    "group": "an institution or a group that speaks in public",
    "anonymous": "described, but not named",
    "second-hand": "unnamed, relaying what others told them",
    "vague": "cannot be told from others: reports, critics, experts",
    "none": "nobody: \u201cit was reported\u201d",
}
"""The kinds of source, the clearest first."""
FATES = {"source-dropped": "left out in", "source-changed": "another one in"}
"""What a note of a kind says of the source that it gives as evidence."""

Mention = tuple[Witness, Attribution]
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who is cited."""

    names: tuple[str, ...]
    "as printed, in the order of their first mention"
    kind: SourceKind
    "the clearest of its mentions"
    cited: tuple[tuple[Place, str], ...]
    "where, and for what"
    fates: tuple[tuple[str, Place, str], ...]
    "what another version did with it, where, and the address of the note"


def values(material: Material) -> dict[str, Any]:
    """What the page of sources is given: per work, every source, the clearest first."""
    return {
        "tables": [
            (dossier.work, _sources(material, dossier), [witness.siglum for witness in dossier.work.witnesses])
            for dossier in material.dossiers.values()
        ],
        "kinds": KINDS,
    }


def profiles(dossier: Dossier) -> list[tuple[Witness, tuple[charts.Share, ...]]]:
    """How much of each witness has a source, and of which kind: for the page of its work."""
    return [
        (witness, charts.profile(witness, dossier.attributions[witness.siglum])) for witness in dossier.work.witnesses
    ]


def _sources(material: Material, dossier: Dossier) -> list[Source]:
    groups = _groups(dossier)
    made = [_source(material, dossier, mentions) for mentions in groups]
    order = list(KINDS)
    return sorted(made, key=lambda one: (order.index(one.kind), [name.casefold() for name in one.names]))


def _groups(dossier: Dossier) -> list[list[Mention]]:
    """The mentions of each source: those of one speaker, and of speakers that bear one name in two witnesses."""
    mentions = [(witness, each) for witness in dossier.work.witnesses for each in dossier.attributions[witness.siglum]]
    joined: dict[Key, Key] = {}
    for witness, each in mentions:
        first, *others = (_root(joined, key) for key in _keys(witness, each))
        joined.update(dict.fromkeys(others, first))
    groups: dict[Key, list[Mention]] = defaultdict(list)
    for witness, each in mentions:
        groups[_root(joined, _keys(witness, each)[0])].append((witness, each))
    return list(groups.values())


def _root(joined: Mapping[Key, Key], key: Key) -> Key:
    """What a key was joined to in the end."""
    while joined.get(key, key) != key:
        key = joined[key]
    return key


def _keys(witness: Witness, each: Attribution) -> list[Key]:
    """By what a mention is known again: its first mention in the witness, and its name, where it has one."""
    if not each.source:
        return [("nobody", each.kind)]
    name = _spelled(witness, each.source).casefold()
    named = [("name", each.kind, name)] if " " in name or each.kind in ("named", "group") else []
    return [(witness.siglum, each.speaker), *named]


def _source(material: Material, dossier: Dossier, mentions: list[Mention]) -> Source:
    work = dossier.work.slug
    order = list(KINDS)
    cited = []
    for witness, each in mentions:
        if spans := each.source or each.cue or each.content:
            words = views.shorten(" \u2026 ".join(witness.read(span) for span in each.content))
            cited.append((views.place(work, witness, spans[0]), words))
    names = dict.fromkeys(_spelled(witness, each.source) for witness, each in mentions if each.source)
    kind = min((each.kind for _, each in mentions), key=order.index)
    return Source(tuple(names) or ("(nobody)",), kind, tuple(cited), tuple(_fates(material, work, mentions)))


def _fates(material: Material, work: str, mentions: Iterable[Mention]) -> Iterator[tuple[str, Place, str]]:
    """What notes say of a source: where it is left out, and where another one stands in its place."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for witness, each in mentions:
        spans[witness.siglum] += each.source
    for filed in material.links.notes:
        if filed.work == work and filed.note.kind in FATES:
            note = views.note(material, filed)
            if any(_touches(spans, each) for each in filed.note.evidence):
                yield FATES[note.kind], note.place, note.href
            elif note.kind == "source-changed" and _touches(spans, Evidence(filed.note.siglum, filed.note.span)):
                yield from ((FATES[note.kind], place, note.href) for place in note.evidence)


def _touches(spans: Mapping[str, list[Span]], place: Evidence) -> bool:
    return any(place.span.touches(span) for span in spans.get(place.siglum, ()))


def _spelled(witness: Witness, source: Iterable[Span]) -> str:
    words = " ".join(" ".join(witness.read(span).split()) for span in source).rstrip(",;:")
    return words[:1].upper() + words[1:]
