"""A round of nbgrader in English: release, submissions, grades, feedback."""

import pytest
from submissions import SUBMITTED, grade

NAME = "01_c2f_neuron"


@pytest.fixture(scope="module")
def grades(course, nbgrader):
    return grade(course, nbgrader, NAME, [*SUBMITTED])


@pytest.fixture
def feedback(course, grades):
    return lambda who: (course / "feedback" / who / NAME / f"{NAME}.html").read_text("utf-8")


@pytest.mark.parametrize("who", SUBMITTED)
def test_points(who, grades):
    assert grades[who] == SUBMITTED[who][1]


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("perfect", "Right: it holds z between both limits"),
        ("empty", "put your answer in place of the dots"),
        ("mistaken", "this fires above -12.5 °C: mind both the weight and the sign."),
        ("mistaken", "the activation function max(0, z) is missing there."),
        ("crashing", "division by zero"),
        ("leaving", "The kernel has stopped."),
        ("deaf", "Not right: with other numbers than those of the check"),
        ("reading", "FOUND []"),
        ("looping", "No reply from kernel before timeout"),
    ],
)
def test_feedback_says_why(who, sentence, feedback):
    assert sentence in feedback(who)


@pytest.mark.parametrize("who", SUBMITTED)
def test_feedback_shows_no_hidden_case(who, feedback):
    page = feedback(who)
    assert "HIDDEN" not in page
    assert "lecture.answers import" not in page
