"""Keys and shortcuts as macOS has them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTranslator
from PySide6.QtGui import QKeyEvent

import bcdc_desktop.ui
from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.ui.widgets.keys import MacShortcuts, deletes, on_macos

UI = Path(bcdc_desktop.ui.__file__).parent


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Export this list (Ctrl+Shift+E)", "Export this list (⇧⌘E)"), ("Ctrl+click", "⌘click"),
        ("Exporter (Ctrl+Maj+E)", "Exporter (⇧⌘E)"), ("Alt+Home, Ctrl+K.", "⌥Home, ⌘K."), ("Ctrl+Space", "⌃Space"),
        ("Shift + 1, Ctrl, C++", "Shift + 1, Ctrl, C++"),
    ],
)  # fmt: skip
def test_shortcuts_in_texts_are_written_as_macos_does(text: str, written: str) -> None:
    assert on_macos(text) == written


def test_translated_texts_are_too(qapp) -> None:
    french = QTranslator()
    assert french.load(str(bundled_path("translations") / "bcdc_fr.qm"))
    keys = MacShortcuts([french], qapp)
    qapp.installTranslator(french)
    qapp.installTranslator(keys)
    try:
        found = [
            QCoreApplication.translate("DraftsPane", t) for t in ("Export this list (Ctrl+Shift+E)", "Nothing of it")
        ]
    finally:
        qapp.removeTranslator(keys)
        qapp.removeTranslator(french)
    assert found[0].endswith("(⇧⌘E)")
    assert not found[0].startswith("Export this list")
    assert found[1] == "Nothing of it"


@pytest.mark.parametrize(("key", "systems"), [("Key_Delete", {"darwin", "win32"}), ("Key_Backspace", {"darwin"})])
def test_the_key_called_delete_deletes_on_macos(key: str, systems: set[str]) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key[key], Qt.KeyboardModifier.NoModifier)
    assert {system for system in ("darwin", "win32") if deletes(event, system)} == systems


def test_no_list_has_a_key_to_delete_of_its_own() -> None:
    texts = {p.relative_to(UI).as_posix(): p.read_text("utf-8") for p in UI.rglob("*.py")}
    assert {name for name, text in texts.items() if "Key_Delete" in text and "Key_Backspace" not in text} == set()
