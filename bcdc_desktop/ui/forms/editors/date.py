"""Dates, written freely or picked from a calendar."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bcdc_desktop.domain.choices import ChoiceSource
from bcdc_desktop.domain.kinds.dates import is_moment, is_partial_date
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.domain.times import format_stored_time
from bcdc_desktop.domain.values import meaning
from bcdc_desktop.ui.forms.editors.base import Editor
from bcdc_desktop.ui.forms.editors.text import LineEditor
from bcdc_desktop.ui.theme import icon, restyle
from bcdc_desktop.ui.widgets.inputs import ComboBox, LineEdit
from bcdc_desktop.ui.widgets.plain_text import tooltip

_NUMBERS = re.compile(r"(\d{4})(?:[-/. ](\d{1,2})[-/. ](\d{1,2})|(\d\d)(\d\d))")
_WORDS = re.compile(r"(\d{1,2})\.? +([a-z]{3})[a-z]*\.?,? +(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def tidy_date(text: str) -> str:
    """Return ``2026/3/1`` and ``31 Mar 2026`` as ``YYYY-MM-DD``; a text that is no clear date as it is.

    Numbers are only read with the year first: 03/04/2026 means two days to two people.
    """
    stripped = text.strip().casefold()
    if found := _NUMBERS.fullmatch(stripped):
        year, month, day = (int(g) for g in found.groups() if g)
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


_FOR_READING = "forReading"  # property of a form


def set_for_reading(form: QWidget, on: bool) -> None:
    """Have a form show moments as people read them; rows that it makes later ask it (``is_for_reading``)."""
    if bool(form.property(_FOR_READING)) != on:
        form.setProperty(_FOR_READING, on)
        for editor in form.findChildren(Editor):
            editor.show_for_reading(on)


def is_for_reading(widget: QWidget) -> bool:
    """Return whether a widget stands in a form where one cannot edit."""
    form: QWidget | None = widget
    while form is not None and form.property(_FOR_READING) is None:
        form = form.parentWidget()
    return form is not None and bool(form.property(_FOR_READING))


def _words_for_reading(line: LineEdit, value: Any) -> str:
    """Return a moment as people read it, and put what is stored into the line's tooltip; empty, without a tooltip,
    where it is shown as it is stored."""
    raw = "" if value is None else str(value)
    words = format_stored_time(raw)
    read = is_for_reading(line) and words != raw
    line.setToolTip(tooltip(raw) if read else "")
    return words if read else ""


class MomentLine(LineEditor):
    """A line for a date that may have a time. Where one cannot edit, it shows a moment as times are shown elsewhere,
    with what is stored in its tooltip."""

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self._value: Any = None

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show the value."""
        self._value = value
        super().show_value(value, record)
        _words_for_reading(self.line, value)

    def show_for_reading(self, on: bool) -> None:
        """Show the value as it is stored, or as people read it."""
        self.show_value(self._value, {})

    def display(self, value: Any) -> str:
        """Return the moment in words where one can only read it."""
        return format_stored_time(str(value)) if is_for_reading(self.line) else self.plain(value)

    def plain(self, value: Any) -> str:
        """Return the value as it is edited."""
        return str(value)


class DateEditor(MomentLine):
    """A line for a date and a calendar next to it (F4). Wrong text stays, marked by the form."""

    line_class: ClassVar[type[LineEdit]] = _DateLine

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.line.setPlaceholderText(field.placeholder or "YYYY-MM-DD")
        self._calendar = QAction(icon("calendar-blank-outline"), self.tr("Calendar (F4)"), self.line)
        self._calendar.triggered.connect(self.open_calendar)
        self.line.addAction(self._calendar, LineEdit.ActionPosition.TrailingPosition)

    def display(self, value: Any) -> str:
        """Return the value without the midnight that CKAN adds."""
        return super().display(self.plain(value))

    def plain(self, value: Any) -> str:
        """Return the value without the midnight that CKAN adds."""
        return str(meaning(value, self.field) or value)

    def settle(self) -> None:
        """Write a clear date the usual way."""
        tidy = tidy_date(self.line.text())
        if tidy != self.line.text():
            self.line.setText(tidy)

    def set_read_only(self, on: bool) -> None:
        """Show a text that can be selected, without a calendar."""
        super().set_read_only(on)
        self._calendar.setVisible(not on)

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


