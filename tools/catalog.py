"""Keep the Korean catalog of what `lecture` says in step with the sources.

Use: python tools/catalog.py

The messages are what stands in `_("...")`, the names of sliders, and the texts of exercises and
quizzes. A new one comes without its translation, one that is no more goes; what is left to do is
printed.
"""

from __future__ import annotations

import ast
import io
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from lecture.check import CHAPTERS
from lecture.exercise import Exercise
from lecture.quiz import choices_of, load

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "lecture/locale/ko/LC_MESSAGES/lecture.po"
NO_SLIDERS = ("figure", "update", "alt")  # arguments of LivePlot
PASSED_ON = {  # arguments of `_` for what exercises, quizzes and sliders say
    *("exercise.right", "exercise.results[self.part]", "result", "said"),
    *("question['text']", "choice['text']", "why", "name.replace('_', ' ')"),
}

Found = Iterator[tuple[str, str]]  # a message and the file that it stands in


class Korean(Catalog):
    """A catalog whose head does not change from day to day."""

    mime_headers = (
        ("Language", "ko"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    )


class Reader(ast.NodeVisitor):
    """Collects the messages of a module, and what cannot be one."""

    def __init__(self, tree: ast.Module) -> None:
        self.messages: list[str] = []
        self.faults: list[str] = []
        self.inside = 0  # how many functions around
        self.constants = {
            ast.unparse(line.targets[0]): line.value.value
            for line in tree.body
            if isinstance(line, ast.Assign) and is_text(line.value)
        }
        self.visit(tree)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.Lambda) -> None:
        body = node.body if isinstance(node.body, list) else [node.body]
        for part in ast.iter_child_nodes(node):
            self.inside += part in body
            self.visit(part)
            self.inside -= part in body

    visit_Lambda = visit_FunctionDef

    def visit_Call(self, node: ast.Call) -> None:
        called = ast.unparse(node.func)
        if called == "_":
            self.mark(node)
        if called == "LivePlot":
            self.messages += [
                slider.arg.replace("_", " ")
                for slider in node.keywords
                if slider.arg not in (*NO_SLIDERS, None) and not has_description(slider.value)
            ]
        self.generic_visit(node)

    def mark(self, node: ast.Call) -> None:
        said, (message,) = ast.unparse(node), node.args
        if not self.inside:
            self.faults.append(f"{said} stands outside of a function: it would stay English")
        if is_text(message):
            self.messages.append(message.value)
        elif (name := ast.unparse(message)) in self.constants:
            self.messages.append(self.constants[name])
        elif name not in PASSED_ON:
            self.faults.append(f"{said} is not a literal: put the values in by .format(...)")


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def has_description(control: ast.expr) -> bool:
    return isinstance(control, ast.Call) and "description" in [k.arg for k in control.keywords]


def sources() -> dict[str, Reader]:
    """What the modules of `lecture` mark, by their paths."""
    return {
        path.relative_to(ROOT).as_posix(): Reader(ast.parse(path.read_text(encoding="utf-8")))
        for path in (ROOT / "lecture").rglob("*.py")
    }


def messages() -> dict[str, list[str]]:
    """Every message with the files that it stands in, file by file."""
    marked = ((text, file) for file, reader in sources().items() for text in reader.messages)
    found = [*marked, *of_exercises(), *of_quizzes()]
    places: dict[str, list[str]] = {}
    for text, file in sorted(found, key=lambda pair: pair[1]):
        if re.search(r"[^\W\d_]{2}", text):  # symbols and numbers need no translation
            places.setdefault(text, []).append(file)
    return places


def of_exercises() -> Found:
    for chapter in CHAPTERS:
        file = f"{chapter.__name__.replace('.', '/')}.py"
        for entry in vars(chapter).values():
            if isinstance(entry, Exercise):
                results = [name for name in entry.results if not name.isidentifier()]
                said = [text for _, text in entry.mistakes]
                yield from ((text, file) for text in (*results, entry.right, *said))


def of_quizzes() -> Found:
    for path in (ROOT / "lecture/chapters").glob("*/quiz.toml"):
        file = path.relative_to(ROOT).as_posix()
        for question in load(path.parent.name):
            yield question["text"], file
            for choice in choices_of(question):
                yield from ((choice[part], file) for part in ("text", "why"))


def renewed(old: Catalog, places: dict[str, list[str]]) -> Catalog:
    """A catalog of these messages, with the translations of the old one."""
    new = Korean("ko", header_comment="# What `lecture` says, in Korean.", fuzzy=False)
    for text, files in places.items():
        before = old.get(text)
        message = new.add(text, before.string if before else "", [(file, 0) for file in files])
        message.flags = {"fuzzy"} if before and before.fuzzy else set()
    return new


def faults(catalog: Catalog) -> list[str]:
    """What is left to do in a catalog: its fuzzy entries and those without a translation."""
    said = []
    for message in catalog:
        text = message.id
        where = ", ".join(file for file, _ in message.locations)
        if text and not message.string:
            said.append(f"{where}: no translation of {text!r}")
        elif text and message.fuzzy:
            said.append(f"{where}: a translation to look at (fuzzy): {text!r}")
        elif text and fields(text) != fields(message.string):
            said.append(f"{where}: other placeholders in the translation of {text!r}")
    return said


def fields(message: str) -> set[tuple[str, str, str]]:
    """What stands in braces: names with their formats."""
    try:
        parts = list(string.Formatter().parse(message))
    except ValueError as error:
        return {(str(error), "", "")}
    return {(name, spec, turn or "") for _, name, spec, turn in parts if name is not None}


def read(path: Path = PO) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, "ko")


def as_po(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    write_po(stream, catalog, width=100, include_lineno=False)
    return stream.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """What `gettext` reads."""
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def main() -> int:
    wrong = [f"{file}: {fault}" for file, reader in sources().items() for fault in reader.faults]
    catalog = renewed(read(), messages())
    PO.write_bytes(as_po(catalog))
    PO.with_suffix(".mo").write_bytes(as_mo(catalog))
    wrong += faults(catalog)
    print(*wrong, f"{len(catalog)} messages, {len(wrong)} to mend", sep="\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
