"""The real edition in a real browser: what a reader sees, reaches and prints, on a desk and on a phone."""

from __future__ import annotations

import functools
import http.server
import math
import re
import threading
import tomllib
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from builder import build, write

ROOT = Path(__file__).parents[1]
BELOW = "/edition/"
"""The site is served from a sub-path: what holds there holds at a root."""

HEADERS: dict[str, str] = tomllib.loads((ROOT / "netlify.toml").read_text())["headers"][0]["values"]
"""The headers of the real host, its Content-Security-Policy among them."""

DROPPED = re.compile("international media reports, (source: )?an official revealed that")
"""Words of A that B has not, with what is said of them to who cannot see that a source is outlined."""
READING = ("kabul-airport/a.html", "kabul-airport/b.html")
COMPARED = "kabul-airport/a-b.html"
ONE_COLUMN = "kabul-airport/a-b.inline.html"

FARTHEST = {"kabul-airport/a.html": 660, "kabul-airport/b.html": 370}
"""Pixels (of 17 px text) that a note may stand below its words: A has nine notes on its first two sentences."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAIRS = [
    ("A 1", "B 1"), ("A 1", "B 2"), ("A 1", "B 3"), ("A 2", "B 5"), ("A 3", "B 6"), ("A 5", "B 11"), ("A 3", "B 13"),
    ("A 4", "B 14"), ("A 4", "B 14"), ("A 4", "B 14"), ("A 5", "B 15"),
]  # fmt: skip
"""The true pairs of the seeds, in the order of B; "A 5" to "B 11" is the one that moved."""

Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real edition, built for a sub-path."""
    folder = tmp_path_factory.mktemp("published") / "edition"
    write.site(build.edition(ROOT / "content", base_url=f"https://example.org{BELOW}").site, folder)
    return folder


@pytest.fixture(scope="session")
def pages(site: Path) -> list[str]:
    """The address of every page."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


class Host(http.server.SimpleHTTPRequestHandler):
    """A static host: the site below its sub-path with the headers of the real one, its 404 page anywhere else."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file, or with the page that says that there is none."""
        path = unquote(urlsplit(self.path).path)
        asked = Path(self.directory, path.removeprefix(BELOW))
        asked = asked / "index.html" if path.endswith("/") else asked
        found = path.startswith(BELOW) and asked.is_file() and ".." not in PurePosixPath(path).parts
        body = (asked if found else Path(self.directory, "404.html")).read_bytes()
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", self.guess_type(str(asked)) if found else "text/html")
        self.send_header("Content-Length", str(len(body)))
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing: tests say what went wrong."""


@pytest.fixture(scope="session")
def host(site: Path) -> Iterator[str]:
    """The address below which the site is served."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(site))) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{BELOW}"
        server.shutdown()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a phone that is touched, not clicked."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


# On a wide page the notes stand beside their words

LAYOUT = """() => {
  const box = (each) => each.getBoundingClientRect().toJSON();
  const seen = (each) => each.checkVisibility({ visibilityProperty: true }) && each.offsetHeight > 0;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  return {
    width: innerWidth,
    wide: document.documentElement.scrollWidth,
    column: Math.max(...all(".para > :not(.notes)").map((each) => box(each).right)),
    text: all(".para > :not(.notes), .cited, footer.site").map(box),
    main: box(document.querySelector("main")),
    footer: box(document.querySelector("footer.site")),
    notes: all(".note").map((note) => ({
      ...box(note),
      number: note.dataset.n,
      words: document.querySelector(`[data-m="${note.dataset.n}"]`).getClientRects()[0].top,
    })),
  };
}"""


def faults(page: Page, farthest: float) -> list[str]:
    """What is wrong with where the notes stand; `farthest` is how many pixels below its words one may."""
    seen = page.evaluate(LAYOUT)
    found = [f"note {note['number']} {fault}" for note in seen["notes"] for fault in misplaced(note, seen, farthest)]
    if seen["wide"] > seen["width"]:
        found.append(f"the page is {seen['wide']} px wide")
    if seen["footer"]["top"] < max(box["bottom"] for box in [*seen["notes"], seen["main"]]):
        found.append("the foot of the page is not below everything")
    return found


def misplaced(note: dict[str, float], seen: dict[str, Any], farthest: float) -> Iterator[str]:
    """What is wrong with where a note stands."""
    if note["left"] < seen["column"]:
        yield "is not right of the text"
    if note["right"] > seen["width"]:
        yield "runs off the page"
    if note["top"] < note["words"] - 1:
        yield f"stands {note['words'] - note['top']:.0f} px above its words"
    if note["top"] > note["words"] + farthest:
        yield f"stands {note['top'] - note['words']:.0f} px below its words"
    if any(crosses(note, box) for box in seen["text"]):
        yield "lies on text"
    yield from (f"lies on note {other['number']}" for other in seen["notes"] if other != note and crosses(note, other))


