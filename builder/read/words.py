"""The words that reading needs, one data file a language."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

FALLBACK = "en"
_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")


def is_tag(language: str) -> bool:
    """Whether it has the form of a language tag (BCP 47): 'en', 'en-GB', 'zh-Hant-TW'."""
    return bool(_TAG.fullmatch(language))


@cache
def has(language: str) -> bool:
    """Whether a language has a data file of its own."""
    return (resources.files("builder.read") / f"{language.split('-')[0].lower()}.toml").is_file()


@cache
def table(language: str) -> dict[str, Any]:
    """The data file of a language's primary subtag ('en-GB': en), else the English one."""
    folder = resources.files("builder.read")
    file = folder / f"{language.split('-')[0].lower()}.toml"
    if not file.is_file():
        file = folder / f"{FALLBACK}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
