"""A request for an address becomes an answer, from memory alone.

No path of this machine is ever made from what a browser asks for: an address is looked up, and is there or is not.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from urllib.parse import quote, unquote

from builder.errors import Problem

EVENTS = "/-/events"
"""Where a page hears of new builds."""

OWN = ("-/reload.js", "-/overlay.css")

TYPES = {
    "atom": "application/atom+xml",
    "avif": "image/avif",
    "bib": "text/plain",
    "css": "text/css",
    "csv": "text/csv",
    "gif": "image/gif",
    "html": "text/html",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "jsonl": "text/plain",
    "md": "text/markdown",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml",
}
"""Our own table: the one of `mimetypes` is read from the machine, and differs between machines."""

PLACE_FOR_SCRIPT = re.compile(rb"</head\s*>|</body\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the browsers are to show now."""

    build: str
    "drawn anew for every site that differs from the one before; empty where there has been no good build yet"
    files: Mapping[str, bytes]
    "of the last good build, by address"
    problems: tuple[Problem, ...]
    "of the last build; empty where it was good"


NOTHING = Shown("", {}, ())


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to the browser."""

    status: int
    type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    "beside those that every answer has"


def answer(shown: Shown, target: str) -> Answer:
    """What stands at a request's target, as sent: percent signs, query and all."""
    path, _, query = target.partition("?")
    address = unquote(path).removeprefix("/")
    page = f"{address}index.html" if address.endswith("/") or not address else address
    if address in OWN:
        return _file(200, address, _own(address.removeprefix("-/")))
    if not shown.build:
        return _page(503, _own("waiting.html"), shown)
    if page in shown.files:
        return _found(200, page, shown)
    if f"{page}/index.html" in shown.files:
        return _moved(f"/{quote(page)}/" + (f"?{query}" if query else ""))
    if "404.html" in shown.files:
        return _found(404, "404.html", shown)
    return plain(404, "There is no such page, and the site has no 404.html to say so.")


def plain(status: int, message: str, *headers: tuple[str, str]) -> Answer:
    """An answer in one sentence."""
    return Answer(status, "text/plain; charset=utf-8", f"{message}\n".encode(), headers)


def news(shown: Shown) -> str:
    """What a page must know to be up to date, as JSON in ASCII on one line; `static/reload.js` reads it."""
    problems = [{"place": str(each.place), "fact": each.fact, "remedy": each.remedy} for each in shown.problems]
    return json.dumps({"build": shown.build, "problems": problems})


def _own(name: str) -> bytes:
    return resources.files(__package__).joinpath("static", name).read_bytes()


def _found(status: int, address: str, shown: Shown) -> Answer:
    data = shown.files[address]
    return _page(status, data, shown) if address.endswith(".html") else _file(status, address, data)


def _file(status: int, address: str, data: bytes) -> Answer:
    kind = TYPES.get(address.rpartition(".")[2].lower(), "application/octet-stream")
    return Answer(status, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, data)


def _page(status: int, data: bytes, shown: Shown) -> Answer:
    return Answer(status, "text/html; charset=utf-8", _listening(data, shown))


def _listening(page: bytes, shown: Shown) -> bytes:
    """The page with our script in it: a file of its own, so that `script-src 'self'` lets it run.

    The news goes with it, so that a page opened while the build is broken says so at once.
    """
    end = PLACE_FOR_SCRIPT.search(page)
    at = end.start() if end else len(page)
    script = f'<script src="/-/reload.js" data-news="{html.escape(news(shown))}" defer></script>'
    return page[:at] + script.encode() + page[at:]


def _moved(location: str) -> Answer:
    return plain(301, f"See {location}", ("Location", location))
