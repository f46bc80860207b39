"""What a reader must see on the two texts from Kabul airport, finding by finding, in the edition as built."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder import build
from builder.model import Note, Span

CONTENT = Path(__file__).parent.parent / "content"
WORK = "kabul-airport"


@pytest.fixture(scope="module")
def built() -> build.Built:
    """The edition in content/, read, collated, annotated and rendered."""
    return build.edition(CONTENT)


def words(built: build.Built, siglum: str, span: Span) -> str:
    """The words of a span on one line."""
    return " ".join(built.edition.works[0].witness(siglum).read(span).split())


def found(built: build.Built, siglum: str, kind: str) -> list[Note]:
    """The notes of a check on a witness."""
    return [note for note in built.notes[0] if (note.siglum, note.kind) == (siglum, kind)]


def over(built: build.Built, siglum: str, quote: str) -> list[str]:
    """The kinds of the checks' notes that touch the first place of some words."""
    start = built.edition.works[0].witness(siglum).text.index(quote)
    span = Span(start, start + len(quote))
    mine = [note for note in built.notes[0] if note.siglum == siglum and not note.author]
    return [note.kind for note in mine if note.span.touches(span)]


FINDINGS = [
    # siglum, kind, severity, the words noted, a part of the message, words of the first evidence
    ("A", "byline-differs", "note", "2021-09-01", "is dated 13 July 2024, 1,046 days later", "July 13, 2024"),
    ("B", "byline-differs", "error", "July 13, 2024", "is dated 1 September 2021, 1,046 days earlier", "2021-09-01"),
    ("B", "byline-suspect", "warning", "July 13, 2024", "it stands alone above the headline", "2021-09-01"),
    (
        "A",
        "relative-date-drift",
        "error",
        "last week",
        "means 23 to 29 August 2021 here, counted from 1 September 2021; in witness B it means 1 to 7 July 2024",
        "last week",
    ),
    (
        "B",
        "relative-date-drift",
        "error",
        "last week",
        "means 1 to 7 July 2024 here, counted from 13 July 2024; in witness A it means 23 to 29 August 2021",
        "last week",
    ),
    (
        "B",
        "relative-on-doubtful-byline",
        "note",
        "last week",
        "would mean 1 to 7 July 2024, counted from 13 July 2024: a doubtful date",
        "July 13, 2024",
    ),
    (
        "B",
        "chronology-conflict",
        "error",
        "last week",
        "the chronology has “Suicide attack at the Abbey Gate of Kabul airport” on 26 August 2021",
        "",
    ),
    (
        "B",
        "chronology-conflict",
        "error",
        "last week",
        "the chronology has “William Burns meets Abdul Ghani Baradar in Kabul” on 23 August 2021",
        "",
    ),
    (
        "A",
        "source-dropped",
        "warning",
        "The US military negotiated a secret arrangement with the Taliban that resulted in Taliban members escorting"
        " groups of Americans to the gates of the Kabul airport as they sought to escape Afghanistan.",
        "Witness B gives a source: “Two defense officials told CNN”.",
        "Two defense officials told CNN",
    ),
    (
        "A",
        "source-changed",
        "warning",
        "According to international media reports, an official revealed",
        "Witness B says: “According to one of the officials”.",
        "According to one of the officials",
    ),
    ("A", "dangling-source", "warning", "The officials", "No officials were introduced before this.", ""),
    ("A", "vague-source", "warning", "international media reports", "Whose reports? The text does not say.", ""),
    ("A", "vague-source", "warning", "numerous reports", "Whose reports? The text does not say.", ""),
    (
        "A",
        "unsourced-claim",
        "warning",
        "122,000 people in total had been airlifted from Hamid Karzai International Airport since July and more than"
        " 6,000 Americans civilians",
        "No source is named for these figures.",
        "",
    ),
    (
        "A",
        "unsourced-claim",
        "warning",
        "13 Americans service members and more than 170 Afghans were killed",
        "No source is named for these figures.",
        "",
    ),
    (
        "A",
        "anonymous-source",
        "warning",
        "an official",
        "No reason is given. It is quoted with an opinion: “It worked, it worked beautifully”.",
        '"It worked, it worked beautifully,"',
    ),
    ("A", "only-here", "note", "122,000 people", "Only this version says this.", ""),
    ("B", "only-here", "note", "unprecedented", "Only this version says this.", ""),
    ("B", "only-here", "note", "highly unusual", "Only this version says this.", ""),
    (
        "A",
        "anonymity-unexplained",
        "note",
        "an official",
        "This version does not say why its sources are unnamed. Witness B does.",
        "spoke on the condition of anonymity due to the sensitivity of the arrangements",
    ),
    (
        "A",
        "contradicts-version",
        "error",
        "It is not clear if the Taliban who were checking credentials during these efforts turned away any of the"
        " Americans.",
        "Witness B says otherwise: “In some instances, Americans and green card holders were turned away",
        "In some instances, Americans and green card holders were turned away at the Interior Ministry muster point"
        " during the course of evacuations, according to people in the network who were in touch with several Afghans"
        " attempting passage through the secret route.",
    ),
    (
        "A",
        "hedge-changed",
        "warning",
        "in most cases in an attempt to ensure their safety",
        "Witness B hedges in another way:",
        "as they progressed through the crowds, presumably ready to intervene in case anything happened",
    ),
    (
        "B",
        "hedge-changed",
        "warning",
        "as they progressed through the crowds, presumably ready to intervene in case anything happened",
        "Witness A hedges in another way:",
        "in most cases in an attempt to ensure their safety",
    ),
    ("B", "no-source-report", "warning", "It was also reported", "Reported by whom? The text does not say.", ""),
    ("B", "unsourced-claim", "warning", "unprecedented", "No source is named for this judgement.", ""),
    ("B", "unsourced-claim", "warning", "highly unusual", "No source is named for this judgement.", ""),
    ("B", "vague-credit", "warning", "Source: News Agencies", "Which agency? The line names none.", ""),
    (
        "B",
        "anonymous-source",
        "warning",
        "Two defense officials",
        "The source is not named. The text gives a reason.",
        "spoke on the condition of anonymity due to the sensitivity of the arrangements",
    ),
    (
        "B",
        "second-hand",
        "note",
        "Americans involved in an unofficial network dedicated to helping Americans and vulnerable Afghans",
        "Told at second hand.",
        "",
    ),
    (
        "B",
        "second-hand",
        "note",
        "Multiple sources in the US who were in contact with people trying to escape",
        "Told at second hand.",
        "",
    ),
    ("B", "second-hand", "note", "Their family member in the US", "Told at second hand.", ""),
]


