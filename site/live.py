"""`python site/live.py FOLDER`: every live plot of every chapter, drawn beforehand.

A page has no kernel. So each view draws here what it shows at every setting of its controls, and
`_static/live.js` shows one drawing after the other. What drawings have in common is stored once:

- a layer falls into parts, an artist each; a part depends on some of the controls only;
- parts that differ in numbers alone share a template, with a column of values for each number.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import gzip
import io
import json
import math
import multiprocessing
import os
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from string import Formatter
from typing import Any

import ipywidgets
import nbformat
import numpy as np

from lecture import set_language
from lecture.live import LivePlot
from open_in import FOLDERS

ROOT = Path(__file__).parent.parent
NOTEBOOKS = {language: ROOT / "notebooks" / folder for language, folder in FOLDERS.items()}
MOST = 2000  # settings of a plot
COARSE: dict[str, dict[str, Any]] = {  # steps, of a logarithmic slider of its exponent, or values
    "line_live": {"weight": 0.2, "bias": 0.2},
    "neuron_live": {"weight": 0.5, "bias": 10, "corner": 20},
    "softmax_live": {f"logit_{k}": [-5, 0, 10] for k in range(4)} | {"temperature": 0.5},
    "cross_entropy_live": dict.fromkeys(["logit_0", "logit_1", "logit_2"], 2.5),
    "descent_live": {"step": 2},
    "paths_live": {"v1": 0.5, "v2": 0.5, "a": 0.5},
    "gradient_live": {"width": [8, 16, 64]},
    "decision_live": {"width": [1, 2, 3, 4, 8, 16], "epochs": 30},
}
NOTES = {
    "en": ("The steps are coarser here than in the notebook: {steps}.", "{name} by {step}"),
    "ko": ("이 페이지에서는 노트북보다 값의 간격이 넓습니다. {steps}.", "{name} {step}씩"),
}
CHOICES = ipywidgets.Dropdown | ipywidgets.RadioButtons | ipywidgets.ToggleButtons

TAG = re.compile(r"<[^>]*>")
DECIMAL = re.compile(r"-?\d+\.\d+")
NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)")
UNUSED = re.compile(r' id="[\w.]+_\d+"| transform="rotate\(-0 [^"]*"')
ARTIST, BETWEEN, LINES = (re.compile(p) for p in (r"\n (?=<[a-z])", r">\s*\n\s*<", r"\s*\n\s*"))
SHARED = re.compile(r'(?<= id=")(?=[pmhC]\w*\d)|(?<=[("]#)(?=\w)')


# A chapter up to its live plots.


def names_of(statement: ast.stmt) -> tuple[set[str], set[str], set[str]]:
    """The names that a statement sets, those that it may change in place, those that it reads."""
    stored, changed, read, own = set(), set(), set(), set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name):
            (stored if isinstance(node.ctx, ast.Store) else read).add(node.id)
        elif isinstance(node, ast.alias):
            stored.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.arg):
            own.add(node.arg)
        elif isinstance(node, ast.comprehension):
            own |= {name.id for name in ast.walk(node.target) if isinstance(name, ast.Name)}
        elif isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
            changed |= {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            changed.add(node.target.id)
            read.add(node.target.id)
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "value", None)  # rows.append(row), net.fit(X, t)
            given = [name] if name else node.args  # train(net, X, t)
            if getattr(node.func, "id", None) not in dir(builtins):
                changed |= {entry.id for entry in given if isinstance(entry, ast.Name)}
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}, set(), read - stored - own
    return stored - own, changed - own, read - own


def way_to_live_plots(chapter: Path) -> ast.Module:
    """The statements of a chapter that make its live plots, and those that they need.

    Going backwards, a statement is needed if it sets or changes a name that is read further on.
    """
    cells = nbformat.read(chapter, as_version=4).cells
    code = [
        cell.source
        for cell in cells
        if cell.cell_type == "code" and "raises-exception" not in cell.metadata.get("tags", [])
    ]
    statements = [statement for source in code for statement in ast.parse(source).body]
    imports = [s for s in statements if isinstance(s, ast.Import | ast.ImportFrom)]
    modules = set().union(*(names_of(statement)[0] for statement in imports))
    needed: set[str] = set()
    kept: list[ast.stmt] = []
    for statement in reversed(statements):
        stored, changed, read = names_of(statement)
        makes_plot = any(name.endswith("_live") for name in stored)
        if not (makes_plot or (stored | changed - modules) & needed):
            continue
        kept.append(statement)
        if not isinstance(statement, ast.For | ast.If | ast.While | ast.With | ast.Try):
            needed -= stored
        needed |= read
    return ast.Module(kept[::-1], [])


def live_plots(chapter: Path, language: str) -> dict[str, LivePlot]:
    """The live plots of a chapter, by name; they speak its language until it is set anew."""
    set_language(language)
    names: dict[str, Any] = {"__name__": chapter.stem}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(way_to_live_plots(chapter), chapter.name, "exec"), names)
    return {name: plot for name, plot in names.items() if isinstance(plot, LivePlot)}


# The settings of a plot.


def positions(control: Any, coarse: Any = None) -> list[Any]:
    """The values that a control may have here; its first one is always among them."""
    if isinstance(control, ipywidgets.Checkbox):
        return [False, True]
    if isinstance(control, CHOICES):
        return [option[1] if isinstance(option, tuple) else option for option in control.options]
    if isinstance(coarse, list):
        return sorted({*coarse, control.value})
    step = coarse or control.step
    number = math.floor((control.max - control.min) / step + 1e-9) + 1
    values = [round(control.min + k * step, 10) for k in range(number)]
    if isinstance(control, ipywidgets.FloatLogSlider):
        values = [control.base**value for value in values]
    if not any(math.isclose(value, control.value, abs_tol=1e-9) for value in values):
        values.append(control.value)
    return sorted(values)


def readout(control: Any, value: Any) -> str:
    """What stands beside a control at a value."""
    if isinstance(control, CHOICES):
        named = [option for option in control.options if isinstance(option, tuple)]
        return next((str(name) for name, chosen in named if chosen == value), str(value))
    if isinstance(control, ipywidgets.Checkbox):
        return ""
    return format(value, control.readout_format).replace("-", "−")


def spoken(plot: LivePlot, grid: dict[str, list[Any]]) -> list[Any]:
    """The alternative text in pieces: words, and the texts of a control for its values."""
    places = list(grid)
    pieces: list[Any] = []
    for words, name, form, _ in Formatter().parse(plot.alt_template):
        pieces.append(words)
        if name is not None:
            pieces.append([places.index(name), [format(value, form or "") for value in grid[name]]])
    return pieces


def described(control: Any, values: Sequence[Any]) -> dict[str, Any]:
    """A control as the page builds it."""
    kind = "range"
    if isinstance(control, ipywidgets.Checkbox):
        kind = "checkbox"
    elif isinstance(control, CHOICES):
        kind = "select"
    if kind == "range":
        start = int(np.argmin([abs(value - control.value) for value in values]))
    else:
        start = values.index(control.value)
    texts = [readout(control, value) for value in values]
    return {"label": control.description, "kind": kind, "values": texts, "start": start}


def note(plot: LivePlot, coarse: dict[str, Any], language: str) -> str:
    """What is said beside a plot whose steps are coarser than in the notebook."""
    sentence, by = NOTES[language]
    steps = []
    for key, step in coarse.items():
        control, form = plot.controls[key], by
        if isinstance(step, list) or isinstance(control, ipywidgets.FloatLogSlider):
            form = "{name} {step}"
            step = ", ".join(readout(control, value) for value in positions(control, step))
        steps.append(form.format(name=control.description, step=step))
    return sentence.format(steps="; ".join(steps)) if steps else ""


def layers(plot: LivePlot, grid: dict[str, list[Any]]) -> Iterator[str]:
    """Every setting's layer, the last control moving first."""
    for values in product(*grid.values()):
        yield plot.layer(**dict(zip(grid, values, strict=True)))


