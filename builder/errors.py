"""What an author must fix.

    EditionError
        problems    every one that was found, by place

A `Problem` is for the author at the desk; a `Note` is for readers. The two never mix.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from builder.model import Place


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something the author must fix."""

    place: Place
    fact: str
    "what is there, as a sentence"
    remedy: str
    "what to do about it, as a sentence"

    def __str__(self) -> str:
        return f"{self.place} {self.fact}\n    {self.remedy}"


class EditionError(Exception):
    """The content cannot become a site; `problems` says why, sorted by place, without repeats."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    @classmethod
    def at(cls, place: Place, fact: str, remedy: str) -> EditionError:
        """The error of a single problem."""
        return cls([Problem(place, fact, remedy)])