@pytest.mark.parametrize(
    ("siglum", "kind", "severity", "quote", "message", "evidence"),
    FINDINGS,
    ids=[f"{siglum} {kind}: {quote[:30]}" for siglum, kind, _, quote, _, _ in FINDINGS],
)
def test_finding(
    built: build.Built, siglum: str, kind: str, severity: str, quote: str, message: str, evidence: str
) -> None:
    """Each finding stands once on its words, with its severity, what is missing, and the place that shows it."""
    about = [note for note in found(built, siglum, kind) if words(built, siglum, note.span) == quote]
    notes = [note for note in about if message in note.message]
    assert [severity] == [note.severity for note in notes]
    shown = [words(built, each.siglum, each.span) for each in notes[0].evidence]
    assert ([evidence] if evidence else []) == shown[:1]


def test_nothing_else_is_flagged(built: build.Built) -> None:
    """The checks find these and nothing more: no false note, and none twice."""
    notes = [note for note in built.notes[0] if not note.author]
    assert sorted((siglum, kind, quote) for siglum, kind, _, quote, _, _ in FINDINGS) == sorted(
        (note.siglum, note.kind, words(built, note.siglum, note.span)) for note in notes
    )


NO_DATES = [
    ("A", "Monday"),
    ("A", "since July"),
    ("A", "several times a day"),
    ("B", "several times a day"),
    ("B", "for years"),
    ("A", "13 Americans"),
    ("B", "13 American"),
    ("A", "122,000"),
]


@pytest.mark.parametrize(("siglum", "quote"), NO_DATES, ids=[f"{siglum}: {quote}" for siglum, quote in NO_DATES])
def test_no_date_is_flagged(built: build.Built, siglum: str, quote: str) -> None:
    """A weekday that fits, a month, a count, a span of time and a number carry no note about dates."""
    assert not [kind for kind in over(built, siglum, quote) if kind.startswith(("byline", "relative"))]


