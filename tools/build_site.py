"""Build the site of the lecture, in English and Korean, from the notebooks as they are stored.

Use: .venv/bin/python tools/build_site.py

The pages of each language are one Sphinx build. When both are made, and every link in them leads
somewhere, they become build/site. What another command has put beside them stays there.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("sphinx", "myst_nb", "sphinx_book_theme", "sphinx_copybutton", "babel", "bs4")
MATHJAX_FROM = "sphinx-mathjax-offline"
NOTEBOOKS = {"en": "notebooks", "ko": "notebooks/ko"}
MATHJAX = ("startup.js", "core.js", "input/tex.js", "input/tex", "output/chtml.js")
MATHJAX += ("output/chtml/fonts/tex.js", "output/chtml/fonts/woff-v2", "a11y/assistive-mml.js")
KEPT = ("handout", "lite", "slides")  # what the commands of these names put beside the pages
UNUSED = ("*.map", "scripts/fontawesome.js*", "fa-brands-*", "fa-regular-*", "all-packages.js")
UNUSED += (".buildinfo*", "objects.inv", "plot_directive.css")
WARNING = re.compile(r"^(?P<place>.*?): (?:WARNING|ERROR|CRITICAL): (?P<what>.*?)(?: \[[\w.]+\])?$")


class CannotBuild(Exception):
    """Why there is no site, a line for each reason."""


def check_tools() -> None:
    """Raise CannotBuild where a package is missing that makes the pages."""
    missing = [name for name in (*NEEDED, MATHJAX_FROM) if find_spec(name) is None]
    if missing:
        raise CannotBuild(
            f"{', '.join(missing)} cannot be imported: "
            'call .venv/bin/python tools/packages.py install --editable ".[site]"'
        )


def check_notebooks(root: Path) -> None:
    """Raise CannotBuild where a chapter is missing in one language or was not executed."""
    names = {
        language: {path.name for path in (root / folder).glob("*.ipynb")}
        for language, folder in NOTEBOOKS.items()
    }
    problems = [
        f"{NOTEBOOKS[language]}/{name} is missing"
        for language, found in names.items()
        for name in sorted(set().union(*names.values()) - found)
    ]
    for language, found in names.items():
        for name in sorted(found):
            problems += problems_of(root / NOTEBOOKS[language] / name, root)
    if not any(names.values()):
        problems = ["notebooks/ has no chapter"]
    if problems:
        raise CannotBuild("\n".join(problems))


def problems_of(path: Path, root: Path) -> Iterator[str]:
    """Why a notebook cannot become a page."""
    place = path.relative_to(root).as_posix()
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError, TypeError):
        yield f"{place} is no notebook"
        return
    code = [cell for cell in cells if cell["cell_type"] == "code" and cell["source"]]
    idle = [cell for cell in code if cell.get("execution_count") is None]
    if idle:
        which = idle[0].get("id", "without an id")
        yield f"{place} is not executed (cell {which}): call make refresh"


def build_pages(language: str, root: Path, work: Path) -> subprocess.Popen[str]:
    """Start the Sphinx build of a language, from its chapters and its index page."""
    source = work / language / "source"
    shutil.copytree(root / "site" / language, source)
    for path in (root / NOTEBOOKS[language]).glob("*.ipynb"):
        shutil.copy(path, source)
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-W", "--keep-going"]
    command += ["-c", root / "site", "-t", language, "-d", work / language / "doctrees"]
    there = (name for name in KEPT if (root / "build" / "site" / name).is_dir())
    command += [part for name in there for part in ("-t", name)]
    command += ["--no-color", source, work / language / "html"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def complaints(language: str, said: str, work: Path) -> Iterator[str]:
    """What Sphinx complained of, with the name of the chapter."""
    source = str(work / language / "source")
    for line in said.splitlines():
        found = WARNING.match(line)
        if found:
            place = found["place"].replace(source, NOTEBOOKS[language])
            yield f"{re.sub(r'(:[0-9]+)+$', '', place)}: {found['what']}"


def broken_links(site: Path, beside: Path | None = None) -> list[str]:
    """The links, pictures, scripts and style sheets of the pages that lead nowhere.

    What other commands put beside the pages stands in `beside`, if not in their own folder.
    """
    from bs4 import BeautifulSoup

    pages = {}
    for path in [*site.glob("*.html"), *site.glob("ko/*.html")]:
        pages[path] = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    ids = {path: {tag["id"] for tag in page.find_all(id=True)} for path, page in pages.items()}
    broken = set()
    for path, page in pages.items():
        for tag in page.find_all(["a", "img", "link", "script", "source"]):
            link = tag.get("href") or tag.get("src")
            if not link or urlsplit(link).scheme or link.startswith("//"):
                continue
            parts = urlsplit(link)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if beside and target.is_relative_to(site.resolve()):
                inside = target.relative_to(site.resolve())
                target = beside / inside if inside.parts[0] in KEPT else target
            if target.is_dir():
                target /= "index.html"
            name = unquote(parts.fragment)
            if not target.is_file() or (name and name not in ids.get(target, {name})):
                broken.add(f"{path.relative_to(site).as_posix()}: the link {link} leads nowhere")
    return sorted(broken)


def tidy(site: Path) -> None:
    """Put MathJax beside the English pages, which both languages use, and drop what none uses."""
    package = Path(find_spec(MATHJAX_FROM).origin).parent / "static" / "mathjax"  # type: ignore
    place = site / "_static" / "mathjax"
    for name in MATHJAX:
        origin, target = package / name, place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if origin.is_dir() else shutil.copy
        copy(origin, target)
    for pattern in UNUSED:
        for path in site.rglob(pattern):
            path.unlink()


def publish(made: Path, site: Path) -> None:
    """Put the pages in the place of those made before."""
    site.mkdir(parents=True, exist_ok=True)
    for path in site.iterdir():
        if path.name not in KEPT:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(made, site, dirs_exist_ok=True)


def build(root: Path = ROOT) -> Path:
    """Build the site of the lecture in `root`, and return its folder; CannotBuild if it cannot."""
    check_tools()
    check_notebooks(root)
    work, site = root / "build" / "site-work", root / "build" / "site"
    shutil.rmtree(work, ignore_errors=True)
    builds = {language: build_pages(language, root, work) for language in NOTEBOOKS}
    said = {language: running.communicate()[0] for language, running in builds.items()}
    problems = [line for language in said for line in complaints(language, said[language], work)]
    if not problems and any(running.returncode for running in builds.values()):
        problems = [text.strip().splitlines()[-1] for text in said.values() if text.strip()]
    if problems:
        raise CannotBuild("\n".join(dict.fromkeys(problems)))
    made = work / "en" / "html"
    shutil.copytree(work / "ko" / "html", made / "ko")
    tidy(made)
    problems = broken_links(made, beside=site)
    if problems:
        raise CannotBuild("\n".join(problems))
    publish(made, site)
    shutil.rmtree(work)
    return site


def main() -> int:
    try:
        site = build()
    except CannotBuild as why:
        print("\n".join(f"make site: {line}" for line in str(why).splitlines()), file=sys.stderr)
        return 1
    files = [path for path in site.rglob("*") if path.is_file()]
    ours = [path for path in files if path.relative_to(site).parts[0] not in KEPT]
    size = sum(path.stat().st_size for path in ours)
    pages = len([*site.glob("*.html"), *site.glob("ko/*.html")])
    print(f"{pages} pages, {size / 1e6:.1f} MB: open {site.relative_to(ROOT)}/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
