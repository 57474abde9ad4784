"""What `tools/korean.py` lists, and what it accepts."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import korean
from korean import STAMP, accept, behind, fingerprint, read

NAME = "01_room.ipynb"


@pytest.fixture
def series(tmp_path, monkeypatch):
    """An English chapter of three cells, and its Korean pair in step with it."""
    cells = [
        new_markdown_cell("# One", id="head"),
        new_code_cell("print(1)", id="code", metadata={"tags": ["raises-exception"]}),
        new_markdown_cell("Two", id="end"),
    ]
    nbformat.write(new_notebook(cells=cells), tmp_path / NAME)
    for cell, source in zip(cells, ("# 하나", "print(1)", "둘"), strict=True):
        cell.metadata[STAMP], cell.source = fingerprint(cell), source
    (tmp_path / "ko").mkdir()
    nbformat.write(new_notebook(cells=cells), tmp_path / "ko" / NAME)
    monkeypatch.setattr(korean, "ENGLISH", tmp_path)
    return tmp_path / NAME, tmp_path / "ko" / NAME


def change(path, edit):
    notebook = read(path)
    edit({cell.id: cell for cell in notebook.cells}, notebook.cells)
    nbformat.write(notebook, path)


def listed(series):
    return behind(*map(read, series))


def test_what_is_in_step_stays_as_it_is(series):
    assert listed(series) == []
    accept(series[1], [])
    stored = series[1].read_bytes()
    assert accept(series[1], []) == []
    assert series[1].read_bytes() == stored


def test_a_changed_cell_is_listed_until_it_is_accepted(series):
    change(series[0], lambda by_id, _: by_id["head"].update(source="# Once"))
    change(series[0], lambda by_id, _: by_id["end"].update(source="Twice"))
    both = ["head: its English has changed", "end: its English has changed"]
    assert listed(series) == both
    assert accept(series[1], ["head"]) == both[1:]
    assert listed(series) == both[1:]
    assert accept(series[1], []) == []


def test_cells_come_go_and_move_as_in_english(series):
    def edit(by_id, cells):
        cells[:] = [by_id["end"], new_code_cell("print('new')", id="new"), by_id["head"]]

    change(series[0], edit)
    assert listed(series) == [
        "code: not in English",
        "new: missing",
        "the cells stand in another order",
    ]
    for _ in range(2):  # a new cell is listed until it is translated, or named
        assert accept(series[1], []) == ["new: not translated"]
    assert [cell.source for cell in read(series[1]).cells] == ["둘", "print('new')", "# 하나"]
    assert accept(series[1], ["new"]) == []


def test_metadata_follow_the_english(series):
    change(series[0], lambda by_id, _: by_id["end"].metadata.update(tags=["seen"]))
    assert listed(series) == ["end: its kind or metadata differ"]
    assert accept(series[1], []) == []
    assert read(series[1]).cells[-1].metadata["tags"] == ["seen"]


def test_a_new_chapter_begins_in_english(series):
    series[1].unlink()
    assert accept(series[1], []) == [f"{name}: not translated" for name in ("head", "code", "end")]


def test_an_unknown_cell_is_named(series):
    with pytest.raises(ValueError, match="has no cell typo"):
        accept(series[1], ["typo"])
