"""Folders become a sign that something in them was saved.

An editor saves in many ways; each ends in one event that says a whole file is there:

    in place            opened, modified, modified, closed
    by renaming         ... .tmp closed, moved to its place
    vim                 moved to a backup, created, modified, closed, backup deleted

So we act on *closed* and *moved into place* at once. What else changes a folder (created, deleted, moved away) is most
often half of a save, and waits a moment for the other half. Mere reading gives events too; nothing asks for those.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

SETTLE = 0.05  # seconds for the other half of a save; vim and `mv` need under .01
LOOK = 0.5  # seconds between looks whether the folders are still the ones we watch, and between polls

PASSING = re.compile(r"[.#].*|.*~|.*\.sw[a-z]|.*\.tmp|4913")
"""Names that editors and git use in passing; 4913 is vim's."""

CHANGES: list[type[FileSystemEvent]] = [
    FileClosedEvent, FileMovedEvent, FileCreatedEvent, FileDeletedEvent,
    DirCreatedEvent, DirMovedEvent, DirDeletedEvent,
]  # fmt: skip
UNCLOSED = [*CHANGES, FileModifiedEvent]
"""Where nothing tells that a file was closed: when polling, and on other systems than Linux."""


class Watch(FileSystemEventHandler):
    """Watches from `with` on. One thread may wait; a burst of saves wakes it once, and once more if it was late."""

    def __init__(self, folders: Sequence[Path], say: Callable[[str], None]) -> None:
        self._folders = [Path(os.path.abspath(folder)) for folder in folders]
        self._say = say
        self._stirred = threading.Event()  # something changed
        self._settled = threading.Event()  # and whole files are there
        self._observer: BaseObserver = PollingObserver()
        self._armed: list[tuple[int, int] | None] = []

    def __enter__(self) -> Watch:
        self._arm()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._observer.stop()

    def wait(self) -> None:
        """Return when something has changed since the last return, and no sooner than it is whole."""
        stirred = rearmed = False
        while not (stirred or rearmed):
            stirred = self._stirred.wait(LOOK)
            rearmed = self._rearmed()
        self._settled.wait(SETTLE)
        # Cleared before the build that follows reads a file: a save during that build is another change.
        self._stirred.clear()
        self._settled.clear()

    def dispatch(self, event: FileSystemEvent) -> None:
        """Called by watchdog, in a thread of its own."""
        came = self._counts(event.dest_path)
        if came or self._counts(event.src_path):
            if came or isinstance(event, FileClosedEvent):
                self._settled.set()
            self._stirred.set()

    def _counts(self, path: bytes | str) -> bool:
        place = Path(os.fsdecode(path))
        return any(
            place.is_relative_to(folder) and not any(map(PASSING.fullmatch, place.relative_to(folder).parts))
            for folder in self._folders
        )

    def _rearmed(self) -> bool:
        """Whether a folder was lost or has come (git checkout makes them anew), and we watch what is there now.

        watchdog goes deaf when a folder is deleted, and follows it when it is moved away.
        """
        if self._armed == self._identities() and all(each.is_alive() for each in self._observer.emitters):
            return False
        self._arm()
        return True

    def _identities(self) -> list[tuple[int, int] | None]:
        return [_identity(folder) for folder in self._folders]

    def _arm(self) -> None:
        if self._observer.is_alive():
            self._observer.stop()
        self._armed = self._identities()
        try:
            self._observer = self._started(Observer(), CHANGES if sys.platform == "linux" else UNCLOSED)
        except FileNotFoundError:
            self._armed = []  # gone again while we looked; the next look tells
        except OSError as error:
            self._say(f"The system cannot watch so many files ({error.strerror}); looking every {LOOK} s instead.")
            self._observer = self._started(PollingObserver(timeout=LOOK), UNCLOSED)

    def _started(self, observer: BaseObserver, changes: list[type[FileSystemEvent]]) -> BaseObserver:
        """The observer, at work. Raises OSError where the system can watch no more."""
        observer.start()
        try:
            for folder, identity in zip(self._folders, self._armed, strict=True):
                if identity:
                    observer.schedule(self, str(folder), recursive=True, event_filter=changes)
            # Of a folder inside a folder watchdog does not say that it could not be watched; of this one it does.
            with tempfile.TemporaryDirectory() as last:
                observer.unschedule(observer.schedule(self, last, event_filter=changes))
        except OSError:
            observer.stop()
            raise
        return observer


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
