"""Which passages correspond and which words differ: cases, and the laws of a collation on any texts."""

from __future__ import annotations

import contextlib
import re
import time
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder import collate, model, read
from builder.collate import copied, words
from builder.errors import EditionError
from builder.model import Match, Pair, Span, Witness
from builder.read import witness as reading

ROOT = Path(__file__).parent.parent
CASES = [Path(__file__).parent / "cases" / name for name in ("collate.md", "collate-classes.md")]
SEEDS = Path(__file__).parent / "cases" / "collate-seeds.md"
CASE = re.compile(
    r"^(?P<title>.+)\n\.\n(?P<left>(?:.*\n)*?)---\n(?P<right>(?:.*\n)*?)\.\n(?P<expected>(?:.+\n)*)", re.M
)


def lined(siglum: str, text: str) -> Witness:
    """A witness of body text, a passage a line."""
    passages = tuple(
        model.Passage(f"p{number}", Span(*match.span()), 0, "body")
        for number, match in enumerate(re.finditer(r"[^\n]+", text))
    )
    return Witness(siglum, siglum, b"", text, ((0, 1),), (model.Block("paragraph"),), passages, "")


def received(siglum: str, text: str) -> Witness:
    """A witness as it is read from a file, with headings, bylines and furniture."""
    return reading.witness(text.encode(), f"{siglum}.txt", reading.Known(siglum), "en")


def said(left: Witness, right: Witness, pair: Pair) -> str:
    """A pair as the cases write it: the passages, counted from 1, in the order compared; then each change, with its
    class where it is not wording; then the words that were copied elsewhere."""
    lines = [line for match in pair.matches for line in _said(left, right, match)]
    lines += [f"copied [{' '.join(left.read(each.left).split())}]" for each in pair.copied]
    return "".join(f"{line}\n" for line in lines)


def _said(left: Witness, right: Witness, match: Match) -> Iterator[str]:
    sides = [",".join(str(index + 1) for index in side) for side in (match.left, match.right)]
    yield f"{sides[0]} {'~' if match.shown else '='} {sides[1]}{' moved' if match.moved else ''}"
    for change in match.changes:
        class_ = "" if change.class_ == "wording" else f" {change.class_}"
        yield f"  {change.kind} [{left.read(change.left)}] [{right.read(change.right)}]{class_}"


def cases() -> Iterator[object]:
    """Every case of the files, under its title."""
    for file in CASES:
        for case in CASE.finditer(file.read_text("utf-8")):
            yield pytest.param(case["left"], case["right"], case["expected"], id=case["title"])


@pytest.mark.parametrize(("left", "right", "expected"), list(cases()))
def test_case(left: str, right: str, expected: str) -> None:
    """Each two texts give exactly the matches and the changes written under them."""
    one, two = lined("A", left), lined("B", right)
    assert expected == said(one, two, collate.pair(one, two))


def test_seeds() -> None:
    """On the real content: the eleven true pairs and no other, the one move, and the changes a careful reader marks."""
    left, right = read.edition(ROOT / "content").works[0].witnesses
    pair = collate.pair(left, right)
    told = []
    for match in pair.matches:
        told += [" ".join(left.read(left.passages[index].span).split()) for index in match.left]
        told += ["moved to" if match.moved else "against"]
        told += [" ".join(right.read(right.passages[index].span).split()) for index in match.right]
        told += list(_said(left, right, match))[1:]
        told += [""]
    assert SEEDS.read_text("utf-8").partition("\n\n")[2] == "\n".join(told)
    assert 11 == sum(len(match.left) * len(match.right) for match in pair.matches)
    assert 1 == sum(match.moved for match in pair.matches)


WORDS = ["a", "b", "of", "the", "gate", "122,000", "don’t", "U.S.", "é", "…"]
PRINTED = ["the,", "The", "“the", '"the”', "– the", "don't", "122 000", "e\u0301", "...", "gate;", "traveller",
           "traveler,", "13", "thirteen", "Kabul", "(a)", "a\u00adb", "gate!"]  # fmt: skip
SENTENCES = st.one_of(st.lists(st.sampled_from(WORDS)), st.lists(st.sampled_from([*WORDS, *PRINTED]))).map(" ".join)
"""Few words, so that passages meet, repeat and cross; some of them printed in several ways."""
LINES = st.lists(SENTENCES, max_size=8).map("\n".join)
REPEATS = st.lists(st.sampled_from(["a b c", "c b a", "a b c d", "d e", "e", "a a b", "b c"]), max_size=9).map(
    "\n".join
)
TEXTS = st.one_of(LINES, REPEATS, st.text(), st.lists(st.one_of(SENTENCES, st.text())).map("\n\n".join))


