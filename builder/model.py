"""The nouns of an edition.

Every value is frozen: a stage makes new values and never edits what an earlier one made. Spans count
characters (Unicode code points) of `Witness.text`, half-open. This module imports nothing of ours.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

Verdict = Literal["open", "confirm", "dismiss", "reword"]
Role = Literal["heading", "body", "dateline", "byline", "credit", "boilerplate"]
Form = Literal["paragraph", "heading", "quote", "item", "code"]
Severity = Literal["error", "warning", "note", "info"]
Found = Literal[
    "work.toml",
    "front matter",
    "page metadata",
    "before the text",
    "above the headline",
    "below the headline",
    "dateline",
    "address",
]
Told = Literal["past", "future", ""]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
SourceKind = Literal["named", "group", "anonymous", "vague", "second-hand", "none"]
ClaimReason = Literal["figure", "act", "judgement", "superlative"]
NameKind = Literal["person", "place", "organisation", "term"]
ChangeKind = Literal["insert", "delete", "replace"]
CorrectionKind = Literal["match", "move", "no-match"]
ChangeClass = Literal["typography", "punctuation", "case", "spelling", "number", "name", "wording"]

COMPARED: tuple[Role, ...] = ("heading", "body")
"""Roles that take part in a collation."""
COMPARE_ALL_UP_TO = 6
"""Witnesses. Six are fifteen comparisons; of more, nobody reads every two, and pages grow by the square."""
MARGIN = 3
"""Days. Papers print a report one or two days after the agency; past three a reader would ask."""
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note", "info")
CORRECTION_KINDS: tuple[CorrectionKind, ...] = ("match", "move", "no-match")
CHANGE_CLASSES: tuple[ChangeClass, ...] = (
    "wording",
    "name",
    "number",
    "spelling",
    "case",
    "punctuation",
    "typography",
)
"""From what a sentence says to how it is set."""
QUIET: tuple[ChangeClass, ...] = ("typography",)
"""Classes that a reader sees only when switched on: quotation marks, dashes and spaces are noise to most."""
TELLING: tuple[ChangeClass, ...] = ("wording", "name", "number")
"""Classes that can change what a sentence says."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a witness's text."""

    start: int
    end: int
    "first character, and the one after the last"

    def __len__(self) -> int:
        return self.end - self.start

    def touches(self, other: Span) -> bool:
        """Whether the two share a character."""
        return max(self.start, other.start) < min(self.end, other.end)

    def holds(self, other: Span) -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """A run of whole days."""

    start: date
    end: date
    "first day, and the day after the last"

    @property
    def last(self) -> date:
        """The last day itself, as people say it."""
        return self.end - timedelta(days=1)

    def touches(self, other: Days) -> bool:
        """Whether the two share a day."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an author must look."""

    path: str
    "as the author would type it, with forward slashes"
    line: int = 1
    "from 1"
    column: int = 1
    "from 1, in characters"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-sized piece of a witness: what its passages stand in."""

    form: Form
    level: int = 0
    "of a heading, 1 to 6; else 0"
    language: str = ""
    "of a code block, as its fence names it; else empty"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence-sized piece of a witness."""

    id: str
    "from its words, not its number, so that a link outlives an inserted line; unique in its witness"
    span: Span
    block: int
    "index into Witness.blocks"
    role: Role


@dataclass(frozen=True, slots=True)
class Dating:
    """A date of a whole text, and how it is known."""

    day: date
    found: Found
    span: Span | None = None
    "where it is printed; None where it stands outside the text"