class DateTimeEditor(MomentLine):
    """A line for a date and time."""

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.line.setPlaceholderText(field.placeholder or "YYYY-MM-DDThh:mm:ss")

    def settle(self) -> None:
        """Write a clear moment the usual way."""
        tidy = tidy_datetime(self.line.text())
        if tidy != self.line.text():
            self.line.setText(tidy)


class PartialDateEditor(DateEditor):
    """A line for a year, a month, a day or a moment, and a calendar next to it."""

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.line.setPlaceholderText(field.placeholder or self.tr("YYYY, YYYY-MM or YYYY-MM-DD"))

    def settle(self) -> None:
        """Write a clear date the usual way; a year or a month stays one."""
        if not is_partial_date(self.line.text()):
            super().settle()


_UTC = "+00:00"


class ZonedDateTimeEditor(Editor):
    """A line for a date and time, and the time zone beside it. What says no zone is UTC, as CKAN keeps it."""

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.widget = QWidget(parent)
        self.line = LineEdit(self.widget)
        self.line.setPlaceholderText(field.placeholder or "YYYY-MM-DDThh:mm:ss")
        self.zone = ComboBox(self.widget)
        self.zone.setAccessibleName(self.tr("Time zone of {label}").format(label=field.label))
        self._offsets: list[str] = []
        self._shown: Any = None
        self._last = ""
        layout = QHBoxLayout(self.widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.zone)
        self.inner = self.line
        self._offer(_UTC)
        self.line.textChanged.connect(lambda _text: self._changed(chosen=False))
        self.zone.currentIndexChanged.connect(lambda _index: self._changed(chosen=True))

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show the moment in the zone that it is written in; where one can only read it, as times are shown."""
        self._shown = value
        text, offset = _split_zone("" if value is None else str(value))
        words = _words_for_reading(self.line, value)
        self.zone.setVisible(not words)  # they are in the time zone of this computer
        text = words or text
        if (text, offset) == (self.line.text(), self._offset()):
            return
        self._quiet = True
        self.line.setText(text)
        self._offer(offset)
        self._last = self._value()
        self._quiet = False

    def show_for_reading(self, on: bool) -> None:
        """Show the value as it is stored, or as people read it."""
        self.show_value(self._shown, {})

    def settle(self) -> None:
        """Write a clear moment the usual way; a zone that was typed goes to its place."""
        text, offset = _split_zone(self.line.text())
        if text != self.line.text():
            self._offer(offset)
        tidy = tidy_datetime(text)
        if tidy != self.line.text():
            self.line.setText(tidy)

    def tab_widgets(self) -> list[QWidget]:
        """Return the line and the zone."""
        return [self.line, self.zone]

    def set_read_only(self, on: bool) -> None:
        """Show a text that can be selected, but not edited."""
        restyle(self.line, readOnly=on)
        self.zone.setEnabled(not on)

    def _offset(self) -> str:
        index = self.zone.currentIndex()
        return self._offsets[index] if 0 <= index < len(self._offsets) else _UTC

    def _value(self) -> str:
        text = self.line.text().strip()
        zoned = bool(_split_zone(text)[0] != text)  # a zone was typed
        return text if not text or zoned or not is_moment(text) else text + self._offset()

    def _changed(self, *, chosen: bool) -> None:
        value = self._value()
        if self._quiet or value == self._last:
            return
        self._last = value
        if chosen:
            self._say_chosen(value)
        else:
            self._say(value)

    def _offer(self, offset: str) -> None:
        local = datetime.now().astimezone().isoformat()[-6:]
        listed = list(dict.fromkeys([_UTC, local, offset]))
        if listed != self._offsets:
            quiet, self._quiet = self._quiet, True
            self._offsets = listed
            self.zone.clear()
            self.zone.addItems(["UTC" if o == _UTC else f"UTC{o}" for o in listed])
            self._quiet = quiet
        self.zone.setCurrentIndex(self._offsets.index(offset))


_OFFSET = re.compile(r"(.*\d)(Z|[+-]\d\d:?\d\d)", re.DOTALL)


def _split_zone(text: str) -> tuple[str, str]:
    """Return a moment without its zone, and the zone's offset; UTC where it says none."""
    found = _OFFSET.fullmatch(text.strip()) if "T" in text or ":" in text else None
    if found is None:
        return text, _UTC
    offset = _UTC if found[2] == "Z" else found[2] if ":" in found[2] else f"{found[2][:3]}:{found[2][3:]}"
    return found[1], offset


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
