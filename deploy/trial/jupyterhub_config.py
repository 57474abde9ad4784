"""A JupyterHub to try the lecture out with a class, on this machine and for it alone: `make hub`.

Started as root, it gives each student an account of its own. Otherwise all run under yours.
"""

import os
import resource
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

from jupyterhub.authenticators.shared import SharedPasswordAuthenticator
from jupyterhub.spawner import SimpleLocalProcessSpawner

ROOT = Path(__file__).resolve().parents[2]
STATE = Path(os.environ["HUB_WORK"]) / "state"
HOMES = Path(os.environ["HUB_WORK"]) / "homes"
PORT = int(os.environ["HUB_PORT"])  # and the two behind it, for the hub and its proxy
HERE = ("127.0.0.1", "localhost", "::1")
APART = os.geteuid() == 0
FIRST_ACCOUNT = 70001  # no account of the system's has such a number
PROCESSES = 256  # of a student, threads counted
CULLER = [sys.executable, "-m", "jupyterhub_idle_culler"]
SERIES = {"en": "", "ko": "ko/"}


class TrialAuthenticator(SharedPasswordAuthenticator):
    """One password for all, so it is for this machine alone."""

    def __init__(self, **options):
        super().__init__(**options)
        for url in (self.parent.bind_url, self.parent.hub.bind_url, self.parent.proxy.api_url):
            if urlsplit(url).hostname not in HERE:
                sys.exit(
                    f"make hub is for trials on this machine: it does not listen at {url}. "
                    "deploy/README.md has what a class needs."
                )


class StudentSpawner(SimpleLocalProcessSpawner):
    """A student's server in a home, under an account and with limits of its own."""

    @property
    def account(self):
        """What starts a process as this student: the owner of the home."""
        if not APART:
            return {"umask": 0o077}
        number = Path(self.home_dir).stat().st_uid
        return {"umask": 0o077, "user": number, "group": number, "extra_groups": ()}

    @property
    def runtime_dir(self):
        """The folder of the kernels' sockets, whose paths have at most 107 characters."""
        home = Path(self.home_dir).stat()
        return Path(f"/tmp/lecture-{home.st_dev:x}-{home.st_ino:x}")

    def make_preexec_fn(self, name):
        memory = self.mem_limit

        def preexec():
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
            if APART:
                resource.setrlimit(resource.RLIMIT_NPROC, (PROCESSES, PROCESSES))

        return preexec

    def user_env(self, env):
        return super().user_env(env) | {"JUPYTER_RUNTIME_DIR": str(self.runtime_dir)}

    async def start(self):
        if not Path(self.home_dir).exists():
            make_folder(Path(self.home_dir), next_account())
        shutil.rmtree(self.runtime_dir, ignore_errors=True)
        make_folder(self.runtime_dir, self.account.get("user"))
        self.popen_kwargs = self.account | {"cwd": self.home_dir}
        return await super().start()

    async def stop(self, now=False):
        await super().stop(now)
        shutil.rmtree(self.runtime_dir, ignore_errors=True)


def make_folder(folder, owner):
    folder.mkdir(mode=0o700)
    if APART:
        os.chown(folder, owner, owner)


def next_account():
    """The number behind those of the homes: a home keeps its owner when the hub starts anew."""
    return 1 + max([FIRST_ACCOUNT - 1, *(home.stat().st_uid for home in HOMES.iterdir())])


c = get_config()  # noqa: F821
c.Application.log_level = "ERROR"
c.JupyterHub.ip = c.JupyterHub.hub_ip = "127.0.0.1"
c.JupyterHub.port, c.JupyterHub.hub_port = PORT, PORT + 1
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{PORT + 2}"
c.ConfigurableHTTPProxy.command = [os.environ["HUB_PROXY"]]
c.ConfigurableHTTPProxy.log_level = "error"
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")
c.JupyterHub.db_url = f"sqlite:///{STATE}/hub.sqlite"
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")

c.JupyterHub.authenticator_class = TrialAuthenticator
c.SharedPasswordAuthenticator.user_password = os.environ["HUB_PASSWORD"]
c.Authenticator.allow_all = True
c.Authenticator.username_pattern = r"^[a-z0-9][a-z0-9_-]{0,31}$"

c.JupyterHub.spawner_class = StudentSpawner
c.SimpleLocalProcessSpawner.home_dir_template = f"{HOMES}/{{username}}"
SINGLEUSER = ROOT / "deploy" / "singleuser.py"  # 33 MB smaller than jupyterhub.singleuser
c.Spawner.cmd = [str(ROOT / "deploy" / "start"), sys.executable, str(SINGLEUSER)]
c.Spawner.args = [
    "--KernelManager.transport=ipc",  # with TCP, 1 of 110 kernels lost its port to another
    "--FileContentsManager.delete_to_trash=False",  # what is deleted makes room on a full disk,
    "--NotebookNotary.db_file=:memory:",  # on which no notebook opened: its signature has no room
    "--log-level=ERROR",
]
series = SERIES[os.environ.get("LECTURE_LANG") or "en"]
c.Spawner.default_url = f"/lab/tree/work/{series}00_start_here.ipynb"
c.Spawner.environment = {
    "JUPYTER_CONFIG_PATH": str(ROOT / "tools" / "jupyter"),  # a slider's messages go out at once
    "OPENBLAS_NUM_THREADS": "1",  # a kernel takes one core at most
    "JUPYTER_WIDGETS_ECHO": "0",  # a slider's move is not sent back to the hand that made it
}
c.Spawner.mem_limit = "1G"  # of each process: the server, and each kernel
c.Spawner.poll_interval = 5  # seconds until the hub sees that a server is gone
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
c.JupyterHub.concurrent_spawn_limit = 2 * (os.cpu_count() or 1)

c.JupyterHub.services = [
    {
        "name": "cull-idle",
        "command": [*CULLER, "--timeout=1800"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "cull-idle",
        "services": ["cull-idle"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]
