"""What is read of files: cases from `cases/read*.md` and `cases/sentences*.md`, and laws that hold of any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder import read
from builder.errors import EditionError
from builder.model import Span, Witness
from builder.read import files, sentences
from builder.read.witness import Known, witness

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases"
CASE = re.compile(r"^(?P<title>[^\n]+)\n(?P<file>[^\n]+\.\w+)\n(?P<text>.*?)\n\.\n(?P<expected>.*?)^\.$", re.M | re.S)
SUFFIXES = st.sampled_from([".txt", ".md", ".html"])


def reading(text: str | bytes, name: str = "a.txt", **known: str) -> Witness:
    """A witness of these words, in a file of that name."""
    source = text if isinstance(text, bytes) else text.encode()
    return witness(source, name, Known("A", **known), "en")


def told(found: Witness) -> str:
    """A witness as the cases write it."""
    about = {"title": found.title, "author": found.author, "outlet": found.outlet, "address": found.address}
    lines = [f"{name}: {value}" for name, value in about.items() if value not in ("", "a")]
    lines += [f"dated: {each.day}, {each.found}" for each in found.datings]
    for passage in found.passages:
        block = found.blocks[passage.block]
        form = f"{block.form} {block.level or block.language or ''}".strip()
        words = found.read(passage.span).replace("\n", " / ")
        lines.append(f"{found.place(passage.span).line} {passage.role}, {form}: {words}")
    return "".join(f"{line}\n" for line in lines)


def cases(names: str) -> Iterator[object]:
    """Every case of the files of that name, under its title."""
    for path in sorted(CASES.glob(names)):
        for case in CASE.finditer(path.read_text("utf-8")):
            yield pytest.param(case["file"], case["text"], case["expected"], id=f"{path.stem}: {case['title']}")


@pytest.mark.parametrize(("name", "text", "expected"), [*cases("read*.md"), *cases("sentences*.md")])
def test_case(name: str, text: str, expected: str) -> None:
    """Each file yields exactly the passages, dates and names written under it, each passage at its line."""
    assert expected == told(reading(text, name))


def a_sentence(words: list[str]) -> str:
    """A sentence of these words."""
    return f"{' '.join(words).capitalize()}."


WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=8), min_size=6, max_size=12)
SENTENCES = st.lists(WORDS.map(a_sentence), min_size=3, max_size=8, unique=True)
MARKED = st.sampled_from(
    ["\n", "\n\n", ". ", "# ", "> ", "- ", "```", "---\n", "|", "*", "<p>", "<li>", "</div>", "<br>", "<nav>", "<pre>",
     "<!--", "<![", "&#1;", "&lt;", "By ", "KABUL: ", "July 13, 2024", "31 September 2021", "Source: AP", "Related",
     "date 2021-09-01 ", "title: ", "9999-12-31", "\ufeff", "\u2028", "\x0c", "\r\n", "[x](y)", "![", "\\"]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.one_of(MARKED, st.text(max_size=8))).map("".join))


def reads(text: str, name: str) -> Witness | None:
    """The witness, or nothing where it is refused; anything but EditionError is a fault."""
    try:
        return reading(text.encode("utf-8", "surrogatepass"), name)
    except EditionError:
        return None


@given(TEXTS, SUFFIXES)
@settings(max_examples=300)
def test_passages_hold_the_text(text: str, suffix: str) -> None:
    """Of any file: passages hold every character that is not space exactly once and in order, and are never empty."""
    found = reads(text, f"a{suffix}")
    if found:
        spans = [passage.span for passage in found.passages]
        assert [] == [span for span in spans if not found.read(span).strip()]
        assert spans == sorted(spans)
        assert "".join(found.text.split()) == "".join("".join(found.read(span).split()) for span in spans)


@given(TEXTS, SUFFIXES)
def test_ids_are_unique(text: str, suffix: str) -> None:
    """No two passages of a witness have one id, and every passage stands in a block."""
    found = reads(text, f"a{suffix}")
    if found:
        ids = [passage.id for passage in found.passages]
        assert sorted(set(ids)) == sorted(ids)
        assert all(0 <= passage.block < len(found.blocks) for passage in found.passages)


@given(SENTENCES, WORDS.map(lambda words: f"An inserted {a_sentence(words)}"), st.data())
def test_ids_outlive_an_inserted_line(lines: list[str], inserted: str, data: st.DataObject) -> None:
    """A paragraph put in anywhere leaves every other passage its id."""
    place = data.draw(st.integers(0, len(lines)))
    before = reading("\n\n".join(lines))
    after = reading("\n\n".join([*lines[:place], inserted, *lines[place:]]))
    ids = {after.read(passage.span): passage.id for passage in after.passages}
    assert {before.read(each.span): each.id for each in before.passages} == {
        words: each for words, each in ids.items() if words != inserted
    }


HEADS = {
    ".txt": ("\n", "\n"),
    ".md": ("---\ntitle: x\n---\n", "\n"),
    ".html": ('<head>\n</head>\n<p\nclass="x">', "<br>\n<!--\n--><b></b>\n"),
}
"""What stands before the first line, and may stand between two."""


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=6, unique=True), st.integers(0, 3), SUFFIXES)
def test_places_are_lines_of_the_file(lines: list[str], blank: int, suffix: str) -> None:
    """Every word's place is the line of the file that holds it, whatever the format."""
    words = [f"{line} word{number}" for number, line in enumerate(lines)]
    head, gap = HEADS[suffix]
    gap *= blank
    source = head + f"\n{gap}".join(words)
    found = reading(source, f"a{suffix}")
    for number in range(len(words)):
        start = found.text.index(f"word{number}")
        line = found.place(Span(start, start + 1)).line
        assert f"word{number}" in source.split("\n")[line - 1]


