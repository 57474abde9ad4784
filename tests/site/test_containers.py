"""Binder, Codespaces, the container and the wheelhouse, as far as they go without Docker."""

import hashlib
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import wheelhouse
from lab import free_port, wait_for
from stored import CHAPTERS, KOREAN, ROOT

SITE = ROOT / "site"

TESTERS = {"pytest", "playwright", "mypy", "ruff", "hypothesis", "nbval", "sphinx"}
FIRST = f"work/{CHAPTERS[0].name}"
BINDER = ROOT / ".binder"
NO_NETWORK = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
LINES = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def clone(tmp_path):
    """What a container is given of the project: what .dockerignore lets through."""
    folder = tmp_path / "lecture"
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        if line.startswith("!"):
            path = ROOT / line[1:]
            copy = shutil.copytree if path.is_dir() else shutil.copy
            folder.mkdir(exist_ok=True)
            copy(path, folder / path.name)
    return folder


def run(*command, **options):
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, **options
    )


def handed_out(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.ipynb")}


def download_once(packages, platform, python, folder, download=wheelhouse.download):
    """The wheels are kept in the environment of the tests until other versions are asked for."""
    key = hashlib.sha256("".join([platform, python, *packages]).encode()).hexdigest()[:16]
    kept = Path(sys.prefix) / "wheelhouse"
    if not (kept / key).exists():
        shutil.rmtree(kept, ignore_errors=True)
        download(packages, platform, python, kept)
        (kept / key).touch()
    for wheel in kept.glob("*.whl"):
        shutil.copy(wheel, folder)


def series():
    return {path.relative_to(ROOT / "notebooks").as_posix() for path in [*CHAPTERS, *KOREAN]}


def test_readers_get_no_tools_of_tests():
    names = {Requirement(line).name for line in LINES if re.match(r"\w", line)}
    assert {"jupyterlab", "ipywidgets", "matplotlib"} <= names
    assert not names & TESTERS


def test_repo2docker_installs_what_readers_need_and_nothing_else(monkeypatch):
    app = pytest.importorskip("repo2docker.app").Repo2Docker()
    logging.getLogger("repo2docker").setLevel(logging.ERROR)
    monkeypatch.chdir(ROOT)
    packs = (pack(app.base_image) for pack in app.buildpacks)
    chosen = next(pack for pack in packs if pack.detect())
    assert type(chosen).__name__ == "PythonBuildPack"  # not the Dockerfile, which is for others
    assert chosen.python_version == "3.12"
    steps = [
        step for _, step in [*chosen.get_preassemble_scripts(), *chosen.get_assemble_scripts()]
    ]
    (installs,) = [step for step in steps if "pip install" in step]
    assert installs.endswith('-r ".binder/requirements.txt"')
    assert (BINDER / "requirements.txt").read_text() == "-r ../requirements.txt\n"
    assert chosen.get_post_build_scripts() == [".binder/postBuild"]
    assert chosen.get_start_script() == "${REPO_DIR}/.binder/start"


@pytest.mark.skipif(os.name == "nt", reason="scripts of Linux")
def test_binder_hands_out_the_chapters_and_then_starts(clone):
    python = Path(sys.executable).parent
    environment = os.environ | {"PATH": f"{python}{os.pathsep}{os.environ['PATH']}"}
    done = run(clone / ".binder" / "start", "echo", "started", env=environment, cwd=clone.parent)
    assert (done.stdout, done.stderr) == ("started\n", "")
    assert handed_out(clone / "work") == series()


@pytest.mark.skipif(os.name == "nt", reason="scripts of Linux")
@pytest.mark.parametrize("command", ["lab", "server"])
def test_a_server_with_binders_settings_opens_chapter_0(clone, tmp_path, command):
    prefix, port = tmp_path / "prefix", free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")}
    environment |= {"NB_PYTHON_PREFIX": str(prefix), "HOME": str(tmp_path)}
    built = run(clone / ".binder" / "postBuild", env=environment, cwd=clone)
    assert built.returncode == 0, built.stderr
    settings = prefix / "etc" / "jupyter"
    assert (settings / "jupyter_server_config.py").exists()
    assert (settings / "labconfig" / "default_setting_overrides.json").exists()
    environment |= {"JUPYTER_CONFIG_PATH": str(settings), "JUPYTER_TOKEN": "t"}
    options = ["--no-browser", f"--port={port}", "--ServerApp.port_retries=0", "--allow-root"]
    log = tmp_path / "server.log"
    with log.open("w") as lines:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter", command, *options],
            env=environment,
            cwd=clone,
            stdout=lines,
            stderr=lines,
        )
    try:
        url = f"http://localhost:{port}"
        wait_for(f"{url}/api?token=t", server, log)
        with urllib.request.urlopen(f"{url}/?token=t") as page:
            assert page.url.startswith(f"{url}/lab/tree/{FIRST}")
    finally:
        server.terminate()
        server.wait(timeout=30)


