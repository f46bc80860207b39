"""A build function becomes a website on this machine that follows every save.

    watch -> build -> board -> answers -> server -> browser
                        \\______ events ______/

Knows nothing of editions: only a function that makes a `Site`, or raises EditionError. Pages are served from memory,
so no reload ever meets half a site; while a build fails, the last good pages stay, under a list of the problems.
"""

from __future__ import annotations

import contextlib
import secrets
import signal
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from builder.errors import EditionError, Problem
from builder.model import Place, Site
from builder.serve.answers import Shown
from builder.serve.server import Server
from builder.serve.watch import Watch

__all__ = ["ServeError", "run"]


class ServeError(Exception):
    """The server cannot start; the message says why and what to do."""


def run(build: Callable[[], Site], watch: Sequence[Path], port: int, say: Callable[[str], None]) -> None:
    """Serve what `build` makes at 127.0.0.1, and build again whenever a file in the folders of `watch` changes.

    Port 0 takes any free one. `say` is given lines for the author: the address first, then how each build went.
    Returns at Ctrl-C or SIGTERM; to be called in the main thread. Raises ServeError where the port cannot be had.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt), _opened(port, say) as server, Watch(watch, say) as changes:
        # Watching before the first build, and listening: a save is not missed, and a first click waits for the page.
        say(f"http://127.0.0.1:{server.port}/")
        board = server.board
        board.show(_built(build, board.shown, say))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        while True:
            changes.wait()
            board.show(_built(build, board.shown, say))


def _opened(port: int, say: Callable[[str], None]) -> Server:
    try:
        return Server(port, say)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ServeError(f"Port {port} cannot be had: {reason}. Choose another, or 0 for any free one.") from error


def _built(build: Callable[[], Site], shown: Shown, say: Callable[[str], None]) -> Shown:
    """What to show after one more build: the new site, or the last one and why there is no newer."""
    start = time.perf_counter()
    try:
        files = build().files
    except EditionError as error:
        return _kept(shown, error.problems, say)
    except Exception as error:  # whatever a build throws: the author goes on writing, and the server goes on
        say("".join(traceback.format_exception(error)).rstrip())
        return _kept(shown, (_fault(error),), say)
    say(f"rebuilt in {time.perf_counter() - start:.2f} s")
    same = shown.build and files == shown.files
    return Shown(shown.build if same else secrets.token_hex(8), files, ())


def _kept(shown: Shown, problems: tuple[Problem, ...], say: Callable[[str], None]) -> Shown:
    count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
    say(f"{count}; {'the last good pages stay' if shown.build else 'there are no pages yet'}")
    for problem in problems:
        say(str(problem))
    return replace(shown, problems=problems)


def _fault(error: Exception) -> Problem:
    """A bug, in the words that we have for an author's mistakes."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return Problem(
        Place(frame.filename, frame.lineno or 1),
        " ".join(traceback.format_exception_only(error)[-1].split()),
        "This is a fault of the program, not of the text; the terminal shows how it came about.",
    )
