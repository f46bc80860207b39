"""The server on the author's desk: what browsers get, who is refused, and how saves reach an open page."""

from __future__ import annotations

import errno
import http.client
import json
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from watchdog.observers.inotify import InotifyObserver

from builder import serve
from builder.errors import Problem
from builder.model import Place
from builder.serve import answers, watch
from builder.serve.answers import NOTHING, Shown
from builder.serve.server import Server
from builder.serve.watch import Watch

ROOT = Path(__file__).parents[1]
LONG = 30.0  # seconds; only ever reached where something is wrong

FILES = {
    "index.html": b"<html><head><title>Home</title></head><body>home</body></html>",
    "404.html": b"<html><head></head><body>not here</body></html>",
    "works/kabul/index.html": b"<html><head></head><body>kabul</body></html>",
    "caf\u00e9/index.html": b"no head, no body",
    "works.json": b"{}",
    "data.jsonl": b"{}\n",
    "style.css": b"body{}",
    "image.svg": b"<svg></svg>",
    "unknown.xyz": b"?",
}
PROBLEM = Problem(Place("content/a.txt", 3, 7), "Said <b>twice</b>.", "Strike one.")
GOOD = Shown("b1", FILES, ())
BROKEN = Shown("b1", FILES, (PROBLEM,))

# What is answered, from memory


def test_an_address_is_a_file_or_a_folder() -> None:
    """The root and folders show their index; a folder without its slash is sent on, with its query."""
    assert b"home" in answers.answer(GOOD, "/").body
    assert b"kabul" in answers.answer(GOOD, "/works/kabul/").body
    assert b"kabul" in answers.answer(GOOD, "/works/kabul/index.html?x=1").body
    assert answers.answer(GOOD, "/works/kabul?a=b").headers == (("Location", "/works/kabul/?a=b"),)
    assert answers.answer(GOOD, "/works/kabul").status == 301
    assert answers.answer(GOOD, "/caf%C3%A9").headers == (("Location", "/caf%C3%A9/"),)


def test_a_missing_page_is_the_sites_own_404() -> None:
    """Status 404 and the site's page; a sentence where the site has none."""
    assert answers.answer(GOOD, "/no/such").status == 404
    assert b"not here" in answers.answer(GOOD, "/no/such").body
    assert answers.answer(Shown("b1", {"a.html": b""}, ()), "/no").status == 404


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/-/reload.js", "text/javascript; charset=utf-8"),
        ("/-/overlay.css", "text/css; charset=utf-8"),
        ("/works.json", "application/json"),
        ("/data.jsonl", "text/plain; charset=utf-8"),
        ("/image.svg", "image/svg+xml"),
        ("/unknown.xyz", "application/octet-stream"),
    ],
)
def test_every_answer_says_what_it_is(address: str, kind: str) -> None:
    """The type is ours, whatever the machine's own table says."""
    assert answers.answer(GOOD, address).type == kind


def test_pages_listen_and_nothing_else_does() -> None:
    """Our script stands in pages only, as a file of its own; every other byte is the site's."""
    for address, data in FILES.items():
        body = answers.answer(GOOD, f"/{quote(address)}").body
        start, found, rest = body.partition(b"<script ")
        assert bool(found) == address.endswith(".html")
        if found:
            script, _, rest = rest.partition(b"</script>")
            assert script.startswith(b'src="/-/reload.js" data-news="')
        assert start + rest == data
    assert answers.answer(GOOD, "/").body.index(b"<script") < answers.answer(GOOD, "/").body.index(b"</head>")


def test_what_a_problem_quotes_is_never_markup() -> None:
    """A page carries its problems as an attribute's text."""
    body = answers.answer(BROKEN, "/").body
    assert b"<b>" not in body
    assert b"content/a.txt:3:7" in body


def test_without_a_good_build_every_address_says_so() -> None:
    """503 at every address, with the problems and the script that reloads; our own files stay."""
    shown = Shown("", {}, (PROBLEM,))
    for address in ("/", "/works/kabul/", "/style.css"):
        assert answers.answer(shown, address).status == 503
        assert b"content/a.txt:3:7" in answers.answer(shown, address).body
    assert answers.answer(shown, "/-/reload.js").status == 200
    assert answers.answer(NOTHING, "/").status == 503


