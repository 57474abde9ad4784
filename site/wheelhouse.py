"""Write all that a classroom without internet needs: wheels, chapters, and how to set them up.

Use: python site/wheelhouse.py [folder] [--platforms linux windows macos] [--python 3.12]

The versions are those of requirements.txt, for one version of Python. Linux is x86-64, Windows is
x86-64, macOS is Apple silicon, 14 or newer.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from packaging.requirements import Requirement

from alone import ROOT, build_wheel

THIS = f"{sys.version_info.major}.{sys.version_info.minor}"
AT_ONCE = 4  # downloads; one after the other they take thrice the time
TAGS = {
    "linux": [f"manylinux_2_{minor}_x86_64" for minor in (28, 27, 26, 24, 17, 12, 5)],
    "windows": ["win_amd64"],
    "macos": ["macosx_14_0_arm64"],
}
MARKERS = {
    "linux": {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
    "windows": {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
    "macos": {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
}
PAGE = """\
The lecture without internet, for Python {python} on {platforms}.

In this folder, once:

    python3 -m venv .venv
    .venv/bin/python -m pip install --no-index --no-deps --find-links wheels -r requirements.txt

and each time:

    .venv/bin/python tools/open_lab.py

It opens JupyterLab on copies of the chapters, in work/. Windows: write python for python3 and
.venv\\Scripts\\python for .venv/bin/python. Korean: set LECTURE_LANG=ko before the last line.
"""


def pinned(lines: list[str], platform: str, python: str) -> list[str]:
    """The packages of a requirements file that a platform needs, without the lecture itself."""
    environment = MARKERS[platform] | {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    named = [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]
    return [
        f"{package.name}{package.specifier}"
        for package in named
        if not package.marker or package.marker.evaluate(environment)
    ]


def download(packages: list[str], platform: str, python: str, folder: Path) -> None:
    """Fetch the wheel of each package for a platform, with this machine's pip."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "-qq"]
    command += ["--no-deps", "--only-binary=:all:", "--implementation=cp", f"--dest={folder}"]
    command += [f"--python-version={python}", *(f"--platform={tag}" for tag in TAGS[platform])]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        parts = [[*command, *packages[start::AT_ONCE]] for start in range(AT_ONCE)]
        list(pool.map(lambda part: subprocess.run(part, check=True), parts))


def write(folder: Path, platforms: list[str], python: str) -> None:
    """Write the folder anew."""
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    for platform in platforms:
        packages = pinned(lines, platform, python)
        print(f"{len(packages)} packages for Python {python} on {platform}", flush=True)
        download(packages, platform, python, wheels)
    version = build_wheel(wheels).name.split("-")[1]
    lines[lines.index("-e .")] = f"neuron-lecture=={version}"
    (folder / "requirements.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    page = PAGE.format(python=python, platforms=", ".join(platforms))
    (folder / "README.txt").write_text(page, encoding="utf-8")
    kept = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "*.toml")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=kept)
    (folder / "tools").mkdir()
    for name in ("copies.py", "open_lab.py"):
        shutil.copy(ROOT / "tools" / name, folder / "tools")
    shutil.copytree(ROOT / "tools" / "jupyter", folder / "tools" / "jupyter", ignore=kept)
    shutil.copy(ROOT / "LICENSE", folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--platforms", nargs="+", choices=[*TAGS], default=[*TAGS])
    parser.add_argument("--python", default=THIS, help=f"its version ({THIS})")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist" / "wheelhouse")
    options = parser.parse_args()
    try:
        write(options.folder, options.platforms, options.python)
    except subprocess.CalledProcessError:
        sys.exit("The wheelhouse is not complete: see what pip says above.")
    files = [path for path in options.folder.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"{options.folder}: {len(files)} files, {size:.0f} MB. README.txt says how to set it up.")
