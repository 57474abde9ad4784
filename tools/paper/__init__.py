"""What handouts and slides share: chapters, their pictures and quizzes, fonts and formulas."""

from __future__ import annotations

import ast
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

import nbformat
from bs4 import BeautifulSoup
from matplotlib import get_data_path
from nbformat.v4 import new_output
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
LANGUAGES = ("en", "ko")
PREDICT = re.compile(r"\*\*(Predict\b|(먼저 )?예측해 보세요)")
LIVE = re.compile(r"^(\w+_live)$", re.M)
CHAPTER_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)]+)\.ipynb\)")
DETAILS = re.compile(r"<details><summary>(.*?)</summary>(.*?)</details>", re.S)
Cell = nbformat.NotebookNode


@dataclass
class Choice:
    """What can be answered to a question, and what is said to it."""

    text: str
    why: str
    right: bool


@dataclass
class Question:
    """A question of a quiz, as HTML, and its choices."""

    text: str
    choices: list[Choice]

    @property
    def listed(self) -> str:
        """The choices as items of a list."""
        return "".join(f"<li>{choice.text}</li>" for choice in self.choices)

    @property
    def answer(self) -> tuple[str, str]:
        """The letter of the right choice, and why it is right."""
        number, right = next((n, choice) for n, choice in enumerate(self.choices) if choice.right)
        return f"{chr(ord('a') + number)})", right.why


def chapters(language: str) -> list[Path]:
    """The notebooks of a language, in the order of the lecture."""
    folder = ROOT / "notebooks" / ("" if language == "en" else language)
    return sorted(folder.glob("[0-9][0-9]_*.ipynb"))


def wanted(names: list[str]) -> list[tuple[str, Path]]:
    """The chapters named, or all, each with its language; SystemExit if one is not there."""
    english, korean = ({path.name for path in chapters(language)} for language in LANGUAGES)
    for name in sorted(english ^ korean):
        sys.exit(f"{name}: this chapter is missing in {'English' if name in korean else 'Korean'}.")
    found = [(language, path) for language in LANGUAGES for path in chapters(language)]
    if not names:
        return found
    paths = {Path(name).resolve() for name in names}
    for path in sorted(paths - {path for _, path in found}):
        sys.exit(f"{path}: no such chapter.")
    return [(language, path) for language, path in found if path in paths]


def read(path: Path) -> nbformat.NotebookNode:
    """A chapter with its outputs; SystemExit if they are missing."""
    notebook = nbformat.read(path, as_version=4)
    if not any(cell.get("outputs") for cell in notebook.cells):
        sys.exit(f"{path}: no outputs are stored in it. Run `make refresh` first.")
    return notebook


def title(notebook: nbformat.NotebookNode) -> str:
    """The heading of a chapter."""
    return str(notebook.cells[0].source).partition("\n")[0].removeprefix("# ")


def blocks(source: str) -> list[str]:
    """The paragraphs, lists, tables and formulas of a text."""
    found = [""]
    for part in re.split(r"\n{2,}|\n(?=\$\$)|(?<=\$\$)\n(?![^$]*\$\$(?:\n|$))", source):
        open_formula = found[-1].count("$$") % 2
        open_details = found[-1].count("<details") > found[-1].count("</details")
        if open_formula or open_details:
            found[-1] += "\n\n" + part
        else:
            found.append(part)
    return [block for block in found if block.strip()]


def picture(cell: Cell) -> Any:
    """The output of a cell that is a picture, or None."""
    shown = (output for output in cell.get("outputs", []) if "image/png" in output.get("data", {}))
    return next(shown, None)


def hidden(cell: Cell) -> bool:
    """Whether the output of a cell answers a Predict."""
    return "hide-output" in cell.metadata.get("tags", [])


def checks(cell: Cell) -> bool:
    """Whether a cell checks an exercise."""
    return str(cell.source).startswith("check(")


def only_draws(cell: Cell) -> bool:
    """Whether a page can do without the code of a cell: it draws a picture or imports views."""
    return all(
        isinstance(node, ast.Import)
        or (isinstance(node, ast.ImportFrom) and not str(node.module).startswith("helpers"))
        or re.match(r"(\w+_live = )?views\.|quiz\(|set_language\(|\w+_live$", ast.unparse(node))
        for node in ast.parse(cell.source).body
    )


def figure(output: Any, zoom: float = 1) -> str:
    """A picture with its alternative text, as HTML."""
    facts = output.metadata["image/png"]
    size = f'width="{facts["width"] * zoom:.0f}" height="{facts["height"] * zoom:.0f}"'
    data = output.data["image/png"].strip()
    alt = escape(facts["alt"])
    return f'<figure><img {size} alt="{alt}" src="data:image/png;base64,{data}"></figure>'


def html_output(html: str) -> Any:
    """An output that shows this HTML."""
    return new_output("display_data", {"text/html": html})


def questions(cell: Cell) -> list[Question]:
    """The quiz that a cell shows."""
    found: list[Question] = []
    for output in cell.get("outputs", []):
        html = output.get("data", {}).get("text/html", "")
        for element in BeautifulSoup(html, "html.parser").find_all(
            ["p", "details"], recursive=False
        ):
            if element.name == "p":
                found.append(Question(element.decode_contents(), []))
            elif found:
                said = element.p
                right = said.b.extract().text.startswith("✓")
                why = said.decode_contents().strip()
                found[-1].choices.append(Choice(element.summary.decode_contents(), why, right))
    return [question for question in found if question.choices]


def package_file(package: str, ending: str) -> Path:
    """A file that an installed package brings along; SystemExit without the package."""
    try:
        found = next(file for file in files(package) or [] if file.as_posix().endswith(ending))
    except (PackageNotFoundError, StopIteration):
        sys.exit(f"{ending} is missing: install the package {package} (`make site` does).")
    return Path(str(found.locate()))


def copy_assets(folder: Path) -> None:
    """Put fonts, style sheets and the program that sets formulas into a folder."""
    fonts = folder / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    reveal_fonts = package_file("sphinx-revealjs", "source-sans-pro-regular.woff").parent
    for font in [
        *reveal_fonts.glob("*.woff"),
        reveal_fonts / "LICENSE",
        *Path(get_data_path(), "fonts", "ttf").glob("DejaVuSans*.ttf"),
        ROOT / "lecture" / "fonts" / "LectureHangul.ttf",
        ROOT / "lecture" / "fonts" / "OFL.txt",
    ]:
        if "Display" not in font.name and "Oblique" not in font.name:
            shutil.copy(font, fonts)
    for style in HERE.glob("*.css"):
        shutil.copy(style, folder)
    shutil.copy(package_file("sphinx-mathjax-offline", "mathjax/tex-svg.js"), folder)


@contextmanager
def pages() -> Iterator[Page]:
    """A page of Chromium; SystemExit without Chromium."""
    sys.path.append(str(ROOT))
    from tests.lab import launch_chromium

    with sync_playwright() as playwright:
        try:
            browser = launch_chromium(playwright)
        except LookupError as error:
            sys.exit(str(error))
        yield browser.new_page(viewport={"width": 1280, "height": 720})
        browser.close()


def open_page(page: Page, file: Path, query: str = "") -> None:
    """Open a page and wait until its formulas and fonts stand."""
    page.goto(file.resolve().as_uri() + query)
    page.evaluate("MathJax.startup.promise")
    page.evaluate("document.fonts.ready")
