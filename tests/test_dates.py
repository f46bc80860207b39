"""What witnesses say of when: cases from `cases/dates*.md`, and laws that hold of any text."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import dates, model

CASES = sorted((Path(__file__).parent / "cases").glob("dates*.md"))
CASE = re.compile(r"^(?P<title>[^\n]+)\ndated (?P<dated>[^\n]+)\n(?P<text>.+?)\n\.\n(?P<expected>.*?)^\.$", re.M | re.S)


def witness(text: str, dated: date | None, role: model.Role = "body", language: str = "en") -> model.Witness:
    """A witness of one passage."""
    passages = (model.Passage("p", model.Span(0, len(text)), 0, role),) if text else ()
    datings = (model.Dating(dated, "work.toml"),) if dated else ()
    blocks = (model.Block("paragraph"),)
    return model.Witness("A", "a.txt", b"", text, ((0, 1),), blocks, passages, "", datings, language=language)


def said(found: model.Witness, time: model.Time) -> str:
    """A time as the cases write it."""
    words = " ".join(found.read(time.span).split())
    line = f"{words} -> {time.type} {time.value} {ran(time.days)}"
    if time.anchor:
        line += f" from {found.read(time.anchor.span) if time.anchor.span else time.anchor.day}"
    line += "".join(f" or {ran(days)}" for days in time.readings)
    line += f" weekday {time.weekday}" if time.weekday else ""
    line += " impossible" if time.impossible else ""
    return line + (f" run {ran(time.run.first)} {ran(time.run.last)}: {found.read(time.run.span)}" if time.run else "")


def ran(days: model.Days | None) -> str:
    """'2021-08-23/2021-08-29', '2021-09-01', or '-' for no days."""
    if days is None:
        return "-"
    return f"{days.start}" if days.start == days.last else f"{days.start}/{days.last}"


def cases() -> Iterator[object]:
    """Every case of every file, under its title."""
    for path in CASES:
        for case in CASE.finditer(path.read_text("utf-8")):
            language = "de" if path.stem.endswith("german") else "en"
            title = f"{path.stem}: {case['title']}"
            yield pytest.param(language, case["dated"], case["text"], case["expected"], id=title)


@pytest.mark.parametrize(("language", "dated", "text", "expected"), list(cases()))
def test_case(language: str, dated: str, text: str, expected: str) -> None:
    """Each text yields exactly the times written under it."""
    found = witness(text, None if dated == "never" else date.fromisoformat(dated), language=language)
    assert expected == "".join(f"{said(found, time)}\n" for time in dates.times(found))


TABLE = tomllib.loads((Path(dates.__file__).parent / "en.toml").read_text("utf-8"))
PATTERN_WORDS = re.findall(r"(?<![\w{])[a-z]+(?![\w}])", " ".join(pattern["find"] for pattern in TABLE["pattern"]))
NUMBERS = [
    "0",
    "13",
    "31",
    "122,000",
    "1990",
    "9999",
    "99999",
    "2021-09-30",
    "9999-12-31",
    "10:35",
    "03/04/2020",
    "1/2",
]
KNOWN = sorted({word for words in TABLE["words"].values() for word in words} | set(PATTERN_WORDS)) + NUMBERS
WORDS = st.sampled_from([*KNOWN, *(word.capitalize() for word in KNOWN)])
TEXTS = st.one_of(st.text(), st.lists(WORDS).map(" ".join), st.lists(st.one_of(WORDS, st.text())).map(" ".join))
DAYS = st.one_of(st.none(), st.dates())


@given(TEXTS, DAYS)
def test_spans_lie_in_order(text: str, dated: date | None) -> None:
    """Of any text, at any date: nothing raises, and the spans are words of the text, in order and apart."""
    times = dates.times(witness(text, dated))
    for time in times:
        assert 0 <= time.span.start < time.span.end <= len(text)
        assert text[time.span.start : time.span.end].strip() == text[time.span.start : time.span.end]
    for left, right in itertools.pairwise(times):
        assert left.span.end <= right.span.start


@given(TEXTS, DAYS)
def test_same_witness_same_times(text: str, dated: date | None) -> None:
    """Reading twice gives the same: nothing is kept from one reading to the next."""
    assert dates.times(witness(text, dated)) == dates.times(witness(text, dated))


@given(TEXTS, DAYS)
def test_what_is_passed_over_holds_no_times(text: str, dated: date | None) -> None:
    """A sentence that is passed over at a glance would have yielded nothing."""
    glanced = dates.times(witness(text, dated))
    with mock.patch("builder.dates.letters.tells", return_value=True):
        assert glanced == dates.times(witness(text, dated))


@given(TEXTS, DAYS)
def test_days_are_not_empty(text: str, dated: date | None) -> None:
    """Days, where there are any, begin before they end; durations and sets have none."""
    for time in dates.times(witness(text, dated)):
        assert time.days is None or time.days.start < time.days.end
        assert time.days is None or time.type in ("DATE", "TIME")


@given(TEXTS, DAYS)
def test_anchors_stand_before(text: str, dated: date | None) -> None:
    """An anchor is the byline's day, or an earlier time of the text."""
    times = dates.times(witness(text, dated))
    for time in times:
        if time.anchor and time.anchor.span is None:
            assert time.anchor.day == dated
        if time.anchor and time.anchor.span:
            assert time.anchor.span in [other.span for other in times if other.span < time.span]


