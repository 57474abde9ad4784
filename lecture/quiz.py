"""Quizzes: questions to answer in the notebook, with a word on every choice.

The questions of a chapter stand in its room, in `quiz.toml`. A page without a kernel shows them as
text, with the word on each choice folded behind it.
"""

from __future__ import annotations

import tomllib
from functools import partial
from html import escape
from importlib.resources import files
from string import ascii_lowercase
from typing import Any

import ipywidgets as widgets

from helpers._validation import as_name
from lecture.language import _

Question = dict[str, Any]
Choice = dict[str, Any]

STYLE = """<style>
.lecture-quiz > * { max-width: 45em; overflow: visible; }
.lecture-quiz .widget-html-content { height: auto; line-height: 1.4; }
.lecture-quiz .widget-radio { width: auto; height: auto; }
.lecture-quiz .widget-radio-box label { display: flex; align-items: start; gap: 0.6em;
  flex-direction: row-reverse; justify-content: flex-end; height: auto; width: auto;
  margin: 0; padding: 0.2em; line-height: 1.4; white-space: normal; cursor: pointer; }
.lecture-quiz .widget-radio-box input { flex: none; margin: 0; height: 1.4em; }
</style>"""


class Quiz(widgets.VBox):  # type: ignore[misc]
    """Questions with controls to answer with, and below each what is said to the answer."""

    def __init__(self, questions: list[Question]) -> None:
        self.questions = questions
        self.controls: list[Any] = []
        self.feedback: list[Any] = []
        children = [widgets.HTML(STYLE)]
        for number, question in enumerate(questions, 1):
            choices = choices_of(question)
            options = [_(choice["text"]) for choice in choices]
            control = widgets.RadioButtons(options=options, value=None)
            feedback = widgets.HTML()
            control.observe(partial(self._answered, choices, feedback), "index")
            self.controls.append(control)
            self.feedback.append(feedback)
            children += [widgets.HTML(heading(number, question)), control, feedback]
        super().__init__(children)
        self.add_class("lecture-quiz")

    def _answered(self, choices: list[Choice], feedback: Any, change: dict[str, Any]) -> None:
        said = "" if change["new"] is None else remark(**choices[change["new"]])
        feedback.value = f'<div role="alert">{said}</div>'  # spoken by a screen reader

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        still = {"text/html": as_html(self.questions), "text/plain": as_text(self.questions)}
        return super()._repr_mimebundle_(**kwargs) | still, {}


def quiz(chapter: str) -> Quiz:
    """Ask the questions of a chapter: put `quiz("...")` last in a cell.

    Raises ValueError for an unknown chapter.

    >>> neuron = quiz("c2f_neuron")
    >>> neuron.controls[0].index = 0
    >>> print(neuron.feedback[0].value)  # doctest: +ELLIPSIS
    <div role="alert"><p><b>...</b> ...</p></div>
    """
    return Quiz(load(chapter))


def load(chapter: str) -> list[Question]:
    """The questions of a chapter, each with its `choices`."""
    rooms = files("lecture") / "chapters"
    names = sorted(room.name for room in rooms.iterdir() if (room / "quiz.toml").is_file())
    as_name(chapter, "quiz", names)
    text = (rooms / chapter / "quiz.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["question"])


def choices_of(question: Question) -> list[Choice]:
    """What can be chosen, in the order of the English text: it does not give the right one away."""
    return sorted(question["choices"], key=lambda choice: str(choice["text"]))


def remark(text: str, why: str, right: bool = False) -> str:
    """What is said to a choice, as HTML."""
    verdict = _("✓ Right.") if right else _("✗ Not this one.")
    return f"<p><b>{verdict}</b> {escape(_(why))}</p>"


def heading(number: int, question: Question) -> str:
    """The question itself, as HTML."""
    return f"<p><b>{numbered(number)}</b> {escape(_(question['text']))}</p>"


def numbered(number: int) -> str:
    """What stands before a question."""
    return _("Question {number}.").format(number=number)


def as_html(questions: list[Question]) -> str:
    """The quiz on a page without a kernel: what is said to a choice unfolds below it."""
    lines = []
    for number, question in enumerate(questions, 1):
        lines.append(heading(number, question))
        for choice in choices_of(question):
            said = remark(**choice)
            text = escape(_(choice["text"]))
            lines.append(f"<details><summary>{text}</summary>{said}</details>")
    return "\n".join(lines)


def as_text(questions: list[Question]) -> str:
    """The questions and their choices, without the answers."""
    lines = []
    for number, question in enumerate(questions, 1):
        lines.append(f"{numbered(number)} {_(question['text'])}")
        texts = [_(choice["text"]) for choice in choices_of(question)]
        lines += [
            f"   {letter}) {text}" for letter, text in zip(ascii_lowercase, texts, strict=False)
        ]
    return "\n".join(lines)
