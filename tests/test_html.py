"""Every file of the built site as it is published: what a reader, a search engine and a feed reader find in it."""

from __future__ import annotations

import hashlib
import itertools
import posixpath
import shutil
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag

from builder import addresses, annotate, build
from builder.build import Built

ROOT = Path(__file__).parents[1]
BASE = "https://example.org/edition/"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

Soups = Mapping[str, BeautifulSoup]


@pytest.fixture(scope="session")
def built() -> Built:
    """The real edition, built for an address."""
    return build.edition(ROOT / "content", base_url=BASE)


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real edition of an editor who does not know yet where it will stand."""
    content = tmp_path_factory.mktemp("plain") / "content"
    shutil.copytree(ROOT / "content", content)
    settings = content / "edition.toml"
    lines = settings.read_text().splitlines(keepends=True)
    settings.write_text("".join(line for line in lines if not line.startswith("base_url")))
    return build.edition(content)


@pytest.fixture(scope="session")
def soups(built: Built) -> Soups:
    """Every page of the real edition by its address."""
    return parsed(built)


def parsed(built: Built) -> dict[str, BeautifulSoup]:
    """Every page of an edition by its address."""
    pages = {address: body for address, body in built.site.files.items() if address.endswith(".html")}
    return {address: BeautifulSoup(body, "html.parser") for address, body in pages.items()}


def said(page: BeautifulSoup, selector: str, attribute: str = "content") -> str:
    """The attribute of the only element that a selector finds."""
    found = page.select(selector)
    assert len(found) == 1, (selector, found)
    return str(found[0][attribute])


# Every page


def test_every_page_says_what_it_is(soups: Soups) -> None:
    """A language, a title and a description that no other page has, one first-level heading, in one `main`."""
    titles, descriptions = Counter[str](), Counter[str]()
    for address, page in soups.items():
        assert said(page, "html", "lang") == "en", address
        assert page.title is not None
        titles[page.title.text.strip()] += 1
        descriptions[said(page, "meta[name=description]").strip()] += 1
        assert len(page.select("main h1")) == len(page.select("h1")) == len(page.select("main")) == 1, address
        assert page.h1 is not None
        assert page.h1.text.strip()
    assert [title for title, number in titles.items() if number > 1 or not title] == []
    assert [text for text, number in descriptions.items() if number > 1 or not text] == []


def test_headings_skip_no_level(soups: Soups) -> None:
    """Whoever leaps from heading to heading finds the outline of the page."""
    for address, page in soups.items():
        levels = [int(each.name[1]) for each in page.select("h1, h2, h3, h4, h5, h6")]
        assert levels[0] == 1, address
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), address


def test_every_id_stands_once(soups: Soups) -> None:
    """An address with a fragment leads to one place."""
    for address, page in soups.items():
        twice = [name for name, number in Counter(each["id"] for each in page.select("[id]")).items() if number > 1]
        assert twice == [], address


def test_what_an_attribute_names_is_on_the_page(soups: Soups) -> None:
    """Labels, details and popovers point to ids that are there."""
    pointing = ("aria-labelledby", "aria-describedby", "aria-details", "popovertarget", "for")
    for address, page in soups.items():
        ids = {each["id"] for each in page.select("[id]")}
        for name in pointing:
            assert [each[name] for each in page.select(f"[{name}]") if each[name] not in ids] == [], address


@pytest.mark.parametrize("which", ["built", "plain"])
def test_every_link_leads_somewhere(request: pytest.FixtureRequest, which: str) -> None:
    """A link inside the site is relative and finds its file and its fragment, from a sub-path and from disk."""
    edition: Built = request.getfixturevalue(which)
    pages = parsed(edition)
    ids = {address: {str(each["id"]) for each in page.select("[id]")} for address, page in pages.items()}
    broken = [
        (address, link)
        for address, page in pages.items()
        for link in links(page)
        if not leads(edition.site.files, ids, address, link, absolute=address == "404.html")
    ]
    assert broken == []


def links(page: BeautifulSoup) -> Iterator[str]:
    """What a page links to or loads, but for other sites and its own whole address."""
    for each in page.select("[href], [src]"):
        link = str(each.get("href", each.get("src")))
        outside = urlsplit(link).scheme in ("http", "https") and not link.startswith(BASE)
        if not outside and each.get("rel") != ["canonical"]:
            yield link


def leads(files: Mapping[str, bytes], ids: Mapping[str, set[str]], here: str, link: str, *, absolute: bool) -> bool:
    """Whether there is such a file, with such an id. `absolute`: the link may begin at the host or its root."""
    parts = urlsplit(link)
    if absolute and (parts.scheme or parts.path.startswith("/")):
        target = parts.path.removeprefix(urlsplit(BASE).path)
    elif parts.scheme or parts.netloc or parts.path.startswith("/"):
        return False
    else:
        path = unquote(parts.path)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) if path else here
    fragment = unquote(parts.fragment)
    return target in files and (not fragment or fragment in ids.get(target, set()))


def test_no_page_holds_a_script_or_a_style_of_its_own(soups: Soups) -> None:
    """One script, from the site; no inline script, style, handler or `javascript:` link, so that the policy holds."""
    for address, page in soups.items():
        assert no_code(page), address


def no_code(page: BeautifulSoup) -> bool:
    """Whether nothing on a page runs or dresses but the site's own files."""
    own = [each for each in page.select("script, style") if each.name == "style" or each.text or not each.get("src")]
    handlers = [name for each in page.find_all(True) for name in each.attrs if name.startswith("on") or name == "style"]
    foreign = page.select("iframe, object, embed, form, base, meta[http-equiv=refresh], img, link[href^='//']")
    schemes = {urlsplit(str(each.get("href", each.get("src"))).strip()).scheme for each in page.select("[href], [src]")}
    return not (own or handlers or foreign) and schemes <= {"", "http", "https", "mailto"}


