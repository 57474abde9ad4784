"""`python -m bench.report`: measure, and write the tables into docs/numerics.md."""

from __future__ import annotations

import re
from pathlib import Path

from bench.accuracy import accuracy
from bench.tables import speed

PAGE = Path(__file__).parents[1] / "docs" / "numerics.md"


def fill(page: str, name: str, lines: list[str]) -> str:
    """`page` with `lines` between its markers `<!-- name -->` and `<!-- /name -->`."""
    table = f"<!-- {name} -->\n\n" + "\n".join(lines) + f"\n\n<!-- /{name} -->"
    new, found = re.subn(rf"<!-- {name} -->.*<!-- /{name} -->", lambda _: table, page, flags=re.S)
    if found != 1:
        raise ValueError(f"{PAGE} must hold the markers of {name!r} once, found {found}")
    return new


if __name__ == "__main__":
    page = fill(PAGE.read_text(encoding="utf-8"), "accuracy", accuracy())
    PAGE.write_text(fill(page, "speed", speed()), encoding="utf-8")
