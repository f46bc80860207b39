"""A theme becomes an environment that renders its templates, strict and escaping."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError, TemplateSyntaxError

from builder import days
from builder.errors import EditionError
from builder.model import Place, Theme


class Pages:
    """The templates of a theme. Every value that they print is escaped unless it is markup."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._env = Environment(
            loader=DictLoader(dict(theme.templates)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._env.filters.update(day=days.say, days=days.say_days, counted=counted, web=web)

    def page(self, template: str, address: str, values: Mapping[str, Any]) -> bytes:
        """A page at an address; inside its template, `url` makes links relative to it.

        Raises EditionError where the template is broken, with its file and line.
        """
        try:
            return self._env.get_template(template).render(values, url=lambda to: relative(address, to)).encode()
        except TemplateSyntaxError as error:
            raise self._broken(error.name or template, error.lineno, error.message or "it cannot be read") from None
        except TemplateError as error:
            name, line = self._where(error, template)
            raise self._broken(name, line, error.message or type(error).__name__) from None

    def _broken(self, template: str, line: int, fact: str) -> EditionError:
        place, fact = Place(f"{self._theme.name}/templates/{template}", line), fact.rstrip(".")
        return EditionError.at(place, f"The template does not work: {fact}.", "Mend it, or take the default theme.")

    def _where(self, error: TemplateError, template: str) -> tuple[str, int]:
        """The innermost template line of a traceback: Jinja maps its frames to the template's own lines."""
        name, line = template, 1
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == "<template>":
                name, line = trace.tb_frame.f_globals.get("name", template), trace.tb_lineno
            trace = trace.tb_next
        return name, line


@cache
def relative(here: str, there: str) -> str:
    """The link from one address to another; both count from the site's root. Whole URLs stay as they are."""
    if re.match(r"[a-z]+:", there):
        return there
    path, mark, fragment = there.partition("#")
    if path == here or not path:
        return f"#{fragment}" if mark else posixpath.basename(here)
    way = posixpath.relpath(path, posixpath.dirname(here) or ".")
    return quote(way) + mark + fragment


def counted(number: int, one: str, many: str = "") -> str:
    """'1 note', '1,046 days'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def web(address: str) -> str:
    """A web address if it is one that may be followed; else nothing."""
    return address if re.match(r"https?://[^\s/]", address) else ""
