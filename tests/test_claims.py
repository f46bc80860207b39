"""Who is said to have said what: cases, and what must hold of any text."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder import claims
from builder.claims import words
from builder.model import Attribution, Block, Passage, Role, Span, Witness

CASES = Path(__file__).parent / "cases"


def witness(text: str, language: str = "en", roles: tuple[Role, ...] = ()) -> Witness:
    """One passage a line, one block a paragraph; lines beyond the roles given are body."""
    passages: list[Passage] = []
    blocks = 1
    for match in re.finditer(r"[^\n]+|\n(?=\n)", text):
        line = match.group()
        if not line.strip():
            blocks += line == "\n"
            continue
        role = roles[len(passages)] if len(passages) < len(roles) else "body"
        start = match.start() + len(line) - len(line.lstrip())
        span = Span(start, start + len(line.strip()))
        passages.append(Passage(f"p{len(passages)}", span, blocks - 1, role))
    paragraphs = tuple(Block("paragraph") for _ in range(blocks))
    return Witness("A", "a.txt", b"", text, ((0, 1),), paragraphs, tuple(passages), "", language=language)


def cases(name: str) -> list[tuple[str, str, str]]:
    """(title, text, expected) of every case in a file: a title, a line '.', the text, a line '.', what is expected."""
    found = re.findall(
        r"(?m)^(?P<title>.+)\n\.\n(?P<text>(?:.*\n)*?)\.\n(?P<expected>(?:.+\n)*)", (CASES / name).read_text()
    )
    return [(title, text.rstrip("\n"), expected) for title, text, expected in found]


def told(subject: Witness) -> str:
    """What is found in a witness, in the form of the cases."""
    made = claims.attributions(subject)
    lines = [line for one in made for line in _told(subject, one)]
    for claim in claims.claims(subject, made):
        about = f" | {_read(subject, (claim.about,))}" if claim.about else ""
        lines.append(f"claim: {claim.reason} | {_read(subject, (claim.span,))}{about}")
    return "".join(f"{line}\n" for line in lines)


def _told(subject: Witness, one: Attribution) -> Iterator[str]:
    kind = one.kind if one.reported else f"{one.kind} (stance)"
    yield f"{kind} | {' | '.join(_read(subject, part) for part in _parts(one))}"
    if one.stands_for:
        yield f"  is | {_read(subject, one.stands_for)}"
    if one.carried:
        yield f"  carried to | {_read(subject, one.carried)}"
    if one.anonymity:
        yield f"  unnamed because | {_read(subject, (one.anonymity,))}"


def _parts(one: Attribution) -> tuple[tuple[Span, ...], ...]:
    return one.source, one.cue, one.content


def _read(subject: Witness, spans: tuple[Span, ...]) -> str:
    return " ... ".join(" ".join(subject.read(span).split()) for span in spans)


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in cases("claims.md")])
def test_cases(text: str, expected: str) -> None:
    """Every case of tests/cases/claims.md comes out as it stands there."""
    assert expected == told(witness(text))


def test_all_cases_are_read() -> None:
    """The runner misses no case of the file, however it is laid out."""
    lines = (CASES / "claims.md").read_text().splitlines()
    assert lines.count(".") == 2 * len(cases("claims.md"))


FRAGMENTS = [
    "said", "says", "according to", "told", "reported", "officials", "The", "one", "of", "who", "that", "Kent", "and",
    "it was", "allegedly", "there were reports that", "13", "122,000 people", "adding", "by", "he", "\n", "\n\n", " ",
    "“", "”", '"', "«", "»", "'", "''", "‘", "’", ",", ".", ":", "—",
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(FRAGMENTS), max_size=60).map(" ".join),
    st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join),
)
roles = st.lists(st.sampled_from(["body", "heading", "boilerplate", "byline", "credit", "dateline"]), max_size=4).map(
    tuple
)


@given(texts, roles)
def test_any_text(text: str, roles: tuple[Role, ...]) -> None:
    """No text raises; every span lies in the text, holds words of body passages only, and none is empty."""
    subject = witness(text, roles=roles)
    made = claims.attributions(subject)
    body = {
        at
        for passage in subject.passages
        if passage.role == "body"
        for at in range(passage.span.start, passage.span.end)
    }
    for span in (span for one in made for part in _parts(one) for span in part):
        assert 0 <= span.start < span.end <= len(text)
        assert [] == [at for at in range(span.start, span.end) if at not in body and not text[at].isspace()]
    assert list(made) == sorted(made, key=lambda one: sorted(span for part in _parts(one) for span in part))
    assert all(one.source or one.kind == "none" for one in made)
    for claim in claims.claims(subject, made):
        assert set(range(claim.span.start, claim.span.end)) <= body
        assert claim.about is None or set(range(claim.about.start, claim.about.end)) <= body


@given(texts)
def test_the_same_twice(text: str) -> None:
    """The same text gives the same attributions, whatever was read before."""
    assert claims.attributions(witness(text)) == claims.attributions(witness(text))


@example("B%SAID%sAID;")  # one mention, two cues
@example('ACCORDING"TO\'\nIT%WAS"SAID')  # a stance in what is carried
@given(texts)
def test_what_an_attribution_reaches(text: str) -> None:
    """A source is led back to an earlier first mention only; what is carried is a passage that no report touches;
    why a source is unnamed is asked only of sources that are."""
    subject = witness(text)
    made = claims.attributions(subject)
    first = {one.source for one in made if one.source and not one.stands_for}
    passages = {passage.span for passage in subject.passages}
    for one in made:
        assert not one.stands_for or (one.stands_for in first and one.stands_for < one.source)
        assert one.anonymity is None or one.kind in ("anonymous", "second-hand")
        assert set(one.carried) <= passages
        assert not any(
            span.touches(each)
            for span in one.carried
            for other in made
            if other.reported
            for part in _parts(other)
            for each in part
        )


@given(texts)
def test_parts_do_not_overlap(text: str) -> None:
    """The spans of one part stand in order and apart from one another."""
    for one in claims.attributions(witness(text)):
        for part in _parts(one):
            assert list(part) == sorted(part)
            assert not any(left.touches(right) for left, right in pairwise(part))


def test_only_the_body_speaks() -> None:
    """Headings, bylines, credits and boilerplate attribute nothing."""
    for role in ("heading", "boilerplate", "byline", "credit", "dateline"):
        assert () == claims.attributions(witness("Kent said the gate was shut.", roles=(role,)))


def test_a_language_without_words() -> None:
    """A witness in a language that has no data file yields nothing, not English guesses."""
    subject = witness("Kent said 500 people were there.", language="hu")
    assert () == claims.attributions(subject)
    assert () == claims.claims(subject, ())


@pytest.mark.parametrize("language", ["en", "en-GB", "EN", "", "../en", "\0", "e" * 400])
def test_any_language_tag(language: str) -> None:
    """The tag chooses a file of ours by its primary subtag; no tag raises or reads another file."""
    assert bool(words.of(language).verbs) == (language.lower().split("-")[0] == "en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The officials spoke on the condition of anonymity due to the sensitivity of the arrangements; all.",
            "spoke on the condition of anonymity due to the sensitivity of the arrangements",
        ),
        (
            "One aide asked not to be named because he feared for his job.",
            "asked not to be named because he feared for his job",
        ),
        ("He was not authorized to speak about it.", "not authorized to speak about it"),
        ("One aide spoke on condition of anonymity.", ""),
        ("One aide spoke freely.", ""),
    ],
)
def test_reasons(text: str, expected: str) -> None:
    """A request is a reason only with the words that say why."""
    subject = witness(text)
    assert expected == " ".join(subject.read(span) for span in claims.reasons(subject))


def learning() -> ModuleType:
    """bench/learn.py, which is in no package."""
    spec = importlib.util.spec_from_file_location("learn", Path(__file__).parents[1] / "bench" / "learn.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules["learn"] = made
    spec.loader.exec_module(made)
    return made


def test_learning() -> None:
    """What is learnt from marked texts: the same file from the same texts, with the words of their cues and no text."""
    learn = learning()
    text = "Kent said the gate was shut. Reed vowed to call for help."
    cue = [[5, 9], [34, 39], [43, 51]]
    documents = [{"id": str(n), "text": text, "attributions": [{"cue": [span]} for span in cue]} for n in range(30)]
    made = learn.made(documents)
    assert made == learn.made(documents)
    file = json.loads(made)
    assert file["stems"]["vow"].split() == ["vow", "vowed", "vowing", "vows"]
    assert file["followed"]["call"] == "for"
    assert 0 < file["weights"]["said"]
    assert "gate was" not in made


@pytest.mark.parametrize(
    "forms",
    [
        "criticize criticizes criticized criticizing",
        "deny denies denied denying",
        "plan plans planned planning",
        "express expresses expressed expressing",
        "say says said saying",
        "write writes wrote writing written",
    ],
)
def test_forms_of_one_word_have_one_stem(forms: str) -> None:
    """What is learnt of one form of a verb holds for the others."""
    assert 1 == len({learning().stem(form) for form in forms.split()})
