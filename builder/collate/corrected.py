"""The editor's corrections and the matches that were found become one list of groups.

What the editor matched is settled: its passages are taken out before the rest is matched. What the editor parted is
parted: of a group of several the named passages go, a group of two is none. What the editor says has moved has moved;
of the others, as always, the fewest words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from builder.collate import match
from builder.collate.match import Group, Passages
from builder.model import CorrectionKind

Run = tuple[int, ...]
"""Positions in a list of passages, ascending."""


@dataclass(frozen=True, slots=True)
class Given:
    """A correction: positions in the two lists that are compared."""

    kind: CorrectionKind
    left: Run
    right: Run


def groups(left: Passages, right: Passages, given: Sequence[Given]) -> list[tuple[Group, bool]]:
    """The groups of two lists of passages, by their first left position, and whether the editor made each."""
    if not given:
        return [(group, False) for group in match.groups(left, right)]
    back = [_turned(each) for each in given]
    if _key(left, given) <= _key(right, back):  # looked at from one side only, so that nothing hangs on the side
        return _groups(left, right, given)
    found = [(replace(group, left=group.right, right=group.left), own) for group, own in _groups(right, left, back)]
    return sorted(found, key=lambda each: each[0].left)


def _turned(given: Given) -> Given:
    return Given(given.kind, given.right, given.left)


def _key(side: Passages, given: Sequence[Given]) -> tuple[list[list[str]], list[tuple[str, Run, Run]]]:
    return (
        [[word.folded for word in passage] for passage in side],
        sorted((each.kind, each.left, each.right) for each in given),
    )


def _groups(left: Passages, right: Passages, given: Sequence[Given]) -> list[tuple[Group, bool]]:
    made = [_made(left, right, each) for each in given if each.kind != "no-match"]
    found = list(_found(left, right, made))
    for each in given:
        if each.kind == "no-match":
            found = [part for group in found for part in _parted(group, each)]
    moved = {each.left for each in given if each.kind == "move"}
    ours = {group.left for group in made}
    listed = match.moves(sorted((*made, *found), key=lambda group: group.left), left, right, moved)
    return [(group, group.left in ours) for group in listed]


def _made(left: Passages, right: Passages, given: Given) -> Group:
    """A group of the editor's; its likeness is that of its sides, each read as one passage."""
    one = tuple(word for place in given.left for word in left[place])
    two = tuple(word for place in given.right for word in right[place])
    alike = match.groups([one], [two])
    return Group(given.left, given.right, alike[0].likeness if alike else 0.0)


def _found(left: Passages, right: Passages, made: Sequence[Group]) -> Iterator[Group]:
    """The groups of the passages that the editor left to us."""
    taken = {i for group in made for i in group.left}, {j for group in made for j in group.right}
    lefts = [i for i in range(len(left)) if i not in taken[0]]
    rights = [j for j in range(len(right)) if j not in taken[1]]
    for group in match.groups([left[i] for i in lefts], [right[j] for j in rights]):
        one, two = _run(lefts[i] for i in group.left), _run(rights[j] for j in group.right)
        yield replace(group, left=one, right=two)


def _parted(group: Group, given: Given) -> list[Group]:
    """What is left of a group when passages that it joins are parted: of its longer side the named ones go."""
    named = set(group.left) & set(given.left), set(group.right) & set(given.right)
    if not all(named):
        return [group]
    longer = len(group.left) - len(group.right)
    lefts = _run(i for i in group.left if longer < 0 or i not in named[0])
    rights = _run(j for j in group.right if longer > 0 or j not in named[1])
    return [replace(group, left=lefts, right=rights)] if lefts and rights else []


def _run(places: Iterable[int]) -> Run:
    """The longest run of neighbours among some places: a group has no gap."""
    runs: list[list[int]] = [[]]
    for place in sorted(places):
        if runs[-1] and runs[-1][-1] + 1 < place:
            runs.append([])
        runs[-1].append(place)
    longest: list[int] = max(runs, key=len)
    return tuple(longest)
