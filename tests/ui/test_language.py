"""The language of the window follows the environment, the choice in the settings, or the system, in this order."""

import pytest
from PySide6.QtCore import QLocale

from bcdc_desktop.ui.language import ENVIRONMENT, choice, language_for


class System(QLocale):
    """The system's settings, with languages in the order in which their user prefers them."""

    def __init__(self, *languages: str) -> None:
        super().__init__(QLocale.c())
        self._languages = languages

    def uiLanguages(self, *_: object) -> list[str]:
        return list(self._languages)


@pytest.mark.parametrize(
    ("environment", "preference", "languages", "expected"),
    [
        ("", None, ["fr-CA", "en-CA"], "fr"),
        ("", "system", ["en_CA", "fr"], "en"),
        ("", "system", ["de-DE", "fr-CH", "en"], "fr"),
        ("", "system", ["de-DE"], "en"),
        ("", "system", [], "en"),
        ("", "en", ["fr-CA"], "en"),
        ("", "fr", ["en-CA"], "fr"),
        ("", 7, ["fr-CA"], "fr"),
        ("fr", "en", ["en-CA"], "fr"),
        ("en_CA.UTF-8", "fr", ["fr-CA"], "en"),
        ("system", "en", ["fr-CA"], "fr"),
        ("tlh", "fr", ["fr-CA"], "en"),
    ],
)
def test_the_language_of_a_start(
    monkeypatch: pytest.MonkeyPatch, environment: str, preference: object, languages: list[str], expected: str
) -> None:
    monkeypatch.setenv(ENVIRONMENT, environment)
    assert language_for(preference, System(*languages)) == expected


@pytest.mark.parametrize(("preference", "expected"), [("fr", "fr"), ("en", "en"), ("xx", "system"), (None, "system")])
def test_what_the_settings_say(preference: object, expected: str) -> None:
    assert choice(preference) == expected