@given(st.binary(max_size=60), SUFFIXES)
def test_bytes_are_read_or_refused(source: bytes, suffix: str) -> None:
    """Any bytes become a witness or an EditionError with a place in the file."""
    try:
        places = {reading(source, f"a{suffix}").path}
    except EditionError as error:
        places = {problem.place.path for problem in error.problems}
    assert {f"a{suffix}"} == places


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
def test_sentences_hold_the_text(text: str) -> None:
    """Sentences lie in order and apart, and together hold every character that is not space."""
    spans = sentences.spans(text, Span(0, len(text)), "en")
    assert spans == sorted(spans)
    assert "".join(text.split()) == "".join("".join(text[span.start : span.end].split()) for span in spans)


@pytest.mark.parametrize(
    ("name", "dated", "headings", "count", "set_apart"),
    [
        ("a-the-news-international.txt", [("2021-09-01", "before the text")], [], 13, []),
        (
            "b-newyorkparrot.txt",
            [("2024-07-13", "above the headline")],
            ["Taliban escorts Americans to gates at Kabul Airport in secret deal with US"],
            29,
            [
                "About The Author",
                "Leave a Reply",
                "Your email address will not be published. Required fields are marked *",
            ],
        ),
    ],
)
def test_seeds(name: str, dated: list[tuple[str, str]], headings: list[str], count: int, set_apart: list[str]) -> None:
    """The seeds are understood without help: date and where it stood, headline, sentences, credit, furniture."""
    found = reading((ROOT / "content" / "kabul-airport" / name).read_bytes())

    def of(role: str) -> list[str]:
        return [found.read(passage.span) for passage in found.passages if passage.role == role]

    assert dated == [(each.day.isoformat(), each.found) for each in found.datings]
    assert headings == of("heading")
    assert count == len(of("body"))
    assert set_apart == of("boilerplate")
    assert (["Source: News Agencies"] if set_apart else []) == of("credit")
    assert ([] if set_apart else ["ISLAMABAD:"]) == of("dateline")


@pytest.mark.parametrize(
    ("source", "encoding", "text"),
    [
        (b"one\r\ntwo\rthree", "utf-8", "one\ntwo\nthree"),
        (b"\xef\xbb\xbfone", "utf-8", "one"),
        (b"\xef\xbb\xbfone", "UTF8", "one"),
        ("é".encode("utf-16"), "utf-8", "é"),
        (b"\xfe\xff\x00o", "utf-8", "o"),
        (b"\x93one\x94", "windows-1252", "“one”"),
        (b"", "utf-8", ""),
    ],
)
def test_decoding(source: bytes, encoding: str, text: str) -> None:
    """Line ends become line feeds; marks of byte order go, and are obeyed."""
    assert text == files.decode(source, "a.txt", encoding)


@pytest.mark.parametrize(
    ("source", "encoding", "problem"),
    [
        (b"one\ntw\xe9", "utf-8", "a.txt:2:3 Byte 0xe9 is not UTF-8."),
        (b"one\rtw\xe9", "utf-8", "a.txt:2:3 Byte 0xe9 is not UTF-8."),
        ("é\r\néé".encode() + b"\xff", "utf-8", "a.txt:2:3 Byte 0xff is not UTF-8."),
        (b"\xef\xbb\xbfab\xff", "utf-8", "a.txt:1:3 Byte 0xff is not UTF-8."),
        (b"\xff\xfea\x00\n\x00b\x00\x00\xd8", "utf-8", "a.txt:2:2 Byte 0x00 is not UTF-16."),
        (b"one\n\x81", "windows-1252", "a.txt:2:1 Byte 0x81 is not CP1252."),
        (b"one\x00", "utf-8", "a.txt:1:4 The character U+0000 is no text."),
        (b"one\n two\x1b", "utf-8", "a.txt:2:5 The character U+001B is no text."),
        (b"+2AA-", "utf-7", "a.txt:1:1 The character U+D800 is no text."),
    ],
)
def test_what_cannot_be_decoded(source: bytes, encoding: str, problem: str) -> None:
    """The first bad byte or character is named, with its line and its column in characters."""
    with pytest.raises(EditionError) as caught:
        files.decode(source, "a.txt", encoding)
    assert problem == str(caught.value).split("\n")[0]