def test_every_page_carries_the_policy(soups: Soups) -> None:
    """The policy is on the page as well as in the host's headers, for hosts that send none."""
    for page in soups.values():
        policy = said(page, "meta[http-equiv=Content-Security-Policy]")
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy


# For machines


def test_a_page_names_its_own_address_where_it_is_known(built: Built, plain: Built, soups: Soups) -> None:
    """Canonical links are whole and right with a base URL; without one there is none, and nothing else differs."""
    for address, page in soups.items():
        if address != "404.html":
            assert said(page, "link[rel=canonical]", "href") == BASE + address
    for address, page in parsed(plain).items():
        assert page.select("link[rel=canonical]") == [], address
    assert soups["404.html"].select("link[rel=canonical]") == []
    assert set(built.site.files) - set(plain.site.files) == {"sitemap.xml"}
    assert b"variorum.example" not in b"".join(plain.site.files.values())


def test_the_sitemap_lists_every_page(built: Built, soups: Soups) -> None:
    """Every page but the one that says that there is none, at its whole address, once."""
    root = ElementTree.fromstring(built.site.files["sitemap.xml"])
    listed = [str(each.text) for each in root.iter(f"{SITEMAP}loc")]
    assert sorted(BASE + address for address in soups if address != "404.html") == sorted(listed)


def test_robots_may_read_everything(built: Built, plain: Built) -> None:
    """robots.txt allows all, and names the sitemap where there is one."""
    assert built.site.files["robots.txt"].decode().split() == [
        "User-agent:", "*", "Allow:", "/", "Sitemap:", f"{BASE}sitemap.xml",
    ]  # fmt: skip
    assert b"Sitemap" not in plain.site.files["robots.txt"]


@pytest.mark.parametrize("which", ["built", "plain"])
def test_the_feed_is_one(request: pytest.FixtureRequest, which: str) -> None:
    """Atom (RFC 4287): well-formed, with ids that are URNs and all different, dates of the editor, an entry a work."""
    edition: Built = request.getfixturevalue(which)
    base = BASE if which == "built" else ""
    feed = ElementTree.fromstring(edition.site.files["feed.xml"])
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(edition.edition.works)
    ids = [str(each.findtext(f"{ATOM}id")) for each in (feed, *entries)]
    assert len(set(ids)) == len(ids)
    assert all(uuid.UUID(each.removeprefix("urn:uuid:")).version == 5 for each in ids)
    for each in (feed, *entries):
        assert each.findtext(f"{ATOM}title")
        assert datetime.fromisoformat(str(each.findtext(f"{ATOM}updated"))).date() == edition.edition.updated
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert [str(link.get("href")) for link in feed.iter(f"{ATOM}link")] == [
        f"{base}feed.xml", f"{base}index.html", *(f"{base}{work.slug}/index.html" for work in edition.edition.works),
    ]  # fmt: skip


