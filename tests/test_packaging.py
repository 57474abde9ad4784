"""Wheel and sdist: built without a warning, complete, and working where nothing else is."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from stored import CHAPTERS, ROOT

PACKAGES = ("helpers", "lecture")
OTHERS = ("bench", "classroom", "deploy", "docs", "notebooks", "tests", "tools")
PAGES = (
    "README.md",
    "README.ko.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "MANIFEST.in",
    "pyproject.toml",
)
FURTHER = (".gitignore", "requirements.txt", "requirements-test.txt")
MADE_HERE = {"__pycache__", ".ipynb_checkpoints", ".ruff_cache", ".mypy_cache"}
MADE = shutil.ignore_patterns(
    ".git", ".venv*", ".*_cache", "__pycache__", "*.egg-info", "work", "build"
)
WIDGETS_7 = Path(sys.prefix) / "ipywidgets7"  # what Colab has
SEEN = "import ipywidgets, lecture; print(ipywidgets.__version__, lecture.__file__)"


def python(*arguments, cwd, path=()):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    environment["PYTHONPATH"] = os.pathsep.join(map(str, path))
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def build(kind, source, folder):
    """Build one kind of distribution, and return its file and what was printed."""
    done = python(
        "-c",
        f"from setuptools import build_meta; build_meta.build_{kind}({str(folder)!r})",
        cwd=source,
    )
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return path, done.stdout + done.stderr


def files(folder, *parts):
    return {
        str(path.relative_to(folder))
        for part in parts
        for path in (folder / part).rglob("*")
        if path.is_file() and not MADE_HERE & set(path.parts)
    }


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    """The sdist, unpacked, and what was printed when it was built."""
    folder = tmp_path_factory.mktemp("sdist")
    shutil.copytree(ROOT, folder / "source", ignore=MADE)
    path, printed = build("sdist", folder / "source", folder)
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")
    return folder / path.name.removesuffix(".tar.gz"), printed


@pytest.fixture(scope="module")
def wheel(sdist, tmp_path_factory):
    """The wheel built from the sdist, unpacked, and what was printed when it was built."""
    folder = tmp_path_factory.mktemp("wheel")
    path, printed = build("wheel", shutil.copytree(sdist[0], folder / "source"), folder)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder / "site")
    return folder / "site", printed


def test_both_are_built_without_a_warning(sdist, wheel):
    assert "warning" not in (sdist[1] + wheel[1]).lower()


def test_the_sdist_holds_the_project(sdist):
    held = files(sdist[0], ".")
    assert files(ROOT, *PACKAGES, *OTHERS) | {*PAGES, *FURTHER} <= held
    assert {name.split("/")[0] for name in held} == {
        *PACKAGES,
        *OTHERS,
        *PAGES,
        *FURTHER,
        *("neuron_lecture.egg-info", "PKG-INFO", "setup.cfg"),
    }


def test_the_wheel_holds_the_packages_and_nothing_else(wheel):
    (about,) = wheel[0].glob("*.dist-info")
    assert files(wheel[0], ".") - files(wheel[0], about.name) == files(ROOT, *PACKAGES)


def test_the_tests_of_the_sdist_run(sdist):
    tests = ["tests/test_neuron.py", "tests/test_packages.py", "helpers/neuron.py"]
    quick = ["-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider"]
    done = python(*quick, *tests, cwd=sdist[0], path=[sdist[0]])
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(not WIDGETS_7.is_dir(), reason="`make test` installs ipywidgets 7 beside 8")
def test_a_chapter_runs_from_the_wheel_with_the_widgets_of_colab(wheel, tmp_path, monkeypatch):
    shutil.copy(CHAPTERS[0], tmp_path)
    notebook = nbformat.read(tmp_path / CHAPTERS[0].name, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(SEEN))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(WIDGETS_7), str(wheel[0])]))
    place = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=120, resources=place).execute()
    assert notebook.cells[-1].outputs[0].text.startswith(f"7.7.1 {wheel[0]}")
    assert not [
        output
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.get("name") == "stderr"
    ]


@pytest.mark.parametrize("name", ["helpers.py", "helpers/__init__.py"])
def test_another_package_called_helpers_is_named(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.touch()
    done = python("-c", "import lecture", cwd=tmp_path)
    *_, last = done.stderr.splitlines()
    assert last.startswith("ImportError: `helpers` is another package here")
    assert str(path) in last
