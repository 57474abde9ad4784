"""The chapters as they are stored: paths, cells, texts, and a run in plain Python."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import nbformat

import shortcuts

ROOT = Path(__file__).parent.parent
CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))
KOREAN = sorted((ROOT / "notebooks" / "ko").glob("*.ipynb"))


def room(path: Path) -> str:
    """The name of a chapter, without its number."""
    return path.stem[3:]


def place(path: Path) -> str:
    """Where a chapter stands, without its suffix: 01_c2f_neuron or ko/01_c2f_neuron."""
    return path.relative_to(ROOT / "notebooks").with_suffix("").as_posix()


def chapter_of(name: str) -> Path:
    """The notebook of a room."""
    return next(path for path in CHAPTERS if room(path) == name)


@cache
def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def cells(path: Path, kind: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in read(path).cells if cell.cell_type == kind]


def tags(cell: nbformat.NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


def text(path: Path) -> str:
    return "\n\n".join(cell.source for cell in cells(path, "markdown"))


def printed_text(path: Path) -> str:
    """What the code cells print, as it is stored."""
    outputs = [output for cell in cells(path, "code") for output in cell.outputs]
    return "".join(output.text for output in outputs if "text" in output)


@cache
def run(path: Path) -> dict[str, Any]:
    """What the code cells of a chapter define; its pictures stand under "shown"."""
    ran = shortcuts.run(path)
    for cell, (_, outputs) in zip(cells(path, "code"), ran.cells, strict=True):
        errors = [output for output in outputs if output.output_type == "error"]
        if bool(errors) != ("raises-exception" in tags(cell)):
            raise AssertionError(f"{path.name}, cell {cell.id}: {errors or 'no error'}")
    return ran.names | {"shown": ran.stills}
