"""Live plots of all chapters: each has a name and a test, and needs core widgets only."""

import re

import ipywidgets
import pytest

from lecture import LivePlot
from stored import CHAPTERS, ROOT, cells, room, run

# The widgets that every front end brings along; others would be fetched from the network.
CORE = {f"@jupyter-widgets/{name}" for name in ("base", "controls", "output")}


@pytest.mark.parametrize("path", CHAPTERS, ids=room)
def test_every_live_plot_has_a_name_and_a_test(path):
    named = {name for name, value in run(path).items() if isinstance(value, LivePlot)}
    code = "\n".join(cell.source for cell in cells(path, "code"))
    assert named == set(re.findall(r"^(\w+_live)$", code, re.M))
    tests = (ROOT / "tests" / "chapters" / f"test_{room(path)}.py").read_text(encoding="utf-8")
    assert named == set(re.findall(r'moves\(\s*"(\w+)"', tests))
    models = ipywidgets.Widget.get_manager_state()["state"].values()
    assert {model["model_module"] for model in models} <= CORE
