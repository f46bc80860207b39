"""Values become HTML. The one module that says what is markup; all else hands over plain text, which is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from builder.model import Span
from builder.render import runs

_LEXERS = {"txt": "text", "text": "text", "md": "markdown", "markdown": "markdown", "html": "html", "htm": "html",
           "toml": "toml", "json": "json", "yaml": "yaml", "sh": "bash", "bash": "bash", "console": "console",
           "python": "python", "py": "python"}  # fmt: skip
"""Languages that are highlighted. Some of Pygments' lexers hang (49 bytes of Scala: over 20 s); these were tried."""
_LONGEST_HIGHLIGHTED = 200_000
"""Characters. A longer file is shown as plain text."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES = ("http", "https", "mailto")


def element(tag: str, attributes: Iterable[tuple[str, str]], inner: str) -> Markup:
    """An element; the inner text is escaped unless it is markup already."""
    listed = "".join(f' {name}="{escape(value)}"' for name, value in attributes)
    return Markup(f"<{tag}{listed}>{escape(inner)}</{tag}>")


def passage(text: str, span: Span, marks: Iterable[runs.Mark]) -> Markup:
    """The words of a passage with its marks."""
    return _joined(_node(text, node) for node in runs.tree(span, marks))


def joined(parts: Iterable[str]) -> Markup:
    """Parts one after another; each is escaped unless it is markup already."""
    return _joined(escape(part) for part in parts)


def prose(markdown: str, link: Callable[[str], str] = str) -> Markup:
    """An editor's Markdown, without its first-level heading. Raw HTML stays text; only safe links are links."""
    parser = MarkdownIt("js-default", {"highlight": _fence, "linkify": False})
    parser.validateLink = _safe_link  # type: ignore[assignment]  # the documented way to say which links are allowed
    tokens = parser.parse(re.sub(r"\A\s*#\s+.+\n", "", markdown))
    for token in tokens:
        for child in token.children or []:
            if child.type == "link_open":
                child.attrs["href"] = link(str(child.attrs["href"]))
    return Markup(parser.renderer.render(tokens, parser.options, {}))


def code(text: str, language: str) -> Markup:
    """Code or a file, highlighted, a span of class `line` with an id for every line."""
    lines = _highlighted(text, language).removesuffix("\n").split("\n")
    return Markup("\n".join(f'<span class="line" id="l{number}">{line}</span>' for number, line in enumerate(lines, 1)))


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _node(text: str, node: runs.Node, behind: list[Markup] | None = None) -> Markup:
    """A node as HTML. Inside a link, what follows a mark is put `behind` the link: a link cannot hold another."""
    if node.mark is None:
        return escape(text[node.span.start : node.span.end])
    own: list[Markup] | None = [] if node.mark.rank == runs.LINK else behind
    inner = _joined(_node(text, child, own) for child in node.children)
    if node.first and node.mark.before:
        inner = escape(node.mark.before) + inner
    made = element(node.mark.tag, (*node.mark.attributes, *(node.mark.once if node.first else ())), inner)
    after = escape(node.mark.after) if node.last and node.mark.after else Markup("")
    if own is not behind:
        return made + _joined(own or ()) + after
    if behind is not None:
        behind.append(after)
        return made
    return made + after


def _safe_link(address: str) -> bool:
    scheme = _SCHEME.match(address.strip())
    return scheme is None or scheme[1].lower() in _SCHEMES


def _fence(source: str, language: str, _attributes: str) -> str:
    return f'<pre class="code"><code>{_highlighted(source, language)}</code></pre>'


def _highlighted(text: str, language: str) -> str:
    name = _LEXERS.get(language.lower(), "text")
    if name == "text" or len(text) > _LONGEST_HIGHLIGHTED:
        return str(escape(text))
    lexer = get_lexer_by_name(name, stripnl=False, ensurenl=False)
    return str(highlight(text, lexer, HtmlFormatter(nowrap=True)))