def test_the_feed_is_the_same_edition_wherever_it_stands(plain: Built, tmp_path: Path) -> None:
    """Built twice, the ids do not change: a feed reader shows nothing anew."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    twice = [build.edition(tmp_path / "content", base_url=BASE).site.files["feed.xml"] for _ in range(2)]
    assert twice[0] == twice[1]
    assert b"urn:uuid:" in plain.site.files["feed.xml"]


# What belongs together


def test_every_sentence_has_its_place(built: Built, soups: Soups) -> None:
    """On the reading page each passage stands in order, under its id, with all of its words and its counterparts."""
    for dossier in built.dossiers:
        slug = dossier.work.slug
        for witness in dossier.work.witnesses:
            spans = soups[addresses.witness_page(slug, witness.siglum)].select(".s")
            assert [each["id"] for each in spans] == [passage.id for passage in witness.passages]
            for index, (each, passage) in enumerate(zip(spans, witness.passages, strict=True)):
                assert words_of(each).split() == witness.read(passage.span).split()
                ways = [str(way["href"]) for way in ways_of(each)]
                assert ways == [
                    f"{other.siglum.lower()}.html#{dossier.work.witness(other.siglum).passages[other.passage].id}"
                    for other in built.links.counterparts.get((slug, witness.siglum, index), ())
                ]


def words_of(sentence: Tag) -> str:
    """The words of a witness in a sentence, without what we say in between."""
    own = BeautifulSoup(str(sentence), "html.parser")
    for ours in own.select(".ref, .gloss, .unseen"):
        ours.decompose()
    return own.text


def ways_of(sentence: Tag) -> Iterator[Tag]:
    """The links to counterparts that follow a sentence."""
    following = sentence.find_next_sibling(True)
    while isinstance(following, Tag) and "way" in following.get_attribute_list("class"):
        yield following
        following = following.find_next_sibling(True)


def test_every_mention_of_a_name_is_listed(built: Built, soups: Soups) -> None:
    """A name's page lists each mention in each witness, and its first mention in a paragraph leads to that page."""
    for name in built.edition.glossary:
        page = addresses.name_page(name)
        mentions = [each for each in built.links.mentions if each.name == name]
        passages = Counter[str]()
        for each in mentions:
            witness = next(work for work in built.edition.works if work.slug == each.work).witness(each.siglum)
            where = addresses.witness_page(each.work, each.siglum)
            identity = witness.passages[witness.passage_at(each.span)].id
            passages[f"../{where}#{identity}"] += 1
            assert page in names_beside(soups[where], each.work, identity)
        assert mentions, f"{name.name} is in no witness"
        assert Counter(str(link["href"]) for link in soups[page].select(".mentions a")) == passages
        assert [str(link["href"]) for link in soups["names/index.html"].select(f"a[href='{name.slug}.html']")]


def names_beside(page: BeautifulSoup, work: str, identity: str) -> set[str]:
    """The pages of names that the paragraph of a sentence links to."""
    links = page.select(f".para:has(#{identity}) .name")
    return {posixpath.normpath(posixpath.join(work, str(link["href"]))) for link in links}


def test_every_kind_of_note_has_its_page(built: Built, soups: Soups) -> None:
    """Kinds without a note, too: each page is linked from the index, and lists the notes of its kind and no others."""
    index = {str(link["href"]) for link in soups["notes/index.html"].select("a")}
    for kind in annotate.kinds():
        page = soups[addresses.kind_page(kind.slug)]
        assert f"{kind.slug}.html" in index
        own = [each for each in built.links.notes if each.note.kind == kind.slug]
        listed = [str(link["href"]) for link in page.select(".entry .ways a:last-child")]
        assert listed == [f"../{addresses.witness_page(each.work, each.note.siglum)}#{each.id}" for each in own]
        headings = [each.text for each in page.select("h2")]
        assert {"Why it matters", "What to do", "In this edition"} <= set(headings), kind.slug


