"""How nbgrader runs a submission: in a sandbox, with a verdict made outside of it.

The sandbox sees Python and its packages, read only, and no network; `verdict.py` makes the verdict.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib.font_manager  # writes its list of fonts, once
import nbformat
from nbclient.exceptions import DeadKernelError
from nbgrader.preprocessors import Execute, NbGraderPreprocessor

from answers import ANSWERS
from lecture.check import all_exercises
from lecture.recorded import Locked, Recorded
from verdict import verdict

COURSE = Path(__file__).resolve().parent.parent
MEMORY = 4 << 30  # bytes that a student's kernel may take


@cache
def prepare() -> Path:
    """Make the students' kernel known, and return the folder that a submission may write into.

    nbgrader reads its configuration more than once.
    """
    check_environment()
    folder = Path(tempfile.mkdtemp(prefix="grade-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    sockets = folder / "s"
    sockets.mkdir()
    specification = folder / "kernels" / "student" / "kernel.json"
    specification.parent.mkdir(parents=True)
    specification.write_text(json.dumps(kernel(sockets)), encoding="utf-8")
    os.environ["JUPYTER_PATH"] = str(folder)
    os.environ["JUPYTER_RUNTIME_DIR"] = str(sockets)
    os.environ["PATH"] = os.pathsep.join([f"{sys.prefix}/bin", os.environ["PATH"]])  # alembic
    return sockets


def check_environment() -> None:
    """Stop where grading would not be safe."""
    if not all(isinstance(e.solution, Recorded | Locked) for e in all_exercises().values()):
        sys.exit(
            "The lecture installed here holds the solutions, which a submission could read: "
            "install student/neuron_lecture-*.whl into the environment of nbgrader."
        )
    if not sandboxed():
        return
    for program in ("bwrap", "prlimit"):
        if shutil.which(program) is None:
            sys.exit(
                f"{program} is missing, which keeps a submission away from your files: install it "
                "(Debian, Ubuntu: apt install bubblewrap util-linux), or grade in a container that "
                "holds nothing but the course, with SANDBOX=none."
            )


def sandboxed() -> bool:
    return os.environ.get("SANDBOX") != "none"


def kernel(sockets: Path) -> dict[str, Any]:
    """The kernel of a submission: it sees Python and its packages, read only, and no network."""
    specification = {"display_name": "Student", "language": "python", "interrupt_mode": "message"}
    python = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    if not sandboxed():
        return specification | {"argv": python}
    seen = ["/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/fonts"]
    seen += [sys.prefix, sys.base_prefix]
    variables = {
        "HOME": "/tmp",
        "MPLCONFIGDIR": "/tmp/matplotlib",
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "JUPYTER_RUNTIME_DIR": str(sockets),
    }
    sandbox = ["prlimit", f"--as={MEMORY}", "bwrap", "--unshare-all", "--die-with-parent"]
    sandbox += ["--clearenv", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    sandbox += ["--chdir", "/tmp", "--unshare-user", "--uid", "65534", "--gid", "65534"]
    for path in Path(matplotlib.get_cachedir()).glob("fontlist-*.json"):
        sandbox += ["--ro-bind", str(path), f"/tmp/matplotlib/{path.name}"]
    sandbox += [word for path in seen for word in ("--ro-bind-try", path, path)]
    sandbox += ["--bind", str(sockets), str(sockets)]
    sandbox += [word for pair in variables.items() for word in ("--setenv", *pair)]
    return specification | {"argv": [*sandbox, *python]}


class Roles(NbGraderPreprocessor):
    """Gives each cell of a submission its role back; nbgrader stops at some changes of them."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        place = resources["nbgrader"]
        name = f"{place['notebook']}.ipynb"
        source = nbformat.read(COURSE / "source" / place["assignment"] / name, as_version=4)
        roles = {cell.metadata.nbgrader.grade_id: cell for cell in source.cells}
        for cell in nb.cells:
            marked = cell.metadata.pop("nbgrader", None)
            marked = marked if isinstance(marked, dict) else {}
            own = roles.pop(str(marked.get("grade_id")), None)
            if own is not None:
                kept = {"checksum": str(marked["checksum"])} if "checksum" in marked else {}
                cell.metadata.nbgrader = own.metadata.nbgrader | kept
        return nb, resources


class Run(Execute):
    """Runs a submission; where its kernel dies, the cells after it have no result."""

    def preprocess(self, nb: Any, resources: Any, km: Any = None) -> tuple[Any, Any]:
        try:
            return super().preprocess(nb, resources, km)
        except DeadKernelError:
            self.log.warning("The kernel of this submission has stopped.")
            nb.metadata.kernel_has_stopped = True
            return nb, resources


class Judge(NbGraderPreprocessor):
    """Puts a verdict in place of what a check's cell gave; nbgrader reads the points off it."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        language = "ko" if resources["nbgrader"]["notebook"].endswith("_ko") else "en"
        stopped = nb.metadata.pop("kernel_has_stopped", False)
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "").removeprefix("check-")
            if name in ANSWERS and cell.cell_type == "code":
                cell.outputs = verdict(name, cell.outputs, language, stopped)
        return nb, resources
