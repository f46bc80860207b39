"""Texts that people have marked become figures of how often the program is right: `make evaluate DATA=folder`.

In: a folder with the public sets that `bench/README.md` names, as JSON Lines. Out: `builder/render/measured.toml`, of
which every edition prints the figures on its page about the method and on that of each kind of note. Nobody types a
figure in; the same sets and the same program give the same file. No text of a set is kept.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import scores

from builder import collate, stream

OUT = Path(__file__).resolve().parents[1] / "builder" / "render" / "measured.toml"
Item = Mapping[str, Any]
Figure = tuple[str, str]
"""What was measured, and the figure as it is printed."""

ON_DATES = {
    "byline-missing", "byline-differs", "byline-suspect", "byline-contradicts-text", "relative-date-drift",
    "relative-on-doubtful-byline", "date-differs", "weekday-mismatch", "impossible-date", "order-impossible",
    "future-date", "age-mismatch", "ambiguous-date", "unclear-when", "chronology-conflict",
}  # fmt: skip
OF_VERSIONS = {
    "byline-differs", "byline-suspect", "relative-date-drift", "relative-on-doubtful-byline", "date-differs",
    "chronology-conflict",
}  # fmt: skip
"""Those of them that one text alone cannot get."""
BESIDE = {
    "byline-differs", "byline-suspect", "relative-on-doubtful-byline", "unsourced-claim", "anonymous-source",
    "second-hand", "anonymity-unexplained", "dangling-source", "only-here", "copy-error",
}  # fmt: skip
"""Right in many made-up texts without being what the text is about: counted only where the text's flags name them."""


def main() -> None:
    """Measure every set of the folder, and write the figures."""
    parser = argparse.ArgumentParser(description="measure the program on texts that people have marked")
    parser.add_argument("--data", type=Path, required=True, help="folder of the sets")
    parser.add_argument("--out", type=Path, default=OUT, help="file of the figures")
    given = parser.parse_args()
    written = [HEAD]
    for measure in MEASURES:
        written += measure(given.data)
    given.out.write_text("\n".join(written), encoding="utf-8")
    print(f"{given.out} is written.")


HEAD = """\
# How often the program is right, as `make evaluate` measured it. Made by bench/evaluate.py; not to be edited by hand.

command = "make evaluate DATA=folder"
"""


def _table(name: str, about: str, size: str, source: str, figures: Sequence[Figure]) -> str:
    """One set as TOML; and a line for who waits."""
    print(f"{name}: {'; '.join(f'{figure} {what}' for what, figure in figures)}", flush=True)
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in
             (("name", name), ("about", about), ("size", size), ("source", source))]  # fmt: skip
    lines += ["figures = ["]
    lines += [f"  {json.dumps([what, figure], ensure_ascii=False)}," for what, figure in figures]
    return "\n".join(["[[set]]", *lines, "]", ""])


