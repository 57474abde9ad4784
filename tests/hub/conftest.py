"""One hub for all tests of this folder, as `make hub` starts it, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
import requests

from lab import free_port
from stored import ROOT
from student import Hub, Student, until

SMALL = 6  # MB: the disk of the student `full`


class Process:
    """A hub that can be killed and started again."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port, self.children = folder, port, []
        self.start()

    def start(self) -> None:
        settings = {"HUB_WORK": str(self.folder), "HUB_PORT": str(self.port)}
        settings |= {"HUB_PASSWORD": "a word for this test"}
        with (self.folder / "hub.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(ROOT / "tools" / "hub.py")],
                env=os.environ | settings,
                stdout=log,
                stderr=log,
            )
        url = f"http://127.0.0.1:{self.port}"
        self.hub = Hub(url, settings["HUB_PASSWORD"], self.folder)
        until(self.answers)

    @property
    def pid(self) -> int:
        return self.process.pid

    def answers(self) -> bool:
        assert self.process.poll() is None, (self.folder / "hub.log").read_text()
        with suppress(requests.ConnectionError):
            return requests.get(f"{self.hub.url}/hub/api").ok
        return False

    def kill(self) -> None:
        self.children += psutil.Process(self.pid).children()
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)
        for child in self.children:  # of a hub that was killed
            with suppress(psutil.NoSuchProcess):
                child.kill()


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """With the home of a student who has a small disk, where this can be made."""
    folder = Path(tempfile.mkdtemp(prefix="lecture-hub-"))
    disk = folder / "homes" / "full"
    mounted = False
    if os.geteuid() == 0:
        disk.mkdir(parents=True)
        mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}m,mode=700,uid=70001,gid=70001"]
        mounted = subprocess.run([*mount, "small", str(disk)]).returncode == 0
        if not mounted:
            disk.rmdir()
    yield folder
    if mounted:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def process(folder: Path) -> Iterator[Process]:
    process = Process(folder, free_port())
    yield process
    process.stop()


@pytest.fixture(scope="session")
def hub(process: Process) -> Hub:
    return process.hub


@pytest.fixture(scope="session")
def class_(hub: Hub) -> Iterator[dict[str, Student]]:
    """Students who have come at once, each with a server that runs."""
    students = [Student(hub, name) for name in ("ada", "bob")]
    if (hub.folder / "homes" / "full").exists():
        students.append(Student(hub, "full"))
    for student in students:
        student.ask_for_server()
    yield {student.name: student.start() for student in students}
    for student in students:
        student.browser.close()


@pytest.fixture(scope="session")
def ada(class_: dict[str, Student]) -> Student:
    """To whom things happen."""
    return class_["ada"]


@pytest.fixture(scope="session")
def bob(class_: dict[str, Student]) -> Student:
    """Who should notice nothing."""
    return class_["bob"]
