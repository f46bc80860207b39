"""What `make evaluate` measured becomes what pages say of how often the program is right."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Set:
    """Texts that people have marked, and how the program did on them."""

    name: str
    about: str
    size: str
    source: str
    figures: tuple[tuple[str, str], ...]
    "(what was measured, the figure)"


def sets() -> tuple[Set, ...]:
    """Every set, in the order in which they were measured."""
    return tuple(
        Set(each["name"], each["about"], each["size"], each["source"], tuple((a, b) for a, b in each["figures"]))
        for each in _file().get("set", [])
    )


def command() -> str:
    """How the figures were made."""
    return str(_file()["command"])


def of_kind(slug: str) -> Sequence[Mapping[str, Any]]:
    """How a kind of note did on made-up texts, one table a set; none where no text is about it."""
    return [each for each in _file().get("kind", []) if each["slug"] == slug]


def alarms(slug: str) -> Sequence[Mapping[str, Any]]:
    """How often a kind was noted in articles in which it can hardly be right; none where that was not counted."""
    return [each for each in _file().get("alarm", []) if each["slug"] == slug]


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("measured.toml").read_text("utf-8"))