def crosses(one: dict[str, float], two: dict[str, float]) -> bool:
    """Whether two boxes share more than an edge."""
    across = min(one["right"], two["right"]) - max(one["left"], two["left"])
    down = min(one["bottom"], two["bottom"]) - max(one["top"], two["top"])
    return across > 0.5 and down > 0.5


@pytest.mark.parametrize("width", [1152, 1280, 1440, 1920])
@pytest.mark.parametrize("address", READING)
def test_every_note_stands_beside_its_words(page_at: Opener, host: str, address: str, width: int) -> None:
    """All notes are seen, right of the text, at or a little below their words; the foot of the page is below all."""
    page = page_at(host + address, width=width)
    page.get_by_label("all", exact=True).check()
    for note in page.locator(".note").all():
        expect(note).to_be_visible()
    assert faults(page, FARTHEST[address]) == []


@pytest.mark.parametrize("address", READING)
def test_the_words_and_their_note_bear_one_number(page_at: Opener, host: str, address: str) -> None:
    """Numbers in the text are those of the notes, each once, and ascend as one reads."""
    page = page_at(host + address)
    page.get_by_label("all", exact=True).check()
    marked = page.locator(".ref.beside").all_inner_texts()
    assert page.locator(".note > .number").all_inner_texts() == marked
    assert [str(number) for number in range(1, len(marked) + 1)] == marked


@pytest.mark.parametrize("address", READING)
def test_an_unfolded_note_pushes_the_next_ones_down(page_at: Opener, host: str, address: str) -> None:
    """Opening what is folded, all of it, leaves every note readable and none on another."""
    page = page_at(host + address)
    page.get_by_label("all", exact=True).check()
    for fold in page.locator(".note summary").all():
        fold.click()
    for closed in page.locator(".note details").all():
        expect(closed).to_have_attribute("open", "")
    assert faults(page, 3 * FARTHEST[address]) == []


@pytest.mark.parametrize("address", READING)
@pytest.mark.parametrize(("choice", "kept"), [("errors", ["error"]), ("errors and warnings", ["error", "warning"])])
def test_a_reader_chooses_which_notes_to_see(
    page_at: Opener, host: str, address: str, choice: str, kept: list[str]
) -> None:
    """The filter leaves the notes of these severities and their numbers in the text, and "all" brings all back."""
    page = page_at(host + address)
    for name in [choice, "all"]:
        page.get_by_label(name, exact=True).check()
        shown = kept if name == choice else ["error", "warning", "note", "info"]
        for kind in (".note", ".ref.beside"):
            for each in page.locator(kind).all():
                wanted = any(f"is-{severity}" in str(each.get_attribute("class")).split() for severity in shown)
                expect(each).to_be_visible(visible=wanted)
        assert faults(page, FARTHEST[address]) == []


@pytest.mark.parametrize("address", READING)
@pytest.mark.parametrize("scripts", [True, False])
def test_at_first_a_reader_sees_the_gravest_notes(page_at: Opener, host: str, address: str, scripts: bool) -> None:
    """At most about six notes for a thousand words, the errors among them; the rest is counted, and one click away."""
    page = page_at(host + address, scripts=scripts)
    words = int(re.findall(r"([\d,]+) words", page.locator("header.witness").inner_text())[0].replace(",", ""))
    every = page.locator(".note").count()
    shown = page.locator(".note:visible").count()
    assert shown == min(every, max(3, math.ceil(6 * words / 1000)))
    assert page.locator(".ref.beside:visible").count() == shown
    expect(page.locator(".note.is-error")).to_have_count(page.locator(".note.is-error:visible").count())
    expect(page.locator(".filter")).to_contain_text(f"the gravest {shown} of {every}")
    assert faults(page, FARTHEST[address]) == []
    page.get_by_label("all", exact=True).check()
    expect(page.locator(".note:visible")).to_have_count(every)


@pytest.mark.parametrize("address", READING)
def test_the_address_of_a_lesser_note_shows_it(page_at: Opener, host: str, address: str) -> None:
    """Whoever follows a link to a note that waits sees it, beside its words."""
    page = page_at(host + address)
    identity = page.locator(".note.lesser").first.get_attribute("id")
    page.goto("about:blank")
    page.goto(f"{host}{address}#{identity}")
    expect(page.locator(f"#{identity}")).to_be_in_viewport()
    assert faults(page, FARTHEST[address]) == []