# SVG, short.


def shortened(tag: re.Match[str]) -> str:
    """A tag with two decimals: that is a hundredth of a point."""
    return DECIMAL.sub(lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), tag[0])


@cache
def short(piece: str, name: str) -> str:
    """What an artist draws, without what has no effect, and with its plot's name before ids."""
    piece = SHARED.sub(f"{name}-", UNUSED.sub("", TAG.sub(shortened, piece)))
    return LINES.sub(" ", BETWEEN.sub("><", piece)).strip()


def parts(svg: str, name: str) -> list[str]:
    """What an SVG document draws, artist by artist; a page may hold several plots."""
    body = svg[svg.index("</defs>") + len("</defs>") : svg.rindex("</svg>")]
    return [short(piece, name) for piece in ARTIST.split(body)[1:]]


def depends_on(at: np.ndarray) -> list[int]:
    """The axes along which the entries of an array change."""
    return [axis for axis in range(at.ndim) if (at != at.take([0], axis)).any()]


def column(texts: list[str]) -> list[Any]:
    """The values of a number in a template, as steps from one hundredth to another, or as texts."""
    hundredths = [round(100 * float(text)) for text in texts]
    if all(
        f"{h / 100:.2f}".rstrip("0").rstrip(".") == t
        for h, t in zip(hundredths, texts, strict=True)
    ):
        return [hundredths[0], *(b - a for a, b in pairwise(hundredths))]
    return texts


