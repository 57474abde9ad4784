"""What every chapter owes its readers, checked on the stored notebooks."""

import json
import re
import statistics
from pathlib import Path

import pytest

from lecture.figures import COMPARED, PAGE_WIDTH
from stored import CHAPTERS, KOREAN, ROOT, cells, place, read, room, tags, text

english = pytest.mark.parametrize("path", CHAPTERS, ids=place)
chapters = pytest.mark.parametrize("path", CHAPTERS + KOREAN, ids=place)

ENDS_WITH_A_PICTURE = re.compile(r"^(show\(|\w+_live$)")
HEAD = ("What you will do", "What you will learn", "What you need")
KOREAN_HEAD = ("할 일", "배울 내용", "미리 알아야 할 것")
PREFERRED = {  # a term is called the same throughout: what is not written -> what is
    r"\bpre-?activation": "net input",
    r"\bsquashing function": "sigmoid",
    r"\blog[- ]loss\b": "cross-entropy",
    r"\brectifier\b": "ReLU",
    r"\bback-propagation\b": "backpropagation",
    r"\bnon-linear": "nonlinear",
    r"\bnormalis\w+ exponential": "softmax",
    r"\bcost function": "loss function",
    r"\bRelu\b": "ReLU",
    r"\bnp\.int\(": "int",
    r"\bground truth\b": "target",
}


def outputs(path):
    return [(cell, output) for cell in cells(path, "code") for output in cell.outputs]


def test_chapters_are_numbered_without_a_gap():
    numbers = [int(path.stem[:2]) for path in CHAPTERS]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert numbers[0] in (0, 1)


@chapters
def test_every_code_cell_was_executed_in_order(path):
    counts = [cell.execution_count for cell in cells(path, "code")]
    assert counts == list(range(1, len(counts) + 1))


@chapters
def test_a_cell_that_shows_something_has_an_output(path):
    for cell in cells(path, "code"):
        last = cell.source.strip().splitlines()[-1]
        shows = re.search(r"^\s*(print|quiz|check)\(", cell.source, re.M)
        if shows or ENDS_WITH_A_PICTURE.match(last) or last == ")":
            assert cell.outputs, cell.source


@chapters
def test_errors_and_warnings_are_shown_on_purpose_only(path):
    for cell in cells(path, "code"):
        failed = [output for output in cell.outputs if output.output_type == "error"]
        assert bool(failed) == ("raises-exception" in tags(cell)), cell.source
        assert not [output for output in cell.outputs if output.get("name") == "stderr"], (
            cell.source
        )


@chapters
def test_nothing_is_hidden_loaded_or_left_of_this_machine(path):
    for cell in cells(path, "code"):
        assert not cell.source.rstrip().endswith(";"), cell.source
        assert not re.search(r"https?://|^\s*[!%]|sys\.path|urlopen|requests", cell.source, re.M)
    for cell, output in outputs(path):
        stored = json.dumps(output)
        assert not re.search(r"https?://", stored), f"loads a URL: {cell.source}"
        assert str(ROOT) not in stored
        assert str(Path.home()) not in stored
        assert "widget-view" not in stored, "run `make refresh`"


@chapters
def test_every_figure_has_an_alternative_text_and_fits_the_page(path):
    for cell, output in outputs(path):
        data = output.get("data", {})
        if "image/png" not in data:
            continue
        alt = data["text/plain"]
        least = 15 if path in KOREAN else 30
        assert len(alt) > least, f"{alt!r} says too little: {cell.source}"
        assert output.metadata["image/png"]["alt"] == alt
        assert output.metadata["image/png"]["width"] <= PAGE_WIDTH, cell.source
        assert set(data) == {"image/png", "text/plain", COMPARED}, "run `make refresh`"


@chapters
def test_what_is_stored_looks_the_same_without_styles_and_scripts(path):
    """GitHub strips them from a notebook that it shows, and with them classes and ids."""
    allowed = {"p", "b", "details", "summary", "div", "br", "kbd", "sub", "sup"}
    html = [
        output.data["text/html"]
        for _, output in outputs(path)
        if "text/html" in output.get("data", {})
    ]
    for source in [text(path), *html]:
        plain = re.sub(r"`[^`]*`|\$[^$]*\$", "", source)
        for tag, attributes in re.findall(r"<([a-zA-Z]+)((?:\s[^<>]*)?)/?>", plain):
            assert tag in allowed, tag
            assert not re.search(r"\b(style|class|on\w+)\s*=", attributes), attributes


