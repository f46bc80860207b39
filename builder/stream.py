"""JSON Lines in, JSON Lines out: the collation and the annotation as a tool for data people.

One record a line, answered in the same order, each as soon as it is read. A line that cannot be read is answered with
its error, and the rest are still answered. Offsets are code points into the witness's text, half-open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from builder.collate import grouping
from builder.model import Attribution, Collation, Dossier, Match, Pair, Span, Time, Witness, Work
from builder.read import witness as reading

Record = Mapping[str, Any]
HALF = re.compile("[\ud800-\udfff]")
"""Half of a character, which JSON can escape and UTF-8 cannot hold."""
WANTED = ("times", "attributions", "notes")


class RecordError(Exception):
    """A record that cannot be answered; the message says why."""


def answers(lines: Iterable[bytes], answer: Callable[[Record], dict[str, Any]]) -> Iterator[tuple[str, bool]]:
    """Each line's answer as JSON, and whether it is one (not an error)."""
    for line in lines:
        if not line.strip():
            continue
        record: Record = {}
        try:
            record = _record(line)
            yield _line(record, answer(record)), True
        except (ValueError, RecursionError, RecordError) as error:
            yield _line(record, _failed(error)), False


def grouped(lines: Iterable[bytes]) -> Iterator[tuple[str, bool]]:
    """The same for articles, which are sorted into works: all lines are read before the first answer."""
    waiting = [_waiting(line) for line in lines if line.strip()]
    articles = [article for _, article in waiting if isinstance(article, grouping.Article)]
    works = iter(grouping.labels(articles))
    for record, article in waiting:
        good = isinstance(article, grouping.Article)
        yield _line(record, {"work": next(works)} if good else article), good


def _waiting(line: bytes) -> tuple[Record, Any]:
    """A record and its article; instead of that, what is answered where it has none."""
    record: Record = {}
    try:
        record = _record(line)
        return record, _article(record)
    except (ValueError, RecursionError, RecordError) as error:
        return record, _failed(error)


def _failed(error: Exception) -> dict[str, Any]:
    return {"error": str(error) or "the line is nested too deeply"}


def _record(line: bytes) -> Record:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RecordError(f"the line is no UTF-8: byte {error.start + 1}") from None
    except json.JSONDecodeError as error:
        raise RecordError(f"the line is no JSON: {error.msg}, character {error.pos + 1}") from None
    if not isinstance(record, dict):
        raise RecordError("the line is no JSON object")
    return record


def _line(record: Record, answer: Mapping[str, Any]) -> str:
    name = {"id": record["id"]} if "id" in record else {}
    said = json.dumps({**name, **answer}, ensure_ascii=False)
    return json.dumps({**name, **answer}) if HALF.search(said) else said


def _article(record: Record) -> grouping.Article:
    title, text = record.get("title") or "", record.get("text")
    if not isinstance(title, str) or not isinstance(text, str):
        raise RecordError("the record has no text" if text is None else "title and text are to be strings")
    return grouping.Article(title, text)


def collated(work: Work, made: Collation) -> dict[str, Any]:
    """A work and its collation as a record."""
    return {
        "witnesses": [{"siglum": each.siglum, "passages": _passages(each)} for each in work.witnesses],
        "matches": [_match(work, pair, match) for pair in made.pairs for match in pair.matches],
        "rows": [{siglum: list(run) for siglum, run in row.passages.items()} for row in made.rows],
    }


def wanted(record: Record) -> Sequence[str]:
    """What a record wants looked at. Raises RecordError."""
    want = record.get("want") or WANTED
    if not isinstance(want, (list, tuple)) or not all(one in WANTED for one in want):
        raise RecordError(f"want is not a list of {', '.join(WANTED)}")
    return want


