"""The benchmark's texts and sums: what it compares is what it says."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parents[1] / "bench"


def module(name: str) -> ModuleType:
    """A module of bench/, which is no package."""
    spec = importlib.util.spec_from_file_location(name, BENCH / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


texts = module("texts")


@pytest.mark.parametrize("words", [1_000, 8_000])
def test_the_texts_are_the_same_at_every_run(words: int) -> None:
    """As long as asked, in as many versions, and from the same seed the same bytes."""
    made = texts.versions(words, 3)
    assert made == texts.versions(words, 3)
    assert made != texts.versions(words, 3, seed=1)
    assert made[:2] == texts.versions(words)
    assert [True] * 3 == [words * 0.85 < len(text.split()) < words * 1.15 for text in made]
    assert 3 == len(set(made))


def test_every_tool_compares() -> None:
    """What needs no other package runs, and finds the texts different."""
    one = module("one")
    for tool in ("variorum", "difflib", "difflib_autojunk"):
        assert one.TOOLS[tool]()(texts.versions(200))