def test_all_notebooks_together_are_small():
    assert sum(path.stat().st_size for path in CHAPTERS) < 3_000_000
    assert sum(path.stat().st_size for path in KOREAN) < 3_300_000


@chapters
def test_the_chapter_imports_from_its_own_room_only(path):
    for cell in cells(path, "code"):
        for name in re.findall(r"lecture\.chapters\.(\w+)", cell.source):
            assert name == room(path)


@chapters
def test_the_head_says_what_how_long_and_what_is_needed(path):
    head = "".join(cell.source + "\n" for cell in read(path).cells[:1])
    assert re.match(rf"# {int(path.stem[:2])} · \w", head)
    assert re.search(r"\*(About \d+ minutes\.|약 \d+분)\*", head)
    for part in KOREAN_HEAD if path in KOREAN else HEAD:
        assert f"**{part}.**" in head


@chapters
def test_cells_are_short(path):
    lines = [len([x for x in c.source.splitlines() if x.strip()]) for c in cells(path, "code")]
    assert max(lines) <= 20
    assert statistics.median(lines) <= 6


@english
def test_headings_are_in_sentence_case(path):
    for heading in re.findall(r"^#+ (.+)$", text(path), re.M):
        words = re.findall(r"[A-Za-z]+", heading)
        titled = [word for word in words[1:] if word[0].isupper() and word[1:].islower()]
        assert len(titled) <= 2, heading


@english
def test_the_same_terms_are_used_throughout(path):
    prose = text(path).split("\n## Sources")[0]  # titles of papers are theirs
    for wrong, right in PREFERRED.items():
        assert not re.search(wrong, prose), f"{wrong}: the term is {right}"


@chapters
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)]+)\)", text(path)):
        if not target.startswith(("https://", "attachment:", "#")):
            assert (path.parent / target.split("#")[0]).exists(), target


@chapters
def test_a_link_to_a_chapter_bears_its_number(path):
    for words, number in re.findall(r"\[([^\]]*)\]\((\d\d)_\w+\.ipynb", text(path)):
        said = re.fullmatch(r"(?:[Cc]hapter )?(\d)(장| · .+)?", words)
        assert not said or int(said[1]) == int(number), words


@chapters
def test_cells_have_unique_ids_and_the_metadata_is_plain(path):
    notebook = read(path)
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.language_info == {"name": "python"}


def test_a_korean_name_is_given_once():
    """Each term is introduced once: the same Korean name does not stand in two places."""
    places = {}
    for path in CHAPTERS:
        if path.stem.startswith("00"):
            continue  # the glossary lists them all
        for name in re.findall(r"\(([가-힣][가-힣 \-,]*)\)", text(path)):
            places.setdefault(name, []).append(path.stem)
    assert not {name: found for name, found in places.items() if len(found) > 1}


def test_the_glossary_holds_what_the_chapters_introduce():
    """Every Korean name of the glossary in chapter 0 is given where its term is introduced."""
    rows = re.findall(r"^\|.*[가-힣].*\|$", text(CHAPTERS[0]), re.M)[1:]
    listed = {word for row in rows for word in re.findall(r"[가-힣]+(?:[ -][가-힣]+)*", row)}
    given = " ".join(text(path) for path in CHAPTERS[1:])
    assert len(listed) > 40
    assert not {word for word in listed if word not in given}


@pytest.mark.parametrize("page", ["README.md", "README.ko.md", "CONTRIBUTING.md"])
def test_links_of_the_pages_lead_somewhere(page):
    source = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", source):
        if not target.startswith(("https://", "#", "../../tree/")):  # another branch, on GitHub
            assert (ROOT / target.split("#")[0]).exists(), target


def test_the_readme_lists_every_chapter():
    source = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in CHAPTERS:
        assert f"notebooks/{path.name}" in source
