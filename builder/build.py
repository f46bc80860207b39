"""The pipeline on one page: content goes in, a site comes out.

content/ -> read -> collate -> dates, claims -> annotate -> link -> render -> (write) -> site/
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder import annotate, claims, collate, dates, link, read, render
from builder.collate import apparatus, descent
from builder.errors import EditionError
from builder.model import COMPARE_ALL_UP_TO, MARGIN, Dossier, Edition, Event, Links, Note, Site, Work
from builder.read import theme

OWN_THEMES = Path(__file__).parent.parent / "themes"
"""In a checkout the themes lie beside the package."""


@dataclass(frozen=True, slots=True)
class Built:
    """An edition with everything that was made of it."""

    edition: Edition
    dossiers: tuple[Dossier, ...]
    notes: tuple[tuple[Note, ...], ...]
    "of each work, in the order of the edition's works; without those that the editor dismissed"
    links: Links
    site: Site


def edition(
    content: Path, base_url: str = "", theme_name: str = "", progress: Callable[[str], None] = lambda line: None
) -> Built:
    """The edition in a content folder, made into a site.

    `base_url` and `theme_name` override what edition.toml says; `progress` is told what is being done. Raises
    EditionError with every problem found.
    """
    progress("reading")
    edition = read.edition(content)
    if problems := [problem for work in edition.works for problem in annotate.problems(work)]:
        raise EditionError(problems)
    if base_url:
        edition = replace(edition, base_url=base_url.rstrip("/") + "/")

    def make(work: Work) -> Dossier:
        return dossier(work, edition.chronology, edition.compare_all_up_to, edition.margin)

    dossiers = tuple(_each(edition.works, make, progress))
    judged = [annotate.work(each) for each in dossiers]
    if problems := [each for n, one in enumerate(dossiers) for each in annotate.undecided(one, judged[n])]:
        raise EditionError(problems)
    notes = tuple(tuple(note for note in own if not note.dismissed) for own in judged)
    links = link.edition(edition, dossiers, judged)
    look = theme.theme(theme_name or edition.theme, theme_shelves(content), render.TEMPLATES)
    progress("rendering")
    site = render.site(edition, dossiers, links, annotate.kinds(), look)
    return Built(edition, dossiers, notes, links, site)


def dossier(
    work: Work,
    chronology: Sequence[Event] = (),
    compare_all_up_to: int = COMPARE_ALL_UP_TO,
    margin: int = MARGIN,
) -> Dossier:
    """All that is known of a work before anyone judges."""
    collation = collate.work(work, compare_all_up_to)
    listed = apparatus.every(work, collation)
    attributions = {each.siglum: claims.reports(each) for each in work.witnesses}
    return Dossier(
        work=work,
        collation=collation,
        apparatus=listed,
        descent=descent.of(work, listed),
        times={each.siglum: dates.times(each) for each in work.witnesses},
        attributions=attributions,
        claims={each.siglum: claims.claims(each, attributions[each.siglum]) for each in work.witnesses},
        reasons={each.siglum: claims.reasons(each) for each in work.witnesses},
        chronology=tuple(chronology),
        margin=margin,
    )


def theme_shelves(content: Path) -> tuple[Path, ...]:
    """Folders that hold themes: the author's own, beside the content, come first."""
    return tuple(dict.fromkeys((content.resolve().parent / "themes", OWN_THEMES)))


def _each(works: Sequence[Work], make: Callable[[Work], Dossier], progress: Callable[[str], None]) -> Iterator[Dossier]:
    for number, work in enumerate(works, 1):
        progress(f"collating and annotating: work {number} of {len(works)}")
        yield make(work)
