"""A [checks] table becomes the kinds of notes that an edition or a work wants.

[checks]
set = "literature"         # what it starts from
on = ["copy-error"]        # and what is added to it
off = ["only-here"]        # or taken away
"""

from __future__ import annotations

from builder import config
from builder.model import Choice, Selection


def selection(settings: config.Table, before: Selection) -> Selection:
    """What the [checks] table of a file says, over what was chosen before it."""
    table = settings.table("checks")
    choices = [Choice(kind, True, table.place("on")) for kind in table.texts("on")]
    choices += [Choice(kind, False, table.place("off")) for kind in table.texts("off")]
    chosen = Choice(table.text("set"), True, table.place("set")) if "set" in table else before.set
    table.done()
    return Selection(chosen, (*before.choices, *choices))
