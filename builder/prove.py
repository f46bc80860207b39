"""An edition and its site are held against two laws; what breaks one becomes a problem.

Law 1: the words of a witness on its pages, with marks, notes and the other side taken out, are the witness's text.
Law 4: every span lies inside its text; every internal link and fragment has its target.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from builder import addresses
from builder.errors import Problem
from builder.model import Dossier, Edition, Links, Place, Site, Span, Witness

OURS = frozenset({"gloss", "ref", "unseen"})
"""Classes of what we say inside a sentence."""
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_REMEDY = "This is a fault of the theme or of Variorum, not of the text: please report it."


def problems(edition: Edition, dossiers: Iterable[Dossier], links: Links, site: Site) -> tuple[Problem, ...]:
    """What breaks a law; nothing, if all is well."""
    pages = {address: _read(content) for address, content in site.files.items() if address.endswith(".html")}
    dossiers = list(dossiers)
    return (
        *(problem for dossier in dossiers for problem in _words(dossier, pages)),
        *(problem for dossier in dossiers for problem in _spans(dossier, links)),
        *_targets(edition, pages, site),
    )


class _Page(HTMLParser):
    """The words of a page by where they stand, its ids and its links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: dict[str, list[str]] = {}
        "by 'left', 'right' or '' (a page of one witness): the text of each sentence, without what we say in it"
        self.ids: set[str] = set()
        self.hrefs: list[str] = []
        self._open: list[tuple[str, frozenset[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.add(given["id"])
        self.hrefs += [given[name] for name in ("href", "src") if name in given]
        if tag not in _VOID:
            classes = frozenset(given.get("class", "").split())
            self._open.append((tag, classes))
            if classes & {"s", "line"} and tag == "span":
                self.words.setdefault(self._side(), []).append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = frozenset().union(*(classes for _, classes in self._open))
        tags = {tag for tag, _ in self._open}
        if (inside & {"s", "line"}) and "span" in tags and not inside & OURS and self.words.get(self._side()):
            if "one" in inside and "ins" in tags:
                return  # the one-column view: what only the other side has
            self.words[self._side()][-1] += data

    def _side(self) -> str:
        inside = frozenset().union(*(classes for _, classes in self._open))
        return "left" if "left" in inside else "right" if "right" in inside else ""


def _read(content: bytes) -> _Page:
    page = _Page()
    page.feed(content.decode())
    page.close()
    return page


def _words(dossier: Dossier, pages: Mapping[str, _Page]) -> Iterator[Problem]:
    work = dossier.work
    for witness in work.witnesses:
        yield from _same(witness, pages, addresses.witness_page(work.slug, witness.siglum), "")
        received = addresses.source_page(work.slug, witness.siglum)
        yield from _same(witness, pages, received, "", witness.decoded)
    for made in dossier.apparatus:
        yield from _same(work.witness(made.base), pages, addresses.apparatus_page(dossier, made.base), "")
    for left, right in addresses.pairs(dossier):
        side_by_side = addresses.comparison_page(work.slug, left.siglum, right.siglum)
        yield from _same(left, pages, side_by_side, "left")
        yield from _same(right, pages, side_by_side, "right")
        yield from _same(left, pages, addresses.inline_page(work.slug, left.siglum, right.siglum), "left")


def _same(
    witness: Witness, pages: Mapping[str, _Page], address: str, side: str, whole: str | None = None
) -> Iterator[Problem]:
    """The words on a page against the witness's text, or the `whole` file. Space may be laid out, words may not."""
    shown = "".join("".join(pages[address].words.get(side, [])).split())
    text = "".join((witness.text if whole is None else whole).split())
    if shown != text:
        at = next(
            (n for n, (one, two) in enumerate(zip(shown, text, strict=False)) if one != two), min(len(shown), len(text))
        )
        fact = f'The words of witness {witness.siglum} are not those of its file: "{shown[at : at + 30]}" stands for'
        yield Problem(Place(address), f'{fact} "{text[at : at + 30]}".', _REMEDY)


def _spans(dossier: Dossier, links: Links) -> Iterator[Problem]:
    for siglum, span, what in _every_span(dossier, links):
        witness = dossier.work.witness(siglum)
        if not 0 <= span.start <= span.end <= len(witness.text):
            yield Problem(
                Place(witness.path), f"{what} stands at {span.start} to {span.end}, outside of the text.", _REMEDY
            )


def _every_span(dossier: Dossier, links: Links) -> Iterator[tuple[str, Span, str]]:
    for witness in dossier.work.witnesses:
        yield from ((witness.siglum, passage.span, "A passage") for passage in witness.passages)
        yield from ((witness.siglum, time.span, "A time") for time in dossier.times[witness.siglum])
        for each in dossier.attributions[witness.siglum]:
            yield from ((witness.siglum, part, "A source") for part in (*each.source, *each.cue, *each.content))
        yield from ((witness.siglum, claim.span, "A claim") for claim in dossier.claims[witness.siglum])
        yield from ((witness.siglum, span, "A reason") for span in dossier.reasons[witness.siglum])
    for mention in links.mentions:
        if mention.work == dossier.work.slug:
            yield mention.siglum, mention.span, "A name"
    for pair in dossier.collation.pairs:
        for change in (change for match in pair.matches for change in match.changes):
            yield pair.left, change.left, "A change"
            yield pair.right, change.right, "A change"
        for copied in pair.copied:
            yield pair.left, copied.left, "A copied stretch"
            yield pair.right, copied.right, "A copied stretch"
    for filed in links.notes:
        if filed.work == dossier.work.slug:
            yield filed.note.siglum, filed.note.span, "A note"
            yield from ((each.siglum, each.span, "A note's evidence") for each in filed.note.evidence)


def _targets(edition: Edition, pages: Mapping[str, _Page], site: Site) -> Iterator[Problem]:
    for address, page in pages.items():
        for href in dict.fromkeys(page.hrefs):
            if fault := _dead(edition, address, href, pages, site):
                remedy = "Mend the link; links count from the page that they stand on."
                yield Problem(_place(edition, address, href), f'The link "{href}" leads nowhere: {fault}.', remedy)


def _place(edition: Edition, address: str, href: str) -> Place:
    """Where the author wrote the link: on a page of the editor's, else on the page of the site."""
    for page in edition.pages:
        lines = page.markdown.split("\n") if address == f"{page.slug}.html" else []
        for number, line in enumerate(lines, 1):
            if href in line or unquote(href) in line:
                return Place(page.path, number)
    return Place(address)


def _dead(edition: Edition, here: str, href: str, pages: Mapping[str, _Page], site: Site) -> str:
    """Why a link of a page is dead; nothing for one that has its target, or that leads out of the site."""
    try:
        parts = urlsplit(href.removeprefix(edition.base_url) if edition.base_url else href)
    except ValueError:  # https://[
        return "it is no address"
    if parts.scheme or parts.netloc:
        return ""
    start = "" if edition.base_url and href.startswith(edition.base_url) else posixpath.dirname(here)
    there = posixpath.normpath(posixpath.join(start, unquote(parts.path))) if parts.path else here
    if there not in site.files:
        return f"there is no {there}"
    fragment = unquote(parts.fragment)
    if fragment and there in pages and fragment not in pages[there].ids:
        return f"{there} has nothing with the id {fragment}"
    return ""
