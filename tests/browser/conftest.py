"""Each chapter open in a real JupyterLab, run from top to bottom."""

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

from chapters import CHAPTERS, ROOT
from lab import Chapter, Lab, jupyter_lab, launch_chromium, open_notebook, run_all

FAILURES = ROOT / "test-results"


@pytest.fixture(scope="session")
def context() -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        try:
            chromium = launch_chromium(playwright)
        except LookupError as error:
            pytest.exit(f"no browser test was run. {error}", returncode=bool(os.environ.get("CI")))
        yield chromium.new_context(viewport={"width": 1200, "height": 1400})
        chromium.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with jupyter_lab(tmp_path_factory.mktemp("home"), CHAPTERS) as running:
        yield running


@pytest.fixture(scope="module", params=CHAPTERS, ids=lambda path: path.stem)
def chapter(request: pytest.FixtureRequest, context: BrowserContext, lab: Lab) -> Iterator[Chapter]:
    page = context.new_page()
    found = Chapter(request.param, page)
    page.on("console", lambda m: m.type == "error" and found.errors.append(m.text))
    page.on("pageerror", lambda error: found.errors.append(str(error)))
    page.on("request", lambda sent: found.requests.add(sent.url))
    page.on("websocket", lambda socket: found.requests.add(socket.url))
    try:
        open_notebook(page, lab, request.param.name)
        run_all(page)
        yield found
    except Exception:
        photograph(page, request.param.stem)
        raise
    finally:
        page.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.failed and report.when == "call" and "chapter" in item.funcargs:
        photograph(item.funcargs["chapter"].page, item.name)
    return report


def photograph(page: Page, name: str) -> None:
    FAILURES.mkdir(exist_ok=True)
    page.screenshot(path=FAILURES / (re.sub(r"[^\w-]+", "_", name) + ".png"))
