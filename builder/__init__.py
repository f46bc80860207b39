"""Variorum: several versions of a text go in, an annotated reading edition comes out.

From a script:

    from pathlib import Path
    from builder import build, write

    built = build.edition(Path("content"))
    write.site(built.site, Path("site"))
"""

from builder.errors import EditionError, Problem
from builder.model import Edition, Note, Site, Witness, Work

__all__ = ["Edition", "EditionError", "Note", "Problem", "Site", "Witness", "Work"]
