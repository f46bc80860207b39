"""A stretch of text becomes its names: runs of words with capitals, without titles.

Two names are the same where one holds the other, where a table says so, or where they are spelled differently only:
"Gen. McKenzie" and "General Frank McKenzie", "US" and "United States", "Kiev" and "Kyiv".
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import zip_longest

from builder.checks import look
from builder.model import Span, Witness

_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*(?:\.[^\W\d_]\b)*")


_VOWELS = re.compile(r"[aeiouy]+")
"""Spellings of one name keep its syllables: "Kiev" and "Kyiv", but not "Burns" and "Barnes"."""


def names(witness: Witness, span: Span) -> list[Span]:
    """The names that touch a stretch of one passage, each whole, in order."""
    passage = witness.passages[witness.passage_at(span)].span
    runs: list[Span] = []
    for match in _WORD.finditer(witness.text, passage.start, passage.end):
        word = Span(*match.span())
        if not _named(witness, passage, word):
            continue
        if runs and not witness.text[runs[-1].end : word.start].strip(" .\n"):
            runs[-1] = Span(runs[-1].start, word.end)
        else:
            runs.append(word)
    return [run for run in runs if run.touches(span)]


def _named(witness: Witness, passage: Span, word: Span) -> bool:
    """Whether a word is part of a name: with a capital, and not only because a sentence or a quotation begins."""
    said = witness.read(word)
    if not said[0].isupper() or _plain(said) in look.table(witness.language)["names"]["titles"]:
        return False
    before = witness.text[passage.start : word.start].rstrip()
    if before and before[-1] not in '"\u201c\u201e\u00ab:.?!(\u2018-\u2014':
        return True
    return said in _capitals(witness.text) or _titled(witness, before)


@lru_cache(maxsize=8)
def _capitals(text: str) -> frozenset[str]:
    """The words that bear a capital in the middle of a sentence."""
    return frozenset(re.findall(r"(?<=[\w,]\s)([A-Z][\w'\u2019-]*)", text))


def _titled(witness: Witness, before: str) -> bool:
    last = before.rstrip(".").rsplit(None, 1)[-1:] or [""]
    return _plain(last[0]) in look.table(witness.language)["names"]["titles"]


def same(language: str, one: str, other: str) -> bool:
    """Whether two names are of one and the same."""
    left, right = _words(language, one), _words(language, other)
    if not left or not right or set(left) <= set(right) or set(right) <= set(left):
        return True
    if _initials(left) == "".join(right) or _initials(right) == "".join(left):
        return True
    return all(_alike(a, b) for a, b in zip_longest(left, right, fillvalue=""))


def _words(language: str, name: str) -> tuple[str, ...]:
    """The words of a name, those of one row of the table as one."""
    rows = _rows(language)
    whole = " ".join(name.casefold().split()).removesuffix("'s").removesuffix("\u2019s")
    if whole in rows:
        return (rows[whole],)
    titles = look.table(language)["names"]["titles"]
    return tuple(rows.get(word, word) for word in map(_plain, whole.split()) if word and word not in titles)


@cache
def _rows(language: str) -> dict[str, str]:
    return {name: row[0] for row in look.table(language)["names"]["same"] for name in row}


def _plain(word: str) -> str:
    """Without case, accents, full stops and the genitive."""
    bare = unicodedata.normalize("NFKD", word.casefold().replace("\u2019", "'"))
    return re.sub(r"[^\w'-]|_", "", bare).removesuffix("'s")


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _alike(one: str, other: str) -> bool:
    """An initial of the other, or another spelling of it: "Kiev", "Kyiv"; "Mohammed", "Muhammad"."""
    short, long = sorted((one, other), key=len)
    heard = _sounds(one) == _sounds(other) != "" and len(_VOWELS.findall(one)) == len(_VOWELS.findall(other))
    return (len(short) == 1 and long.startswith(short)) or heard


def _sounds(word: str) -> str:
    """The consonants of a name, as they stay the same from one Latin spelling to the next."""
    heard = word.replace("ph", "f").replace("q", "k").replace("gh", "k").replace("kh", "k").replace("w", "v")
    return re.sub(r"(.)\1+", r"\1", re.sub(r"(?<!^)[aeiouyh'-]", "", heard))