def annotated(work: Work, wanted: Sequence[str] = WANTED) -> dict[str, Any]:
    """The times, attributions and notes of a work; what is not wanted is not made."""
    from builder import build, claims, dates  # with all that they import: collations and groups do without

    found: dict[str, dict[str, Any]] = {
        each.siglum: {"siglum": each.siglum, "passages": _passages(each)} for each in work.witnesses
    }
    if "notes" in wanted:
        dossier = build.dossier(work)
        _add_notes(found, dossier)
        times = dict(dossier.times)
    else:
        times = {each.siglum: dates.times(each) if "times" in wanted else () for each in work.witnesses}
    for each in work.witnesses:
        if "times" in wanted:
            found[each.siglum]["times"] = [_time(each, time) for time in times[each.siglum]]
        if "attributions" in wanted:
            found[each.siglum]["attributions"] = [_attribution(one) for one in claims.attributions(each)]
    return {"witnesses": list(found.values())}


def work(record: Record) -> Work:
    """The work of a record. Raises RecordError."""
    given = record.get("witnesses")
    if not isinstance(given, list) or not given:
        raise RecordError("the record has no list of witnesses")
    witnesses = tuple(_witness(one, number) for number, one in enumerate(given, 1))
    sigla = [each.siglum for each in witnesses]
    if len(set(sigla)) < len(sigla):
        raise RecordError("two witnesses have one siglum")
    base = record.get("base") or ""
    if base and base not in sigla:
        raise RecordError(f'there is no witness "{base}"')
    return Work("record", "", witnesses, base)


def _witness(given: Any, number: int) -> Witness:
    if not isinstance(given, dict):
        raise RecordError(f"witness {number} is no JSON object")
    siglum, passages, text = given.get("siglum"), given.get("passages"), given.get("text")
    if not isinstance(siglum, str) or not siglum:
        raise RecordError(f"witness {number} has no siglum")
    known = reading.Known(siglum, dated=_day(given.get("dated"), siglum), title=str(given.get("title") or ""),
                          outlet=str(given.get("outlet") or ""), overrides=False)  # fmt: skip
    if isinstance(passages, list) and all(isinstance(one, str) for one in passages):
        return reading.of_passages(passages, known)
    if not isinstance(text, str):
        raise RecordError(f"witness {siglum} has neither a text nor passages")
    return reading.of_text(text, known)


def _day(value: Any, siglum: str) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise RecordError(f"witness {siglum}: dated {value!r} is no day such as 2021-09-01") from None


def _passages(witness: Witness) -> list[dict[str, Any]]:
    return [{"start": one.span.start, "end": one.span.end, "role": one.role} for one in witness.passages]


def _match(work: Work, pair: Pair, match: Match) -> dict[str, Any]:
    made = {
        "left": pair.left,
        "right": pair.right,
        "left_passages": sorted(match.left),
        "right_passages": sorted(match.right),
        "moved": match.moved,
        "likeness": match.likeness,
        "changes": [
            {"kind": each.kind, "class": each.class_, "left": _span(each.left), "right": _span(each.right)}
            for each in match.changes
        ],
    }
    if match.left_span and match.right_span:
        made |= {"left_span": _span(match.left_span), "right_span": _span(match.right_span)}
    return made


def _add_notes(found: dict[str, dict[str, Any]], dossier: Dossier) -> None:
    from builder import annotate

    for each in found.values():
        each["notes"] = []
    for note in annotate.work(dossier):
        found[note.siglum]["notes"].append({
            "kind": note.kind,
            "severity": note.severity,
            "start": note.span.start,
            "end": note.span.end,
            "message": note.message,
            "evidence": [{"siglum": one.siglum, "start": one.span.start, "end": one.span.end} for one in note.evidence],
        })  # fmt: skip


def _time(witness: Witness, time: Time) -> dict[str, Any]:
    made = {
        "start": time.span.start,
        "end": time.span.end,
        "text": witness.read(time.span),
        "type": time.type,
        "value": time.value,
        "interval": [time.days.start.isoformat(), time.days.end.isoformat()] if time.days else None,
    }
    return made | ({"anchor": time.anchor.day.isoformat()} if time.anchor else {})


def _attribution(one: Attribution) -> dict[str, Any]:
    parts = {name: [_span(span) for span in getattr(one, name)] for name in ("source", "cue", "content")}
    return {**parts, "kind": one.kind, "stands_for": [_span(span) for span in one.stands_for], "reported": one.reported}


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
