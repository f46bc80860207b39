"""How like the witnesses are, and the tree that hangs on it: what must hold of any distances and any texts."""

from __future__ import annotations

from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st
from test_collate import TEXTS
from test_rows import work, works

from builder import collate
from builder.collate import apparatus, descent
from builder.model import Branch, Work
from builder.render import descent as drawn

LENGTHS = st.integers(1, 50).map(lambda hundredths: hundredths / 100)


@st.composite
def trees(draw: st.DrawFn) -> Branch:
    """A tree of three to eight witnesses, each of its branches with a length."""
    branches = [Branch(siglum, draw(LENGTHS), ()) for siglum in "ABCDEFGH"[: draw(st.integers(3, 8))]]
    while len(branches) > 3:
        first, second = (branches.pop(draw(st.integers(0, len(branches) - 1))) for _ in range(2))
        branches.append(Branch("", draw(LENGTHS), (first, second)))
    return Branch("", 0.0, tuple(branches))


def ways(tree: Branch) -> dict[tuple[str, str], float]:
    """The length of the way from each witness to each other."""
    found: dict[tuple[str, str], float] = {}
    _measure(tree, found)
    return found


def _measure(branch: Branch, found: dict[tuple[str, str], float]) -> dict[str, float]:
    """Each witness on a branch with its way to where the branch hangs; the ways between them are put down."""
    if branch.siglum:
        return {branch.siglum: branch.length}
    sides = [_measure(child, found) for child in branch.children]
    for one, two in combinations(sides, 2):
        for left, right in ((left, right) for left in one for right in two):
            found[left, right] = found[right, left] = one[left] + two[right]
    return {siglum: way + branch.length for side in sides for siglum, way in side.items()}


@given(trees())
def test_distances_on_a_tree_give_that_tree(tree: Branch) -> None:
    """Distances that were measured on a tree are measured again on the tree that is made of them."""
    expected = ways(tree)
    made = ways(descent.tree(sorted(tree.sigla), expected))
    assert {both: round(way, 2) for both, way in expected.items()} == {
        both: round(way, 2) for both, way in made.items()
    }


@given(trees())
def test_the_root_is_in_the_middle(tree: Branch) -> None:
    """The two witnesses that differ most are as far from the root, on different sides of it."""
    distances = ways(tree)
    made = descent.tree(sorted(tree.sigla), distances)
    assert abs(max(distances.values()) / 2 - _depth(made)) < 0.01
    assert 2 == len(made.children)


def _depth(branch: Branch) -> float:
    return branch.length + max((_depth(child) for child in branch.children), default=0.0)


@given(works())
def test_whatever_the_order_of_witnesses(subject: Work) -> None:
    """Likeness is between 0 and 1, the same both ways; neither it nor the tree hangs on the order of the witnesses."""
    made = _made(subject)
    assert all(0 <= value <= 1 and made.likeness[two, one] == value for (one, two), value in made.likeness.items())
    assert sorted(made.tree.sigla) == sorted(witness.siglum for witness in subject.witnesses)
    other = next(iter(list(permutations(subject.witnesses))[-1:]))
    assert made == _made(Work("work", "Work", other))


def _made(subject: Work) -> descent.Descent:
    collation = collate.work(subject)
    return descent.of(subject, apparatus.every(subject, collation))


@given(TEXTS)
def test_the_same_thrice(text: str) -> None:
    """Three times the same words are wholly alike, and hang on one point."""
    subject = work([text, text, text])
    made = _made(subject)
    worded = any(letter.isalnum() for letter in text)
    assert {1.0 if worded else 0.0} == set(made.likeness.values())
    assert not worded or 0 == _depth(made.tree)


def test_shared_readings_hang_together() -> None:
    """Two that share a reading against the others stand on one branch."""
    first = "The gate was shut at noon by the guards of the town.\nTwo ships left the harbour early on Monday.\n"
    second = first.replace("noon", "midnight").replace("early", "late")
    made = _made(work([first, second, first.replace("town", "city"), second.replace("guards", "men")]))
    assert {("A", "C"), ("B", "D")} == {child.sigla for child in made.tree.children}


def test_two_have_no_descent() -> None:
    """Of two witnesses there is no apparatus and no tree."""
    subject = work(["a b c", "a b d"])
    assert () == apparatus.every(subject, collate.work(subject))
    assert ({}, ()) == (_made(subject).likeness, _made(subject).tree.sigla)


@given(trees())
def test_the_drawing_holds_every_witness(tree: Branch) -> None:
    """Each witness has its place, none at that of another; all lines lie on the canvas; longer is farther right."""
    picture = drawn.drawing(tree, {siglum: f"{siglum} Outlet" for siglum in tree.sigla})
    assert [f"{siglum} Outlet" for siglum in tree.sigla] == [leaf.label for leaf in picture.leaves]
    assert len(picture.leaves) == len({leaf.y for leaf in picture.leaves})
    for line in picture.lines:
        assert 0 <= line.x1 <= line.x2 <= picture.width
        assert 0 <= line.y1 <= line.y2 <= picture.height
    assert picture.measure is not None
    assert 0 < picture.measure.x2 - picture.measure.x1 <= drawn.WIDTH / 3 + 0.1