@pytest.mark.parametrize("address", READING)
@pytest.mark.parametrize("width", [1280, 2560])
def test_text_of_twice_the_size(page_at: Opener, host: str, address: str, width: int) -> None:
    """With the browser's text size doubled nothing is cut: notes stand beside where there is room, else on demand."""
    page = page_at("about:blank", width=width)
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    page.goto(host + address)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "34px"
    if width == 2560:
        assert faults(page, 2 * FARTHEST[address]) == []
        return
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".ref.below:visible").first.click()
    expect(page.locator(".note:popover-open")).to_be_in_viewport()


@pytest.mark.parametrize("address", READING)
def test_an_older_browser_shows_the_notes_beside_their_paragraph(page_at: Opener, host: str, address: str) -> None:
    """Where CSS knows no anchors, notes stand right of the text all the same, none on another; the text makes room."""
    page = page_at("about:blank")

    def without_anchors(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("@supports (top: anchor(top))", "@supports (no: no)"))

    page.route("**/*.css", without_anchors)
    page.goto(host + address)
    for choice in ("all", "errors"):
        page.get_by_label(choice, exact=True).check()
        assert [each for each in faults(page, FARTHEST[address]) if "above its words" not in each] == []


def test_a_note_s_own_address_marks_it(page_at: Opener, host: str) -> None:
    """Following the number in the text shows its note and tells which of them it is; its number leads back."""
    page = page_at(host + READING[1])
    page.get_by_label("all", exact=True).check()
    page.locator(".ref.beside").nth(9).click()
    note = page.locator(".note:target")
    expect(note).to_be_in_viewport()
    expect(note).to_have_attribute("data-n", "10")
    expect(note).to_have_css("outline-style", "solid")
    note.locator(".number").click()
    expect(page.locator(".s:target")).to_contain_text("claimed responsibility for a suicide attack")
    expect(page.locator(".s:target")).to_be_in_viewport()


# On a phone the text comes first


def test_on_a_phone_a_number_opens_its_note(phone: Page, host: str) -> None:
    """No note lies open; a tap on its number shows it whole, Escape closes it and gives the focus back."""
    phone.goto(host + READING[0])
    phone.get_by_label("all", exact=True).check()
    numbers = phone.locator(".ref.below").all()
    assert len(numbers) == phone.locator(".note").count()
    for note in phone.locator(".note").all():
        expect(note).to_be_hidden()
    for number in numbers:
        number.tap()
        note = phone.locator(f"#{number.get_attribute('popovertarget')}")
        expect(note).to_be_in_viewport(ratio=1)
        expect(note.locator("> .number")).to_have_text(number.inner_text())
        for part in note.locator("p:not(details:not(.fold) p)").all():
            expect(part).to_be_visible()
        phone.keyboard.press("Escape")
        expect(note).to_be_hidden()
        expect(number).to_be_focused()


def test_on_a_phone_a_tap_beside_it_closes_a_note(phone: Page, host: str) -> None:
    """A reader who taps the text is back in the text."""
    phone.goto(host + READING[0])
    phone.locator(".ref.below:visible").nth(1).tap()
    note = phone.locator(".note:popover-open")
    expect(note).to_be_visible()
    phone.touchscreen.tap(180, 12)
    expect(note).to_have_count(0)


def test_on_a_phone_a_note_s_address_shows_it(phone: Page, host: str) -> None:
    """Whoever is sent the address of a note sees the note without a tap, below the paragraph of its words."""
    phone.goto(host + READING[0])
    identity = phone.locator(".note").last.get_attribute("id")
    phone.goto("about:blank")  # else the browser stays on the page, and where it was on it
    phone.goto(f"{host}{READING[0]}#{identity}")
    expect(phone.locator(f"#{identity}")).to_be_in_viewport()
    expect(phone.locator(f"#{identity}")).to_contain_text("The text does not say.")


def test_on_a_phone_the_text_comes_first(phone: Page, host: str) -> None:
    """The first words of the text are on the first screen."""
    for address in READING:
        phone.goto(host + address)
        expect(phone.locator(".s.body, .s.heading").first).to_be_in_viewport()


def test_no_page_is_wider_than_a_phone(page_at: Opener, host: str, pages: list[str]) -> None:
    """Nothing makes a reader scroll sideways, but for a table or a drawing inside its own frame."""
    page = page_at("about:blank", width=360, height=740)
    wide = []
    for address in pages:
        page.goto(host + address)
        for width in (320, 360):
            page.set_viewport_size({"width": width, "height": 740})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append(f"{address} at {width} px")
    assert wide == []


