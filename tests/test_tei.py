"""TEI: valid, and every witness can be read out of it again, whatever the texts hold."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from builder import collate, stream
from builder.collate import apparatus, segments
from builder.export import tei
from builder.model import Work

ROOT = Path(__file__).parents[1]
SCHEMA = etree.RelaxNG(etree.parse(ROOT / "tests" / "tei.rng"))
SEEDS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "content/kabul-airport").glob("*.txt"))]
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def made(work: Work) -> etree._Element:
    """The document of a work, parsed."""
    collation = collate.work(work)
    listed = apparatus.of(work, collation, collation.base)
    document = tei.document(work, listed, [segments.of(work, entry) for entry in listed.entries])
    return etree.fromstring(document)


def work_of(*texts: str, sigla: str = "ABCDEF", cut: bool = False) -> Work:
    """A work of some texts; cut into passages at full stops, or by the reader."""
    witnesses = [
        {"siglum": siglum, "passages": text.split(".")} if cut else {"siglum": siglum, "text": text}
        for siglum, text in zip(sigla, texts, strict=False)
    ]
    return stream.work({"witnesses": witnesses})


def read_out(document: etree._Element, name: str) -> list[str]:
    """The passages of one witness, in its own order."""
    passages: dict[int, list[str]] = {}
    current: list[str] = []

    def read(element: etree._Element) -> None:
        nonlocal current
        if element.tag == f"{TEI}milestone" and element.get("edRef") == f"#{name}":
            current = passages.setdefault(int(element.get("n")), [])
        if element.tag != f"{TEI}rdg" or f"#{name}" in element.get("wit").split():
            current.append(element.text or "")
            for each in element:
                read(each)
                current.append(each.tail or "")

    read(document.find(f".//{TEI}body"))
    return [" ".join("".join(passages[number]).split()) for number in sorted(passages)]


def expected(work: Work, siglum: str) -> list[str]:
    """The passages of a witness as TEI can say them."""
    witness = work.witness(siglum)
    return [" ".join(tei.NOT_XML.sub("\ufffd", " ".join(witness.read(each.span).split())).split())
            for each in witness.passages]  # fmt: skip


def check(work: Work) -> None:
    """The document is valid, its pointers lead somewhere, and it holds every passage of every witness."""
    document = made(work)
    assert SCHEMA.validate(document), SCHEMA.error_log
    pointers = document.xpath("//@wit|//@corresp|//@target|//@edRef")
    assert {f"#{each}" for each in document.xpath("//@xml:id")} >= {each for many in pointers for each in many.split()}
    for number, witness in enumerate(work.witnesses):
        name = document.findall(f".//{TEI}witness")[number].get(XML_ID)
        assert expected(work, witness.siglum) == read_out(document, name)


def test_the_seeds() -> None:
    """Two real reports: the moved sentence stands once, and its other place leads to it."""
    work = work_of(*SEEDS)
    check(work)
    document = made(work)
    (place,) = document.xpath("//*[@type='moved']")
    (row,) = document.xpath(f"//*[@xml:id='{place.get('corresp')[1:]}']")
    assert f"#{place.get(XML_ID)}" == row.get("corresp")
    assert "suicide blast at the airport last week" in "".join(row.itertext())


def test_what_is_only_printed_otherwise_is_called_so() -> None:
    """Quotation marks are no other words."""
    document = made(work_of("The “gate” was shut at noon.", 'The "gate" was shut at two.'))
    kinds = [(each.get("type"), ["".join(rdg.itertext()) for rdg in each]) for each in document.iter(f"{TEI}app")]
    assert kinds == [("orthographic", ["“", '"']), ("orthographic", ["”", '"']), ("substantive", ["noon.", "two."])]


WORDS = [
    "the",
    "The",
    "gate",
    "“gate”",
    "shut",
    "at",
    "noon.",
    "two.",
    "13",
    "1,300",
    "\ufeff",
    "<b>",
    "]]>",
    "&amp;",
    "\n\n",
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))


@given(st.lists(TEXTS, min_size=1, max_size=4), st.sampled_from(["ABCD", "A<&'", "12 x"]), st.booleans())
@example(["a b. c d e f. g h i", "g h i. c d e f. a b", "c d e f. x y z"], "ABCD", True)
@example(["\x00 a\x1f\uffff\r\u2028b", ""], "ABCD", False)
@example(["\x00\ud800\x1f\uffff", ""], "ABCD", True)
def test_any_texts(texts: list[str], sigla: str, cut: bool) -> None:
    """Nothing is lost and nothing invented, whatever the texts and the sigla hold."""
    check(work_of(*texts, sigla=sigla, cut=cut))


def test_the_schema_refuses() -> None:
    """A proof that can fail: an element or a pointer that TEI does not know is seen."""
    document = made(work_of("The gate was shut.", "The door was shut."))
    for tag, attributes in (
        ("b", {}),
        ("lem", {}),
        ("milestone", {}),
        ("app", {"ref": "#A"}),
        ("ab", {XML_ID: "row-1"}),
    ):
        broken = etree.fromstring(etree.tostring(document))
        etree.SubElement(broken.find(f".//{TEI}ab"), f"{TEI}{tag}", attributes)
        assert not SCHEMA.validate(broken), tag
