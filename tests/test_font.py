"""The Hangul of figures: drawn on every machine, in PNG and in the browser, and nothing else."""

import base64
import re

import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager

from font import COMMON, FONT, glyphs, is_hangul, used
from lecture.figures import COMPARED, bundle, png, subplots, svg_document
from stored import KOREAN, ROOT, cells, place

LATIN = font_manager.findfont("DejaVu Sans")


def labelled(title, **text):
    """A figure with a title in Korean."""
    figure, ax = subplots(figsize=(4, 2))
    ax.set_title(title, **text)
    return figure


def test_every_hangul_used_has_a_glyph():
    """Run `make font FONT=path/to/NanumGothic.ttf` when one is missing."""
    assert used() - glyphs() == set()
    assert len(COMMON) == 2350


@pytest.mark.parametrize("path", KOREAN, ids=place)
def test_every_character_of_a_stored_figure_has_a_glyph(path):
    known = glyphs() | glyphs(LATIN)
    for cell in cells(path, "code"):
        for output in cell.outputs:
            assert set(output.get("data", {}).get(COMPARED, "")) - known <= {"\n"}, cell.source


def test_the_font_has_hangul_only_and_says_its_licence():
    assert all(map(is_hangul, glyphs()))
    with TTFont(FONT) as font:
        names = {name.nameID: str(name) for name in font["name"].names}
    assert not re.search("nanum", " ".join(names[number] for number in (1, 3, 4, 6)), re.IGNORECASE)
    assert "Open Font License" in names[13]
    licence = FONT.with_name("OFL.txt").read_text(encoding="utf-8")
    assert "Reserved Font Name Nanum" in licence
    assert "SIL OPEN FONT LICENSE" in licence
    assert f"lecture/fonts/{FONT.name}" in (ROOT / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_hangul_is_drawn_beside_latin(weight, caplog):
    pictures = {png(labelled(title, weight=weight)) for title in ("σ: 가중합 z", "σ: 각중합 z")}
    assert len(pictures) == 2
    assert not caplog.records


def test_what_has_no_glyph_fails():
    """Matplotlib warns, and a warning in a test is an error."""
    with pytest.raises(UserWarning, match="missing from font"):
        png(labelled("뷁"))


def test_what_is_latin_looks_the_same_without_hangul():
    figure = labelled("Latin, σ and $x^2$")
    with_hangul = png(figure)
    for text in figure.findobj(lambda artist: hasattr(artist, "set_fontfamily")):
        text.set_fontfamily(["DejaVu Sans"])
    assert png(figure) == with_hangul


def test_the_browser_takes_a_font_that_it_has():
    families = re.findall("font-family: ([^;]*)", svg_document(labelled("가중합")))
    assert families
    assert all(family.endswith(", sans-serif") for family in families)


def test_words_stay_words_in_the_stored_drawing():
    data, _ = bundle(labelled("가중합"), "alt")
    assert "가중합" in data[COMPARED]
    assert "font-family" not in data[COMPARED]
    assert len(base64.b64decode(data["image/png"])) < 10_000
