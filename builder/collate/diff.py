"""The words of a match become its changes: whole words, readable runs.

    left   The US military ... with the Taliban [that resulted in Taliban members escorting groups of] Americans ...
    right  {Two defense officials told CNN that} the US military ...   |   {The Taliban have escorted} Americans ...

Each half of a split passage is compared in the order in which it follows the other side, so that the other half does
not show as missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, zip_longest

from rapidfuzz.distance import Indel

from builder.collate import classes
from builder.collate.words import Word
from builder.model import Change, ChangeKind, Span

LONGEST_FOR_DIFFLIB = 250_000
"""Words left times words right. difflib agrees best with people (token F1 .955 on 400 marked pairs, LCS .945) but is
cubic where words repeat: 2,000 of them took 38 s. Past this product the linear-space LCS of rapidfuzz takes over."""
ISLAND = 2
"""Words. An equal run so short between two changes is read as part of them, if its words are short, too."""
SHORT_WORD = 3
"""Letters. Stands for a list of stop words in every language: of, the, in, to; der, und; de, la. Never a figure: that
"13" stayed is what a reader wants to see."""

Run = tuple[int, int, int, int]
"""A changed run: from, to on the left; from, to on the right, in words."""
Passage = tuple[Word, ...]


def follow(left: Sequence[Passage], right: Sequence[Passage]) -> list[int]:
    """The order in which the right passages follow the left words."""
    words = [word.folded for passage in left for word in passage]
    matcher = SequenceMatcher(None, words, "", autojunk=False) if len(right) > 1 else None

    def place(index: int) -> tuple[int, int]:
        assert matcher is not None
        matcher.set_seq2([word.folded for word in right[index]])
        longest = matcher.find_longest_match()
        return (longest.a if longest.size else len(words), index)

    return sorted(range(len(right)), key=place) if matcher else list(range(len(right)))


def changes(left: Sequence[Passage], right: Sequence[Passage]) -> tuple[Change, ...]:
    """The changes between two runs of passages, in the order given. The same, turned round, from the other side."""
    one = [(number, word) for number, passage in enumerate(left) for word in passage]
    two = [(number, word) for number, passage in enumerate(right) for word in passage]
    changed = runs([word.folded for _, word in one], [word.folded for _, word in two])
    return tuple(change for run in changed for change in _spans(one, two, run))


def runs(left: list[str], right: list[str]) -> list[Run]:
    """The changed runs of two lists of words; what stands between them is the same on both sides, word for word."""
    if left <= right:
        return _tidy(_runs(left, right), left, right)
    return [(c, d, a, b) for a, b, c, d in _tidy(_runs(right, left), right, left)]


def _runs(left: list[str], right: list[str]) -> list[Run]:
    if len(left) * len(right) > LONGEST_FOR_DIFFLIB:
        codes = [(op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in Indel.opcodes(left, right)]
    else:
        codes = list(SequenceMatcher(None, left, right, autojunk=False).get_opcodes())
    # Indel never replaces: a deletion beside an insertion is one run, as difflib has it.
    runs: list[Run] = []
    for tag, a, b, c, d in codes:
        if tag == "equal":
            continue
        if runs and runs[-1][1] == a and runs[-1][3] == c:
            a, c = runs.pop()[::2]
        runs.append((a, b, c, d))
    return runs


def _tidy(runs: list[Run], left: list[str], right: list[str]) -> list[Run]:
    """Join runs with only one or two short words between them: readers see islands of 'of' and 'the' as noise."""
    tidy: list[Run] = []
    for run in runs:
        if tidy:
            a, _, c, _ = tidy[-1]
            between = left[tidy[-1][1] : run[0]]
            if 0 < len(between) <= ISLAND and all(map(_is_small, between)):
                tidy[-1] = (a, run[1], c, run[3])
                continue
        tidy.append(run)
    return tidy


def _is_small(word: str) -> bool:
    return len(word) <= SHORT_WORD and not any(map(str.isdigit, word))


def _spans(left: list[tuple[int, Word]], right: list[tuple[int, Word]], run: Run) -> Iterator[Change]:
    """The change of a run; several where the run passes from one passage into the next."""
    a, b, c, d = run
    class_ = classes.of([word for _, word in left[a:b]], [word for _, word in right[c:d]])
    for one, two in zip_longest(_by_passage(left, a, b), _by_passage(right, c, d)):
        kind: ChangeKind = "replace" if one and two else "delete" if one else "insert"
        yield Change(kind, one or _place(left, b), two or _place(right, d), class_)


def _by_passage(words: list[tuple[int, Word]], start: int, end: int) -> list[Span]:
    runs = (list(run) for _, run in groupby(words[start:end], key=lambda pair: pair[0]))
    return [Span(run[0][1].span.start, run[-1][1].span.end) for run in runs]


def _place(words: list[tuple[int, Word]], index: int) -> Span:
    """The empty span after the word before an index."""
    if index:
        end = words[index - 1][1].span.end
        return Span(end, end)
    start = words[0][1].span.start if words else 0
    return Span(start, start)
