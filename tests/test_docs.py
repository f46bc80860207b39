"""What the program can do is in the documents, and what the documents name is in the program."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from builder import cli, render

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTENT = (ROOT / "docs/content.md").read_text(encoding="utf-8")
THEMES = (ROOT / "docs/themes.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(cli.main.commands))
def test_every_command_and_option_stands_in_the_readme(name: str) -> None:
    """A command that is not documented does not exist for its users."""
    line = " ".join(line for line in README.splitlines() if f"`variorum {name}" in line)
    options = [
        option for param in cli.main.commands[name].params if isinstance(param, click.Option) for option in param.opts
    ]

    assert [] == [option for option in options if option not in line]
    assert line


def test_every_setting_is_documented() -> None:
    """Every key that is asked for in a TOML file stands in docs/content.md."""
    asked = set()
    for path in sorted((ROOT / "builder/read").glob("*.py")):
        if path.name != "theme.py":
            pattern = r'(?:settings|entry|other|table)\.(?:text|texts|needed|choice|day|tables)\(\s*"(\w+)"'
            asked |= set(re.findall(pattern, path.read_text(encoding="utf-8")))

    assert len(asked) > 20
    assert [] == sorted(key for key in asked if f"`{key}`" not in CONTENT and f"[[{key}]]" not in CONTENT)


def test_every_template_is_documented() -> None:
    """A theme's author learns from docs/themes.md what a theme must hold."""
    assert [] == [template for template in render.TEMPLATES if f"`{template}`" not in THEMES]


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.name
)
def test_links_between_documents_hold(path: Path) -> None:
    """A relative link or picture in a document leads to a file."""
    text = path.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if ":" not in link]

    assert [] == [link for link in links if not (path.parent / link).exists()]


def test_the_architecture_is_two_pages_at_most() -> None:
    """Two pages hold about 1,100 words."""
    assert len((ROOT / "docs/architecture.md").read_text(encoding="utf-8").split()) <= 1100
