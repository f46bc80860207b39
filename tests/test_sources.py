"""Who is cited: the rows of the sources page, and how much of a witness has a source."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from builder import annotate, build, claims
from builder.read import witness as reading
from builder.render import charts, sources
from builder.render.views import Material

CONTENT = Path(__file__).parent.parent / "content"


@pytest.fixture(scope="module")
def rows() -> list[sources.Source]:
    """The sources of the two reports from Kabul airport."""
    built = build.edition(CONTENT)
    dossiers = {each.work.slug: each for each in built.dossiers}
    material = Material(built.edition, dossiers, built.links, {kind.slug: kind for kind in annotate.kinds()})
    ((_, found, _),) = sources.values(material)["tables"]
    return list(found)


def row(rows: list[sources.Source], name: str) -> sources.Source:
    """The one row that bears a name."""
    (found,) = [each for each in rows if name in each.names]
    return found


def test_names_of_one_source_stand_in_one_row(rows: list[sources.Source]) -> None:
    """The words "the officials" are the two defense officials, in both witnesses."""
    found = row(rows, "Two defense officials")
    assert {"The officials", "One of the officials", "The two US defense officials"} < {*found.names}
    assert "anonymous" == found.kind
    assert {"A", "B"} == {place.siglum for place, _ in found.cited}


def test_what_became_of_a_source(rows: list[sources.Source]) -> None:
    """It was left out in A's first sentence, and another one put in its place in the second; both lead to the note."""
    found = row(rows, "Two defense officials")
    assert [("left out in", "A 1"), ("another one in", "A 1")] == [
        (said, place.label) for said, place, _ in found.fates
    ]
    assert all("#n-a-source-" in href for _, _, href in found.fates)
    other = row(rows, "International media reports")
    assert [("another one in", "B 3")] == [(said, place.label) for said, place, _ in other.fates]


def test_every_attribution_stands_in_one_row(rows: list[sources.Source]) -> None:
    """Nothing that somebody is cited for is lost, and nothing stands twice."""
    built = build.edition(CONTENT)
    made = sum(len(each) for each in built.dossiers[0].attributions.values())
    assert made == sum(len(each.cited) for each in rows)


def test_the_clearest_come_first(rows: list[sources.Source]) -> None:
    """Rows are ordered from those who can be asked to nobody."""
    order = [list(sources.KINDS).index(each.kind) for each in rows]
    assert sorted(order) == order


SENTENCES = st.lists(
    st.sampled_from([
        "The gate was shut.", "One official said the gate was shut.", "Ada Holm said so.", "Critics said so.",
        "“It was shut for us,” the mayor said.", "It was reported that the dam burst.", "That family flew home.",
    ]),
    min_size=1, max_size=20,
).map(" ".join)  # fmt: skip


@given(SENTENCES)
def test_shares_are_of_every_sentence(text: str) -> None:
    """The shares of a profile count every body sentence once and fill the bar, the clearest kind first."""
    witness = reading.witness(text.encode(), "a.txt", reading.Known("A"), "en")
    shares = charts.profile(witness, claims.attributions(witness))
    kinds = [*charts.SOURCE_KINDS, charts.UNSOURCED]
    assert sum(passage.role == "body" for passage in witness.passages) == sum(share.sentences for share in shares)
    assert abs(sum(share.width for share in shares) - charts.STRIP_WIDTH) < 1
    assert sorted(kinds.index(share.kind) for share in shares) == [kinds.index(share.kind) for share in shares]


def test_what_goes_on_with_a_source_is_counted_with_it() -> None:
    """The sentence "That family flew home" is still what the official said."""
    text = "One official said a family was saved. That family flew home. The dam lost its water."
    witness = reading.witness(text.encode(), "a.txt", reading.Known("A"), "en")
    shares = charts.profile(witness, claims.attributions(witness))
    assert [("anonymous", 2, 67), ("no source", 1, 33)] == [(one.kind, one.sentences, one.percent) for one in shares]


@pytest.mark.parametrize("page", ["a-b.html", "a-b.inline.html"])
def test_a_changed_source_is_marked_apart_from_other_changes(page: str) -> None:
    """On a comparison the changed words that name a source have a mark of their own, inside that of the change."""
    shown = BeautifulSoup(build.edition(CONTENT).site.files[f"kabul-airport/{page}"], "html.parser")
    for unseen in shown.select(".unseen"):
        unseen.decompose()
    assert ["Two defense officials", "international media reports", "an official", "one of the officials"] == [
        voice.get_text() for voice in shown.select(":is(ins, del) .voice")
    ][:4]
    assert [] == [each.get_text() for each in shown.select(".s .voice") if not each.find_parent(["ins", "del"])]
