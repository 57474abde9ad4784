"""What an English cell and its Korean cell must share: code, formulas, names, links, numbers."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterable

from nbformat import NotebookNode

BLOCK = re.compile(r"^```.*?^```", re.M | re.S)
CODE = re.compile(r"(`+)(.+?)\1", re.S)
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$]+\$", re.S)
TEXT = re.compile(r"\\text\s*\{[^{}]*\}")
LINK = re.compile(r"\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)*)\)")
HEADING = re.compile(r"^(#+) +(?:Exercise |연습 )?(\d+(?:\.\d+)*)?", re.M)
SYMBOL = re.compile(r"\$(?:[A-Za-z]|\\[a-z]+)\$|`\w+`")  # may be said again, or left out
NUMBER = re.compile(
    r"(?:(?<=[\s(\[~|])|^)[-−]\d+(?:,\d{3})*(?:\.\d+)*(?:e[-+]?\d+)?|"
    r"(?<![A-Za-z\d])\d+(?:,\d{3})+(?!\d)(?:\.\d+)?|"
    r"(?<![A-Za-z\d])\d{1,3}(?: \d{3})+(?!\d)|"
    r"(?<![A-Za-z\d])\d+(?:\.\d+)*(?:e[-+]?\d+)?",
    re.M,
)
MYRIADS = {"천": 1_000, "만": 10_000, "억": 100_000_000}
FRACTIONS = {"½": "1/2", "⅓": "1/3", "¼": "1/4", "¾": "3/4"}
UNITS = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
)
TENS = re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety")
LARGE = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
WORDS = (
    {word: [n] for n, word in enumerate(UNITS)}
    | {word: [10 * n] for n, word in enumerate(TENS, 2)}
    | {word: [n] for word, n in LARGE.items()}
    | {"once": [1], "single": [1], "first": [1], "twice": [2], "both": [2], "double": [2]}
    | {"doubled": [2], "pair": [2], "second": [2], "triple": [3], "third": [1, 3], "half": [1, 2]}
    | {"halves": [1, 2], "quarter": [1, 4], "fourth": [1, 4], "fifth": [1, 5], "sixth": [1, 6]}
    | {"seventh": [1, 7], "eighth": [1, 8], "ninth": [1, 9], "tenth": [1, 10], "twelfth": [1, 12]}
    | {"sixteenth": [1, 16], "hundredth": [1, 100], "thousandth": [1, 1_000]}
    | {"millionth": [1, 1_000_000]}
)


def differences(english: NotebookNode, korean: NotebookNode, first: bool = False) -> list[str]:
    """What a Korean cell has more, less or otherwise than its English one, a sentence each.

    The `first` code cell of a chapter also chooses the language.
    """
    if english.cell_type != korean.cell_type:
        return [f"The cell is {korean.cell_type}, in English {english.cell_type}."]
    if english.cell_type == "code":
        return code_differences(english.source, korean.source, first)
    found = prose_differences(english.source, korean.source)
    if english.get("attachments") != korean.get("attachments"):
        found.append("The attached pictures differ.")
    return found


def prose_differences(english: str, korean: str) -> list[str]:
    """Compare two Markdown cells."""
    links = [link_in_korean(target) for target in LINK.findall(plain(english))]
    found = [
        *unlike("Heading", headings(english), headings(korean)),
        *unlike("Formula", formulas(english), formulas(korean)),
        *unlike("Code", code_spans(english), code_spans(korean)),
        *unlike("Link", links, LINK.findall(plain(korean))),
    ]
    if headings(english) != headings(korean) and not found:
        found.append("The headings stand in another order.")
    return found + unlike_numbers(prose(english), prose(korean))


def code_differences(english: str, korean: str, first: bool) -> list[str]:
    """Compare two code cells but for words in strings and comments."""
    try:
        there, here = ast.parse(english), ast.parse(korean)
    except SyntaxError as error:
        return [] if english == korean else [f"The code cannot be parsed: {error}."]
    if first:
        before = len(here.body)
        here = without_language(here)
        if before == len(here.body) and "set_language" not in english:
            return ['The first code cell does not end with set_language("ko").']
    numbers = unlike_numbers(said(english, there), said(korean, here), FORMULA.findall(english))
    there_lines, here_lines = blanked(there), blanked(here)
    for one, other in zip(there_lines, here_lines, strict=False):
        if one != other:
            return [f"Code: {other!r} stands for {one!r}.", *numbers]
    if len(there_lines) != len(here_lines):
        return [f"Code: {len(here_lines)} statements, in English {len(there_lines)}.", *numbers]
    return numbers


def without_language(tree: ast.Module) -> ast.Module:
    """A first cell without the import of `set_language` and its call at the end."""
    if not tree.body or ast.unparse(tree.body[-1]) != "set_language('ko')":
        return tree
    kept: list[ast.stmt] = []
    for node in tree.body[:-1]:
        if isinstance(node, ast.ImportFrom) and node.module == "lecture":
            node.names = [name for name in node.names if name.name != "set_language"]
            if not node.names:
                continue
        kept.append(node)
    return ast.Module(kept, [])


class Blank(ast.NodeTransformer):
    """Empties every string; an f-string keeps what it fills in, in any order."""

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant("") if isinstance(node.value, str) else node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.JoinedStr:
        fields = [self.visit(part) for part in node.values if isinstance(part, ast.FormattedValue)]
        return ast.JoinedStr(sorted(fields, key=ast.dump))

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.FormattedValue:
        node.value = self.visit(node.value)  # the format stays as it is
        return node

    def visit_Call(self, node: ast.Call) -> ast.Call:
        template = node.func.value if isinstance(node.func, ast.Attribute) else None
        if isinstance(template, ast.Constant) and isinstance(template.value, str):
            fields = sorted(re.findall(r"\{[^{}]*\}", template.value))
            self.generic_visit(node)
            node.keywords.append(ast.keyword("fields", ast.Constant(" ".join(fields))))
            return node
        self.generic_visit(node)
        return node


def blanked(tree: ast.Module) -> list[str]:
    """The statements of a cell without the words in their strings."""
    return [ast.unparse(Blank().visit(node)) for node in tree.body]


def said(source: str, tree: ast.Module) -> str:
    """The words in the strings and comments of a code cell."""
    formats = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.FormattedValue) and node.format_spec
        for part in ast.walk(node.format_spec)
    }
    strings = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in formats
    ]
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    return FORMULA.sub(" ", "\n".join([*strings, *comments]))


def plain(source: str) -> str:
    """A Markdown text without its code."""
    return CODE.sub(" ", BLOCK.sub(" ", source))


def prose(source: str) -> str:
    """A Markdown text without code, formulas and the targets of links."""
    return LINK.sub("]", FORMULA.sub(" ", plain(source)))


def headings(source: str) -> list[str]:
    return [f"{level} {number}".strip() for level, number in HEADING.findall(plain(source))]


def formulas(source: str) -> list[str]:
    """The formulas of a Markdown text; words in them are free."""
    found = FORMULA.findall(plain(source))
    return [" ".join(TEXT.sub(r"\\text{}", formula).split()) for formula in found]


def code_spans(source: str) -> list[str]:
    blocks = BLOCK.findall(source)
    spans = [f"`{span.strip()}`" for _, span in CODE.findall(BLOCK.sub(" ", source))]
    return [*blocks, *spans]


def link_in_korean(target: str) -> str:
    """Where a link of an English chapter leads from the folder of the Korean ones."""
    if target.startswith("ko/"):
        return "../" + target.removeprefix("ko/")  # the other edition
    return "../" + target if target.startswith("../") else target


def numbers(text: str) -> list[str]:
    """The numbers of a text: 50,000 is 50000, ½ is 1 and 2, 06 is 6."""
    for sign, digits in FRACTIONS.items():
        text = text.replace(sign, f" {digits}")
    found = [re.sub(r"[ ,]", "", number).replace("−", "-") for number in NUMBER.findall(text)]
    return [re.sub(r"^(-?)0+(?=\d)", r"\1", number) for number in found]


def words_for_numbers(text: str) -> Counter[str]:
    """Numbers that a text gives in words; they may be digits in Korean."""
    allowed: Counter[str] = Counter()
    before = 0
    for word in re.findall(r"[a-z]+", text.lower()):
        values = WORDS.get(word) or WORDS.get(word.removesuffix("s")) or []
        allowed.update(str(value) for value in values)
        if values and before and (word in LARGE or (before >= 20 and values[-1] < 10)):
            allowed[str(before * values[-1] if word in LARGE else before + values[-1])] += 1
        before = values[-1] if values else 0
    return allowed


def unlike_numbers(english: str, korean: str, formulas: Iterable[str] = ()) -> list[str]:
    """Compare the numbers; `formulas` may be written as text in Korean."""
    missing = Counter(numbers(english)) - Counter(numbers(korean))
    more = Counter(numbers(korean)) - Counter(numbers(english))
    allowed = words_for_numbers(english) + Counter(numbers(" ".join(formulas)))
    for number, unit in re.findall(r"([\d,.]+)([천만억])", korean):
        short = number.replace(",", "")
        whole = f"{float(short) * MYRIADS[unit]:.0f}"
        for known in (missing, allowed):
            if more[short] and known[whole]:
                known[whole] -= 1
                more[short] -= 1
                break
    return unlike("Number", list(missing.elements()), list((more - allowed).elements()))


def unlike(kind: str, english: Iterable[str], korean: Iterable[str]) -> list[str]:
    """Say what the Korean text lacks and what it has more."""
    there, here = Counter(english), Counter(korean)
    missing = {x: n for x, n in (there - here).items() if not (may_repeat(x) and x in here)}
    more = {x: n for x, n in (here - there).items() if not (may_repeat(x) and x in there)}
    return [
        f"{kind} {times(n)}{word}: {item}"
        for group, word in ((missing, "missing"), (more, "not in English"))
        for item, n in group.items()
    ]


def may_repeat(item: str) -> bool:
    """Whether a text may name it again, or leave it out where it is clear: $z$, `fit`."""
    return bool(SYMBOL.fullmatch(item))


def times(n: int) -> str:
    return "" if n == 1 else f"{n} times "
