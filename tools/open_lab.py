"""Open JupyterLab on working copies of the chapters, in `work/`.

Use: .venv/bin/python tools/open_lab.py [edit] [options of JupyterLab]

With `edit` it opens the chapters themselves. With LECTURE_LANG=ko in the environment it opens the
Korean ones.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from copies import hand_out

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = ROOT / "notebooks"
COPIES = ROOT / "work"
SERIES = {"en": ".", "ko": "ko"}  # the folder of a language, in notebooks/ and in work/


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
    arguments, language = sys.argv[1:], os.environ.get("LECTURE_LANG") or "en"
    if language not in SERIES:
        sys.exit(f"LECTURE_LANG is {language!r}: choose one of {', '.join(SERIES)}.")
    if arguments[:1] == ["edit"]:
        open_lab(CHAPTERS, arguments[1:], SERIES[language])
    else:
        try:
            for line in hand_out(CHAPTERS, COPIES):
                print(line, flush=True)
        except OSError as error:
            sys.exit(f"The folder for your work cannot be written: {error}")
        open_lab(COPIES, arguments, SERIES[language])
