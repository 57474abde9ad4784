"""JupyterLite: its wheels in real Pyodide, its chapters in Chromium, and what Pyodide forbids.

Pyodide's core comes from npm and its packages of pure Python from PyPI, in the versions of its own
lock file. NumPy, SciPy, Matplotlib and what they need in machine code stand on Pyodide's host
alone: in their place stand packages of the same names and versions that hold nothing.
"""

import ast
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import tomllib
from functools import partial
from pathlib import Path
from unittest.mock import patch
from zipfile import ZipFile

import nbformat
import pytest
from packaging.requirements import Requirement
from playwright.sync_api import expect

import build_site
import lite
import open_in
from built import PHONE, Visit, served
from stored import CHAPTERS, KOREAN, ROOT, cells, place, tags

IMPORTS = (ast.Import, ast.ImportFrom)
LACKING = {"concurrent", "fcntl", "multiprocessing", "resource", "select", "signal", "socket"}
LACKING |= {"http", "psutil", "ssl", "subprocess", "urllib"}
FORBIDDEN = {
    threading.Thread: ["start"],
    subprocess: ["Popen"],
    socket: ["socket"],
    os: ["fork", "posix_spawn", "system"],
}
CDN = "https://cdn.jsdelivr.net/pyodide/v314.0.6/full/"
EMPTY = {  # of a stand-in: no file of Python
    "METADATA": "Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
    "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: {tag}\n",
    "RECORD": "",
}
INSTALL = """\
import {{ loadPyodide }} from "{pyodide}/pyodide.mjs";
const python = await loadPyodide({{ packages: ["micropip"], stdout: () => null }});
await python.runPythonAsync(`
import json, micropip
await micropip.install("{kernel}/{piplite}")
import piplite.piplite
piplite.piplite._PIPLITE_DISABLE_PYPI = True
piplite.piplite._PIPLITE_URLS = {indexes}
await piplite.install({wanted})
installed = json.dumps({{name: found.version for name, found in micropip.list().items()}})
`);
console.log(python.globals.get("installed"));
"""
TRIAL = """\
from importlib.metadata import version
from importlib.util import find_spec

import ipywidgets

print(version("neuron-lecture"), find_spec("lecture").name)
ipywidgets.IntSlider(3)"""


def called(*command, **options):
    """What a command prints; if it fails, what it complains of."""
    if not shutil.which(command[0]):
        pytest.fail(f"{command[0]} is missing: install Node.js and npm (Debian: nodejs, npm)")
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{command[0]} says: {done.stderr or done.stdout}"
    return done.stdout


def stand_in(path, name, version):
    tag = "-".join(path.stem.split("-")[2:])
    with ZipFile(path, "w") as wheel:
        for file, text in EMPTY.items():
            text = text.format(name=name, version=version, tag=tag)
            wheel.writestr(f"{name}-{version}.dist-info/{file}", text)


