"""Loose articles become works: which of them tell the same story.

Different reports of one event share little more than names and rare words; rewritings of one text share half of all
they say. No single likeness parts both from their surroundings, so an article's likeness to others is measured against
that to its nearest ones:

    A --.31-- B      A, B, C are each other's nearest, at about .30: what is half as like as that (.16) may join.
     \\.29   /.30     D is as like to C as many a report of one event to another, and stays out: .14 is less than half.
       -- C --.14-- D

A word counts by how few articles hold it. In a batch of two that says nothing, so each batch is read as if it came with
a hundred articles more, in which a word is the commoner the shorter it is.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush, nlargest

from builder import addresses
from builder.collate.words import WORD, fold

# Measured as B-cubed F1 on 772 news reports of 66 events, two look-alike events a topic ("news": all at once; "ten":
# the mean of eight draws of ten topics), and on 20 Guardian articles in three rewritings each, with one setting. The
# rewritings are all sorted rightly at every value named here.
CUT = 0.53
"""Share of what the nearest articles reach. news, ten: .913 .948 at .50, .938 .943 at .53, .926 .932 at .56."""
NEAREST = 5
"""Articles. news, ten: .934 .925 at 3, .938 .943 at 5, .935 .946 at 6."""
LEAST, MOST = 0.27, 0.50
"""Cosine: bounds of what is taken for the likeness to the nearest. Without the lower one two articles alone are always
each other's nearest, and join: on 20 small batches of unrelated long articles F1 .84 at .20, .93 at .25, .97 at .275.
Without the upper one, six copies of a report part from all others of its event: on draws of ten topics with such
copies .80 instead of .91."""
UNSEEN = 100
"""Articles that are added in thought."""
NAME_SHARE = 0.02
"""Share of those that hold a given name or figure."""
NAME_WEIGHT = 4
"""Times that a name counts. news, ten: .903 .919 at 1, .936 .942 at 3, .938 .943 at 4."""
COMMON = 0.3
"""Words that more of the articles hold are passed over, in small batches all of three letters and less: half the time,
and of 60 batches of unrelated reports F1 .997 instead of .991."""
FAINT = 0.05
"""Cosine. What is less alike is not kept; the result is the same up to .06."""

LONGEST_NAME = 50
"""Characters of a new work's name."""

Likeness = dict[tuple[int, int], float]
"""By two positions, the lower first."""


@dataclass(frozen=True, slots=True, order=True)
class Article:
    """A text that waits to be sorted."""

    title: str
    text: str
    work: str = ""
    "the work that it is known to belong to; empty where that is the question"


def labels(articles: Sequence[Article], taken: Collection[str] = ()) -> list[str]:
    """The work of each article: the one that it or its like is known to belong to, else the slug of a title.

    The order of the articles changes nothing. Two known works never become one. A new work is called nothing that is
    taken.
    """
    order = sorted(range(len(articles)), key=lambda place: articles[place])
    sorted_articles = [articles[place] for place in order]
    groups = _joined(sorted_articles, _relative(_likeness(sorted_articles), len(order)))
    found = [""] * len(articles)
    names = {*taken, *(article.work for article in articles)}
    for group in sorted(groups):
        name = next((sorted_articles[place].work for place in group if sorted_articles[place].work), "")
        if not name:
            name = _free(_name(_usual(sorted_articles[place].title for place in group)), names)
            names.add(name)
        for place in group:
            found[order[place]] = name
    return found


def _usual(titles: Iterable[str]) -> str:
    """The title that most of them bear; of equals the first."""
    numbers = Counter(title for title in titles if title)
    return max(numbers, key=lambda title: numbers[title], default="")


def _name(title: str) -> str:
    """A title as a folder is called: as many of its words as fit."""
    slug = addresses.slug(title)
    short = slug[: LONGEST_NAME + 1].rpartition("-")[0] if len(slug) > LONGEST_NAME else slug
    return short or slug[:LONGEST_NAME] or "text"


def _free(name: str, taken: set[str]) -> str:
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def _likeness(articles: Sequence[Article]) -> Likeness:
    """Cosine of the weighted words of every two articles, where it is more than faint."""
    holding: dict[str, list[tuple[int, float]]] = defaultdict(list)
    like: Likeness = {}
    for place, vector in enumerate(_vectors(articles)):
        reached = [0.0] * place
        for word, value in vector.items():
            before = holding[word]
            for other, its in before:
                reached[other] += value * its
            before.append((place, value))
        like.update(
            ((other, place), round(value, 9)) for other, value in enumerate(reached) if value > FAINT
        )  # rounded: logarithms differ in the last place between machines
    return like


