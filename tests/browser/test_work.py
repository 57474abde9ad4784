"""Whose files change: what a reader does stays in work/, what a maintainer saves is the chapter."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lab import ROOT, close_notebook, jupyter_lab, open_next_notebook, open_notebook, run_all, save
from refresh import normalise
from stored import CHAPTERS, KOREAN, place


@pytest.fixture(scope="module")
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    yield page
    page.close()


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Reader", "-c", "user.email="]
    command = ["git", *identity, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def test_a_reader_changes_no_file_but_the_copy(page: Page, tmp_path: Path) -> None:
    chapter = CHAPTERS[0]
    with jupyter_lab(tmp_path, [chapter]) as lab:
        (lab.clone / ".gitignore").write_bytes((ROOT / ".gitignore").read_bytes())
        git(lab.clone, "init")
        git(lab.clone, "add", ".")
        git(lab.clone, "commit", "--message", "as cloned")
        open_notebook(page, lab, chapter.name)
        run_all(page)
        stub = page.locator(".jp-CodeCell", has_text="my_weight = ...").locator(".cm-content")
        stub.click()
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.insert_text("my_weight = 3")
        page.keyboard.press("Shift+Enter")
        save(page)
        assert "my_weight = 3" in (lab.clone / "work" / chapter.name).read_text(encoding="utf-8")
        assert git(lab.clone, "status", "--porcelain") == ""
        expect(page.get_by_text("Jupyter news")).to_have_count(0)
        expect(page.locator(".jp-DirListing-itemText")).to_have_text([chapter.name])
        close_notebook(page)


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