def test_codespaces_installs_what_readers_need_and_opens_chapter_0(clone):
    settings = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
    assert settings["updateContentCommand"] == "pip install --user --requirement requirements.txt"
    assert settings["customizations"]["codespaces"]["openFiles"] == [FIRST]
    command, script = settings["postCreateCommand"].split()
    assert command == "python"
    assert settings["waitFor"] == "postCreateCommand"
    done = run(sys.executable, script, cwd=clone)
    assert done.returncode == 0, done.stderr
    assert (clone / FIRST).exists()


def test_the_container_has_all_that_its_steps_use(clone, tmp_path):
    steps = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "COPY . /opt/lecture/" in steps
    assert re.findall(r"pip install (.+?) &&", steps) == [
        "--no-cache-dir --requirement requirements.txt"
    ]
    for path in re.search(r"cp -r (.+?) \"", steps)[1].split():
        assert (clone / path).exists()
    script, folder = re.search(
        r"python /opt/lecture/(\S+) \"/home/\${NB_USER}/(\w+)\"", steps
    ).groups()
    done = run(sys.executable, clone / script, tmp_path / folder)
    assert done.returncode == 0, done.stderr
    assert handed_out(tmp_path / folder) == series()
    editable = f"from setuptools import build_meta; build_meta.build_editable({str(tmp_path)!r})"
    done = run(sys.executable, "-c", editable, cwd=clone)
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.glob("neuron_lecture-*.whl"))


def test_a_folder_that_cannot_be_written_is_one_clear_line(clone, tmp_path):
    (tmp_path / "work").touch()
    failed = run(sys.executable, clone / "tools" / "copies.py", tmp_path / "work")
    assert failed.returncode == 1
    assert failed.stderr.startswith("The folder for your work cannot be written: ")
    assert failed.stderr.count("\n") == 1


def test_each_platform_gets_the_packages_that_it_alone_needs():
    needed = {
        platform: {package.split("==")[0] for package in wheelhouse.pinned(LINES, platform, "3.12")}
        for platform in wheelhouse.TAGS
    }
    assert needed["windows"] - needed["linux"] == {"colorama", "pywinpty"}
    assert needed["linux"] - needed["windows"] == {"pexpect", "ptyprocess"}
    assert needed["macos"] - needed["linux"] == {"appnope"}
    assert "overrides==7.7.0" in wheelhouse.pinned(LINES, "linux", "3.11")
    assert "overrides" not in needed["linux"]


def test_a_package_that_cannot_be_had_is_said(tmp_path):
    command = [sys.executable, SITE / "wheelhouse.py", tmp_path / "out", "--platforms", "windows"]
    failed = run(*command, env=os.environ | {"PIP_NO_INDEX": "1"})
    assert failed.returncode == 1
    assert failed.stderr.endswith("The wheelhouse is not complete: see what pip says above.\n")
    assert "Traceback" not in failed.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="made for this platform, whose name is known")
def test_a_classroom_without_network_sets_up_from_the_wheelhouse(tmp_path, monkeypatch):
    """The lines of README.txt, each in a network of its own that leads nowhere."""
    monkeypatch.setattr(wheelhouse, "download", download_once)
    folder = tmp_path / "wheelhouse"
    wheelhouse.write(folder, ["linux"], wheelhouse.THIS)
    said = (folder / "README.txt").read_text(encoding="utf-8")
    make, install, start = re.findall(r"^    (.+)$", said, re.M)
    apart = ["unshare", "--map-root-user", "--net"]
    if not shutil.which("unshare") or run(*apart, "true").returncode:
        apart = []
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
    environment |= NO_NETWORK | {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_COMPILE": "1"}
    show = '.venv/bin/python -c "import helpers, lecture; print(lecture.__file__)"'
    for line in (make.replace("python3", sys.executable), install, f"{start} --version", show):
        done = run(*apart, "sh", "-c", line, env=environment, cwd=folder)
        assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(folder / ".venv"))
    assert handed_out(folder / "work") == series()
