"""What several checks look up in a dossier."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import resources
from itertools import permutations
from typing import Any, TypeVar

from builder.model import Attribution, Dating, Dossier, Match, Pair, Passage, Span, Time, Witness, mirror

T = TypeVar("T")

SAME_REPORT = 0.25
"""Share of the shorter witness's sentences with a counterpart. Seeds: 10 of 13. Less is a quotation, not a version."""
NEWS = timedelta(days=31)
"""A report tells of days about its own date. Seeds: B prints no day of 2024 but that above the headline."""
PHRASE = 20
"""Characters. The longest phrase that is spared has 17: "nothing less than"."""
AMID = re.compile(r"[\w,;]\s\Z")
"""Before a word in the middle of a sentence."""
LONG = 120
"""Characters of a sentence that a message repeats: three lines of the margin."""
QUOTATION = re.compile(
    r"\u201c([^\u201c\u201d]+)\u201d"
    r'|"([^"]+)"'
    r"|\u00ab([^\u00ab\u00bb]+)\u00bb"
    r"|\u201e([^\u201c\u201d\u201e]+)[\u201c\u201d]"
)
"""What stands between quotation marks of one style; a paragraph at most."""


@cache
def table(language: str) -> dict[str, Any]:
    """The words of a language's primary subtag ('en-GB': en); no words where there is no file for it."""
    folder = resources.files("builder.checks")
    english = tomllib.loads((folder / "en.toml").read_text(encoding="utf-8"))
    file = folder / f"{language.split('-')[0].lower()}.toml"
    if file.is_file():
        return tomllib.loads(file.read_text(encoding="utf-8"))
    return {section: {key: type(value)() for key, value in keys.items()} for section, keys in english.items()}


@cache
def pattern(language: str, section: str, key: str = "words") -> re.Pattern[str]:
    """The phrases of a section as whole words, the longest first, with either apostrophe."""
    phrases = sorted(table(language)[section][key], key=lambda phrase: (-len(phrase), phrase))
    spelled = (re.escape(phrase).replace("'", "['\u2019]").replace(r"\ ", r"\s+") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled) or '(?!)'})(?!\w)", re.IGNORECASE)


def said(witness: Witness, section: str, span: Span) -> list[Span]:
    """Where a stretch says one of the words of a section, but for those in a phrase that the section spares."""
    text, language = witness.text, witness.language
    around = max(0, span.start - PHRASE), span.end + PHRASE
    spared = [Span(*match.span()) for match in pattern(language, section, "spared").finditer(text, *around)]
    found = (Span(*match.span()) for match in pattern(language, section).finditer(text, span.start, span.end))
    return [one for one in found if not any(other.touches(one) for other in spared) and not _is_name(text, one)]


def _is_name(text: str, word: Span) -> bool:
    """Whether a word has a capital though no sentence begins: the month of May, and no doubt."""
    return text[word.start].isupper() and AMID.search(text, max(0, word.start - 2), word.start) is not None


@dataclass(frozen=True, slots=True)
class Aligned:
    """A match, read from one of its sides."""

    here: Witness
    there: Witness
    match: Match

    @property
    def own(self) -> list[Passage]:
        """The passages on this side."""
        return [self.here.passages[index] for index in sorted(self.match.left)]

    @property
    def other(self) -> list[Passage]:
        """The passages on the other side."""
        return [self.there.passages[index] for index in sorted(self.match.right)]

    @property
    def turned(self) -> Aligned:
        """The same match, read from the other side."""
        pair = mirror(Pair(self.here.siglum, self.there.siglum, (self.match,)))
        return Aligned(self.there, self.here, pair.matches[0])


def sides(dossier: Dossier) -> Iterator[tuple[Witness, Witness, Pair]]:
    """Every two witnesses that were compared, both ways round."""
    for here, there in permutations(dossier.work.witnesses, 2):
        if dossier.collation.compares(here.siglum, there.siglum):
            yield here, there, dossier.collation.pair(here.siglum, there.siglum)


def aligned(dossier: Dossier) -> Iterator[Aligned]:
    """Every match of body text, read from both of its sides."""
    for here, there, pair in sides(dossier):
        for match in pair.matches:
            if here.passages[match.left[0]].role == "body":
                yield Aligned(here, there, match)


def same_report(here: Witness, there: Witness, pair: Pair) -> bool:
    """Whether so much of two witnesses corresponds that they tell one report."""
    shorter = min(sum(passage.role == "body" for passage in each.passages) for each in (here, there))
    matched = min(
        len({index for match in pair.matches for index in match.left if here.passages[index].role == "body"}),
        len({index for match in pair.matches for index in match.right if there.passages[index].role == "body"}),
    )
    return shorter > 0 and matched >= SAME_REPORT * shorter


def days_apart(here: Witness, there: Witness) -> int:
    """Days from the date of one witness to that of another; 0 where one of them has none."""
    if here.dated is None or there.dated is None:
        return 0
    return (there.dated.day - here.dated.day).days


def doubtful(dossier: Dossier, witness: Witness) -> Dating | None:
    """The date of a witness where it may be the page's: unsupported by the text, contradicted by other versions, and
    either alone above the headline or the odd one out."""
    dating = witness.dated
    if dating is None or dating.found == "work.toml" or _supported(dossier, witness, dating):
        return None
    others = [there for there in versions(dossier, witness) if there.dated]
    against = [there for there in others if abs(days_apart(witness, there)) > dossier.margin]
    alone = dating.found == "above the headline" and against
    return dating if alone or odd_one_out(dossier, others, against) else None