@given(
    st.text()
    | st.lists(st.sampled_from(["..", "%2e", "/", "//", "\\", "works", "kabul", "%00", "?", "#"])).map("".join)
)
def test_no_request_reaches_beyond_the_site(target: str) -> None:
    """Whatever is asked, the answer is the site's or ours; who is sent on, is sent to a page of the site."""
    answer = answers.answer(GOOD, target)
    assert answer.status in {200, 301, 404}
    if answer.status == 301:
        ((_, location),) = answer.headers
        assert not location.startswith("//")
        assert answers.answer(GOOD, location).status == 200


# What goes over the wire


@pytest.fixture
def server() -> Iterator[Server]:
    """A server with a good site on its board."""
    said: list[str] = []
    with Server(0, said.append) as server:
        server.board.show(GOOD)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
    assert said == []


def ask(server: Server, method: str, target: str, headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=LONG)
    connection.putrequest(method, target, skip_host="Host" in (headers or {}))
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    connection.endheaders()
    return connection.getresponse()


def raw(server: Server, data: bytes) -> bytes:
    """The first of what comes back for these bytes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=LONG) as line:
        line.sendall(data)
        line.shutdown(socket.SHUT_WR)
        return line.recv(65536)


def test_it_listens_on_this_machine_only(server: Server) -> None:
    """The socket is bound to 127.0.0.1, never to all addresses."""
    assert server.socket.getsockname()[0] == "127.0.0.1"


def test_every_answer_is_kept_by_nobody_and_taken_at_its_word(server: Server) -> None:
    """No cache, no guessing at types, no use in foreign pages: also in refusals."""
    for method, target in (("GET", "/"), ("GET", "/none"), ("POST", "/"), ("BREW", "/")):
        answer = ask(server, method, target)
        assert answer.getheader("Cache-Control") == "no-store"
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
        assert answer.getheader("Access-Control-Allow-Origin") is None


def test_only_reading(server: Server) -> None:
    """GET and HEAD are answered, and HEAD without a body; nothing else is."""
    head = ask(server, "HEAD", "/style.css")
    assert (head.status, head.getheader("Content-Length"), head.read()) == (200, "6", b"")
    assert ask(server, "HEAD", answers.EVENTS).status == 200
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        assert (ask(server, method, "/").status, method) == (405, method)
    assert ask(server, "BREW", "/").status == 501


def test_a_foreign_name_is_refused(server: Server) -> None:
    """Only this machine's own names with our port are believed (DNS rebinding)."""
    for name in ("127.0.0.1", "localhost", "LocalHost", "[::1]"):
        assert ask(server, "GET", "/", {"Host": f"{name}:{server.port}"}).status == 200
    for host in (
        "evil.example",
        f"evil.example:{server.port}",
        f"localhost.evil.example:{server.port}",
        "",
        "127.0.0.1",
    ):
        assert ask(server, "GET", "/", {"Host": host}).status == 403
    assert b" 403 " in raw(server, b"GET / HTTP/1.1\r\n\r\n")
    two = f"GET / HTTP/1.1\r\nHost: localhost:{server.port}\r\nHost: evil.example\r\n\r\n"
    assert b" 403 " in raw(server, two.encode())


def test_a_foreign_page_hears_no_news(server: Server) -> None:
    """Neither a foreign origin nor a request that a browser marks as another site's gets the stream."""
    own = f"http://localhost:{server.port}"
    for headers in ({}, {"Origin": own}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": own, "Sec-Fetch-Site": "none"}):
        assert ask(server, "GET", answers.EVENTS, headers).status == 200
    for headers in (
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"https://localhost:{server.port}"},
        {"Origin": f"http://localhost:{server.port}.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": own, "Sec-Fetch-Site": "cross-site"},
    ):
        assert ask(server, "GET", answers.EVENTS, headers).status == 403


