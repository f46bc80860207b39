"""What an editor says of matches becomes corrections: passages that correspond, that moved, or that do not correspond.

    [[match]]                          [[no-match]]              [[move]]
    A = "According to international"   A = "In some instances"   A = "However, 13 Americans"
    B = ["According to one of",        B = "It is not clear"     B = "The ISIS offshoot"
         "It was also reported"]

The words are quoted, so that a correction outlives edits; one whose words are gone is a problem with its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten

from builder import config
from builder.model import COMPARED, CORRECTION_KINDS, Correction, CorrectionKind, Witness
from builder.read import quoted

SHOWN = 40
"""Characters of a passage in a problem."""

Entry = tuple[CorrectionKind, config.Table]


def written(table: config.Table) -> list[Entry]:
    """The corrections that a table holds."""
    return [(kind, entry) for kind in CORRECTION_KINDS for entry in table.tables(kind)]


def found(entries: Sequence[Entry], sigla: Sequence[str], witnesses: Mapping[str, Witness]) -> tuple[Correction, ...]:
    """The corrections with the passages that they are about; one that does not fit is a problem of its table."""
    corrections: list[Correction] = []
    for kind, entry in entries:
        words = {siglum: quotes for siglum in sigla if (quotes := entry.several(siglum))}
        entry.done()
        if len(words) != 2:
            fact = f"A [[{kind}]] quotes two witnesses; this one quotes {' and '.join(words) or 'none'}."
            entry.problem("", fact, 'Write A = "words of A" and B = "words of B".')
        elif words.keys() <= witnesses.keys():
            sides = {siglum: _passages(kind, entry, witnesses[siglum], words[siglum]) for siglum in words}
            corrections += _fitting(kind, entry, sides, witnesses, corrections)
    return tuple(corrections)


def _passages(kind: CorrectionKind, entry: config.Table, witness: Witness, quotes: Sequence[str]) -> tuple[int, ...]:
    """The passages that hold quoted words, all of them compared; none, where there is a problem with one."""
    before = len(entry.problems)
    indices: set[int] = set()
    for quote in quotes:
        span = quoted.span(entry, witness.siglum, quote, witness)
        touched = [index for index, passage in enumerate(witness.passages) if passage.span.touches(span)]
        apart = [witness.passages[index].role for index in touched if witness.passages[index].role not in COMPARED]
        if apart:
            fact = f'"{quote}" stands in the {apart[0]} of witness {witness.siglum}, which is not compared.'
            entry.problem(witness.siglum, fact, "Quote words of the text or of a headline.")
        indices.update(touched)
    if kind != "no-match" and len(entry.problems) == before and (gap := _gap(witness, indices)):
        fact = f'Between these passages of witness {witness.siglum} stands another, "{gap}".'
        entry.problem(witness.siglum, fact, "Quote words of that one, too, or match them one by one.")
    return tuple(sorted(indices)) if len(entry.problems) == before else ()


def _gap(witness: Witness, indices: set[int]) -> str:
    """The first compared passage that stands between some others; nothing where they follow one another."""
    roles = {witness.passages[index].role for index in indices}
    for index in sorted(set(range(min(indices), max(indices))) - indices):
        words = " ".join(witness.read(witness.passages[index].span).split())
        if witness.passages[index].role in roles and any(map(str.isalnum, words)):
            return shorten(words, SHOWN, placeholder=" ...")
    return ""


def _fitting(
    kind: CorrectionKind,
    entry: config.Table,
    sides: Mapping[str, tuple[int, ...]],
    witnesses: Mapping[str, Witness],
    before: Sequence[Correction],
) -> Iterator[Correction]:
    """The correction, if its words were found and it goes with those before it."""
    (left, lefts), (right, rights) = sides.items()
    roles = {witnesses[siglum].passages[index].role for siglum, side in sides.items() for index in side}
    made = Correction(kind, left, right, lefts, rights)
    if not lefts or not rights:
        return
    if len(roles) > 1:
        fact = "One of these passages is a headline, another is none: they are never compared."
        entry.problem("", fact, "Quote words of two headlines, or of two texts.")
    elif any(_deny(made, each) for each in before):
        fact = f"Another correction matches a passage of {left} or of {right} that this one names."
        entry.problem("", fact, "Put what belongs together into one [[match]], or take one of them out.")
    else:
        yield made


def _deny(one: Correction, other: Correction) -> bool:
    """Whether two corrections, the second a match, cannot both hold."""
    if (one.left, one.right) != (other.left, other.right) or other.kind == "no-match":
        return False
    same_left, same_right = set(one.lefts) & set(other.lefts), set(one.rights) & set(other.rights)
    return bool(same_left and same_right if one.kind == "no-match" else same_left or same_right)
