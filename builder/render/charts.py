"""Collations and dates become drawings: numbers in, places on a canvas out. The templates draw them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from builder import days
from builder.model import COMPARED, Attribution, Days, Pair, SourceKind, Span, Witness

STRIP_WIDTH = 1000
SOURCE_KINDS: tuple[SourceKind, ...] = ("named", "group", "anonymous", "second-hand", "vague", "none")
"""The clearest first."""
UNSOURCED = "no source"
"""A sentence that nobody is named for: the text speaks in its own voice."""
DAY = 9.0  # units of width a day, where there is room
WIDEST = 9000.0  # units of width of all days together; longer times are drawn smaller, so that a century fits
APART = 60.0  # units of width between two dates on the axis, at least
GAP = 45  # days without anything; a longer stretch is drawn as a break
BREAK = 90.0  # units of width of a break
MARGIN = 12.0
ROW = 30.0
LETTER = 6.6  # units of width a letter of a label: generous for a sans serif of 12.5
LANE_HEAD = 30.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the strip that shows one witness against another."""

    x: float
    width: float
    kind: str
    "same, changed, moved or only"


def strip(witness: Witness, pair: Pair) -> tuple[Stretch, ...]:
    """The left witness of a pair from its first word to its last: what is the same, changed, moved, only here."""
    kinds = passage_kinds(pair)
    compared = [(i, p) for i, p in enumerate(witness.passages) if p.role in COMPARED]
    total = sum(len(passage.span) for _, passage in compared) or 1
    made: list[Stretch] = []
    x = 0.0
    for index, passage in compared:
        width = STRIP_WIDTH * len(passage.span) / total
        made.append(Stretch(round(x, 1), round(width, 1), kinds.get(index, "only")))
        x += width
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a witness that has sources of one kind, and its place on a bar."""

    kind: str
    "of source; 'no source' for the rest"
    sentences: int
    percent: int
    x: float
    width: float


def profile(witness: Witness, attributions: Sequence[Attribution]) -> tuple[Share, ...]:
    """How many body sentences have a source of each kind, the clearest first, then those that have none.

    A sentence that goes on with what a source says has that source; one with several has the clearest of them.
    """
    body = [passage.span for passage in witness.passages if passage.role == "body"]
    counts = Counter(_clearest(body, attributions))
    made: list[Share] = []
    for kind in (*SOURCE_KINDS, UNSOURCED):
        if counts[kind]:
            x = made[-1].x + made[-1].width if made else 0.0
            share = counts[kind] / len(body)
            made.append(Share(kind, counts[kind], round(100 * share), round(x, 1), round(STRIP_WIDTH * share, 1)))
    return tuple(made)


def _clearest(body: Sequence[Span], attributions: Sequence[Attribution]) -> list[str]:
    """The clearest kind of source of each sentence; both run in order, so each is looked for near its place."""
    found = [len(SOURCE_KINDS)] * len(body)
    starts = [span.start for span in body]
    for each in attributions:
        for part in (*each.source, *each.cue, *each.content, *each.carried):
            index = max(0, bisect_right(starts, part.start) - 1)
            while index < len(body) and body[index].start < part.end:
                if body[index].touches(part):
                    found[index] = min(found[index], SOURCE_KINDS.index(each.kind))
                index += 1
    return [(*SOURCE_KINDS, UNSOURCED)[rank] for rank in found]


def passage_kinds(pair: Pair) -> dict[int, str]:
    """What became of each matched passage of the left witness."""
    return {
        index: "moved" if match.moved else "changed" if match.shown else "same"
        for match in pair.matches
        for index in match.left
    }


@dataclass(frozen=True, slots=True)
class Item:
    """Something on the timeline."""

    days: Days
    label: str
    lane: str
    href: str
    kind: str
    "event, byline, counted or printed"
    doubtful: bool = False
    key: str = ""
    "what conflicts name it by"
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    row: int = 0
    label_x: float = 0.0


@dataclass(frozen=True, slots=True)
class Lane:
    """One witness's row of items, or the chronology's."""

    name: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch of time in which nothing lies, drawn short."""

    x: float
    width: float
    label: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two items: one event in two versions, or days that cannot both be right."""

    x1: float
    y1: float
    x2: float
    y2: float
    label: str
    "what the two are, where they cannot both be right; else empty"


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawn timeline."""

    width: float
    height: float
    items: tuple[Item, ...]
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    pauses: tuple[Pause, ...]
    ties: tuple[Tie, ...]