def test_no_way_out_of_the_site(server: Server) -> None:
    """Requests that climb, in every spelling, find nothing, and break nothing."""
    for path in (
        "/../README.md",
        "/%2e%2e/README.md",
        "/..%2fREADME.md",
        "/..\\README.md",
        "//etc/passwd",
        "README.md",
    ):
        answer = raw(server, f"GET {path} HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode())
        assert b" 404 " in answer.partition(b"\r\n")[0], path
    for junk in (b"\0\1\2\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /%ff HTTP/1.1\r\nHost: x\r\n\r\n"):
        raw(server, junk)
    assert ask(server, "GET", "/").status == 200


def test_no_answer_is_split_or_sent_elsewhere(server: Server) -> None:
    """What a request holds cannot become a header or a redirect to another host."""
    answer = ask(server, "GET", "/works/kabul%0d%0aX-Injected:%201")
    assert (answer.status, answer.getheader("X-Injected")) == (404, None)
    assert ask(server, "GET", "//works/kabul").getheader("Location") == "/works/kabul/"
    assert ask(server, "GET", "//evil.example/..").status == 404


def test_slow_clients_keep_nobody_waiting(server: Server) -> None:
    """A hundred half-open requests, and everybody else is served."""
    lines = [socket.create_connection(("127.0.0.1", server.port), timeout=LONG) for _ in range(100)]
    for line in lines:
        line.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
    assert ask(server, "GET", "/").status == 200
    for line in lines:
        line.close()


def heard(stream: http.client.HTTPResponse) -> dict[str, object]:
    """The next event."""
    line = stream.readline()
    assert stream.readline() == b"\n"
    return dict(json.loads(line.removeprefix(b"data: ")))


def test_the_stream_tells_what_is_shown_and_what_comes(server: Server) -> None:
    """Who connects hears at once how things stand, then every change."""
    stream = ask(server, "GET", answers.EVENTS)
    assert stream.getheader("Content-Type") == "text/event-stream"
    assert heard(stream) == {"build": "b1", "problems": []}
    server.board.show(BROKEN)
    listed = [{"place": "content/a.txt:3:7", "fact": "Said <b>twice</b>.", "remedy": "Strike one."}]
    assert heard(stream) == {"build": "b1", "problems": listed}
    server.board.show(Shown("b2", FILES, ()))
    assert heard(stream) == {"build": "b2", "problems": []}


# How saves are seen


def waited(changes: Watch) -> bool:
    """Whether the watch reports a change in time."""
    thread = threading.Thread(target=changes.wait, daemon=True)
    thread.start()
    thread.join(LONG)
    return not thread.is_alive()


def at_its_limit() -> None:
    """A system where others have taken every inotify instance."""
    raise OSError(errno.EMFILE, "inotify instance limit reached")


@pytest.mark.parametrize("polls", [False, True])
def test_every_kind_of_change_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, polls: bool) -> None:
    """Saved in place, by renaming, the way of vim; made, moved in, deleted; in a new folder; in a folder made anew.

    On a system that watches, and on one that is at its limit and says so.
    """
    says: list[str] = []
    if polls:
        monkeypatch.setattr(watch, "Observer", at_its_limit)
    folder, outside = tmp_path / "content", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    text = folder / "a.txt"

    def by_renaming() -> None:
        (folder / ".a.txt.tmp").write_text("renamed")
        (folder / ".a.txt.tmp").replace(text)

    def as_vim() -> None:
        text.rename(folder / "a.txt~")
        text.write_text("vim was here")
        (folder / "a.txt~").unlink()

    def moved_in() -> None:
        (outside / "b.txt").write_text("b")
        (outside / "b.txt").rename(folder / "b.txt")

    def new_folder() -> None:
        (outside / "new").mkdir()
        (outside / "new/c.txt").write_text("c")
        (outside / "new").rename(folder / "new")

    changes: list[Callable[[], object]] = [
        lambda: text.write_text("made"),
        lambda: text.write_text("saved again"),
        by_renaming,
        as_vim,
        moved_in,
        lambda: (folder / "b.txt").unlink(),
        new_folder,
        lambda: (folder / "new/c.txt").write_text("changed"),
        lambda: shutil.rmtree(folder),
        lambda: shutil.copytree(outside, folder),
        lambda: text.write_text("after all that"),
        lambda: folder.rename(tmp_path / "away"),
        lambda: shutil.copytree(outside, folder),
        lambda: text.write_text("and that"),
    ]
    with Watch([folder], says.append) as watched:
        for number, change in enumerate(changes):
            change()
            assert waited(watched), number
    assert bool(says) == polls
    assert all("inotify instance limit reached" in line for line in says)


def test_a_folder_that_is_not_there_yet_is_seen_when_it_comes(tmp_path: Path) -> None:
    """Watching does not fail where there is nothing to watch."""
    with Watch([tmp_path / "later"], print) as watched:
        (tmp_path / "later").mkdir()
        assert waited(watched)


