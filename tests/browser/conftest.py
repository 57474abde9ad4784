"""Each chapter open in a real JupyterLab, run from top to bottom."""

import os
import re
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from lab import (
    ROOT,
    Chapter,
    Lab,
    close_notebook,
    jupyter_lab,
    launch_chromium,
    open_next_notebook,
    open_notebook,
    run_all,
)
from stored import CHAPTERS

FAILURES = ROOT / "test-results"

expect.set_options(timeout=20_000)


def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """Without Chromium no worker starts."""
    if hasattr(config, "workerinput"):
        return None
    try:
        with sync_playwright() as playwright:
            launch_chromium(playwright).close()
    except LookupError as error:
        print(f"No browser test was run. {error}", file=sys.stderr)
        return int("CI" in os.environ)
    return None


class ByChapter(LoadScopeScheduling):
    """The tests of a chapter run in one worker: it is opened and run once."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.split("[")[-1]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByChapter:
    return ByChapter(config, log)


@pytest.fixture(scope="session")
def context() -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        chromium = launch_chromium(playwright)
        yield chromium.new_context(viewport={"width": 1200, "height": 1400})
        chromium.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with jupyter_lab(tmp_path_factory.mktemp("home"), CHAPTERS) as running:
        yield running


@pytest.fixture(scope="module", params=CHAPTERS[::-1], ids=lambda path: path.stem)
def chapter(request: pytest.FixtureRequest, context: BrowserContext, lab: Lab) -> Iterator[Chapter]:
    """A chapter, opened where the one before was closed; after a failure, in a new JupyterLab."""
    failed = request.session.testsfailed
    used = context.pages
    page = used[0] if used else context.new_page()
    found = Chapter(request.param, page)
    listeners = {
        "console": lambda m: m.type == "error" and found.errors.append(m.text),
        "pageerror": lambda error: found.errors.append(str(error)),
        "request": lambda sent: found.requests.add(sent.url),
        "websocket": lambda socket: found.requests.add(socket.url),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    try:
        if used:
            open_next_notebook(page, request.param.name)
        else:
            open_notebook(page, lab, request.param.name)
        run_all(page)
        yield found
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        if request.session.testsfailed == failed:
            close_notebook(page)
        else:
            page.close()
    except Exception:
        photograph(page, request.param.stem)
        page.close()
        raise


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.failed and report.when == "call" and "chapter" in item.funcargs:
        photograph(item.funcargs["chapter"].page, item.name)
    return report


def photograph(page: Page, name: str) -> None:
    FAILURES.mkdir(exist_ok=True)
    page.screenshot(path=FAILURES / (re.sub(r"[^\w-]+", "_", name) + ".png"))