def made(siglum: str, text: str) -> list[Witness]:
    """A text as witness in both ways: a passage a line, and as read from a file, where it is not refused."""
    with contextlib.suppress(EditionError):
        return [lined(siglum, text), received(siglum, text)]
    return [lined(siglum, text)]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Witness, Witness]:
    """Two witnesses of any texts; as often as not the second is the first with lines shuffled, dropped and joined."""
    text = draw(TEXTS)
    if draw(st.booleans()):
        other = draw(TEXTS)
    else:
        lines = draw(st.permutations(text.split("\n")))
        other = draw(st.sampled_from(["\n", " ", "\n\n"])).join(lines[: draw(st.integers(0, 9))])
    ways = [made("A", text), made("B", other)]
    way = draw(st.integers(0, min(map(len, ways)) - 1))
    return ways[0][way], ways[1][way]


def unmarked(witness: Witness, indices: tuple[int, ...], changes: list[Span]) -> str:
    """What a match leaves unmarked of a side, in the order compared: all that can be seen, but for space."""
    seen = []
    for span in (witness.passages[index].span for index in indices):
        inside = sorted(change for change in changes if span.holds(change))
        ends = [span.start, *(place for change in inside for place in (change.start, change.end)), span.end]
        seen += [witness.text[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True)]
    return "".join(unicodedata.normalize("NFC", UNSEEN.sub("", piece)) for piece in seen)


UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]")
"""Space, and what joins or parts letters without being seen."""


@given(pairs())
def test_changes_spell_both_sides(two: tuple[Witness, Witness]) -> None:
    """Law 2: outside of all changes a match reads the same on both sides, mark for mark; nothing lost or invented."""
    left, right = two
    for match in collate.pair(left, right).matches:
        assert unmarked(left, match.left, [change.left for change in match.changes]) == unmarked(
            right, match.right, [change.right for change in match.changes]
        )


@given(pairs())
def test_changes_lie_in_their_passages(two: tuple[Witness, Witness]) -> None:
    """Law 2: each change lies in one passage of its match on each side, none overlap, and what is marked is words."""
    left, right = two
    for match in collate.pair(left, right).matches:
        sides = (
            (left, match.left, [c.left for c in match.changes]),
            (right, match.right, [c.right for c in match.changes]),
        )
        for witness, indices, changes in sides:
            spans = [witness.passages[index].span for index in indices]
            assert all(any(span.holds(change) for span in spans) for change in changes)
            for one, two_ in pairwise(sorted(change for change in changes if change)):
                assert one.end <= two_.start
            for change in changes:
                cut = [
                    word for word in words.words(witness.text, Span(0, len(witness.text))) if word.span.touches(change)
                ]
                assert all(change.holds(word.span) for word in cut)
        for change in match.changes:
            assert {"insert": (False, True), "delete": (True, False), "replace": (True, True)}[change.kind] == (
                bool(change.left),
                bool(change.right),
            )


@given(pairs())
def test_passages_are_used_once(two: tuple[Witness, Witness]) -> None:
    """Law 2: no passage is in two matches, roles are not mixed, and only headings and body are compared."""
    left, right = two
    pair = collate.pair(left, right)
    for witness, sides in (
        (left, [match.left for match in pair.matches]),
        (right, [match.right for match in pair.matches]),
    ):
        used = [index for side in sides for index in side]
        assert len(set(used)) == len(used)
        assert all(sides)
        assert {witness.passages[index].role for index in used} <= set(collate.COMPARED)
    for match in pair.matches:
        roles = {left.passages[i].role for i in match.left} | {right.passages[j].role for j in match.right}
        assert 1 == len(roles)
    assert sorted(pair.matches, key=lambda match: min(match.left)) == list(pair.matches)


@given(TEXTS)
def test_against_itself(text: str) -> None:
    """Law 3: a witness against itself has every passage with words matched with itself, no change and no move."""
    for witness in made("A", text):
        pair = collate.pair(witness, witness)
        compared = [
            (index,)
            for index, passage in enumerate(witness.passages)
            if passage.role in collate.COMPARED and words.words(witness.text, passage.span)
        ]
        assert [(index, index, (), False) for index in compared] == [
            (match.left, match.right, match.changes, match.moved) for match in pair.matches
        ]


@given(pairs())
@example((lined("A", "x y\na b\nc\na b"), lined("B", "a b\na b\nc d e")))
def test_mirrors(two: tuple[Witness, Witness]) -> None:
    """Law 3: read from the other side, a pair is the same turned round; and turned twice, it is what it was."""
    left, right = two
    pair = collate.pair(left, right)
    assert model.mirror(pair) == collate.pair(right, left)
    assert pair == model.mirror(model.mirror(pair))


@given(TEXTS)
def test_words_spell_the_text(text: str) -> None:
    """Words stand in order and apart, and hold every letter and digit of the text."""
    found = words.words(text, Span(0, len(text)))
    for one, two in pairwise(found):
        assert one.span.end <= two.span.start
    assert "".join(re.findall(r"[^\W_]", text)) == "".join(
        letter for word in found for letter in re.findall(r"[^\W_]", text[word.span.start : word.span.end])
    )