NOT_FLAGGED = [
    ("A", "several times a day"),
    ("B", "several times a day"),
    ("A", "according to one of the officials"),
    ("B", "It’s unknown how broadly the Taliban’s refusal to admit some people"),
    ("B", "It’s also unclear if Americans and green card holders who got turned away"),
    ("A", "Biden administration officials stressed"),
    ("B", "Biden administration officials stressed"),
    ("A", "One of the key muster points was a Ministry of Interior building"),
    ("B", "One of the key muster points was a Ministry of Interior building"),
    ("A", '"It worked, it worked beautifully,"'),
    ("B", "“It worked, it worked beautifully,” one"),
    ("A", "muster points"),
    ("B", "Many thought they were misunderstanding the directions"),
    ("B", "The Taliban have escorted Americans to the gates"),
    ("B", "Taliban escorts Americans to gates at Kabul Airport in secret deal with US"),
    ("B", "13 American service members"),
    ("B", "About The Author"),
    ("B", "Leave a Reply"),
    ("B", "Your email address will not be published."),
]


@pytest.mark.parametrize(("siglum", "quote"), NOT_FLAGGED, ids=[f"{siglum}: {quote}" for siglum, quote in NOT_FLAGGED])
def test_not_flagged(built: build.Built, siglum: str, quote: str) -> None:
    """What only looks wrong carries no note of a check."""
    assert [] == over(built, siglum, quote)


def test_clear_words_are_no_claims(built: build.Built) -> None:
    """'It is not clear' says nothing that needs a source: it is noted for what B answers, and for nothing else."""
    assert ["contradicts-version"] == over(built, "A", "It is not clear if")


def test_sources_are_flagged_once_each(built: build.Built) -> None:
    """Officials are cited by name of their office five times in A and six in B; each text has one such note."""
    for siglum in "AB":
        mentions = [each for each in built.dossiers[0].attributions[siglum] if each.kind == "anonymous"]
        assert 4 <= len(mentions)
        assert 1 == len(found(built, siglum, "anonymous-source"))


@pytest.mark.parametrize(
    ("siglum", "said", "gloss"),
    [
        ("A", "Monday", "30 August 2021, counted from 1 September 2021"),
        ("A", "July", "July 2021, counted from 1 September 2021"),
        ("A", "last week", "23 to 29 August 2021, counted from 1 September 2021"),
        ("B", "last week", "1 to 7 July 2024, counted from 13 July 2024"),
    ],
)
def test_relative_words_show_their_days(built: build.Built, siglum: str, said: str, gloss: str) -> None:
    """On the reading page each relative phrase is followed by the days that it names and the date they count from."""
    page = built.site.files[f"{WORK}/{siglum.lower()}.html"].decode()
    shown = re.findall(r"<time[^>]*>([^<]*)</time>(?:<[^>]*>)*?<span class=\"gloss\">([^<]*)</span>", page)
    assert (said, gloss) in shown


@pytest.mark.parametrize(
    ("siglum", "said"), [("A", "several times a day"), ("B", "several times a day"), ("B", "for years")]
)
def test_counts_and_spans_show_no_days(built: build.Built, siglum: str, said: str) -> None:
    """How often and how long is no day: nothing is counted out beside it."""
    witness = built.edition.works[0].witness(siglum)
    start = witness.text.index(said)
    times = [time for time in built.dossiers[0].times[siglum] if time.span.touches(Span(start, start + len(said)))]
    assert [None] == [time.days for time in times]


def test_every_note_is_on_its_reading_page(built: build.Built) -> None:
    """Every note has an address on the reading page of its witness, and its message stands there."""
    for filed in built.links.notes:
        page = built.site.files[f"{filed.work}/{filed.note.siglum.lower()}.html"].decode()
        assert f'id="{filed.id}"' in page


def test_conflict_is_said_in_one_sentence(built: build.Built) -> None:
    """The work's page says how far apart the two dates are."""
    assert "1,046 days" in built.site.files[f"{WORK}/index.html"].decode()