@dataclass(frozen=True, slots=True)
class Witness:
    """One version of a work, as received."""

    siglum: str
    path: str
    "of the file as received, from the folder that holds content/, with forward slashes"
    source: bytes
    "the file, byte for byte"
    text: str
    "what a reader reads: the file decoded, without the markup of its format"
    lines: tuple[tuple[int, int], ...]
    "(character, line in the file), ascending; from one entry to the next, a line feed in the text is one in the file"
    blocks: tuple[Block, ...]
    passages: tuple[Passage, ...]
    "in reading order; together they hold every character of the text that is not space"
    title: str
    "from the editor, else the headline, else the file's name"
    datings: tuple[Dating, ...] = ()
    "every date found for the whole text; the one that counts comes first"
    outlet: str = ""
    author: str = ""
    address: str = ""
    "where it stood, as a URL; empty where not known"
    received: str = ""
    "how and when the editor came by it"
    known: str = ""
    "how the editor knows what is said about it"
    rights: str = ""
    language: str = "en"
    "BCP 47"
    decoded: str = ""
    "the file as text, markup and all, with line feeds as line ends"

    @property
    def dated(self) -> Dating | None:
        """The date that counts; relative expressions are counted from it."""
        return self.datings[0] if self.datings else None

    def read(self, span: Span) -> str:
        """The words of a span."""
        return self.text[span.start : span.end]

    def place(self, span: Span) -> Place:
        """Where a span begins in the file as received."""
        start, line = max((entry for entry in self.lines if entry[0] <= span.start), default=(0, 1))
        before = self.text[start : span.start]
        return Place(self.path, line + before.count("\n"), len(before) - (before.rfind("\n") + 1) + 1)

    def passage_at(self, span: Span) -> int:
        """Index of the first passage that a span touches.

        Raises ValueError where it touches none.
        """
        for index in self.passages_at(span):
            return index
        raise ValueError(f"{span} touches no passage of {self.siglum}")

    def passages_at(self, span: Span) -> Iterator[int]:
        """Indices of the passages that a span touches, in reading order."""
        first = bisect_right(self.passages, span.start, key=lambda passage: passage.span.end)
        for index in range(first, len(self.passages)):
            if self.passages[index].span.start >= span.end:
                return
            if self.passages[index].span.touches(span):
                yield index


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A stretch of some witness of the same work."""

    siglum: str
    span: Span


@dataclass(frozen=True, slots=True)
class Decision:
    """The editor's word on the note of a check."""

    verdict: Verdict
    "open: not decided yet"
    kind: str
    "of the note"
    siglum: str
    span: Span
    "words that the note stands on, or some of them"
    reason: str
    "for readers; a dismissal has one"
    text: str
    "what the note is to say instead, where it is reworded"
    author: str
    place: Place
    "in notes.toml"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in the margin, for readers: found by a check, or written by the editor."""

    kind: str
    "as in notes/<kind>.html"
    severity: Severity
    siglum: str
    span: Span
    message: str
    "one line for the reader: what is on the page, what is missing"
    evidence: tuple[Evidence, ...] = ()
    author: str = ""
    "empty for a check, else the editor's name"
    title: str = ""
    "of an editor's note; a check's note is headed by its kind"
    known: str = ""
    "how the editor knows it"
    event: str = ""
    "id of the event of the chronology that speaks against the words; else empty"
    decision: Decision | None = None
    "what the editor decided about it; None where nothing was decided"

    @property
    def dismissed(self) -> bool:
        """Whether the editor does not want it shown."""
        return self.decision is not None and self.decision.verdict == "dismiss"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of note, as readers are told of it."""

    slug: str
    "as in Note.kind"
    title: str
    definition: str
    "one sentence"
    about: str
    "Markdown: why it matters, an example, what to do"


@dataclass(frozen=True, slots=True)
class Choice:
    """A word by which the editor chooses checks, and where it stands."""

    word: str
    "the name of a set, or a kind of note"
    on: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Selection:
    """Which kinds of notes the editor wants on a work."""

    set: Choice = Choice("news", True, Place(""))
    "what is made unless said otherwise"
    choices: tuple[Choice, ...] = ()
    "kinds switched on and off, in this order: the last word on a kind counts"


@dataclass(frozen=True, slots=True)
class Correction:
    """What the editor says of passages of two witnesses: that they correspond, that they moved, or neither."""

    kind: CorrectionKind
    left: str
    right: str
    "sigla"
    lefts: tuple[int, ...]
    rights: tuple[int, ...]
    "indices into Witness.passages, ascending; of one role, which is compared"


@dataclass(frozen=True, slots=True)
class Work:
    """One text in its several versions."""

    slug: str
    "folder name; also its address on the site"
    title: str
    witnesses: tuple[Witness, ...]
    "by siglum"
    base: str = ""
    "siglum of the witness that the others are read against, as the editor chose; empty: see Collation.base"
    summary: str = ""
    notes: tuple[Note, ...] = ()
    "the editor's, already found in their witnesses"
    decisions: tuple[Decision, ...] = ()
    "in the order of notes.toml"
    selection: Selection = Selection()
    corrections: tuple[Correction, ...] = ()
    "the editor's, of matches"

    def witness(self, siglum: str) -> Witness:
        """The witness of that siglum. Raises KeyError."""
        for witness in self.witnesses:
            if witness.siglum == siglum:
                return witness
        raise KeyError(siglum)


