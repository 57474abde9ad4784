"""Cut out of NanumGothic the Hangul that figures need; DejaVu Sans draws everything else.

Use: python tools/font.py path/to/NanumGothic.ttf

The name of the original is reserved by its licence, so the part has another.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from fontTools.subset import Options, Subsetter, load_font, save_font
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FONT = ROOT / "lecture" / "fonts" / "LectureHangul.ttf"
CATALOG = ROOT / "lecture" / "locale" / "ko" / "LC_MESSAGES" / "lecture.po"
FAMILY = "Lecture Hangul"
NAMES = {  # entries of the name table: the family and its licence
    **{1: FAMILY, 2: "Regular", 3: FAMILY, 4: FAMILY, 6: "LectureHangul"},
    **{13: "SIL Open Font License, Version 1.1", 14: "https://openfontlicense.org"},
}
COMMON = {  # the 2,350 syllables of KS X 1001
    bytes([row, cell]).decode("euc_kr") for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF)
}


def is_hangul(character: str) -> bool:
    return "가" <= character <= "힣" or "ㄱ" <= character <= "ㆎ"


def used() -> set[str]:
    """The Hangul in the catalog and in the code of the Korean chapters."""
    text = CATALOG.read_text(encoding="utf-8")
    for path in sorted((ROOT / "notebooks" / "ko").glob("*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        text += "".join(cell.source for cell in cells if cell.cell_type == "code")
    return set(filter(is_hangul, text))


def cut(path: Path, characters: set[str]) -> None:
    """Store a font with these characters only, without the hints for old screens."""
    options = Options(hinting=False, notdef_outline=True, recalc_timestamp=False, name_IDs=["*"])
    options.drop_tables += ["TSI0", "TSI1", "TSI2", "TSI3", "TSI5", "GlyphOrder"]
    font = load_font(str(path), options)
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(characters)))
    subsetter.subset(font)
    names = font["name"]
    names.names = [name for name in names.names if name.platformID == 3 and name.nameID in (0, 7)]
    for number, text in NAMES.items():
        names.setName(text, number, 3, 1, 0x409)
    save_font(font, str(FONT), options)


def glyphs(path: Path = FONT) -> set[str]:
    """The characters that a font draws."""
    with TTFont(path) as font:
        return set(map(chr, font.getBestCmap()))


if __name__ == "__main__":
    FONT.parent.mkdir(exist_ok=True)
    cut(Path(sys.argv[1]), COMMON | used())
    print(f"{FONT.relative_to(ROOT)}: {FONT.stat().st_size / 1000:.0f} kB")
