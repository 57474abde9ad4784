"""`make site` stops with one clear line for each thing that is wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import build_site
from build_site import CannotBuild, build, check_notebooks
from lab import ROOT

NAME = "00_start_here.ipynb"


def write(path: Path, text: str = "Words.", *, executed: bool = True) -> None:
    """A chapter of a sentence and a cell."""
    output = new_output("stream", text="4\n")
    cell = new_code_cell("print(2 + 2)", execution_count=1, outputs=[output], id="sum")
    if not executed:
        cell.execution_count, cell.outputs = None, []
    notebook = new_notebook(cells=[new_markdown_cell(f"# 0 · Start here\n\n{text}"), cell])
    notebook.metadata = {"language_info": {"name": "python"}}
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A lecture of one chapter in two languages."""
    shutil.copytree(ROOT / "site", tmp_path / "site", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in build_site.NOTEBOOKS.values():
        write(tmp_path / folder / NAME)
    return tmp_path


def test_small_lecture_is_built_and_stays_beside_what_others_made(root: Path) -> None:
    made, old = root / "build/site", root / "build/site/old.html"
    kept = [made / "lite/notebooks/index.html"]
    kept += [made / f"handout/{language}/00_start_here.pdf" for language in ("en", "ko")]
    for path in kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    old.touch()
    site = build(root)
    assert all(path.is_file() for path in kept)
    assert not old.exists()
    for page, up in (("00_start_here.html", ""), ("ko/00_start_here.html", "../")):
        box = BeautifulSoup((site / page).read_text(encoding="utf-8"), "html.parser")
        found = [link["href"] for link in box.select("#open-in a")]
        below = page.removesuffix("00_start_here.html")
        assert found == [
            f"{up}lite/notebooks/index.html?path={below}00_start_here.ipynb",
            f"{up}handout/{below or 'en/'}00_start_here.pdf",
        ]


def test_missing_handout_of_a_chapter(root: Path) -> None:
    (root / "build/site/handout").mkdir(parents=True)
    with pytest.raises(CannotBuild, match=r"the link \S*handout/en/00_start_here.pdf leads nowh"):
        build(root)


@pytest.mark.parametrize("folder", ["notebooks", "notebooks/ko"])
def test_missing_chapter(root: Path, folder: str) -> None:
    (root / folder / NAME).unlink()
    with pytest.raises(CannotBuild, match=rf"\A{folder}/{NAME} is missing\Z"):
        build(root)


def test_no_chapter_at_all(tmp_path: Path) -> None:
    with pytest.raises(CannotBuild, match=r"\Anotebooks/ has no chapter\Z"):
        build(tmp_path)


def test_chapter_that_was_not_executed(root: Path) -> None:
    write(root / "notebooks/ko" / NAME, executed=False)
    expected = rf"\Anotebooks/ko/{NAME} is not executed \(cell sum\): call make refresh\Z"
    with pytest.raises(CannotBuild, match=expected):
        build(root)


@pytest.mark.parametrize("text", ["", "[]", json.dumps({"nbformat": 4})])
def test_file_that_is_no_notebook(root: Path, text: str) -> None:
    (root / "notebooks" / NAME).write_text(text)
    with pytest.raises(CannotBuild, match=rf"\Anotebooks/{NAME} is no notebook\Z"):
        build(root)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("[next](99_nowhere.ipynb)", rf"notebooks/{NAME}: .*99_nowhere\.ipynb.*"),
        ("[there](#nowhere)", rf"notebooks/{NAME}: .*nowhere.*"),
        ('<a href="nowhere.html">x</a>', "00_start_here.html: the link nowhere.html leads nowhere"),
        ("[한국어](ko/99_nowhere.ipynb)", "00_start_here.html: the link ko/99_nowhere.html .*"),
        ("![figure](nowhere.png)", rf"notebooks/{NAME}: .*nowhere\.png.*"),
    ],
)
def test_broken_link(root: Path, link: str, said: str) -> None:
    write(root / "notebooks" / NAME, link)
    with pytest.raises(CannotBuild, match=rf"\A{said}\Z"):
        build(root)
    assert not (root / "build/site").exists()


def test_missing_tool(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build_site, "NEEDED", ("sphinx", "no_such_package"))
    assert build_site.main() == 1
    said = capsys.readouterr().err
    assert said.startswith("make site: no_such_package cannot be imported: ")
    assert said.count("\n") == 1


def test_stored_chapters_are_fit() -> None:
    check_notebooks(ROOT)
