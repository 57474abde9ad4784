"""Put JupyterLite beside the pages: the chapters run in the browser, and no server is needed.

Use: .venv/bin/python site/lite.py [FOLDER]

Python comes from Pyodide's own host when a chapter is opened, or from FOLDER, an unpacked Pyodide
distribution of the same version, and then no other host is asked. The wheels of the lecture and of
what Pyodide lacks stand in pypi/. They are loaded before the first cell runs, so that a chapter
needs no cell more.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alone import ROOT, build_wheel

LITE = ROOT / "build" / "site" / "lite"
LIBRARY = Path(sys.prefix) / "lite"  # where `make lite` installs site/lite.txt
KERNEL = "@jupyterlite/pyodide-kernel-extension"
EXTENSIONS = {"@jupyter-widgets/jupyterlab-manager": Path(sys.prefix), KERNEL: LIBRARY}
IN_PYODIDE = ("numpy", "scipy", "matplotlib", "pillow")
AS_WHEELS = ("ipywidgets", "comm", "jupyterlab-widgets")  # what else the lecture requires
LOADED = ("ipywidgets", "neuron_lecture")  # before the first cell; the kernel loads comm itself
FROM_WORKER = "../../../../pypi"  # seen from the script that runs the kernel
NEEDED_BY_KERNEL = ("micropip", "ipython", "jedi")
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


class CannotBuild(Exception):
    """Why there is no JupyterLite, in a line."""


def wheels(folder: Path) -> None:
    """Write the wheels that the pages serve: the lecture's, and the versions installed here."""
    build_wheel(folder)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "-qq"]
    pinned = [f"{name}=={version(name)}" for name in AS_WHEELS]
    subprocess.run([*pip, "--no-deps", f"--dest={folder}", *pinned], check=True)


def depended_on(names: tuple[str, ...], packages: dict[str, Any]) -> list[str]:
    """The packages of a Pyodide lock file that these need, and these themselves."""
    found: list[str] = []
    waiting = list(names)
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name not in found:
            found.append(name)
            waiting += packages[name]["depends"]
    return found


def copy_pyodide(folder: Path, target: Path) -> None:
    """Copy what the chapters need of a Pyodide distribution."""
    sys.path.append(str(LIBRARY))
    from jupyterlite_pyodide_kernel.constants import PYODIDE_PYTHON_VERSION, PYODIDE_VERSION

    lock = folder / "pyodide-lock.json"
    if not lock.is_file():
        raise CannotBuild(
            f"{folder} has no pyodide-lock.json: name the folder of an unpacked Pyodide "
            f"distribution, version {PYODIDE_VERSION}."
        )
    said = json.loads(lock.read_text(encoding="utf-8"))
    if not said["info"]["python"].startswith(f"{PYODIDE_PYTHON_VERSION}."):
        raise CannotBuild(
            f"{folder} has Python {said['info']['python']}: Pyodide {PYODIDE_VERSION}, with Python "
            f"{PYODIDE_PYTHON_VERSION}, is needed."
        )
    names = depended_on((*NEEDED_BY_KERNEL, *IN_PYODIDE), said["packages"])
    files = [*CORE, *(said["packages"][name]["file_name"] for name in names)]
    missing = sorted(name for name in files if not (folder / name).is_file())
    if missing:
        raise CannotBuild(
            f"{folder} lacks {missing[0]} ({len(missing)} files in all): the full distribution of "
            f"Pyodide {PYODIDE_VERSION} is needed."
        )
    target.mkdir(parents=True)
    for name in (lock.name, *files):
        shutil.copy(folder / name, target)


def settings(work: Path) -> None:
    """Write what JupyterLite is built of, and what its kernel loads at the start."""
    there = Path("share", "jupyter", "labextensions")
    config = {
        "LiteBuildConfig": {
            "apps": ["lab", "notebooks", "tree"],
            "contents": ["contents"],
            "federated_extensions": [str(at / there / name) for name, at in EXTENSIONS.items()],
            "ignore_sys_prefix": ["federated_extensions"],
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "output_dir": "out",
        },
        "PipliteAddon": {"piplite_urls": ["wheels"]},
    }
    (work / "jupyter_lite_config.json").write_text(json.dumps(config))
    loaded = [next((work / "wheels").glob(f"{name}-*.whl")).name for name in LOADED]
    packages = [*IN_PYODIDE, *(f"{FROM_WORKER}/{name}" for name in loaded)]
    plugin = {f"{KERNEL}:kernel": {"loadPyodideOptions": {"packages": packages}}}
    lite = {"jupyter-lite-schema-version": 0, "jupyter-config-data": {"litePluginSettings": plugin}}
    (work / "jupyter-lite.json").write_text(json.dumps(lite))


def build(lite: Path = LITE, pyodide: Path | None = None) -> Path:
    """Build JupyterLite with the chapters of both languages as they are stored."""
    if not LIBRARY.is_dir():
        raise CannotBuild(f"{LIBRARY} is missing: call make lite.")
    with TemporaryDirectory() as made:
        work = Path(made)
        if pyodide:
            copy_pyodide(pyodide, work / "static" / "pyodide")
        chapters = shutil.ignore_patterns(".*", "*.toml")
        shutil.copytree(ROOT / "notebooks", work / "contents", ignore=chapters)
        (work / "wheels").mkdir()
        wheels(work / "wheels")
        settings(work)
        command = [sys.executable, "-m", "jupyterlite_core", "build"]
        done = subprocess.run(
            command,
            cwd=work,
            env=os.environ | {"PYTHONPATH": str(LIBRARY)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode:
            raise CannotBuild(f"JupyterLite was not built:\n{done.stdout}")
        shutil.rmtree(lite, ignore_errors=True)
        lite.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(work / "out", lite)
    return lite


def main() -> int:
    if len(sys.argv) > 2:
        print("Use: .venv/bin/python site/lite.py [FOLDER of Pyodide]", file=sys.stderr)
        return 1
    try:
        lite = build(pyodide=Path(sys.argv[1]) if len(sys.argv) == 2 else None)
    except CannotBuild as why:
        print(f"make lite: {why}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError:
        print("make lite: a wheel is missing: see what pip says above.", file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in lite.rglob("*") if path.is_file())
    print(
        f"{lite.relative_to(ROOT)}, {size / 1e6:.0f} MB: call make site, and its pages link to it"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
