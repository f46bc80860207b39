"""A notes.toml becomes the editor's notes and decisions, each found in its witness by the words that it quotes.

[[note]]                                   [[decision]]
witness = "A"                              witness = "A"
quote = "words of the witness"             quote = "words that a note stands on"
text = "What no rule can know."            kind = "vague-source"
                                           verdict = "dismiss"
                                           reason = "The report was named a page earlier."
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from builder import config
from builder.model import SEVERITIES, Decision, Evidence, Note, Severity, Verdict, Witness
from builder.read import quoted

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
        return Evidence(siglum, quoted.NOWHERE)
    return Evidence(siglum, quoted.span(entry, "quote", quote, witnesses[siglum], before, after))
