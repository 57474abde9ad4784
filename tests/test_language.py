"""What is said in Korean: the catalog is complete and in step, and English is the default."""

import ast
import os
import re
import subprocess
import sys
from html import escape

import pytest

from catalog import PO, Korean, Reader, as_mo, as_po, faults, messages, read, renewed, sources
from lecture import check, quiz, set_language
from lecture.chapters.start_here.views import move_line
from lecture.check import all_exercises
from lecture.feedback import complaint
from lecture.language import _
from lecture.quiz import choices_of
from stored import CHAPTERS, room
from test_feedback import SAID

HANGUL = re.compile("[가-힣]")
OWN_WORDS = {text for entry, *rest in SAID for answer, text in entry.mistakes}
HELLO = "import lecture; print(lecture.check('my_weight', 3).word)"


@pytest.fixture
def korean():
    """Korean for one test."""
    set_language("ko")
    yield
    set_language("en")


# The catalog.


def test_everything_is_translated():
    assert faults(read()) == []


def test_the_catalog_is_what_make_catalog_writes():
    now = renewed(read(), messages())
    assert PO.read_bytes() == as_po(now), "run `make catalog`"
    assert PO.with_suffix(".mo").read_bytes() == as_mo(now), "run `make catalog`"


def test_every_message_is_a_literal_in_a_function():
    assert [fault for reader in sources().values() for fault in reader.faults] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def f(): return _('one') + f'{_(\"two\")} {3}'", ["one", "two"]),
        ("f = lambda: _('one')", ["one"]),
        ("def f(): return _('{x:.2f} m').format(x=1)", ["{x:.2f} m"]),
        ("DOTS = 'dots'\ndef f(): return _(DOTS)", ["dots"]),
        ("LivePlot(f, u, alt='a', w=Slider(1), learning_rate=s)", ["w", "learning rate"]),
        ("LivePlot(f, update=u, w=Slider(1, description='d'), **more)", []),
    ],
)
def test_messages_are_found(source, found):
    reader = Reader(ast.parse(source))
    assert reader.messages == found
    assert reader.faults == []


@pytest.mark.parametrize(
    "source",
    [
        "NAME = _('one')",
        "class A:\n    name = _('one')",
        "NAMES = [_(name) for name in ('one', 'two')]",
        "def f(name=_('one')): return name",
        "@f(_('one'))\ndef g(): pass",
        "f = lambda name=_('one'): name",
        "def f(x): return _(f'{x} m')",
        "def f(x): return _('{x} m'.format(x=x))",
        "def f(x): return _('one ' + x)",
        "def f(): return _(DOTS)",
        "def f(): return [_(name) for name in ('one', 'two')]",
    ],
)
def test_what_the_catalog_cannot_hold_is_reported(source):
    assert len(Reader(ast.parse(source)).faults) == 1 + ("NAMES" in source)


@pytest.mark.parametrize(
    ("english", "translated", "left"),
    [
        ("input x", "", "no translation of 'input x'"),
        ("{x:.1f} of {y}", "{y} 가운데 {x:.1f}", None),
        ("{x:.1f} of {y}", "{y} 가운데", "other placeholders"),
        ("{x:.1f} of {y}", "{y} 가운데 {x:.2f}", "other placeholders"),
        ("{x:.1f} of {y}", "{z} 가운데 {x:.1f}", "other placeholders"),
        ("a set", "집합 {x}", "other placeholders"),
        ("a set", "집합 {", "other placeholders"),
        ("a set", "집합", None),
    ],
)
def test_what_is_left_to_do(english, translated, left):
    catalog = Korean("ko")
    catalog.add(english, translated, [("views.py", 0)])
    assert [fault.split(": ")[0] for fault in faults(catalog)] == ["views.py"] * bool(left)
    assert (left or "") in "".join(faults(catalog))


def test_a_guess_is_looked_at():
    catalog = Korean("ko")
    catalog.add("input x", "입력 x", flags=["fuzzy"])
    assert "(fuzzy): 'input x'" in faults(catalog)[0]
    assert "(fuzzy): 'input x'" in faults(renewed(catalog, {"input x": []}))[0]


def test_a_catalog_is_renewed():
    old = Korean("ko")
    for english, translated in (("input x", "입력 x"), ("gone", "옛말")):
        old.add(english, translated)
    new = renewed(old, {"slope": ["a.py", "b.py"], "input x": ["b.py"]})
    assert [(m.id, m.string) for m in new if m.id] == [("slope", ""), ("input x", "입력 x")]
    assert b'#: a.py b.py\nmsgid "slope"\nmsgstr ""\n' in as_po(new)


# The language.


@pytest.mark.parametrize(("language", "error"), [("de", ValueError), (None, TypeError)])
def test_unknown_language(language, error):
    with pytest.raises(error, match="language"):
        set_language(language)
    assert _("Right:") == "Right:"


def test_a_kernel_speaks_english_wherever_it_runs():
    korea = os.environ | {"LANGUAGE": "ko", "LANG": "ko_KR.UTF-8"}
    done = subprocess.run([sys.executable, "-c", HELLO], env=korea, capture_output=True, text=True)
    assert done.stdout == "Right:\n"


def test_english_comes_back(korean):
    assert _("Right:") == "맞았습니다."
    set_language("en")
    assert _("Right:") == "Right:"


def test_a_verdict(korean):
    verdict = check("my_weight", 4)
    assert str(verdict) == f"아직입니다. {verdict.message}"
    assert (
        f"<b>○ 아직입니다.</b> {escape(verdict.message)}"
        in verdict._repr_mimebundle_()["text/html"]
    )
    assert str(check("my_weight", 3)).startswith("맞았습니다. 3 · 2 + 1 = 7")


@pytest.mark.parametrize("exercise", all_exercises().values(), ids=all_exercises())
def test_what_an_exercise_says(exercise, korean):
    assert HANGUL.search(check(exercise.name, exercise.solution).message)
    answer, said = exercise.mistakes[0]
    assert check(exercise.name, answer).message == _(said) != said


@pytest.mark.parametrize(("entry", "answer", "phrase"), SAID)
def test_what_is_said_in_any_exercise(entry, answer, phrase, korean):
    said = complaint(entry, answer)
    assert HANGUL.search(said) or said in OWN_WORDS


@pytest.mark.parametrize("name", [room(path) for path in CHAPTERS])
def test_a_quiz(name, korean):
    asked = quiz(name)
    text = asked._repr_mimebundle_()[0]["text/plain"]
    assert text.startswith("문제 1. ")
    for control, feedback, question in zip(
        asked.controls, asked.feedback, asked.questions, strict=True
    ):
        assert HANGUL.search(_(question["text"]))
        assert _(question["text"]) in text
        choices = choices_of(question)
        assert list(control.options) == [_(choice["text"]) for choice in choices]
        assert len(set(control.options)) == len(choices)
        for index, choice in enumerate(choices):
            control.index = index
            assert HANGUL.search(_(choice["why"]))
            assert escape(_(choice["why"])) in feedback.value
            assert ("✓ 맞았습니다." in feedback.value) == choice.get("right", False)


def test_a_live_plot(korean):
    plot = move_line()
    assert [control.description for control in plot.controls.values()] == ["가중치", "편향"]
    plot.controls["bias"].value = 2
    assert HANGUL.search(plot.alt)
    assert "2.0" in plot.alt
