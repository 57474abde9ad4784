"""Install or pin packages with uv, which takes a third of pip's time.

Use: .venv/bin/python tools/packages.py install --requirement requirements.txt
     .venv/bin/python tools/packages.py compile pyproject.toml

What follows is read as `uv pip` reads it. The settings of this machine's pip hold for uv, too.
Where uv cannot be had or fails, pip installs.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Mapping

PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
VARIABLES = {  # a setting of pip -> the variable of uv, and what stands between its values
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "proxy": ("ALL_PROXY", " "),
}


def settings(listed: str) -> dict[str, str]:
    """The variables that tell uv what `pip config list` printed.

    What stands in a variable of pip's comes before what stands in its files.
    """
    found = {}
    for section in ("global.", "install.", ":env:."):
        for line in listed.splitlines():
            name, _, value = line.removeprefix(section).partition("=")
            if line.startswith(section) and name in VARIABLES:
                variable, between = VARIABLES[name]
                found[variable] = between.join(ast.literal_eval(value).split())
    if "UV_INDEX" in found:
        found["UV_INDEX_STRATEGY"] = "unsafe-best-match"  # pip, too, looks into every index
    return found


def environment() -> Mapping[str, str]:
    listed = subprocess.run([*PIP, "config", "list"], capture_output=True, text=True, check=True)
    return settings(listed.stdout) | {"UV_CUSTOM_COMPILE_COMMAND": "make lock"} | os.environ


def uv(*arguments: str) -> int:
    """Run `uv pip`; of each package that it installs only the large ones get a line."""
    subprocess.run([*PIP, "install", "-qq", "uv"], check=True)
    command = [sys.executable, "-m", "uv", "pip", *arguments]
    with subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True) as running:
        for line in running.stderr or ():
            if not line.startswith((" + ", " - ", " ~ ")):
                print(f"  {line}", end="", flush=True)
    return running.returncode


def main(task: str, *arguments: str) -> int:
    if task == "compile":
        return uv(task, *arguments)
    try:
        if uv(task, "--python", sys.executable, *arguments) == 0:
            return 0
    except (OSError, subprocess.CalledProcessError):
        pass
    print("  uv did not install it; pip tries.", flush=True)
    return subprocess.run([*PIP, task, *arguments]).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
