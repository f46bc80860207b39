"""A row of heights and their weights becomes the heaviest part of it that rises: what keeps its order."""

from __future__ import annotations

from collections.abc import Sequence


def heaviest(heights: Sequence[int], weights: Sequence[int]) -> set[int]:
    """Indices of the rising subsequence with the greatest weight: n log n, over a Fenwick tree."""
    rank = {height: place for place, height in enumerate(sorted(set(heights)), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(rank) + 1)
    before: list[int] = []
    for index, height in enumerate(heights):
        place = rank[height] - 1
        best = (0, -1)
        while place > 0:
            best = max(best, tree[place])
            place -= place & -place
        before.append(best[1])
        place = rank[height]
        while place < len(tree):
            tree[place] = max(tree[place], (best[0] + weights[index], index))
            place += place & -place
    last = max(tree)[1]
    chain = set()
    while last >= 0:
        chain.add(last)
        last = before[last]
    return chain
