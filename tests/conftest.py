"""What every test may ask for: a Chromium, and pages in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Literal

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests import browser as chromium

FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # the site asks no other host; nor does the browser
)

# No deadline: two workers share two cores with a browser. In CI the same examples at every run.
settings.register_profile("variorum", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("variorum")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The path of a Chromium that runs. Fails, never skips, where there is none."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.REMEDY, pytrace=False)
    return path


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One headless Chromium for all tests of a worker; it reaches 127.0.0.1 and files, nothing else."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path,
            args=FLAGS,
            chromium_sandbox=not chromium.is_root(),  # False is what adds --no-sandbox
        )
        yield browser
        browser.close()


@pytest.fixture
def page_at(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens an address in a context of its own; all are closed after the test.

    page = page_at("http://127.0.0.1:8000/", width=390, scheme="dark", scripts=False)
    """
    with ExitStack() as contexts:

        def open_page(
            address: str,
            *,
            width: int = 1280,
            height: int = 900,
            scheme: Literal["light", "dark"] = "light",
            scripts: bool = True,
        ) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                java_script_enabled=scripts,
                reduced_motion="reduce",
            )
            contexts.callback(context.close)
            page = context.new_page()
            page.goto(address)
            return page

        yield open_page
