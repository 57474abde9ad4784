"""The places in which a reader opens a chapter by a link, and the address of each.

The repository is the one that GITHUB_REPOSITORY names, `owner/name`, as GitHub's workflows set it.
Without it there are no links. Colab and Kaggle get the copies that site/alone.py writes.
"""

from __future__ import annotations

import os
import re
from urllib.parse import quote

BRANCH = "alone"  # where the workflow of the same name puts the copies
FOLDERS = {"en": "", "ko": "ko/"}


def repository() -> str | None:
    """The repository that the environment names, or None."""
    named = os.environ.get("GITHUB_REPOSITORY", "")
    if named and not re.fullmatch(r"[\w-]+/[\w.-]+", named, re.ASCII):
        raise ValueError(f"GITHUB_REPOSITORY is {named!r}: owner/name is expected.")
    return named or None


def links(chapter: str, language: str = "en") -> dict[str, str]:
    """The name of each place and its address for a chapter, "01_c2f_neuron", in a language.

    Codespaces has one address for all chapters, and opens the first.
    """
    if language not in FOLDERS:
        raise ValueError(f"language is {language!r}: choose one of {', '.join(FOLDERS)}.")
    if not (named := repository()):
        return {}
    file = f"{FOLDERS[language]}{chapter}.ipynb"
    copy = f"{named}/blob/{BRANCH}/{file}"
    return {
        "Colab": f"https://colab.research.google.com/github/{copy}",
        "Kaggle": f"https://kaggle.com/kernels/welcome?src=https://github.com/{copy}",
        "Binder": f"https://mybinder.org/v2/gh/{named}/HEAD?urlpath="
        + quote(f"lab/tree/work/{file}", safe=""),
        "Codespaces": f"https://codespaces.new/{named}?quickstart=1",
        "github.dev": f"https://github.dev/{named}/blob/HEAD/notebooks/{file}",
    }


def beside(chapter: str, language: str = "en") -> dict[str, str]:
    """What other commands put beside a chapter's page, by the command: seen from that page."""
    up = "../" * FOLDERS[language].count("/")
    return {
        "lite": f"{up}lite/notebooks/index.html?path={FOLDERS[language]}{chapter}.ipynb",
        "handout": f"{up}handout/{language}/{chapter}.pdf",
        "slides": f"{up}slides/{language}/{chapter}.html",
    }


def pages() -> str | None:
    """The address of the lecture as pages, where GitHub puts them."""
    if not (named := repository()):
        return None
    owner, name = named.lower().split("/")
    return f"https://{owner}.github.io/" + ("" if name == f"{owner}.github.io" else f"{name}/")
