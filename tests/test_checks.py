"""The notes that checks make: raised and tempting cases of every kind, and what must hold of any text."""

from __future__ import annotations

import contextlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import annotate, build, checks, model
from builder.errors import EditionError
from builder.model import Days, Dossier, Event, Note, Severity, Span, Witness, Work
from builder.read import witness as reading

CASES = Path(__file__).parent / "cases" / "checks"
CASE = re.compile(r"^(?P<title>\S.*)\n\.\n(?P<text>(?:.*\n)*?)\.\n(?P<expected>(?:.+\n)*)", re.M)
WITNESS = re.compile(r"^= (?P<siglum>[A-Z])(?P<known>.*)\n(?P<text>(?:(?!= [A-Z]).*\n)*)", re.M)
EVENT = re.compile(r"^! (?P<day>\S+) (?P<title>.+)\n", re.M)
HELPERS = {"figures", "look", "names", "slots", "when"}
"""Modules of the folder that are no checks."""
NAMES = sorted({module.name for module in pkgutil.iter_modules(checks.__path__)} - HELPERS)
SLUGS = [name.replace("_", "-") for name in NAMES]
SEVERITIES: dict[str, set[Severity]] = {
    "unsourced-claim": {"note", "warning"},
    "vague-source": {"warning"},
    "anonymous-source": {"note", "warning"},
    "anonymity-unexplained": {"note"},
    "no-source-report": {"warning"},
    "second-hand": {"note"},
    "dangling-source": {"warning"},
    "vague-credit": {"warning"},
    "source-dropped": {"warning"},
    "source-changed": {"warning"},
    "hedge-changed": {"warning"},
    "hedge-dropped": {"warning"},
    "negation-differs": {"error"},
    "quote-altered": {"error"},
    "number-differs": {"error"},
    "name-differs": {"error"},
    "place-differs": {"note"},
    "unattributed-quote": {"warning"},
    "contradicts-version": {"error"},
    "only-here": {"note"},
    "copy-error": {"info"},
    "hidden-characters": {"warning"},
    "byline-differs": {"error", "note"},
    "byline-suspect": {"warning"},
    "relative-date-drift": {"error"},
    "relative-on-doubtful-byline": {"note"},
    "byline-missing": {"warning"},
    "weekday-mismatch": {"error"},
    "impossible-date": {"error"},
    "ambiguous-date": {"note"},
    "byline-contradicts-text": {"error"},
    "date-differs": {"error"},
    "order-impossible": {"error"},
    "future-date": {"warning"},
    "age-mismatch": {"warning"},
    "unclear-when": {"note"},
    "chronology-conflict": {"error"},
}
"""What the table of kinds allows."""


def witness(siglum: str, text: str, known: str = "") -> Witness:
    """A witness as read from a plain text; `known` is an address or a language."""
    address, language = (known, "") if ":" in known else ("", known)
    return reading.witness(
        text.encode(), f"{siglum}.txt", reading.Known(siglum, address=address, language=language), "en"
    )


def dossier(witnesses: Sequence[Witness], chronology: Sequence[Event] = ()) -> Dossier:
    """All that is known of a work of some witnesses."""
    everything = model.Selection(model.Choice("all", True, model.Place("")))
    return build.dossier(Work("work", "Work", tuple(witnesses), witnesses[0].siglum, selection=everything), chronology)


def events(text: str) -> list[Event]:
    """The chronology of a case: a line '! 2021-08-26 What happened' for each event."""
    found = [(date.fromisoformat(each["day"]), each["title"]) for each in EVENT.finditer(text)]
    return [Event(title, title, Days(day, day + timedelta(days=1)), "Known.") for day, title in found]


def said(subject: Dossier, note: Note) -> str:
    """A note as the cases write it: siglum, severity, its words, what it says; a line for each piece of evidence."""

    def words(siglum: str, span: Span) -> str:
        return " ".join(subject.work.witness(siglum).read(span).split())

    lines = [f"{note.siglum} {note.severity} | {words(note.siglum, note.span)} | {note.message}"]
    lines += [f"  {each.siglum} | {words(each.siglum, each.span)}" for each in note.evidence]
    return "".join(f"{line}\n" for line in lines)


def cases(slug: str) -> list[tuple[str, Dossier, str]]:
    """(title, dossier, expected) of every case of a kind."""
    found = CASE.finditer((CASES / f"{slug}.md").read_text("utf-8"))
    return [
        (
            case["title"],
            dossier(
                [
                    witness(each["siglum"], each["text"], each["known"].strip())
                    for each in WITNESS.finditer(case["text"])
                ],
                events(case["text"]),
            ),
            case["expected"],
        )
        for case in found
    ]


