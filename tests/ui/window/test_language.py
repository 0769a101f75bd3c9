"""Given a user who reads French, when the program starts, then the window is in French."""

import json
import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from bcdc_desktop import translation
from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.domain.profile import PRACTICE
from bcdc_desktop.ui.dialogs.catalogue_settings import CatalogueSettingsDialog
from bcdc_desktop.ui.language import PREFERENCE
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from bcdc_desktop.ui.widgets.text import exact_time, human_size
from helpers.hostile import MARK
from helpers.texts import BracketTranslator, bracketed, cut_off, outside_brackets, texts_of


def marks(window) -> dict[str, bool]:
    """The languages of the menu, and whether each is marked."""
    actions = window.findChildren(QAction)
    return {a.objectName().removeprefix("language-"): a.isChecked() for a in actions if "language-" in a.objectName()}


def test_the_language_is_chosen_in_the_menu_for_the_next_start(open_window):
    window = open_window()
    assert marks(window) == {"system": True, "en": False, "fr": False}
    window.findChild(QAction, "language-fr").trigger()
    assert marks(window) == {"system": False, "en": False, "fr": True}
    assert window.bar.text()
    assert window.program.settings.get(PREFERENCE) == "fr"
    again = open_window()
    assert marks(again) == {"system": False, "en": False, "fr": True}


def test_menus_and_messages_are_in_french(french, open_window):
    window = open_window()
    menus = [action.text().replace("&", "") for action in window.menuBar().actions()]
    assert menus == ["Fichier", "Édition", "Affichage", "Fiche", "Catalogue", "Aide"]
    window.findChild(QAction, "language-en").trigger()
    assert "démarrage" in window.bar.text()


def test_a_ready_made_catalogue_is_not_renamed_by_the_language(french, open_window, qtbot):
    window = open_window()
    assert "Catalogue d’exercice" in window.windowTitle()
    window.show_settings()
    qtbot.waitUntil(lambda: window.findChild(CatalogueSettingsDialog) is not None)
    assert window.findChild(CatalogueSettingsDialog).profile().title == PRACTICE.title


def test_buttons_of_qt_and_numbers_are_in_french(french, qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Annuler"
    assert human_size(1_200_000) == "1,2\u00a0Mo"
    assert exact_time(datetime(2026, 8, 1, 14, 2).astimezone()) == "1 août 2026, 14:02"


@pytest.fixture
def brackets(qapp: QApplication) -> Iterator[None]:
    """The program in a language in which all that can be translated stands in brackets."""
    translator = BracketTranslator(qapp)
    qapp.installTranslator(translator)
    translation.install(bracketed)
    yield
    qapp.removeTranslator(translator)
    translation.install(str)


UPLOAD_SHEET = QSize(1180, 1000)  # the screen of these tests has 800 lines: fewer than its bars and table want
LAYOUT_ROUNDS = 10  # a line that wraps asks for its height once it has its width, and so do those around it

# what is the same in each language: names, units and formats
NAMES = {
    *("bcdc", "desktop", "ckan", "english", "français", "québec"),
    *("ctrl", "shift", "alt"),
    *("kb", "mb", "gb", "tb", "json", "utf", "windows", "cp", "lf", "crlf", "yyyy", "mm", "dd"),
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    *("string", "integer", "number", "boolean", "date", "datetime"),  # types of Table Schema
}


def labels_of_the_schema() -> set[str]:
    """Labels, hints and choices that come from the catalogue's schema, in its language."""
    found = set[str]()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if "field_name" in value:  # what has no label is called by its name
                found.add(value["field_name"].replace("_", " ").capitalize())
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        elif isinstance(value, str):
            found.add(value.strip())

    for file in bundled_path("schema").glob("*.json"):
        walk(json.loads(file.read_text("utf-8")))
    return found


def is_data(text: str, labels: set[str]) -> bool:
    """Whether a text comes from the catalogue, or has no words but names, ids, addresses, terms of the search."""
    text = re.sub(r"</?(?:a|br)\b[^>]*>", " ", text)
    if MARK in text or "img src" in text or re.sub(r"\d+", "", text).strip("\u2002• ") in labels:
        return True
    words = [word for word in text.split() if not re.search(r"[\w][-_./:@][\w]", word)]
    known = {*NAMES, *(label.lower() for label in labels)}
    return all(w.lower() in known for word in words for w in re.findall(r"[^\W\d_]{2,}", word))


# the guide is written in English alone, and a report is read by those who write the program
ENGLISH = {"guideContents", "guideText", "diagnostics"}


def test_every_text_of_the_program_can_be_translated(brackets, tour):
    labels, found = labels_of_the_schema(), {}

    def look(place: str) -> None:
        for widget in QApplication.allWidgets():
            if not widget.window().isVisible():
                continue  # of a window that is gone, as one of another test
            if widget.objectName() in ENGLISH:
                continue
            for said in texts_of(widget):
                if MARK not in said.text and not is_data(outside_brackets(said.text), labels):
                    found.setdefault(said.text, f"{place}: {said.owner}, {said.kind}")

    tour.go(look)
    assert found == {}


def test_nothing_cut_off_in_french(french, tour):
    found = {}

    def seen() -> dict[str, str]:
        front = QApplication.activeModalWidget()  # what is behind it was looked at before
        return {
            text: f"{type(widget).__name__} in {type(widget.parent()).__name__}"
            for widget in QApplication.allWidgets()
            for text in cut_off(widget)
            if not is_data(text, set()) and front in (None, widget.window())
        }

    def look(place: str) -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, UploadSheet) and window.isVisible():
                window.resize(UPLOAD_SHEET)
        for _ in range(LAYOUT_ROUNDS):
            QApplication.processEvents()
            if not (cut := seen()):
                return
        found.update({text: f"{place}: {where}" for text, where in cut.items()})

    tour.go(look)
    assert found == {}
