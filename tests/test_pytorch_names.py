"""The table of the last chapter: what PyTorch calls the helpers, and that the values agree."""

import re

import numpy as np
import pytest

import helpers
from stored import chapter_of, text

CHAPTER = chapter_of("choosing_an_activation")
X = np.linspace(-6, 6, 61).reshape(1, -1)
LOGITS = np.array([[10.0, 5.0, 3.0, 1.0, 4.0], [0.0, 2.0, -1.0, 0.5, 1.0]])
TASKS = {  # for a loss: targets and predictions that it accepts
    "MSELoss": (np.array([1.0, 2.0, 3.0]), np.array([3.0, 4.0, 5.5])),
    "L1Loss": (np.array([1.0, 2.0, 3.0]), np.array([3.0, 4.0, 5.5])),
    "BCELoss": (np.array([0.0, 1, 1, 0, 1]), np.array([0.1, 0.9, 0.8, 0.2, 0.7])),
    "BCEWithLogitsLoss": (np.array([0.0, 1, 1]), np.array([-40.0, 0.3, -2.0])),
    "CrossEntropyLoss": (np.array([0, 3]), LOGITS),
}


def table():
    """The pairs of calls in the table, each a PyTorch module and a helper."""
    rows = re.findall(r"^\| (`[A-Z].+?) \| (.+?) \|$", text(CHAPTER), re.M)
    calls = [[re.findall(r"`([^`]+)`", cell) for cell in row] for row in rows]
    return [pair for row in calls for pair in zip(*row, strict=True)]


def test_the_lectures_values():
    assert helpers.sigmoid([-1, 0, 1]).round(4).tolist() == [0.2689, 0.5, 0.7311]
    assert helpers.softmax([2, 1, 0.1]).round(4).tolist() == [0.659, 0.2424, 0.0986]
    assert helpers.cross_entropy_with_logits(0, LOGITS[0]).round(10) == 0.0101997957


def test_the_table_names_what_there_is():
    assert len(table()) == 18
    for _, call in table():
        assert callable(getattr(helpers, call.split("(")[0]))


@pytest.mark.parametrize(("module", "call"), table())
def test_the_values_agree(module, call):
    torch = pytest.importorskip("torch")
    layer = eval(module, vars(torch.nn))
    name = module.split("(")[0]
    if name in TASKS:
        t, y = TASKS[name]
        theirs = layer(torch.tensor(y), torch.tensor(t)).item()
        ours = eval(call, vars(helpers) | {"t": t, "y": y, "p": y, "z": y})
    else:
        theirs = layer(torch.tensor(X)).numpy()
        ours = eval(call, vars(helpers) | {"x": X})
    np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-15)
