"""Make reveal.js slides of chapters: build/site/slides/en/01_c2f_neuron.html, .../ko/...

Use: python tools/slides.py [notebooks/01_c2f_neuron.ipynb ...]

A rule makes them, so notebooks need no metadata. A heading, a Predict and a question of the quiz
begin a slide; what stands behind an answer begins another; and so does what has no room left, as
Chromium measures it. Headings, formulas, lists, tables, code and pictures are shown, and of the
paragraphs the first below a heading and those that introduce a term, ask, or lead to something.
All others are speaker notes (key S). The answer to a Predict is the next fragment. Exercises and
sources are left out.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import nbformat
from nbconvert import SlidesExporter
from nbformat.v4 import new_code_cell, new_markdown_cell
from playwright.sync_api import Page

import paper
from paper import CHAPTER_LINK, DETAILS, LIVE, PREDICT, ROOT, Cell

SITE = ROOT / "build" / "site"  # its pages bring along what moves live plots
BUILD = SITE / "slides"
ROOM = 720 - 36 - 40  # pixels of a slide, without its margins
WIDTH, HEIGHT, LIVE_HEIGHT = 1160, 480, 384  # of pictures; live plots leave room for sliders
FEW = 0.7  # a Predict joins a slide that has at least this share of its room left
ROWS = 9  # of a table on one slide
REVEAL = ("dist", "plugin/notes", "LICENSE")
HEADINGS = ("section", "part")
OUTLINE = re.compile(r"#{1,3} ")
SHOWN = re.compile(r"[-*>|$]|\d+\. |#{1,3} |<|\*[^*]+\*$")  # no paragraph, or the minutes
KEPT = re.compile(r"\*\*|\?|:$|\$\$$")  # a term, a question, or what leads to something
LEFT_OUT = ("glossary", "sources")  # ids of the cells that begin sections to look things up in
HEIGHTS = "[...document.querySelectorAll('.jp-Cell')].map(c => c.getBoundingClientRect().height)"


@dataclass
class Piece:
    """What stays together on a slide.

    `kind` is one of `HEADINGS`, "predict", "note", "answer", or "".
    """

    cell: Cell
    kind: str = ""
    title: str = ""
    height: float = 0


def sections(cells: list[Cell]) -> Iterator[list[Cell]]:
    """The sections that are shown; the last paragraph of a chapter names what is next."""
    found: list[list[Cell]] = [[]]
    for cell in cells[:-1]:
        if cell.id == "imports":
            continue
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            found.append([])
        found[-1].append(cell)
    for section in found:
        exercises = any(paper.checks(cell) for cell in section)
        if section and not exercises and not section[0].id.startswith(LEFT_OUT):
            yield section
    yield [new_markdown_cell(paper.blocks(cells[-1].source)[-1])]


def pieces(notebook: nbformat.NotebookNode, place: dict[str, str]) -> list[Piece]:
    """What is shown and said of a chapter."""
    found = []
    for section in sections(notebook.cells):
        first = len(found)
        for cell in section:
            found += of_text(cell.source) if cell.cell_type == "markdown" else of_code(cell, place)
        found[first].kind = "section"
    return found


def of_text(source: str) -> list[Piece]:
    """The pieces of a text cell."""
    found = []
    parts = [part for block in paper.blocks(links(source)) for part in rows(block)]
    for number, part in enumerate(parts):
        if PREDICT.search(part):
            text = "\n\n".join(['<div class="predict">', *parts[number:], "</div>"])
            return [*found, Piece(new_markdown_cell(text), "predict")]
        heading = OUTLINE.match(part)
        if heading:
            kind = "part" if heading[0] == "### " else "section"
            found.append(Piece(new_markdown_cell(part), kind, part[heading.end() :]))
        elif folded := DETAILS.fullmatch(part):
            text = f"**{folded[1]}**\n{folded[2]}"
            found.append(Piece(new_markdown_cell(text), "answer"))
        elif first_below_heading(found) or SHOWN.match(part) or KEPT.search(part):
            found.append(Piece(new_markdown_cell(part)))
        else:
            found.append(Piece(new_markdown_cell(part), "note"))
    return found


def first_below_heading(found: list[Piece]) -> bool:
    """Whether the pieces of a text end with a heading."""
    return bool(found) and found[-1].kind in HEADINGS


def links(source: str) -> str:
    """The text with links to the slides of other chapters."""
    return CHAPTER_LINK.sub(r"[\1](\2.html)", source)


def rows(block: str) -> list[str]:
    """A long table in parts, each with the head."""
    lines = block.split("\n")
    if not block.startswith("|") or len(lines) <= 2 + ROWS:
        return [block]
    head, body = lines[:2], lines[2:]
    parts = -(-len(body) // ROWS)
    size = -(-len(body) // parts)
    return ["\n".join(head + body[start : start + size]) for start in range(0, len(body), size)]


def of_code(cell: Cell, place: dict[str, str]) -> list[Piece]:
    """The pieces of a code cell: its code, then what it shows."""
    if quiz := paper.questions(cell):
        return [piece for question in quiz for piece in asked(question)]
    kind = "answer" if paper.hidden(cell) else ""
    output = paper.picture(cell)
    found = []
    if not paper.only_draws(cell):
        found.append(Piece(new_code_cell(cell.source)))
    if output:
        live = LIVE.search(cell.source)
        facts = output.metadata["image/png"]
        height = LIVE_HEIGHT if live else HEIGHT
        html = paper.figure(output, min(WIDTH / facts["width"], height / facts["height"]))
        if live:
            named = "".join(f' data-{k}="{v}"' for k, v in (place | {"name": live[1]}).items())
            html = f'<div class="lecture-live"{named}>{html}</div>'
        found.append(Piece(shown([paper.html_output(html)]), kind))
    elif cell.outputs:
        found.append(Piece(shown(cell.outputs), kind))
    return found


def shown(outputs: list[nbformat.NotebookNode]) -> Cell:
    """A cell of these outputs alone."""
    return new_code_cell(outputs=outputs, metadata={"transient": {"remove_source": True}})


def asked(question: paper.Question) -> list[Piece]:
    """A question of the quiz, and its answer."""
    choices = f'<ol class="choices">{question.listed}</ol>'
    text = f'<div class="predict"><p>{question.text}</p>{choices}</div>'
    letter, why = question.answer
    answer = f"<p><b>{letter}</b> {why}</p>"
    return [Piece(new_markdown_cell(text), "predict"), Piece(new_markdown_cell(answer), "answer")]


def running(title: str) -> Piece:
    """The title of a section on the slides behind its first."""
    return Piece(new_markdown_cell(f'<p class="running">{escape(title)}</p>'), "running")


def arranged(found: list[Piece], head: float) -> list[Cell]:
    """The cells of the slides, each with its place; `head` is the height of a running title."""
    cells, title, last, room = [], "", "", 0.0
    for piece in found:
        kind = piece.kind
        if kind == "note":
            cells.append(placed(piece.cell, "notes"))
            continue
        heading, after_heading = kind in HEADINGS, last in HEADINGS
        begins = heading and not (kind == "part" and last == "section")
        begins |= kind == "predict" and room < FEW * ROOM
        begins |= last == "answer" and kind != "answer"
        begins |= piece.height > room and not (after_heading and piece.height > ROOM - head)
        if begins:
            room = ROOM
            level = "slide" if kind == "section" else "subslide"
            if not heading:
                cells.append(placed(running(title).cell, level))
                room -= head
                level = "-"
        else:
            level = "-"
        if heading:
            title = piece.title
        elif kind == "answer" and not begins:
            level = "fragment"
        if piece.height > room:
            piece.cell = scaled(piece.cell, room / piece.height)
        room -= min(piece.height, room)
        cells.append(placed(piece.cell, level))
        last = kind
    return cells


def scaled(cell: Cell, factor: float) -> Cell:
    """The cell, smaller."""
    cell.metadata["tags"] = [f"small-{int(factor * 20) * 5}"]
    return cell


def placed(cell: Cell, slide_type: str) -> Cell:
    cell.metadata["slideshow"] = {"slide_type": slide_type}
    return cell


def render(cells: list[Cell], language: str, title: str, live: str = "") -> str:
    """The HTML of the slides; what it needs stands in the folder `_static` above it."""
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"title": title})
    exporter = SlidesExporter(
        template_file="slides.html.j2",
        extra_template_paths=[str(paper.HERE)],
        exclude_anchor_links=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        reveal_url_prefix="../_static/reveal",
        reveal_theme="white",
    )
    exporter.language_code = language
    resources = {"assets": "../_static", "live": live}
    return exporter.from_notebook_node(notebook, resources)[0]


def write(page: Page, path: Path, language: str, folder: Path) -> Path:
    """Write the slides of a chapter below a folder: measure its pieces, then arrange them."""
    notebook = paper.read(path)
    title = paper.title(notebook)
    place = {"chapter": path.stem[3:], "lang": language}
    found = pieces(notebook, place)
    measured = [running(title), *found]
    target = folder / language / f"{path.stem}.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    flat = render([piece.cell for piece in measured], language, title)
    target.write_text(flat, encoding="utf-8")
    paper.open_page(page, target, "?flat")
    heights = page.evaluate(HEIGHTS)
    for piece, height in zip(measured, heights, strict=True):
        piece.height = height
    live = "../../_static/live.js" if folder.parent == SITE else ""
    cells = arranged(found, measured[0].height)
    target.write_text(render(cells, language, title, live), encoding="utf-8")
    return target


def copy_assets(folder: Path) -> None:
    """Put what slides need beside them: fonts, formulas and reveal.js."""
    static = folder / "_static"
    paper.copy_assets(static)
    reveal = paper.package_file("sphinx-revealjs", "revealjs/dist/reveal.js").parents[1]
    skip = shutil.ignore_patterns("*.map", "*.esm.js", "*.scss", "*.eot", "*.ttf", "league*")
    wanted = {reveal / part: static / "reveal" / part for part in REVEAL}
    for source, target in wanted.items():
        if source.is_dir():
            shutil.copytree(source, target, ignore=skip, dirs_exist_ok=True)
        else:
            shutil.copy(source, target)


def main(names: list[str]) -> None:
    chapters = paper.wanted(names)
    copy_assets(BUILD)
    with paper.pages() as page:
        for language, path in chapters:
            print(write(page, path, language, BUILD).relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
