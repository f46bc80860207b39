"""Words that an editor quotes become their place in a witness: so what is said of them outlives edits elsewhere.

Words that have changed are never looked for elsewhere: the author is told where the nearest stand.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from builder import config
from builder.errors import Problem
from builder.model import Span, Witness

NEAR = 60
"""Score of 100 from which words are shown as the nearest: "last sentence" has 85 in a text that says "first sentence",
"the gate was shut" 53 in one that says "the door was open"."""
_MARKS = {
    '"': '["\u201c\u201d]', "\u201c": '["\u201c\u201d]', "\u201d": '["\u201c\u201d]',
    "'": "['\u2018\u2019]", "\u2018": "['\u2018\u2019]", "\u2019": "['\u2018\u2019]",
}  # fmt: skip
NOWHERE = Span(0, 0)


def span(entry: config.Table, key: str, quote: str, witness: Witness, before: str = "", after: str = "") -> Span:
    """Where a witness says the words of a key; where it does not, or in several places, a problem of the table."""
    found = places(witness.text, quote, before, after)
    if len(found) != 1:
        entry.problems.append(_unclear(entry, key, quote, witness, len(found)))
    return found[0] if found else NOWHERE


def places(text: str, quote: str, before: str = "", after: str = "") -> list[Span]:
    """Where words stand between other words. Spaces and the style of quotation marks do not matter."""
    # Looked ahead for, so that of "it was, it was, it was" every pair is found.
    parts = [_pattern(part) for part in (before, quote, after)]
    joined = r"\s*".join(f"({part})" for part in parts)
    return list(dict.fromkeys(Span(*match.span(2)) for match in re.finditer(f"(?={joined})", text)))


def _pattern(quote: str) -> str:
    return r"\s+".join("".join(_MARKS.get(char, re.escape(char)) for char in word) for word in quote.split())


def _unclear(entry: config.Table, key: str, quote: str, witness: Witness, times: int) -> Problem:
    """What to say of words that stand nowhere, or in several places."""
    if times:
        fact = f'Witness {witness.siglum} says "{quote}" {times} times.'
        more = ', or add before = "..." or after = "..."' if key == "quote" else ""
        return Problem(entry.place(key), fact, f"Quote more words{more}.")
    fact = f'Witness {witness.siglum} ({witness.path}) does not say "{quote}"'
    context = " between these words." if "before" in entry or "after" in entry else "."
    return Problem(entry.place(key), fact + context, _nearest(witness, quote))


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