@given(TEXTS)
def test_undated_texts_have_no_relative_days(text: str) -> None:
    """Without a date of its own, a text has only days that are printed, or counted from printed ones."""
    for time in dates.times(witness(text, None)):
        assert time.anchor is None or time.anchor.span is not None


@given(st.dates(date(1900, 1, 8), date(2100, 1, 1)), st.integers(-500, 500))
def test_weeks_move_with_the_byline(dated: date, weeks: int) -> None:
    """A text dated some weeks later means the same weeks and weekdays, that many weeks later."""
    text = "It ended last week, on Monday, yesterday, two days ago, and late on Friday night."
    shift = timedelta(weeks=weeks)
    before = [time.days for time in dates.times(witness(text, dated))]
    after = [time.days for time in dates.times(witness(text, dated + shift))]
    assert [days and model.Days(days.start + shift, days.end + shift) for days in before] == after


@given(st.dates(date(1, 1, 1), date(9999, 12, 30)))
def test_printed_days_are_themselves(day: date) -> None:
    """A day printed in full is that day, in every usual form, whatever the byline."""
    month = f"{day:%B}"
    year = f"{day.year:04d}"
    forms = (
        f"{year}-{day:%m-%d}",
        *((f"{month} {day.day}, {year}", f"{day.day} {month} {year}") if day.year >= 1000 else ()),
    )
    for form in forms:
        times = dates.times(witness(f"It was on {form}.", date(2021, 9, 1)))
        assert [model.Days(day, day + timedelta(days=1))] == [time.days for time in times]


@given(st.integers(1000, 9998), st.integers(1, 12), st.integers(1, 31))
def test_a_day_is_impossible_if_no_calendar_has_it(year: int, month: int, day: int) -> None:
    """A day printed in full is either a day or marked as impossible, never both, never neither."""
    (time,) = dates.times(witness(f"It was on {year}-{month:02d}-{day:02d}.", None))
    try:
        expected = date(year, month, day)
    except ValueError:
        assert time.impossible
        assert time.days is None
    else:
        assert not time.impossible
        assert time.days == model.Days(expected, expected + timedelta(days=1))


@given(st.dates(date(1000, 1, 1), date(9998, 1, 1)))
def test_figures_keep_both_readings(day: date) -> None:
    """Where the day may be the month and the month the day, both readings are kept and neither is chosen."""
    (time,) = dates.times(witness(f"It was on {day.month}/{day.day}/{day.year}.", None))
    if day.day > 12 or day.day == day.month:
        assert time.readings == ()
        assert time.days is not None
        assert day == time.days.start
    else:
        assert time.days is None
        assert [day, date(day.year, day.day, day.month)] == [days.start for days in time.readings]


@given(st.integers(1000, 2099), st.integers(1000, 2099))
def test_runs_keep_their_order(first: int, last: int) -> None:
    """A run tells both its ends as printed, also where the last lies before the first."""
    text = f"It lasted from {first} to {last}."
    times = dates.times(witness(text, date(2021, 9, 1)))
    run = times[0].run
    assert run is not None
    assert (first, last) == (run.first.start.year, run.last.start.year)
    assert text[run.span.start : run.span.end] == f"from {first} to {last}"


@pytest.mark.parametrize("role", ["credit", "boilerplate"])
def test_credits_tell_no_times(role: model.Role) -> None:
    """Words under a story are not the story's."""
    assert dates.times(witness("Updated last week", date(2021, 9, 1), role)) == ()


@pytest.mark.parametrize("tag", ["zz", "", "x-y-z", "fr"])
def test_of_an_unknown_language_only_figures(tag: str) -> None:
    """In a language without a file of its own, only days in figures are times: "mars" and "may" may be anything."""
    found = witness("Le 2021-09-01, may, last week, Monday", date(2021, 9, 3), language=tag)
    assert [model.Days(date(2021, 9, 1), date(2021, 9, 2))] == [time.days for time in dates.times(found)]


@pytest.mark.parametrize("tag", ["en", "en-GB", "EN-us"])
def test_a_language_has_one_file(tag: str) -> None:
    """The first part of a tag chooses the file."""
    assert len(dates.times(witness("last week", date(2021, 9, 1), language=tag))) == 1


@pytest.mark.parametrize("piece", ["two ", "and ", "- ", "1,000", "twenty-", "the ", "a. ", "Monday, ", "9", "'", "½"])
def test_long_texts_cost_what_they_are_long(piece: str) -> None:
    """A text of one word many times is read in one pass: a hundred thousand characters, no pile of retries."""
    dates.times(witness(piece * (100_000 // len(piece)), date(2021, 9, 1)))
