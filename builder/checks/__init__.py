"""A dossier becomes notes: one kind a file, each a function of the dossier alone.

A check is a module with a docstring and a function `check(dossier) -> notes`. Its name is the kind; the first line of
the docstring is the definition, the rest is the reader's page about this kind of note.
"""

from __future__ import annotations

import inspect
from types import ModuleType

from builder.checks import (
    age_mismatch,
    ambiguous_date,
    anonymity_unexplained,
    anonymous_source,
    byline_contradicts_text,
    byline_differs,
    byline_missing,
    byline_suspect,
    chronology_conflict,
    contradicts_version,
    copy_error,
    dangling_source,
    date_differs,
    future_date,
    hedge_changed,
    hedge_dropped,
    hidden_characters,
    impossible_date,
    name_differs,
    negation_differs,
    no_source_report,
    number_differs,
    only_here,
    order_impossible,
    place_differs,
    quote_altered,
    relative_date_drift,
    relative_on_doubtful_byline,
    second_hand,
    source_changed,
    source_dropped,
    unattributed_quote,
    unclear_when,
    unsourced_claim,
    vague_credit,
    vague_source,
    weekday_mismatch,
)
from builder.model import Kind, Selection

CHECKS: tuple[ModuleType, ...] = (
    byline_missing,
    byline_differs,
    byline_suspect,
    byline_contradicts_text,
    relative_date_drift,
    relative_on_doubtful_byline,
    date_differs,
    weekday_mismatch,
    impossible_date,
    order_impossible,
    future_date,
    age_mismatch,
    ambiguous_date,
    unclear_when,
    chronology_conflict,
    source_dropped,
    source_changed,
    contradicts_version,
    negation_differs,
    quote_altered,
    number_differs,
    name_differs,
    place_differs,
    hedge_dropped,
    hedge_changed,
    only_here,
    copy_error,
    unsourced_claim,
    unattributed_quote,
    dangling_source,
    vague_source,
    no_source_report,
    vague_credit,
    anonymous_source,
    anonymity_unexplained,
    second_hand,
    hidden_characters,
)
"""In the order in which readers find them listed: dates, then what became of a source, then one text alone."""

LITERATURE: tuple[ModuleType, ...] = (
    byline_differs,
    date_differs,
    order_impossible,
    chronology_conflict,
    contradicts_version,
    negation_differs,
    quote_altered,
    number_differs,
    name_differs,
    place_differs,
    hidden_characters,
)
"""For poems, speeches, letters and tales: what became of the words. Nobody need name a source in a poem."""
SETS: dict[str, tuple[ModuleType, ...]] = {
    "news": tuple(check for check in CHECKS if check is not copy_error),
    "literature": LITERATURE,
    "all": CHECKS,
    "none": (),
}
"""What an edition can start from, by name."""


def selected(selection: Selection) -> tuple[ModuleType, ...]:
    """The checks that a selection asks for, in the order of CHECKS."""
    wanted = {slug(check): True for check in SETS[selection.set.word]}
    wanted |= {choice.word: choice.on for choice in selection.choices}
    return tuple(check for check in CHECKS if wanted.get(slug(check)))


def slug(check: ModuleType) -> str:
    """The name of a check's kind: 'source-dropped'."""
    return check.__name__.rsplit(".", 1)[-1].replace("_", "-")


def kind(check: ModuleType) -> Kind:
    """What readers are told of the kind of note that a check makes."""
    definition, _, about = inspect.getdoc(check).partition("\n\n")  # type: ignore[union-attr]  # a test sees to it
    title = getattr(check, "TITLE", slug(check).replace("-", " "))  # a plug-in may have none
    return Kind(slug(check), title, " ".join(definition.split()), about)
