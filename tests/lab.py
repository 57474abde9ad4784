"""A real JupyterLab on localhost and a Chromium to read it with, for tests and measurements."""

from __future__ import annotations

import json
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

from playwright.sync_api import Browser, Error, Page, Playwright

SETTINGS = {  # no question about news, no look for updates
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
IDLE = ".jp-Notebook-ExecutionIndicator[data-status=idle]"


class Lab(NamedTuple):
    """A running JupyterLab."""

    url: str
    token: str
    pid: int


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
def jupyter_lab(home: Path, notebooks: list[Path]) -> Iterator[Lab]:
    """Serve copies of the notebooks from an empty home."""
    folder = home / "notebooks"
    folder.mkdir(parents=True)
    for path in notebooks:
        shutil.copy(path, folder)
    for name, values in SETTINGS.items():
        path = home / f".jupyter/lab/user-settings/@jupyterlab/{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(values))
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "XDG_", "PYTEST"))}
    port, token = free_port(), secrets.token_hex(16)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1"]
    command += [
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={folder}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    environment = kept | {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "JUPYTER_TOKEN": token,
        "JUPYTER_CONFIG_PATH": str(Path(__file__).parents[1] / "tools" / "jupyter"),
    }
    url = f"http://127.0.0.1:{port}"
    with (home / "jupyterlab.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, cwd=home, stdout=log, stderr=log)
    try:
        wait_for(f"{url}/api?token={token}", server, home / "jupyterlab.log")
        yield Lab(url, token, server.pid)
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


def open_notebook(page: Page, lab: Lab, name: str) -> None:
    """Open a notebook and wait for its kernel."""
    page.goto(f"{lab.url}/lab/workspaces/{name.split('.')[0]}/tree/{name}?token={lab.token}")
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
        timeout=120_000,
    )
