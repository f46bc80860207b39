"""A collation becomes TEI P5, by the method of parallel segmentation: every witness can be read out of one text.

    <ab xml:id="row-1">The gate was shut<app type="substantive">
      <rdg wit="#A">, at noon.</rdg><rdg wit="#B"> at two.</rdg></app></ab>

What stands outside of an `app` is in every witness; a witness has the reading whose `wit` names it. The rows follow the
base. A `milestone` begins each passage and gives its number in its own witness: by these the order of a witness that
moved a passage is found again, and where it stood a `ptr` leads to its row. Runs of space become one space.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from builder.model import Apparatus, Entry, Passage, Segment, Witness, Work

NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML document can hold; U+FFFD, the replacement character, stands for it."""
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")


def document(work: Work, apparatus: Apparatus, segments: Sequence[Sequence[Segment]]) -> bytes:
    """The TEI document of a work; `segments` are those of each entry of the apparatus."""
    names = _names(work)
    base = work.witness(apparatus.base)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<TEI xmlns="http://www.tei-c.org/ns/1.0">',
        *_header(work, base, names),
        f"<text xml:lang={_quoted(base.language.replace('_', '-'))}>",
        "<body>",
        *(list(_body(work, apparatus, segments, names)) or ["<ab/>"]),
        "</body>",
        "</text>",
        "</TEI>",
        "",
    ]
    return "\n".join(lines).encode()


def _names(work: Work) -> dict[str, str]:
    """What each witness is called in the document: its siglum, if all of them can be names in XML."""
    sigla = [witness.siglum for witness in work.witnesses]
    plain = all(PLAIN.fullmatch(siglum) and not siglum.startswith(("row-", "place-")) for siglum in sigla)
    return {siglum: siglum if plain else f"w{number}" for number, siglum in enumerate(sigla, 1)}


def _header(work: Work, base: Witness, names: dict[str, str]) -> Iterator[str]:
    yield "<teiHeader>\n<fileDesc>"
    yield f"<titleStmt><title>{_text(work.title or base.title) or 'Collation'}</title></titleStmt>"
    yield "<publicationStmt><p>A collation made by Variorum from the witnesses listed here.</p></publicationStmt>"
    yield "<sourceDesc>\n<listWit>"
    for each in work.witnesses:
        about = ", ".join(filter(None, (each.title, each.outlet, each.dated.day.isoformat() if each.dated else "")))
        ids = f"xml:id={_quoted(names[each.siglum])} n={_quoted(each.siglum)}"
        yield f"<witness {ids}>{_text(about)}</witness>"
    yield "</listWit>\n</sourceDesc>\n</fileDesc>"
    yield '<encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc>'
    yield "</teiHeader>"


def _body(
    work: Work, apparatus: Apparatus, segments: Sequence[Sequence[Segment]], names: dict[str, str]
) -> Iterator[str]:
    row_of = {
        (siglum, index): number
        for number, entry in enumerate(apparatus.entries, 1)
        for siglum, run in entry.passages.items()
        for index in run
    }
    after: dict[int, list[str]] = defaultdict(list)
    for witness in work.witnesses:
        before = 0
        for index, passage in enumerate(witness.passages):
            row = row_of.get((witness.siglum, index))
            if row is None:
                after[before].append(_alone(witness, index, passage, names))
            elif witness.siglum not in apparatus.entries[row - 1].moved:
                before = row
            elif index == min(apparatus.entries[row - 1].passages[witness.siglum]):
                after[before].append(_place(witness.siglum, row, names))
    yield from after[0]
    for number, (entry, cut) in enumerate(zip(apparatus.entries, segments, strict=True), 1):
        yield _row(work, entry, cut, names, number)
        yield from after[number]


def _alone(witness: Witness, index: int, passage: Passage, names: dict[str, str]) -> str:
    """A passage that takes no part in the comparison: a byline, a dateline."""
    others = [name for siglum, name in names.items() if siglum != witness.siglum]
    inside = _milestone(names[witness.siglum], index) + _text(witness.read(passage.span))
    return f"<ab type={_quoted(passage.role)}>{_lacked(inside, [names[witness.siglum]], others)}</ab>"


