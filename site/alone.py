"""Write copies of the chapters that run alone, the wheel they install, and a page of links.

Use: GITHUB_REPOSITORY=owner/name python site/alone.py FOLDER

A copy is the stored chapter with one cell more: it installs the lecture where that is missing. The
workflow `alone` puts the folder into the branch `alone`, where Colab and Kaggle find it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from open_in import BRANCH, FOLDERS, links, pages, repository

ROOT = Path(__file__).resolve().parent.parent
HEADS = {
    "en": "Opened alone, a chapter needs the lecture: installed once, where it is missing.",
    "ko": "장 하나만 열었을 때: 강의 패키지가 없으면 한 번 설치합니다.",
}
INSTALL = """\
# {head}
from importlib.util import find_spec

if not find_spec("lecture"):
    %pip install --quiet {wheel}"""
PAGE = """\
# Read, play

These files are made from the [chapters]({chapters}), which say how to change them.

## Read

[The lecture as pages]({pages}), with live plots.

## Play

{table}
A chapter alone, in any Jupyter: download it from here, or run this line first.

```sh
pip install {wheel}
```
"""


def copy_sources(folder: Path) -> None:
    """Copy what a wheel is built from: in the clone, setuptools would leave build/ behind."""
    for name in ("LICENSE", "README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    ignore = shutil.ignore_patterns("__pycache__")
    for name in ("helpers", "lecture"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)


def build_wheel(folder: Path) -> Path:
    """Build the wheel of the lecture in a folder, and return it."""
    with TemporaryDirectory() as source:
        copy_sources(Path(source))
        return wheel_of(Path(source), folder)


def wheel_of(source: Path, folder: Path, *options: str) -> Path:
    """Build the wheel of sources in a folder, and return it; CalledProcessError if it fails."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet"]
    command = [*pip, "--no-deps", *options, "--wheel-dir", str(folder), str(source)]
    subprocess.run(command, check=True)
    return max(folder.glob("neuron_lecture-*.whl"), key=lambda path: path.stat().st_mtime)


def copy_of(path: Path, wheel: str) -> dict[str, Any]:
    """A chapter with a cell before its first code cell, which installs the wheel if need be."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell["cell_type"] for cell in notebook["cells"]].index("code")
    head = HEADS["ko" if path.parent.name == "ko" else "en"]
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "install-lecture",
        "metadata": {},
        "outputs": [],
        "source": INSTALL.format(head=head, wheel=wheel).splitlines(keepends=True),
    }
    notebook["cells"].insert(code, cell)
    return notebook


def table() -> str:
    """The links of every chapter, in both languages, as Markdown."""
    lines = ["| chapter | English | 한국어 |", "|---|---|---|"]
    for path in chapters("en"):
        cells = [
            " · ".join(f"[{place}]({url})" for place, url in links(path.stem, language).items())
            for language in FOLDERS
        ]
        title = re.search(r"# (.+?)\\n", path.read_text(encoding="utf-8"))
        lines.append(" | ".join([f"| {title[1] if title else path.stem}", *cells]) + " |")
    return "\n".join(lines) + "\n"


def chapters(language: str) -> list[Path]:
    return sorted((ROOT / "notebooks" / FOLDERS[language]).glob("[0-9]*.ipynb"))


def write(folder: Path) -> None:
    """Write the copies, the wheel and the page of links for the repository of the environment."""
    github = f"https://github.com/{repository()}"
    folder.mkdir(parents=True, exist_ok=True)
    wheel = f"{github}/raw/{BRANCH}/{build_wheel(folder).name}"
    for language, series in FOLDERS.items():
        (folder / series).mkdir(exist_ok=True)
        for path in chapters(language):
            text = json.dumps(copy_of(path, wheel), ensure_ascii=False, indent=1)
            (folder / series / path.name).write_text(text + "\n", encoding="utf-8")
    page = PAGE.format(chapters=github, pages=pages(), table=table(), wheel=wheel)
    (folder / "README.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder to write: python site/alone.py FOLDER")
    try:
        if not repository():
            sys.exit("GITHUB_REPOSITORY is not set: owner/name of the repository is needed.")
        write(Path(sys.argv[1]))
    except ValueError as error:
        sys.exit(str(error))
    except subprocess.CalledProcessError:
        sys.exit("The wheel was not built: see what pip says above.")
