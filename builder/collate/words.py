"""Text becomes words: what is compared, and where it stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from builder.model import Span

_MARKS = "".join(
    re.escape(chr(code)) for code in range(0x300, 0x2000) if unicodedata.category(chr(code)) in ("Mn", "Mc")
)
"""Combining characters up to Tibetan: Python's \\w leaves them out, and would cut a vowel sign off its letter."""
_LETTER = rf"[\w{_MARKS}]"
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts written without spaces: each character is compared for itself."""
WORD = re.compile(
    rf"[{_ALONE}]"
    rf"|\d{{1,3}}(?:[\u0020\u00a0\u2009\u202f]\d{{3}})+(?!{_LETTER})"  # 122 000, the same as 122,000
    rf"|\d+(?:[.,:]\d+)+(?!{_LETTER})"  # 122,000 and 10.15 are one word each
    rf"|(?:(?![{_ALONE}]){_LETTER})+(?:['\u2019\u2010\u2011\u2013-](?:(?![{_ALONE}]){_LETTER})+)*"  # it's, pre-set
)

_GROUPED = re.compile(r"\d{1,3}(?:[ ,]\d{3})+")
_PLAIN = str.maketrans({"\u2019": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a witness."""

    span: Span
    folded: str
    "without case, ligatures, the style of its apostrophe or hyphen, and the grouping of digits: what is compared"
    printed: str
    opens: bool
    "whether it is the first of its passage"


def words(text: str, span: Span) -> tuple[Word, ...]:
    """The words of a stretch of text, in order. Punctuation and space belong to none."""
    found = WORD.finditer(text, span.start, span.end)
    return tuple(Word(Span(*match.span()), fold(match[0]), match[0], not n) for n, match in enumerate(found))


def fold(word: str) -> str:
    """A word as it is compared: "It\u2019s" and "it's" are one, and so are 122,000 and 122 000."""
    plain = unicodedata.normalize("NFKC", word).casefold().translate(_PLAIN)
    return re.sub(r"[ ,]", "", plain) if _GROUPED.fullmatch(plain) else plain
