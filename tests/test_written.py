"""When was it written? The evidence for each witness's date, the marks on words of time, and the timeline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from builder import annotate, build, days
from builder.model import Dossier
from builder.render import times, views, written

GATE = "The army closed the northern gate. A crowd of thousands had gathered there."
CHRONOLOGY = """
[[event]]
title = "Suicide attack at the Abbey Gate of Kabul airport"
day = 2021-08-26
known = "Announced on the same day."
"""


def edition(folder: Path, texts: Sequence[str], chronology: str = "") -> tuple[views.Material, Dossier, build.Built]:
    """An edition of one work, its witnesses A, B, ... in this order."""
    work = folder / "content" / "work"
    work.mkdir(parents=True)
    (folder / "content" / "chronology.toml").write_text(chronology)
    for number, text in enumerate(texts):
        (work / f"{number}.txt").write_text(text)
    built = build.edition(folder / "content")
    kinds = {kind.slug: kind for kind in annotate.kinds()}
    return views.Material(built.edition, {"work": built.dossiers[0]}, built.links, kinds), built.dossiers[0], built


def told(material: views.Material, dossier: Dossier, siglum: str) -> list[str]:
    """The evidence of a witness, a line a piece: 'on or after 3 May 2021, sure, agrees | where it is known from'."""
    pieces = written.evidence(material, dossier, dossier.work.witness(siglum))
    return [
        f"{piece.before} {days.say_days(piece.days)}, {piece.sure}, {piece.verdict} | {piece.said}".strip()
        for piece in pieces
    ]


def test_a_page_date_against_everything(tmp_path: Path) -> None:
    """The date above the headline counts, and the event, the other witness and the dateline speak against it."""
    attack = "A suicide attack at the Abbey Gate of Kabul airport last week killed 13 people."
    material, dossier, _ = edition(
        tmp_path,
        [
            f"2021-09-01 ISLAMABAD: {attack} {GATE}",
            f"July 13, 2024\n\nGate closed\n\nKABUL, Aug. 31, 2021 \u2014 {attack} {GATE}",
        ],
        CHRONOLOGY,
    )
    assert told(material, dossier, "B") == [
        "13 July 2024, doubtful, counts | printed alone, above the headline",
        "31 August 2021, sure, speaks against it | in the dateline, with the place",
        "30 August to 5 September 2021, sure, speaks against it |"
        " \u201clast week\u201d, if it tells of \u201cSuicide attack at the Abbey Gate of Kabul airport\u201d",
        "1 September 2021, sure, speaks against it | witness A is dated so, 1,046 days apart",
    ]


def test_what_the_text_allows(tmp_path: Path) -> None:
    """The last day told as past and the first told as to come are bounds; they fit a date between them."""
    text = "The bridge was opened on 3 May 2021. The road was built in 1999. A second one will open on 9 June 2021. "
    material, dossier, _ = edition(tmp_path, [f"2021-05-20 ROME: {text}{GATE}", f"2021-05-21 OSLO: {GATE}"])
    assert told(material, dossier, "A") == [
        "20 May 2021, sure, counts | printed before the text",
        "on or after 3 May 2021, sure, allows it | \u201c3 May 2021\u201d is told as past",
        "on or before 9 June 2021, sure, allows it | \u201c9 June 2021\u201d is told as to come",
        "21 May 2021, sure, agrees | witness B is dated so",
    ]


def test_bounds_that_do_not_fit(tmp_path: Path) -> None:
    """A day told as past after the date speaks against it; of an undated text, nothing is for or against."""
    text = f"The bridge was opened on 3 May 2021. {GATE}"
    material, dossier, _ = edition(tmp_path, [f"2019-05-20 ROME: {text}", text])
    assert told(material, dossier, "A")[1:] == [
        "on or after 3 May 2021, sure, speaks against it | \u201c3 May 2021\u201d is told as past"
    ]
    assert told(material, dossier, "B") == [
        "on or after 3 May 2021, sure,  | \u201c3 May 2021\u201d is told as past",
        "20 May 2019, sure,  | witness A is dated so",
    ]


def test_every_piece_is_on_the_page_with_its_way(tmp_path: Path) -> None:
    """The box of the work's page prints each piece as a link."""
    material, dossier, built = edition(tmp_path, [f"2021-09-01 ROME: {GATE}", f"2021-09-11 OSLO: {GATE}"])
    page = built.site.files["work/index.html"].decode()
    box = page[page.index('id="when"') : page.index('id="witnesses"')]
    for siglum in "AB":
        for piece in written.evidence(material, dossier, dossier.work.witness(siglum)):
            assert re.search(rf'<a href="[^"]+">{re.escape(piece.said)}</a>', box)


