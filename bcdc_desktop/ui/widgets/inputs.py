"""Line, text area and combo box for forms: the mouse wheel changes nothing, undo is left to the form."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QRect, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QWidget,
)

from bcdc_desktop.ui.dropped_files import dropped_files
from bcdc_desktop.ui.theme import icon, measures
from bcdc_desktop.ui.widgets.plain_text import PlainDelegate, PlainLabel, elided
from bcdc_desktop.ui.widgets.text import utf16_length

_MIN_LINES, _MAX_LINES = 3, 14
_PARAGRAPH_LENGTH = 20_000  # characters
_NUMBER_MARGIN = 6
_FRAME = 10  # padding and border, above and below together
_LINE_SEPARATOR, _PARAGRAPH = "\u2028", "\u2029"


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class LineEdit(QLineEdit):
    """A line whose undo keys go to the form around it, and the files that are dropped on it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave undo and redo to the form."""
        if _is_undo(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave files to what is around it: their paths are no text for people."""
        if dropped_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)


def pad_number(box: QSpinBox | QDoubleSpinBox) -> None:
    """Give the number of a box the room at its left that a line has; a style sheet cannot."""
    box.lineEdit().setTextMargins(_NUMBER_MARGIN, 0, 0, 0)


def add_clear_button(line: QLineEdit) -> None:
    """Give a line Qt's button that clears it, with the name that Qt does not give it."""
    line.setClearButtonEnabled(True)
    for button in line.findChildren(QToolButton):
        if not button.accessibleName():
            button.setAccessibleName(QCoreApplication.translate("Inputs", "Clear"))


def add_icon(line: QLineEdit, picture: QIcon) -> None:
    """Show an icon at the beginning of a line. It is no button: a screen reader passes it over."""
    line.addAction(picture, QLineEdit.ActionPosition.LeadingPosition).setEnabled(False)


class TextArea(QPlainTextEdit):
    """Several lines; grows with its text, and passes the wheel on while it has no focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lines = 0
        self._keeps_separators = False
        self.document().documentLayout().documentSizeChanged.connect(lambda size: self._fit(round(size.height())))
        self._fit(_MIN_LINES)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave files to what is around it: their paths are no text for people."""
        if dropped_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def text(self) -> str:
        """Return the text as typed: unlike ``toPlainText`` it keeps no-break spaces."""
        raw = self.document().toRawText().replace(_PARAGRAPH, "\n")
        return raw if self._keeps_separators else raw.replace(_LINE_SEPARATOR, "\n")

    def show_text(self, text: str) -> None:
        """Show another text; only the difference is replaced, so that the cursor and the scroll position stay."""
        self._keeps_separators = _LINE_SEPARATOR in text
        old, new = self.text(), text.replace("\r\n", "\n").replace("\r", "\n")
        if old == new:
            return
        wrap = QPlainTextEdit.LineWrapMode
        self.setLineWrapMode(wrap.NoWrap if _is_endless(new) else wrap.WidgetWidth)
        if not old or not new:
            self.setPlainText(new)
            return
        start = _common(old, new)
        end = min(_common(old[::-1], new[::-1]), len(old) - start, len(new) - start)
        cursor = QTextCursor(self.document())
        cursor.setPosition(utf16_length(old[:start]))
        cursor.setPosition(utf16_length(old[: len(old) - end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(new[start : len(new) - end])
        if self.hasFocus():
            self.setTextCursor(cursor)  # scrolls there, which is only right where one is writing

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste; a paragraph that is too long to be wrapped stays one line."""
        if _is_endless(source.text()):
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        super().insertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave undo, redo and the keys that move rows to the form."""
        moves = event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if _is_undo(event) or moves:
            event.ignore()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the lines of the new width."""
        super().resizeEvent(event)
        self._fit(round(self.document().size().height()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form, not the text, unless the text has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _fit(self, lines: int) -> None:
        lines = max(_MIN_LINES, min(_MAX_LINES, lines))
        if lines != self._lines:
            self._lines = lines
            margins = 2 * round(self.document().documentMargin())
            self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + margins + _FRAME)


class ComboBox(QComboBox):
    """A choice that the mouse wheel cannot change by accident, with an arrow of the icon family.

    On Linux, Qt tells a screen reader the value of a combo box as its name, and leaves the name to a related label. It
    has one here, which is not shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name: PlainLabel | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(16)
        self.setItemDelegate(PlainDelegate(self))

    def setAccessibleName(self, name: str) -> None:
        """Set the name that a screen reader reads before the value."""
        super().setAccessibleName(name)
        if self._name is None:
            self._name = PlainLabel(parent=self.parentWidget())
            self._name.setBuddy(self)
            self._name.hide()
        self._name.setAccessibleName(name)

    def event(self, event: QEvent) -> bool:
        """Keep the label next to the box: Qt looks for it among the children of the same parent."""
        if event.type() == QEvent.Type.ParentChange and self._name is not None:
            self._name.setParent(self.parentWidget())
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form, unless the box has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Alt+Up and Alt+Down move the row, inside a row that can be moved; F4 opens the list everywhere."""
        if (
            event.modifiers() & Qt.KeyboardModifier.AltModifier
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            and self.property("inRow")
        ):
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text elided where it has no room, and the arrow, too."""
        if self.isEditable():
            super().paintEvent(event)
        else:
            self._paint_elided()
        side = measures.ICON
        place = QRect(self.width() - side - 6, (self.height() - side) // 2, side, side)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            place.moveLeft(6)
        painter = QPainter(self)
        icon("chevron-down").paint(painter, place)
        painter.end()

    def _paint_elided(self) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        if self.currentIndex() < 0 and self.placeholderText():
            option.currentText = self.placeholderText()
            option.palette.setBrush(QPalette.ColorRole.ButtonText, option.palette.placeholderText())
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        room = field.width() - (0 if option.currentIcon.isNull() else option.iconSize.width() + 4)
        option.currentText = elided(option.currentText, self.fontMetrics(), room)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


def _is_endless(text: str) -> bool:
    """Return whether a paragraph is too long to be wrapped: Qt takes seconds to break some 100,000 characters into
    lines, and does it again at every width."""
    return len(text) > _PARAGRAPH_LENGTH and max(map(len, text.splitlines())) > _PARAGRAPH_LENGTH


def _common(a: str, b: str) -> int:
    """Return the length of the common beginning of two texts."""
    limit = min(len(a), len(b))
    low = 0
    step = 4096
    while low + step <= limit and a[low : low + step] == b[low : low + step]:
        low += step
    while low < limit and a[low] == b[low]:
        low += 1
    return low
