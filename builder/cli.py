"""The command line, thin: parse, call, print.

Exit codes: 0 all is well, 1 there are problems, 2 wrong use.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from importlib import metadata
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from builder.errors import EditionError, Problem
from builder.model import Collation, Witness, Work

# Imports that only one command needs stand in it: together they would cost every call some 150 ms.

_Made = TypeVar("_Made")

_CONTENT = click.argument("content", type=click.Path(path_type=Path, file_okay=False), default=Path("content"))


def _web(ctx: click.Context, param: click.Parameter, value: str) -> str:
    from builder.read.witness import is_web

    if value and not is_web(value):
        raise click.BadParameter(f'"{value}" is no web address. Write it whole: https://example.org/edition/')
    return value


_BASE_URL = click.option(
    "--base-url", default="", metavar="URL", callback=_web, help="Where the site will stand, for canonical links."
)
_THEME = click.option("--theme", default="", metavar="NAME|DIR", help="A theme by name, or its folder.")
_OUT = click.option(
    "--out", type=click.Path(path_type=Path), default=Path("site"), show_default=True, metavar="SITE", help="The site."
)


class _Examples(click.Group):
    """A group whose help ends with examples, as they are typed."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Examples"):
            formatter.write_dl([
                ("variorum build", "content/ becomes site/"),
                ("variorum build texts --out /tmp/site", "two versions dropped into texts/ are enough"),
                ("variorum build --base-url https://example.org/edition/", "with canonical links and a sitemap"),
                ("variorum serve --port 0", "at your desk, on any free port"),
                ("variorum check", "what the author must fix; writes nothing"),
                ("variorum show collation kabul-airport", "what corresponds, as text"),
                ("variorum show notes kabul-airport --json", "every note, for a program"),
                ("variorum collate old.txt new.txt", "two files compared, in the terminal"),
                ("variorum collate old.txt new.txt --format tei", "the same for other programs"),
                ("variorum group downloads/*.txt", "which articles tell the same story"),
                ("variorum import downloads/*.html --dry-run", "what would go into which work"),
                ("variorum annotate a.txt b.txt --propose", "a notes.toml to start from"),
                ("variorum explain vague-source", "what a note of that kind means, and whose rule it is"),
                ("variorum annotate old.txt --dated 2021-09-01", "times, sources and notes of a file"),
            ])  # fmt: skip


