"""A day as printed is told as behind the writer or ahead: "was opened on 14 May 2020", "will open on 14 May 2020".

Only where the words leave no doubt: most days are told as neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from builder.dates import language
from builder.model import Span, Told

DIRECTLY = 2
"""Words that may stand between a verb and its day: "left the city in 2031", not "found money for a bridge in 2031"."""
AHEAD = 8
"""The same after "will": what is to come is told at greater length, and has no other verb in between."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """What surrounds a day."""

    before: re.Pattern[str]
    "a verb in the past, right before the day"
    done: re.Pattern[str]
    "what was done to somebody, right before a day without a preposition: 'was arrested March 21'"
    opening: re.Pattern[str]
    "the beginning of a clause"
    inside: re.Pattern[str]
    "the end of what a verb may follow: 'the attack on'"
    verb: re.Pattern[str]
    deed: re.Pattern[str]
    'a verb that only what has happened can have: not "was"'
    commits: re.Pattern[str]
    ahead: re.Pattern[str]
    coming: re.Pattern[str]


def told(text: str, sentence: Span, day: Span, tag: str) -> Told:
    """How a sentence tells of a printed day: as past, as future, or undecided, which is empty."""
    shape = _shape(tag)
    before, after = text[sentence.start : day.start], text[day.end : sentence.end]
    if shape.coming.search(before):
        return "future"
    if shape.ahead.search(before) or shape.ahead.search(after):
        return ""
    if found := shape.before.search(before):
        commits = shape.commits.search(before, found.start())
        return "past" if not commits or not found["between"].strip() else ""
    if shape.done.search(before) and text[day.start].isalpha() and not shape.commits.search(before):
        return "past"
    clause = re.split(r"[;:.]", after)[0]
    opens = shape.opening.search(before) or (shape.inside.search(before) and shape.deed.match(clause))
    return "past" if opens and shape.verb.search(clause) and not shape.commits.search(clause) else ""


@cache
def _shape(tag: str) -> _Shape:
    own = language.speaking(tag).told
    on = _either(own.get("on", ()))
    day = _either(own.get("on_a_day", ()))
    verb = rf"(?:\b[a-z]{{2,}}ed\b|{_either(own.get('past', ()))})" if own else "(?!)"
    return _Shape(
        before=re.compile(rf"{verb}(?P<between>(?:\s+[\w'\u2019-]+){{0,{DIRECTLY}}})\s+{on}\s+$", re.IGNORECASE),
        done=re.compile(rf"{_either(own.get('passive', ()))}\s+[a-z]{{2,}}ed\s+$", re.IGNORECASE),
        opening=re.compile(rf"(?:^|[,;:]\s*){on}\s+$", re.IGNORECASE),
        inside=re.compile(rf"\w\s+{on}\s+$", re.IGNORECASE),
        verb=re.compile(verb, re.IGNORECASE),
        deed=re.compile(rf"\s+(?!{_either(own.get('being', ()))}){verb}", re.IGNORECASE),
        commits=re.compile(_either(own.get("commits", ())), re.IGNORECASE),
        ahead=re.compile(_either(own.get("ahead", ())), re.IGNORECASE),
        coming=re.compile(
            rf"{_either(own.get('coming', ()))}(?:\s+(?!(?:that|who|which)\b)[\w'\u2019-]+){{1,{AHEAD}}}\s+{day}\s+$",
            re.IGNORECASE,
        ),
    )


def _either(words: Iterable[str]) -> str:
    """One of some words, as a whole word; none where there are none."""
    return rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in words) or '(?!)'})(?!\w)"
