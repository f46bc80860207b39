"""The editor has the last word: decisions on notes, where they hold, and what is said when they do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import annotate, build, config, propose
from builder.errors import EditionError, Problem
from builder.model import Work
from builder.read import notes as editor
from builder.read import witness as reading

TEXT = "It was reported that the gate was shut. The guards said nothing of it.\n\nIt was reported that the dam burst.\n"
REPORT = 'witness = "A"\nkind = "no-source-report"\n'


def built(folder: Path, notes: str, text: str = TEXT) -> build.Built:
    """The edition of one work with one witness and a notes.toml."""
    work = folder / "content" / "work"
    work.mkdir(parents=True, exist_ok=True)
    (folder / "content" / "edition.toml").write_text('title = "An edition"\n', "utf-8")
    (work / "a.txt").write_text(text, "utf-8")
    (work / "notes.toml").write_text(notes, "utf-8")
    return build.edition(folder / "content")


def problems(folder: Path, notes: str, text: str = TEXT) -> list[Problem]:
    """What the author is told."""
    with pytest.raises(EditionError) as caught:
        built(folder, notes, text)
    return list(caught.value.problems)


def reports(made: build.Built) -> list[str]:
    """The messages of the notes on reports by nobody."""
    return [note.message for note in made.notes[0] if note.kind == "no-source-report"]


FIRST = f'[[decision]]\n{REPORT}quote = "It was reported"\nafter = "that the gate"\n'
SECOND = f'[[decision]]\n{REPORT}quote = "reported"\nafter = "that the dam"\n'


def test_a_dismissed_note_is_not_shown_but_counted(tmp_path: Path) -> None:
    """It is gone from its page, its number is not left out, and the ledger gives the reason."""
    made = built(tmp_path, FIRST + 'verdict = "dismiss"\nreason = "The mayor is named on the page before."\n')
    reading_page = made.site.files["work/a.html"].decode()
    ledger = made.site.files["decisions.html"].decode()
    assert 1 == len(reports(made))
    assert "dismissed 1 more" in reading_page
    assert "The mayor is named on the page before." not in reading_page
    assert "Dismissed" in ledger
    assert "The mayor is named on the page before." in ledger
    assert [1, 2] == [filed.number for filed in made.links.on("work", "A")][:2]


def test_other_notes_keep_their_addresses(tmp_path: Path) -> None:
    """Dismissing one of two notes of a kind does not move the address of the other."""
    before = {filed.id for filed in built(tmp_path, "").links.notes}
    made = built(tmp_path, FIRST + 'verdict = "dismiss"\nreason = "So."\n')
    assert {filed.id for filed in made.links.notes} < before


def test_a_confirmed_note_says_who_confirmed_it(tmp_path: Path) -> None:
    """Who, and why, stands under the note."""
    made = built(tmp_path, SECOND + 'verdict = "confirm"\nby = "Ada Holm"\nreason = "Nobody else has it."\n')
    assert 2 == len(reports(made))
    assert "Confirmed by Ada Holm. Nobody else has it." in made.site.files["work/a.html"].decode()


def test_a_reworded_note_says_something_else(tmp_path: Path) -> None:
    """The editor's words take the place of the program's."""
    made = built(tmp_path, SECOND + 'verdict = "reword"\ntext = "By the paper of the next day."\n')
    assert ["Reported by whom? The text does not say.", "By the paper of the next day."] == reports(made)
    assert "Reworded by the editor." in made.site.files["work/a.html"].decode()


def test_an_open_decision_changes_nothing(tmp_path: Path) -> None:
    """It waits in the ledger."""
    made = built(tmp_path, FIRST)
    assert reports(built(tmp_path, "")) == reports(made)
    assert "Not decided yet" in made.site.files["decisions.html"].decode()


def test_words_that_have_changed_are_not_looked_for_elsewhere(tmp_path: Path) -> None:
    """The author is told the line of the decision, and where the nearest words stand."""
    (found,) = problems(tmp_path, FIRST.replace("was reported", "was roported"))
    assert "content/work/notes.toml:4:1" == str(found.place)
    assert 'does not say "It was roported" between these words.' in found.fact
    assert 'The nearest is at content/work/a.txt:1:1: "It was reported"' in found.remedy


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    """A doubtful place, a missing reason, missing words: each has its line."""
    wrong = (
        f'[[decision]]\n{REPORT}quote = "It was reported"\n'
        f'[[decision]]\n{REPORT}quote = "the gate"\nverdict = "dismiss"\n'
        f'[[decision]]\n{REPORT}quote = "the dam"\nverdict = "reword"\n'
    )
    assert [4, 9, 14] == [each.place.line for each in problems(tmp_path, wrong)]


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        (('"no-source-report"', '"no-sorce-report"'), 'Did you mean "no-source-report"?'),
        (('"no-source-report"', '"vague-source"'), 'No check makes a note of the kind "vague-source"'),
    ],
)
def test_a_decision_is_about_a_note(tmp_path: Path, change: tuple[str, str], fact: str) -> None:
    """A decision on a kind that there is not, or on a note that no check makes, is a problem with its line."""
    (found,) = problems(tmp_path, FIRST.replace(*change))
    assert "content/work/notes.toml:1:1" == str(found.place)
    assert fact in found.fact


def test_a_note_is_decided_once(tmp_path: Path) -> None:
    """Of two decisions on one note, the second is a problem."""
    (found,) = problems(tmp_path, FIRST + 'verdict = "confirm"\n' + FIRST.replace('"open"', '"confirm"'))
    assert 7 == found.place.line


PARTS = st.sampled_from(["It was reported that", "one official said", "the gate was shut.", "last week", "critics said",
                         "13 people died.", "“It was shut for us all,”", "\n\n", '"', "\\", "é"])  # fmt: skip


@given(st.lists(PARTS, min_size=1, max_size=25).map(" ".join).filter(lambda text: text.strip(' \n"\\')))
def test_what_is_proposed_can_be_read(text: str) -> None:
    """A proposed notes.toml names the place of every note: read back, it is without problems and decides nothing."""
    witness = reading.witness(text.encode(), "a.txt", reading.Known("A"), "en")
    made = annotate.work(build.dossier(Work("work", "Work", (witness,))))
    table = config.table(propose.decisions(Work("work", "Work", (witness,)), made), "notes.toml")
    decisions = editor.decisions(table, ["A"], {"A": witness})
    subject = build.dossier(Work("work", "Work", (witness,), decisions=decisions))
    again = annotate.work(subject)
    assert [] == table.problems
    assert () == annotate.undecided(subject, again)
    assert list(made) == [replace(note, decision=None) for note in again]
    assert {"open"} >= {note.decision.verdict for note in again if note.decision}


def test_proposals_quote_little() -> None:
    """A proposal quotes the words of the note, with as few words round them as single the place out."""
    known = reading.Known("A")
    work = Work("work", "Work", (reading.witness(TEXT.encode(), "a.txt", known, "en"),))
    proposal = propose.decisions(work, annotate.work(build.dossier(work)))
    assert 'quote = "It was reported"\nafter = "that the gate' in proposal