# The comparison


def boxes(cells: Locator) -> list[dict[str, float]]:
    """Where each element lies."""
    return list(cells.evaluate_all("all => all.map((each) => each.getBoundingClientRect().toJSON())"))


def test_what_corresponds_stands_side_by_side(page_at: Opener, host: str) -> None:
    """In every row the left and the right passage begin at one height, A's to the left of B's."""
    page = page_at(host + COMPARED)
    rows = page.locator(".row:has(.left .line):has(.right .line)")
    assert rows.count() >= 9
    left, right = boxes(rows.locator(".left .line:first-child")), boxes(rows.locator(".right .line:first-child"))
    assert len(left) == len(right) == rows.count()
    for one, two in zip(left, right, strict=True):
        assert abs(one["top"] - two["top"]) <= 1
        assert one["right"] < two["left"]


ROWS = """rows => rows.flatMap((row) => {
  const labels = (side) => {
    const own = row.querySelectorAll(`.${side} .no`);
    return [...own.length ? own : row.querySelectorAll(`.${side} .elsewhere a`)].map((each) => each.textContent);
  };
  return labels("left").flatMap((one) => labels("right").map((two) => [row.classList[1], one, two]));
})"""


def test_the_eleven_pairs_are_there(page_at: Opener, host: str) -> None:
    """Each row of the same, changed or moved text joins the sentences that an editor would join, and no others."""
    page = page_at(host + COMPARED)
    found = page.locator(".row").evaluate_all(ROWS)
    joined = [(one, two) for kind, one, two in found if kind in ("same", "changed")]
    moved = {(one, two) for kind, one, two in found if kind == "moved"}
    assert sorted(PAIRS) == sorted([*joined, *moved])
    assert {("A 5", "B 11")} == moved


def test_changed_words_are_marked_on_their_side(page_at: Opener, host: str) -> None:
    """What only A has is `del` on the left, what only B has is `ins` on the right; every changed row has one."""
    page = page_at(host + COMPARED)
    expect(page.locator(".left ins, .right del, .row.same :is(ins, del)")).to_have_count(0)
    expect(page.locator(".row:is(.changed, .moved):not(:has(ins, del))")).to_have_count(0)
    expect(page.locator(".left del", has_text=DROPPED)).to_be_visible()
    expect(page.locator(".right ins", has_text="Two defense officials told CNN that")).to_be_visible()


@pytest.mark.parametrize("address", [COMPARED, ONE_COLUMN])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_moved_sentence_is_linked_both_ways(page_at: Opener, host: str, address: str, width: int) -> None:
    """From where a sentence stood to where it stands, seen and lit up; and back."""
    page = page_at(host + address, width=width)
    for here, there in [("B 11", "A 5"), ("A 5", "B 11")]:
        row = page.locator(".row.moved", has=page.locator(".no", has_text=here))
        row.locator(".elsewhere").get_by_role("link", name=there).click()
        target = page.locator(":target")
        expect(target.locator(".no")).to_have_text(there)
        expect(target).to_be_in_viewport(ratio=1)
        expect(target).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_the_same_comparison_in_one_column(page_at: Opener, host: str) -> None:
    """One click away: A's text in its order, in each changed sentence what is missing and what is added."""
    page = page_at(host + COMPARED)
    page.get_by_role("link", name="In one column").click()
    expect(page).to_have_url(host + ONE_COLUMN)
    expect(page.locator(".row.changed .line:not(:has(ins, del))")).to_have_count(0)
    line = page.locator(".line", has_text="According to")
    expect(line.locator("del").first).to_contain_text(DROPPED)
    expect(line.locator("ins").first).to_contain_text("one of the officials")
    assert len({round(box["left"]) for box in boxes(page.locator(".row:not(.moved) .line:visible"))}) == 1
    page.get_by_role("link", name="Side by side").click()
    expect(page).to_have_url(host + COMPARED)


@pytest.mark.parametrize("address", [COMPARED, ONE_COLUMN])
@pytest.mark.parametrize(
    ("control", "hidden"), [("#hide-same", ["same", "apart"]), ("#hide-only", ["only"]), ("#hide-apart", ["apart"])]
)
def test_rows_that_a_reader_hides(page_at: Opener, host: str, address: str, control: str, hidden: list[str]) -> None:
    """Only changes; only what both have; only the article: these rows go, all others stay, and all come back."""
    page = page_at(host + address)
    rows = page.locator(".row:not(.names)").all()
    for checked in (True, False):
        page.locator(control).set_checked(checked)
        for row in rows:
            kind = str(row.get_attribute("class")).split()[1]
            expect(row).to_be_visible(visible=not (checked and kind in hidden))


