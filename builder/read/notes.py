"""A notes.toml becomes the editor's notes and decisions, each found in its witness by the words that it quotes.

    [[note]]                                   [[decision]]
    witness = "A"                              witness = "A"
    quote = "words of the witness"             quote = "words that a note stands on"
    text = "What no rule can know."            kind = "vague-source"
                                               verdict = "dismiss"
                                               reason = "The report was named a page earlier."

Words that have changed are never looked for elsewhere: the author is told where the nearest stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import get_args

from rapidfuzz import fuzz

from builder import config
from builder.errors import Problem
from builder.model import SEVERITIES, Decision, Evidence, Note, Severity, Span, Verdict, Witness

NEAR = 60
"""Score of 100 from which words are shown as the nearest: "last sentence" has 85 in a text that says "first sentence",
"the gate was shut" 53 in one that says "the door was open"."""
_MARKS = {
    '"': '["\u201c\u201d]', "\u201c": '["\u201c\u201d]', "\u201d": '["\u201c\u201d]',
    "'": "['\u2018\u2019]", "\u2018": "['\u2018\u2019]", "\u2019": "['\u2018\u2019]",
}  # fmt: skip
_NOWHERE = Span(0, 0)

Witnesses = Mapping[str, Witness]


def notes(table: config.Table, sigla: Sequence[str], witnesses: Witnesses) -> tuple[Note, ...]:
    """The [[note]] tables. What is wrong with them joins the table's problems."""
    return tuple(_note(entry, sigla, witnesses) for entry in table.tables("note"))


def decisions(table: config.Table, sigla: Sequence[str], witnesses: Witnesses) -> tuple[Decision, ...]:
    """The [[decision]] tables. What is wrong with them joins the table's problems."""
    return tuple(_decision(entry, sigla, witnesses) for entry in table.tables("decision"))


def _note(entry: config.Table, sigla: Sequence[str], witnesses: Witnesses) -> Note:
    place = _quoted(entry, sigla, witnesses)
    severity: Severity = entry.choice("severity", SEVERITIES, "note")  # type: ignore[assignment]  # one of SEVERITIES
    seen = entry.tables("see")
    note = Note(
        kind="editor",
        severity=severity,
        siglum=place.siglum,
        span=place.span,
        message=" ".join(entry.needed("text", '"..."').split()),
        evidence=tuple(_quoted(other, sigla, witnesses) for other in seen),
        author=entry.text("by", "the editor"),
        title=entry.text("title"),
        known=" ".join(entry.text("known").split()),
    )
    for each in (*seen, entry):
        each.done()
    return note


def _decision(entry: config.Table, sigla: Sequence[str], witnesses: Witnesses) -> Decision:
    where = _quoted(entry, sigla, witnesses)
    verdict: Verdict = entry.choice("verdict", get_args(Verdict), "open")  # type: ignore[assignment]  # one of Verdict
    decision = Decision(
        verdict=verdict,
        kind=entry.needed("kind", '"vague-source"'),
        siglum=where.siglum,
        span=where.span,
        reason=" ".join(entry.text("reason").split()),
        text=" ".join(entry.text("text").split()),
        author=entry.text("by", "the editor"),
        place=entry.place(),
    )
    if verdict == "dismiss" and not decision.reason:
        entry.problem("verdict", "A note is dismissed without a reason.", 'Add reason = "...": readers can see it.')
    if verdict == "reword" and not decision.text:
        entry.problem("verdict", "A note is reworded without the new words.", 'Add text = "..."')
    entry.done()
    return decision


def _quoted(entry: config.Table, sigla: Sequence[str], witnesses: Witnesses) -> Evidence:
    """Where quoted words stand in a witness. Spaces and the style of quotation marks do not matter."""
    siglum = entry.needed("witness", '"A"')
    quote = entry.needed("quote", '"words of the witness"')
    before, after = entry.text("before"), entry.text("after")
    if siglum and siglum not in sigla:
        fact = f'There is no witness "{siglum}".'
        entry.problem("witness", fact, f"There are: {', '.join(sigla) or 'none'}.")
    if not quote or siglum not in witnesses:
        return Evidence(siglum, _NOWHERE)
    found = places(witnesses[siglum].text, quote, before, after)
    if len(found) != 1:
        entry.problems.append(_unclear(entry, witnesses[siglum], quote, len(found)))
    return Evidence(siglum, found[0] if found else _NOWHERE)


def places(text: str, quote: str, before: str = "", after: str = "") -> list[Span]:
    """Where words stand between other words. Spaces and the style of quotation marks do not matter."""
    # Looked ahead for, so that of "it was, it was, it was" every pair is found.
    parts = [_pattern(part) for part in (before, quote, after)]
    joined = r"\s*".join(f"({part})" for part in parts)
    return list(dict.fromkeys(Span(*match.span(2)) for match in re.finditer(f"(?={joined})", text)))


def _pattern(quote: str) -> str:
    return r"\s+".join("".join(_MARKS.get(char, re.escape(char)) for char in word) for word in quote.split())


def _unclear(entry: config.Table, witness: Witness, quote: str, times: int) -> Problem:
    """What to say of words that stand nowhere, or in several places."""
    if times:
        fact = f'Witness {witness.siglum} says "{quote}" {times} times.'
        return Problem(entry.place("quote"), fact, 'Quote more words, or add before = "..." or after = "...".')
    fact = f'Witness {witness.siglum} ({witness.path}) does not say "{quote}"'
    context = " between these words." if "before" in entry or "after" in entry else "."
    return Problem(entry.place("quote"), fact + context, _nearest(witness, quote))


def _nearest(witness: Witness, quote: str) -> str:
    """Where the author should look: the stretch that is likest."""
    found = fuzz.partial_ratio_alignment(quote, witness.text)
    if found is None or found.score < NEAR:
        return "Copy the words from the witness, letter by letter."
    start, end = found.dest_start, found.dest_end
    while start > 0 and not witness.text[start - 1].isspace():
        start -= 1
    while end < len(witness.text) and not witness.text[end].isspace():
        end += 1
    words = " ".join(witness.text[start:end].split())
    return f'The nearest is at {witness.place(Span(start, end))}: "{words}". Copy the words from there.'
