"""What corresponds in all witnesses of a work, and what an apparatus says of it: cases, and laws on any texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_collate import TEXTS, lined

from builder import collate
from builder.collate import apparatus, words
from builder.model import Apparatus, Collation, Correction, Entry, Row, Variant, Witness, Work
from builder.read import witness as reading

CASES = Path(__file__).parent / "cases" / "apparatus.md"
CASE = re.compile(r"^(?P<title>.+)\n\.\n(?P<texts>(?:.*\n)*?)\.\n(?P<expected>(?:.+\n)*)", re.M)


def work(texts: list[str], base: str = "") -> Work:
    """A work of some texts, a passage a line."""
    return Work(
        "work", "Work", tuple(lined(siglum, text) for siglum, text in zip("ABCDEFGH", texts, strict=False)), base
    )


def said(subject: Work) -> str:
    """An apparatus as the cases write it: the base, each row, and below it what is read elsewhere."""
    made = collate.work(subject)
    lines = [f"base {made.base}"]
    for entry in apparatus.of(subject, made, made.base).entries:
        lines.append(" ".join(_cell(entry, siglum) for siglum in entry.passages))
        lines += [f"  {_said(subject, entry, variant)}" for variant in entry.variants]
    return "".join(f"{line}\n" for line in lines)


def _cell(entry: Entry, siglum: str) -> str:
    run = "+".join(str(index + 1) for index in entry.passages[siglum])
    return f"{siglum}{run}{' moved' if siglum in entry.moved else ''}"


def _said(subject: Work, entry: Entry, variant: Variant) -> str:
    lemma, *others = [
        " ".join(subject.witness(siglum).read(span) for span in each.stands[siglum])
        for each in variant.readings
        for siglum in [min(each.stands, key=lambda one: one != entry.lead)]
    ]
    if not variant.place:
        text = subject.witness(entry.lead).text
        lemma = f"{' '.join(text[: variant.place.start].split()[-1:])} +"
    sigla = ["".join(each.stands) for each in variant.readings[1:]]
    return f"{lemma}] " + "; ".join(f"{words or 'om.'} {who}" for words, who in zip(others, sigla, strict=True))


def cases() -> Iterator[object]:
    """Every case of the file, under its title."""
    for case in CASE.finditer(CASES.read_text("utf-8")):
        yield pytest.param(case["texts"].split("---\n"), case["expected"], id=case["title"])


@pytest.mark.parametrize(("texts", "expected"), list(cases()))
def test_case(texts: list[str], expected: str) -> None:
    """Some texts give exactly the rows and the variants written under them."""
    assert expected == said(work(texts))


@st.composite
def works(draw: st.DrawFn) -> Work:
    """A work of three to five texts; most are the first with lines shuffled, dropped and joined."""
    text = draw(TEXTS)
    texts = [text]
    for _ in range(draw(st.integers(2, 4))):
        if draw(st.integers(0, 3)):
            lines = draw(st.permutations(text.split("\n")))
            texts.append(draw(st.sampled_from(["\n", " ", "\n\n"])).join(lines[: draw(st.integers(0, 9))]))
        else:
            texts.append(draw(TEXTS))
    return work(texts)


def spelled(subject: Work, made: Apparatus, siglum: str) -> list[list[str]]:
    """The words of a witness, made of the base and the apparatus alone, for every row that it has."""
    return [_spelled(subject, entry, siglum) for entry in made.entries if siglum in entry.passages]


def _spelled(subject: Work, entry: Entry, siglum: str) -> list[str]:
    lead, own = subject.witness(entry.lead), subject.witness(siglum)
    found: list[str] = []
    waiting = list(entry.variants)
    gone: tuple[object, ...] = ()
    listed = [
        word for index in entry.passages[entry.lead] for word in words.words(lead.text, lead.passages[index].span)
    ]
    for word in [*listed, None]:
        while waiting and (word is None or waiting[0].place.start <= word.span.start):
            variant = waiting.pop(0)
            gone = (*gone, *(variant.readings[0].stands[entry.lead]))
            spans = next(each.stands[siglum] for each in variant.readings if siglum in each.stands)
            found += [each.folded for span in spans for each in words.words(own.text, span)]
        if word is not None and not any(span.holds(word.span) for span in gone):  # type: ignore[attr-defined]
            found.append(word.folded)
    return found


@given(works())
def test_the_apparatus_spells_every_witness(subject: Work) -> None:
    """Law 2: base and apparatus together give the words of each witness, exactly, whichever witness is the base."""
    collation = collate.work(subject)
    for base in subject.witnesses:
        made = apparatus.of(subject, collation, base.siglum)
        for witness in subject.witnesses:
            expected = [
                [
                    word.folded
                    for index in entry.passages[witness.siglum]
                    for word in words.words(witness.text, witness.passages[index].span)
                ]
                for entry in made.entries
                if witness.siglum in entry.passages
            ]
            assert expected == spelled(subject, made, witness.siglum)


@given(works())
def test_each_passage_has_its_row(subject: Work) -> None:
    """Law 2: every passage stands in one row, and the base's rows stand in the base's order."""
    collation = collate.work(subject)
    for witness in subject.witnesses:
        runs = [row.passages[witness.siglum] for row in collation.rows if witness.siglum in row.passages]
        assert list(range(len(witness.passages))) == sorted(index for run in runs for index in run)
        assert all(runs)
    firsts = [row.passages[collation.base][0] for row in collation.rows if collation.base in row.passages]
    assert sorted(firsts) == firsts


@given(works())
def test_each_witness_has_one_reading(subject: Work) -> None:
    """At a place each witness of the row has one reading; there are two at least, and no two are the same."""
    collation = collate.work(subject)
    for entry in apparatus.of(subject, collation, collation.base).entries:
        for variant in entry.variants:
            sigla = [siglum for each in variant.readings for siglum in each.stands]
            assert sorted(entry.passages) == sorted(sigla)
            assert entry.lead in variant.readings[0].stands
            told = [
                _folded(subject, siglum, each.stands[siglum])
                for each in variant.readings
                for siglum in [next(iter(each.stands))]
            ]
            assert 2 <= len(told) == len(set(told))
        for one, two in pairwise(entry.variants):
            assert one.place.end <= two.place.start or one.place == two.place


def _folded(subject: Work, siglum: str, spans: object) -> tuple[str, ...]:
    assert isinstance(spans, tuple)
    text = subject.witness(siglum).text
    return tuple(word.folded for span in spans for word in words.words(text, span))


@given(works(), st.randoms())
def test_order_of_witnesses(subject: Work, random: object) -> None:
    """In whatever order the witnesses come, the same passages share a row and the same readings are told apart."""
    for witnesses in list(permutations(subject.witnesses))[-2:]:
        other = Work("work", "Work", witnesses)
        one, two = collate.work(subject), collate.work(other)
        assert one.base == two.base
        assert plain(one) == plain(two)
        assert told(subject, one) == told(other, two)


def plain(collation: Collation) -> list[list[tuple[str, tuple[int, ...]]]]:
    """The rows without the order of their witnesses."""
    return [sorted(row.passages.items()) for row in collation.rows]


def told(subject: Work, collation: Collation) -> list[set[frozenset[str]]]:
    """At every place, which witnesses read the same."""
    made = apparatus.of(subject, collation, collation.base)
    return [
        {frozenset(each.stands) for each in variant.readings} for entry in made.entries for variant in entry.variants
    ]


@given(TEXTS)
def test_the_same_thrice(text: str) -> None:
    """Law 3: three times the same text is one row a passage, with nothing to report, and none has moved."""
    subject = work([text, text, text])
    collation = collate.work(subject)
    made = apparatus.of(subject, collation, "A")
    worded = [bool(words.words(text, passage.span)) for passage in subject.witnesses[0].passages]
    assert [("A", "B", "C") for has in worded if has] == [
        tuple(e.passages) for e in made.entries if len(e.passages) > 1
    ]
    assert not [entry for entry in made.entries if entry.variants or entry.moved]


def test_what_the_base_lacks() -> None:
    """A sentence that the base lacks is one row of the others, after the sentence that it follows in them."""
    first, last = "The gate was shut at noon by the guards.", "Two ships left the harbour on Monday."
    lacking = "Nobody in the town knew who had ordered it."
    subject = work([f"{first}\n{last}", f"{first}\n{lacking}\n{last}", f"{first}\n{lacking}\n{last}"], base="A")
    rows = collate.work(subject).rows
    assert (
        Row({"A": (0,), "B": (0,), "C": (0,)}),
        Row({"B": (1,), "C": (1,)}),
        Row({"A": (1,), "B": (2,), "C": (2,)}),
    ) == rows


def test_a_third_witness_mends_a_pair() -> None:
    """Two witnesses that share too few words to be matched stand in one row where a third is like them both."""
    one = "The old fisherman rowed across the grey lake before dawn to mend his nets."
    between = "The old fisherman rowed across the lake to repair torn nets for his brother."
    other = "Somebody had come over to repair torn nets for his brother and his uncle."
    rest = "".join(f"Sentence number {n} tells of thing {n * n} and nothing more.\n" for n in range(9))
    subject = work([rest + one, rest + between, rest + other])
    left, _, right = subject.witnesses
    assert 9 == len(collate.pair(left, right).matches)
    assert ["A", "B", "C"] == list(collate.work(subject).rows[-1].passages)


def dated(siglum: str, day: str, text: str) -> Witness:
    """A witness with a date."""
    return reading.of_text(text, reading.Known(siglum, dated=date.fromisoformat(day)))


def test_base_by_rule() -> None:
    """The base is the witness that shares the most words with the others; of equals, the earliest; then by siglum."""
    assert "B" == collate.work(work(["a b c", "a b c d e f", "d e f"])).base
    assert "A" == collate.work(work(["a b", "a b"])).base
    assert "C" == collate.work(work(["a b", "a b", "a b"], base="C")).base
    both = dated("A", "2021-09-02", "The gate was shut."), dated("B", "2021-09-01", "The gate was shut.")
    assert "B" == collate.work(Work("work", "Work", both)).base


def test_many_witnesses() -> None:
    """Of more witnesses than are all compared, the base is compared with each, and neighbours in time."""
    text = "The gate was shut at noon."
    witnesses = tuple(
        dated(siglum, f"2021-09-0{day}", text) for siglum, day in zip("ABCDE", (1, 5, 2, 4, 3), strict=True)
    )
    made = collate.work(Work("work", "Work", witnesses, "B"), compare_all_up_to=4)
    assert ["AB", "AC", "BC", "BD", "BE", "CE", "DE"] == [pair.left + pair.right for pair in made.pairs]
    assert made.compares("E", "C")
    assert not made.compares("A", "E")
    assert ["A", "B", "C", "D", "E"] == list(made.rows[0].passages)
    with pytest.raises(KeyError):
        made.pair("A", "E")


def test_what_a_third_witness_joins_can_have_moved() -> None:
    """Where no match of the base tells whether a row has moved, what stays on either side of it does."""
    one = "The old fisherman rowed across the grey lake before dawn to mend his nets."
    between = "The old fisherman rowed across the lake to repair torn nets for his brother."
    other = "Somebody had come over to repair torn nets for his brother and his uncle."
    rest = "".join(f"Sentence number {n} tells of thing {n * n} and nothing more.\n" for n in range(9))
    subject = work([rest + one, rest + between, f"{other}\n{rest}"], base="A")
    assert [("A", "B", "C")] == [
        tuple(entry.passages)
        for entry in apparatus.of(subject, collate.work(subject), "A").entries
        if entry.moved == ("C",)
    ]


def test_what_the_editor_parts_stays_apart() -> None:
    """Two passages that the editor parted share no row, whatever a third witness says; what was matched shares one."""
    text = "The gate was shut at noon by the guards.\nTwo ships left the harbour on Monday."
    subject = work([text, text, text])
    parted = Correction("no-match", "A", "C", (0,), (0,))
    rows = collate.work(replace(subject, corrections=(parted,))).rows
    assert not [row for row in rows if row.passages.get("A") == (0,) and row.passages.get("C") == (0,)]
    matched = Correction("match", "A", "C", (0,), (1,))
    rows = collate.work(replace(subject, corrections=(matched,))).rows
    assert [row for row in rows if row.passages.get("A") == (0,) and row.passages.get("C") == (1,)]
