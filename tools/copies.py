"""Hand out the chapters: copies without outputs in `work/` and `work/ko/`, to write in.

Use: python tools/copies.py [folder instead of work/]

A copy in which nothing was written is replaced by a newer chapter. One in which something was
written is never touched.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = ROOT / "notebooks"
COPIES = ROOT / "work"
MARK = "handed_out"  # the entry in a copy's metadata: its name and the fingerprint of its chapter
BROKEN = (ValueError, TypeError, KeyError, AttributeError)  # what reading no notebook raises


def blank(path: Path) -> dict[str, Any]:
    """A chapter without what running it has left, and marked."""
    notebook = read(path)
    for cell in notebook["cells"]:
        cell["metadata"].pop("execution", None)
        if cell["cell_type"] == "code":
            cell |= {"execution_count": None, "outputs": []}
    notebook["metadata"][MARK] = {path.name: fingerprint(notebook)}
    return notebook


def fingerprint(notebook: dict[str, Any]) -> str:
    """A short text that changes with the cells; empty ones, outputs and metadata do not count."""
    sources = [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]
    written = json.dumps([(kind, source) for kind, source in sources if source.strip()])
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def hand_out(chapters: Path, folder: Path) -> list[str]:
    """Bring the copies in `folder` up to date, and say in a line each what stays behind."""
    new = {path.relative_to(chapters): blank(path) for path in notebooks(chapters)}
    for path in notebooks(folder):
        if path.relative_to(folder) not in new:
            retire(path)
    lines = [update(folder, name, notebook) for name, notebook in new.items()]
    return [line for line in lines if line]


def notebooks(folder: Path) -> list[Path]:
    """The English notebooks of a folder, and the Korean ones beside them."""
    return sorted([*folder.glob("*.ipynb"), *folder.glob("ko/*.ipynb")])


def update(folder: Path, name: Path, chapter: dict[str, Any]) -> str:
    """Bring one copy up to date, or say why it is kept."""
    path, where = folder / name, f"{folder.name}/{name.as_posix()}"
    if path.exists():
        try:
            copy = read(path)
            handed_out, now = handed_out_as(path.name, copy), fingerprint(copy)
        except BROKEN:
            return (
                f"{name.as_posix()}: {where} is not a notebook and is kept; rename or delete it "
                "and start again to get the chapter."
            )
        newest = fingerprint(chapter)
        if newest in (handed_out, now):
            return ""
        if now != handed_out:
            return (
                f"{name.as_posix()}: a newer chapter exists; rename or delete {where} and start "
                "again to get it."
            )
    write(path, chapter)
    return ""


def retire(path: Path) -> None:
    """Remove the copy of a chapter that is no more, if nothing was written in it."""
    try:
        copy = read(path)
        if handed_out_as(path.name, copy) == fingerprint(copy):
            path.unlink()
    except BROKEN:
        pass


def handed_out_as(name: str, copy: dict[str, Any]) -> str | None:
    return copy["metadata"].get(MARK, {}).get(name)


def read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def write(path: Path, notebook: dict[str, Any]) -> None:
    """Write beside the old copy and exchange them: a stop in between leaves one of the two."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)


def main(folder: Path = COPIES) -> None:
    """Hand out into a folder, and say what is newer."""
    try:
        for line in hand_out(CHAPTERS, folder):
            print(line, flush=True)
    except OSError as error:
        sys.exit(f"The folder for your work cannot be written: {error}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
