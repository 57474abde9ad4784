"""What deploy/ holds for one server and for a cluster says what the trial says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from traitlets.config import PyFileConfigLoader

from stored import CHAPTERS, KOREAN, ROOT

DEPLOY = ROOT / "deploy"
FULL_DISK = {"--FileContentsManager.delete_to_trash=False", "--NotebookNotary.db_file=:memory:"}


def settings(folder, **environment):
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        return PyFileConfigLoader("jupyterhub_config.py", str(DEPLOY / folder)).load_config()


@pytest.fixture(scope="module")
def trial():
    hub = {"HUB_WORK": "/somewhere", "HUB_PASSWORD": "a password", "HUB_PORT": "8000"}
    return settings("trial", HUB_PROXY="proxy", **hub)


@pytest.fixture(scope="module")
def server():
    return settings("tljh")


@pytest.fixture(scope="module")
def cluster():
    return yaml.safe_load((DEPLOY / "kubernetes" / "values.yaml").read_text(encoding="utf-8"))


def test_a_full_disk_locks_nobody_out(trial, server, cluster):
    for arguments in (
        trial.Spawner.args,
        server.Spawner.args,
        cluster["hub"]["config"]["Spawner"]["args"],
    ):
        assert set(arguments) >= FULL_DISK


def test_kernels_of_one_machine_take_no_ports(trial, server):
    for arguments in (trial.Spawner.args, server.Spawner.args):
        assert "--KernelManager.transport=ipc" in arguments


def test_the_same_chapter_opens_with_the_same_limits(trial, server, cluster):
    pages = [trial.Spawner.default_url, server.Spawner.default_url]
    assert {*pages, cluster["singleuser"]["defaultUrl"]} == {f"/lab/tree/work/{CHAPTERS[0].name}"}
    assert trial.Spawner.mem_limit == cluster["singleuser"]["memory"]["limit"] == "1G"
    assert "tljh-config set limits.memory 1G" in (DEPLOY / "README.md").read_text()
    assert f"--timeout={cluster['cull']['timeout']}" in trial.JupyterHub.services[0]["command"]
    for environment in (trial.Spawner.environment, cluster["singleuser"]["extraEnv"]):
        assert environment["OPENBLAS_NUM_THREADS"] == "1"


def test_the_trial_opens_the_korean_chapters(trial):
    korean = settings(
        "trial",
        LECTURE_LANG="ko",
        **{
            "HUB_WORK": "/somewhere",
            "HUB_PASSWORD": "a password",
            "HUB_PORT": "8000",
            "HUB_PROXY": "p",
        },
    )
    assert korean.Spawner.default_url == f"/lab/tree/work/ko/{KOREAN[0].name}"


def test_nobody_enters_a_cluster_whose_login_is_not_set(cluster):
    assert cluster["hub"]["config"]["JupyterHub"]["authenticator_class"] == "null"


def test_a_server_starts_with_the_copies_and_a_short_path_for_sockets(tmp_path):
    show = "import os; print(os.environ['JUPYTER_RUNTIME_DIR'])"
    environment = {k: v for k, v in os.environ.items() if k != "JUPYTER_RUNTIME_DIR"}
    done = subprocess.run(
        [DEPLOY / "start", sys.executable, "-c", show],
        env=environment | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    sockets = Path(done.stdout.strip())
    assert len(f"{sockets}/kernel-{'0' * 36}-ipc-5") <= 107
    assert sockets.stat().st_mode & 0o777 == 0o700
    sockets.rmdir()
    assert len(list((tmp_path / "work").glob("**/*.ipynb"))) == len(CHAPTERS + KOREAN)


def test_the_recipe_names_files_that_exist():
    said = (DEPLOY / "README.md").read_text(encoding="utf-8")
    for path in ("tools/jupyter/.", "deploy/tljh/jupyterhub_config.py", "requirements.txt"):
        assert path in said
        assert (ROOT / path).exists()
