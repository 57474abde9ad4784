"""The built site, served as GitHub Pages serves it, and a Chromium to read it with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from built import SITE, served
from lab import some_chromium


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the site is served: http://127.0.0.1:.../"""
    with served(SITE) as where:
        yield where


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with some_chromium() as browser:
        yield browser