def every_case() -> Iterator[object]:
    """Every case of every file, under its kind and title."""
    for slug in SLUGS:
        for title, subject, expected in cases(slug):
            yield pytest.param(slug, subject, expected, id=f"{slug}: {title}")


@pytest.mark.parametrize(("slug", "subject", "expected"), list(every_case()))
def test_case(slug: str, subject: Dossier, expected: str) -> None:
    """The witnesses of a case get exactly the notes of that kind that are written under them."""
    assert expected == "".join(said(subject, note) for note in annotate.work(subject) if note.kind == slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_kind_has_raised_and_tempting_cases(slug: str) -> None:
    """Each check has a case that raises it, and two that are tempting and raise nothing."""
    found = cases(slug)
    assert any(expected for _, _, expected in found)
    assert 2 <= sum(not expected for _, _, expected in found)
    assert [title.startswith("Tempting: ") for title, _, _ in found] == [not expected for _, _, expected in found]


def test_no_check_is_left_out() -> None:
    """CHECKS holds every module of the folder, once."""
    assert NAMES == sorted(check.__name__.rsplit(".", 1)[-1] for check in checks.CHECKS)


def test_no_case_file_is_left_over() -> None:
    """Every file of cases belongs to a check."""
    assert SLUGS == sorted(path.stem for path in CASES.glob("*.md"))


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.__name__.rsplit(".", 1)[-1])
def test_docstring_is_a_page(check: object) -> None:
    """The docstring of a check is the reader's page: a sentence of definition, why it matters, example, what to do."""
    kind = checks.kind(check)  # type: ignore[arg-type]  # a module is an object
    assert re.fullmatch(r"[A-Z][^.]*(?:\"[^\"]*\"[^.]*)*\.", kind.definition)
    headings = ["Why it matters", "Example", "What to do", "Where the rule comes from"]
    assert headings[:3] == re.findall(r"(?m)^## (.+)$", kind.about)[:3]
    assert all(part.strip() for part in re.split(r"(?m)^## .+$", kind.about)[1:])
    assert inspect.getdoc(check.check).strip()  # type: ignore[attr-defined]


def test_kinds_are_told_apart() -> None:
    """Every kind of note has its own slug, among them the editor's."""
    slugs = [kind.slug for kind in annotate.kinds()]
    assert sorted({*SLUGS, "editor"}) == sorted(slugs)


PHRASES = """
last week|yesterday|on Monday|July 13, 2024|2021-09-01|several times a day|the officials said|one official said that
Two defense officials told CNN that|According to international media reports,|it was also reported that|may have|.|.|,
It is not clear if|presumably|in most cases|122,000 people were killed|an unprecedented level|tortured
Source: News Agencies
“the gate was shut in the night”|"the gate was shut"|the gate|was shut|by the guards|critics said
who were in touch with them
spoke on the condition of anonymity because|the network said|There have been numerous reports that|most of
the river rose
"""
WORDS = st.sampled_from(re.split(r"[|\n]", PHRASES.strip()))
LINES = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
TEXTS = st.one_of(st.text(min_size=1), st.lists(st.one_of(LINES, st.text()), min_size=1, max_size=6).map("\n\n".join))
LANGUAGES = st.sampled_from(["en", "en-GB", "de", "fa", "tlh", "x"])


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """Works of one to three witnesses in any language, dated or not, with a chronology."""
    made: list[Witness] = []
    for siglum in "ABC"[: draw(st.integers(1, 3))]:
        text = draw(st.one_of(TEXTS, st.sampled_from([one.text for one in made]))) if made else draw(TEXTS)
        known = reading.Known(siglum, dated=draw(st.none() | st.dates()), language=draw(LANGUAGES))
        with contextlib.suppress(EditionError):  # a text that is refused is no witness
            made.append(reading.witness(text.encode(), f"{siglum}.txt", known, "en"))
    if not made:
        made.append(witness("A", "The gate was shut."))
    days = model.Days(date(2021, 8, 14), date(2021, 8, 31))
    chronology = (model.Event("airlift", "Airlift", days, "Known."),)
    return build.dossier(Work("work", "Work", tuple(made), made[0].siglum), chronology)