def test_at_the_limit_for_folders_inside_it_polls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """watchdog passes over a folder inside that it cannot watch; the limit is noticed all the same."""
    says: list[str] = []

    class AlmostFull(InotifyObserver):
        def schedule(self, event_handler: Any, path: Any, **options: Any) -> Any:
            if path != str(tmp_path):
                raise OSError(errno.ENOSPC, "inotify watch limit reached")
            return super().schedule(event_handler, path, **options)

    monkeypatch.setattr(watch, "Observer", AlmostFull)
    with Watch([tmp_path], says.append) as watched:
        (tmp_path / "a.txt").write_text("a")
        assert waited(watched)
    assert says == ["The system cannot watch so many files (inotify watch limit reached); looking every 0.5 s instead."]


# All of it together

SCRIPT = '''
import signal
import sys
from pathlib import Path
from builder import serve
from builder.errors import EditionError, Problem
from builder.model import Place, Site

CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A</title>
<meta http-equiv="Content-Security-Policy" content="{csp}"><link rel="stylesheet" href="tall.css"></head>
<body><main>{text}</main></body></html>"""

folder = Path(sys.argv[1])
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell ignores it for what runs in the background

def build():
    text = (folder / "a.txt").read_text()
    if text.startswith("fault"):
        raise RuntimeError(text)
    if text.startswith("broken"):
        raise EditionError([Problem(Place("a.txt", line), f"<b>{text}</b>", "Mend it.") for line in (1, 2)])
    return Site({"index.html": PAGE.format(csp=CSP, text=text).encode(), "tall.css": b"main { height: 5000px }"})

serve.run(build, [folder], 0, lambda line: print(line, flush=True))
'''


