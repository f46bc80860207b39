"""A Chromium for the browser tests: found, or installed.

`find` looks and never installs, so that several pytest workers may call it at once. Installing is a step before the
tests: `python -m tests.browser` prints the path of a Chromium that runs, after installing one where there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REMEDY = (
    "No Chromium that runs was found, and the browser tests are never skipped. Run `make browser`, or install "
    "Chromium or Google Chrome, or set CHROMIUM to the path of one (where it is set, no other is tried)."
)


def find() -> str | None:
    """The path of a Chromium that runs: from CHROMIUM, else on the path, else Playwright's own."""
    return next(filter(runs, candidates()), None)


def candidates() -> Iterator[str]:
    """Where one may be, best first. What CHROMIUM names is not replaced by another."""
    if named := os.environ.get("CHROMIUM"):
        yield named
        return
    yield from filter(None, map(shutil.which, NAMES))
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    yield own


def runs(path: str) -> bool:
    """Whether it answers: Ubuntu's chromium-browser is a stub that only names a snap."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and b"Chrom" in answer.stdout


def install() -> None:
    """Debian's package where we may install it, else Playwright's own build; what they print goes to stderr."""
    if is_root() and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        say(["apt-get", "update"], quiet)
        if say(["apt-get", "install", "-y", "--no-install-recommends", "chromium"], quiet):
            return
    say([sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"], dict(os.environ))


def say(command: list[str], environment: dict[str, str]) -> bool:
    """Run it in the open; whether it went well."""
    print("+", *command, file=sys.stderr, flush=True)
    answer = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
    return answer.returncode == 0


def is_root() -> bool:
    """Chromium's sandbox cannot run as root; elsewhere it stays on."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def main() -> None:
    """Print the path of a Chromium that runs."""
    path = find()
    if path is None and "CHROMIUM" not in os.environ:
        install()
        path = find()
    if path is None:
        sys.exit(REMEDY)
    print(path)


if __name__ == "__main__":
    main()
