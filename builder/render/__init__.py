"""An edition, its collations, notes and links become a site: every page at its address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from builder import addresses
from builder.model import Dossier, Edition, Kind, Links, Site, Theme
from builder.render import apparatus, comparison, ledger, lists, markup, measured, reading, sources, times
from builder.render.env import Pages
from builder.render.views import Material

TEMPLATES = (
    "home.html", "work.html", "reading.html", "comparison.html", "inline.html", "apparatus.html", "source.html",
    "notes.html", "kind.html", "decisions.html", "sources.html", "timeline.html", "names.html", "name.html",
    "page.html", "404.html",
    "feed.xml", "sitemap.xml", "robots.txt", "edition.css",
)  # fmt: skip
"""The templates without which no site can be made."""


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A page before it is rendered."""

    address: str
    template: str
    title: str
    description: str
    values: Mapping[str, Any]


def site(edition: Edition, dossiers: Sequence[Dossier], links: Links, kinds: Sequence[Kind], theme: Theme) -> Site:
    """The site of an edition. Raises EditionError where a template of the theme is broken."""
    by_slug = {dossier.work.slug: dossier for dossier in dossiers}
    material = Material(edition, by_slug, links, {kind.slug: kind for kind in kinds})
    pages = Pages(theme)
    leaves = list(_leaves(material))
    files = {f"assets/{name}": content for name, content in theme.static.items()}
    for leaf in leaves:
        files[leaf.address] = pages.page(leaf.template, leaf.address, _values(material, leaf))
    for dossier in dossiers:
        for witness in dossier.work.witnesses:
            files[lists.file_address(dossier.work, witness)] = witness.source
    files.update(_for_machines(material, pages, [leaf.address for leaf in leaves if leaf.address != "404.html"]))
    return Site(dict(sorted(files.items())))


def _leaves(material: Material) -> Iterator[_Leaf]:
    edition = material.edition
    said = edition.description or f"Versions of {edition.title}, side by side."
    yield _Leaf("index.html", "home.html", edition.title, said, lists.home(material))
    for dossier in material.dossiers.values():
        ways = {
            "comparisons": addresses.pairs(dossier),
            "apparatuses": [addresses.apparatus_page(dossier, each.base) for each in dossier.apparatus],
        }
        for leaf in _work_leaves(material, dossier):
            yield replace(leaf, values={**ways, **leaf.values})
    yield _Leaf("notes/index.html", "notes.html", "All notes", "Every note of this edition, by kind and witness.",
                lists.notes(material))  # fmt: skip
    for kind in material.kinds.values():
        yield _Leaf(addresses.kind_page(kind.slug), "kind.html", f"Kind of note: {kind.title}", kind.definition,
                    lists.kind(material, kind.slug))  # fmt: skip
    yield _Leaf("decisions.html", "decisions.html", "Decisions", "What the editor confirmed, dismissed and added.",
                ledger.values(material))  # fmt: skip
    yield _Leaf("sources.html", "sources.html", "Sources", "Who is cited, where, and how they are named.",
                sources.values(material))  # fmt: skip
    yield _Leaf("timeline.html", "timeline.html", "Timeline", "Every date that the versions name, on one axis.",
                {"timeline": times.timeline(material, material.dossiers.values())})  # fmt: skip
    yield _Leaf("names/index.html", "names.html", "Names and terms", "People, places, organisations and terms.",
                lists.names(material))  # fmt: skip
    for name in edition.glossary:
        yield _Leaf(
            addresses.name_page(name), "name.html", name.name, f"{name.name}: {name.text}", lists.name(material, name)
        )
    for page in edition.pages:
        if page.slug not in ("index", "404"):
            yield _Leaf(f"{page.slug}.html", "page.html", page.title, f"{page.title}: {edition.title}",
                        {"prose": markup.prose(page.markdown), **_method(material)})  # fmt: skip
    if not any(page.slug == "method" for page in edition.pages):
        yield _Leaf("method.html", "page.html", "How the notes are made", "What the program does, and its limits.",
                    {"prose": "", **_method(material)})  # fmt: skip
    yield _Leaf("404.html", "404.html", "Not found", "There is no such page.", {})


def _method(material: Material) -> dict[str, Any]:
    """What the page about the method is given beside its prose."""
    return {"kinds": material.kinds, "sets": measured.sets(), "command": measured.command()}


def _work_leaves(material: Material, dossier: Dossier) -> Iterator[_Leaf]:
    work = dossier.work
    yield _Leaf(f"{work.slug}/index.html", "work.html", work.title, work.summary or f"{work.title}: its witnesses.",
                lists.work(material, dossier))  # fmt: skip
    for witness in work.witnesses:
        who = witness.outlet or witness.title
        yield _Leaf(addresses.witness_page(work.slug, witness.siglum), "reading.html",
                    f"{witness.siglum}: {who}. {work.title}", f"Witness {witness.siglum} of {work.title}, with notes.",
                    reading.values(material, dossier, witness))  # fmt: skip
        yield _Leaf(addresses.source_page(work.slug, witness.siglum), "source.html",
                    f"{witness.siglum} as received. {work.title}", f"The file of witness {witness.siglum}, as it came.",
                    lists.source_file(dossier, witness))  # fmt: skip
    for made in dossier.apparatus:
        yield _Leaf(addresses.apparatus_page(dossier, made.base), "apparatus.html",
                    f"Readings against {made.base}. {work.title}", f"The text of {made.base}, with what others read.",
                    apparatus.values(dossier, made))  # fmt: skip
    for left, right in addresses.pairs(dossier):
        pair = dossier.collation.pair(left.siglum, right.siglum)
        both = f"{left.siglum} and {right.siglum}"
        yield _Leaf(addresses.comparison_page(work.slug, left.siglum, right.siglum), "comparison.html",
                    f"{both} compared. {work.title}", f"Witnesses {both} of {work.title}, side by side.",
                    comparison.values(material, dossier, pair))  # fmt: skip
        yield _Leaf(addresses.inline_page(work.slug, left.siglum, right.siglum), "inline.html",
                    f"{both} in one column. {work.title}", f"Witnesses {both} of {work.title}, in one column.",
                    comparison.inline_values(material, dossier, pair))  # fmt: skip


def _for_machines(material: Material, pages: Pages, listed: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    edition = material.edition
    feed = {"edition": edition, **lists.feed(material)}
    yield "feed.xml", pages.page("feed.xml", "feed.xml", feed)
    yield "robots.txt", pages.page("robots.txt", "robots.txt", {"edition": edition})
    rules = {"margin": lists.longest_margin(material), "kinds": list(material.kinds), "sigla": _sigla(material)}
    yield "assets/edition.css", pages.page("edition.css", "assets/edition.css", rules)
    if edition.base_url:  # a sitemap of relative addresses would be no sitemap
        urls = [edition.base_url + address for address in listed]
        yield "sitemap.xml", pages.page("sitemap.xml", "sitemap.xml", {"urls": urls})


def _sigla(material: Material) -> list[str]:
    return sorted({witness.siglum for each in material.dossiers.values() for witness in each.work.witnesses})


def _values(material: Material, leaf: _Leaf) -> dict[str, Any]:
    edition = material.edition
    return {
        "edition": edition,
        "works": [dossier.work for dossier in material.dossiers.values()],
        "pages": [page for page in edition.pages if page.slug not in ("index", "method", "404")],
        "addresses": addresses,
        "page": {
            "address": leaf.address,
            "title": leaf.title,
            "description": leaf.description,
            "canonical": edition.base_url + leaf.address if edition.base_url else "",
        },
        **leaf.values,
    }
