"""The pages of a work in many versions: a small site in a real browser, on a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from builder import build, prove, write

SITES = Path(__file__).parent / "sites"
APPARATUS, OTHER, BASE, WORK = "apparatus.html", "apparatus-c.html", "a.html", "index.html"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address, on disk, of the folder of a work in four versions."""
    folder = tmp_path_factory.mktemp("four") / "site"
    write.site(build.edition(SITES / "four-witnesses" / "content").site, folder)
    return f"{(folder / 'harbour').as_uri()}/"


def lines(page: Page) -> list[str]:
    """The lines of an apparatus, each on one line."""
    return [" ".join(text.split()) for text in page.locator(".variants li").all_inner_texts()]


def test_the_apparatus_says_who_reads_what(page_at: Opener, work: str) -> None:
    """Lemma, bracket, readings with their witnesses; what is left out, added and moved; each line with its number."""
    page = page_at(work + APPARATUS)
    assert lines(page)[:9] == [
        "1 The night] When D",
        "2 On the third of] In D",
        "3 old] om. B C",
        "4 Nobody living had seen it before] om. D",
        "5 walked] went C",
        "6 across] over B C",
        "7 shoulders] backs B C",
        "8 200] 300 B C",
        "9 stood] were D",
    ]
    assert "13 after this add. He had warned of it for years. B C (after for add. many C)" in lines(page)
    assert "14 after a add. great B C" in lines(page)
    assert "15 It was heard … as the church] moved in B C" in lines(page)


def test_numbers_ascend_with_the_text(tmp_path: Path) -> None:
    """Also where another witness has something before the first sentence: its number stands before that."""
    rest = "The ferry left the old harbour at noon.\n\nNobody on the shore had seen it before.\n"
    for name, text in (("a", rest), ("b", rest), ("c", "Snow lay on all the roofs.\n\n" + rest.replace("old", "new"))):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    built = build.edition(tmp_path)
    (page,) = (file.decode() for address, file in built.site.files.items() if address.endswith("/apparatus.html"))
    assert ["1", "2"] == re.findall(r'aria-label="Variant (\d+)"', page)
    assert page.index('aria-label="Variant 1"') < page.index("The ferry left the") < page.index("Snow lay on all")


def test_a_number_leads_to_its_line_and_back(page_at: Opener, work: str) -> None:
    """From the words to what is said of them, and from there to the words."""
    page = page_at(work + APPARATUS)
    page.locator(".lemma", has_text="across").first.locator("xpath=following-sibling::a[1]").click()
    assert "6 across] over B C" == " ".join(page.locator(".variants li:target").inner_text().split())
    page.locator(".variants li:target .number").click()
    assert "across" == page.locator(":target").inner_text()


def test_the_base_can_be_switched(page_at: Opener, work: str) -> None:
    """Every witness can take the place of the base; its page says so."""
    page = page_at(work + APPARATUS)
    expect(page.locator("main")).to_contain_text("A is the base because it shares the most words with the others")
    page.locator(".views").get_by_role("link", name="C").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Readings against C")
    expect(page.locator("main")).to_contain_text("The base of this work is A. Here C takes its place.")
    assert "1 The night] When D" in lines(page)
    assert "6 over] across A D" in lines(page)


def test_the_terms_are_explained(page_at: Opener, work: str) -> None:
    """A reader who does not know the signs finds them on the page."""
    page = page_at(work + APPARATUS)
    page.get_by_text("How to read this").click()
    expect(page.locator(".signs")).to_be_visible()
    expect(page.locator(".signs")).to_contain_text("omits: these words are not in B")


def test_below_the_base_text(page_at: Opener, work: str) -> None:
    """The reading page of the base has the same lines below its text, without numbers; that of another has none."""
    numbered = [line.split(" ", 1)[1] for line in lines(page_at(work + APPARATUS))]
    assert numbered == lines(page_at(work + BASE))
    assert [] == lines(page_at(work + "b.html"))


def test_from_one_comparison_to_the_others(page_at: Opener, work: str) -> None:
    """A comparison leads to those of its two witnesses with others, side by side or in one column as it is itself."""
    page = page_at(work + "b-d.html")
    page.locator(".views", has_text="D with:").get_by_role("link", name="A").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A and D compared")
    page.get_by_role("link", name="In one column").click()
    page.locator(".views", has_text="A with:").get_by_role("link", name="C").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A and C in one column")


