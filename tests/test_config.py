"""What is said of a settings file that is wrong: every fault, with its line and what to do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import config
from builder.errors import EditionError


def problems(text: str) -> list[str]:
    """What is wrong with a file that may hold some of each: 'line: fact | remedy'."""
    try:
        table = config.table(text, "x.toml")
    except EditionError as error:
        return [f"{each.place.line}: {each.fact} | {each.remedy}" for each in error.problems]
    asked(table)
    return [f"{each.place.line}: {each.fact} | {each.remedy}" for each in EditionError(table.problems).problems]


def asked(table: config.Table) -> None:
    """Ask a table for one value of every type, and for tables in tables."""
    table.text("title")
    table.day("updated")
    table.texts("aliases")
    table.choice("kind", ("person", "place"), "place")
    table.number("most", 6, least=2)
    table.table("look").text("size")
    table.table("look").done()
    for note in table.tables("note"):
        note.needed("quote", '"..."')
        note.needed("text", '"..."')
        for see in note.tables("see"):
            see.needed("quote", '"..."')
            see.done()
        note.done()
    table.done()


KNOWN = "Known are: aliases, kind, look, most, note, title, updated."
CALENDAR = "Look at the calendar: how many days has that month?"
VALUES = 'Values look like key = "text", key = 2021-09-01 or key = ["a", "b"].'
TEXT = "Write it in quotation marks: title ="
CASES = {
    "nothing is wrong": ('title = "a"\nupdated = 2021-09-01\n[[note]]\nquote = "q"\ntext = "t"', []),
    "nothing at all": ("", []),
    "an unknown key": ('\ntitel = "a"', [f'2: "titel" is not known here. Did you mean "title"? | {KNOWN}']),
    "a key like no other": ("zzz = 1", [f'1: "zzz" is not known here. | {KNOWN}']),
    "an unknown table": (
        'title = "a"\n\n[[nota]]\nx = 1',
        [f'3: "nota" is not known here. Did you mean "note"? | {KNOWN}'],
    ),
    "an unknown key with dots": ("a.b = 1", [f'1: "a" is not known here. | {KNOWN}']),
    "a number for a text": ("title = 5", [f'1: "title" is not a text. | {TEXT} "..."']),
    "a text for a number": ('most = "6"', ['1: "most" is not a whole number from 2 on. | Write it as most = 6']),
    "a number too small": ("most = 1", ['1: "most" is not a whole number from 2 on. | Write it as most = 6']),
    "yes for a number": ("most = true", ['1: "most" is not a whole number from 2 on. | Write it as most = 6']),
    "a control character": (
        'title = "a\\u0001"',
        ['1: "title" holds the character U+0001, which is no text. | Take it out.'],
    ),
    "a text for a list": (
        'aliases = "a"',
        ['1: "aliases" is not a list of texts. | Write it as aliases = ["...", "..."]'],
    ),
    "an empty text in a list": (
        'aliases = ["a", " "]',
        ['1: "aliases" is not a list of texts. | Write it as aliases = ["...", "..."]'],
    ),
    "a word that is no choice": (
        'kind = "persom"',
        ['1: kind = "persom" is not known. Did you mean "person"? | Choose one of: person, place.'],
    ),
    "an impossible day, bare": (
        'title = "a"\nupdated = 2021-09-31',
        [f"2: There is no such day: updated = 2021-09-31 | {CALENDAR}"],
    ),
    "an impossible day, quoted": ('updated = "2021-09-31"', [f'1: There is no day "2021-09-31". | {CALENDAR}']),
    "a possible day, quoted": ('updated = "1 September 2021"', []),
    "a day with its hour": ("updated = 2021-09-01T10:15:00Z", []),
    "an hour for a day": (
        "updated = 10:15:00",
        ["1: updated = 10:15:00 is no day. | Write it as updated = 2021-09-01"],
    ),
    "a word for a day": ('updated = "now"', ['1: updated = "now" is no day. | Write it as updated = 2021-09-01']),
    "the last day of the calendar": (
        "updated = 9999-12-31",
        ["1: updated = 9999-12-31 is no day. | Write it as updated = 2021-09-01"],
    ),
    "a text for a table": ('look = "a"', ['1: "look" is not a table. | Write it as [look] on a line of its own.']),
    "a table for a list of tables": (
        '[note]\nquote = "q"',
        ['1: "note" is not a list of tables. | Write each as [[note]] on a line of its own.'],
    ),
    "a table twice": (
        "[look]\n[look]",
        ["2: The same key or table stands twice: Cannot declare ('look',) twice. | Keep one of them."],
    ),
    "a key twice": (
        'title = "a"\ntitle = "b"\n',
        ["2: The same key or table stands twice: Cannot overwrite a value. | Keep one of them."],
    ),
    "not TOML": ("title: a", [f"1: This is not TOML: Expected '=' after a key in a key/value pair. | {VALUES}"]),
    "not TOML at the end": ('title = "a', [f"1: This is not TOML: Unterminated string. | {VALUES}"]),
    "two keys are missing in a table": (
        'title = "a"\n[[note]]\n',
        ['2: "quote" is missing. | Add quote = "..."', '2: "text" is missing. | Add text = "..."'],
    ),
    "an empty text where one is needed": (
        '[[note]]\nquote = ""\ntext = "t"',
        ['2: "quote" is missing. | Add quote = "..."'],
    ),
    "tables in tables": (
        '[[note]]\nquote = "q"\ntext = "t"\n[[note]]\nquote = "q"\ntext = "t"\n[[note.see]]\nquote = "q"\n'
        '[[note.see]]\nqoute = "q"\n',
        [
            '9: "quote" is missing. | Add quote = "..."',
            '10: "qoute" is not known here. Did you mean "quote"? | Known are: quote.',
        ],
    ),
    "tables written inline": (
        '[[note]]\nquote = "q"\ntext = "t"\nsee = [{ quote = "q" }, { qoute = "q" }]\n',
        [
            '4: "qoute" is not known here. Did you mean "quote"? | Known are: quote.',
            '4: "quote" is missing. | Add quote = "..."',
        ],
    ),
    "a key in a text of several lines is none": (
        'title = """\nupdated = 2021-09-31\n"""\nzzz = 1',
        [f'4: "zzz" is not known here. | {KNOWN}'],
    ),
    "a line separator in a text ends no line": (
        'title = "a\u2028b\u0085c"\nzzz = 1',
        [f'2: "zzz" is not known here. | {KNOWN}'],
    ),
    "several at once": (
        'titel = "a"\nkind = 1\nupdated = "2021-02-30"\naliases = 1\n',
        [
            f'1: "titel" is not known here. Did you mean "title"? | {KNOWN}',
            '2: "kind" is not a text. | Write it in quotation marks: kind = "..."',
            f'3: There is no day "2021-02-30". | {CALENDAR}',
            '4: "aliases" is not a list of texts. | Write it as aliases = ["...", "..."]',
        ],
    ),
    "too deep": ("a = " + "[" * 5000, ["1: Its values are nested too deeply. | Flatten them."]),
    "too long": ("#" * 1_000_001, ["1: It has 1,000,001 characters. | Keep settings short."]),
    "a number of thousands of digits": (
        f"a = {'1' * 5000}",
        [
            "1: This is not TOML: Exceeds the limit (4300 digits) for integer string conversion: value has 5000 "
            f"digits; use sys.set_int_max_str_digits() to increase the limit. | {VALUES}"
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_problems(text: str, expected: list[str]) -> None:
    """Every wrong entry gets its line, what is wrong, and what to do; all are told at once."""
    assert expected == problems(text)


PIECES = st.sampled_from(
    ["title", "note", "updated", "see", "[", "]", "[[", "]]", "=", ".", '"', "'", '"""', "\n", " ", "{", "}", ",", "#",
     "2021-09-31", "10:00", "1e999", "nan", "true", "\\u0001", "\\ud800", "é", "0x", "99999-01-01"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_anything_is_read_or_refused(text: str) -> None:
    """No file raises anything but EditionError, and every problem stands on a line of the file."""
    lines = text.count("\n") + 1
    assert [] == [each for each in problems(text) if not 1 <= int(each.split(":")[0]) <= lines]
