"""What goes wrong during a class: the others work on, and what was saved is still there."""

from __future__ import annotations

import os
import signal
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import nbformat
import psutil
import pytest

from stored import ROOT
from student import Kernel, Student, until

STUDENTS = int(os.environ.get("HUB_STUDENTS", "3"))  # who run all cells at once
CHAPTER = "01_c2f_neuron.ipynb"
SOON = 2.0  # seconds: longer than this, a student wonders


@pytest.fixture
def kernel(ada):
    assert ada.save("work/notes.txt", "written before").ok
    with ada.kernel() as kernel:
        kernel.run("x = 3")
        yield kernel


@pytest.fixture
def others(bob):
    """A student at work, who notices nothing: the same kernel, each answer soon."""
    with bob.kernel() as kernel:
        kernel.run("waits = []; x = 1")
        yield kernel
        assert kernel.run("print(x)") == "1\n"


def answers_soon(kernel: Kernel) -> bool:
    start = time.monotonic()
    assert kernel.run("print(6 * 7)") == "42\n"
    return time.monotonic() - start < SOON


def number(kernel: Kernel) -> int:
    return int(kernel.run("import os; print(os.getpid())"))


def test_a_killed_kernel_starts_again_and_its_page_is_told(ada, kernel, others):
    os.kill(number(kernel), signal.SIGKILL)
    assert answers_soon(others)
    assert "restarting" in kernel.states(20)  # JupyterLab: "appears to have died. It will restart"
    kernel.connect_again()
    assert kernel.run("print(x)") == "NameError: name 'x' is not defined"
    assert kernel.run("print(open('work/notes.txt').read())") == "written before\n"


def test_too_much_memory_is_an_error_in_the_cell(kernel, others):
    said = kernel.run("import numpy; numpy.ones(2 * 10**8)")
    assert "Unable to allocate 1.49 GiB" in said
    assert kernel.run("print(x)") == "3\n"
    assert answers_soon(others)


@pytest.mark.skipif(os.geteuid() != 0, reason="counts the processes of an account")
def test_too_many_processes_are_an_error_in_the_cell(kernel, others):
    many = "import subprocess\nrunning = []\nwhile len(running) < 999:\n    "
    said = kernel.run(many + "running.append(subprocess.Popen(['sleep', '60']))")
    assert said.startswith("BlockingIOError")
    assert answers_soon(others)
    kernel.run("for process in running: process.kill(); process.wait()")
    assert kernel.run("print(x)") == "3\n"


def test_a_killed_server_is_said_and_starts_again(ada, kernel, others):
    os.kill(psutil.Process(number(kernel)).ppid(), signal.SIGKILL)
    kernel.socket.close()
    until(lambda: ada.browser.get(f"{ada.url}/api/status").status_code == 424)
    assert answers_soon(others)
    told = ada.browser.get(f"{ada.url}/lab").text
    assert "Your server is not running" in " ".join(told.split())
    assert "Would you like to start it?" in told
    ada.start()
    assert ada.call("GET", "contents/work/notes.txt").json()["content"] == "written before"
    with ada.kernel() as new:
        assert new.run("print(open('work/notes.txt').read())") == "written before\n"


def test_students_work_on_while_the_hub_is_away_and_find_all_when_it_is_back(
    process, ada, kernel, others
):
    servers = [psutil.Process(number(each)).ppid() for each in (kernel, others)]
    process.kill()
    assert answers_soon(kernel)
    assert answers_soon(others)
    assert ada.save("work/notes.txt", "written without a hub").ok
    process.start()
    for each, server in zip((kernel, others), servers, strict=True):
        until(lambda each=each: each.student.call("GET", "status").ok)
        each.connect_again()  # as JupyterLab does: the new hub has started its proxy anew
        assert psutil.Process(number(each)).ppid() == server
    assert kernel.run("print(x)") == "3\n"
    assert ada.call("GET", "contents/work/notes.txt").json()["content"] == "written without a hub"


class TestFullDisk:
    """A student who has six megabytes, five of which are taken in the first test."""

    @pytest.fixture
    def student(self, class_):
        if "full" not in class_:
            pytest.skip("a small disk can be mounted by root alone")
        return class_["full"]

    @pytest.fixture
    def page(self, student):
        return nbformat.read(student.home / "work" / CHAPTER, as_version=4)

    def write(self, student, page):
        return student.call("PUT", f"contents/work/{CHAPTER}", type="notebook", content=page)

    def fill(self, student, left):
        """Leave so many kilobytes of the disk."""
        disk = os.statvfs(student.home)
        size = disk.f_bavail * disk.f_frsize - left * 1024
        with student.kernel() as kernel:
            code = f"file = open('junk', 'ab'); file.write(bytes({size})); file.close()"
            assert "Error" not in kernel.run(code)

    @pytest.mark.parametrize("left", [40, 0], ids=["no room for more", "no room at all"])
    def test_what_does_not_fit_is_said_and_what_was_saved_stays(self, student, page, others, left):
        student.call("DELETE", "contents/junk")
        page.cells[1].source = "what I wrote"
        assert self.write(student, page).ok
        assert student.save("work/notes.txt", "what I noted").ok
        self.fill(student, left)
        page.cells[1].source = "more than fits " * 20_000
        for answer in (
            self.write(student, page),
            student.save("work/notes.txt", "more than fits " * 20_000),
        ):
            assert answer.status_code == 507
            assert answer.json()["message"].startswith("Your disk is full: this was not saved")
        saved = student.call("GET", f"contents/work/{CHAPTER}").json()["content"]
        assert saved["cells"][1]["source"] == "what I wrote"
        assert (student.home / "work" / "notes.txt").read_text() == "what I noted"
        assert answers_soon(others)

    def test_the_server_starts_and_what_is_deleted_makes_room(self, student, page):
        with student.kernel() as kernel:
            server = int(kernel.run("import os; print(os.getppid())"))
        os.kill(server, signal.SIGKILL)
        until(lambda: student.browser.get(f"{student.url}/api/status").status_code == 424)
        student.start()
        assert student.call("DELETE", "contents/junk").ok
        page.cells[1].source = "more, and now it fits " * 5_000
        assert self.write(student, page).ok


def test_all_run_a_chapter_at_once_and_nobody_else_notices(hub, ada, others):
    new = [Student(hub, f"student{each:02}") for each in range(1, STUDENTS)]
    students = [ada, *new]
    for student in students:
        until(lambda student=student: student.ask_for_server().status_code != 429)
    for student in students:
        student.start()
    cells = nbformat.read(ROOT / "notebooks" / CHAPTER, as_version=4).cells

    def run_all(student: Student) -> str:
        with student.kernel() as kernel:
            return "".join(
                kernel.run(cell.source, 240)
                for cell in cells
                if cell.cell_type == "code"
                and "raises-exception" not in cell.metadata.get("tags", [])
            )

    waits = []
    with ThreadPoolExecutor(STUDENTS) as class_:
        running = [class_.submit(run_all, student) for student in students]
        while not all(each.done() for each in running):
            start = time.monotonic()
            assert others.run("print(6 * 7)") == "42\n"
            waits.append(time.monotonic() - start)
            time.sleep(0.1)
    for each in running:
        assert "Error: " not in each.result()
    print(f"{STUDENTS} at once: another one waited {max(waits):.2f} s at most")
    assert statistics.median(waits) < SOON / 4
    assert max(waits) < 2 * SOON
    for student in new:
        student.browser.close()
