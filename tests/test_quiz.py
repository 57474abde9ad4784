"""The quizzes: each choice is answered, in the widget and on a page without a kernel."""

from html import escape, unescape

import pytest

from lecture.quiz import choices_of, load, quiz
from stored import CHAPTERS, chapter_of, read, room

NAMES = [room(path) for path in CHAPTERS]


@pytest.mark.parametrize("name", NAMES)
def test_content(name):
    questions = load(name)
    assert 3 <= len(questions) <= 5
    for question in questions:
        choices = choices_of(question)
        assert set(question) == {"text", "choices"}
        assert len(choices) >= 3
        assert len({choice["text"] for choice in choices}) == len(choices)
        assert len({choice["why"] for choice in choices}) == len(choices)
        assert sum(choice.get("right", False) for choice in choices) == 1
        assert all({"text", "why"} <= set(choice) <= {"text", "why", "right"} for choice in choices)


@pytest.mark.parametrize("name", NAMES)
def test_the_right_choice_has_no_fixed_place(name):
    asked = [choices_of(question) for question in load(name)]
    places = [[c.get("right", False) for c in choices].index(True) for choices in asked]
    assert len(set(places)) > 1


@pytest.mark.parametrize("name", NAMES)
def test_every_choice_is_answered(name):
    asked = quiz(name)
    answers = [choices_of(question) for question in asked.questions]
    for control, feedback, choices in zip(asked.controls, asked.feedback, answers, strict=True):
        assert control.index is None
        assert feedback.value == ""
        assert list(control.options) == sorted(choice["text"] for choice in choices)
        for choice in choices:
            control.value = choice["text"]
            assert escape(choice["why"]) in feedback.value
            assert ("✓ Right." in feedback.value) == choice.get("right", False)
            assert ("✗ Not this one." in feedback.value) != choice.get("right", False)
            assert 'role="alert"' in feedback.value
        control.index = None
        assert "Right" not in feedback.value


@pytest.mark.parametrize("name", NAMES)
def test_page_without_a_kernel(name):
    asked = quiz(name)
    data, _ = asked._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == asked.model_id
    html, text = unescape(data["text/html"]), data["text/plain"]
    for question in asked.questions:
        assert question["text"] in html
        assert question["text"] in text
        for choice in choices_of(question):
            assert f"<summary>{choice['text']}</summary>" in html
            assert choice["why"] in html
            assert f") {choice['text']}" in text
            assert choice["why"] not in text
    choices = [choice for question in asked.questions for choice in choices_of(question)]
    assert html.count("<details>") == len(choices)
    assert html.count("✓ Right.") == len(asked.questions)


@pytest.mark.parametrize("name", NAMES)
def test_stored_output_is_the_same_each_time_and_after_an_answer(name):
    first, second = quiz(name), quiz(name)
    second.controls[0].index = 1
    for mime in ("text/html", "text/plain"):
        assert first._repr_mimebundle_()[0][mime] == second._repr_mimebundle_()[0][mime]


@pytest.mark.parametrize("name", NAMES)
def test_the_chapter_shows_its_quiz_and_not_its_answers(name):
    sources = [cell.source for cell in read(chapter_of(name)).cells]
    assert sum(f'quiz("{name}")' in source for source in sources) == 1
    for question in load(name):
        assert not any(
            choice["why"] in source for choice in choices_of(question) for source in sources
        )


def test_unknown_name():
    with pytest.raises(ValueError, match="quiz 'c2f', did you mean 'c2f_neuron'"):
        quiz("c2f")
