"""The text holds characters that cannot be seen and that change how it looks or is found.

## Why it matters

A right-to-left mark can make a reader see other words than the file has; a space without width hides a word from every
search. They come from copying out of web pages, and sometimes from people who mean to deceive.

## Example

"The court acqu[U+200B]itted him": whoever searches for "acquitted" does not find it.

## What to do

Look at the text as received. Type the word anew, where you quote it.

## Where the rule comes from

Unicode Technical Report 36 and the "Trojan Source" paper of 2021 (Boucher and Anderson) list the characters. Marks of
direction in Arabic and Hebrew, and joiners in the scripts that need them, are not noted.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from builder.model import Dossier, Note, Span, Witness

TITLE = "hidden characters"

_HIDDEN = re.compile(
    "[\u0080-\u0084\u0086-\u009f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_JOINERS = "\u200c\u200d"
_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each hidden character, at its first place in a witness, with how often it stands there."""
    for witness in dossier.work.witnesses:
        leftward = any(unicodedata.bidirectional(char) in ("R", "AL") for char in set(witness.text))
        found = [match for match in _HIDDEN.finditer(witness.text) if _out_of_place(witness, match, leftward)]
        counts = Counter(match.group() for match in found)
        told: set[str | Span] = set()
        for match in found:
            if match.group() not in told and (word := _word(witness, match.start())) not in told:
                told |= {match.group(), word}
                message = _message(match.group(), counts[match.group()])
                yield Note("hidden-characters", "warning", witness.siglum, word, message)


def _out_of_place(witness: Witness, match: re.Match[str], leftward: bool) -> bool:
    """Whether the script round it has no need of the character; `leftward`: some of the text runs right to left."""
    if match.group() in _JOINERS:
        return "LATIN" in unicodedata.name(witness.text[match.start() - 1 : match.start()] or " ", "")
    return match.group() not in _DIRECTIONS or not leftward


def _word(witness: Witness, place: int) -> Span:
    """The word that holds a character, within its passage."""
    passage = witness.passages[witness.passage_at(Span(place, place + 1))].span
    before = re.search(r"\S*\Z", witness.text[passage.start : place])
    after = re.match(r"\S*", witness.text[place : passage.end])
    assert before
    assert after
    return Span(place - len(before.group()), place + len(after.group()))


def _message(char: str, times: int) -> str:
    name = unicodedata.name(char, "a control character").lower()
    often = f", {times} times in this version" if times > 1 else ""
    return f"Here stands a character that cannot be seen: U+{ord(char):04X}, {name}{often}."
