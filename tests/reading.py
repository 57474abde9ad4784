"""The prose of the chapters as a reader reads it: sentences, minutes, lines of code that teach."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from stored import cells, read, tags

DISPLAY = re.compile(r"\$\$.+?\$\$", re.S)
ENDS = re.compile(r"(?<=[.!?])[\"')]*\s+|(?<=formula) +(?=[A-Z])")
INLINE = re.compile(r"\$[^$]+\$|`[^`]+`")
DRAWS = re.compile(r"\b(show|subplots|LivePlot)\(")


def sentences(source: str) -> list[str]:
    """The sentences of a Markdown cell; a formula or a piece of code counts as one word."""
    source = source.split("## Sources")[0]
    source = re.sub(r"<[^>]+>", " ", DISPLAY.sub(" formula ", source))
    found = []
    for block in re.split(r"\n\s*\n|\n(?=[-*>|#] |\d+\. )", source):
        block = block.strip()
        if block.startswith(("#", "|")) or not block:
            continue
        block = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", block)
        block = INLINE.sub(" formula ", block)
        block = re.sub(r"^[-*>]+ |^\d+\. |[*_]", "", block)
        block = re.sub(r"\([가-힣][^)]*\)", "", block)  # Korean names
        block = re.sub(r"\b(Fig|e\.g|i\.e|vs|et al|no|cf)\.", r"\1", block)
        found += [part for part in ENDS.split(block) if words(part)]
    return found


def words(sentence: str) -> int:
    """How many words a sentence has."""
    return len(re.findall(r"[A-Za-z0-9°%][\w'.,%°/-]*", sentence))


def is_optional(source: str) -> bool:
    """Whether a section is marked as one that may be left out."""
    return bool(re.match(r"##+ .*\(optional\)", source))


def counted(path: Path) -> list:
    """The cells of a chapter without its optional sections."""
    kept, skipping = [], False
    for cell in read(path).cells:
        if cell.cell_type == "markdown" and (heading := re.match(r"(##+) ", cell.source)):
            skipping = is_optional(cell.source) or (skipping and heading[1] == "###")
        if not skipping:
            kept.append(cell)
    return kept


def visible(cell) -> list[str]:
    """The lines of a code cell that a reader sees."""
    if "hide-input" in tags(cell):
        return []
    return [line for line in cell.source.splitlines() if line.strip()]


def teaching(cell, drawn: frozenset[str] = frozenset()) -> list[str]:
    """The visible lines that do more than draw or import; `drawn` are names that draw."""
    if DRAWS.search(cell.source):
        return []
    lines = [line for line in visible(cell) if not re.match(r"(from|import) ", line)]
    return [line for line in lines if not (set(re.findall(r"\w+", line)) & drawn)]


def names_that_draw(path: Path) -> frozenset[str]:
    """What a chapter imports from the packages that talk."""
    found = set()
    for cell in cells(path, "code"):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("lecture"):
                found |= {alias.asname or alias.name for alias in node.names}
    return frozenset(found)


def minutes(path: Path) -> int:
    """A minute for 80 words, a formula or ten lines of code, five for an exercise."""
    total = 0.0
    for cell in counted(path):
        if cell.cell_type == "markdown":
            total += len(DISPLAY.sub("", cell.source).split()) / 80
            total += len(DISPLAY.findall(cell.source))
            total += 5 * cell.source.count("### Exercise ")
        else:
            total += len(visible(cell)) / 10
    return round(total)
