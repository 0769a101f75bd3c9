"""The style below the style sheet. It keeps the labels that Qt makes by itself from guessing HTML."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProxyStyle


class PlainStyle(QProxyStyle):
    """Fusion, in which a label of no stated format is plain text.

    Tooltips, also those of item views and of actions, and the labels of message boxes and file dialogs are such. A
    label is polished before its first text is laid out, and a tooltip before it has a text.
    """

    def __init__(self) -> None:
        super().__init__("Fusion")

    def polish(self, target: Any) -> Any:
        """Prepare a widget, the application or a palette."""
        if isinstance(target, QLabel) and target.textFormat() == Qt.TextFormat.AutoText:
            target.setTextFormat(Qt.TextFormat.PlainText)
        return super().polish(target)
