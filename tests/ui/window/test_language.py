"""Given a user who reads French, when the program starts, then the window is in French."""

from datetime import datetime

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialogButtonBox

from bcdc_desktop.domain.profile import PRACTICE
from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.ui.dialogs.catalogue_settings import CatalogueSettingsDialog
from bcdc_desktop.ui.language import PREFERENCE
from bcdc_desktop.ui.widgets.text import human_size


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