@pytest.mark.parametrize("name", ["base64", "idna", "punycode", "unicode_escape", "undefined", "rot13", "nonsense", ""])
def test_codecs_that_are_no_encodings(name: str) -> None:
    """Python knows codecs that no text comes in."""
    assert not files.is_encoding(name)


FRONT = [
    ("title: a\ntitle: b", 'a.md:3:1 "title" stands twice in the front matter, first in line 2.'),
    ("date: yesterday", 'a.md:2:1 "yesterday" is no date that can be read.'),
    ("title: a\ndate: 2021-09-31", 'a.md:3:1 "2021-09-31" is no date that can be read.'),
    ("title: [a, b]", 'a.md:2:1 "title" is not a single value.'),
    ("title: 'a", "a.md:3:1 The front matter is not YAML: found unexpected end of stream."),
    ("- a", "a.md:2:1 The front matter holds no names and values."),
    ('title: "\\x01"', 'a.md:2:1 "title" holds a character that is no text.'),
    ('title: "\\ud800"', 'a.md:2:1 "title" holds a character that is no text.'),
    ("a: " + "[" * 900, "a.md:2:1 The front matter is not YAML: it is nested too deeply."),
    ("a: " + "x" * 20_001, "a.md:2:1 The front matter has 20,005 characters."),
]


@pytest.mark.parametrize(("front", "problem"), FRONT)
def test_front_matter_that_is_wrong(front: str, problem: str) -> None:
    """Front matter that cannot be read is refused at its line."""
    with pytest.raises(EditionError) as caught:
        reading(f"---\n{front}\n---\nWords.\n", "a.md")
    assert problem == str(caught.value).split("\n")[0]


@pytest.mark.parametrize(
    ("text", "name", "problem"),
    [
        ("<a " * 8_000, "a.html", "a.html:1:1 8,000 tags are opened with < and never closed with >."),
        (">" * 8_000 + "<a " * 8_000, "a.html", "a.html:1:1 8,000 tags are opened with < and never closed with >."),
        (">" * 99 + " x" + "> " * 99 + "x", "a.md", "a.md:1:1 Blocks or marks stand more than 90 levels deep."),
    ],
)
def test_what_no_parser_reads_in_time(text: str, name: str, problem: str) -> None:
    """Contrived files are refused quickly."""
    with pytest.raises(EditionError) as caught:
        reading(text, name)
    assert problem == str(caught.value).split("\n")[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<div>" * 20_000 + "deep", "a.html"),
        ("<div>x" * 10_000, "a.html"),
        ("<![" * 5_000 + ">", "a.html"),
        ("!" * 200_000, "a.txt"),
        ("word " * 200_000, "a.txt"),
        ("One. Two.\n\n" * 20_000, "a.txt"),
        ("\n" + " " * 200_000 + "x", "a.txt"),
        ("By A " * 20_000, "a.txt"),
        ("x" * 1_000_000, "a.txt"),
        ("*a **b " * 3_000, "a.md"),
        ("[" * 20_000, "a.md"),
    ],
    ids=lambda value: f"{value[:12]!r}",
)
def test_large_files_are_read_in_time(text: str, name: str) -> None:
    """Depth and length crash nothing, and cost what they are long."""
    reads(text, name)


@pytest.mark.parametrize("language", ["../claims/en", "", "x" * 300, "en\x7f", "en-GB", "zz", 'en" onload="x'])
def test_a_language_is_a_tag_or_nothing(language: str) -> None:
    """A page's lang attribute picks a data file only where it is a language tag."""
    found = reading(f"<html lang='{language}'><p>One. Two.</p></html>".replace("\x7f", "&#127;"), "a.html")
    assert ("en-GB" if language == "en-GB" else "zz" if language == "zz" else "en") == found.language


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://[", "/2021/09/01/x", "https://", "x"])
def test_an_address_is_whole_or_nothing(address: str) -> None:
    """What a page says of its own address is kept only where a browser would follow it."""
    found = reading(f'<meta property="og:url" content="{address}"><p>One. Two.</p>', "a.html")
    assert ("", ()) == (found.address, found.datings)


def test_the_last_day_of_the_calendar_is_no_date() -> None:
    """A run of days ends on the day after its last, and 9999-12-31 has none."""
    assert () == reading("9999-12-31\n\nIt was so.").datings


def test_an_edition_is_the_same_wherever_it_is_called_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`variorum build .` reads what `variorum build texts` reads, under the same names."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("One. Two.")
    from_above = read.edition(folder)
    monkeypatch.chdir(folder)
    assert from_above == read.edition(Path())
    assert "texts/a.txt" == from_above.works[0].witnesses[0].path