UNMARKED = "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("scripts", [True, False])
def test_typography_is_marked_when_a_reader_wants_it(page_at: Opener, host: str, scripts: bool) -> None:
    """At first no quotation mark is marked, and a sentence in which nothing else differs counts as the same."""
    page = page_at(host + COMPARED, scripts=scripts)
    row = page.locator(".row", has_text="worked beautifully").filter(has_text="of the arrangement")
    assert "same" in str(row.get_attribute("class")).split()
    marks = row.locator(".of-typography")
    expect(marks).to_have_count(4)
    for on in (False, True, False):
        page.get_by_label("typography").set_checked(on)
        for mark in marks.all():
            (expect(mark).not_to_have_css if on else expect(mark).to_have_css)("background-color", UNMARKED)


@pytest.mark.parametrize("address", [COMPARED, ONE_COLUMN])
def test_a_reader_switches_classes_of_change(page_at: Opener, host: str, address: str) -> None:
    """A class that is switched off is not marked; in one column what it added is not there; other classes stay."""
    page = page_at(host + address)
    marks, added = page.locator("del.of-wording"), page.locator("ins.of-wording")
    for on in (False, True):
        page.get_by_label("wording").set_checked(on)
        (expect(marks.first).not_to_have_css if on else expect(marks.first).to_have_css)("background-color", UNMARKED)
        expect(added.first).to_be_visible(visible=on or address == COMPARED)
        expect(page.locator("ins.of-punctuation").first).not_to_have_css("background-color", UNMARKED)


def test_a_row_without_a_marked_change_is_no_stop(page_at: Opener, host: str) -> None:
    """With all classes but punctuation switched off, only rows with punctuation are changes, and stops for the keys."""
    page = page_at(host + COMPARED)
    page.get_by_label("only changes").check()
    page.get_by_label("wording").uncheck()
    left = page.locator(".row.changed:visible")
    expect(left).to_have_count(page.locator(".row.changed.has-punctuation").count())
    stops = page.locator(".row:is(.changed, .moved, .only):visible").count()
    for _ in range(stops):
        page.keyboard.press("n")
    last = page.locator(".row:is(.changed, .moved, .only):visible").last
    assert last.evaluate("row => row.contains(document.activeElement)")


def test_the_number_of_changes_stands_beside_its_switch(page_at: Opener, host: str) -> None:
    """Every comma that is missing or added is counted, and every mark of the page has its switch."""
    page = page_at(host + COMPARED)
    commas = page.locator("label", has=page.locator("#show-punctuation")).locator(".count")
    expect(commas).to_have_text(str(page.locator(":is(ins, del).of-punctuation").count()))
    marked = page.locator("[class^=of-]").evaluate_all("marks => [...new Set(marks.map((mark) => mark.className))]")
    for name in marked:
        expect(page.locator(f"#show-{name.removeprefix('of-')}")).to_have_count(1)


def test_what_a_reader_switched_off_stays_off(page_at: Opener, host: str) -> None:
    """On the next page, and when this one is loaded again."""
    page = page_at(host + COMPARED)
    page.get_by_label("punctuation").uncheck()
    page.get_by_label("typography").check()
    page.get_by_role("link", name="In one column").click()
    for _ in range(2):
        expect(page.get_by_label("punctuation")).not_to_be_checked()
        expect(page.get_by_label("typography")).to_be_checked()
        expect(page.get_by_label("wording")).to_be_checked()
        page.reload()


@pytest.mark.parametrize("address", [COMPARED, ONE_COLUMN])
@pytest.mark.parametrize("height", [900, 2400])
def test_keys_lead_from_change_to_change(page_at: Opener, host: str, address: str, height: int) -> None:
    """`n` reaches every change in order, also on a screen that shows many at once; `p` goes back through the same."""
    page = page_at(host + address, height=height)
    changes = page.locator(".row:is(.changed, .moved, .only)").evaluate_all("rows => rows.map((row) => row.id)")

    def reached() -> str:
        """The row that has the focus and is seen."""
        row = page.locator(".row:focus-within")
        expect(row).to_be_in_viewport()
        return str(row.get_attribute("id"))

    forth, back = [], []
    for _ in changes:
        page.keyboard.press("n")
        forth.append(reached())
    for _ in changes[1:]:
        page.keyboard.press("p")
        back.append(reached())
    assert changes == forth
    assert changes[-2::-1] == back


