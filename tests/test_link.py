"""What points to what: addresses of notes, mentions of names, counterparts, and the way back from evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import build, link
from builder.model import Dossier, Edition, Evidence, Links, Name, Note, Span, Witness, Work
from builder.read import witness as reading

CONTENT = Path(__file__).parent.parent / "content"


def witness(siglum: str, text: str) -> Witness:
    """A witness as read from a plain text."""
    return reading.witness(text.encode(), f"{siglum}.txt", reading.Known(siglum), "en")


def linked(
    witnesses: Sequence[Witness], notes: Sequence[Note] = (), glossary: Sequence[Name] = ()
) -> tuple[Dossier, Links]:
    """The links of an edition of one work."""
    work = Work("work", "Work", tuple(witnesses), witnesses[0].siglum)
    edition = Edition("", "", "", "en", "", "", "", None, (work,), (), tuple(glossary), ())
    dossier = build.dossier(work)
    return dossier, link.edition(edition, [dossier], [notes])


def note(where: Witness, quote: str, kind: str = "editor", evidence: tuple[Evidence, ...] = ()) -> Note:
    """A note on some words."""
    start = where.text.index(quote)
    return Note(kind, "note", where.siglum, Span(start, start + len(quote)), "Look here.", evidence)


REPEATS = "He was silent. The ship sailed. He was silent. The ship sailed. He was silent. Rain fell all day."
WORDS = st.sampled_from(["He was", "silent", "The ship", "sailed", "Rain fell", "all day"])


def at(where: Witness, place: int, kind: str) -> Note:
    """A note on a whole passage."""
    return Note(kind, "note", where.siglum, where.passages[place].span, "Look here.")


PLACES = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["editor", "second-hand"])), max_size=9).map(sorted)


@given(PLACES)
def test_every_note_has_an_address_of_its_own(places: list[tuple[int, str]]) -> None:
    """Whatever notes stand on whatever passages, repeats among them: no id is given twice, nor one of a passage."""
    one = witness("A", REPEATS)
    _, links = linked([one], [at(one, *place) for place in places])
    ids = [filed.id for filed in links.notes]
    assert len(set(ids)) == len(ids) == len(places)
    assert not {passage.id for passage in one.passages} & set(ids)
    assert all(re.fullmatch(r"n-a-[a-z0-9-]+", name) for name in ids)
    assert list(range(1, len(ids) + 1)) == [filed.number for filed in links.notes]


@given(PLACES, st.integers(0, 5))
def test_addresses_outlive_other_notes(places: list[tuple[int, str]], gone: int) -> None:
    """A note keeps its address when the notes on another passage are taken away or come back."""
    one = witness("A", REPEATS)
    kept = [place for place in places if place[0] != gone]
    before, after = (linked([one], [at(one, *place) for place in each])[1].notes for each in (places, kept))
    assert [filed.id for filed in before if filed.passage != gone] == [filed.id for filed in after]


def test_addresses_outlive_an_inserted_line() -> None:
    """A note keeps its address when a paragraph comes in before it."""
    text = "The ship sailed at noon, and nobody waved. Rain fell all day on the empty quay."
    before, after = witness("A", text), witness("A", f"A new first sentence came in here.\n\n{text}")
    ids = [linked([one], [note(one, "Rain fell")])[1].notes[0].id for one in (before, after)]
    assert ids[0] == ids[1]


NAMES = (
    Name("kabul", "Kabul", "place", (), ""),
    Name("airport", "Hamid Karzai International Airport", "place", ("Kabul airport", "the airport"), ""),
    Name("isis-k", "ISIS-K", "organisation", ("ISIS",), ""),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Kabul the Kabul airport was shut.", ["kabul: Kabul", "airport: Kabul airport"]),
        ("A Kabuli met two Kabulis.", []),
        ("ISIS-K is not ISIS, said ISIS’s men.", ["isis-k: ISIS-K", "isis-k: ISIS", "isis-k: ISIS"]),
        ("They flew from Hamid Karzai\nInternational Airport.", ["airport: Hamid Karzai International Airport"]),
        ("They spoke of kabul.", []),
        ("Two men sat. They were glad.\n\nNobody came in.\n\nLeave a Reply\n\nKabul", []),
    ],
)
def test_mentions(text: str, expected: list[str]) -> None:
    """The longest name wins, whole words only, over line ends, in the spelling of the glossary, not in furniture."""
    one = witness("A", text)
    _, links = linked([one], glossary=NAMES)
    assert expected == [f"{each.name.slug}: {' '.join(one.read(each.span).split())}" for each in links.mentions]


@given(st.lists(st.sampled_from(["Kabul", "airport", "the", "ISIS", "-K", "Hamid", "x", ".", "\n"]), max_size=20))
def test_mentions_never_overlap(parts: list[str]) -> None:
    """Of any text: mentions are in order and apart, and each reads as its name or an alias of it."""
    text = " ".join(parts)
    if not text.strip():
        return
    one = witness("A", text)
    end = 0
    for mention in linked([one], glossary=NAMES)[1].mentions:
        assert end <= mention.span.start
        end = mention.span.end
        assert " ".join(one.read(mention.span).split()) in (mention.name.name, *mention.name.aliases)


SENTENCES = st.lists(st.tuples(WORDS, WORDS, WORDS).map(" ".join), min_size=1, max_size=5).map("\n\n".join)


@given(st.tuples(SENTENCES, SENTENCES, SENTENCES))
def test_counterparts_are_mutual(texts: tuple[str, ...]) -> None:
    """Of any three texts: if a passage has a counterpart, it is that one's counterpart, moved and changed alike."""
    dossier, links = linked([witness(siglum, text) for siglum, text in zip("ABC", texts, strict=True)])
    for (work, siglum, passage), others in links.counterparts.items():
        assert sorted(others, key=lambda one: (one.siglum, one.passage)) == list(others)
        for other in others:
            back = links.counterparts[work, other.siglum, other.passage]
            assert [(other.moved, other.changed)] == [
                (one.moved, one.changed) for one in back if (one.siglum, one.passage) == (siglum, passage)
            ]
    pairs = sum(2 * len(m.left) * len(m.right) for pair in dossier.collation.pairs for m in pair.matches)
    assert pairs == sum(map(len, links.counterparts.values()))


def test_evidence_leads_back() -> None:
    """A passage that a note gives as evidence knows the note, once, though it is cited twice."""
    one, two = witness("A", "The gate was shut. Nobody came."), witness("B", "The gate was open. Many came.")
    evidence = (Evidence("B", Span(0, 3)), Evidence("B", Span(4, 8)), Evidence("A", Span(20, 26)))
    _, links = linked([one, two], [note(one, "The gate", evidence=evidence)])
    filed = links.notes[0]
    assert {("work", "B", 0): (filed,), ("work", "A", 1): (filed,)} == dict(links.cited)


def test_edition_leads_back() -> None:
    """On the real content: every piece of evidence has its way back, and nothing else has."""
    built = build.edition(CONTENT)
    back = {(place, filed.id) for place, each in built.links.cited.items() for filed in each}
    there = {
        ((filed.work, each.siglum, built.edition.works[0].witness(each.siglum).passage_at(each.span)), filed.id)
        for filed in built.links.notes
        for each in filed.note.evidence
    }
    assert there == back
    assert built.links.on("kabul-airport", "A") + built.links.on("kabul-airport", "B") == built.links.notes