def test_every_note_can_be_reached_both_ways(built: Built, soups: Soups) -> None:
    """Its words point to it, it points to its words and its evidence, and each evidence says where it is cited."""
    for filed in built.links.notes:
        page = soups[addresses.witness_page(filed.work, filed.note.siglum)]
        note = page.select_one(f"#{filed.id}")
        assert note is not None
        marks = page.select(f"[aria-details='{filed.id}']")
        assert [mark["data-m"] for mark in marks] == [note["data-n"]] == [str(filed.number)]
        assert len(page.select(f".ref.beside[href='#{filed.id}']")) == 1
        assert len(page.select(f".ref.below[popovertarget='{filed.id}']")) == 1
        witness = next(work for work in built.edition.works if work.slug == filed.work).witness(filed.note.siglum)
        assert said(page, f"#{filed.id} > .number", "href") == f"#{witness.passages[filed.passage].id}"
        assert filed.note.message in " ".join(note.text.split())
        for evidence in filed.note.evidence:
            there = soups[addresses.witness_page(filed.work, evidence.siglum)]
            assert there.select(f".cited a[href$='#{filed.id}']")


def test_the_file_as_received_is_published_whole(built: Built, soups: Soups) -> None:
    """Byte for byte, under the digest that its page shows, with every line numbered and linkable."""
    for work in built.edition.works:
        for witness in work.witnesses:
            received = (ROOT / "content" / work.slug / Path(witness.path).name).read_bytes()
            page = soups[addresses.source_page(work.slug, witness.siglum)]
            file = posixpath.join(work.slug, said(page, "a[download]", "href"))
            assert built.site.files[file] == received
            digest = page.select_one(".digest")
            assert digest is not None
            assert digest.text == hashlib.sha256(received).hexdigest()
            lines = page.select(".numbered .line")
            assert [line["id"] for line in lines] == [f"l{number}" for number in range(1, len(lines) + 1)]
            assert "\n".join(line.text for line in lines) == received.decode("utf-8-sig").removesuffix("\n")


# Small editions


@pytest.fixture
def edition(tmp_path: Path) -> Callable[[Mapping[str, str]], Built]:
    """A function that builds an edition from its files."""

    def build_edition(files: Mapping[str, str]) -> Built:
        for name, text in files.items():
            path = tmp_path / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return build.edition(tmp_path / "content")

    return build_edition


def test_code_is_highlighted(edition: Callable[[Mapping[str, str]], Built]) -> None:
    """In the raw view of a Markdown witness and in an editor's page, with classes that the style sheet dresses."""
    witness = "---\ndate: 2021-09-01\n---\n# The headline\n\nThe first **sentence** stands here.\n"
    built = edition({
        "edition.toml": 'title = "Small"\n',
        "guide.md": '# Guide\n\n```python\ndef words(text):  # a comment\n    return text.split("x")\n```\n',
        "tale/a.md": witness,
        "tale/b.txt": "The headline\n\nThe first sentence stood here.\n",
    })  # fmt: skip
    pages = parsed(built)
    raw, guide = pages["tale/a.source.html"], pages["guide.html"]
    assert [each.text for each in raw.select(".code .gs")] == ["**sentence**"]
    assert [each.text for each in raw.select(".code .gh")] == ["# The headline"]
    assert "\n".join(line.text for line in raw.select(".line")) == witness.removesuffix("\n")
    assert [each.text for each in guide.select("pre.code .k")] == ["def", "return"]
    assert "def words(text)" in guide.select("pre.code")[0].text
    style = built.site.files["assets/style.css"].decode()
    dressed = {str(name) for page in (raw, guide) for each in page.select(".code span") for name in each["class"]}
    assert {name for name in dressed if f".code .{name}" in style} >= {"k", "c1", "gs", "gh"}


EVIL = "<script>alert(1)</script>\"><img src=x onerror='alert(2)'>{{ 7 * 7 }}</title></style><!-- ]]>"