@click.group(cls=_Examples, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(metadata.version("variorum"), "--version", prog_name="variorum")
def main() -> None:
    """Several versions of a text become an annotated reading edition.

    CONTENT is the folder with the texts and what is known of them; without it, content/ is taken.
    """


@main.command()
@_CONTENT
@_OUT
@_BASE_URL
@_THEME
def build(content: Path, out: Path, base_url: str, theme: str) -> None:
    """Make the site of CONTENT in SITE. Where there are problems, SITE stays as it was."""
    from builder import build as pipeline
    from builder import write

    def job() -> str:
        _refuse_overlap(content, out)
        built = pipeline.edition(content, base_url, theme, progress=_progress)
        written = write.site(built.site, out)
        files = f"{written.changed} files written, {written.kept} as they were, {written.removed} removed"
        return f"{_summary(built)}; {files}"

    _run(job, "nothing was written")


@main.command()
@_CONTENT
@_BASE_URL
@_THEME
def check(content: Path, base_url: str, theme: str) -> None:
    """Build CONTENT without writing, and prove it: no word of a witness is lost, no link is dead."""
    from builder import build as pipeline
    from builder import prove

    def job() -> str:
        built = pipeline.edition(content, base_url, theme, progress=_progress)
        problems = prove.problems(built.edition, built.dossiers, built.links, built.site)
        if problems:
            raise EditionError(problems)
        return f"{_summary(built)}; no problems"

    _run(job, "")


@main.command()
@_CONTENT
@_THEME
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for any free one.")
def serve(content: Path, theme: str, port: int) -> None:
    """Serve CONTENT on this machine, and make it again at every save."""
    from builder import build as pipeline
    from builder import serve as server

    watched = [folder for folder in (content, *pipeline.theme_shelves(content)) if folder.is_dir()]
    try:
        server.run(lambda: pipeline.edition(content, "", theme).site, watched, port, _say)
    except server.ServeError as error:
        _say(str(error))
        sys.exit(1)


@main.command()
@click.argument(
    "stage", type=click.Choice(("work", "collation", "apparatus", "times", "attributions", "notes", "links"))
)
@click.argument("work")
@click.option("--content", type=click.Path(path_type=Path, file_okay=False), default=Path("content"), show_default=True)
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def show(stage: str, work: str, content: Path, as_json: bool) -> None:
    """Show what a STAGE makes of WORK (the name of its folder): as text, or as JSON."""
    from builder import build as pipeline
    from builder import show as views

    try:
        built = pipeline.edition(content)
    except EditionError as error:
        _report(error, "")
        sys.exit(1)
    found = next((n for n, each in enumerate(built.dossiers) if each.work.slug == work), None)
    if found is None:
        known = ", ".join(each.work.slug for each in built.dossiers)
        raise click.BadParameter(f'There is no work "{work}". There are: {known}.', param_hint="WORK")
    value = views.stage(stage, built.dossiers[found], built.notes[found], built.links)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a text holds what a console may not be able to print
    click.echo(views.as_json(value) if as_json else views.as_text(value))


_FILES = click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
_FORMAT = click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
_JSONL = click.option("--jsonl", is_flag=True, help="JSON Lines from standard input to standard output.")


def _print_schema(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    from builder import schema, show

    if value:
        click.echo(show.as_json(schema.of(ctx.command.name or "")))
        ctx.exit()


_SCHEMA = click.option(
    "--schema",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_schema,
    help="The JSON Schema of a line that goes in and of one that comes out.",
)


@main.command()
@_FILES
@click.option("--format", "form", type=click.Choice(("text", "json", "html", "tei")), default="text", show_default=True)
@_JSONL
@_SCHEMA
def collate(files: tuple[Path, ...], form: str, jsonl: bool) -> None:
    """Compare FILES, the first with each of the others: what corresponds, and which words differ.

    As text for the terminal, as JSON, as one HTML file that opens from disk, or as TEI P5 (parallel segmentation).
    """
    from builder import collate as collation
    from builder import stream

    def answer(record: Mapping[str, Any]) -> dict[str, Any]:
        work = stream.work(record)
        return stream.collated(work, collation.work(work))

    if jsonl:
        _stream(files, lambda lines: stream.answers(lines, answer))
    if len(files) < 2:
        raise click.UsageError("Name two files or more, or use --jsonl.")
    work = _work_of(files, None)
    _print_collation(work, collation.work(work), form)


def _print_collation(work: Work, made: Collation, form: str) -> None:
    from builder import show, stream
    from builder.collate import apparatus, segments
    from builder.export import page, tei, text

    if form == "json":
        click.echo(show.as_json(stream.collated(work, made)))
    elif form == "html":
        click.echo(page.document(work, made), nl=False)
    elif form == "tei":
        listed = apparatus.of(work, made, made.base)
        click.echo(tei.document(work, listed, [segments.of(work, entry) for entry in listed.entries]), nl=False)
    else:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # a console may not be able to print it
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        click.echo(text.page(work, made, shutil.get_terminal_size().columns, colour))


@main.command()
@_FILES
@click.option("--dated", type=click.DateTime(("%Y-%m-%d",)), metavar="DAY", help="The day of the texts: 2021-09-01.")
@_FORMAT
@click.option("--propose", "proposing", is_flag=True, help="Print a notes.toml to start from instead.")
@_JSONL
@_SCHEMA
def annotate(files: tuple[Path, ...], dated: datetime | None, form: str, proposing: bool, jsonl: bool) -> None:
    """Print the times, the attributions and the notes of FILES; several are versions of one text."""
    from builder import annotate as notes
    from builder import build as pipeline
    from builder import propose, stream
    from builder import show as views

    if jsonl:
        _stream(
            files,
            lambda lines: stream.answers(
                lines, lambda record: stream.annotated(stream.work(record), stream.wanted(record))
            ),
        )
    if not files:
        raise click.UsageError("Name a file or more, or use --jsonl.")
    work = _work_of(files, dated.date() if dated else None)
    if form == "json":
        click.echo(views.as_json(stream.annotated(work)))
        return
    dossier = pipeline.dossier(work)
    made = notes.work(dossier)
    click.echo(propose.decisions(work, made) if proposing else views.annotation(dossier, made), nl=not proposing)


@main.command()
@_FILES
@_FORMAT
@_JSONL
@_SCHEMA
def group(files: tuple[Path, ...], form: str, jsonl: bool) -> None:
    """Sort FILES into works: which of them tell the same story. Writes nothing."""
    from builder import place, stream
    from builder import show as views
    from builder.collate import grouping
    from builder.read import loose

    if jsonl:
        _stream(files, stream.grouped)
    if not files:
        raise click.UsageError("Name files, or use --jsonl.")
    found = _or_end(lambda: loose.texts(files))
    works = grouping.labels([place.article(each) for each in found])
    if form == "json":
        click.echo(views.as_json({"files": [
            {"file": each.path, "work": work} for each, work in zip(found, works, strict=True)
        ]}))  # fmt: skip
    else:
        click.echo(views.groups([(work, each.path) for each, work in zip(found, works, strict=True)]))


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--content", type=click.Path(path_type=Path, file_okay=False), default=Path("content"), show_default=True)
@click.option("--dry-run", is_flag=True, help="Say where each file would go, and write nothing.")
def import_(files: tuple[Path, ...], content: Path, dry_run: bool) -> None:
    """Copy FILES into CONTENT, each into the folder of its work: a known one, or a new one.

    Which work a file belongs to is told by the story. The files are copied byte for byte; what is in CONTENT already
    stays as it is.
    """
    from builder import place, read, write
    from builder import show as views
    from builder.read import loose
    from builder.render.env import counted

    placed = _or_end(lambda: place.files(loose.texts(files), read.shelf(content)), "nothing was imported")
    missing = [each for each in placed if not each.there]
    if not dry_run:
        _or_end(lambda: write.copies({content / each.work / each.name: each.file.source for each in missing}))
    states = ["  (there already)" if each.there else "  (new)" if each.new else "" for each in placed]
    click.echo(views.groups([(each.work, each.name + state) for each, state in zip(placed, states, strict=True)]))
    _say(f"{len(missing)} of {counted(len(placed), 'file')} " + ("would be imported" if dry_run else "imported"))


@main.command()
@click.argument("kind")
def explain(kind: str) -> None:
    """Say what a KIND of note means, what to do about it, and where its rule comes from."""
    from difflib import get_close_matches

    from builder import annotate as notes

    known = {each.slug: each for each in notes.kinds()}
    if kind not in known:
        near = get_close_matches(kind, known, n=1)
        meant = f' Did you mean "{near[0]}"?' if near else ""
        raise click.BadParameter(f'There is no kind "{kind}".{meant} There are: {", ".join(known)}.', param_hint="KIND")
    about = known[kind]
    click.echo(f"{about.slug}: {about.title}\n\n{about.definition}\n\n{about.about.strip()}")


def _or_end(job: Callable[[], _Made], otherwise: str = "") -> _Made:
    """What the job makes; its problems end the command."""
    try:
        return job()
    except EditionError as error:
        _report(error, otherwise)
        sys.exit(1)


def _stream(files: tuple[Path, ...], answers: Callable[[Iterable[bytes]], Iterator[tuple[str, bool]]]) -> NoReturn:
    """Answer the lines of standard input, then end: with 1 where one could not be answered."""
    if files:
        raise click.UsageError("With --jsonl the texts come from standard input: name no files.")
    good = True
    for line, answered in answers(sys.stdin.buffer):
        click.echo(line.encode())  # UTF-8, whatever the console
        good = good and answered
    sys.exit(0 if good else 1)


def _work_of(files: tuple[Path, ...], dated: date | None) -> Work:
    """Files, wherever they lie, as the witnesses A, B, ... of one work; problems are reported, and end the command."""
    from builder.read import files as door
    from builder.read.witness import Known, witness

    sigla = [chr(ord("A") + n) if len(files) <= 26 else f"W{n + 1}" for n in range(len(files))]
    found: list[Witness] = []
    problems: list[Problem] = []
    for path, siglum in zip(files, sigla, strict=True):
        root = path.resolve().parent
        try:
            source, name = door.received(root / path.name, root), door.label(root / path.name, root)
            found.append(witness(source, name, Known(siglum, dated=dated, overrides=False), "en"))
        except EditionError as error:
            problems += error.problems
    if problems:
        _report(EditionError(problems), "")
        sys.exit(1)
    return Work("files", "", tuple(found), "A" if len(files) <= 26 else "W1")


def _run(job: Callable[[], str], otherwise: str) -> None:
    start = time.perf_counter()
    try:
        line = job()
    except EditionError as error:
        _report(error, otherwise)
        sys.exit(1)
    _say(f"{line}; {time.perf_counter() - start:.2f} s")


def _summary(built: object) -> str:
    from builder.build import Built
    from builder.render.env import counted

    assert isinstance(built, Built)
    witnesses = sum(len(dossier.work.witnesses) for dossier in built.dossiers)
    pages = sum(address.endswith(".html") for address in built.site.files)
    return ", ".join([
        counted(len(built.dossiers), "work"),
        counted(witnesses, "witness", "witnesses"),
        counted(sum(map(len, built.notes)), "note"),
        counted(pages, "page"),
    ])  # fmt: skip


def _refuse_overlap(content: Path, out: Path) -> None:
    """The site must not stand in the content, nor the content in the site: one would swallow the other."""
    one, two = content.resolve(), out.resolve()
    if one == two or one.is_relative_to(two) or two.is_relative_to(one):
        raise click.UsageError(f"The site ({out}) and the content ({content}) must not lie in one another.")


def _progress(line: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{line}", err=True, nl=False)


def _say(line: str) -> None:
    _progress("")
    click.echo(line, err=True)


def _report(error: EditionError, otherwise: str) -> None:
    """Every problem, then how many in how many files."""
    _progress("")
    for problem in error.problems:
        click.echo(f"{click.style(str(problem.place), bold=True)} {problem.fact}\n    {problem.remedy}", err=True)
    files = len({problem.place.path for problem in error.problems})
    count, where = len(error.problems), f"in {files} file{'s' if files != 1 else ''}"
    tail = f"; {otherwise}" if otherwise else ""
    click.echo(f"{count} problem{'s' if count != 1 else ''} {where}{tail}.", err=True)