def _place(siglum: str, row: int, names: dict[str, str]) -> str:
    """Where a moved passage stands in its witness."""
    others = [name for each, name in names.items() if each != siglum]
    inside = _lacked(f'<ptr target="#row-{row}"/>', [names[siglum]], others)
    return f'<ab type="moved" xml:id="place-{row}-{names[siglum]}" corresp="#row-{row}">{inside}</ab>'


def _row(work: Work, entry: Entry, segments: Sequence[Segment], names: dict[str, str], number: int) -> str:
    run = entry.passages
    numbers = {siglum: _numbers(work.witness(siglum), each, names[siglum]) for siglum, each in run.items()}
    inside = "".join(_segment(work, each, numbers, names) for each in segments).strip()
    lacking = [name for siglum, name in names.items() if siglum not in run]
    inside = _lacked(inside, [names[siglum] for siglum in run], lacking)
    places = " ".join(f"#place-{number}-{names[siglum]}" for siglum in entry.moved)
    pointer = f' corresp="{places}"' if places else ""
    role = work.witness(entry.lead).passages[run[entry.lead][0]].role
    return f'<ab type="{role}" xml:id="row-{number}"{pointer}>{inside}</ab>'


def _numbers(witness: Witness, run: Sequence[int], name: str) -> dict[int, str]:
    """The milestone of each passage of a row, by the character at which it begins."""
    return {witness.passages[index].span.start: _milestone(name, index) for index in run}


def _segment(work: Work, segment: Segment, numbers: dict[str, dict[int, str]], names: dict[str, str]) -> str:
    """What all read, as text; where they differ, every reading with those who have it."""
    readings: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for siglum, spans in segment.stands.items():
        chunks = tuple(_spaced(work.witness(siglum).read(span)) for span in spans)
        # Each milestone is written once: a passage may begin with a stretch in which nothing stands.
        begins = [numbers[siglum].pop(span.start, "") for span in spans]
        readings.setdefault(chunks, {})[siglum] = begins
    if len(readings) == 1:
        return "".join(_reading(chunks, own.values()) for chunks, own in readings.items())
    before = " " if all(chunks[0].startswith(" ") for chunks in readings) else ""
    after = " " if all(chunks[-1].endswith(" ") for chunks in readings) else ""
    said = ""
    for chunks, own in readings.items():
        first = (chunks[0].removeprefix(before), *chunks[1:])
        inner = (*first[:-1], first[-1].removesuffix(after))
        said += f"<rdg {_wit(names[siglum] for siglum in own)}>{_reading(inner, own.values())}</rdg>"
    kind = "substantive" if segment.words_differ else "orthographic"
    return f'{before}<app type="{kind}">{said}</app>{after}'


def _reading(chunks: Sequence[str], begins: Iterable[Sequence[str]]) -> str:
    """A text that runs through as many passages as there are chunks, with the milestones of all who read it."""
    milestones = ["".join(each) for each in zip(*begins, strict=True)]
    return " ".join(mark + escape(chunk) for mark, chunk in zip(milestones, chunks, strict=True))


def _lacked(inside: str, having: Sequence[str], lacking: Sequence[str]) -> str:
    """What only some of the witnesses have."""
    if not lacking:
        return inside
    return f'<app type="substantive"><rdg {_wit(having)}>{inside}</rdg><rdg {_wit(lacking)}/></app>'


def _wit(names: Iterable[str]) -> str:
    return f"wit={_quoted(' '.join('#' + name for name in names))}"


def _milestone(name: str, index: int) -> str:
    return f'<milestone unit="passage" edRef="#{name}" n="{index + 1}"/>'


def _text(text: str) -> str:
    return escape(_spaced(text).strip())


def _spaced(text: str) -> str:
    """With one space for every run of space, and what no XML can hold replaced."""
    return NOT_XML.sub("\ufffd", re.sub(r"\s+", " ", text))


def _quoted(value: str) -> str:
    return quoteattr(_spaced(value))
