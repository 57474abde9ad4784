"""Start a JupyterHub for trials on this machine: `make hub`.

Use: .venv/bin/python tools/hub.py [options of JupyterHub]

In the environment can be set: HUB_PORT (8000; the next two are used, too), HUB_WORK (build/hub,
for the students' homes and the hub's state), HUB_PASSWORD (a new one each time), LECTURE_LANG.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from shlex import quote

from copies import ROOT
from open_lab import chosen_series

CONFIG = ROOT / "deploy" / "trial" / "jupyterhub_config.py"  # bench/hub.py tries others
PROXY = Path(sys.prefix) / "proxy" / "node_modules" / ".bin" / "configurable-http-proxy"
NOBODY = 65534
OPENED = "HUB_OPENED"  # set where the folders above Python and the lecture have been opened
CLOSED = (
    "Each student gets an account of its own, which cannot run {python}: a folder above it is "
    "closed. Start the hub as another user than root, or set up with a Python that all can run: "
    "make clean hub PYTHON=/usr/bin/python3"
)
TOGETHER = (
    "All students run under your account, so their code can read your files and one another's. "
    "Started as root, the hub gives each an account of its own."
)


def main(options: list[str]) -> None:
    if sys.platform == "win32":
        sys.exit("JupyterHub does not run on Windows: use WSL, Linux or macOS.")
    environment = {
        "HUB_WORK": str(ROOT / "build" / "hub"),
        "HUB_PASSWORD": secrets.token_urlsafe(9),
        "HUB_PORT": "8000",
        "HUB_PROXY": str(PROXY),
    } | os.environ
    chosen_series()
    folder = make_folders(Path(environment["HUB_WORK"]).absolute())
    if os.geteuid() == 0:
        needed = [Path(sys.base_prefix).resolve(), ROOT, folder]
        if any(map(closed_above, needed)) and OPENED not in environment and shutil.which("unshare"):
            open_folders(needed, options)
        if not can_be_run():
            sys.exit(CLOSED.format(python=sys.executable))
    claim(folder / "state" / "lock")
    print(f"Address: http://127.0.0.1:{environment['HUB_PORT']}; Control-C stops it.")
    print(f"Log in as any student, with the password {environment['HUB_PASSWORD']}")
    print(f"Homes of the students: {folder / 'homes'}", flush=True)
    if os.geteuid() != 0:
        print(TOGETHER, flush=True)
    command = [
        sys.executable,
        "-m",
        "jupyterhub",
        f"--config={os.environ.get('HUB_CONFIG', CONFIG)}",
        *options,
    ]
    os.chdir(folder / "state")
    os.execve(sys.executable, command, environment | {"HUB_WORK": str(folder)})


def make_folders(folder: Path) -> Path:
    """Make room for the homes, and for the state of the hub, which no student sees."""
    (folder / "homes").mkdir(parents=True, exist_ok=True)
    (folder / "state").mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o711)
    (folder / "homes").chmod(0o711)
    return folder


def claim(lock: Path) -> None:
    """Hold a lock as long as this process, which becomes the hub, lives."""
    import fcntl  # not on Windows

    file = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    os.set_inheritable(file, True)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(f"A hub with the homes in {lock.parents[1] / 'homes'} runs already: stop it.")


def can_be_run() -> bool:
    """Whether another account can run this Python and read the lecture."""
    try:
        subprocess.run(
            [sys.executable, "-c", "import lecture"],
            **{"user": NOBODY, "group": NOBODY, "extra_groups": (), "cwd": "/"},
            stderr=subprocess.DEVNULL,
            check=True,
        )
    except (PermissionError, subprocess.CalledProcessError):
        return False
    return True


def open_folders(needed: list[Path], options: list[str]) -> None:
    """Start again where closed folders, such as /root, show what is needed and no more.

    The mounts are seen by the hub alone, and end with it.
    """
    lines = ["set -e"]
    for closed in dict.fromkeys(filter(None, map(closed_above, needed))):
        lines += ["new=$(mktemp -d)", "mount -t tmpfs -o mode=755 lecture $new"]
        for path in needed:
            if path.is_relative_to(closed):
                inside = f"$new/{quote(str(path.relative_to(closed)))}"
                lines += [f"mkdir -p {inside}", f"mount --rbind {quote(str(path))} {inside}"]
        lines += [f"mount --move $new {quote(str(closed))}", "rmdir $new"]
    script = "\n".join([*lines, 'exec "$@"'])
    again = [sys.executable, str(Path(__file__).resolve()), *options]
    command = ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh", *again]
    os.execvpe("unshare", command, os.environ | {OPENED: "1"})


def closed_above(path: Path) -> Path | None:
    """The folder nearest to / that others cannot pass on their way to a path."""
    closed = [folder for folder in path.parents if not folder.stat().st_mode & 0o001]
    return closed[-1] if closed else None


if __name__ == "__main__":
    main(sys.argv[1:])