def test_on_a_phone_rows_are_stacked_and_say_whose_words(page_at: Opener, host: str) -> None:
    """B's passage stands below A's, with the same margin, and each begins with its siglum."""
    page = page_at(host + COMPARED, width=360, height=740)
    rows = page.locator(".row:has(.left .line):has(.right .line)")
    for one, two in zip(boxes(rows.locator(".left")), boxes(rows.locator(".right")), strict=True):
        assert one["bottom"] <= two["top"]
        assert one["left"] == two["left"]
    for side, siglum in [("left", "A"), ("right", "B")]:
        for label in page.locator(f".{side} .line > .no").all():
            expect(label).to_be_visible()
            assert label.inner_text().split()[0] == siglum


# With the keyboard alone


FOCUS = """() => {
  const each = document.activeElement, style = getComputedStyle(each);
  const { top, left, width, height } = each.getClientRects()[0];
  const at = document.elementFromPoint(left + width / 2, top + height / 2);
  return {
    name: each.outerHTML.slice(0, 90),
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: at !== null && (each.contains(at) || at.contains(each)),
  };
}"""


def test_the_way_to_a_note_and_back_with_the_keyboard(page_at: Opener, host: str) -> None:
    """Past the navigation by the skip link, on to the first number, to its note, and back to its words."""
    page = page_at(host + READING[1])
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    number = page.locator(".ref.beside:visible").first
    for _ in range(20):
        page.keyboard.press("Tab")
        if number.evaluate("each => each === document.activeElement"):
            break
    expect(number).to_be_focused()
    page.keyboard.press("Enter")
    note = page.locator(".note:target")
    expect(note).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(note.locator(".number")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".s:target")).to_contain_text("July 13, 2024")
    expect(page.locator(".s:target")).to_be_in_viewport()