@dataclass(frozen=True, slots=True)
class Change:
    """A word-level difference inside a match."""

    kind: ChangeKind
    left: Span
    right: Span
    "empty on the side where nothing stands; then it marks the place"
    class_: ChangeClass
    "what differs; the first of CHANGE_CLASSES that fits"


@dataclass(frozen=True, slots=True)
class Match:
    """Runs of passages of two witnesses that correspond."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    "indices into Witness.passages, in the order in which they were compared word by word"
    moved: bool
    "whether it stands elsewhere in the other witness"
    likeness: float
    "0 to 1: cosine of the weighted words"
    changes: tuple[Change, ...]
    "in the order of the left text as compared"
    by_editor: bool = False
    "whether the editor said that these passages correspond"
    left_span: Span | None = None
    right_span: Span | None = None
    "the very stretch that moved, where it is not whole passages"

    @property
    def shown(self) -> tuple[Change, ...]:
        """The changes that a reader sees at first."""
        return tuple(change for change in self.changes if change.class_ not in QUIET)

    @property
    def telling(self) -> tuple[Change, ...]:
        """The changes that can change what is said."""
        return tuple(change for change in self.changes if change.class_ in TELLING)


@dataclass(frozen=True, slots=True)
class Copied:
    """Words that stand in both witnesses, word for word, where no match holds them together."""

    left: Span
    right: Span


@dataclass(frozen=True, slots=True)
class Pair:
    """Two witnesses, compared."""

    left: str
    right: str
    "sigla"
    matches: tuple[Match, ...]
    "by the first left passage"
    copied: tuple[Copied, ...] = ()
    "by their place on the left"


@dataclass(frozen=True, slots=True)
class Row:
    """Passages of all witnesses that correspond."""

    passages: Mapping[str, tuple[int, ...]]
    "indices into Witness.passages, ascending, by siglum; none for a witness that lacks the row"


@dataclass(frozen=True)
class Collation:
    """All matches and changes of a work: its witnesses two by two, and joined in rows."""

    base: str
    "siglum of the witness that the others are read against"
    pairs: tuple[Pair, ...]
    "every two witnesses; where they are many, the base with each, and those next to one another in time"
    rows: tuple[Row, ...]
    "in the order of the base; what it lacks follows what it follows elsewhere"

    def pair(self, left: str, right: str) -> Pair:
        """That pair, turned round where it is held the other way. Raises KeyError."""
        return self._both_ways[left, right]

    def compares(self, left: str, right: str) -> bool:
        """Whether those two witnesses were compared."""
        return (left, right) in self._both_ways

    @cached_property
    def _both_ways(self) -> Mapping[tuple[str, str], Pair]:
        held = {(pair.left, pair.right): pair for pair in self.pairs}
        return {(right, left): mirror(pair) for (left, right), pair in held.items()} | held


@dataclass(frozen=True, slots=True)
class Reading:
    """The words that some witnesses have at one place."""

    stands: Mapping[str, tuple[Span, ...]]
    "by siglum of each witness that has it, a span for each passage that it stands in; none where nothing stands"


@dataclass(frozen=True, slots=True)
class Variant:
    """A place at which the witnesses of a row differ."""

    place: Span
    "of the lead's text: its words; empty where it has none, then it marks the place"
    readings: tuple[Reading, ...]
    "the lead's first; each witness that has the row is in exactly one"


@dataclass(frozen=True, slots=True)
class Entry:
    """What an apparatus says of one row."""

    lead: str
    "siglum of the witness whose words the variants are listed against: the base, or where it lacks the row another"
    passages: Mapping[str, tuple[int, ...]]
    "as in Row, but in the order in which they were compared word by word"
    moved: tuple[str, ...]
    "sigla of the witnesses in which the row stands elsewhere than in the base"
    variants: tuple[Variant, ...]
    "in the order of the lead's text"


@dataclass(frozen=True, slots=True)
class Apparatus:
    """The variants of all witnesses, listed against one of them."""

    base: str
    entries: tuple[Entry, ...]
    "one for each row, in the order of the base"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a row, cut at the words that all of its witnesses share."""

    stands: Mapping[str, tuple[Span, ...]]
    "by siglum, for each passage that it runs through; together the segments of a row hold its passages to the letter"
    words_differ: bool
    "or else only how the words are printed: case, punctuation, typography"


