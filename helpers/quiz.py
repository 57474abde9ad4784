"""Quizzes: questions to answer in the notebook, with a word on every choice.

The questions of a chapter stand in `quizzes/<chapter>.toml`. A page without a kernel shows them as
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

Question = dict[str, Any]
Choice = dict[str, Any]

STYLE = """<style>
.lecture-quiz > * { max-width: 45em; overflow: visible; }
.lecture-quiz .widget-html-content { height: auto; line-height: 1.4; }
.lecture-quiz .widget-radio, .lecture-quiz .widget-dropdown { width: auto; height: auto; }
.lecture-quiz .widget-radio-box label { display: flex; align-items: start; gap: 0.6em;
  flex-direction: row-reverse; justify-content: flex-end; height: auto; width: auto;
  margin: 0; padding: 0.2em; line-height: 1.4; white-space: normal; cursor: pointer; }
.lecture-quiz .widget-radio-box input { flex: none; margin: 0; height: 1.4em; }
</style>"""


class Quiz(widgets.VBox):  # type: ignore[misc]
    """The quiz of a chapter: controls to answer with, and below each what is said to the answer."""

    def __init__(self, name: str) -> None:
        self.questions = load(name)
        self.controls: list[Any] = []
        self.feedback: list[Any] = []
        children = [widgets.HTML(STYLE)]
        for number, question in enumerate(self.questions, 1):
            children.append(widgets.HTML(heading(number, question)))
            for part, choices in fields(question).items():
                control, feedback = make_control(part, choices), widgets.HTML()
                control.observe(partial(self._answered, choices, feedback), "index")
                self.controls.append(control)
                self.feedback.append(feedback)
                children += [control, feedback]
        super().__init__(children)
        self.add_class("lecture-quiz")

    def _answered(self, choices: list[Choice], feedback: Any, change: dict[str, Any]) -> None:
        said = "" if change["new"] is None else remark(**choices[change["new"]])
        feedback.value = f'<div role="alert">{said}</div>'  # spoken by a screen reader

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        still = {"text/html": as_html(self.questions), "text/plain": as_text(self.questions)}
        return super()._repr_mimebundle_(**kwargs) | still, {}


def quiz(name: str) -> Quiz:
    """The quiz of chapter `name`, to stand last in a cell.

    Raises ValueError for an unknown name.

    >>> neuron = quiz("01_c2f_neuron")
    >>> neuron.controls[-1].value = "It becomes 24."
    >>> print(neuron.feedback[-1].value)  # doctest: +ELLIPSIS
    <div role="alert"><div ...<b>✗ Not this one.</b> 24 is the slope of the line. ...
    """
    return Quiz(name)


def load(name: str) -> list[Question]:
    """The questions of a chapter, each with its `choices` or the pairs to `match`."""
    folder = files("helpers") / "quizzes"
    names = sorted(path.name.removesuffix(".toml") for path in folder.iterdir())
    as_name(name, "quiz", names)
    text = (folder / f"{name}.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["question"])


def choices_of(question: Question) -> list[Choice]:
    """What can be chosen, in the order of the alphabet: it does not give the right one away."""
    choices = question.get("choices") or question["match"]
    return sorted(choices, key=lambda choice: str(choice["text"]))


def fields(question: Question) -> dict[str, list[Choice]]:
    """The choices by what they answer: a part to be matched, or the whole question ("")."""
    if "choices" in question:
        return {"": choices_of(question)}
    return {
        part["part"]: [
            {"text": pair["text"], "why": pair["why"], "right": pair is part}
            for pair in choices_of(question)
        ]
        for part in question["match"]
    }


def make_control(part: str, choices: list[Choice]) -> Any:
    """Radio buttons for a question, a dropdown for a part to be matched."""
    options = [choice["text"] for choice in choices]
    if not part:
        return widgets.RadioButtons(options=options, value=None)
    style = {"description_width": "9em"}
    return widgets.Dropdown(options=options, value=None, description=part, style=style)


def remark(text: str, why: str, right: bool = False) -> str:
    """What is said to a choice, as HTML."""
    color, word = ("#009E73", "✓ Right.") if right else ("#D55E00", "✗ Not this one.")
    style = f"border-left:4px solid {color};padding:0.1em 0.8em;margin:0.2em 0"
    return f'<div style="{style}"><b>{word}</b> {escape(why)}</div>'


def heading(number: int, question: Question) -> str:
    """The question itself, as HTML."""
    return f"<p style='margin-top:1em'><b>Question {number}.</b> {escape(question['text'])}</p>"


def as_html(questions: list[Question]) -> str:
    """The quiz on a page without a kernel: what is said to a choice unfolds below it."""
    lines = []
    for number, question in enumerate(questions, 1):
        lines.append(heading(number, question))
        if "match" in question:
            lines.append(f"<p>Parts: {escape(', '.join(fields(question)))}.</p>")
            said = [
                (p["text"], f"<b>{escape(p['part'])}.</b> {escape(p['why'])}")
                for p in choices_of(question)
            ]
        else:
            said = [(choice["text"], remark(**choice)) for choice in choices_of(question)]
        lines += [f"<details><summary>{escape(a)}</summary>{b}</details>" for a, b in said]
    return "\n".join(lines)


def as_text(questions: list[Question]) -> str:
    """The questions and their choices, without the answers."""
    lines = []
    for number, question in enumerate(questions, 1):
        lines.append(f"Question {number}. {question['text']}")
        if "match" in question:
            lines.append(f"   Parts: {', '.join(fields(question))}.")
        texts = (choice["text"] for choice in choices_of(question))
        lines += [
            f"   {letter}) {text}" for letter, text in zip(ascii_lowercase, texts, strict=False)
        ]
    return "\n".join(lines)
