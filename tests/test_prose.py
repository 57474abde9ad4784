"""The numbers in the text are what the code gives."""

import importlib
import pkgutil

import numpy as np
import pytest

from stored import CHAPTERS, text
from prose import __path__ as prose_path

CLAIMS = [
    (module.name.removeprefix("chapter"), sentence, values)
    for module in pkgutil.iter_modules(prose_path)
    for sentence, values in importlib.import_module(f"prose.{module.name}").CLAIMS
]


@pytest.mark.parametrize(("chapter", "sentence", "values"), CLAIMS, ids=lambda v: str(v)[:40])
def test_a_number_in_the_text_is_what_the_code_gives(chapter, sentence, values):
    (path,) = (path for path in CHAPTERS if path.stem.startswith(chapter))
    claim = sentence.format(*np.atleast_1d(values))
    assert claim in text(path)
