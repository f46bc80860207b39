"""Drawings: what stands where, whatever is drawn."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from builder import collate
from builder.model import Days
from builder.read import witness as reading
from builder.render import charts

LAST = date(9999, 12, 30)
STARTS = st.one_of(
    st.dates(date(2021, 1, 1), date(2021, 12, 31)),
    st.dates(date(1990, 1, 1), date(2030, 12, 31)),
    st.dates(max_value=LAST),
)


@st.composite
def items(draw: st.DrawFn) -> charts.Item:
    """An item of some days to some centuries, in one of three lanes."""
    start = draw(STARTS)
    length = draw(st.sampled_from([0, 1, 1, 7, 31, 365, 3650, 36500]))
    end = date.fromordinal(min(start.toordinal() + length, LAST.toordinal()))
    label = draw(st.text("abc ", max_size=30))
    return charts.Item(Days(start, max(start, end)), label, draw(st.sampled_from("ABC")), f"#{start}{label}", "event")


ITEMS = st.lists(items(), max_size=12)


@given(ITEMS)
def test_items_never_overlap(given_items: list[charts.Item]) -> None:
    """In a lane no two items in one row share a place, bar or label; every item lies in its lane and on the canvas."""
    drawn = charts.timeline(given_items, [])
    assert len(given_items) == len(drawn.items)
    for lane in drawn.lanes:
        own = [item for item in drawn.items if item.lane == lane.name]
        for row in {item.row for item in own}:
            beside = sorted((item for item in own if item.row == row), key=lambda item: item.x)
            for one, two in pairwise(beside):
                assert one.label_x + charts.LETTER * len(one.label) <= two.x
        for item in own:
            assert lane.y <= item.y <= lane.y + lane.height
            assert 0 <= item.x < item.x + item.width <= item.label_x
            assert item.label_x + charts.LETTER * len(item.label) <= drawn.width
    for one, two in pairwise(drawn.lanes):
        assert one.y + one.height <= two.y
    assert all(lane.y + lane.height <= drawn.height for lane in drawn.lanes)


@given(ITEMS)
def test_breaks_where_nothing_lies(given_items: list[charts.Item]) -> None:
    """A stretch of more than 45 days in which nothing lies is drawn as a break that says its length; no other is."""
    drawn = charts.timeline(given_items, [])
    empty = []
    reach = None
    for start, end in sorted((item.days.start, item.days.end) for item in given_items):
        if reach and (start - reach).days > charts.GAP:
            empty.append(f"{(start - reach).days:,} days")
        reach = max(reach or end, end)
    assert empty == [pause.label for pause in drawn.pauses]
    for pause in drawn.pauses:
        for item in drawn.items:
            assert item.x <= pause.x or item.x >= pause.x + pause.width - 0.1


@given(ITEMS)
def test_later_is_to_the_right(given_items: list[charts.Item]) -> None:
    """The order of days is the order of places."""
    drawn = sorted(charts.timeline(given_items, []).items, key=lambda item: item.days.start)
    for one, two in pairwise(drawn):
        assert one.x <= two.x


@given(ITEMS)
def test_axis_can_be_read(given_items: list[charts.Item]) -> None:
    """However long the time: every stretch has a date on the axis, dates do not crowd, the canvas has its bounds."""
    drawn = charts.timeline(given_items, [])
    assert len(drawn.ticks) >= len(drawn.pauses) + bool(given_items)
    for one, two in pairwise(drawn.ticks):
        assert two.x - one.x >= charts.APART - 0.2
    assert drawn.width <= charts.WIDEST + charts.BREAK * len(drawn.pauses) + 400
    assert [tick.x for tick in drawn.ticks] == sorted(tick.x for tick in drawn.ticks)


def test_nothing_to_draw() -> None:
    """No item, no drawing; and a conflict of items that are not there is left out."""
    assert charts.Timeline(0, 0, (), (), (), (), ()) == charts.timeline([], [("#a", "#b", "x")])
    one = charts.Item(Days(date(2021, 9, 1), date(2021, 9, 2)), "byline", "A", "#a", "byline", key="#a")
    assert () == charts.timeline([one], [("#a", "#b", "x")]).ties


def test_two_weeks_three_years_apart() -> None:
    """Two weeks that cannot both be right stand on one axis with a break between them, joined by a line."""
    first = charts.Item(Days(date(2021, 8, 23), date(2021, 8, 30)), "last week", "A", "#a", "counted", key="#a")
    second = charts.Item(Days(date(2024, 7, 1), date(2024, 7, 8)), "last week", "B", "#b", "counted", key="#b")
    drawn = charts.timeline([first, second], [("#a", "#b", "one attack")])
    assert ["23 Aug 2021", "1 Jul 2024"] == [tick.label for tick in drawn.ticks]
    assert [f"{(date(2024, 7, 1) - date(2021, 8, 30)).days:,} days"] == [pause.label for pause in drawn.pauses]
    one, two = drawn.items
    tie = drawn.ties[0]
    assert (one.x + one.width / 2, one.y, two.x + two.width / 2, two.y) == (tie.x1, tie.y1, tie.x2, tie.y2)
    assert 7 * charts.DAY == one.width == two.width


def test_mondays_stand_on_the_axis() -> None:
    """A month shows its Mondays, the first with its year."""
    month = charts.Item(Days(date(2021, 8, 1), date(2021, 9, 1)), "August", "A", "#a", "printed")
    assert ["2 Aug 2021", "9 Aug", "16 Aug", "23 Aug", "30 Aug"] == [
        tick.label for tick in charts.timeline([month], []).ticks
    ]


SENTENCES = st.lists(st.sampled_from(["The gate was shut.", "Many came to it.", "Rain fell all day."]), max_size=6)


@given(SENTENCES, SENTENCES)
def test_strip_shows_every_sentence(one: list[str], two: list[str]) -> None:
    """The strip has a stretch for every sentence compared, edge to edge, as wide as the text is long."""
    left, right = (
        reading.witness(" ".join(["It began so.", *lines]).encode(), "a.txt", reading.Known(siglum), "en")
        for siglum, lines in (("A", one), ("B", two))
    )
    drawn = charts.strip(left, collate.pair(left, right))
    compared = [passage for passage in left.passages if passage.role in collate.COMPARED]
    assert len(compared) == len(drawn)
    assert {each.kind for each in drawn} <= {"same", "changed", "moved", "only"}
    for each, after in pairwise(drawn):
        assert abs(each.x + each.width - after.x) <= 0.2
    assert abs(drawn[-1].x + drawn[-1].width - charts.STRIP_WIDTH) <= 0.2
    assert "same" == drawn[0].kind


def test_strip_of_nothing() -> None:
    """A witness without a sentence has an empty strip."""
    empty = reading.witness(b"July 13, 2024", "a.txt", reading.Known("A"), "en")
    drawn = charts.strip(empty, collate.pair(empty, empty))
    assert [] == [each for each in drawn if each.kind != "same"]


def test_days_are_whole() -> None:
    """An item of one day is one day wide."""
    day = date(2021, 9, 1)
    one = charts.Item(Days(day, day + timedelta(days=1)), "byline", "A", "#a", "byline", key="#a")
    assert charts.DAY == charts.timeline([one], []).items[0].width
