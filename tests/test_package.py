"""What `import helpers` loads, offers and depends on."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import helpers

MODULES = sorted(Path(helpers.__file__).parent.glob("*.py"))
FLOORS = [  # each imports from those before it
    ("_validation",),
    ("activations", "data", "neuron", "outputs"),
    ("losses", "registry"),
    ("network", "perceptron"),
    ("gradients",),
    ("__init__",),
]


def loaded(code):
    """Which of SciPy, Matplotlib and ipywidgets a fresh Python has loaded after `code`."""
    ask = "import sys; print(*{'scipy', 'matplotlib', 'ipywidgets'} & set(sys.modules))"
    run = [sys.executable, "-c", f"{code}\n{ask}"]
    return subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()


TRAINED = """
import helpers as h
pair = {"output": "sigmoid", "loss": "binary_cross_entropy"}
for hidden in h.ACTIVATIONS:
    if hidden not in ("step", "gelu"):
        net = h.Network([2, 3, 1], hidden, **pair, epochs=2, random_state=0)
        net.fit(h.INPUTS + 0.1, h.GATES["AND"]).predict(h.INPUTS)
h.Perceptron().fit(h.INPUTS, h.GATES["AND"]).predict(h.INPUTS)
h.softmax([1, 2]), h.cross_entropy_with_logits(0, [1, 2])
"""


def test_numpy_is_enough():
    assert loaded("import helpers") == []
    assert loaded(TRAINED) == []


def test_the_gelu_loads_scipy():
    assert loaded("import helpers; helpers.gelu(1.0)") == ["scipy"]


def test_all_that_is_offered_is_there_and_nothing_else():
    bound = {
        name
        for name, value in vars(helpers).items()
        if not name.startswith("_") and not hasattr(value, "__spec__")
    }
    assert sorted(helpers.__all__) == sorted(bound)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_imports_go_from_models_to_formulas_and_are_open(path):
    floor = next(i for i, names in enumerate(FLOORS) if path.stem in names)
    below = {name for names in FLOORS[:floor] for name in names}
    source = path.read_text(encoding="utf-8")
    assert "TYPE_CHECKING" not in source
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "helpers":
            assert {alias.name for alias in node.names} <= below
        elif isinstance(node, ast.ImportFrom) and node.module.startswith("helpers."):
            assert node.module.removeprefix("helpers.") in below
