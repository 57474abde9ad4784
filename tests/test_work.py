"""The copies that `make lab` hands out: new chapters come, and what a reader wrote stays."""

import json
import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest

from copies import hand_out
from stored import CHAPTERS, KOREAN, ROOT, text

NAME = "01_c2f_neuron.ipynb"


@pytest.fixture
def chapters(tmp_path):
    folder = tmp_path / "notebooks"
    folder.mkdir()
    shutil.copy(ROOT / "notebooks" / NAME, folder)
    return folder


@pytest.fixture
def folder(tmp_path, chapters):
    hand_out(chapters, tmp_path / "work")
    return tmp_path / "work"


def change(path, **changed):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1] |= changed
    nbformat.write(notebook, path)


def sources(path):
    return [cell.source for cell in nbformat.read(path, as_version=4).cells]


def test_a_copy_is_the_chapter_without_outputs(tmp_path):
    assert hand_out(ROOT / "notebooks", tmp_path / "work") == []
    copied = sorted((tmp_path / "work").rglob("*.ipynb"))
    names = [path.relative_to(tmp_path / "work") for path in copied]
    assert names == [path.relative_to(ROOT / "notebooks") for path in sorted(CHAPTERS + KOREAN)]
    for path, chapter in zip(copied, sorted(CHAPTERS + KOREAN), strict=True):
        copy = nbformat.read(path, as_version=4)
        nbformat.validate(copy)
        assert sources(path) == sources(chapter)
        for cell in copy.cells:
            assert not cell.get("outputs")
            assert cell.get("execution_count") is None


def test_a_newer_chapter_replaces_a_copy_in_which_nothing_was_written(chapters, folder):
    notebook = nbformat.read(folder / NAME, as_version=4)
    for cell in notebook.cells:  # run and saved
        if cell.cell_type == "code":
            cell.execution_count = 7
            cell.outputs = [nbformat.v4.new_output("stream", text="seen")]
            cell.metadata["execution"] = {"iopub.status.busy": "2026"}
    notebook.cells.append(nbformat.v4.new_code_cell())
    notebook.metadata.language_info["version"] = "3.14.0"
    nbformat.write(notebook, folder / NAME)
    saved = (folder / NAME).read_bytes()
    assert hand_out(chapters, folder) == []
    assert (folder / NAME).read_bytes() == saved
    change(chapters / NAME, source="new")
    assert hand_out(chapters, folder) == []
    assert sources(folder / NAME)[-1] == "new"


def test_what_a_reader_wrote_is_kept_and_a_newer_chapter_announced(chapters, folder):
    change(folder / NAME, source="mine")
    written = (folder / NAME).read_bytes()
    assert hand_out(chapters, folder) == []
    change(chapters / NAME, source="new")
    (line,) = hand_out(chapters, folder)
    assert "a newer chapter exists" in line
    assert f"work/{NAME}" in line
    assert "\n" not in line
    assert (folder / NAME).read_bytes() == written
    (folder / NAME).rename(folder / "mine.ipynb")
    assert hand_out(chapters, folder) == []
    assert sources(folder / NAME)[-1] == "new"
    assert sources(folder / "mine.ipynb")[-1] == "mine"


def test_a_renumbered_chapter_leaves_only_copies_in_which_a_reader_wrote(chapters, folder):
    (chapters / NAME).rename(chapters / "02_c2f_neuron.ipynb")
    assert hand_out(chapters, folder) == []
    assert [path.name for path in folder.iterdir()] == ["02_c2f_neuron.ipynb"]
    change(folder / "02_c2f_neuron.ipynb", source="mine")
    (chapters / "02_c2f_neuron.ipynb").rename(chapters / NAME)
    assert hand_out(chapters, folder) == []
    assert sorted(path.name for path in folder.iterdir()) == [NAME, "02_c2f_neuron.ipynb"]


def test_both_series_are_kept_apart(chapters, folder):
    (chapters / "ko").mkdir()
    change(chapters / NAME, source="english")
    shutil.copy(chapters / NAME, chapters / "ko")
    change(chapters / "ko" / NAME, source="korean")
    assert hand_out(chapters, folder) == []
    assert sources(folder / NAME)[-1] == "english"
    assert sources(folder / "ko" / NAME)[-1] == "korean"
    change(folder / "ko" / NAME, source="mine")
    change(chapters / NAME, source="new")
    change(chapters / "ko" / NAME, source="new")
    (line,) = hand_out(chapters, folder)
    assert f"work/ko/{NAME}" in line
    assert sources(folder / NAME)[-1] == "new"
    assert sources(folder / "ko" / NAME)[-1] == "mine"


def test_links_between_the_chapters_lead_to_the_copies(tmp_path):
    hand_out(ROOT / "notebooks", tmp_path / "work")
    for path in CHAPTERS + KOREAN:
        folder = (tmp_path / "work" / path.relative_to(ROOT / "notebooks")).parent
        for target in re.findall(r"\]\(([^)#]+\.ipynb)", text(path)):
            assert (folder / target).exists(), target


def test_a_readers_own_notebooks_are_left_alone(chapters, folder):
    (folder / "own.ipynb").write_text(json.dumps(nbformat.v4.new_notebook()))
    (folder / "empty.ipynb").touch()
    shutil.copy(folder / NAME, folder / "kept.ipynb")
    before = {path.name for path in folder.iterdir()}
    assert hand_out(chapters, folder) == []
    assert {path.name for path in folder.iterdir()} == before


@pytest.mark.parametrize("content", ["", "[1]", '{"cells": [{}]}', "no JSON", "\ud800"])
def test_what_is_no_notebook_is_kept_and_said_in_one_line(chapters, folder, content):
    (folder / NAME).write_bytes(written := content.encode("utf-8", "surrogatepass"))
    (line,) = hand_out(chapters, folder)
    assert "not a notebook" in line
    assert "\n" not in line
    assert (folder / NAME).read_bytes() == written


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path):
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    (tmp_path / "work").touch()
    command = [sys.executable, str(tmp_path / "tools" / "open_lab.py"), "--version"]
    failed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert failed.returncode == 1
    assert failed.stderr.startswith("The folder for your work cannot be written: ")
    assert failed.stderr.count("\n") == 1


def test_an_unknown_language_is_one_clear_line():
    command = [sys.executable, str(ROOT / "tools" / "open_lab.py")]
    environment = {**os.environ, "LECTURE_LANG": "fr"}
    failed = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert failed.returncode == 1
    assert failed.stderr == "LECTURE_LANG is 'fr': choose one of en, ko.\n"


def test_git_ignores_the_copies():
    assert "/work/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
