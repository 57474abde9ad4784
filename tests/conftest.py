"""What the tests of a chapter, tests/chapters/test_<room>.py, are given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from moved import assert_shows
from stored import chapter_of, printed_text, run, text

collect_ignore = ["browser"]  # `make test-browser` names its folder


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
