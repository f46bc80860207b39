"""What an editor corrects of a comparison: it holds, whatever was found, and the laws hold with it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from builder import cli, collate, model, read
from builder.collate import words
from builder.model import Correction, CorrectionKind, Pair, Span, Witness
from tests.test_collate import lined, pairs, unmarked

LEFT = """The harbour was flooded in the night.
Schools opened late on Tuesday.
The mayor thanked the crews of the ferries.
Trains ran as usual after noon.
"""
RIGHT = """Schools opened late on Tuesday.
The harbour was flooded in the night.
The mayor thanked the crews of the ferries. They had worked all night.
Trains ran as usual after noon.
"""


def collated(left: Witness, right: Witness, *corrections: Correction) -> Pair:
    """Two witnesses compared as an editor corrects it."""
    return collate.work(model.Work("work", "Work", (left, right), "A", corrections=corrections)).pairs[0]


def told(pair: Pair) -> list[str]:
    """The matches, passages counted from 1; a star for the editor's."""
    return [
        f"{[i + 1 for i in sorted(each.left)]} {[j + 1 for j in sorted(each.right)]}"
        f"{' moved' if each.moved else ''}{' *' if each.by_editor else ''}"
        for each in pair.matches
    ]


def correction(kind: CorrectionKind, lefts: list[int], rights: list[int]) -> Correction:
    """A correction of A and B, passages counted from 1."""
    return Correction(kind, "A", "B", tuple(i - 1 for i in lefts), tuple(j - 1 for j in rights))


def test_without_a_correction() -> None:
    """What the comparison finds: of two sentences that changed places the shorter has moved."""
    assert ["[1] [2]", "[2] [1] moved", "[3] [3]", "[4] [4]"] == told(collated(lined("A", LEFT), lined("B", RIGHT)))


def test_the_other_one_moved() -> None:
    """The editor says which of two has moved; the other has not, then."""
    pair = collated(lined("A", LEFT), lined("B", RIGHT), correction("move", [1], [2]))
    assert ["[1] [2] moved *", "[2] [1]", "[3] [3]", "[4] [4]"] == told(pair)


def test_matched() -> None:
    """Passages that share no word correspond because the editor says so; what they had before goes without."""
    pair = collated(lined("A", LEFT), lined("B", RIGHT), correction("match", [3, 4], [3]))
    assert ["[1] [2]", "[2] [1] moved", "[3, 4] [3] *"] == told(pair)
    assert (
        0
        == collated(lined("A", "one two"), lined("B", "three four"), correction("match", [1], [1])).matches[0].likeness
    )


def test_parted() -> None:
    """A match of two is none; of a match of several the named passage goes."""
    apart = collated(lined("A", LEFT), lined("B", RIGHT), correction("no-match", [3], [3]))
    assert ["[1] [2]", "[2] [1] moved", "[4] [4]"] == told(apart)
    halves = (
        "The army struck a deal with the rebels",
        "let convoys of refugees pass through the northern gate at night.",
    )
    left, right = lined("A", " that ".join(halves)), lined("B", ".\nThe deal ".join(halves))
    assert ["[1] [1, 2]"] == told(collated(left, right))
    assert ["[1] [2]"] == told(collated(left, right, correction("no-match", [1], [1])))


@st.composite
def corrected(draw: st.DrawFn) -> tuple[Witness, Witness, tuple[Correction, ...]]:
    """Two witnesses and corrections that do not deny each other."""
    left, right = draw(pairs())
    sides = [_worded(left), _worded(right)]
    corrections: list[Correction] = []
    for kind in draw(st.lists(st.sampled_from(model.CORRECTION_KINDS), max_size=4)):
        runs = [_drawn(draw, side) for side in sides]
        if all(runs):
            corrections.append(Correction(kind, "A", "B", runs[0], runs[1]))
            sides = [[index for index in side if index not in run] for side, run in zip(sides, runs, strict=True)]
    return left, right, tuple(corrections)


def _worded(witness: Witness) -> list[int]:
    body = [index for index, passage in enumerate(witness.passages) if passage.role == "body"]
    return [index for index in body if words.words(witness.text, witness.passages[index].span)]


def _drawn(draw: st.DrawFn, side: list[int]) -> tuple[int, ...]:
    """One passage, or two that follow each other."""
    if not side:
        return ()
    first = draw(st.sampled_from(side))
    return (first, first + 1) if first + 1 in side and draw(st.booleans()) else (first,)


@given(corrected())
def test_corrections_hold(case: tuple[Witness, Witness, tuple[Correction, ...]]) -> None:
    """What the editor matched is one match, moved where the editor says so; what the editor parted is in no match."""
    left, right, corrections = case
    found = collated(left, right, *corrections).matches
    for each in corrections:
        both = [match for match in found if set(match.left) & set(each.lefts) and set(match.right) & set(each.rights)]
        if each.kind == "no-match":
            assert [] == both
        else:
            assert [(set(each.lefts), set(each.rights), True)] == [
                (set(match.left), set(match.right), match.by_editor) for match in both
            ]
            assert both[0].moved or each.kind == "match"
    assert sum(each.kind != "no-match" for each in corrections) == sum(match.by_editor for match in found)


@given(corrected())
def test_laws_hold_with_corrections(case: tuple[Witness, Witness, tuple[Correction, ...]]) -> None:
    """Laws 2 and 3: nothing lost, invented or used twice, and from the other side the same turned round.

    Of one text twice with two matches that cross and mirror each other, nobody can say which side is which.
    """
    left, right, corrections = case
    pair = collated(left, right, *corrections)
    if [word.folded for word in words.words(left.text, Span(0, len(left.text)))] != [
        word.folded for word in words.words(right.text, Span(0, len(right.text)))
    ]:
        assert model.mirror(pair) == collated(right, left, *corrections)
    for side in ([match.left for match in pair.matches], [match.right for match in pair.matches]):
        used = [index for run in side for index in run]
        assert len(set(used)) == len(used)
    for match in pair.matches:
        assert unmarked(left, match.left, [change.left for change in match.changes]) == unmarked(
            right, match.right, [change.right for change in match.changes]
        )
    staying = [min(match.right) for match in pair.matches if not match.moved]
    assert sorted(staying) == staying


def test_written_in_work_toml(tmp_path: Path) -> None:
    """Quoted words lead to their passages; the page says who matched them, and all words stand on it."""
    folder = tmp_path / "content" / "work"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("The gate was shut at noon.\n\n***\n\nNobody was hurt in the harbour.\n")
    (folder / "b.txt").write_text("They closed the door.\n\nNobody was hurt in the harbour.\n")
    (folder / "work.toml").write_text('[[match]]\nA = "gate was  shut"\nB = ["closed the door"]\n')
    work = read.edition(tmp_path / "content").works[0]
    assert ["The gate was shut at noon."] == [
        work.witnesses[0].read(Span(*_span(work.witnesses[0], index))) for index in work.corrections[0].lefts
    ]
    assert 0 == CliRunner().invoke(cli.main, ["check", str(tmp_path / "content")]).exit_code
    out = tmp_path / "site"
    assert 0 == CliRunner().invoke(cli.main, ["build", str(tmp_path / "content"), "--out", str(out)]).exit_code
    assert 1 == (out / "work" / "a-b.html").read_text("utf-8").count("Matched by the editor.")


def _span(witness: Witness, index: int) -> tuple[int, int]:
    span = witness.passages[index].span
    return span.start, span.end
