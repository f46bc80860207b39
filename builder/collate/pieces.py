"""Two lists of words become pieces: what is equal, and runs that differ, each with its class.

    the  | council of the town  | voted in | 13     | colours
    the  | members of the house | voted in | 14     | colors
    same | wording              | same     | number | spelling

Whole words, as people mark them: an island of one or two short words between two reworded runs is read as part of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import Indel

from builder.collate import classes
from builder.collate.classes import Language
from builder.collate.words import Word
from builder.model import ChangeClass

LONGEST_FOR_DIFFLIB = 62_500
"""Words left times words right. difflib agrees best with people (token F1 .955 on 400 marked pairs, LCS .945) but is
cubic where words repeat: two words by turns took .09 s at 250 words a side, .7 s at 500, 5.8 s at 1,000. Past this
product the LCS of rapidfuzz takes over."""
LONGEST_TO_PART = 400
"""Words left times words right of a run that is searched for spellings, figures and names that stand for each other."""
ISLAND = 2
"""Words. An equal run so short between two changes is read as part of them, if its words are small, too."""


class Piece(NamedTuple):
    """Words that correspond: from, to on the left; from, to on the right."""

    a: int
    b: int
    c: int
    d: int
    class_: ChangeClass | None
    "None where they are equal"


Run = tuple[int, int, int, int]
"""From, to on the left; from, to on the right, in words."""
Words = Sequence[Word]


def pieces(left: Words, right: Words, language: Language) -> list[Piece]:
    """The pieces of two lists of words, in order; they hold every word. The same, turned round, from the other side."""
    found = _folded(left, right, language)
    return _joined(each for piece in found for each in _printed(piece, left, right))


def runs(left: Words, right: Words, language: Language) -> list[Run]:
    """The runs that differ in more than case and typography; between them both sides are the same, word for word."""
    found: list[Run] = []
    for a, b, c, d, class_ in _folded(left, right, language):
        if class_ is not None:
            before = found.pop() if found and found[-1][1] == a and found[-1][3] == c else (a, b, c, d)
            found.append((before[0], b, before[2], d))
    return found


def _folded(left: Words, right: Words, language: Language) -> list[Piece]:
    """The pieces of two lists of words as they are compared."""
    one, two = [word.folded for word in left], [word.folded for word in right]
    if one == two:
        return [Piece(0, len(one), 0, len(two), None)]
    if one < two:
        return _tidy(_parted(_runs(one, two), left, right, language), left, language)
    turned = _tidy(_parted(_runs(two, one), right, left, language), right, language)
    return [Piece(c, d, a, b, class_) for a, b, c, d, class_ in turned]


def _runs(left: list[str], right: list[str]) -> Iterator[Piece]:
    """Equal runs and others, by turns; what the others are is not yet told."""
    if len(left) * len(right) > LONGEST_FOR_DIFFLIB:
        codes = [(op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in Indel.opcodes(left, right)]
    else:
        codes = list(SequenceMatcher(None, left, right, autojunk=False).get_opcodes())
    # Indel never replaces: a deletion beside an insertion is one run, as difflib has it.
    for equal, group in groupby(codes, key=lambda code: code[0] == "equal"):
        run = list(group)
        yield Piece(run[0][1], run[-1][2], run[0][3], run[-1][4], None if equal else "wording")


def _parted(runs: Iterable[Piece], left: Words, right: Words, language: Language) -> Iterator[Piece]:
    """Runs that differ, cut where a spelling, a figure or a name on one side stands for one on the other."""
    for run in runs:
        if run.class_ is None:
            yield run
            continue
        a, c = run.a, run.c
        for i, j in _partners(run, left, right, language):
            yield from _of(left, right, (a, i, c, j), language)
            yield from _of(left, right, (i, i + 1, j, j + 1), language)
            a, c = i + 1, j + 1
        yield from _of(left, right, (a, run.b, c, run.d), language)


def _of(left: Words, right: Words, run: tuple[int, int, int, int], language: Language) -> Iterator[Piece]:
    """The piece of a run, if it holds a word."""
    a, b, c, d = run
    if a < b or c < d:
        yield Piece(a, b, c, d, classes.of(left[a:b], right[c:d], language))


def _partners(run: Piece, left: Words, right: Words, language: Language) -> list[tuple[int, int]]:
    """Words of the two sides that stand for each other, in order: the heaviest chain, a spelling weighing two."""
    a, b, c, d, _ = run
    if a == b or c == d or (b - a) * (d - c) > LONGEST_TO_PART:
        return []
    weight = dict.fromkeys(_spellings(run, left, right, language), 2)
    for is_kind in (classes.is_number, classes.is_name):
        ones = [i for i in range(a, b) if is_kind(left[i], language)]
        twos = [j for j in range(c, d) if is_kind(right[j], language)]
        if len(ones) == len(twos):
            weight |= {pair: 1 for pair in zip(ones, twos, strict=True) if pair not in weight}
    best: dict[tuple[int, int], tuple[int, list[tuple[int, int]]]] = {}
    for i, j in sorted(weight):
        before = max((best[k, m] for k, m in best if k < i and m < j), default=(0, []))
        best[i, j] = (before[0] + weight[i, j], [*before[1], (i, j)])
    return max(best.values(), default=(0, []))[1]


def _spellings(run: Piece, left: Words, right: Words, language: Language) -> Iterator[tuple[int, int]]:
    """Pairs of words of a run that are one word, spelled otherwise."""
    by_letter: dict[str, list[int]] = defaultdict(list)
    for j in range(run.c, run.d):
        for letter in classes.letters(right[j], language):
            by_letter[letter].append(j)
    for i in range(run.a, run.b):
        for j in {j for letter in classes.letters(left[i], language) for j in by_letter.get(letter, ())}:
            if classes.respelled(left[i], right[j], language):
                yield i, j


def _tidy(found: Iterable[Piece], left: Words, language: Language) -> list[Piece]:
    """Join rewordings with only one or two small words between them: readers see islands of 'of' and 'the' as noise."""
    tidy: list[Piece] = []
    for piece in found:
        island = tidy[-1] if len(tidy) > 1 and piece.class_ == tidy[-2].class_ == "wording" else None
        if island and island.class_ is None and _is_island(left[island.a : island.b], language):
            tidy.pop()
            piece = _around(tidy.pop(), piece)
        tidy.append(piece)
    return tidy


def _is_island(words: Words, language: Language) -> bool:
    return len(words) <= ISLAND and all(classes.is_small(word, language) for word in words)


def _around(first: Piece, last: Piece) -> Piece:
    return Piece(first.a, last.b, first.c, last.d, last.class_)


def _printed(piece: Piece, left: Words, right: Words) -> Iterator[Piece]:
    """Equal words that are printed in another way become pieces of their own."""
    if piece.class_ is not None:
        yield piece
        return
    start = 0
    for n in range(piece.b - piece.a):
        i, j = piece.a + n, piece.c + n
        if left[i].printed != right[j].printed and (class_ := classes.of_equals(left[i], right[j])):
            if start < n:
                yield Piece(piece.a + start, i, piece.c + start, j, None)
            yield Piece(i, i + 1, j, j + 1, class_)
            start = n + 1
    if piece.a + start < piece.b:
        yield Piece(piece.a + start, piece.b, piece.c + start, piece.d, None)


def _joined(found: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one class as one piece."""
    joined: list[Piece] = []
    for piece in found:
        if joined and joined[-1].class_ == piece.class_:
            piece = _around(joined.pop(), piece)
        joined.append(piece)
    return joined
