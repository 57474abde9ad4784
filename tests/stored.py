"""The chapters as they are stored: paths, cells, texts, and a run in plain Python."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat
from matplotlib.figure import Figure

from helpers import Network
from lecture.figures import Still
from shortcuts import remembering

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
    """Run the code cells of a chapter without a kernel and return what they define.

    The pictures that it shows are kept under "shown".
    """
    shown: list[Still] = []

    def keep(still: Still, figure: Figure, alt: str) -> None:
        made(still, figure, alt)
        shown.append(still)

    made = Still.__init__
    fit = remembering(Network.fit)
    with patch.object(Still, "__init__", keep), patch.object(Network, "fit", fit):
        return run_cells(path, {"__name__": path.stem}) | {"shown": shown}


def run_cells(path: Path, names: dict[str, Any]) -> dict[str, Any]:
    for number, cell in enumerate(cells(path, "code")):
        code = compile(ast.parse(cell.source), f"{path.name}, code cell {number}", "exec")
        if "raises-exception" in tags(cell):
            try:
                exec(code, names)
            except Exception:
                continue
            raise AssertionError(f"{path.name}, code cell {number} was to raise and did not")
        exec(code, names)
    return names
