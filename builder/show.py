"""What a stage made becomes text that a person can read, or JSON for a program."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from builder import days
from builder.model import Dossier, Entry, Links, Note, Pair, Reading, Span, Time, Witness, Work


def stage(name: str, dossier: Dossier, notes: Sequence[Note], links: Links) -> dict[str, Any]:
    """What a stage made of a work, as plain values; spans come with their words.

    `name` is one of work, collation, apparatus, times, attributions, notes, links.
    """
    work = dossier.work
    views: dict[str, Any] = {
        "work": lambda: [_witness(witness) for witness in work.witnesses],
        "collation": lambda: [_pair(work, pair) for pair in dossier.collation.pairs],
        "apparatus": lambda: _apparatus(dossier),
        "times": lambda: _by_siglum(work, dossier.times),
        "attributions": lambda: _by_siglum(work, dossier.attributions),
        "notes": lambda: [_note(work, note) for note in notes],
        "links": lambda: _links(work, links),
    }
    return {"work": work.slug, name: views[name]()}


def groups(sorted_files: Sequence[tuple[str, str]]) -> str:
    """(work, file) of each as a list of works, each with its files."""
    by_work: dict[str, list[str]] = {}
    for work, name in sorted_files:
        by_work.setdefault(work, []).append(name)
    return "\n".join("\n".join([work, *(f"  {name}" for name in names)]) for work, names in sorted(by_work.items()))


def annotation(dossier: Dossier, notes: Sequence[Note]) -> str:
    """The times, the attributions and the notes of each witness, a line each."""
    lines = []
    for each in dossier.work.witnesses:
        lines.append(f"{each.siglum}  {each.path}")
        lines += [f"  time         {_words(each, time.span)}: {_when(time)}" for time in dossier.times[each.siglum]]
        for one in dossier.attributions[each.siglum]:
            who = " ".join(_words(each, span) for span in one.source) or "-"
            lines.append(f"  attribution  {one.kind}: {who}")
        own = [note for note in notes if note.siglum == each.siglum]
        for note in own:
            lines += [f"  {note.severity:12} {note.kind}: {_words(each, note.span)}", f"{'':15}{note.message}"]
    return "\n".join(lines)


def _when(time: Time) -> str:
    days_named = " or ".join(map(days.say_days, (time.days,) if time.days else time.readings)) or time.value
    return f"{days_named}, counted from {days.say(time.anchor.day)}" if time.anchor else days_named


def as_json(value: Mapping[str, Any]) -> str:
    """The values as JSON, indented; in ASCII, which every pipe takes."""
    return json.dumps(value, indent=1)


def as_text(value: Mapping[str, Any]) -> str:
    """The values as indented lines."""
    return "\n".join(_lines(value, 0))


def _lines(value: Any, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if isinstance(value, Mapping):
        for key, each in value.items():
            if _is_leaf(each):
                yield f"{pad}{key}: {_leaf(each)}"
            else:
                yield f"{pad}{key}"
                yield from _lines(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            if _is_leaf(each):
                yield f"{pad}{_leaf(each)}"
            else:
                yield from _lines(each, depth)
                yield ""
    else:
        yield f"{pad}{_leaf(value)}"


def _is_leaf(value: Any) -> bool:
    return not value or not isinstance(value, (Mapping, list))


def _leaf(value: Any) -> str:
    return "-" if value is None or value in ([], {}, "") else str(value)


def _witness(witness: Witness) -> dict[str, Any]:
    return {
        "siglum": witness.siglum,
        "file": witness.path,
        "title": witness.title,
        "dated": [f"{each.day} ({each.found})" for each in witness.datings],
        "passages": [f"{passage.role:10} {_words(witness, passage.span)}" for passage in witness.passages],
    }


def _pair(work: Work, pair: Pair) -> dict[str, Any]:
    left, right = work.witness(pair.left), work.witness(pair.right)
    return {
        "pair": f"{pair.left} and {pair.right}",
        "matches": [
            {
                "likeness": match.likeness,
                "moved": match.moved,
                pair.left: [_words(left, left.passages[index].span) for index in match.left],
                pair.right: [_words(right, right.passages[index].span) for index in match.right],
                "changes": [
                    f"{change.kind}, {change.class_}: [{_words(left, change.left)}] -> [{_words(right, change.right)}]"
                    for change in match.changes
                ],
            }
            for match in pair.matches
        ],
    }


def _apparatus(dossier: Dossier) -> dict[str, Any]:
    """The apparatus against the base, and how like the witnesses are; nothing for fewer than three."""
    return {
        "base": dossier.collation.base,
        "likeness": {f"{one} {two}": value for (one, two), value in dossier.descent.likeness.items() if one < two},
        "rows": [_entry(dossier.work, entry) for made in dossier.apparatus[:1] for entry in made.entries],
    }


def _entry(work: Work, entry: Entry) -> dict[str, Any]:
    lead = work.witness(entry.lead)
    return {
        "witnesses": " ".join(entry.passages),
        "moved": " ".join(entry.moved),
        entry.lead: " ".join(_words(lead, lead.passages[index].span) for index in entry.passages[entry.lead]),
        "variants": ["; ".join(_reading(work, each) for each in variant.readings) for variant in entry.variants],
    }


def _reading(work: Work, reading: Reading) -> str:
    siglum, spans = next(iter(reading.stands.items()))
    words = " ".join(_words(work.witness(siglum), span) for span in spans)
    return f"{' '.join(reading.stands)}: {words or '-'}"


def _by_siglum(work: Work, values: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    return {witness.siglum: [_plain(witness, each) for each in values[witness.siglum]] for witness in work.witnesses}


def _note(work: Work, note: Note) -> dict[str, Any]:
    """A note, each piece of its evidence in the words of its own witness."""
    made: dict[str, Any] = _plain(work.witness(note.siglum), note)
    return {**made, "evidence": [_plain(work.witness(each.siglum), each) for each in note.evidence]}


def _links(work: Work, links: Links) -> dict[str, Any]:
    return {
        "notes": [
            f"{filed.note.siglum} {filed.number}: {filed.id}" for filed in links.notes if filed.work == work.slug
        ],
        "names": [f"{each.siglum} {each.name.name}" for each in links.mentions if each.work == work.slug],
    }


def _words(witness: Witness, span: Span) -> str:
    return " ".join(witness.read(span).split())


def _plain(witness: Witness, value: Any) -> Any:
    """A frozen value as plain ones; a span of the witness as its place and words."""
    if isinstance(value, Span):
        return f"{value.start}-{value.end} {_words(witness, value)}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(witness, each) for each in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: _plain(witness, getattr(value, field.name)) for field in fields}
    return value