def _vectors(articles: Sequence[Article]) -> Iterator[dict[str, float]]:
    """For each article its words, each with its weight; of length one."""
    counts, names = _counted(articles)
    holders = Counter(word for count in counts for word in count)
    total = len(articles) + UNSEEN
    share = {word: (number + UNSEEN * _expected(word, word in names)) / total for word, number in holders.items()}
    weight = {word: -math.log(share[word]) for word in sorted(share) if share[word] <= COMMON}
    for count in counts:
        times = {word: count[word] * (NAME_WEIGHT if word in names else 1) for word in sorted(count)}
        vector = {word: (1 + math.log(number)) * weight[word] for word, number in times.items() if word in weight}
        length = math.sqrt(math.fsum(value * value for value in vector.values()))
        yield {word: value / length for word, value in vector.items()}


def _counted(articles: Sequence[Article]) -> tuple[list[Counter[str]], set[str]]:
    """How often each article has each word, and which words are names: those mostly written with a capital."""
    counts = []
    capital: Counter[str] = Counter()
    for article in articles:
        count: Counter[str] = Counter()
        for word, number in Counter(_tokens(f"{article.title}\n{article.text}")).items():
            folded = fold(word).removesuffix("'s")
            count[folded] += number
            capital[folded] += number if word[0].isupper() else -number if word[0].islower() else 0
        counts.append(count)
    return counts, {word for word, more in capital.items() if more > 0}


def _tokens(text: str) -> Iterator[str]:
    """The words; of a script without spaces every two characters that follow each other."""
    before = ""
    for word in WORD.findall(text):
        alone = len(word) == 1 and word.isalpha() and word.lower() == word.upper()
        if not alone:
            yield word
        elif before:
            yield f"{before} {word}"
        before = word if alone else ""


def _expected(word: str, name: bool) -> float:
    """The share of all articles that hold a word: three for every two to the power of its letters.

    The news: .60 of them hold a word of two letters, .38 of three, .20 of four, .10 of five, .05 of six.
    """
    return NAME_SHARE if name or not word.isalpha() else min(0.6, 3 / 2 ** len(word))


def _relative(like: Likeness, total: int) -> Likeness:
    """Each likeness as a share of what the two articles reach with those nearest to them."""
    others: list[list[float]] = [[] for _ in range(total)]
    for (one, two), value in like.items():
        others[one].append(value)
        others[two].append(value)
    count = min(NEAREST, total - 1)
    usual = [min(MOST, max(LEAST, math.fsum(nlargest(count, each)) / count)) if count else 1.0 for each in others]
    return {(one, two): value / math.sqrt(usual[one] * usual[two]) for (one, two), value in like.items()}


def _joined(articles: Sequence[Article], like: Likeness) -> list[list[int]]:
    """Positions in groups: the two likest groups join, by the mean of their likenesses, down to the cut."""
    groups = _known(articles)
    owner = {place: number for number, group in groups.items() for place in group}
    sums: dict[int, dict[int, float]] = {number: defaultdict(float) for number in groups}
    for (one, two), value in like.items():
        if owner[one] != owner[two]:
            sums[owner[one]][owner[two]] += value
            sums[owner[two]][owner[one]] += value
    works = {number: articles[group[0]].work for number, group in groups.items()}

    def waiting(one: int, others: Sequence[int]) -> Iterator[tuple[float, int, int]]:
        for two in others:
            mean = round(sums[one][two] / (len(groups[one]) * len(groups[two])), 9)
            if mean >= CUT and not (works[one] and works[two]):
                yield -mean, one, two

    heap = [entry for one in sums for entry in waiting(one, [two for two in sums[one] if one < two])]
    heapify(heap)
    while heap:
        _, one, two = heappop(heap)
        if one in groups and two in groups:
            new = max(groups) + len(articles)
            groups[new] = sorted(groups.pop(one) + groups.pop(two))
            works[new] = works[one] or works[two]
            sums[new] = _merged(sums, one, two, new)
            for entry in waiting(new, list(sums[new])):
                heappush(heap, entry)
    return list(groups.values())


def _known(articles: Sequence[Article]) -> dict[int, list[int]]:
    """The groups to begin with: the known works, and every other article for itself."""
    groups: dict[int, list[int]] = {}
    first: dict[str, int] = {}
    for place, article in enumerate(articles):
        number = first.setdefault(article.work, place) if article.work else place
        groups.setdefault(number, []).append(place)
    return groups


def _merged(sums: dict[int, dict[int, float]], one: int, two: int, new: int) -> dict[int, float]:
    """What the likenesses of a new group to the others come to, said on both sides."""
    merged: dict[int, float] = defaultdict(float)
    for old in (one, two):
        for other, value in sums.pop(old).items():
            if other not in (one, two):
                merged[other] += value
                del sums[other][old]
    for other, value in merged.items():
        sums[other][new] = value
    return merged