class Desk:
    """An author's folder, and a server that follows it in a process of its own."""

    def __init__(self, folder: Path, text: str) -> None:
        self.text = folder / "a.txt"
        self.text.write_text(text)
        command = [sys.executable, "-c", SCRIPT, str(folder)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self.lines: list[str] = []
        self.address = self.says("http://")
        self.fetch()  # answers when the first build is over

    def says(self, start: str) -> str:
        """The next line that starts so."""
        assert self.process.stdout
        alarm = threading.Timer(LONG, self.process.kill)
        alarm.start()
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            if line.startswith(start):
                alarm.cancel()
                return self.lines[-1]
        raise AssertionError(f"it ended without saying {start}: {self.lines}")

    def fetch(self) -> tuple[int, str]:
        """Status and body of the first page."""
        connection = http.client.HTTPConnection("127.0.0.1", int(self.address.rsplit(":")[-1][:-1]), timeout=LONG)
        connection.request("GET", "/")
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def ends(self, number: signal.Signals) -> int:
        """The exit status after that signal."""
        self.process.send_signal(number)
        return self.process.wait(LONG)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    """A function that opens a desk with a first text on it."""
    opened: list[Desk] = []

    def open_desk(text: str) -> Desk:
        opened.append(Desk(tmp_path, text))
        return opened[-1]

    yield open_desk
    for each in opened:
        each.process.kill()
        each.process.communicate()


def test_a_burst_of_saves_ends_in_the_last_state(desk: Callable[[str], Desk]) -> None:
    """However fast the saves come, the last one is what stays, with fewer builds than saves or as many."""
    one = desk("first")
    for number in range(50):
        one.text.write_text(f"save {number}.")
    while "save 49." not in one.fetch()[1]:
        one.says("rebuilt")
    assert sum(line.startswith("rebuilt") for line in one.lines) <= 51


def test_reading_and_backups_build_nothing(desk: Callable[[str], Desk]) -> None:
    """Only the save itself leads to a build: not what is read, not what editors leave beside the text."""
    one = desk("first")
    one.says("rebuilt")
    for name in ("a.txt~", ".a.txt.swp", ".#a.txt", "#a.txt#", "4913", ".git"):
        one.text.with_name(name).write_text("passing")
        one.text.with_name(name).unlink()
    for _ in range(100):
        one.text.read_bytes()
    one.text.write_text("second")
    while "second" not in one.fetch()[1]:
        one.says("rebuilt")
    one.text.write_text("broken")
    one.says("2 problems; the last good pages stay")
    assert [line.split(" in ")[0] for line in one.lines[1:-1]] == ["rebuilt"] * 2


def test_a_failed_build_keeps_the_last_good_page(desk: Callable[[str], Desk]) -> None:
    """The pages stay as they were, the author reads every problem, and the next good build is shown."""
    one = desk("first")
    one.text.write_text("broken")
    one.says("2 problems; the last good pages stay")
    one.says("a.txt:1:1 <b>broken</b>")
    one.says("a.txt:2:1 <b>broken</b>")
    status, body = one.fetch()
    assert (status, "<main>first</main>" in body) == (200, True)
    one.text.write_text("mended")
    one.says("rebuilt")
    assert "<main>mended</main>" in one.fetch()[1]


def test_a_fault_of_the_program_ends_nothing(desk: Callable[[str], Desk]) -> None:
    """An exception that nobody expected is told in full, and the server lives on."""
    one = desk("fault at first")
    one.says("Traceback")
    one.says("1 problem; there are no pages yet")
    assert "RuntimeError: fault at first" in one.says("<string>:")
    assert one.fetch()[0] == 503
    one.text.write_text("mended")
    one.says("rebuilt")
    assert one.fetch()[0] == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_told_to(desk: Callable[[str], Desk], number: signal.Signals) -> None:
    """Ctrl-C and SIGTERM end it without a word."""
    one = desk("first")
    one.says("rebuilt")
    assert one.ends(number) == 0


def test_a_port_in_use_is_said_clearly() -> None:
    """The message names the port, the reason and a way out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(serve.ServeError, match=f"Port {port} cannot be had: .*in use.* Choose another"):
            serve.run(lambda: pytest.fail("nothing is built"), [], port, print)


# In a browser

Opener = Callable[[str], Page]
PROBLEMS = "#variorum-problems"


def test_a_save_reloads_the_page_where_it_was(desk: Callable[[str], Desk], page_at: Opener) -> None:
    """An open page shows the save by itself, and the reader stays at the same place of it."""
    one = desk("first")
    page = page_at(one.address)
    page.mouse.wheel(0, 1234)
    page.wait_for_function("scrollY === 1234")
    one.text.write_text("second")
    expect(page.locator("main")).to_have_text("second", timeout=LONG * 1000)
    page.wait_for_function("scrollY === 1234")


def test_problems_lie_over_open_pages_until_they_are_solved(desk: Callable[[str], Desk], page_at: Opener) -> None:
    """Pages open at the time and pages opened later list every problem, as text; a good build takes the list away."""
    one = desk("first")
    page = page_at(one.address)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    one.text.write_text("broken")
    alert = page.get_by_role("alert")
    expect(alert.get_by_role("listitem")).to_have_text(
        ["a.txt:1:1<b>broken</b>Mend it.", "a.txt:2:1<b>broken</b>Mend it."], timeout=LONG * 1000
    )
    expect(alert).to_have_css("position", "fixed")
    expect(page.locator("main")).to_have_text("first")
    later = page_at(one.address)
    expect(later.get_by_role("alert").get_by_role("heading")).to_have_text("2 problems", timeout=LONG * 1000)
    one.text.write_text("mended")
    for each in (page, later):
        expect(each.locator("main")).to_have_text("mended", timeout=LONG * 1000)
        expect(each.locator(PROBLEMS)).to_have_count(0)
    assert complaints == []


def test_the_list_can_be_put_away(desk: Callable[[str], Desk], page_at: Opener) -> None:
    """By its button or by Escape; the next failed build brings it back."""
    one = desk("first")
    page = page_at(one.address)
    ways: list[Callable[[], None]] = [
        lambda: page.keyboard.press("Escape"),
        lambda: page.get_by_role("button", name="Hide").press("Enter"),
    ]
    for put_away in ways:
        one.text.write_text("broken")
        expect(page.locator(PROBLEMS)).to_be_visible(timeout=LONG * 1000)
        put_away()
        expect(page.locator(PROBLEMS)).to_have_count(0)


def test_before_the_first_good_build_a_page_waits_for_it(desk: Callable[[str], Desk], page_at: Opener) -> None:
    """The problems are listed where the site will be, and the page comes by itself."""
    one = desk("broken")
    page = page_at(one.address)
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(2, timeout=LONG * 1000)
    one.text.write_text("mended")
    expect(page.locator("main")).to_have_text("mended", timeout=LONG * 1000)
