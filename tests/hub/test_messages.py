"""What a student reads in JupyterLab when something goes wrong, and does about it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator

import psutil
import pytest
from playwright.sync_api import Browser, Page, expect

from lab import save, some_chromium, wait_for_kernel
from student import Student, until

CHAPTER = "01_c2f_neuron.ipynb"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with some_chromium() as browser:
        yield browser


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[[Student], Page]]:
    """A chapter of a student who has logged in, with a kernel."""
    page = chromium.new_page(viewport={"width": 1280, "height": 800})

    def opened(student: Student) -> Page:
        page.goto(f"{student.hub.url}/hub/login")
        page.get_by_label("Username").fill(student.name)
        page.get_by_label("Password").fill(student.hub.password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/lab/**")
        page.goto(f"{student.url}/lab/workspaces/one/tree/work/{CHAPTER}")
        wait_for_kernel(page)
        return page

    yield opened
    page.close()


def server(student: Student) -> psutil.Process:
    """The process of a student's server."""
    (found,) = [
        process
        for process in psutil.process_iter(["cmdline"])
        if "singleuser" in " ".join(process.info["cmdline"] or [])
        and process.environ().get("JUPYTERHUB_SERVICE_PREFIX") == f"/user/{student.name}/"
        and process.environ().get("HOME") == str(student.home)
    ]
    return found


def kernels(student: Student) -> list[psutil.Process]:
    return [each for each in server(student).children() if "ipykernel_launcher" in each.cmdline()]


def test_a_killed_kernel(ada, opened):
    page = opened(ada)
    for kernel in kernels(ada):
        kernel.kill()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Kernel Restarting", timeout=30_000)
    expect(dialog).to_contain_text("appears to have died. It will restart automatically.")
    dialog.get_by_role("button", name="Ok").click()
    wait_for_kernel(page)


def test_a_killed_server(ada, opened):
    page = opened(ada)
    os.kill(server(ada).pid, signal.SIGKILL)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Server unavailable or unreachable", timeout=60_000)
    expect(dialog).to_contain_text("Would you like to restart it?")
    until(lambda: ada.browser.get(f"{ada.url}/api/status").status_code == 424)
    with page.context.expect_page() as restarted:
        dialog.get_by_role("button", name="Restart").click()
    restarted.value.wait_for_url(f"{ada.url}/lab/**", timeout=60_000)


def test_a_hub_that_is_away(process, ada, opened):
    """Nothing is said meanwhile; when it comes back, a question may come, to be dismissed."""
    page = opened(ada)
    kernel = {each.pid for each in kernels(ada)}
    process.kill()
    save(page)
    assert page.get_by_role("dialog").count() == 0
    gone = page.get_by_role("dialog").filter(has_text="Server unavailable or unreachable")
    dismiss = gone.get_by_role("button", name="Dismiss")
    page.add_locator_handler(gone, lambda: dismiss.click())
    process.start()
    wait_for_kernel(page)
    save(page)
    assert {each.pid for each in kernels(ada)} == kernel


def test_a_full_disk(class_, opened):
    if "full" not in class_:
        pytest.skip("a small disk can be mounted by root alone")
    student = class_["full"]
    page = opened(student)
    disk = os.statvfs(student.home)
    with (student.home / "junk").open("wb") as junk:
        junk.write(bytes(disk.f_bavail * disk.f_frsize))
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.insert_text("more than fits " * 2000)
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("File Save Error", timeout=30_000)
    expect(dialog).to_contain_text("Your disk is full: this was not saved")
    dialog.get_by_role("button").first.click()
    (student.home / "junk").unlink()
    save(page)