def test_one_event_in_two_versions_is_joined(tmp_path: Path) -> None:
    """Days in common in aligned sentences are joined by a line, and the table of the timeline says to what."""
    one = "The last troops left the northern gate on Monday."
    two = "The last troops left the northern gate on 30 August 2021."
    material, dossier, _ = edition(tmp_path, [f"2021-09-01 ROME: {one}", f"2021-09-01 OSLO: {two}"])
    made = times.timeline(material, [dossier])
    assert [""] == [tie.label for tie in made["drawing"].ties]
    joined = {row.item.label: [(other.label, said) for other, said in row.beside] for row in made["rows"] if row.beside}
    monday, printed = "\u201cMonday\u201d: 30 August 2021", "\u201c30 August 2021\u201d: 30 August 2021"
    assert {monday: [(printed, "")], printed: [(monday, "")]} == joined


def test_days_that_differ_are_joined_by_a_broken_line(tmp_path: Path) -> None:
    """Two days of one event, and a day against the chronology: each has its line, and the table says what it is."""
    attack = "The suicide attack at the Abbey Gate of Kabul airport came on"
    texts = [f"2021-09-01 ROME: {attack} 26 August 2021.", f"2021-09-01 OSLO: {attack} 20 August 2021."]
    material, dossier, _ = edition(tmp_path, texts, CHRONOLOGY)
    made = times.timeline(material, [dossier])
    labels = ["a day, and what is known from elsewhere", "two days of one event"]
    assert labels == sorted(tie.label for tie in made["drawing"].ties)
    assert 2 * len(labels) == sum(len(row.beside) for row in made["rows"])


@pytest.mark.parametrize(
    ("first", "after", "expected"),
    [
        (date(2021, 9, 1), date(2021, 9, 2), "2021-09-01"),
        (date(2021, 8, 23), date(2021, 8, 30), "2021-W34"),
        (date(2021, 8, 1), date(2021, 9, 1), "2021-08"),
        (date(2021, 1, 1), date(2022, 1, 1), "2021"),
        (date(2021, 8, 14), date(2021, 8, 31), ""),
        (date(2021, 4, 1), date(2021, 7, 1), ""),
    ],
)
def test_stretches_as_html_writes_them(first: date, after: date, expected: str) -> None:
    """A day, a week, a month and a year have a form; what is neither has none."""
    assert expected == times.datetime(days.Days(first, after))


def test_words_of_time_are_marked_everywhere(tmp_path: Path) -> None:
    """On the reading page the days stand beside the words; in the comparison they are told when asked."""
    _, _, built = edition(tmp_path, [f"2021-09-01 ROME: It was last week. {GATE}", f"2021-09-01 OSLO: {GATE}"])
    said = "23 to 29 August 2021, counted from 1 September 2021"
    assert f'<time datetime="2021-W34">last week</time><span class="gloss">{said}</span>' in _page(built, "work/a.html")
    for address in ("work/a-b.html", "work/a-b.inline.html"):
        assert f'<time datetime="2021-W34" title="{said}">last week</time>' in _page(built, address)


def test_a_short_text_shows_three_notes_at_first(tmp_path: Path) -> None:
    """Of a text of a few lines the three gravest notes stand in the margin, and the switch counts all."""
    text = "It was closed yesterday. Critics said it was old.\n\nSome say it was new. Experts say it was neither."
    _, _, built = edition(tmp_path, [text, f"2021-09-01 OSLO: {GATE}"])
    page = _page(built, "work/a.html")
    notes = len(re.findall(r'class="note ', page))
    assert notes - len(re.findall(r'class="note [^"]*lesser', page)) == 3
    assert f"the gravest 3 of {notes}" in page


def _page(built: build.Built, address: str) -> str:
    return built.site.files[address].decode()