def test_words_carried_into_another_sentence(page_at: Opener, tmp_path: Path) -> None:
    """Each of the two places names the other, side by side and in one column, and leads there."""
    folder = tmp_path / "content"
    folder.mkdir()
    clause = ", although it had rained for three whole days on end,"
    text = "He closed the gate and{} waited for the ferry.\n\nThe guard on the shore{} left his post before the bell.\n"
    (folder / "a.txt").write_text(text.format(clause, ""), encoding="utf-8")
    (folder / "b.txt").write_text(text.format("", clause), encoding="utf-8")
    built = build.edition(folder)
    assert () == prove.problems(built.edition, built.dossiers, built.links, built.site)
    write.site(built.site, tmp_path / "site")
    (address,) = (tmp_path / "site").rglob("a-b.html")
    said = "Moved words. In {} “although it had … days on end” stands at {}."
    page = page_at(address.as_uri())
    expect(page.locator(".left .elsewhere")).to_have_text(said.format("B", "B 2"))
    expect(page.locator(".right .elsewhere")).to_have_text(said.format("A", "A 1"))
    page.goto(address.with_name("a-b.inline.html").as_uri())
    expect(page.locator(".elsewhere")).to_have_text(said.format("B", "B 2"))
    page.locator(".elsewhere").get_by_role("link").click()
    expect(page.locator(":target")).to_contain_text("The guard on the shore")


def test_likeness_and_descent(page_at: Opener, work: str) -> None:
    """The table reads the same across and down, its numbers lead to the comparisons; tree and table name all."""
    page = page_at(work + WORK)
    expect(page.locator("section[aria-labelledby=descent]")).to_contain_text("A guess from shared readings")
    rows = [row.locator("td").all_inner_texts() for row in page.locator("table.matrix tbody tr").all()]
    assert rows == [list(column) for column in zip(*rows, strict=True)]
    assert ["–"] * 4 == [rows[place][place] for place in range(4)]
    leaves = page.locator("svg.tree text:not(.measure)").all_text_contents()
    assert ["A Lindholm Courier", "B The Northern Star", "C A school reader", "D Almanac"] == sorted(leaves)
    page.locator("table.matrix tbody tr").first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A and B compared")


@pytest.mark.parametrize("address", [APPARATUS, OTHER, BASE, WORK, "b-d.html"])
def test_on_a_phone_nothing_runs_off_the_page(page_at: Opener, work: str, address: str) -> None:
    """Nothing makes a reader scroll sideways, but for a table or a drawing inside its own frame."""
    page = page_at(work + address, width=360, height=740)
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")])
def test_no_fault_that_axe_knows(page_at: Opener, work: str, width: int, scheme: Literal["light", "dark"]) -> None:
    """No violation of WCAG 2.2 A and AA nor of axe's best practices."""
    axe, page, found = Axe(), page_at("about:blank", width=width, height=740, scheme=scheme), []
    for address in (APPARATUS, OTHER, BASE, WORK, "b-d.html"):
        page.goto(work + address)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        result = axe.run(page, options={"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}})
        found += [
            f"{address} {rule['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
            for rule in result.response["violations"]
            for node in rule["nodes"]
        ]
    assert found == []


def test_without_a_script_it_says_the_same(page_at: Opener, work: str) -> None:
    """The pages hang on no script."""
    for address in (APPARATUS, WORK):
        with_script, without = (page_at(work + address, scripts=scripts) for scripts in (True, False))
        assert with_script.locator("main").inner_text() == without.locator("main").inner_text()


def test_of_many_witnesses_not_all_are_compared() -> None:
    """Seven witnesses: the base against each and neighbours in time have pages, and no link leads to another."""
    built = build.edition(SITES / "many-witnesses" / "content")
    assert () == prove.problems(built.edition, built.dossiers, built.links, built.site)
    base = built.dossiers[0].collation.base.lower()
    compared = {address.split("/")[1].split(".")[0] for address in built.site.files if address.endswith(".inline.html")}
    beside = {"a-b", "b-c", "c-d", "d-e"}
    assert 6 == len([pair for pair in compared if base in pair.split("-")])
    assert beside <= compared
    assert 6 + len([pair for pair in beside if base not in pair.split("-")]) == len(compared)
    assert ["report/apparatus.html"] == [address for address in built.site.files if "/apparatus" in address]
    files = [file.decode() for address, file in built.site.files.items() if address.endswith(".inline.html")]
    assert not any(re.search(r"with: <span[^>]*>\w+</span> </p>", page) for page in files), "a way to nowhere else"


def test_where_many_have_a_sentence_one_link_leads_to_them() -> None:
    """On the base's page a sentence that six others have leads to the apparatus, not to each of them."""
    built = build.edition(SITES / "many-witnesses" / "content")
    base = built.dossiers[0].collation.base.lower()
    page = built.site.files[f"report/{base}.html"].decode()
    ways = re.findall(r'<a class="way" href="([^"]*)"[^>]*>([^<]*)</a>', page)
    assert "6 witnesses" in [label for _, label in ways]
    assert all(href.startswith("apparatus.html#") for href, label in ways if label.endswith("witnesses"))
    assert "Compare with 6 others" in page