def versions(dossier: Dossier, witness: Witness) -> list[Witness]:
    """The other witnesses that tell the same report."""
    return [there for here, there, pair in sides(dossier) if here is witness and same_report(here, there, pair)]


def odd_one_out(dossier: Dossier, others: list[Witness], against: list[Witness]) -> bool:
    """Whether two other versions and more, and all of them, agree on a date that is not a witness's own."""
    days = sorted(there.dated.day for there in others if there.dated)
    return len(others) > 1 and others == against and (days[-1] - days[0]).days <= dossier.margin


def _supported(dossier: Dossier, witness: Witness, dating: Dating) -> bool:
    """Whether a day, month or year printed in full in the text lies about the date."""
    return any(
        time.days.start - dating.day <= NEWS and dating.day - time.days.end <= NEWS
        for time in dossier.times[witness.siglum]
        if time.days and time.anchor is None and time.span != dating.span
    )


def byline(witness: Witness) -> Span:
    """Where to speak of a witness's date: where it is printed, else its first passage."""
    if witness.dated and witness.dated.span:
        return witness.dated.span
    return witness.passages[0].span


def counted(dossier: Dossier, witness: Witness) -> list[Time]:
    """The expressions that hang on the byline: counted from it, and naming days."""
    times = dossier.times[witness.siglum]
    return [time for time in times if time.days and time.anchor is not None and time.anchor.span is None]


def by_passage(witness: Witness, placed: Iterable[tuple[Span, T]]) -> dict[int, list[T]]:
    """What touches each passage of a witness, by its index: so that a match need not look through all of it."""
    found: dict[int, list[T]] = defaultdict(list)
    for span, value in placed:
        for index in witness.passages_at(span):
            found[index].append(value)
    return found


def cited(dossier: Dossier) -> dict[str, dict[int, list[Attribution]]]:
    """The attributions that name somebody, by siglum and by the passages that hold the source or the cue."""
    return {
        witness.siglum: by_passage(
            witness,
            (
                (part, each)
                for each in dossier.attributions[witness.siglum]
                if each.source
                for part in (*each.source, *each.cue)
            ),
        )
        for witness in dossier.work.witnesses
    }


def on(found: dict[int, list[T]], passages: Iterable[int]) -> list[T]:
    """What touches some passages, each once, in order."""
    return list(dict.fromkeys(value for index in sorted(passages) for value in found.get(index, ())))


def apart(dossier: Dossier) -> dict[str, dict[int, list[Span]]]:
    """Dates and the names of sources, by siglum and passage: they have checks of their own."""
    return {
        witness.siglum: by_passage(
            witness,
            [
                *((time.span, time.span) for time in dossier.times[witness.siglum]),
                *((part, part) for each in dossier.attributions[witness.siglum] for part in each.source),
            ],
        )
        for witness in dossier.work.witnesses
    }


def around(passages: Iterable[Passage], place: Span) -> Span:
    """The passage that a place between two words stands in."""
    return next(passage.span for passage in passages if passage.span.start <= place.start <= passage.span.end)


def named(witness: Witness, attribution: Attribution) -> str:
    """The words that name a source, as printed."""
    return " ".join(witness.read(span) for span in attribution.source)


def retold(side: Aligned, attribution: Attribution) -> bool:
    """Whether most of what a source says on this side is not on the other: then its source says nothing of that."""
    said = sum(map(len, attribution.content))
    changed = sum(
        max(0, min(part.end, change.left.end) - max(part.start, change.left.start))
        for part in attribution.content
        for change in side.match.telling
    )
    return changed * 2 >= said


def whole(spans: Iterable[Span]) -> Span:
    """From the first character of some spans to the last."""
    listed = list(spans)
    return Span(min(span.start for span in listed), max(span.end for span in listed))


def naming(attribution: Attribution) -> Span:
    """The words that name a source, up to what it says: 'Two defense officials told CNN'."""
    span = whole((*attribution.source, *attribution.cue))
    after = [part.start for part in attribution.content if part.start >= span.end]
    return Span(span.start, min(after)) if after else span


def quoted(witness: Witness, span: Span) -> str:
    """Words of a witness in quotation marks, on one line, without marks of their own at the ends."""
    words = " ".join(witness.read(span).split()).strip('"\u201c\u201d ,;')
    return f"\u201c{words}\u201d"


def sentence(witness: Witness, span: Span) -> str:
    """The passage that some words stand in, in quotation marks, on one line; cut after about 120 characters."""
    said = " ".join(witness.read(witness.passages[witness.passage_at(span)].span).split())
    short = said if len(said) <= LONG else f"{said[:LONG].rsplit(None, 1)[0]} \u2026"
    return f"\u201c{short}\u201d"


def who(witness: Witness, source: str) -> tuple[str, ...]:
    """The words of a source that tell who it is: no articles, no numbers, nothing from 'who' on; in the singular."""
    own = table(witness.language)["sources"]
    words = re.findall(r"[\w'\u2019-]+", source.casefold())
    kept: list[str] = []
    for word in words:
        if word in own["ends"] and kept:
            break
        if word not in own["counting"]:
            kept.append(singular(word))
    return tuple(kept)


def singular(word: str) -> str:
    """'officials' and 'official' are one word, near enough."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
