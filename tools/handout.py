"""Print chapters as PDF, A4: build/site/handout/en/01_c2f_neuron.pdf, .../ko/...

Use: python tools/handout.py [notebooks/01_c2f_neuron.ipynb ...]

Under a Predict are lines to write on. The answers to the quiz, and what is folded in a notebook,
stand on the last page. Solutions of exercises are in no notebook, and so in no handout.
"""

from __future__ import annotations

import copy
import json
import sys
import tempfile
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from nbformat.v4 import new_markdown_cell
from playwright.sync_api import Page

import paper
from paper import CHAPTER_LINK, DETAILS, PREDICT, ROOT, Question

sys.path.append(str(ROOT / "site"))
import open_in

BUILD = ROOT / "build" / "site" / "handout"
LONG_TABLE = 20  # rows
MARK_LONG_TABLES = """(rows) => document.querySelectorAll("table").forEach(
    (table) => table.classList.toggle("long", table.rows.length > rows))"""
WORDS = {
    "en": {"answers": "Answers", "see": "{}: on the last page", "here": "On the web:"},
    "ko": {"answers": "답", "see": "{}: 마지막 쪽에 있습니다", "here": "웹 주소:"},
}


def handout(notebook: nbformat.NotebookNode, words: dict[str, str]) -> nbformat.NotebookNode:
    """The chapter as it stands on paper."""
    cells, answers = [], []
    for cell in copy.deepcopy(notebook.cells):
        if cell.cell_type == "markdown":
            for name, text in DETAILS.findall(cell.source):
                answers.append(f"### {name}\n{text}")
                cell.source = DETAILS.sub(
                    f'<p class="see">{words["see"].format(name)}</p>', cell.source, 1
                )
            cell.source = with_lines(CHAPTER_LINK.sub(r"\1", cell.source))
        elif paper.checks(cell):
            continue
        elif quiz := paper.questions(cell):
            cell = new_markdown_cell("\n".join(asked(question) for question in quiz))
            answers[:0] = [answered(question) for question in quiz]
        else:
            if paper.only_draws(cell):
                cell.metadata["transient"] = {"remove_source": True}
            if output := paper.picture(cell):
                cell.outputs = [paper.html_output(paper.figure(output))]
            elif cell.metadata.get("transient") and not cell.outputs:
                continue
        cells.append(cell)
    if address := open_in.pages():
        cells.insert(1, new_markdown_cell(f"{words['here']} {address}"))
    if answers:
        head = f'<div class="answers"></div>\n\n## {words["answers"]}'
        cells.append(new_markdown_cell("\n\n".join([head, *answers])))
    notebook.cells = cells
    return notebook


def with_lines(source: str) -> str:
    """The text with lines to write on behind what is to be predicted."""
    parts = paper.blocks(source)
    first = next((number for number, part in enumerate(parts) if PREDICT.search(part)), None)
    if first is None:
        return source
    asked = ['<div class="predict">', *parts[first:], '<div class="lines"></div>', "</div>"]
    return "\n\n".join(parts[:first] + asked)


def asked(question: Question) -> str:
    """A question and its choices, as HTML."""
    return f'<div class="question"><p>{question.text}</p><ol>{question.listed}</ol></div>'


def answered(question: Question) -> str:
    """The right choice of a question, and why, as HTML."""
    name = question.text.partition("</b>")[0] + "</b>"
    return f"<p>{name} {' '.join(question.answer)}</p>"


def render(path: Path, language: str) -> str:
    """The HTML that is printed; what it needs stands in the folder `_static` beside it."""
    notebook = paper.read(path)
    exporter = HTMLExporter(
        template_file="handout.html.j2",
        extra_template_basedirs=[str(paper.HERE)],
        extra_template_paths=[str(paper.HERE)],
        exclude_anchor_links=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    title = paper.title(notebook)
    quoted = json.dumps(title, ensure_ascii=False)  # as CSS reads it
    resources = {"language": language, "title": title, "quoted": quoted, "assets": "_static"}
    return exporter.from_notebook_node(handout(notebook, WORDS[language]), resources)[0]


def print_chapter(page: Page, path: Path, language: str, folder: Path) -> Path:
    """Write the PDF of a chapter below a folder."""
    target = folder / language / f"{path.stem}.pdf"
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as working:
        paper.copy_assets(Path(working, "_static"))
        source = Path(working, "chapter.html")
        source.write_text(render(path, language), encoding="utf-8")
        paper.open_page(page, source)
        page.evaluate(MARK_LONG_TABLES, LONG_TABLE)
        page.pdf(
            path=target,
            prefer_css_page_size=True,
            print_background=True,
            outline=True,
            tagged=True,
        )
    return target


def main(names: list[str]) -> None:
    chapters = paper.wanted(names)
    with paper.pages() as page:
        for language, path in chapters:
            print(print_chapter(page, path, language, BUILD).relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
