"""What is shown becomes answers to browsers on this machine, and to nobody else.

Listens on 127.0.0.1 only, and believes no other name for itself, so that a foreign page whose name was bound to
127.0.0.1 (DNS rebinding) reads nothing. A thread for each connection, so that a slow one keeps no other waiting.
"""

from __future__ import annotations

import os
import socketserver
import sys
import threading
import traceback
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

from builder.serve import answers
from builder.serve.answers import NOTHING, Answer, Shown

PATIENCE = 10.0  # seconds that a connection may say nothing, or take nothing
BEAT = 15.0  # seconds between signs of life on a silent stream: so we notice that its browser has gone


class Board:
    """What is shown now, and a place to wait until it is something else."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.shown = NOTHING

    def show(self, shown: Shown) -> None:
        """Put up what all browsers are to see."""
        with self._changed:
            self.shown = shown
            self._changed.notify_all()

    def other_than(self, seen: Shown) -> Shown:
        """What is shown, as soon as it is not what was seen; what was seen, if that takes longer than a beat."""
        with self._changed:
            self._changed.wait_for(lambda: self.shown is not seen, BEAT)
            return self.shown


class Server(socketserver.ThreadingTCPServer):
    """Listens from the moment it is made. Raises OSError where the port cannot be had.

    Not `http.server.HTTPServer`: that one asks the name service who 127.0.0.1 is, which can take seconds.
    """

    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # on Windows it would share a port that another program holds
    request_queue_size = 128

    def __init__(self, port: int, say: Callable[[str], None]) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.board = Board()
        self.say = say
        self.port: int = self.server_address[1]
        names = ("127.0.0.1", "localhost", "[::1]")
        self.hosts = {f"{name}:{self.port}" for name in names} | (set(names) if self.port == 80 else set())

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is nothing to talk about; a fault of ours is."""
        if not isinstance(sys.exc_info()[1], OSError):
            self.say(traceback.format_exc())


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "Variorum"
    sys_version = ""
    timeout = PATIENCE
    error_message_format = "%(code)d %(message)s\n"
    error_content_type = "text/plain; charset=utf-8"

    def do_GET(self) -> None:
        """Answer from memory, or stay on the line with news."""
        if not self._is_for_us():
            self._send(answers.plain(403, "This server answers to 127.0.0.1 and localhost only."))
        elif self.path.partition("?")[0] != answers.EVENTS:
            self._send(answers.answer(self.server.board.shown, self.path))
        elif self._is_from_elsewhere():
            self._send(answers.plain(403, "The news is for pages of this server only."))
        else:
            self._stream()

    do_HEAD = do_GET  # noqa: N815  # so the base class looks it up

    def do_POST(self) -> None:
        """Nothing can be sent to us. The connection ends, for what was sent is still on it."""
        allowed = answers.plain(405, "Only GET and HEAD.", ("Allow", "GET, HEAD"), ("Connection", "close"))
        self._send(allowed)

    do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_POST  # noqa: N815  # likewise

    def _is_for_us(self) -> bool:
        hosts = self.headers.get_all("Host", [])
        return len(hosts) == 1 and hosts[0].lower() in self.server.hosts

    def _is_from_elsewhere(self) -> bool:
        """Whether a page of another site asks: browsers say so, in one header or the other."""
        origin = self.headers.get("Origin", "")
        site = self.headers.get("Sec-Fetch-Site", "none")
        return bool(origin and origin.removeprefix("http://") not in self.server.hosts) or site not in {
            "same-origin",
            "none",
        }

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _stream(self) -> None:
        """Server-sent events: what is shown now, then whatever comes to be shown."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        seen = None
        while self.command != "HEAD":
            shown = self.server.board.other_than(seen) if seen else self.server.board.shown
            line = ":" if shown is seen else f"data: {answers.news(shown)}"
            self.wfile.write(f"{line}\n\n".encode())
            seen = shown

    def end_headers(self) -> None:
        """What every answer says, refusals of the base class among them."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the author hears of builds, not of requests."""
