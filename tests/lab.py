"""JupyterLab as `make lab` opens it, and a Chromium to read it with, for tests and measurements."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

ROOT = Path(__file__).parent.parent
IDLE = ".jp-Notebook-ExecutionIndicator[data-status=idle]"


class Lab(NamedTuple):
    """A running JupyterLab."""

    url: str
    token: str
    pid: int
    clone: Path


@dataclass
class Chapter:
    """A chapter in the browser, and what the browser complained of."""

    path: Path
    page: Page
    errors: list[str] = field(default_factory=list)
    requests: set[str] = field(default_factory=set)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def jupyter_lab(home: Path, notebooks: list[Path], *options: str) -> Iterator[Lab]:
    """Run tools/open_lab.py, in a clone that has these notebooks, from an empty home."""
    clone = home / "clone"
    shutil.copytree(ROOT / "tools", clone / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    for path in notebooks:
        series = clone / "notebooks" / ("ko" if path.parent.name == "ko" else "")
        series.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, series)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "XDG_", "PYTEST"))}
    port, token = free_port(), secrets.token_hex(16)
    command = [sys.executable, str(clone / "tools" / "open_lab.py"), *options, "--no-browser"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    environment = kept | {"HOME": str(home), "USERPROFILE": str(home), "JUPYTER_TOKEN": token}
    url = f"http://localhost:{port}"
    with (home / "jupyterlab.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, cwd=home, stdout=log, stderr=log)
    try:
        wait_for(f"{url}/api?token={token}", server, home / "jupyterlab.log")
        yield Lab(url, token, server.pid, clone)
    finally:
        server.terminate()
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(url):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")


def launch_chromium(playwright: Playwright) -> Browser:
    """The Chromium that $CHROMIUM names, the system's, or Playwright's own; LookupError if none."""
    named = os.environ.get("CHROMIUM")
    path = named or shutil.which("chromium") or shutil.which("chromium-browser")
    quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    try:
        return playwright.chromium.launch(executable_path=path, args=quiet + root)
    except Error as error:
        what = f"cannot be started: {path}" if path else "is missing"
        raise LookupError(
            f"Chromium {what}. Install it (Debian: apt install chromium; anywhere: "
            "playwright install chromium), or name its path in the variable CHROMIUM."
        ) from error


@contextmanager
def some_chromium() -> Iterator[Browser]:
    """A Chromium while a fixture needs it; where there is none, a skip that CI does not allow."""
    with sync_playwright() as playwright:
        try:
            browser = launch_chromium(playwright)
        except LookupError as error:
            if "CI" in os.environ:
                raise
            pytest.skip(str(error))
        yield browser
        browser.close()


def open_notebook(page: Page, lab: Lab, name: str) -> None:
    """Open a notebook and wait for its kernel."""
    workspace = re.sub(r"\W", "-", name)
    page.goto(f"{lab.url}/lab/workspaces/{workspace}/tree/{name}?token={lab.token}")
    wait_for_kernel(page)


def open_next_notebook(page: Page, name: str) -> None:
    """Open a notebook in a JupyterLab that is open already."""
    menu(page, "File", "Open from Path")
    path = page.get_by_role("dialog").get_by_role("textbox")
    path.fill(name)
    path.press("Enter")
    wait_for_kernel(page)


def close_notebook(page: Page) -> None:
    menu(page, "File", "Close and Shut Down Notebook")
    page.get_by_role("dialog").get_by_role("button", name="Ok").click()
    page.locator(".jp-Notebook").wait_for(state="detached")


def wait_for_kernel(page: Page) -> None:
    page.get_by_role("button", name="| Idle").wait_for(timeout=60_000)


def menu(page: Page, name: str, item: str) -> None:
    page.get_by_role("menuitem", name=name, exact=True).click()
    page.get_by_role("menuitem", name=re.compile(f"^{item}")).click()


def save(page: Page) -> None:
    """Save the open notebook by the menu, and wait until it is written."""
    with page.expect_response(
        lambda reply: reply.request.method == "PUT" and "/api/contents/" in reply.url
    ) as written:
        menu(page, "File", "Save Notebook(?! As)")
    assert written.value.ok


def run_all(page: Page) -> None:
    """Run all cells by the menu, and wait until the last has run, or an error has stopped them."""
    menu(page, "Edit", "Clear Outputs of All Cells")
    menu(page, "Run", "Run All Cells")
    page.wait_for_function(
        """(idle) => {
            const cells = [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")];
            const prompts = cells.map((cell) => cell.textContent).join();
            return /\\d/.test(prompts) && !prompts.includes("*") && document.querySelector(idle);
        }""",
        arg=IDLE,
        polling=200,  # in milliseconds: each frame would take a third of the browser's time
        timeout=120_000,
    )