@pytest.fixture(scope="module")
def pyodide(tmp_path_factory):
    """A folder like an unpacked Pyodide distribution."""
    folder = tmp_path_factory.mktemp("npm")
    package = f"pyodide@{CDN.split('/')[-3][1:]}"
    called("npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), package)
    folder = folder / "node_modules" / "pyodide"
    lock = json.loads((folder / "pyodide-lock.json").read_text())
    names = lite.depended_on((*lite.NEEDED_BY_KERNEL, *lite.IN_PYODIDE), lock["packages"])
    needed = {name: lock["packages"][name] for name in names}
    pure = {name for name in names if needed[name]["file_name"].endswith("-none-any.whl")}
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "-qq"]
    pip += ["--no-deps", "--only-binary=:all:", "--platform=any", "--python-version=3.14"]
    pinned = [f"{name}=={needed[name]['version']}" for name in sorted(pure)]
    called(*pip, f"--dest={folder}", *pinned)
    for name, package in needed.items():
        path = folder / package["file_name"]
        if name not in pure:
            stand_in(path, name, package["version"])
        package["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "pyodide-lock.json").write_text(json.dumps(lock))
    return folder


@pytest.fixture(scope="module")
def online(tmp_path_factory):
    """JupyterLite as `make lite` builds it."""
    return lite.build(tmp_path_factory.mktemp("online") / "lite")


@pytest.fixture(scope="module")
def offline(tmp_path_factory, online, pyodide):
    """JupyterLite as `make lite PYODIDE=folder` builds it, with the same wheels."""
    wheels = partial(shutil.copytree, online / "pypi", dirs_exist_ok=True)
    with patch.object(lite, "wheels", wheels):
        return lite.build(tmp_path_factory.mktemp("offline") / "lite", pyodide)


def settings(folder):
    config = json.loads((folder / "jupyter-lite.json").read_text())["jupyter-config-data"]
    return config["litePluginSettings"][f"{lite.KERNEL}:kernel"]


@pytest.fixture
def opened(chromium):
    """`opened(address, chapter)`: the visit of a chapter."""
    context = chromium.new_context(viewport=PHONE)

    def opened(address, chapter):
        visit = Visit(context.new_page())
        visit.page.goto(f"{address}notebooks/index.html?path={chapter}.ipynb")
        visit.page.locator(".jp-Notebook .jp-OutputArea-output").first.wait_for(timeout=60_000)
        return visit

    yield opened
    context.close()


def outside(visit, address):
    schemes = (address, "blob:", "data:")
    return [url for url in visit.requests if not url.startswith(schemes)]


def test_what_the_lecture_requires_is_in_pyodide_or_stands_beside_it(online, pyodide):
    """The wheels resolve in real Pyodide, and nothing is asked of PyPI."""
    kernel = f"extensions/{lite.KERNEL}/static/pypi"
    (piplite,) = (online / kernel).glob("piplite-*.whl")
    with served(online) as address:
        indexes = [f"{address}{folder}/all.json" for folder in ("pypi", kernel)]
        wanted = ["neuron-lecture", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython"]
        script = INSTALL.format(
            pyodide=pyodide, kernel=address + kernel, piplite=piplite.name, indexes=indexes,
            wanted=wanted,
        )  # fmt: skip
        printed = called("node", "--input-type=module", "--eval", script)
    installed = json.loads(printed.splitlines()[-1])
    versions = {name.lower(): version for name, version in installed.items()}
    lock = json.loads((pyodide / "pyodide-lock.json").read_text())["packages"]
    for name in lite.IN_PYODIDE:
        assert versions[name] == lock[name]["version"]
    for name in (*lite.AS_WHEELS, "neuron-lecture"):
        assert name not in lock
        assert name in versions or name.replace("-", "_") in versions


def test_what_is_loaded_before_the_first_cell_is_there(online):
    packages = settings(online)["loadPyodideOptions"]["packages"]
    assert packages[: len(lite.IN_PYODIDE)] == [*lite.IN_PYODIDE]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    required = {Requirement(line).name for line in project["dependencies"]}
    assert required == {*lite.IN_PYODIDE, "ipywidgets"}
    workers = list((online / f"extensions/{lite.KERNEL}/static").glob("*.worker.*.js"))
    assert workers
    for url in packages[len(lite.IN_PYODIDE) :]:
        assert all((worker.parent / url).is_file() for worker in workers), url


@pytest.mark.parametrize("chapter", ["01_c2f_neuron", "ko/01_c2f_neuron"])
def test_a_chapter_opens_with_its_stored_outputs(online, opened, chapter):
    stored = nbformat.read(ROOT / "notebooks" / f"{chapter}.ipynb", as_version=4)
    printed = next(o.text for c in stored.cells for o in c.get("outputs", []) if "text" in o)
    with served(online) as address:
        visit = opened(address, chapter)
        outputs = visit.page.locator(".jp-OutputArea-output")
        expect(outputs.first).to_have_text(printed.strip())
        picture = visit.page.locator(".jp-OutputArea-output img").first
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("image => image.naturalWidth") > 300
        asked = outside(visit, address)
    assert set(asked) <= {f"{CDN}pyodide.mjs"}


def test_every_chapter_is_there_as_it_is_stored(online):
    for path in CHAPTERS + KOREAN:
        there = online / "files" / f"{place(path)}.ipynb"
        assert there.read_bytes() == path.read_bytes()
    listed = json.loads((online / "api/contents/all.json").read_text())["content"]
    assert {entry["name"] for entry in listed} == {"ko", *(path.name for path in CHAPTERS)}


def test_cells_run_in_the_browser_and_nothing_is_asked_of_another_host(offline, opened):
    """The kernel starts from the folder, and what a chapter imports is there before it asks."""
    chapter = offline / "files" / "00_start_here.ipynb"
    notebook = nbformat.read(chapter, as_version=4)
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    first.metadata = {}  # its output is hidden at first
    notebook.cells = [first, nbformat.v4.new_code_cell(TRIAL)]
    stored, first.outputs = first.outputs[0].text, [nbformat.v4.new_output("stream", text="old\n")]
    nbformat.write(notebook, chapter)
    with served(offline) as address:
        visit = opened(address, chapter.stem)
        visit.page.get_by_role("menuitem", name="Run", exact=True).click()
        visit.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        outputs = visit.page.locator(".jp-OutputArea-output")
        expect(outputs.nth(0)).to_have_text(stored.strip(), timeout=60_000)
        expect(outputs.nth(1)).to_have_text("0.1.0 lecture", timeout=30_000)
        visit.page.locator(".widget-slider [role=slider]").wait_for()
        assert outside(visit, address) == []


@pytest.mark.parametrize("path", CHAPTERS[:6], ids=place)
def test_a_chapter_runs_without_threads_processes_and_sockets(path, monkeypatch):
    """The later chapters train for a minute: the test below reads them."""
    forbid(monkeypatch)
    names = {"__name__": path.stem}
    for cell in cells(path, "code"):
        try:
            exec(compile(cell.source, f"{path.name}, cell {cell.id}", "exec"), names)
        except Exception:
            assert "raises-exception" in tags(cell)


def test_what_is_forbidden_would_be_seen(monkeypatch):
    forbid(monkeypatch)
    for call in (threading.Thread().start, partial(subprocess.run, ["true"]), socket.socket):
        with pytest.raises(Forbidden):
            call()


def test_nothing_that_pyodide_lacks_is_imported():
    sources = {str(path): path.read_text() for folder in ("helpers", "lecture")
               for path in (ROOT / folder).rglob("*.py")}  # fmt: skip
    for path in CHAPTERS + KOREAN:
        sources[str(path)] = "\n".join(cell.source for cell in cells(path, "code"))
    assert len(sources) > 50
    for name, source in sources.items():
        found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, IMPORTS)]
        modules = {getattr(node, "module", None) or node.names[0].name for node in found}
        assert not LACKING & {module.partition(".")[0] for module in modules}, name


