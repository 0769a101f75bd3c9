"""Texts for people that are made below the window, in the language that the window chose; English elsewhere."""

from __future__ import annotations

from collections.abc import Callable


class _Language:
    def __init__(self) -> None:
        self.translate: Callable[[str], str] = str
        self.code = "en"


_language = _Language()


def install(translate: Callable[[str], str], code: str = "en") -> None:
    """Have texts translated from now on.

    Args:
        translate: English text with its ``{name}`` places -> the same in the chosen language.
        code: the language: two letters.
    """
    _language.translate = translate
    _language.code = code


def language() -> str:
    """Return the chosen language, for what comes from elsewhere in several of them: two letters."""
    return _language.code


def tr(text: str, /, **values: object) -> str:
    """Return a text in the chosen language, with values put in at their places ``{name}``.

    The text is a literal of ours; values may come from anywhere, and are not looked into.
    """
    translated = _language.translate(text)
    return translated.format(**values) if values else translated