HARD = {
    "one word 2,000 times": ("word " * 2000, "word " * 1990 + "other"),
    "two words in every order": ("a b " * 248, "a a b b " * 124),
    "one sentence of 5,000 words": (
        " ".join(f"w{number * 7919 % 3001}" for number in range(5000)),
        " ".join(f"w{number * 7907 % 3001}" for number in range(5000)),
    ),
    "one sentence 2,000 times": ("He said so.\n" * 2000, "He said so.\n" * 1990),
    "an empty witness": ("", "He said so.\n" * 2000),
    "a tenth of the other": (
        "".join(f"The ship {n} left.\n" for n in range(50)),
        "".join(f"The ship {n} left.\n" for n in range(500)),
    ),
}


@pytest.mark.parametrize("name", HARD)
def test_quick_on_hard_texts(name: str) -> None:
    """No text is so made that comparing it takes more than some seconds; difflib alone took 38 on the first."""
    left, right = (lined(siglum, text) for siglum, text in zip("AB", HARD[name], strict=True))
    start = time.process_time()
    collate.pair(left, right)
    assert 5 > time.process_time() - start


def test_a_tenth_of_the_other() -> None:
    """A witness a tenth as long as the other is found in it whole, in order, with no change."""
    left, right = (lined(siglum, text) for siglum, text in zip("AB", HARD["a tenth of the other"], strict=True))
    pair = collate.pair(left, right)
    assert [((n,), (n,), (), False) for n in range(50)] == [(m.left, m.right, m.changes, m.moved) for m in pair.matches]


def test_every_pair_of_a_work() -> None:
    """A work of three witnesses has three pairs, and each can be read from either side."""
    witnesses = tuple(lined(siglum, "The gate was shut.\n" * number) for number, siglum in enumerate("ABC", 1))
    collation = collate.work(model.Work("work", "Work", witnesses, "A"))
    assert [("A", "B"), ("A", "C"), ("B", "C")] == [(pair.left, pair.right) for pair in collation.pairs]
    assert model.mirror(collation.pair("A", "C")) == collation.pair("C", "A")
    with pytest.raises(KeyError):
        collation.pair("A", "A")


def test_headings_are_compared_with_headings() -> None:
    """A headline that says what a sentence says is not matched with it, and furniture with nothing."""
    left = received(
        "A", "Gates opened at the harbour today\n\nThe ships left at noon, the harbour master said on Friday.\n"
    )
    right = received("B", "Gates opened at the harbour today\n\nGates opened at the harbour today.\n\nLeave a Reply\n")
    assert ["heading"] == [left.passages[match.left[0]].role for match in collate.pair(left, right).matches]
    assert ["heading", "body", "boilerplate"] == [passage.role for passage in right.passages]


def test_a_copied_stretch_across_sentences() -> None:
    """Of sentences moved together the stretch begins and ends where the copied words do, not where the sentences do."""
    left = lined(
        "A",
        "The wind was fair that morning.\nHe sat down by the tall gate and wrote the names of the ships.\n"
        "None had come from the north since March.\nHis brother was asleep.\nIn the evening rain fell on the hills.\n"
        "Nobody in the town had expected it so early.\nThe mayor was told at once, and he came.\n",
    )
    right = lined(
        "B",
        "The wind was fair that morning.\nIn the evening rain fell on the hills.\n"
        "Nobody in the town had expected it so early.\nThe mayor was told at once, and he came.\n"
        "Later she wrote the names of the ships.\nNone had come from the north since March.\nHis door stood open.\n",
    )
    moved = [match for match in collate.pair(left, right).matches if match.moved]
    assert [
        ("wrote the names of the ships", "wrote the names of the ships"),
        ("None had come from the north since March. His",) * 2,
    ] == [
        (left.read(match.left_span).replace("\n", " "), right.read(match.right_span).replace("\n", " "))
        for match in moved
        if match.left_span and match.right_span
    ]


@given(pairs())
def test_what_is_copied_reads_the_same(two: tuple[Witness, Witness]) -> None:
    """Law 2: copied words are the same on both sides, each is copied once, and lies inside its text."""
    left, right = two
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copied, "LEAST", 2)  # so that any texts have some
        pair = collate.pair(left, right)
        assert model.mirror(pair) == collate.pair(right, left)
    sides = (left, [each.left for each in pair.copied]), (right, [each.right for each in pair.copied])
    for witness, spans in sides:
        assert all(0 <= span.start < span.end <= len(witness.text) for span in spans)
        assert all(before.end <= after.start for before, after in pairwise(sorted(spans)))
    read_ = [[[word.folded for word in words.words(witness.text, span)] for span in spans] for witness, spans in sides]
    assert read_[0] == read_[1]


@given(pairs())
def test_stretches_lie_in_their_texts(two: tuple[Witness, Witness]) -> None:
    """Law 4: a stretch that moved lies inside the text, on both sides or on neither, and only where a match moved."""
    left, right = two
    for match in collate.pair(left, right).matches:
        assert (match.left_span is None) == (match.right_span is None)
        for witness, span in ((left, match.left_span), (right, match.right_span)):
            if span:
                assert match.moved
                assert 0 <= span.start <= span.end <= len(witness.text)
