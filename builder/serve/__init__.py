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
from builder.serve.server import Board, Server
from builder.serve.watch import Watch

__all__ = ["ServeError", "run"]


class ServeError(Exception):
    """The server cannot start; the message says why and what to do."""


def run(build: Callable[[], Site], watch: Sequence[Path], port: int, say: Callable[[str], None]) -> None:
    """Serve what `build` makes at 127.0.0.1, and build again whenever a file in the folders of `watch` changes.

    Port 0 takes any free one. `say` is given lines for the author: the address first, then how each build went.
    Returns at Ctrl-C or SIGTERM; to be called in the main thread. Raises ServeError where the port cannot be had.
    """
    with contextlib.suppress(KeyboardInterrupt), _opened(port, say) as server, Watch(watch, say) as changes:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        # Watching before the first build, and listening: a save is not missed, and a first click waits for the page.
        say(f"http://127.0.0.1:{server.port}/")
        _build(build, server.board, say)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        while True:
            changes.wait()
            _build(build, server.board, say)


def _opened(port: int, say: Callable[[str], None]) -> Server:
    try:
        return Server(port, say)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ServeError(f"Port {port} cannot be had: {reason}. Choose another, or 0 for any free one.") from error


def _build(build: Callable[[], Site], board: Board, say: Callable[[str], None]) -> None:
    """Show the new site, or the last good one and why there is no newer; then tell the author."""
    start = time.perf_counter()
    try:
        files = build().files
    except EditionError as error:
        _keep(error.problems, board, say)
    except Exception as error:  # whatever a build throws: the author goes on writing, and the server goes on
        say("".join(traceback.format_exception(error)).rstrip())
        _keep((_fault(error),), board, say)
    else:
        same = board.shown.build and board.shown.files == files
        board.show(Shown(board.shown.build if same else secrets.token_hex(8), files, ()))
        say(f"rebuilt in {time.perf_counter() - start:.2f} s")


def _keep(problems: tuple[Problem, ...], board: Board, say: Callable[[str], None]) -> None:
    board.show(replace(board.shown, problems=problems))
    count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
    say(f"{count}; {'the last good pages stay' if board.shown.build else 'there are no pages yet'}")
    for problem in problems:
        say(str(problem))


def _fault(error: Exception) -> Problem:
    """A bug, in the words that we have for an author's mistakes."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return Problem(
        Place(frame.filename, frame.lineno or 1),
        " ".join(traceback.format_exception_only(error)[-1].split()),
        "This is a fault of the program, not of the text; the terminal shows how it came about.",
    )