def timeline(
    items: Sequence[Item], conflicts: Iterable[tuple[str, str, str]], same: Iterable[tuple[str, str]] = ()
) -> Timeline:
    """The timeline of some items; conflicts are the keys of two items and what is to be said of them, `same` those of
    two that are one event."""
    if not items:
        return Timeline(0, 0, (), (), (), (), ())
    axis = _Axis([item.days for item in items])
    placed: list[Item] = []
    lanes: list[Lane] = []
    y = 44.0
    for name in dict.fromkeys(item.lane for item in items):
        own = _rows([item for item in items if item.lane == name], axis, y + LANE_HEAD)
        placed += own
        height = LANE_HEAD + ROW * (max(item.row for item in own) + 1) + 8
        lanes.append(Lane(name, y, height))
        y += height + 8
    where = {item.key: item for item in placed if item.key}
    ties = [
        Tie(_middle(where[one]), where[one].y, _middle(where[two]), where[two].y, label)
        for one, two, label in (*((one, two, "") for one, two in same), *conflicts)
        if one in where and two in where
    ]
    right = max([axis.width, *(item.label_x + LETTER * len(item.label) for item in placed)]) + MARGIN
    return Timeline(round(right, 1), y, tuple(placed), tuple(lanes), axis.ticks, axis.pauses, tuple(ties))


class _Axis:
    """Days to places: even inside a stretch where something lies, with a break between two."""

    def __init__(self, spans: Sequence[Days]) -> None:
        self._clusters = _clusters(spans)
        self.day = min(DAY, WIDEST / max(1, sum((each.end - each.start).days for each in self._clusters)))
        self._starts: list[float] = []
        pauses = []
        x = MARGIN
        for number, cluster in enumerate(self._clusters):
            if number:
                empty = (cluster.start - self._clusters[number - 1].end).days
                pauses.append(Pause(round(x, 1), BREAK, f"{empty:,} days"))
                x += BREAK
            self._starts.append(x)
            x += self.day * (cluster.end - cluster.start).days
        self.width = x
        self.pauses = tuple(pauses)
        self.ticks = tuple(self._ticks())

    def at(self, day: date) -> float:
        """The place where a day begins."""
        for cluster, start in zip(self._clusters, self._starts, strict=True):
            if day <= cluster.end:
                return start + self.day * (day - cluster.start).days
        raise ValueError(f"{day} lies outside of the axis")

    def _ticks(self) -> Iterator[Tick]:
        """Mondays, or firsts of months, or every so many years; the first of each stretch with its year."""
        for cluster in self._clusters:
            for number, day in enumerate(self._marked(cluster) or [cluster.start]):
                year = f" {day.year}" if not number or self.day * 28 < APART else ""
                yield Tick(round(self.at(day), 1), f"{day.day} {days.MONTHS[day.month - 1][:3]}{year}")

    def _marked(self, cluster: Days) -> list[date]:
        """The days of a stretch that stand on the axis, as close as they can be read."""
        if self.day * 7 >= APART:
            return [day for day in _each(cluster) if day.weekday() == 0]
        years = range(cluster.start.year, cluster.last.year + 1)
        if self.day * 28 >= APART:
            firsts = [date(year, month, 1) for year in years for month in range(1, 13)]
        else:
            step = next(
                step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000) if self.day * 365 * step >= APART
            )
            firsts = [date(year, 1, 1) for year in years if year % step == 0]
        return [day for day in firsts if cluster.start <= day < cluster.end]


def _clusters(spans: Sequence[Days]) -> list[Days]:
    clusters: list[Days] = []
    for each in sorted(spans):
        if clusters and (each.start - clusters[-1].end).days <= GAP:
            clusters[-1] = Days(clusters[-1].start, max(clusters[-1].end, each.end))
        else:
            clusters.append(each)
    return clusters


def _each(span: Days) -> list[date]:
    return [span.start + timedelta(days=number) for number in range((span.end - span.start).days)]


def _rows(items: Sequence[Item], axis: _Axis, y: float) -> list[Item]:
    """Items one below the other where bar or label would overlap."""
    ends: list[float] = []
    placed = []
    for item in sorted(items, key=lambda each: (each.days, each.label)):
        x = axis.at(item.days.start)
        width = max(axis.day * (item.days.end - item.days.start).days, DAY)
        label_x = x + width + 5
        row = next((number for number, end in enumerate(ends) if end < x - 8), len(ends))
        ends[row : row + 1] = [label_x + LETTER * len(item.label)]
        placed.append(
            replace(item, x=round(x, 1), width=round(width, 1), y=y + ROW * row, row=row, label_x=round(label_x, 1))
        )
    return placed


def _middle(item: Item) -> float:
    return round(item.x + item.width / 2, 1)
