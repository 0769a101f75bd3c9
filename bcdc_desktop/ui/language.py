"""The language of the window: English, French, or the one of the system. The command line stays English."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from bcdc_desktop import translation
from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.ui.widgets.keys import MacShortcuts

_log = logging.getLogger(__name__)

Language = Literal["en", "fr"]
Choice = Literal["system", "en", "fr"]
PREFERENCE = "language"
ENVIRONMENT = "BCDC_LANGUAGE"  # goes before the preference, for one start

# Each language in its own words: somebody who cannot read the window must find theirs.
NAMES: tuple[tuple[Choice, str], ...] = (("en", "English"), ("fr", "Français"))
_LOCALES: dict[Language, QLocale] = {
    "en": QLocale(QLocale.Language.English, QLocale.Country.Canada),
    "fr": QLocale(QLocale.Language.French, QLocale.Country.Canada),
}


def choice(preference: object) -> Choice:
    """Return what was chosen in the settings; what is not known there counts as the system's language."""
    match preference:
        case "en" | "fr":
            return preference
    return "system"


def language_for(preference: object, system: QLocale) -> Language:
    """Return the language for a start: the environment's, else the chosen one, else the first of the system's that
    there is, else English.
    """
    asked = os.environ.get(ENVIRONMENT, "") or choice(preference)
    wanted = system.uiLanguages() if asked == "system" else [asked]
    for name in wanted:
        match name.replace("_", "-").split("-")[0].lower():
            case "fr":
                return "fr"
            case "en":
                return "en"
    return "en"


def use_language(application: QCoreApplication, language: Language) -> list[QTranslator]:
    """Show texts, dates and numbers in a language from now on, and return what translates them.

    Called once, before the first window is made: widgets that are there already keep their texts.
    """
    if QLocale.system().language() != _LOCALES[language].language():  # else the system's country and formats stay
        QLocale.setDefault(_LOCALES[language])
    found: list[QTranslator] = []
    if language != "en":  # the language of the source
        found = _installed(application, language)
    if sys.platform == "darwin":
        application.installTranslator(MacShortcuts(found, application))
    return found


def _installed(application: QCoreApplication, language: Language) -> list[QTranslator]:
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{language}.qm")
    ours = bundled_path("translations") / f"bcdc_{language}.qm"
    found = []
    for path in (qt, ours):  # the one installed last is asked first
        translator = QTranslator(application)
        if not translator.load(str(path)):
            _log.warning("there is no translation in %s", path)
            continue
        application.installTranslator(translator)
        found.append(translator)
    translation.install(_translate_core, language)
    return found


def _translate_core(text: str) -> str:
    # the context under which packaging/translations.py collects the texts made below the window
    return QCoreApplication.translate("core", text)
