"""Keep the Korean chapters in step with the English ones.

Use: python tools/korean.py
     python tools/korean.py accept notebooks/ko/01_c2f_neuron.ipynb [cell ids]

The first lists the Korean cells to look at. The second says that the cells named, or all of a
chapter, were looked at and render the English of today. It also brings the chapter's cells into
the order of the English ones: a new cell comes in English, and is listed until it is translated.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from refresh import normalise

ENGLISH = Path(__file__).resolve().parent.parent / "notebooks"
STAMP = "english"  # the entry in a Korean cell's metadata: the fingerprint of what it renders


def fingerprint(cell: NotebookNode) -> str:
    """A short text that changes with the source of an English cell."""
    return hashlib.sha256(cell.source.encode()).hexdigest()[:12]


def korean_of(path: Path) -> Path:
    """Where the Korean pair of an English chapter stands."""
    return path.parent / "ko" / path.name


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4) if path.exists() else nbformat.v4.new_notebook()


def behind(english: NotebookNode, korean: NotebookNode) -> list[str]:
    """What keeps a Korean chapter from being its English one, a cell a line."""
    known = {cell.id: cell for cell in english.cells}
    cells = {cell.id: cell for cell in korean.cells}
    found = [f"{name}: not in English" for name in cells if name not in known]
    for name, cell in known.items():
        if name not in cells:
            found.append(f"{name}: missing")
            continue
        metadata = dict(cells[name].metadata)
        stamp = metadata.pop(STAMP, None)
        if stamp is None:
            found.append(f"{name}: not translated")
        elif stamp != fingerprint(cell):
            found.append(f"{name}: its English has changed")
        if metadata != dict(cell.metadata) or cells[name].cell_type != cell.cell_type:
            found.append(f"{name}: its kind or metadata differ")
    both = [name for name in known if name in cells]
    if [name for name in cells if name in known] != both:
        found.append("the cells stand in another order")
    return found


def rendered(cell: NotebookNode, korean: NotebookNode | None, seen: bool) -> NotebookNode:
    """The Korean cell of an English one, with its metadata, and stamped if it was looked at."""
    if korean is None or korean.cell_type != cell.cell_type:
        korean, seen = nbformat.from_dict(cell), False
        if cell.cell_type == "code":
            korean |= {"outputs": [], "execution_count": None}
    stamp = fingerprint(cell) if seen else korean.metadata.get(STAMP)
    korean.metadata = nbformat.from_dict(dict(cell.metadata))
    if stamp:
        korean.metadata[STAMP] = stamp
    if "attachments" in cell:
        korean.attachments = cell.attachments
    return korean


def accept(path: Path, names: list[str]) -> list[str]:
    """Stamp the cells named (without names: all that are in Korean); return what stays behind."""
    english, korean = read(ENGLISH / path.name), read(path)
    cells = {cell.id: cell for cell in korean.cells}
    if unknown := set(names) - set(cells):
        raise ValueError(f"{path} has no cell {', '.join(sorted(unknown))}")
    seen = names or [
        name
        for name, cell in cells.items()
        if STAMP in cell.metadata or re.search("[가-힣]", cell.source)
    ]
    korean.cells = [rendered(cell, cells.get(cell.id), cell.id in seen) for cell in english.cells]
    normalise(korean)
    path.parent.mkdir(exist_ok=True)
    nbformat.write(korean, path)
    return behind(english, korean)


def main(*arguments: str) -> None:
    if arguments[:1] == ("accept",):
        lines = [f"{arguments[1]}: {line}" for line in accept(Path(arguments[1]), [*arguments[2:]])]
    else:
        lines = [
            f"notebooks/ko/{path.name}: {line}"
            for path in sorted(ENGLISH.glob("*.ipynb"))
            for line in behind(read(path), read(korean_of(path)))
        ]
    print(*lines, f"{len(lines)} to look at", sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
