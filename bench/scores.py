"""What was expected and what was found become figures: how much of each is right.

Standard library only. Spans are (first character, one after the last). Each score counts over all items of a set, not
item by item, so that a long text weighs more than a short one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

Pair = tuple[int, int]
Item = Mapping[str, Any]


@dataclass
class Count:
    """Right, found and expected ones, summed up."""

    right: int = 0
    found: int = 0
    expected: int = 0

    def add(self, found: Collection[Hashable], expected: Collection[Hashable]) -> None:
        """Count two sets of the same kind of things."""
        self.right += len(set(found) & set(expected))
        self.found += len(set(found))
        self.expected += len(set(expected))

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1; 1 where there was nothing to find and nothing was found."""
        return 2 * self.right / (self.found + self.expected) if self.found + self.expected else 1.0


def shared(one: Sequence[int], two: Sequence[int]) -> int:
    """Characters that two spans share."""
    return max(0, min(one[1], two[1]) - max(one[0], two[0]))


def paired(one: Sequence[Any], two: Sequence[Any], likeness: Callable[[Any, Any], Any]) -> list[tuple[Any, Any]]:
    """The likest of two lists together, each once; what has no likeness (0) stays alone."""
    ranked = sorted(
        ((likeness(a, b), -i, -j) for i, a in enumerate(one) for j, b in enumerate(two) if likeness(a, b)), reverse=True
    )
    used: set[tuple[str, int]] = set()
    found = []
    for _, i, j in ranked:
        if ("one", i) not in used and ("two", j) not in used:
            used |= {("one", i), ("two", j)}
            found.append((one[-i], two[-j]))
    return found


# Dates: TimeML


def times(items: Iterable[tuple[Item, Sequence[Item]]]) -> tuple[Count, Count]:
    """(values, calendar) of texts with `timexes`, each with the times found in it.

    A value is right where the spans overlap and the TIMEX3 values are equal (TempEval-3). The calendar counts only what
    names days, and is right where the days are; a time in place of an expression without days does not count. The
    text's own date, marked CREATION_TIME, is left out.
    """
    values, calendar = Count(), Count()
    for gold, found in items:
        own = [each for each in gold["timexes"] if each.get("function") in ("CREATION_TIME", "PUBLICATION_TIME")]
        expected = [each for each in gold["timexes"] if each not in own]
        kept = [each for each in found if not any(_touch(each, one) for one in own)]
        values.expected += len(expected)
        values.found += len(kept)
        values.right += sum(_normal(a["value"]) == _normal(b["value"]) for a, b in paired(expected, kept, _overlap))
        _add_days(calendar, expected, kept)
    return values, calendar


def _add_days(calendar: Count, expected: Sequence[Item], found: Sequence[Item]) -> None:
    named = [each for each in expected if days(each["value"])]
    others = [each for each in expected if not days(each["value"])]
    telling = [each for each in found if days(each["value"])]
    pairs = paired(named, telling, _overlap)
    matched = [id(each) for _, each in pairs]
    alone = [each for each in telling if id(each) not in matched]
    calendar.expected += len(named)
    calendar.found += len(pairs) + sum(not any(_touch(each, other) for other in others) for each in alone)
    calendar.right += sum(days(a["value"]) == days(b["value"]) for a, b in pairs)


def _overlap(one: Item, two: Item) -> Any:
    """The same span before all, then the longest common stretch."""
    exact = (one["start"], one["end"]) == (two["start"], two["end"])
    size = shared((one["start"], one["end"]), (two["start"], two["end"]))
    return (exact, size) if size else 0


def _touch(one: Item, two: Item) -> bool:
    return bool(_overlap(one, two))


def _normal(value: str) -> str:
    value = re.sub(r"(T\d\d:\d\d)(:00)?Z?$", r"\1", value.strip().upper())
    return re.sub(r"^P(\d+)\.0", r"P\1", value)


