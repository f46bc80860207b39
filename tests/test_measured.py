"""How often the program is right: the scores count what they say, and the pages print what was measured."""

from __future__ import annotations

import html
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import scores
from builder import build
from builder.render import measured

PAIRS = st.sets(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20)


def test_f1() -> None:
    """Two of three found are right, two of four expected are found: 2 * 2 / 7."""
    count = scores.Count()
    count.add({1, 2, 9}, {1, 2, 3, 4})
    assert 4 / 7 == count.f1
    assert scores.Count().f1 == 1


def time(start: int, end: int, value: str, **more: str) -> dict[str, object]:
    """An expression of time, as the sets write it."""
    return {"start": start, "end": end, "value": value, **more}


def test_times() -> None:
    """Overlap is enough; values or days must be equal; the text's own date and what names no days do not count."""
    gold = {
        "timexes": [time(0, 10, "2021-09-01", function="CREATION_TIME"), time(20, 29, "2021-W34"), time(40, 50, "P3D")]
    }
    found = [time(0, 10, "1999"), time(24, 29, "2021-08-23/2021-08-30"), time(40, 50, "2021")]
    values, calendar = scores.times([(gold, found)])
    assert (0, 2, 2) == (values.right, values.found, values.expected)
    assert (1, 1, 1) == (calendar.right, calendar.found, calendar.expected)


@pytest.mark.parametrize(
    ("value", "first", "after"),
    [
        ("2021-09-01T10:15", (2021, 9, 1), (2021, 9, 2)),
        ("2021-12", (2021, 12, 1), (2022, 1, 1)),
        ("2021-W34-WE", (2021, 8, 28), (2021, 8, 30)),
        ("2021-Q4", (2021, 10, 1), (2022, 1, 1)),
        ("2021-WI", (2021, 12, 1), (2022, 3, 1)),
        ("199", (1990, 1, 1), (2000, 1, 1)),
    ],
)
def test_days(value: str, first: tuple[int, int, int], after: tuple[int, int, int]) -> None:
    """A value that names days names these."""
    assert (date(*first), date(*after)) == scores.days(value)


@pytest.mark.parametrize("value", ["P3D", "PAST_REF", "2021-02-30", "XXXX-09-01", "2021-W60", ""])
def test_no_days(value: str) -> None:
    """A duration, a reference and a day that no calendar has name none."""
    assert scores.days(value) is None


def test_flags() -> None:
    """A note counts where its kind is right and its words overlap, once; a tempting place that was noted is told."""
    one = {"kind": "age-mismatch", "start": 5, "end": 9}
    gold = {"flags": [one, {"kind": "byline-missing"}], "not": [{"kind": "future-date", "start": 0, "end": 4}]}
    notes = [{**one, "start": 8, "end": 20}, {**one}, {"kind": "future-date", "start": 2, "end": 3}]
    result = scores.flags([(gold, notes)])
    assert (1, 3, 2) == (result.all.right, result.all.found, result.all.expected)
    assert 1 == result.tempted["future-date"] == result.tempting["future-date"]


def test_attributions() -> None:
    """Sentences count by whether anything is said in them; those without a source only from four words on."""
    text = "The gate was shut, he said. No. Nobody saw it."
    gold = {"text": text, "attributions": [{"source": [[19, 21]], "cue": [[22, 26]], "content": [[0, 17]]}]}
    found = [{"source": [], "cue": [[22, 26]], "content": [[4, 12]]}, {"source": [], "cue": [], "content": [[32, 38]]}]
    inside, outside, contents = scores.attributions([(gold, found)])
    assert (1, 2, 1) == (inside.right, inside.found, inside.expected)
    assert (0, 0, 0) == (outside.right, outside.found, outside.expected)
    assert (1, 2, 1) == (contents.right, contents.found, contents.expected)


def test_links() -> None:
    """Of three pairs two are found; of the changed ones none."""
    gold = {"a": ["p", "q", "r"], "b": ["r", "p", "q2"], "gold": [[0, 1], [1, 2], [2, 0]]}
    every, unequal = scores.links([(gold, {(0, 1), (2, 0)})])
    assert (2, 2, 3) == (every.right, every.found, every.expected)
    assert (0, 0, 1) == (unequal.right, unequal.found, unequal.expected)


def test_rows() -> None:
    """A row that lacks a version lacks the pairs with it."""
    gold = {"gold": [{"A": 0, "B": 0, "C": 0}, {"A": 1, "B": 1, "C": 1}]}
    every, moved = scores.rows([(gold, [{"A": [0], "B": [0]}, {"A": [1], "B": [1], "C": [1]}])])
    assert (4, 4, 6) == (every.right, every.found, every.expected)
    assert (0, 0, 0) == (moved.right, moved.found, moved.expected)


def test_words() -> None:
    """Marked words count as a whole; what is not marked must be the same on both sides."""
    gold = {"a": "one two", "b": "one three", "gold": [[4, 7, 4, 9]]}
    assert (scores.Count(2, 2, 2), 1) == scores.words([(gold, [[4, 7, 4, 9]])])
    count, sound = scores.words([(gold, [[4, 7, -1, -1]])])
    assert (1, 1, 2, 0) == (count.right, count.found, count.expected, sound)


def test_groups() -> None:
    """All in one work: every story is whole, and half of each article's company is wrong."""
    assert 2 * 0.5 / 1.5 == pytest.approx(scores.groups([("1", "w"), ("1", "w"), ("2", "w"), ("2", "w")]))
    assert 1 == scores.groups([("1", "a"), ("1", "a"), ("2", "b")])


@given(PAIRS)
def test_off_chain(pairs: set[tuple[int, int]]) -> None:
    """What is left on the chain never falls on either side, and a chain loses nothing."""
    kept = sorted(pairs - scores.off_chain(pairs))
    assert all(one[1] <= two[1] for one, two in pairwise(kept))
    assert set() == scores.off_chain(kept)


@given(PAIRS)
def test_nothing_is_better_than_all(pairs: set[tuple[int, int]]) -> None:
    """What is expected, found whole, scores 1."""
    count = scores.Count()
    count.add(pairs, pairs)
    assert 1 == count.f1


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The pages of the edition, without their entities."""
    files = build.edition(Path(__file__).parents[1] / "content").site.files
    return {address: html.unescape(page.decode()) for address, page in files.items() if address.endswith(".html")}


def test_the_method_page_prints_every_figure(pages: dict[str, str]) -> None:
    """Each set stands there with its size, and each figure beside what it measures."""
    page = pages["method.html"]
    for each in measured.sets():
        assert f"{each.about} {each.size}. {each.source}." in page
        for what, figure in each.figures:
            assert f'<td>{what}</td><td class="number">{figure}</td>' in page


def test_the_page_of_a_kind_says_how_often_it_is_right(pages: dict[str, str]) -> None:
    """Every kind that a check makes says how it did, or that it was not measured; the editor's notes say neither."""
    kinds = {address for address in pages if address.startswith("notes/") and address != "notes/index.html"}
    for address in kinds - {"notes/editor.html"}:
        slug = address.removeprefix("notes/").removesuffix(".html")
        told = [f"to be noted, {each['right']} " for each in measured.of_kind(slug) if each["expected"]]
        told += [f"in {each['articles']} articles." for each in measured.alarms(slug)]
        known = measured.of_kind(slug) or measured.alarms(slug)
        assert all(words in pages[address] for words in told or ([] if known else ["Not measured"]))
        assert "How often it is right" in pages[address]
    assert "How often it is right" not in pages["notes/editor.html"]
