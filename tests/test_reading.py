"""What a chapter asks of its readers: short sentences, code that teaches, honest minutes."""

import re
import statistics

import pytest

from lecture.quiz import choices_of, load
from reading import minutes, names_that_draw, sentences, teaching, visible, words
from stored import CHAPTERS, cells, read, room, tags, text

chapters = pytest.mark.parametrize("path", CHAPTERS, ids=room)


@chapters
def test_sentences_are_short(path):
    lengths = {
        sentence: words(sentence)
        for cell in cells(path, "markdown")
        for sentence in sentences(cell.source)
    }
    assert {sentence: n for sentence, n in lengths.items() if n > 25} == {}
    assert statistics.mean(lengths.values()) <= 12


@chapters
def test_most_of_the_code_teaches(path):
    """Figures are one line from the chapter's own room; see tests/reading.py for what counts."""
    drawn = names_that_draw(path) - {"check", "quiz"}
    code = cells(path, "code")
    seen = [line for cell in code for line in visible(cell)]
    seen = [line for line in seen if not re.match(r"(from|import) ", line)]
    taught = [line for cell in code for line in teaching(cell, drawn)]
    if not room(path).startswith("start"):
        assert len(taught) >= 0.7 * len(seen)


@chapters
def test_the_minutes_are_estimated_by_the_rule(path):
    said = int(re.search(r"\*About (\d+) minutes\.\*", text(path))[1])
    assert said <= 75
    assert abs(said - minutes(path)) <= 5, minutes(path)


@chapters
def test_a_predict_is_not_answered_on_the_same_screen(path):
    """Published pages hide the output of the cell that answers it, as JupyterLab does."""
    waiting = False
    for cell in read(path).cells:
        if cell.cell_type == "markdown":
            waiting = waiting or "**Predict" in cell.source
        elif waiting and cell.outputs:
            live = re.search(r"^\w+_live$", cell.source, re.M)
            hidden = cell.metadata.get("jupyter", {}).get("outputs_hidden", False)
            assert live or (hidden and "hide-output" in tags(cell)), cell.source
            waiting = bool(live)  # its still gives the answer away


@chapters
def test_the_right_choice_is_not_known_by_its_length(path):
    questions = [choices_of(question) for question in load(room(path))]
    longest = [max(choices, key=lambda choice: len(choice["text"])) for choices in questions]
    assert sum(choice.get("right", False) for choice in longest) <= len(questions) / 3
