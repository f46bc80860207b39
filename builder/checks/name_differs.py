"""Two versions name different people or bodies in the same place.

## Why it matters

Who did it is the claim itself. Where two versions of one report name two people for one deed, one of the two is accused
or praised in the other's stead.

## Example

"General McKenzie closed the gate" in one version, "General Donahue closed the gate" in the other.

## What to do

Look for the name in a third report, and which version is the later one.

## Where the rule comes from

Wikipedia's "contradict-other" marks two articles that disagree. Titles, initials, abbreviations and other spellings
of one name do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.checks import look, names, slots
from builder.model import Dossier, Evidence, Note, Passage, Severity, Span, Witness

TITLE = "another name"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each side of every name that differs, where it is not that of a place."""
    for side, here, there in differing(dossier):
        if not is_place(side.here, here):
            yield note("name-differs", side, here, there)


def note(kind: str, side: look.Aligned, here: Span, there: Span) -> Note:
    """The note on a name; a place is worth knowing, a person or a body an error."""
    message = f"Witness {side.there.siglum} has {look.quoted(side.there, there)}."
    severity: Severity = "note" if kind == "place-differs" else "error"
    return Note(kind, severity, side.here.siglum, here, message, (Evidence(side.there.siglum, there),))


def differing(dossier: Dossier) -> Iterator[tuple[look.Aligned, Span, Span]]:
    """The names in one slot that are not of one and the same; each once, against the first version that disagrees."""
    seen = set()
    apart = look.apart(dossier)
    for slot in slots.slots(dossier):
        side = slot.side
        here = _names(side.here, slot.here, apart[side.here.siglum])
        there = _names(side.there, slot.there, apart[side.there.siglum])
        for one, other in zip(here, there, strict=True) if len(here) == len(there) else ():
            if (side.here.siglum, one) not in seen and _differ(side, one, other):
                seen.add((side.here.siglum, one))
                yield side, one, other


def _differ(side: look.Aligned, here: Span, there: Span) -> bool:
    """Whether two names are not of the same, and neither stands elsewhere in the other version's sentence."""
    said, instead = side.here.read(here), side.there.read(there)
    own, others = _read(side.here, side.own), _read(side.there, side.other)
    return said not in others and instead not in own and not names.same(side.here.language, said, instead)


def _read(witness: Witness, passages: Iterable[Passage]) -> str:
    return " ".join(witness.read(passage.span) for passage in passages)


def is_place(witness: Witness, name: Span) -> bool:
    """Whether a name follows a word that stands before places: "in", "near"; not "according to"."""
    own = look.table(witness.language)["names"]
    words = [word for word in witness.text[: name.start].casefold().split()[-3:] if word != "the"]
    before, last = ["", "", *words][-2:]
    return last in own["places"] and before not in own["no_places"]


def _names(witness: Witness, span: Span, apart: dict[int, list[Span]]) -> list[Span]:
    """The names in a slot, but for those in dates and of sources, which have checks of their own."""
    found = names.names(witness, span) if span else []
    others = look.on(apart, [witness.passage_at(span)]) if found else []
    return [name for name in found if not any(other.touches(name) for other in others)]