def days(value: str) -> tuple[date, date] | None:
    """First day and the day after the last of a TIMEX3 value; None where it names none."""
    for shape, read in _SHAPES:
        if found := re.fullmatch(shape, value.strip()):
            try:
                return read(*found.groups())
            except (ValueError, OverflowError):
                return None
    return None


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last = year * 12 + month - 1 + count
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1), date(last // 12, last % 12 + 1, 1)


def _days(start: date, count: int) -> tuple[date, date]:
    return start, start + timedelta(days=count)


_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "AU": 9, "WI": 12}
_SHAPES: tuple[tuple[str, Callable[..., tuple[date, date]]], ...] = (
    (r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", lambda a, b: (date.fromisoformat(a), date.fromisoformat(b))),
    (r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?", lambda y, m, d: _days(date(int(y), int(m), int(d)), 1)),
    (r"(\d{4})-(\d\d)(?:-XX)?", lambda y, m: _months(date(int(y), int(m), 1).year, int(m), 1)),
    (r"(\d{4})-W(\d\d)", lambda y, w: _days(date.fromisocalendar(int(y), int(w), 1), 7)),
    (r"(\d{4})-W(\d\d)-WE", lambda y, w: _days(date.fromisocalendar(int(y), int(w), 6), 2)),
    (r"(\d{4})-W(\d\d)-(\d)", lambda y, w, d: _days(date.fromisocalendar(int(y), int(w), int(d)), 1)),
    (r"(\d{4})-Q([1-4])", lambda y, q: _months(int(y), 3 * int(q) - 2, 3)),
    (r"(\d{4})-H([12])", lambda y, h: _months(int(y), 6 * int(h) - 5, 6)),
    (r"(\d{4})-(SP|SU|FA|AU|WI)", lambda y, s: _months(int(y), _SEASONS[s], 3)),
    (r"(\d{4})(?:-XX)?(?:-XX)?", lambda y: _months(int(y), 1, 12)),
    (r"(\d{3})X?", lambda y: _months(int(y) * 10, 1, 120)),
    (r"(\d{2})(?:XX)?", lambda y: _months(int(y) * 100, 1, 1200)),
)

# Notes


@dataclass
class Flags:
    """How notes of made-up texts fare: those that must be made, and those that must not."""

    kinds: dict[str, Count]
    "by kind of note"
    tempting: Counter[str]
    "places where a note would be wrong, by kind"
    tempted: Counter[str]
    "of these, the places where it was made"

    @property
    def all(self) -> Count:
        """All kinds together."""
        return Count(*(sum(getattr(each, part) for each in self.kinds.values()) for part in Count.__annotations__))


def flags(items: Iterable[tuple[Item, Sequence[Item]]]) -> Flags:
    """The flags of texts, each with the notes found: of the same kind, on words that overlap, each once."""
    result = Flags({}, Counter(), Counter())
    for gold, found in items:
        rest = list(found)
        for each in gold["flags"]:
            hit = next((note for note in rest if _same_flag(each, note)), None)
            count = result.kinds.setdefault(each["kind"], Count())
            count.expected += 1
            if hit is not None:
                rest.remove(hit)
                count.right += 1
        for note in found:
            result.kinds.setdefault(note["kind"], Count()).found += 1
        for each in gold["not"]:
            result.tempting[each["kind"]] += 1
            result.tempted[each["kind"]] += any(_same_flag(each, note) for note in rest)
    return result


def _same_flag(one: Item, two: Item) -> bool:
    if one["kind"] != two["kind"] or one.get("doc") != two.get("doc"):
        return False
    placed = "start" in one and "start" in two
    return not placed or bool(shared((one["start"], one["end"]), (two["start"], two["end"])))


# Attributions: PolNeAR, RiQuA


def attributions(items: Iterable[tuple[Item, Sequence[Item]]]) -> tuple[Count, Count, Count]:
    """(sentences with an attribution, sentences of four words or more without one, contents that overlap)."""
    inside, outside, contents = Count(), Count(), Count()
    for gold, found in items:
        for sentence in sentences(gold["text"]):
            expected, got = (any(_says(sentence, each) for each in some) for some in (gold["attributions"], found))
            _add(inside, expected, got)
            if len(gold["text"][slice(*sentence)].split()) >= 4:
                _add(outside, not expected, not got)
        _add_contents(contents, gold["attributions"], found)
    return inside, outside, contents


def _add(count: Count, expected: bool, found: bool) -> None:
    count.expected += expected
    count.found += found
    count.right += expected and found


def _add_contents(count: Count, gold: Sequence[Item], found: Sequence[Item]) -> None:
    sides = [sorted({tuple(map(tuple, each["content"])) for each in some if each["content"]}) for some in (gold, found)]
    pairs = paired(*sides, lambda one, two: sum(shared(a, b) for a in one for b in two))
    count.expected += len(sides[0])
    count.found += len(sides[1])
    count.right += len(pairs)


def _says(sentence: Pair, one: Item) -> bool:
    return any(shared(sentence, span) for role in ("content", "cue") for span in one.get(role) or [])


def sentences(text: str) -> Iterator[Pair]:
    """Where sentences stand, by their marks and line ends: the same cut for every program that is measured."""
    start = 0
    for end in re.finditer(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|\n+", text):
        if text[start : end.start()].strip():
            yield start, end.end()
        start = end.end()
    if text[start:].strip():
        yield start, len(text)


# Versions


def links(items: Iterable[tuple[Item, Collection[Pair]]]) -> tuple[Count, Count]:
    """(sentences that correspond, those of them that are not the same word for word)."""
    every, unequal = Count(), Count()
    for gold, found in items:
        expected = {(i, j) for i, j in gold["gold"]}
        every.add(found, expected)
        sides = [{(i, j) for i, j in some if gold["a"][i] != gold["b"][j]} for some in (found, expected)]
        unequal.add(*sides)
    return every, unequal


def rows(items: Iterable[tuple[Item, Sequence[Mapping[str, Sequence[int]]]]]) -> tuple[Count, Count]:
    """(passages of two witnesses in one row, those of them that are out of their order)."""
    every, moved = Count(), Count()
    for gold, found in items:
        wanted = [{siglum: [number] for siglum, number in row.items()} for row in gold["gold"]]
        sides = [_pairs(some) for some in (found, wanted)]
        every.add(*([(one, *pair) for one, pairs in side.items() for pair in pairs] for side in sides))
        moved.add(*([(one, *pair) for one, pairs in side.items() for pair in off_chain(pairs)] for side in sides))
    return every, moved


def _pairs(found: Iterable[Mapping[str, Sequence[int]]]) -> dict[tuple[str, str], set[Pair]]:
    """Pairs of passages by the two witnesses."""
    pairs: dict[tuple[str, str], set[Pair]] = {}
    for row in found:
        for one, two in combinations(sorted(row), 2):
            pairs.setdefault((one, two), set()).update((i, j) for i in row[one] for j in row[two])
    return pairs


def off_chain(pairs: Iterable[Pair]) -> set[Pair]:
    """Pairs that are not on a longest chain in which both sides keep their order: those that moved."""
    ordered = sorted(set(pairs))
    tails: list[int] = []
    at: list[int] = []
    before = [-1] * len(ordered)
    for number, (_, right) in enumerate(ordered):
        place = bisect_right(tails, right)
        tails[place : place + 1] = [right]
        at[place : place + 1] = [number]
        before[number] = at[place - 1] if place else -1
    last = at[-1] if at else -1
    while last >= 0:
        ordered[last], last = (-1, -1), before[last]
    return set(ordered) - {(-1, -1)}


def words(items: Iterable[tuple[Item, Sequence[Sequence[int]]]]) -> tuple[Count, int]:
    """(marked words, pairs whose unmarked rest is the same) of changes [a0, a1, b0, b1], where -1 is nothing."""
    count, sound = Count(), 0
    for number, (gold, found) in enumerate(items):
        rests = []
        for side, first in (("a", 0), ("b", 2)):
            text = gold[side]
            marked = [_marked(text, [each[first : first + 2] for each in some]) for some in (found, gold["gold"])]
            count.add(*({(number, side, place) for place in each} for each in marked))
            hidden = {k for each in found for k in range(max(0, each[first]), max(0, each[first + 1]))}
            rests.append("".join(c for k, c in enumerate(text) if k not in hidden and not c.isspace()))
        sound += rests[0] == rests[1]
    return count, sound


def _marked(text: str, spans: Iterable[Sequence[int]]) -> set[int]:
    """Where the words stand that some spans touch."""
    spans = [span for span in spans if span[0] >= 0]
    return {word.start() for word in re.finditer(r"\w+|[^\w\s]", text) if any(shared(word.span(), s) for s in spans)}


def groups(items: Sequence[tuple[str, str]]) -> float:
    """B-cubed F1 of (story, work): how much of each article's story is in its work, and the other way round."""
    stories, works, both = Counter(s for s, _ in items), Counter(w for _, w in items), Counter(items)
    precision = sum(both[each] / works[each[1]] for each in items) / len(items)
    recall = sum(both[each] / stories[each[0]] for each in items) / len(items)
    return 2 * precision * recall / (precision + recall)