def mirror(pair: Pair) -> Pair:
    """The same pair read from the other side."""
    matches = (
        replace(
            match,
            left=match.right,
            right=match.left,
            changes=tuple(map(turned, match.changes)),
            left_span=match.right_span,
            right_span=match.left_span,
        )
        for match in pair.matches
    )
    copied = sorted((Copied(each.right, each.left) for each in pair.copied), key=lambda each: each.left)
    return Pair(pair.right, pair.left, tuple(sorted(matches, key=lambda match: min(match.left))), tuple(copied))


def turned(change: Change) -> Change:
    """The same change read from the other side."""
    kinds: dict[ChangeKind, ChangeKind] = {"insert": "delete", "delete": "insert", "replace": "replace"}
    return Change(kinds[change.kind], change.right, change.left, change.class_)


@dataclass(frozen=True, slots=True)
class Branch:
    """A witness in a tree of descent, or witnesses that hang together."""

    siglum: str
    "empty for a fork"
    length: float
    "share of words in which it differs from the fork that it hangs on"
    children: tuple[Branch, ...]

    @property
    def sigla(self) -> tuple[str, ...]:
        """The witnesses on it, in the order in which they are drawn."""
        return (self.siglum,) if self.siglum else tuple(siglum for each in self.children for siglum in each.sigla)