@given(dossiers())
def test_any_text(subject: Dossier) -> None:
    """Of any texts: no check raises; every note is of its file's kind, in its severities, on words of the text."""
    for slug, check in ((checks.kind(check).slug, check) for check in checks.CHECKS):
        for note in check.check(subject):
            assert slug == note.kind
            assert note.severity in SEVERITIES[slug]
            assert subject.work.witness(note.siglum).read(note.span).strip()
            assert re.fullmatch(r"[A-Z\u201c].*[.\u201d?]", note.message)
            for each in note.evidence:
                assert subject.work.witness(each.siglum).read(each.span).strip()


@given(dossiers())
def test_notes_are_in_reading_order(subject: Dossier) -> None:
    """Of any texts: notes stand by witness and place, none twice, and at most one of a kind at a place."""
    notes = annotate.work(subject)
    sigla = [each.siglum for each in subject.work.witnesses]
    assert sorted(notes, key=lambda note: (sigla.index(note.siglum), note.span.start)) == list(notes)
    places = [(note.kind, note.siglum, note.span) for note in notes]
    assert len(set(places)) == len(places)


def test_nothing_known() -> None:
    """A dossier without times, attributions and claims, of witnesses without passages, gets no note and no error."""
    empty = tuple(model.Witness(siglum, siglum, b"", "", ((0, 1),), (), (), "") for siglum in "ABC")
    assert () == annotate.work(dossier(empty))


def chosen(name: str, **choices: bool) -> list[str]:
    """The kinds that a selection asks for."""
    place = model.Place("edition.toml")
    kinds = tuple(model.Choice(kind.replace("_", "-"), on, place) for kind, on in choices.items())
    return [checks.slug(check) for check in checks.selected(model.Selection(model.Choice(name, True, place), kinds))]


def test_sets() -> None:
    """News is everything but slips in copying; in a poem nobody need name a source; the last word on a kind counts."""
    assert sorted({*SLUGS} - {"copy-error"}) == sorted(chosen("news"))
    assert SLUGS == sorted(chosen("all"))
    assert [] == chosen("none")
    assert "quote-altered" in chosen("literature")
    assert not {kind for kind in chosen("literature") if "source" in kind}
    assert ["copy-error"] == chosen("none", copy_error=True)
    assert "only-here" not in chosen("news", only_here=False)


def test_unknown_kinds_are_refused(tmp_path: Path) -> None:
    """A set or kind that there is not is a problem with its line and what may have been meant; all at once."""
    (tmp_path / "edition.toml").write_text('[checks]\nset = "novels"\noff = ["only-her"]\n', "utf-8")
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "a.txt").write_text("The gate was shut.", "utf-8")
    (tmp_path / "w" / "work.toml").write_text('[checks]\non = ["copy-eror", "copy-error"]\n', "utf-8")
    with pytest.raises(EditionError) as caught:
        build.edition(tmp_path)
    name = tmp_path.name
    assert [f"{name}/edition.toml:2:1", f"{name}/edition.toml:3:1", f"{name}/w/work.toml:2:1"] == [
        str(problem.place) for problem in caught.value.problems
    ]
    assert 'Did you mean "only-here"?' in caught.value.problems[1].fact
    assert 'Did you mean "copy-error"?' in caught.value.problems[2].fact


def test_a_work_adds_to_the_edition(tmp_path: Path) -> None:
    """What edition.toml says holds for every work, unless its work.toml says otherwise."""
    (tmp_path / "edition.toml").write_text('[checks]\nset = "literature"\non = ["only-here"]\n', "utf-8")
    for name, settings in (("one", ""), ("two", '[checks]\nset = "none"\noff = ["only-here"]\n')):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("It was reported that the gate was shut.", "utf-8")
        (tmp_path / name / "work.toml").write_text(settings, "utf-8")
    one, two = (checks.selected(work.selection) for work in build.edition(tmp_path).edition.works)
    assert "only-here" in [checks.slug(check) for check in one]
    assert "no-source-report" not in [checks.slug(check) for check in one]
    assert () == two


def test_editor_has_the_same_place() -> None:
    """The editor's notes stand among those of the checks, sorted by place, and the gravest first."""
    one = witness("A", "It was reported that the gate was shut.")
    note = Note("editor", "error", "A", one.passages[0].span, "Look here.", author="the editor")
    subject = build.dossier(Work("work", "Work", (one,), "A", notes=(note,)))
    assert ["editor", "no-source-report"] == [each.kind for each in annotate.work(subject)]
