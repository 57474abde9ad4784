"""What the tests of a chapter, tests/chapters/test_<room>.py, are given, and where they run."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from unittest.mock import patch

import pytest
from nbval.plugin import IPyNbFile
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

import shortcuts
from helpers import Network
from moved import assert_shows
from stored import chapter_of, printed_text, run, text

collect_ignore = ["browser", "classroom", "hub", "site"]  # `make test-...` name theirs


def pytest_configure(config: pytest.Config) -> None:
    IPyNbFile.setup = shortcuts.setup
    if shortcuts.KEPT not in os.environ:
        os.environ[shortcuts.KEPT] = mkdtemp(prefix="lecture-tests-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ[shortcuts.KEPT]))


class ByChapter(LoadScopeScheduling):
    """All tests that run a chapter share a worker, and so its run in plain Python."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if file.startswith("tests/chapters/"):
            return Path(file).stem.removeprefix("test_")
        if file.endswith(".ipynb"):
            return Path(file).stem[3:]
        if file in ("tests/test_live_plots.py", "tests/test_shown.py"):
            return test.partition("[")[2].rstrip("]")
        return super()._split_scope(nodeid)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The test that takes longest begins first: another worker does the rest meanwhile."""
    items.sort(key=lambda item: item.path.stem != "test_the_tests_bite")


def pytest_collection_finish() -> None:
    """What was collected stays: the garbage collector looks at it no more."""
    gc.freeze()


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByChapter:
    return ByChapter(config, log)


@pytest.fixture
def trainings() -> Iterator[None]:
    """What was trained once in this session is not trained again."""
    with patch.object(Network, "fit", shortcuts.remembering(Network.fit)):
        yield


@pytest.fixture
def chapter(request: pytest.FixtureRequest) -> Path:
    """The notebook of the room that a test module is named after."""
    return chapter_of(request.module.__name__.split(".")[-1].removeprefix("test_"))


@pytest.fixture
def says(chapter: Path) -> Callable[..., None]:
    """`says("... {:.2f} ...", value)`: the sentence stands in the chapter, filled in so."""

    def says(sentence: str, *values: Any) -> None:
        assert sentence.format(*values) in text(chapter)

    return says


@pytest.fixture
def printed(chapter: Path) -> str:
    """What the cells of the chapter print, as stored."""
    return printed_text(chapter)


@pytest.fixture
def names(chapter: Path) -> dict[str, Any]:
    """What the cells of the chapter define."""
    return run(chapter)


@pytest.fixture
def moves(names: dict[str, Any]) -> Callable[..., None]:
    """`moves("neuron_live", shows)`: moved anywhere, the live plot shows what `shows` gives."""
    return lambda name, shows: assert_shows(names[name], shows)
