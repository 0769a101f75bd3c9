"""Dates, written freely or picked from a calendar."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, ClassVar

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from bcdc_desktop.domain.choices import ChoiceSource
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.domain.values import meaning
from bcdc_desktop.ui.forms.editors.text import LineEditor
from bcdc_desktop.ui.theme import icon
from bcdc_desktop.ui.widgets.inputs import LineEdit

_NUMBERS = re.compile(r"(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})")
_WORDS = re.compile(r"(\d{1,2})\.? +([a-z]{3})[a-z]*\.?,? +(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def tidy_date(text: str) -> str:
    """Return ``2026/3/1`` and ``31 Mar 2026`` as ``YYYY-MM-DD``; a text that is no clear date as it is.

    Numbers are only read with the year first: 03/04/2026 means two days to two people.
    """
    stripped = text.strip().casefold()
    if found := _NUMBERS.fullmatch(stripped):
        year, month, day = (int(g) for g in found.groups())
    elif (found := _WORDS.fullmatch(stripped)) and found[2] in _MONTHS:
        year, month, day = int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1])
    else:
        return text
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def tidy_datetime(text: str) -> str:
    """Return a date and time as CKAN writes them; a text that is none as it is."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    return moment.isoformat()


class _DateLine(LineEdit):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar with F4, as that opens a list."""
        if event.key() == Qt.Key.Key_F4:
            for action in self.actions():
                action.trigger()
            return
        super().keyPressEvent(event)


class DateEditor(LineEditor):
    """A line for a date and a calendar next to it (F4). Wrong text stays, marked by the form."""

    line_class: ClassVar[type[LineEdit]] = _DateLine

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.line.setPlaceholderText(field.placeholder or "YYYY-MM-DD")
        action = QAction(icon("calendar-blank-outline"), self.tr("Calendar (F4)"), self.line)
        action.triggered.connect(self.open_calendar)
        self.line.addAction(action, LineEdit.ActionPosition.TrailingPosition)

    def display(self, value: Any) -> str:
        """Return the value without the midnight that CKAN adds."""
        return str(meaning(value, self.field) or value)

    def settle(self) -> None:
        """Write a clear date the usual way."""
        tidy = tidy_date(self.line.text())
        if tidy != self.line.text():
            self.line.setText(tidy)

    def open_calendar(self) -> None:
        """Open a calendar below the line, on the date that is there."""
        if self.line.isReadOnly():
            return
        popup = _Calendar(self.line.text(), self.line)
        popup.calendar.clicked.connect(lambda day: self._pick(popup, day))
        popup.calendar.activated.connect(lambda day: self._pick(popup, day))
        popup.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        popup.show()
        popup.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _pick(self, popup: _Calendar, day: QDate) -> None:
        popup.close()
        self.line.setText(day.toString(Qt.DateFormat.ISODate))
        self.chosen.emit()


class DateTimeEditor(LineEditor):
    """A line for a date and time."""

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.line.setPlaceholderText(field.placeholder or "YYYY-MM-DDThh:mm:ss")

    def settle(self) -> None:
        """Write a clear moment the usual way."""
        tidy = tidy_datetime(self.line.text())
        if tidy != self.line.text():
            self.line.setText(tidy)


class _Calendar(QFrame):
    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("card", "true")
        self.calendar = QCalendarWidget(self)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        plain = QTextCharFormat()  # Qt writes week-ends red, which here means wrong
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekend, plain)
        day = QDate.fromString(tidy_date(text), Qt.DateFormat.ISODate)
        if day.isValid():
            self.calendar.setSelectedDate(day)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.calendar)
