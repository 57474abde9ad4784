"""The language of what `lecture` says: English, or another that has a catalog in `locale`."""

from __future__ import annotations

from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

from helpers._validation import as_name

LANGUAGES = ("en", "ko")
_catalog = NullTranslations()


def set_language(language: str) -> None:
    """Let figures, sliders, quizzes and feedback speak English ("en") or Korean ("ko") from now on.

    Raises ValueError for another language.

    >>> set_language("en")
    """
    global _catalog
    as_name(language, "language", LANGUAGES)
    if language == "en":
        _catalog = NullTranslations()
        return
    file = files("lecture") / "locale" / language / "LC_MESSAGES" / "lecture.mo"
    with file.open("rb") as stream:
        _catalog = GNUTranslations(stream)


def _(message: str) -> str:
    """The message in the language chosen; the English itself where that is English."""
    return _catalog.gettext(message)
