"""Where everything stands on the site, counted from its root.

    kabul-airport/a.html#s-...    a sentence          kabul-airport/a.html#n-...    a note
    kabul-airport/a-b.html        a comparison        names/kabul.html              a name

Addresses are files, not folders, so that every link also works when the site is opened from disk.
"""

from __future__ import annotations

import re
import unicodedata

from builder.model import Dossier, Name, Witness


def slug(name: str) -> str:
    """A name as a part of an address: Latin letters and digits, joined by hyphens; empty where it has none."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def witness_page(work: str, siglum: str) -> str:
    """Address of a reading page."""
    return f"{work}/{siglum.lower()}.html"


def source_page(work: str, siglum: str) -> str:
    """Address of a file as received, shown with line numbers."""
    return f"{work}/{siglum.lower()}.source.html"


def comparison_page(work: str, left: str, right: str) -> str:
    """Address of a comparison, side by side."""
    return f"{work}/{left.lower()}-{right.lower()}.html"


def inline_page(work: str, left: str, right: str) -> str:
    """Address of the same comparison in one column."""
    return f"{work}/{left.lower()}-{right.lower()}.inline.html"


def apparatus_page(dossier: Dossier, base: str) -> str:
    """Address of an apparatus; against another witness than the base it bears its siglum."""
    other = "" if base == dossier.collation.base else f"-{base.lower()}"
    return f"{dossier.work.slug}/apparatus{other}.html"


def compared_with(dossier: Dossier, witness: Witness) -> list[tuple[Witness, str]]:
    """The witnesses that this one was compared with, each with the address of that comparison."""
    return [
        (right if left is witness else left, comparison_page(dossier.work.slug, left.siglum, right.siglum))
        for left, right in pairs(dossier)
        if witness in (left, right)
    ]


def name_page(name: Name) -> str:
    """Address of a name."""
    return f"names/{name.slug}.html"


def kind_page(kind: str) -> str:
    """Address of the page about a kind of note."""
    return f"notes/{kind}.html"


def pairs(dossier: Dossier) -> list[tuple[Witness, Witness]]:
    """The witnesses that were compared, two by two."""
    return [(dossier.work.witness(pair.left), dossier.work.witness(pair.right)) for pair in dossier.collation.pairs]
