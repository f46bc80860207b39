"""Text becomes words and marks: what is compared, and where it stands."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from builder.model import Span

_COMBINING = "".join(
    re.escape(chr(code)) for code in range(0x300, 0x2000) if unicodedata.category(chr(code)) in ("Mn", "Mc")
)
"""Combining characters up to Tibetan: Python's \\w leaves them out, and would cut a vowel sign off its letter."""
_LETTER = rf"[\w{_COMBINING}]"
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts written without spaces: each character is compared for itself."""
_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
"""What joins or parts letters without being seen: soft hyphen, joiners of Persian and Hindi, marks of direction."""
WORD = re.compile(
    rf"[{_ALONE}]"
    rf"|\d{{1,3}}(?:[\u0020\u00a0\u2009\u202f]\d{{3}})+(?!{_LETTER})"  # 122 000, the same as 122,000
    rf"|\d+(?:[.,:]\d+)+(?!{_LETTER})"  # 122,000 and 10.15 are one word each
    rf"|(?:(?![{_ALONE}]){_LETTER})+"
    rf"(?:['\u2019\u2010\u2011\u2013{_UNSEEN}-](?:(?![{_ALONE}]){_LETTER})+)*"  # it's, pre-set
)
MARK = re.compile(rf"\.{{2,}}|-{{2,}}|[^\s{_UNSEEN}]")
"""Between words: an ellipsis or a dash of several characters, else each character for itself."""

_GROUPED = re.compile(r"\d{1,3}(?:[ ,]\d{3})+")
_PLAIN = str.maketrans({"\u2019": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-"})
_GONE = re.compile(f"[{_UNSEEN}]")
_MARKS = str.maketrans(
    dict.fromkeys(
        "'\u2018\u2019\u201a\u201b`\u00b4\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u2032\u2033\u300c\u300d\u300e\u300f",
        '"',
    )
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
)
_SEVERAL = re.compile(r"\.{2,}|-{2,}")
_TITLE = re.compile(r"(?<!\w)[^\W\d_]\w{0,2}\.\s*$")
"""What ends in a stop and opens no sentence: Mr., Dr., U.S."""


class Word(NamedTuple):
    """A word of a witness, or a mark between its words."""

    span: Span
    folded: str
    "without case, ligatures, the style of its apostrophe or hyphen, and the grouping of digits: what is compared"
    printed: str
    name: bool = False
    "whether it has a capital inside a sentence"
    opens: bool = False
    "whether it is the first of its passage"


def words(text: str, span: Span) -> tuple[Word, ...]:
    """The words of a stretch of text, in order. Punctuation and space belong to none."""
    found = [
        Word(Span(match.start(), match.end()), fold(match[0]), match[0], _is_name(text, span.start, match), number == 0)
        for number, match in enumerate(WORD.finditer(text, span.start, span.end))
    ]
    small = sum(word.printed[0].islower() for word in found)
    if sum(word.name for word in found) > small:  # a headline with capitals tells no names
        return tuple(word._replace(name=False) for word in found)
    return tuple(found)


def marks(text: str, start: int, end: int) -> tuple[Word, ...]:
    """What is printed between words: punctuation and signs, one by one."""
    found = MARK.finditer(text, start, end)
    return tuple(Word(Span(match.start(), match.end()), fold_mark(match[0]), match[0]) for match in found)


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word as it is compared: "It\u2019s" and "it's" are one, and so are 122,000 and 122 000."""
    plain = _GONE.sub("", unicodedata.normalize("NFKC", word)).casefold().translate(_PLAIN)
    return re.sub(r"[ ,]", "", plain) if _GROUPED.fullmatch(plain) else plain


def fold_mark(mark: str) -> str:
    """A mark as it is compared: every quotation mark is one, every dash, every ellipsis."""
    plain = unicodedata.normalize("NFKC", mark.translate(_MARKS)).strip()
    return _SEVERAL.sub(lambda run: "..." if run[0][0] == "." else "-", plain)


def _is_name(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a word has a capital that the beginning of a sentence or quotation does not explain."""
    if not match[0][0].isupper() or len(match[0]) < 2:
        return False
    before = text[max(start, match.start() - 6) : match.start()].rstrip()
    return before[-1:].isalnum() or before[-1:] == "," or bool(_TITLE.search(before))
