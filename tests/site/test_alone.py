"""A chapter alone: without the lecture, and its copy with what Colab and Kaggle have."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import nbformat
import pytest
import yaml
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from playwright.sync_api import expect

import alone
import open_in
from built import served
from lab import free_port, some_chromium, wait_for
from stored import CHAPTERS, KOREAN, ROOT, place

SITE = ROOT / "site"

HERE = Path(__file__).parent
REPOSITORY = "someone/lecture"
PUBLISHED = f"https://github.com/{REPOSITORY}/raw/{open_in.BRANCH}"
VERSIONS = {"Colab": "7.7.1", "Kaggle": "8.1.5"}  # of ipywidgets
OURS = ("JUPYTER", "PIP_", "PYTHON", "XDG_")  # variables of this machine
VIEW = "application/vnd.jupyter.widget-view+json"
MOVES = """\
import ipywidgets
control = next(iter(neuron_live.controls.values()))
control.value = control.max
print(ipywidgets.__version__, neuron_live.alt)
"""


class Front:
    """An environment with the versions of a front end, a kernel in it, and nothing of ours."""

    def __init__(self, name, folder):
        self.name = name
        self.python = folder / "environment" / ("Scripts" if os.name == "nt" else "bin") / "python"
        uv = [sys.executable, "-m", "uv", "--quiet"]
        made = ["venv", "--seed", "--python", sys.executable, str(folder / "environment")]
        listed = str(HERE / f"{name.lower()}.txt")
        for command in (made, ["pip", "install", "--python", str(self.python), "-r", listed]):
            subprocess.run([*uv, *command], check=True, cwd=folder)
        kernel = folder / "jupyter" / "kernels" / "front"
        kernel.mkdir(parents=True)
        argv = [str(self.python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        spec = {"argv": argv, "display_name": name, "language": "python"}
        (kernel / "kernel.json").write_text(json.dumps(spec))
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
        self.environment |= {"JUPYTER_PATH": str(folder / "jupyter")}
        self.environment |= {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"}

    def packages(self):
        command = [self.python, "-m", "pip", "--disable-pip-version-check", "list", "--format=json"]
        listed = subprocess.run(command, capture_output=True, check=True).stdout
        return {(entry["name"], entry["version"]) for entry in json.loads(listed)}

    def uninstall(self):
        command = [self.python, "-m", "pip", "uninstall", "--quiet", "--yes", "neuron-lecture"]
        subprocess.run(command, check=True, capture_output=True)

    def run(self, notebook, folder):
        place = {"metadata": {"path": str(folder)}}
        with patch.dict(os.environ, self.environment, clear=True):
            NotebookClient(notebook, kernel_name="front", timeout=240, resources=place).execute()


@pytest.fixture(scope="module", params=VERSIONS)
def front(request, tmp_path_factory):
    """Colab or Kaggle; nothing but the wheel can be had from its kernel."""
    if sys.version_info >= (3, 14):
        pytest.skip("the NumPy and Matplotlib of Colab have no wheels for it")
    folder = tmp_path_factory.mktemp(request.param)
    return Front(request.param, folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """What the workflow puts into the branch, for some repository."""
    made = tmp_path_factory.mktemp("branch")
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("GITHUB_REPOSITORY", REPOSITORY)
        alone.write(made)
    return made


@pytest.fixture(scope="module")
def address(folder):
    """Where this machine serves the folder in place of GitHub."""
    with served(folder) as where:
        yield where.rstrip("/")


@pytest.fixture
def copy(folder, address, tmp_path):
    """`copy("01_c2f_neuron")`: its copy in an empty folder, installing from this machine."""

    def copy(name):
        text = (folder / f"{name}.ipynb").read_text(encoding="utf-8")
        assert text.count(PUBLISHED) == 1
        path = tmp_path / Path(f"{name}.ipynb").name
        path.write_text(text.replace(PUBLISHED, address), encoding="utf-8")
        return path

    return copy


def errors(notebook):
    """What went to stderr, and errors that are not meant."""
    return [
        (cell.source, output)
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.get("name") == "stderr"
        or (
            output.output_type == "error"
            and "raises-exception" not in cell.metadata.get("tags", [])
        )
    ]


def test_a_stored_chapter_alone_names_what_is_missing_in_one_line(front, tmp_path):
    front.uninstall()
    shutil.copy(CHAPTERS[1], tmp_path)
    notebook = nbformat.read(tmp_path / CHAPTERS[1].name, as_version=4)
    with pytest.raises(CellExecutionError) as failed:
        front.run(notebook, tmp_path)
    assert failed.value.ename == "ModuleNotFoundError"
    assert failed.value.evalue == "No module named 'lecture'"


@pytest.mark.parametrize("name", ["01_c2f_neuron", "ko/01_c2f_neuron"])
def test_the_copy_of_a_chapter_runs_from_an_empty_folder(front, copy, name):
    front.uninstall()
    before = front.packages()
    path = copy(name)
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(MOVES))
    front.run(notebook, path.parent)
    assert not errors(notebook)
    assert {name for name, _ in front.packages() ^ before} == {"neuron-lecture"}
    printed = notebook.cells[-1].outputs[0].text
    assert printed.startswith(VERSIONS[front.name])
    lives = [cell for cell in notebook.cells if re.search(r"^\w+_live$", cell.source, re.M)]
    assert lives
    for cell in lives:
        assert any(VIEW in output.get("data", {}) for output in cell.outputs), cell.source


def test_a_slider_moves_its_picture_in_notebook_6(front, copy, tmp_path):
    if front.name != "Colab":
        pytest.skip("Kaggle's widgets are those of `make test-browser`")
    path, port = copy("01_c2f_neuron"), free_port()
    command = [front.python, "-m", "notebook", "--no-browser", f"--port={port}", "--allow-root"]
    command += ["--port-retries=0", "--NotebookApp.token=t", f"--notebook-dir={path.parent}"]
    (tmp_path / "home").mkdir()
    home = {"HOME": str(tmp_path / "home"), "PATH": f"{front.python.parent}:{os.environ['PATH']}"}
    url, log = f"http://localhost:{port}", tmp_path / "notebook.log"
    with log.open("w") as lines:
        server = subprocess.Popen(command, env=front.environment | home, stdout=lines, stderr=lines)
    try:
        wait_for(f"{url}/api?token=t", server, log)
        with some_chromium() as browser:
            page = browser.new_page(viewport={"width": 1200, "height": 1400})
            page.goto(f"{url}/notebooks/{path.name}?token=t")
            page.get_by_title("Kernel Idle").wait_for(timeout=60_000)
            page.get_by_role("link", name="Cell", exact=True).click()
            page.locator("#run_all_cells").click()
            handle = page.locator(".widget-slider .ui-slider-handle").first
            handle.wait_for(timeout=120_000)
            image = page.locator(".widget-gridbox svg[role=img], .widget-gridbox [role=img]").first
            before = image.get_attribute("aria-label")
            handle.focus()
            for _ in range(3):
                page.keyboard.press("ArrowRight")
            expect(image).not_to_have_attribute("aria-label", before, timeout=20_000)
    finally:
        server.terminate()
        server.wait(timeout=30)


def test_a_copy_is_the_chapter_and_one_cell(folder):
    for path in CHAPTERS + KOREAN:
        stored = json.loads(path.read_text(encoding="utf-8"))
        copied = nbformat.read(folder / f"{place(path)}.ipynb", as_version=4)
        nbformat.validate(copied)
        (new,) = [cell for cell in copied.cells if cell.id == "install-lecture"]
        first = next(cell for cell in copied.cells if cell.cell_type == "code")
        assert first is new
        ids = [cell.id for cell in copied.cells if cell is not new]
        assert ids == [cell["id"] for cell in stored["cells"]]


def test_no_stored_notebook_names_a_repository():
    for path in CHAPTERS + KOREAN:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"pip install|git\+|/blob/|/raw/|colab\.research|mybinder", text)


def test_the_page_of_the_branch_lists_every_chapter_in_both_languages(folder):
    page = (folder / "README.md").read_text(encoding="utf-8")
    for path in CHAPTERS:
        for language in open_in.FOLDERS:
            for url in named_links(path.stem, language).values():
                assert f"({url})" in page
    (wheel,) = folder.glob("*.whl")
    assert f"pip install {PUBLISHED}/{wheel.name}\n" in page


def named_links(chapter, language):
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("GITHUB_REPOSITORY", REPOSITORY)
        return open_in.links(chapter, language)


def test_links_lead_to_the_chapter_in_its_language():
    assert named_links("01_c2f_neuron", "ko") == {
        "Colab": "https://colab.research.google.com/github/someone/lecture/blob/alone/ko/"
        "01_c2f_neuron.ipynb",
        "Kaggle": "https://kaggle.com/kernels/welcome?src=https://github.com/someone/lecture/"
        "blob/alone/ko/01_c2f_neuron.ipynb",
        "Binder": "https://mybinder.org/v2/gh/someone/lecture/HEAD?urlpath="
        "lab%2Ftree%2Fwork%2Fko%2F01_c2f_neuron.ipynb",
        "Codespaces": "https://codespaces.new/someone/lecture?quickstart=1",
        "github.dev": "https://github.dev/someone/lecture/blob/HEAD/notebooks/ko/"
        "01_c2f_neuron.ipynb",
    }


@pytest.mark.parametrize("value", [None, ""])
def test_without_a_repository_there_are_no_links(monkeypatch, value):
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    if value is not None:
        monkeypatch.setenv("GITHUB_REPOSITORY", value)
    assert open_in.links("01_c2f_neuron") == {}
    assert open_in.pages() is None


@pytest.mark.parametrize(
    ("named", "address"),
    [
        ("Someone/Lecture", "https://someone.github.io/lecture/"),
        ("someone/someone.github.io", "https://someone.github.io/"),
    ],
)
def test_the_address_of_the_pages(monkeypatch, named, address):
    monkeypatch.setenv("GITHUB_REPOSITORY", named)
    assert open_in.pages() == address


def test_an_unknown_language_is_named():
    with pytest.raises(ValueError, match="language is 'fr': choose one of en, ko"):
        open_in.links("01_c2f_neuron", "fr")


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("", "GITHUB_REPOSITORY is not set: owner/name of the repository is needed.\n"),
        ("someone", "GITHUB_REPOSITORY is 'someone': owner/name is expected.\n"),
        ("a/b\n", "GITHUB_REPOSITORY is 'a/b\\n': owner/name is expected.\n"),
    ],
)
def test_without_a_repository_no_copies_are_written(tmp_path, named, said):
    command = [sys.executable, str(SITE / "alone.py"), str(tmp_path / "folder")]
    environment = os.environ | {"GITHUB_REPOSITORY": named}
    failed = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (failed.returncode, failed.stderr) == (1, said)
    assert not (tmp_path / "folder").exists()


@pytest.mark.skipif(not shutil.which("git") or os.name == "nt", reason="a script of the workflow")
def test_the_workflow_puts_the_folder_into_the_branch(folder, tmp_path):
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "alone.yml").read_text())
    steps = workflow["jobs"]["publish"]["steps"]
    assert workflow["permissions"] == {"contents": "write"}
    assert {"run": "python site/alone.py build/alone"} in steps
    assert steps[-1]["working-directory"] == "build/alone"
    script = steps[-1]["run"].replace("https://x-access-token:$TOKEN@github.com", str(tmp_path))
    subprocess.run(["git", "init", "--quiet", "--bare", tmp_path / REPOSITORY], check=True)
    pushed = shutil.copytree(folder, tmp_path / "pushed")
    environment = os.environ | {"GITHUB_REPOSITORY": REPOSITORY, "GITHUB_SHA": "0123abc"}
    for _ in range(2):
        shutil.rmtree(pushed / ".git", ignore_errors=True)
        subprocess.run(["bash", "-e", "-c", script], cwd=pushed, env=environment, check=True)
    listed = ["git", "-C", tmp_path / REPOSITORY, "ls-tree", "-r", "--name-only", "alone"]
    names = subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split()
    assert {"README.md", "ko/01_c2f_neuron.ipynb"} < set(names)
    assert any(name.endswith(".whl") for name in names)
