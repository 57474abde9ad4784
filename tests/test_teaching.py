"""The page for teachers: its plan follows the chapters, its headings are theirs."""

import re

from stored import CHAPTERS, ROOT, text

PAGE = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")


def test_every_chapter_has_a_sitting():
    rows = re.findall(r"^\| [\d, ]+ \| ([\d and]+) \|", PAGE, re.M)
    planned = [int(number) for row in rows for number in re.findall(r"\d+", row)]
    assert planned == sorted(planned)
    assert set(planned) == set(range(len(CHAPTERS)))


def test_every_exercise_is_assigned_once():
    column = " ".join(re.findall(r"^\| [\d, ]+ \|.*\| ([^|]*)\|$", PAGE, re.M))
    assigned = re.findall(r"\d\.\d", column.replace("8.1 to 8.4", "8.1 8.2 8.3 8.4"))
    heading = r"^### Exercise (\d\.\d) (?!.*\(optional\))"
    asked = [number for path in CHAPTERS for number in re.findall(heading, text(path), re.M)]
    assert sorted(assigned) == asked


def test_the_notes_are_in_the_order_of_the_chapters():
    numbers = [int(number) for number in re.findall(r"^### (\d+) ·", PAGE, re.M)]
    assert numbers == list(range(1, len(CHAPTERS)))


def test_the_parts_that_the_plan_names_are_headings():
    said = "\n".join(text(path) for path in CHAPTERS)
    plan = PAGE[: PAGE.index("## Chapter by chapter")]
    for name in re.findall(r'"([A-Z][^"]+)"', plan):
        assert re.search(rf"^#+ {re.escape(name)}\b", said, re.M), name


def test_the_page_is_short():
    assert len(PAGE.splitlines()) < 200
