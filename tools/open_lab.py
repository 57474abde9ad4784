"""Open JupyterLab on working copies of the chapters, in `work/`.

Use: .venv/bin/python tools/open_lab.py [edit] [options of JupyterLab]

With `edit` it opens the chapters themselves. With LECTURE_LANG=ko in the environment it opens the
Korean ones.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import copies
from copies import CHAPTERS, COPIES, ROOT

SERIES = {"en": ".", "ko": "ko"}  # the folder of a language, in notebooks/ and in work/


def chosen_series() -> str:
    """The folder of the language that the environment names; SystemExit if there is none."""
    language = os.environ.get("LECTURE_LANG") or "en"
    if language not in SERIES:
        sys.exit(f"LECTURE_LANG is {language!r}: choose one of {', '.join(SERIES)}.")
    return SERIES[language]


def open_lab(folder: Path, options: list[str], series: str = ".") -> None:
    """Start JupyterLab with the settings of tools/jupyter on the first chapter of a series."""
    configured = [str(ROOT / "tools" / "jupyter"), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, configured))
    first = folder / series / min(CHAPTERS.glob("*.ipynb")).name
    root = [f"--ServerApp.root_dir={folder}"]
    root += ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    from jupyterlab.labapp import main  # takes a second, and reads the variable

    print("JupyterLab opens in your browser; Control-C stops it.", flush=True)
    main(["--ServerApp.ip=localhost", "--log-level=WARN", *root, *options, str(first)])


if __name__ == "__main__":
    arguments, series = sys.argv[1:], chosen_series()
    if arguments[:1] == ["edit"]:
        open_lab(CHAPTERS, arguments[1:], series)
    else:
        copies.main()
        open_lab(COPIES, arguments, series)