@dataclass(frozen=True, slots=True)
class Descent:
    """How like the witnesses of a work are, and which hang together: a guess from shared readings."""

    likeness: Mapping[tuple[str, str], float]
    "0 to 1, by two sigla, both ways round: share of their words that stand in both at one place and read the same"
    tree: Branch


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day that a relative expression is counted from."""

    day: date
    span: Span | None = None
    "the expression in the text that gave it; None for the byline"


@dataclass(frozen=True, slots=True)
class Run:
    """From one time to another, both printed with their year: 'from 2015 to 2019', 'May 3-5, 2021'."""

    span: Span
    "the words of both ends, what stands between them, and the 'from' or 'between' before them"
    first: Days
    last: Days
    "the two ends in the order in which they are printed, so that the last may lie before the first"


@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time in a witness."""

    span: Span
    type: TimeType
    value: str
    "TIMEX3"
    days: Days | None = None
    "the days that it names; None where it names none (a duration, a set, 'recently')"
    anchor: Anchor | None = None
    "None where the days are printed in full"
    weekday: int | None = None
    "1 for Monday: printed beside a day of a month, on the same line, and right or wrong; None where none is"
    readings: tuple[Days, ...] = ()
    "where figures can name two days (03/04/2020), both, and `days` is None; else empty"
    impossible: bool = False
    "whether it is a day that no calendar or an hour that no clock has; then `value` says it as printed"
    run: Run | None = None
    "the run of days of which it is the first end, or which it prints whole"
    told: Told = ""
    "of printed days: whether the sentence tells of them as past or as to come; empty where it leaves that open"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said what."""

    kind: SourceKind
    source: tuple[Span, ...]
    "empty where nobody is named ('it was reported')"
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stands_for: tuple[Span, ...] = ()
    "the first mention of the same source, where 'he' or 'the officials' is led back to it; empty at a first mention"
    carried: tuple[Span, ...] = ()
    "passages after it that go on with what this source says and name nobody"
    anonymity: Span | None = None
    "where the text says why this source is unnamed; None where it does not"

    reported: bool = True
    "whether a saying or a belief is told of; False where only a stance is ascribed ('the mayor's decision')"

    @property
    def speaker(self) -> tuple[Span, ...]:
        """The first mention of the source: equal for all attributions to one source of a witness."""
        return self.stands_for or self.source


@dataclass(frozen=True, slots=True)
class Claim:
    """A passage that says something checkable, with no source in it, before it or after it."""

    span: Span
    "the telling words"
    reason: ClaimReason
    about: Span | None = None
    "what is counted, done or judged; None where the telling words say it themselves"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, from the edition's chronology."""

    id: str
    title: str
    days: Days
    known: str
    "how the date is known"


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is known of one work before anyone judges."""

    work: Work
    collation: Collation
    apparatus: tuple[Apparatus, ...]
    "of three witnesses and more: the base's, then that of every other witness that was compared with all"
    descent: Descent
    "of nobody where there is no apparatus"
    times: Mapping[str, tuple[Time, ...]]
    "by siglum, in reading order"
    attributions: Mapping[str, tuple[Attribution, ...]]
    "by siglum, in reading order"
    claims: Mapping[str, tuple[Claim, ...]]
    "by siglum, in reading order; those without a source"
    reasons: Mapping[str, tuple[Span, ...]]
    "by siglum: where the text says why its sources are unnamed; empty where it does not"
    chronology: tuple[Event, ...]
    margin: int = MARGIN
    "days that the dates of two versions of one report may lie apart"

    def within(self, siglum: str, span: Span) -> tuple[Time, ...]:
        """The expressions of time that lie wholly inside a stretch of a witness, in reading order."""
        times = self.times[siglum]
        first, after = (bisect_left(times, edge, key=lambda time: time.span.start) for edge in (span.start, span.end))
        return tuple(time for time in times[first:after] if time.span.end <= span.end)


@dataclass(frozen=True, slots=True)
class Name:
    """An entry of the glossary."""

    slug: str
    name: str
    kind: NameKind
    aliases: tuple[str, ...]
    "other spellings, as printed"
    text: str
    "who or what it is, in a sentence or two"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where a witness prints it."""

    name: Name
    work: str
    siglum: str
    span: Span


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Where a passage stands in another witness."""

    siglum: str
    passage: int
    "index into that witness's passages"
    moved: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class Filed:
    """A note with its address."""

    note: Note
    work: str
    id: str
    "unique in its work"
    number: int
    "in its witness, from 1, in reading order"
    passage: int
    "index of the first passage that it is about"


@dataclass(frozen=True, slots=True)
class Links:
    """What points to what in an edition."""

    notes: tuple[Filed, ...]
    "by work, siglum and place"
    dismissed: tuple[Filed, ...]
    "those that the editor does not want shown; they keep their ids, so that the others do"
    mentions: tuple[Mention, ...]
    "by work, siglum and place"
    counterparts: Mapping[tuple[str, str, int], tuple[Counterpart, ...]]
    "by work, siglum and passage"
    cited: Mapping[tuple[str, str, int], tuple[Filed, ...]]
    "notes on other witnesses that give a passage as evidence, by work, siglum and passage"

    def on(self, work: str, siglum: str) -> tuple[Filed, ...]:
        """The notes of one witness."""
        return tuple(filed for filed in self.notes if (filed.work, filed.note.siglum) == (work, siglum))

    def dismissed_on(self, work: str, siglum: str) -> tuple[Filed, ...]:
        """Those of one witness that the editor dismissed."""
        return tuple(filed for filed in self.dismissed if (filed.work, filed.note.siglum) == (work, siglum))


@dataclass(frozen=True, slots=True)
class Page:
    """A page that the editor wrote, in Markdown."""

    slug: str
    title: str
    markdown: str
    path: str


@dataclass(frozen=True, slots=True)
class Edition:
    """The whole: one content folder, one website."""

    title: str
    description: str
    editor: str
    language: str
    base_url: str
    "where the site will stand, with a closing slash; empty where not known"
    theme: str
    rights: str
    "whose texts these are"
    updated: date | None
    "day of the last revision, as the editor says; None where not said"
    works: tuple[Work, ...]
    pages: tuple[Page, ...]
    glossary: tuple[Name, ...]
    chronology: tuple[Event, ...]
    compare_all_up_to: int = COMPARE_ALL_UP_TO
    "witnesses; of a work that has more, only some pairs are compared: see Collation.pairs"
    margin: int = MARGIN
    "as in Dossier"


@dataclass(frozen=True, slots=True)
class Theme:
    """How the pages look."""

    name: str
    templates: Mapping[str, str]
    "Jinja source by file name"
    static: Mapping[str, bytes]
    "files that go into assets/ as they are, by name"


@dataclass(frozen=True, slots=True)
class Site:
    """A finished website."""

    files: Mapping[str, bytes]
    "content by address from the site's root, with forward slashes"
