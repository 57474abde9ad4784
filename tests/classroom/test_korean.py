"""A round of nbgrader in Korean: release, submissions, grades, feedback."""

import pytest
from submissions import SUBMITTED, grade

NAME = "01_c2f_neuron_ko"
WHO = ["perfect", "empty", "mistaken", "crashing", "looping", "deaf"]


@pytest.fixture(scope="module")
def grades(course, nbgrader):
    return grade(course, nbgrader, NAME, WHO)


@pytest.mark.parametrize("who", WHO)
def test_points(who, grades):
    assert grades[who] == SUBMITTED[who][1]


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("perfect", "맞습니다."),
        ("empty", "점(...)"),
        ("deaf", "확인 셀과 다른 수를 넣으면"),
    ],
)
@pytest.mark.usefixtures("grades")
def test_feedback_is_korean(who, sentence, course):
    page = (course / "feedback" / who / NAME / f"{NAME}.html").read_text("utf-8")
    assert sentence in page
