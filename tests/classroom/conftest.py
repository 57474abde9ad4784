"""The course that `make test-class` has written, and the nbgrader that grades it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from stored import ROOT

sys.path.insert(0, str(ROOT / "classroom"))

SEED = 7
MADE = ROOT / "build" / "test-class"
PYTHON = ROOT / ".venv-class" / "bin" / "python"


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course, of the seed 7; nbgrader's environment has its package."""
    if not MADE.exists():
        pytest.exit("build/test-class is missing: call make test-class.", 1)
    return shutil.copytree(MADE, tmp_path_factory.mktemp("class") / "course")


@pytest.fixture(scope="session")
def nbgrader(course: Path) -> Callable[..., str]:
    """`nbgrader("export")` runs it in the course, and returns what it says."""

    def nbgrader(*arguments: str) -> str:
        command = [PYTHON, "-m", "nbgrader", *arguments]
        done = subprocess.run(command, cwd=course, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    return nbgrader
