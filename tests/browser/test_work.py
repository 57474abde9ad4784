"""What a maintainer saves is the chapter."""

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import BrowserContext, Page

from lab import close_notebook, jupyter_lab, open_next_notebook, open_notebook, save
from refresh import normalise
from stored import CHAPTERS, KOREAN, place


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    yield page
    page.close()


def test_saving_a_chapter_unchanged_leaves_nothing_for_make_refresh(
    page: Page, tmp_path: Path
) -> None:
    chapters = [CHAPTERS[1], KOREAN[3]]
    with jupyter_lab(tmp_path, chapters, "edit") as lab:
        for number, chapter in enumerate(chapters):
            name = f"{place(chapter)}.ipynb"
            if number:
                open_next_notebook(page, name)
            else:
                open_notebook(page, lab, name)
            save(page)
            close_notebook(page)
            saved = nbformat.read(lab.clone / "notebooks" / name, as_version=4)
            normalise(saved)
            assert nbformat.writes(saved) + "\n" == chapter.read_text(encoding="utf-8")
