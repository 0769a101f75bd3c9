"""Keys that macOS has under other names: what deletes there, and how shortcuts are written in a text."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTranslator
from PySide6.QtGui import QKeyEvent

_MODIFIERS = re.compile(r"\b(?:(?:Ctrl|Alt|Shift|Maj)\+)+(?=\S)")
_SIGNS = (("Alt+", "⌥"), ("Shift+", "⇧"), ("Maj+", "⇧"), ("Ctrl+", "⌘"))  # in the order in which macOS writes them
_CONTROL_TOO = ("Ctrl+Space", "Ctrl+Espace")  # Spotlight has Cmd+Space


def deletes(event: QKeyEvent, system: str = sys.platform) -> bool:
    """Return whether a key deletes what is chosen: Delete; on macOS the key of that name, which is Backspace."""
    keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) if system == "darwin" else (Qt.Key.Key_Delete,)
    return event.key() in keys


def on_macos(text: str) -> str:
    """Return a text with shortcuts as macOS writes them: ``Ctrl+Shift+E`` is ``⇧⌘E``."""
    for keys in _CONTROL_TOO:
        text = text.replace(keys, "⌃" + keys.removeprefix("Ctrl+"))
    return _MODIFIERS.sub(lambda found: "".join(sign for word, sign in _SIGNS if word in found[0]), text)


class MacShortcuts(QTranslator):
    """Writes shortcuts in all texts as macOS does. Installed last: it asks those that translate itself."""

    def __init__(self, translators: Sequence[QTranslator], parent: QObject) -> None:
        super().__init__(parent)
        self._translators = tuple(reversed(translators))

    def isEmpty(self) -> bool:
        """Return whether there is nothing to translate: Qt asks no translator that says so."""
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, number: int = -1) -> str:
        """Return the text as another translator has it, else as it is, with shortcuts as on macOS."""
        given = (one.translate(context, text, disambiguation, number) for one in self._translators)
        return on_macos(next(filter(None, given), text))