def template(rows: list[list[str]]) -> dict[str, Any]:
    """Rows of tokens, text and number in turn, as the texts that stay and columns that change."""
    stays, columns, text = [], [], ""
    for tokens in zip(*rows, strict=True):
        if len(set(tokens)) == 1:
            text += tokens[0]
        else:
            stays.append(text)
            columns.append(column(list(tokens)))
            text = ""
    return {"text": [*stays, text], "columns": columns}


def packed(drawn: list[str], shape: tuple[int, ...]) -> dict[str, Any]:
    """One part at every setting, in as few words as possible."""
    index = {text: k for k, text in enumerate(dict.fromkeys(drawn))}
    at = np.array([index[text] for text in drawn]).reshape(shape)
    axes = depends_on(at)
    at = at[tuple(slice(None) if axis in axes else 0 for axis in range(at.ndim))]
    shapes: dict[tuple[str, ...], list[list[str]]] = {}
    kinds = []
    for text in index:
        tokens = NUMBER.split(text)
        rows = shapes.setdefault(tuple(tokens[::2]), [])
        rows.append(tokens)
        kinds.append(list(shapes).index(tuple(tokens[::2])) if len(shapes) > 1 else 0)
    return {
        "axes": axes,
        "at": [] if at.size == len(index) else at.ravel().tolist(),
        "kinds": kinds if len(shapes) > 1 else [],
        "shapes": [template(rows) for rows in shapes.values()],
    }


def drawn_beforehand(name: str, plot: LivePlot, language: str) -> dict[str, Any]:
    """All that a page needs to move a plot."""
    coarse = COARSE.get(name, {})
    grid = {key: positions(control, coarse.get(key)) for key, control in plot.controls.items()}
    shape = tuple(map(len, grid.values()))
    if math.prod(shape) > MOST:
        raise ValueError(f"{name} has {math.prod(shape)} settings: name coarser steps in COARSE")
    controls = [described(plot.controls[key], values) for key, values in grid.items()]
    width, height = (round(length) for length in plot.figure.bbox.size)
    drawn = [parts(svg, name) for svg in layers(plot, grid)]
    most = max(map(len, drawn))
    table = [row + [""] * (most - len(row)) for row in drawn]
    return {
        "size": [width, height],
        "background": "".join(parts(plot.background, name)),
        "controls": controls,
        "note": note(plot, coarse, language),
        "alt": spoken(plot, grid),
        "parts": [packed(list(texts), shape) for texts in zip(*table, strict=True)],
    }


def write_chapter(task: tuple[Path, str, Path]) -> None:
    """Write the live plots of one chapter in one language."""
    chapter, language, folder = task
    try:
        packed_plots = {
            name: drawn_beforehand(name, plot, language)
            for name, plot in live_plots(chapter, language).items()
        }
    except Exception as error:
        place = chapter.relative_to(ROOT).as_posix()
        raise RuntimeError(f"{place}: {type(error).__name__}: {error}") from error
    for name, data in packed_plots.items():
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        file = folder / language / chapter.stem[3:] / f"{name}.json.gz"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(gzip.compress(text.encode(), mtime=0))


def write(folder: Path) -> None:
    """Write the live plots of all chapters in both languages."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as many workers as processors: one thread each
    tasks = [(c, lang, folder) for lang, at in NOTEBOOKS.items() for c in at.glob("*.ipynb")]
    tasks.sort(key=lambda task: task[0].stem, reverse=True)  # the later, the longer
    with multiprocessing.get_context("spawn").Pool() as workers:
        for _ in workers.imap_unordered(write_chapter, tasks):
            pass


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Use: .venv/bin/python site/live.py FOLDER")
    try:
        write(Path(sys.argv[1]))
    except RuntimeError as why:
        sys.exit(f"live plots: {why}")
