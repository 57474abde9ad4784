"""Each chapter open in a real JupyterLab, run from top to bottom."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
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
from lecture import set_language
from stored import CHAPTERS, KOREAN, place, read, tags

LIVE = r"^\w+_live$"
FAILURES = ROOT / "test-results"

IN_FULL = [*CHAPTERS, KOREAN[0]]
IN_PART = KOREAN[1:]

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
    """The tests of a chapter run in one worker: it is opened and run once, as are the parts."""

    def _split_scope(self, nodeid: str) -> str:
        return "parts" if "_in_korean[" in nodeid else nodeid.split("[")[-1]


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
    with jupyter_lab(tmp_path_factory.mktemp("home"), [*CHAPTERS, *KOREAN]) as running:
        shutil.copy(ROOT / ".gitignore", running.clone)
        for arguments in ("init", "add .", "commit --message cloned"):
            git(running.clone, *arguments.split())
        yield running


def git(folder: Path, *arguments: str) -> str:
    """What git says in a folder."""
    identity = ["-c", "user.name=Reader", "-c", "user.email="]
    command = ["git", *identity, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module", params=IN_FULL[::-1], ids=place)
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
        name = f"{place(request.param)}.ipynb"
        if used:
            open_next_notebook(page, name)
        else:
            open_notebook(page, lab, name)
        set_language("ko" if request.param in KOREAN else "en")
        run_all(page)
        yield found
        set_language("en")
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        if request.session.testsfailed == failed:
            close_notebook(page)
        else:
            page.close()
    except Exception:
        photograph(page, place(request.param))
        page.close()
        raise


@pytest.fixture(scope="module")
def parts(context: BrowserContext, lab: Lab) -> Iterator[Page]:
    """A notebook of the first live plot and the first exercise of each Korean chapter, run."""
    notebook = nbformat.v4.new_notebook(metadata=read(IN_PART[0]).metadata)
    for path in IN_PART:
        notebook.cells += [read(path).cells[number] for number in needed(path)]
    for number, cell in enumerate(notebook.cells):
        notebook.cells[number] = nbformat.v4.new_code_cell(cell.source, metadata=cell.metadata)
    nbformat.write(notebook, lab.clone / "work" / "parts.ipynb")
    page = context.new_page()
    open_notebook(page, lab, "parts.ipynb")
    set_language("ko")
    run_all(page)
    yield page
    set_language("en")
    page.close()


def needed(path: Path) -> list[int]:
    """The cells that the first live plot and the first exercise of a chapter build on."""
    notebook = read(path).cells
    first = next(number for number, cell in enumerate(notebook) if cell.cell_type == "code")
    stub = next(number for number, cell in enumerate(notebook) if "exercise" in tags(cell))
    live = next(n for n, cell in enumerate(notebook) if re.search(LIVE, cell.source, re.M))
    wanted, names = {first, live, stub, stub + 1}, set[str]()
    for number in reversed(range(stub + 2)):
        if notebook[number].cell_type == "code":
            tree = ast.parse(notebook[number].source)
            if number in wanted or names & defined(tree):
                wanted.add(number)
                names |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return sorted(wanted)


def defined(tree: ast.Module) -> set[str]:
    """The names that a cell gives a meaning to."""
    names = {name for node in tree.body if (name := getattr(node, "name", None))}
    for node in ast.walk(tree):
        if isinstance(node, ast.alias):
            names.add(node.asname or node.name)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.failed and report.when == "call" and "chapter" in item.funcargs:
        photograph(item.funcargs["chapter"].page, item.name)
    return report


def photograph(page: Page, name: str) -> None:
    FAILURES.mkdir(exist_ok=True)
    page.screenshot(path=FAILURES / (re.sub(r"[^\w-]+", "_", name) + ".png"))