def test_whatever_the_words_are_they_stay_words(edition: Callable[[Mapping[str, str]], Built]) -> None:
    """Markup in titles, names, notes and witnesses of all three formats is shown as it is written, and does nothing."""
    quoted = EVIL.replace("\\", "\\\\").replace('"', '\\"')
    built = edition({
        "edition.toml": f'title = "T {quoted}"\ndescription = "D {quoted}"\n'
        f'editor = "E {quoted}"\nrights = "R {quoted}"\n',
        "index.md": f"# Home\n\n{EVIL}\n\n[link](javascript:alert(3)) [data](data:text/html,x) <a href='x'>raw</a>\n",
        "about.md": f"# About {EVIL}\n\n```html\n{EVIL}\n```\n",
        "glossary.toml": f'[[name]]\nname = "Kabul"\nkind = "place"\naliases = ["K {quoted}"]\ntext = "N {quoted}"\n',
        "chronology.toml": f'[[event]]\ntitle = "V {quoted}"\nday = 2021-08-26\nknown = "K {quoted}"\n',
        "tale/work.toml": f'title = "W {quoted}"\nsummary = "S {quoted}"\n\n[[witness]]\nfile = "a.txt"\nsiglum = "A"\n'
        f'title = "A {quoted}"\noutlet = "O {quoted}"\nknown = "K {quoted}"\nrights = "R {quoted}"\n',
        "tale/notes.toml": f'[[note]]\nwitness = "A"\nquote = "came to Kabul"\ntitle = "N {quoted}"\n'
        f'text = "M {quoted}"\nknown = "K {quoted}"\n',
        "tale/a.txt": f"1 September 2021\n\n{EVIL} came to Kabul last week, {EVIL} said.\n",
        "tale/b.md": f"# Head {EVIL}\n\n{EVIL} came to Kabul last week. <b onclick='alert(4)'>Bold</b> words.\n",
        "tale/c.html": "<html><head><title>C</title></head><body onload='alert(5)'><h1>Head</h1><p style='color:red' "
        "onclick='alert(6)'>They came to <a href='javascript:alert(7)'>Kabul</a> last week.</p>"
        "<script>alert(8)</script><svg onload='alert(9)'></svg></body></html>",
    })  # fmt: skip
    pages = parsed(built)
    for address, page in pages.items():
        assert no_code(page), address
    for address in ("tale/a.html", "tale/b.html", "tale/a-b.html", "tale/index.html", "about.html"):
        assert EVIL in pages[address].text, address
    ElementTree.fromstring(built.site.files["feed.xml"])
    assert not [name for name in built.site.files if name.startswith("tale/c.received.htm")]


@pytest.mark.parametrize("address", ["kabul-airport/a-b.html", "kabul-airport/a-b.inline.html"])
def test_the_way_from_change_to_change_reaches_all(soups: Soups, address: str) -> None:
    """From the first change, every link to the next leads on, and none is left out."""
    page = soups[address]
    rows = [row["id"] for row in page.select(".row.changed, .row.moved, .row.only")]
    first = page.find("a", string="First change")
    assert isinstance(first, Tag)
    walked = [str(first["href"])[1:]]
    while following := page.select_one(f"#{walked[-1]} .row-foot a"):
        walked.append(str(following["href"])[1:])

    assert rows == walked


def test_verse_keeps_its_lines(tmp_path: Path) -> None:
    """A poem is set in the lines that it came in; prose that was wrapped by hand is not."""
    work = tmp_path / "tyger"
    work.mkdir()
    (work / "a.txt").write_text(
        "Tyger Tyger, burning bright,\nIn the forests of the night;\nWhat immortal hand or eye?\n"
    )
    (work / "b.txt").write_text("It was a long and windy day in the forests of the night, and nobody\nburned " * 4)
    pages = parsed(build.edition(tmp_path))

    assert "burning bright,\nIn the" in pages["tyger/a.html"].select_one(".text .verse").get_text()  # type: ignore[union-attr]
    assert [] == pages["tyger/b.html"].select(".verse")


def test_a_saved_blog_page(tmp_path: Path) -> None:
    """The title is the article's, not the blog's; headings of the page's furniture are not compared."""
    work = tmp_path / "blog"
    work.mkdir()
    (work / "a.html").write_text(
        "<html><head><title>My Blog</title></head><body><h1>My Blog</h1><article><h1>The gate</h1>"
        "<p>The gate was shut on Monday. Nobody came to it.</p><h3>2 thoughts on The gate</h3><p>First!</p>"
        "<h3>Leave a Reply</h3></article></body></html>"
    )
    (witness,) = build.edition(tmp_path).edition.works[0].witnesses

    assert "The gate" == witness.title
    furniture = [witness.read(each.span) for each in witness.passages if each.role == "boilerplate"]
    assert ["2 thoughts on The gate", "First!", "Leave a Reply"] == furniture
