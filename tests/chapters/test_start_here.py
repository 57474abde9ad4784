"""Chapter `start_here`: what its live plot shows and its exercise answers."""

from __future__ import annotations

import math
import re
from fractions import Fraction

import pytest

from lecture import check
from lecture.chapters.start_here import exercises
from stored import CHAPTERS, room, text


def test_which_change_raises_more(says, printed):
    says(
        "The larger $w$ raises $y$ by {}, the larger $b$ by {}", 3 * 2 - 1 * 2, (1 * 2 + 3) - 1 * 2
    )
    assert "w 3, b 0: 6" in printed


def test_each_chapter_stands_in_the_map(chapter):
    rows = re.findall(r"^\| (\d) \| \[.+\]\((\d\d)_(\w+)\.ipynb\) \| .+\? \|$", text(chapter), re.M)
    assert [int(number) for number, _, _ in rows] == list(range(1, 10))
    assert all(int(number) == int(prefix) for number, prefix, _ in rows)
    assert {room(path) for path in CHAPTERS[1:]} <= {name for _, _, name in rows}


def test_the_glossary_is_in_order_and_names_each_term_once(chapter):
    rows = re.findall(r"^\| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", text(chapter), re.M)
    rows = [row for row in rows if re.search("[가-힣]", "".join(row)) and row[1] != "한국어"]
    terms = [row[column] for column in (0, 2) for row in rows if row[column].strip()]
    assert len(terms) == len(set(terms)) == 65
    assert terms == sorted(terms, key=lambda term: re.sub(r"\W", "", term).lower())


def references(path):
    """The first surname and the year of each entry in the list of sources."""
    entries = re.findall(r"^- (.+)$", text(path).split("## Sources")[1], re.M)
    named = r"(?:[A-Z]\.[- ])+([^,]+?)(?: and |,).*?\b(1[789]\d\d|20\d\d), "
    found = [re.match(named, entry) for entry in entries]
    assert all(found), [entry for entry, match in zip(entries, found, strict=True) if not match]
    return [match.groups() for match in found]


def test_the_references_are_in_order(chapter):
    found = references(chapter)
    assert len(found) == len(set(found)) > 50
    assert found == sorted(found, key=lambda entry: (entry[0].lower(), entry[1]))


@pytest.mark.parametrize("path", CHAPTERS, ids=room)
def test_what_a_chapter_cites_stands_in_the_list(chapter, path):
    known = set(references(chapter))
    cited = re.findall(r"\(([A-Z][^()]*?, (?:1[789]|20)\d\d[^()]*)\)", text(path))
    for one in "; ".join(cited).split("; "):
        surname = re.split(r",| and | et al", one)[0].strip()
        for year in re.findall(r"\b(?:1[789]|20)\d\d\b", one):
            assert (surname, year) in known, one


def test_line_live(moves):
    def shows(weight, bias):
        return {"line": ([-3, 3], [bias - 3 * weight, bias + 3 * weight])}

    moves("line_live", shows)


def test_the_title_of_the_line_is_its_equation(names):
    plot = names["line_live"]
    plot.controls["weight"].value, plot.controls["bias"].value = -1.5, -2.0
    assert plot.moving["title"].get_text() == "y = -1.5·x - 2.0"


def test_the_weight_of_the_exercise():
    assert exercises.my_weight.solution * 2 + 1 == 7


@pytest.mark.parametrize(
    ("answer", "phrase"),
    [
        (7 / 2, "only 6 of the 7"),
        (2.5, "2.5 is too small"),
        (math.nan, "my_weight is nan"),
        (True, "my_weight is True"),
        ("3", "my_weight is of type str"),
        (lambda x: 3 * x + 1, "must be a value"),
    ],
)
def test_a_wrong_answer_is_told_why(answer, phrase):
    verdict = check("my_weight", answer)
    assert not verdict
    assert phrase in verdict.message


@pytest.mark.parametrize("answer", [3.0, 6 / 2, Fraction(3)])
def test_a_right_answer_passes(answer):
    assert check("my_weight", answer)