class Forbidden(BaseException):
    """What a chapter cannot catch."""


def forbid(monkeypatch):
    for owner, names in FORBIDDEN.items():
        for name in names:
            if hasattr(owner, name):
                monkeypatch.setattr(owner, name, partial(refuse, name))


def refuse(name, *_, **__):
    raise Forbidden(f"Pyodide cannot do this: {name}")


@pytest.mark.parametrize(
    ("lock", "said"),
    [
        (None, "has no pyodide-lock.json: name the folder of an unpacked Pyodide distribution"),
        ("3.12.7", "has Python 3.12.7: Pyodide 314.0.6, with Python 3.14, is needed."),
        ("3.14.2", r"lacks a.whl \(10 files in all\): the full distribution of Pyodide 314.0.6"),
    ],
)
def test_a_folder_that_is_no_pyodide_is_refused(tmp_path, lock, said):
    if lock:
        names = (*lite.NEEDED_BY_KERNEL, *lite.IN_PYODIDE)
        packages = {name: {"file_name": "a.whl", "depends": []} for name in names}
        text = json.dumps({"info": {"python": lock}, "packages": packages})
        (tmp_path / "pyodide-lock.json").write_text(text)
        (tmp_path / "pyodide.mjs").touch()
    with pytest.raises(lite.CannotBuild, match=said):
        lite.copy_pyodide(tmp_path, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_links_lead_from_a_page_to_its_chapter(online):
    for path in CHAPTERS + KOREAN:
        language = "ko" if path in KOREAN else "en"
        url, _, named = open_in.beside(path.stem, language)["lite"].partition("?path=")
        page = Path("ko" if path in KOREAN else ".", "page.html")
        there = os.path.normpath(page.parent / url)
        assert (online / Path(there).relative_to("lite")).is_file()
        assert (online / "files" / named).read_bytes() == path.read_bytes()


def test_pages_link_to_it_where_it_stands_beside_them(tmp_path):
    shutil.copytree(ROOT / "site", tmp_path / "site", ignore=shutil.ignore_patterns("__pycache__"))
    chapter = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 0")])
    for folder in build_site.NOTEBOOKS.values():
        (tmp_path / folder).mkdir()
        nbformat.write(chapter, tmp_path / folder / "00_start_here.ipynb")
    there = tmp_path / "build" / "site" / "lite" / "notebooks" / "index.html"
    there.parent.mkdir(parents=True)
    there.touch()
    site = build_site.build(tmp_path)
    for name, up in (("00_start_here", ""), ("ko/00_start_here", "../")):
        link = f'href="{up}lite/notebooks/index.html?path={name}.ipynb"'
        assert link in (site / f"{name}.html").read_text(encoding="utf-8")
    there.unlink()
    assert len(build_site.broken_links(site)) == 2