@pytest.mark.parametrize("address", [READING[0], COMPARED, "notes/index.html", "timeline.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_always_seen(page_at: Opener, host: str, address: str, scheme: str) -> None:
    """Every stop of the Tab key has a ring round it and nothing over it, and the keyboard is never trapped."""
    page = page_at(host + address, scheme=scheme)
    stops = page.locator("a[href], button, input, summary, [tabindex='0']").count()
    unseen, at_end = [], False
    for _ in range(stops + 1):
        page.keyboard.press("Tab")
        if at_end := page.evaluate("document.activeElement === document.body"):
            break
        focus = page.evaluate(FOCUS)
        unseen += [] if focus["ringed"] and focus["seen"] else [focus["name"]]
    assert unseen == []
    assert at_end


# Light and dark

COLOURS = """each => {
  const { color, backgroundColor, textDecorationLine, textDecorationThickness } = getComputedStyle(each);
  return { ink: color, paper: backgroundColor, line: textDecorationLine, width: textDecorationThickness };
}"""


def test_dark_is_dark_and_lines_stay(page_at: Opener, host: str) -> None:
    """Every colour has a dark counterpart; what is added keeps its line under, what is missing its line through."""
    selectors = ("body", ".line ins", ".line del")
    light, dark = (
        [page.locator(selector).first.evaluate(COLOURS) for selector in selectors]
        for page in (page_at(host + COMPARED, scheme=scheme) for scheme in ("light", "dark"))
    )
    for one, two in zip(light, dark, strict=True):
        assert one["paper"] != two["paper"]
        assert one["ink"] != two["ink"]
    for _, added, missing in (light, dark):
        assert (added["line"], missing["line"]) == ("underline", "line-through")
        assert added["width"] == missing["width"] == "2px"
    assert sum(numbers(dark[0]["paper"])) < 150 < 600 < sum(numbers(light[0]["paper"]))


def numbers(colour: str) -> list[int]:
    """Red, green and blue of a computed colour."""
    return [int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")])
def test_no_page_has_a_fault_that_axe_knows(
    page_at: Opener, host: str, pages: list[str], width: int, scheme: Literal["light", "dark"]
) -> None:
    """No violation of WCAG 2.2 A and AA nor of axe's best practices, on any page.

    All rules on every page at two sizes and in both schemes; at the other two the contrast of the pages with the
    most colours, and everything on a phone with a note open.
    """
    whole = (width, scheme) in [(1280, "light"), (360, "dark")]
    axe, page, found = Axe(), page_at(host, width=width, height=740, scheme=scheme), {}
    only = {"type": "tag", "values": RULES} if whole else {"type": "rule", "values": ["color-contrast", "target-size"]}
    options = {"resultTypes": ["violations"], "runOnly": only}
    for address in pages if whole else [*READING, COMPARED, ONE_COLUMN, "kabul-airport/index.html", "timeline.html"]:
        page.goto(host + address)
        if width == 360 and address in READING:
            page.locator(".ref.below:visible").first.click()
        result = axe.run(page, options=options)
        if result.violations_count:
            found[address] = [
                f"{rule['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
                for rule in result.response["violations"] for node in rule["nodes"]
            ]  # fmt: skip
    assert found == {}


# Without a script, from disk, with a strict policy


def test_without_a_script_every_page_says_the_same(page_at: Opener, host: str, pages: list[str]) -> None:
    """What can be read with JavaScript can be read without it."""
    with_script, without = page_at(host), page_at(host, scripts=False)
    for address in pages:
        said = []
        for page in (with_script, without):
            page.goto(host + address)
            said.append(page.locator("body").inner_text())
        assert said[0] == said[1], address


def test_without_a_script_notes_and_filters_work(page_at: Opener, host: str) -> None:
    """Notes stand beside the text, the filters of notes and of rows hide and show, a phone opens notes."""
    page = page_at(host + READING[0], scripts=False)
    page.get_by_label("all", exact=True).check()
    expect(page.locator(".note:visible")).to_have_count(page.locator(".note").count())
    page.get_by_label("errors", exact=True).check()
    expect(page.locator(".note:not(.is-error)").first).to_be_hidden()
    expect(page.locator(".note.is-error").first).to_be_visible()
    page.goto(host + "notes/index.html")
    entries = page.locator(".entry")
    everything = entries.count()
    page.get_by_label("source left out").check()
    expect(page.locator(".entry:visible")).to_have_count(page.locator(".entry.k-source-dropped").count())
    page.get_by_label("all kinds").check()
    page.get_by_label("B", exact=True).check()
    expect(page.locator(".entry:visible")).to_have_count(page.locator(".entry.w-B").count())
    page.get_by_label("all", exact=True).check()
    expect(page.locator(".entry:visible")).to_have_count(everything)
    page.goto(host + COMPARED)
    page.locator("#hide-only").check()
    expect(page.locator(".row.only:visible")).to_have_count(0)
    narrow = page_at(host + READING[0], scripts=False, width=360)
    number = narrow.locator(".ref.below:visible").first
    number.click()
    expect(narrow.locator(f"#{number.get_attribute('popovertarget')}")).to_be_visible()


def complaints(context: BrowserContext, here: str) -> list[str]:
    """A list that grows by everything that goes wrong on the pages of a context, and by every request that leaves."""
    found: list[str] = []
    context.expose_binding("complain", lambda _, what: found.append(what))
    told = "complain(`${event.violatedDirective} ${event.blockedURI}`)"
    context.add_init_script(f"addEventListener('securitypolicyviolation', (event) => {told})")
    context.on("console", lambda message: found.append(message.text))
    context.on("weberror", lambda error: found.append(str(error.error)))
    context.on("requestfailed", lambda request: found.append(f"{request.failure}: {request.url}"))
    context.on("request", lambda request: None if request.url.startswith(here) else found.append(request.url))
    return found


ABORTED = "net::ERR_ABORTED: "
"""How a request ends whose page is left before the answer: the icon's, where pages follow fast."""


def test_no_page_breaks_its_policy_or_asks_another_host(page_at: Opener, host: str, pages: list[str]) -> None:
    """With the headers of the real host: no violation, no message in the console, no failed and no foreign request."""
    page = page_at("about:blank")
    found = complaints(page.context, host)
    for address in pages:
        answer = page.goto(host + address)
        assert answer is not None
        assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
        assert [each for each in found if not each.startswith(ABORTED)] == [], address


def test_every_page_works_from_disk(page_at: Opener, site: Path, pages: list[str]) -> None:
    """Opened as a file each page has its style and its script, and its policy lets both through."""
    page = page_at("about:blank")
    found = complaints(page.context, site.as_uri())
    for address in [each for each in pages if each != "404.html"]:
        page.goto((site / address).as_uri())
        expect(page.locator("body")).to_have_css("background-color", "rgb(250, 247, 240)")
        assert [each for each in found if not each.startswith(ABORTED)] == [], address
    page.goto((site / COMPARED).as_uri())
    page.keyboard.press("n")
    expect(page.locator(".row:focus-within")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("from_disk", [True, False])
def test_a_walk_through_the_edition(page_at: Opener, host: str, site: Path, scripts: bool, from_disk: bool) -> None:
    """From the home page to the work, a text, a note's evidence in the other, its counterpart, a name, and home."""
    page = page_at((site / "index.html").as_uri() if from_disk else host, scripts=scripts)
    page.get_by_role("link", name="Kabul airport, August 2021").last.click()
    page.locator("table").get_by_role("link", name="US military negotiated").click()
    page.locator(".note").get_by_role("link", name="see B 2").first.click()
    expect(page.locator(".s:target")).to_contain_text("Two defense officials")
    page.locator(".s:target + .way").click()
    expect(page.locator(".s:target")).to_contain_text("The US military negotiated a secret arrangement")
    page.locator(".s:target .name").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Taliban")
    page.locator(".mentions a").last.click()
    expect(page.locator(".s:target")).to_contain_text("Taliban")
    page.get_by_role("link", name="Two reports from Kabul airport").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Two reports from Kabul airport")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_evidence_for_a_date_leads_to_its_place(page_at: Opener, host: str, width: int) -> None:
    """Every piece of "When was this written?" has a link that leads to what it speaks of, on a desk and on a phone."""
    page = page_at(f"{host}kabul-airport/index.html", width=width)
    pieces = page.locator("section[aria-labelledby=when] .datings dd a")
    links = [link.get_attribute("href") or "" for link in pieces.all()]
    assert len(links) > 5
    for link in links:
        page.goto(
            f"{host}kabul-airport/{link}" if not link.startswith("#") else f"{host}kabul-airport/index.html{link}"
        )
        if "#" in link:
            expect(page.locator(f"[id='{link.split('#')[1]}']")).to_be_visible()


def test_the_table_says_what_the_timeline_draws(page_at: Opener, host: str) -> None:
    """Each line of the drawing stands in the rows of both its ends in the table, and conflicts are named there."""
    page = page_at(f"{host}timeline.html", width=1280)
    drawn, rows = page.locator("svg.timeline path.tie"), page.locator("tbody tr")
    told = rows.locator("td:last-child p")
    assert drawn.count() > 0
    expect(told).to_have_count(2 * drawn.count())
    expect(told.locator(".severity")).to_have_count(2 * page.locator("svg.timeline path.tie:not(.same)").count())
    expect(rows).to_have_count(page.locator("svg.timeline rect.item").count())


@pytest.mark.parametrize("address", ["nowhere.html", "kabul-airport/deep/down/nowhere.html"])
def test_where_there_is_no_page(page_at: Opener, host: str, address: str) -> None:
    """At whatever depth a host shows the 404 page, it can be read, and its whole links lead into the edition."""
    page = page_at(host + address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Not found")
    hrefs = page.locator("a:not(.skip)").evaluate_all("all => all.map((each) => each.href)")
    base = f"https://example.org{BELOW}"
    assert [] == [href for href in hrefs if not href.startswith(base)]
    page.goto(host + hrefs[0].removeprefix(base))
    expect(page.get_by_role("heading", level=1)).to_have_text("Two reports from Kabul airport")


# On paper

INK = """all => all.map((each) => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor])"""


@pytest.mark.parametrize("address", READING)
@pytest.mark.parametrize("width", [360, 1280])
def test_on_paper_all_notes_are_there(page_at: Opener, host: str, address: str, width: int) -> None:
    """Printed, every note and number is there, unfolded, whatever the filter hid; controls and navigation are gone."""
    page = page_at(host + address, width=width)
    page.get_by_label("errors", exact=True).check()
    page.emulate_media(media="print")
    expect(page.locator(":is(.note, .note p, .ref.beside):not(:visible)")).to_have_count(0)
    expect(page.locator(":is(nav, .filter, .skip, .ref.below):visible")).to_have_count(0)
    inked = page.locator(".ref.beside, .note > .number").evaluate_all(INK)
    assert {("rgb(0, 0, 0)", "rgba(0, 0, 0, 0)")} == {tuple(each) for each in inked}
    seen = page.evaluate(LAYOUT)
    assert [note["number"] for note in seen["notes"] for box in seen["text"] if crosses(note, box)] == []


def test_on_paper_the_comparison_keeps_its_marks(page_at: Opener, host: str) -> None:
    """Printed on A4, rows stand side by side with their lines under and through; filters and keys are gone."""
    page = page_at(host + COMPARED, width=718)
    page.emulate_media(media="print")
    row = page.locator(".row.changed").first
    left, right = boxes(row.locator(".cell"))
    assert left["top"] == right["top"]
    assert left["right"] < right["left"]
    expect(page.locator(".line ins").first).to_have_css("text-decoration-line", "underline")
    expect(page.locator(".line del").first).to_have_css("text-decoration-line", "line-through")
    expect(page.locator(":is(nav, .filter, .views, .row-foot, kbd):visible")).to_have_count(0)
