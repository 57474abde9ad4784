"""The built site, served as GitHub Pages serves it, and a Chromium to read it with."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from built import SITE, served
from lab import launch_chromium


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the site is served: http://127.0.0.1:.../"""
    with served(SITE) as where:
        yield where


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            browser = launch_chromium(playwright)
        except LookupError as error:
            if "CI" in os.environ:
                raise
            pytest.skip(str(error))
        yield browser
        browser.close()
