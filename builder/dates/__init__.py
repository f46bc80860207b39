"""A witness becomes its times: what it says of when, as TIMEX3 values and, where it can be said, as days.

`find` finds the words, and `resolve` counts the days: those that are `printed`, those `counted` from another day, and
`lengths` without any; `runs` tells which are the two ends of one, and
`told` whether a day lay behind the writer or ahead. `timex` knows the notation. `language` reads the
words and patterns of one language from its file (`en.toml`); another language is another file.
"""

from __future__ import annotations

from dataclasses import replace

from builder.dates import find, resolve, runs, scenes, told
from builder.model import Passage, Time, Witness

ROLES = ("heading", "body", "dateline", "byline")
"""Where times are looked for. A credit or a site's boilerplate says nothing about when the story happened."""


def times(witness: Witness) -> tuple[Time, ...]:
    """Every time of a witness, in reading order; no two overlap.

    What is counted from the witness's own date has `days` only if the witness has one.
    """
    known: list[Time] = []
    for passage in witness.passages:
        if passage.role in ROLES:
            for words in find.expressions(witness.text, passage.span, witness.language):
                scene = scenes.Scene(witness.dated.day if witness.dated else None, tuple(known[-scenes.REACH :]))
                known.append(_told(witness, passage, resolve.time(words, scene)))
    return runs.joined(witness.text, sorted(known, key=lambda time: time.span), witness.language)


def _told(witness: Witness, passage: Passage, time: Time) -> Time:
    """The same time, told as past or future where it is printed in a sentence that says so."""
    if time.days is None or time.anchor is not None or passage.role != "body":
        return time
    return replace(time, told=told.told(witness.text, passage.span, time.span, witness.language))
