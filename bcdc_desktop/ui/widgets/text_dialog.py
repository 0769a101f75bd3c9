"""A dialog with a text to read, which can be selected but not changed."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from .dialog import Dialog
from .plain_text import PlainLabel


class TextDialog(Dialog):
    """Shows a text below words about it. Subclasses name it, and add the buttons; nothing is sent from here."""

    def __init__(self, title: str, words: str, text: str, label: str, parent: QWidget) -> None:
        """Make the dialog.

        Args:
            title: of the dialog.
            words: what the text is for.
            text: what is shown.
            label: what a screen reader calls the text.
        """
        super().__init__(title, parent)
        self.words = PlainLabel(words, self)
        self.words.setWordWrap(True)
        self.text = QPlainTextEdit(text, self)
        self.text.setAccessibleName(label)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.body.addWidget(self.words)
        self.body.addWidget(self.text, 1)

    def copies(self, button: QPushButton) -> None:
        """Have a button copy the text, and say so."""

        def copy() -> None:
            QGuiApplication.clipboard().setText(self.text.toPlainText())
            button.setText(self.tr("Copied"))

        button.clicked.connect(copy)
