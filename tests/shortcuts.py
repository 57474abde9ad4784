"""How the tests run the chapters: in their own process, each once, for nbval and for all others.

nbval compares what the cells show with what is stored. It starts no kernel: that would import
everything and train all networks anew. `make test-browser` runs all chapters in real kernels, and
so does `pytest notebooks`.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

import nbformat
import numpy as np
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from nbformat import NotebookNode
from nbval.plugin import IPyNbFile
from traitlets.config import Config

from helpers import Network
from lecture import figures, set_language

KEPT = "LECTURE_TEST_TRAININGS"  # the environment variable that names the folder
FONTS = cache(fontManager._find_fonts_by_props)  # asked anew for each text that is measured
NO_HISTORY = Config(HistoryManager={"enabled": False})
Fit = Callable[[Network, Any, Any], Network]


def fingerprint(value: Any) -> str:
    """The same text for equal values, in whatever process."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer)
    pickler.fast = True  # a string that stands twice is written twice
    pickler.dump(value)
    return hashlib.sha256(buffer.getvalue()).hexdigest()


def remembering(train: Fit) -> Fit:
    """`Network.fit` that reads what the same training gave before, in whatever process."""

    def fit(net: Network, X: Any, y: Any) -> Network:
        kept = Path(os.environ[KEPT], fingerprint((vars(net), np.asarray(X), np.asarray(y))))
        if kept.exists():
            layers, net.loss_history_ = pickle.loads(kept.read_bytes())
            for W, learnt in zip(net.parameters(), layers, strict=True):
                W[...] = learnt
            return net
        train(net, X, y)
        draft = kept.with_suffix(f".{os.getpid()}")
        draft.write_bytes(pickle.dumps((net.parameters(), net.loss_history_)))
        draft.replace(kept)
        return net

    return fit


class Publisher(DisplayPublisher):
    """Keeps what a cell displays."""

    def publish(self, data: Any, metadata: Any = None, **_: Any) -> None:  # type: ignore[override]
        self.shell.shown.append(output("display_data", data=data, metadata=metadata or {}))


class Hook(DisplayHook):
    """Keeps the value of a cell's last line."""

    def write_output_prompt(self) -> None:
        """A page shows the prompt."""

    def finish_displayhook(self) -> None:
        """No empty line is printed behind the value."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        facts = {"metadata": md_dict or {}, "execution_count": self.prompt_count}
        self.shell.shown.append(output("execute_result", data=format_dict, **facts))


class Shell(InteractiveShell):
    """IPython that runs cells here, and keeps what a kernel would send."""

    display_pub_class = Publisher
    displayhook_class = Hook
    shown: list[NotebookNode]

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        error = {"ename": etype.__name__, "evalue": str(evalue), "traceback": stb}
        self.shown.append(output("error", **error))

    def execute(self, source: str) -> list[NotebookNode]:
        """Run a cell and return what it shows."""
        self.shown = []
        with redirect_stdout(io.StringIO()) as said, redirect_stderr(said):
            self.run_cell(source)
        if said.getvalue():
            self.shown.append(output("stream", name="stdout", text=said.getvalue()))
        return self.shown


def output(kind: str, **content: Any) -> NotebookNode:
    return NotebookNode(output_type=kind, **content)


@dataclass
class Run:
    """What a chapter defines, the stills that it makes, its code cells and what each shows."""

    names: dict[str, Any]
    stills: list[figures.Still]
    cells: list[tuple[str, list[NotebookNode]]]


@cache
def run(path: Path) -> Run:
    """Run the code cells of a chapter."""
    stills: list[figures.Still] = []

    def keep(still: figures.Still, figure: Figure, alt: str) -> None:
        made(still, figure, alt)
        stills.append(still)

    made, fit = figures.Still.__init__, remembering(Network.fit)
    notebook = nbformat.read(path, as_version=4)
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    module = ModuleType(path.stem)
    shell = Shell.instance(user_module=module, config=NO_HISTORY, ipython_dir=os.environ[KEPT])
    with (
        patch.object(figures.Still, "__init__", keep),
        patch.object(Network, "fit", fit),
        patch.object(figures, "png", lambda figure: b""),
        patch.object(fontManager, "_find_fonts_by_props", FONTS),
    ):
        cells = [(source, shell.execute(source)) for source in sources]
    Shell.clear_instance()
    set_language("en")
    names = {name: value for name, value in shell.user_ns.items() if not name.startswith("_")}
    return Run(names, stills, cells)


class Replay:
    """What nbval takes for a kernel: it answers with what the chapter showed in its run."""

    def __init__(self, path: Path) -> None:
        self.cells = iter(run(path).cells)

    def execute_cell_input(self, source: str, allow_stdin: bool) -> str:
        """Prepare the messages of a cell; those before it may not have been asked for."""
        outputs = next(outputs for cell, outputs in self.cells if cell == source)
        shown = [(entry.output_type, entry) for entry in outputs]
        self.messages = iter([*shown, ("status", {"execution_state": "idle"})])
        return "cell"

    def get_message(self, stream: str, timeout: float) -> dict[str, Any]:
        kind, content = next(self.messages)
        return {"msg_type": kind, "content": content, "parent_header": {"msg_id": "cell"}}

    def await_reply(self, msg_id: str, timeout: float) -> None:
        """The cell has run."""

    await_idle = await_reply

    def is_alive(self) -> bool:
        return True

    def stop(self) -> None:
        """There is nothing to stop."""


def setup(notebook: IPyNbFile) -> None:
    """Prepare a notebook for nbval, as `IPyNbFile.setup` does with a kernel."""
    notebook.kernel = Replay(notebook.path)
    notebook.setup_sanitize_files()
