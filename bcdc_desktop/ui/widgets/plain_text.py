"""Text from outside shown letter for letter: labels, tooltips, message boxes, buttons, notifications.

Qt guesses: a text that looks like HTML is shown as HTML, and HTML opens files. A title in a catalogue could so read a
file of this computer, wait at a pipe for ever, or on Windows hand the user's password hash to a server it names. Hence
every widget that would guess is made here, and a test keeps the rest of ``ui`` from making its own; what Qt makes by
itself is told so by the style sheet (``theme.style_sheet``).

Nor does a text turn round what stands beside it: a stand-in is shown for each character that sets the direction of
the letters after it (``domain.text_direction``). What is edited keeps its own.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QStyledItemDelegate, QWidget

from bcdc_desktop.domain.text_direction import in_reading_order

_TOOLTIP_AT_MOST, _TOOLTIP_LINES, _TOOLTIP_WIDTH = 2000, 40, 100  # characters, lines, characters a line
_JOINER = "\u2060"  # no width, no meaning: after it "<" and "&" begin nothing that Qt knows
_TITLE_AT_MOST = 60  # characters of the title of a message box
_LONG_WORD = re.compile(r"\S{40}(?=\S)")
_DISARM = str.maketrans({"<": f"<{_JOINER}", "&": f"&{_JOINER}"})
_GUESSED = ("<", "&lt;")  # without one of these Qt never guesses HTML
_NOTIFICATION = str.maketrans({"<": "‹", ">": "›"})


class PlainLabel(QLabel):
    """A label that shows its text as it is."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if text:
            self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(in_reading_order(text))


class PlainMessageBox(QMessageBox):
    """A message box that shows its texts as they are. Long words can be broken: one would make it as wide as itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setWindowTitle(self, title: str) -> None:
        """Set the title, cut: Qt makes a message box wide enough for all of it."""
        super().setWindowTitle(window_title(title if len(title) <= _TITLE_AT_MOST else title[:_TITLE_AT_MOST] + "…"))

    def setText(self, text: str) -> None:
        """Show what it is about."""
        super().setText(_LONG_WORD.sub(_breakable, in_reading_order(text)))

    def setInformativeText(self, text: str) -> None:
        """Show what more there is to say."""
        super().setInformativeText(_LONG_WORD.sub(_breakable, in_reading_order(text)))

    def ask(self, label: str, agreed: Callable[[], object], stay: str) -> QPushButton:
        """Open it with a button that agrees, which is returned, and one that leaves all as it is, as Enter and Escape
        do."""
        agree = self.addButton(label, QMessageBox.ButtonRole.AcceptRole)
        agree.clicked.connect(lambda: agreed())
        leave = self.addButton(stay, QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(leave)
        self.setEscapeButton(leave)
        self.open()
        return agree


class PlainDelegate(QStyledItemDelegate):
    """The delegate of every list, table and tree, and the base of those that paint cells themselves."""

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        """Return what is painted for a value."""
        return in_reading_order(super().displayText(value, locale))


def elided(
    text: str,
    metrics: QFontMetrics | QFontMetricsF,
    width: float,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> str:
    """Return a text as it is painted in so many pixels."""
    return metrics.elidedText(in_reading_order(text), mode, int(width))


def window_title(text: str) -> str:
    """Return a text as the frame of a window can have it."""
    return in_reading_order(text)


def _breakable(part: re.Match[str]) -> str:
    return part[0] + "\u200b"  # no width, but a line may end here


def tooltip(text: str) -> str:
    """Return a text as ``setToolTip`` and ``ToolTipRole`` can have it: shown as it is, cut and wrapped.

    It looks the same but is never taken for HTML: an invisible sign follows what could begin a tag or an entity.
    """
    text = in_reading_order(text)
    short = text if len(text) <= _TOOLTIP_AT_MOST else text[:_TOOLTIP_AT_MOST] + " …"
    lines = short.split("\n")
    if len(lines) > _TOOLTIP_LINES or any(len(line) > _TOOLTIP_WIDTH for line in lines):
        wrapped = [part for line in lines[: _TOOLTIP_LINES + 1] for part in textwrap.wrap(line, _TOOLTIP_WIDTH) or [""]]
        short = "\n".join(wrapped if len(wrapped) <= _TOOLTIP_LINES else [*wrapped[:_TOOLTIP_LINES], "…"])
    return short.translate(_DISARM) if any(sign in short for sign in _GUESSED) else short


def button_text(text: str) -> str:
    """Return a text as a button, a check box or a menu entry can have it: ``&`` makes no shortcut, a tab no column."""
    return in_reading_order(text).replace("&", "&&").replace("\t", " ")


def notification_text(text: str) -> str:
    """Return a text as the desktop's notifications can have it: on many of them the body is HTML."""
    return in_reading_order(text).translate(_NOTIFICATION)
