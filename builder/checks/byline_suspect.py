"""The date stands outside of the article, or is the odd one out, and other versions contradict it.

## Why it matters

Many web pages print the current day above every article. When such a page is saved, that day looks like the date of the
article. In 2008 an old report without a date was taken for new, and cost an airline most of its share price.

## Example

"July 13, 2024", then the headline; the address of the page says 2021/09/01, and another version of the report is dated
1 September 2021.

## What to do

Look for the date in the address, in the text, and in other versions. Do not count "last week" from the date in doubt.

## Where the rule comes from

In September 2008 a report of 2002 without a date was taken for new, and the share of United Airlines fell from about 12
to 3 dollars before trade was halted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from builder import days
from builder.checks import look
from builder.model import Dating, Days, Dossier, Evidence, Note, Witness

TITLE = "doubtful date"


def check(dossier: Dossier) -> Iterator[Note]:
    """One note on each date in doubt."""
    for witness in dossier.work.witnesses:
        dating = look.doubtful(dossier, witness)
        if dating:
            others = [there for there in look.versions(dossier, witness) if there.dated]
            message = f"This date may be the page's, not the article's: {_why(dating, others)}.{_address(witness)}"
            evidence = tuple(Evidence(there.siglum, look.byline(there)) for there in others)
            yield Note("byline-suspect", "warning", witness.siglum, look.byline(witness), message, evidence)


def _why(dating: Dating, others: list[Witness]) -> str:
    if dating.found == "above the headline":
        return (
            "it stands alone above the headline, where a web page prints the current day, and nothing in the text"
            " supports it"
        )
    told = sorted({there.dated.day for there in others if there.dated})
    span = days.say_days(Days(told[0], told[-1] + timedelta(days=1)))
    many = "both" if len(others) == 2 else f"all {len(others)}"
    return f"{many} other versions are dated {span}, and nothing in the text supports it"


def _address(witness: Witness) -> str:
    """What the address says, where it says another day."""
    for dating in witness.datings[1:]:
        if dating.found == "address" and witness.dated and dating.day != witness.dated.day:
            return f" The address of the page says {days.say(dating.day)}."
    return ""
