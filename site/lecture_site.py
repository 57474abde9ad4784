"""What the pages of the lecture have beside those of any Sphinx site.

A notebook becomes a page with the alternative texts of its figures and without what only tests
compare. Its live plots carry the name by which a script finds them, its exercises say where to
solve them.
"""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import get_translation
from sphinx.search import SearchLanguage

from open_in import beside, links

HERE = Path(__file__).parent
NOT_FOR_EYES = "text/vnd.lecture.drawing"
LIVE = re.compile(r"^(\w+_live)$")
HANGUL = re.compile(r"[가-힣]{3,}")
OTHER_LANGUAGE = re.compile(r"\[([^]]+)\]\((ko/|\.\./)(\w+)\.ipynb\)")
ICONS = re.compile(r"<script[^>]*/fontawesome\.js[^>]*></script>")
_ = get_translation("sphinx")


class SearchKorean(SearchLanguage):
    """A Korean word is found without its particle, too: by its first two syllables or more.

    From the third syllable on the search itself finds beginnings of words.
    """

    lang = "ko"
    language_name = "Korean"

    def split(self, input: str) -> list[str]:
        words = super().split(input)
        return words + [word[:2] for word in words if HANGUL.match(word)]

    def stem(self, word: str) -> str:
        return word.lower()


def for_a_page(app: Sphinx, name: str, source: list[str]) -> None:
    """Prepare the notebook: figures get their alternative texts, exercises say where to go."""
    if app.env.doc2path(name).suffix != ".ipynb":
        return
    notebook = json.loads(source[0])
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            cell["source"] = OTHER_LANGUAGE.sub(r'<a href="\2\3.html">\1</a>', text)
            continue
        if text.startswith("check("):
            cell["outputs"] = [where_to_solve()]
        for output in cell["outputs"]:
            output.get("data", {}).pop(NOT_FOR_EYES, None)
            alt = output.get("metadata", {}).get("image/png", {}).get("alt")
            if alt:
                cell["metadata"]["mystnb"] = {"image": {"alt": alt}}
    source[0] = json.dumps(notebook)


def where_to_solve() -> dict[str, Any]:
    """What stands below an exercise, in place of the answer of its check."""
    here = f'<a href="#open-in">{escape(_("your own copy of this chapter"))}</a>'
    text = _("Solve this exercise in {copy}: there the check answers.").format(copy=here)
    html = f'<p class="lecture-where">{text}</p>'
    return {"output_type": "display_data", "data": {"text/html": html}, "metadata": {}}


def name_live_plots(app: Sphinx, document: nodes.document) -> None:
    """Wrap the still picture of a live plot into an element that says which plot it is."""
    for cell in document.findall(nodes.container):
        if cell.get("nb_element") != "cell_code" or len(cell) < 2:
            continue
        named = LIVE.match(cell[0].astext().rstrip().rpartition("\n")[2])
        if not named:
            continue
        room = app.env.docname[len("00_") :]
        start = (
            f'<div class="lecture-live" data-chapter="{room}" '
            f'data-name="{named[1]}" data-lang="{app.config.language}">'
        )
        cell[-1].insert(0, nodes.raw("", start, format="html"))
        cell[-1].append(nodes.raw("", "</div>", format="html"))


def complete_page(
    app: Sphinx, name: str, template: str, context: dict[str, Any], document: nodes.document | None
) -> None:
    """Give the templates the page of the other language, and mend what the theme lacks."""
    context["without_icon_script"] = lambda html: ICONS.sub("", html)
    context["other_page"] = ("../" if app.config.language == "ko" else "ko/") + f"{name}.html"
    if not re.match(r"\d\d_", name):
        return
    context["open_in"] = links(name, app.config.language)
    there = beside(name, app.config.language)
    context["beside"] = {kind: address for kind, address in there.items() if app.tags.has(kind)}
    box = app.builder.templates.render("open_in.html", context)
    body = context["body"].replace("</h1>", f"</h1>\n{box}", 1)
    # A fold is named by the words that are seen.
    context["body"] = body.replace(' aria-label="Toggle hidden content"', "")


def say_words(app: Sphinx, config: Any) -> None:
    """Name the two states of a folded answer in the language of the page."""
    config.nb_code_prompt_show = _("Show the answer")
    config.nb_code_prompt_hide = _("Hide the answer")


def setup(app: Sphinx) -> dict[str, bool]:
    if app.config.language == "ko":
        catalog = Path(app.doctreedir) / "locale" / "ko" / "LC_MESSAGES" / "sphinx.mo"
        catalog.parent.mkdir(parents=True, exist_ok=True)
        with (HERE / "locale" / "ko.po").open("rb") as words, catalog.open("wb") as compiled:
            write_mo(compiled, read_po(words))
        app.add_message_catalog("sphinx", str(catalog.parents[2]))
    app.add_search_language(SearchKorean)
    app.connect("config-inited", say_words)
    app.connect("source-read", for_a_page)
    app.connect("doctree-read", name_live_plots)
    app.connect("html-page-context", complete_page, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
