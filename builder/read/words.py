"""The words that reading needs, one data file a language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

FALLBACK = "en"


@cache
def table(language: str) -> dict[str, Any]:
    """The data file of a language's primary subtag ('en-GB': en), else the English one."""
    folder = resources.files("builder.read")
    file = folder / f"{language.split('-')[0].lower()}.toml"
    if not file.is_file():
        file = folder / f"{FALLBACK}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