def _read(data: Path, name: str) -> list[Item]:
    with (data / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _share(value: float) -> str:
    return f"{value:.3f}"


# Dates


def _times(name: str, title: str, source: str) -> Callable[[Path], Iterator[str]]:
    def measure(data: Path) -> Iterator[str]:
        items = [(item, _annotated(item, "times")["times"]) for item in _read(data, f"dates/{name}")]
        values, calendar = scores.times(items)
        figures = [
            ("F1 of expressions with the right TIMEX3 value", _share(values.f1)),
            ("F1 of expressions with the right days", _share(calendar.f1)),
        ]
        size = f"{len(items)} texts, {values.expected:,} expressions"
        yield _table(title, "Finding expressions of time in news, and counting their days.", size, source, figures)

    return measure


def _alarms(data: Path) -> Iterator[str]:
    names = ("dates/tbaq", "dates/meantime_en", "claims/polnear_train250")
    items = [item for name in names for item in _read(data, name)]
    made = Counter(note["kind"] for item in items for note in _annotated(item, "notes")["notes"])
    yield _table(
        "Correctly dated news",
        "News with their true dates, in which hardly any note on a date can be right.",
        f"{len(items)} articles",
        "The texts of TimeBank, AQUAINT and MEANTIME, and PolNeAR's training part",
        [("notes on dates in all articles", str(sum(made[kind] for kind in ON_DATES)))],
    )
    for kind in sorted(ON_DATES - OF_VERSIONS):
        yield f'[[alarm]]\nslug = "{kind}"\narticles = {len(items)}\nnotes = {made[kind]}\n'


def _annotated(item: Item, want: str) -> Item:
    """What the program says of one text."""
    witness = {"siglum": "A", "text": item["text"], "dated": _day(item), "title": item.get("title"),
               "outlet": item.get("publisher")}  # fmt: skip
    work = stream.work({"witnesses": [witness]})
    return stream.annotated(work, [want])["witnesses"][0]  # type: ignore[no-any-return]


def _day(item: Item) -> str | None:
    day = str(item.get("dct") or item.get("date") or "")[:10]
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return None


# Notes


def _flags(name: str, title: str, on_dates: bool) -> Callable[[Path], Iterator[str]]:
    def measure(data: Path) -> Iterator[str]:
        items = [(item, list(_notes(item, on_dates))) for item in _read(data, name)]
        result = scores.flags(items)
        figures = [
            ("F1 of the notes", _share(result.all.f1)),
            ("notes to be made", str(result.all.expected)),
            ("of them made", str(result.all.right)),
            ("notes made that were not to be made", str(result.all.found - result.all.right)),
            ("tempting places", str(result.tempting.total())),
            ("of them noted, wrongly", str(result.tempted.total())),
        ]
        about = "Short texts, made up to hold one slip each, or something that only looks like one."
        yield _table(title, about, f"{len(items)} texts", "Made for this program", figures)
        for kind in sorted({*result.kinds, *result.tempting}):
            yield _kind(kind, title, result)

    return measure


def _kind(kind: str, title: str, result: scores.Flags) -> str:
    """What became of one kind of note in a set, as TOML."""
    count = result.kinds.get(kind, scores.Count())
    values = {"expected": count.expected, "found": count.found, "right": count.right,
              "tempting": result.tempting[kind], "tempted": result.tempted[kind]}  # fmt: skip
    lines = [f"{key} = {value}" for key, value in values.items()]
    return "\n".join(["[[kind]]", f'slug = "{kind}"', f'set = "{title}"', *lines, ""])


def _notes(item: Item, on_dates: bool) -> Iterator[Item]:
    """The notes on a made-up text, or pair of versions, that count."""
    versions = item.get("versions") or [item]
    witnesses = [{"siglum": each.get("doc", "A"), "text": each["text"], "dated": _day(each)} for each in versions]
    named = {each["kind"] for each in (*item["flags"], *item["not"])}
    for witness in stream.annotated(stream.work({"witnesses": witnesses}), ["notes"])["witnesses"]:
        for note in witness["notes"]:
            kind = "name-differs" if note["kind"] == "place-differs" else note["kind"]
            if note["severity"] != "info" and (
                kind in named or ((kind in ON_DATES) == on_dates and kind not in BESIDE)
            ):
                where = {"doc": witness["siglum"]} if "versions" in item else {}
                yield {**note, **where, "kind": kind}


# Attributions


def _attributions(name: str, title: str, source: str, spoken: bool) -> Callable[[Path], Iterator[str]]:
    def measure(data: Path) -> Iterator[str]:
        items = [(item, _annotated(item, "attributions")["attributions"]) for item in _read(data, f"claims/{name}")]
        inside, outside, contents = scores.attributions(items)
        figures = [("F1 of what is said, by overlap", _share(contents.f1))]
        if not spoken:
            figures = [("F1 of sentences with a source", _share(inside.f1)),
                       ("F1 of sentences without one", _share(outside.f1)), *figures]  # fmt: skip
        about = "Finding speech." if spoken else "Finding who is said to have said what in news."
        yield _table(title, about, f"{len(items)} texts", source, figures)

    return measure


# Versions


def _links(name: str, title: str, source: str) -> Callable[[Path], Iterator[str]]:
    def measure(data: Path) -> Iterator[str]:
        items = [(item, _linked(item)) for item in _read(data, f"versions/{name}")]
        every, unequal = scores.links(items)
        figures = [("F1 of the sentences that correspond", _share(every.f1)),
                   ("F1 of those that were changed", _share(unequal.f1))]  # fmt: skip
        yield _table(title, "Matching the sentences of two versions.", f"{len(items)} pairs", source, figures)

    return measure


def _linked(item: Item) -> set[tuple[int, int]]:
    record = _collated({"A": item["a"], "B": item["b"]})
    return {(i, j) for match in record["matches"] for i in match["left_passages"] for j in match["right_passages"]}


def _collated(witnesses: Mapping[str, Sequence[str]]) -> Item:
    """What the program says of versions that are cut into passages already."""
    work = stream.work({"witnesses": [{"siglum": name, "passages": each} for name, each in witnesses.items()]})
    return stream.collated(work, collate.work(work))


def _word_diff(data: Path) -> Iterator[str]:
    items = [(item, _changes(item)) for item in _read(data, "versions/worddiff_argrewrite")]
    count, sound = scores.words(items)
    yield _table(
        "Changed words",
        "Marking the words that differ in two drafts of a sentence.",
        f"{len(items)} pairs of sentences",
        "ArgRewrite V.2",
        [("F1 of the marked words", _share(count.f1)), ("pairs whose unmarked rest is the same", str(sound))],
    )


def _changes(item: Item) -> list[list[int]]:
    matches = _collated({"A": [item["a"]], "B": [item["b"]]})["matches"]
    if not matches:
        return [[0, len(item["a"]), -1, -1], [-1, -1, 0, len(item["b"])]]
    sides = [(change["left"], change["right"]) for match in matches for change in match["changes"]]
    return [[*(left if left[1] > left[0] else [-1, -1]), *(right if right[1] > right[0] else [-1, -1])]
            for left, right in sides]  # fmt: skip


def _moves(data: Path) -> Iterator[str]:
    items = _read(data, "versions/moves_constructed")
    for prefix, title, source in (
        ("fv-", "Moved passages, copied", "Frankenstein Variorum: eleven editions of the novel"),
        ("bible-", "Moved passages, reworded", "The King James and the World English Bible"),
    ):
        own = [item for item in items if item["id"].startswith(prefix)]
        count = scores.Count()
        for item in own:
            count.add(*(set(_moved_words(side)) for side in (_moved(item), item["moved"])))
        yield _table(title, "Finding the one passage that was moved.", f"{len(own)} pairs", source,
                     [("F1 of the moved words", _share(count.f1))])  # fmt: skip


def _moved_words(moved: Sequence[Sequence[int]]) -> Iterator[tuple[str, int]]:
    for a0, a1, b0, b1 in moved:
        yield from (("a", k) for k in range(a0, a1))
        yield from (("b", k) for k in range(b0, b1))


def _moved(item: Item) -> list[list[int]]:
    """The words of what the program calls moved, as [a0, a1, b0, b1]."""
    cuts = {"A": _clauses(item["a"]), "B": _clauses(item["b"])}
    record = _collated({name: [words for words, _ in each] for name, each in cuts.items()})
    found = []
    for match in record["matches"]:
        if match["moved"]:
            sides = (("A", match["left_passages"]), ("B", match["right_passages"]))
            found.append([edge for name, own in sides for edge in _edges(match, name, own, cuts[name])])
    return found


def _edges(match: Item, name: str, own: Sequence[int], cut: Sequence[tuple[str, list[tuple[int, int]]]]) -> list[int]:
    """The first word, and the one after the last, of one side of a match; of its moved stretch where it tells one."""
    span = match.get("left_span" if name == "A" else "right_span")
    at, start, inside = 0, 0, []
    for number, (text, words) in enumerate(cut):
        for place, (first, last) in enumerate(words):
            hit = scores.shared((start + first, start + last), span) if span else number in own
            inside += [at + place] if hit else []
        at, start = at + len(words), start + len(text) + 1
    return [inside[0], inside[-1] + 1] if inside else [0, 0]


def _clauses(words: Sequence[str]) -> list[tuple[str, list[tuple[int, int]]]]:
    """Words cut after . ? ! ; : each as its text and where its words stand in it."""
    found, start = [], 0
    for end, word in enumerate(words, 1):
        if re.fullmatch(r".*[.!?;:][\"”’')]*", word) or end == len(words):
            found.append(_joined(words[start:end]))
            start = end
    return found


def _joined(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Words and marks as they are printed, marks close to their words."""
    text, spans, quotes = "", [], 0
    for number, word in enumerate(words):
        before = words[number - 1] if number else ""
        loose = (
            bool(number) and not re.search(r"[,.;:!?)\]%’”]+$|['’]$", word) and not re.search(r"[(\[“‘$£€]$", before)
        )
        if word == '"':
            loose = bool(number) and quotes % 2 == 0
            quotes += 1
        glued = (before == '"' and quotes % 2) or "-" in (word, before)
        short = before in ("'", "’") and word in ("s", "t", "d", "ll", "re", "ve", "m")
        loose = loose and (word == '"' or not (glued or short))
        text += " " * loose
        spans.append((len(text), len(text) + len(word)))
        text += word
    return text, spans


def _rows(data: Path) -> Iterator[str]:
    items = [(item, _collated(item["witnesses"])["rows"]) for item in _read(data, "versions/nway_bible")]
    every, moved = scores.rows(items)
    yield _table(
        "Many versions",
        "Joining the verses of five or six translations in rows; some are missing, some have moved.",
        f"{len(items)} chapters",
        "Bible translations in the public domain",
        [("F1 of verses in one row", _share(every.f1)), ("F1 of those that moved", _share(moved.f1))],
    )


def _groups(data: Path) -> Iterator[str]:
    for name, title, source in (
        ("story_grouping_ecb", "Reports of one event", "ECB+: two look-alike events in each topic"),
        ("story_grouping_ose", "Rewritings of one article", "OneStopEnglish"),
    ):
        items = _read(data, f"versions/{name}")
        lines = [json.dumps({key: item[key] for key in ("id", "title", "text", "date")}).encode() for item in items]
        labels = [json.loads(line)["work"] for line, _ in stream.grouped(lines)]
        found = scores.groups([(item["story"], label) for item, label in zip(items, labels, strict=True)])
        size = f"{len(items)} articles, {len({item['story'] for item in items})} stories"
        yield _table(title, "Sorting articles by the story that they tell.", size, source,
                     [("F1, by B-cubed", _share(found))])  # fmt: skip


MEASURES: tuple[Callable[[Path], Iterator[str]], ...] = (
    _times("tbaq", "TimeBank and AQUAINT", "TempEval-3, training part"),
    _times("meantime_en", "MEANTIME English", "NewsReader; half of the texts"),
    _flags("dates/date_flags", "Made-up slips of date", on_dates=True),
    _alarms,
    _flags("claims/claim_flags", "Made-up slips of source", on_dates=False),
    _attributions("polnear_dev", "PolNeAR", "PolNeAR v1.0.0, development part", spoken=False),
    _attributions("riqua_dev", "RiQuA", "Novels of the nineteenth century, development part", spoken=True),
    _links("alignment_argrewrite", "Drafts of essays", "ArgRewrite V.2"),
    _links("alignment_deplain", "German texts in plain language", "DEplain-web"),
    _word_diff,
    _moves,
    _rows,
    _groups,
)

if __name__ == "__main__":
    main()
