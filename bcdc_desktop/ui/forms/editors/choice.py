"""One of several choices, or several: lists, check boxes, organizations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.domain.choices import ChoiceSource, organizations_for
from bcdc_desktop.domain.schema import Choice, Field, FieldKind, choice_text
from bcdc_desktop.domain.values import meaning
from bcdc_desktop.ui.forms.editors.base import Editor
from bcdc_desktop.ui.theme import icon, measures
from bcdc_desktop.ui.widgets.inputs import ComboBox, LineEdit, add_icon
from bcdc_desktop.ui.widgets.labels import FieldButton
from bcdc_desktop.ui.widgets.plain_text import PlainDelegate, button_text
from bcdc_desktop.ui.widgets.tables import select_only

_NONE = "–"


class ChoiceEditor(Editor):
    """A combo box. A value that is not (any longer) a choice stands in it as one more item, marked."""

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.combo = ComboBox(parent)
        self.combo.setPlaceholderText(field.placeholder or self.tr("Choose"))
        self._values: list[str] = []
        self._shown: Any = None
        self._gone = ""  # the value that is in the list without being a choice
        self.combo.currentIndexChanged.connect(self._picked)
        self.widget = self.inner = self.combo

    def offered(self) -> Sequence[Choice]:
        """Return the choices as they are known now."""
        return self.choices.licences() if self.field.kind is FieldKind.LICENCE else self.field.choices

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Select the value's item."""
        self._shown = value
        wanted = choice_text(value)
        self._quiet = True
        gone = self._gone and wanted != self._gone  # a record before had a value that is no choice
        if wanted not in self._values or gone:
            self._fill(wanted)
        self.combo.setCurrentIndex(self._values.index(wanted) if wanted in self._values else -1)
        self._quiet = False

    def refresh_choices(self) -> None:
        """Fill the list again around the same value."""
        self._values = []
        self.show_value(self._shown, {})

    def label_of_gone(self, value: str) -> str:
        """Return what to call a value that cannot be chosen, though it is known; nothing where it is not known."""
        return ""

    def _fill(self, value: str) -> None:
        offered = self.offered()
        labels = [c.label for c in offered]
        self._values = [c.value for c in offered]
        if "" not in self._values and (not self.field.required or self.field.raw.get("form_include_blank_choice")):
            labels.insert(0, _NONE)
            self._values.insert(0, "")
        self.combo.clear()
        self.combo.addItems(labels)
        self._gone = ""
        if value and value not in self._values:
            self._gone = value
            self._values.append(value)
            if title := self.label_of_gone(value):
                self.combo.addItem(title)
            elif offered:
                text = self.tr("{value} (no longer a choice)").format(value=value)
                self.combo.addItem(icon("alert-outline", "warning"), text)
            else:
                self.combo.addItem(value)

    def _picked(self, index: int) -> None:
        if not self._quiet and 0 <= index < len(self._values):
            self._shown = self._values[index]
            self._say_chosen(self._shown)


class OrganizationEditor(ChoiceEditor):
    """A combo box one can type into. What is typed and is no organization is kept and marked."""

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self._typed = False
        self.combo.setEditable(True)
        line = LineEdit(self.combo)
        line.setPlaceholderText(field.placeholder or self.tr("Type to search"))
        self.combo.setLineEdit(line)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.combo.model(), self.combo)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.combo.setCompleter(completer)
        self._line = line
        line.textEdited.connect(self._note)  # a text alone says nothing before it is left

    def offered(self) -> Sequence[Choice]:
        """Return the organizations as they are known now."""
        return organizations_for(self.field, self.choices)

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show the organization's title."""
        self._typed = False
        super().show_value(value, record)
        if self.combo.currentIndex() < 0:
            self._quiet = True
            self.combo.setEditText("")
            self._quiet = False
        self._line.setCursorPosition(0)

    def label_of_gone(self, value: str) -> str:
        """Return the title of an organization in which the user may not create records, but which there is."""
        return next((c.label for c in self.choices.organizations() if c.value == value), "")

    def own_problem(self) -> str | None:
        """Return a text that is no organization."""
        value = str(self._shown or "")
        offered = self.offered()
        if value and offered and value not in {c.value for c in offered} and not self.label_of_gone(value):
            return self.tr("Choose one of the organizations")
        return None

    def settle(self) -> None:
        """Take what was typed: a whole title, or the only one that contains it; otherwise the text as it is."""
        if not self._typed:
            return
        self._typed = False
        text = self.combo.currentText().strip()
        folded = text.casefold()
        offered = self.offered()
        hits = [c for c in offered if c.label.casefold() == folded] or [
            c for c in offered if folded and folded in c.label.casefold()
        ]
        value = hits[0].value if len(hits) == 1 else text
        if value != str(self._shown or ""):
            self._shown = value
            self._say(value)
            self.show_value(value, {})

    def _note(self, _text: str) -> None:
        self._typed = self._dirty = True
        completer = self.combo.completer()
        popup = completer.popup() if completer is not None else None
        if popup is not None and not isinstance(popup.itemDelegate(), PlainDelegate):
            popup.setItemDelegate(PlainDelegate(popup))


_VALUE = Qt.ItemDataRole.UserRole


def chosen_values(value: Any, field: Field) -> list[str]:
    """Return the values chosen, in the schema's order; those it does not know come last."""
    return list(meaning(value, field) or ())


class CheckBoxesEditor(Editor):
    """A check box for each choice, and for each chosen value that is no longer one."""

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.widget = QWidget(parent)
        self._layout = QHBoxLayout(self.widget)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(16)
        self._layout.addStretch(1)
        self.widget.setMinimumHeight(measures.CONTROL_HEIGHT)
        self._boxes: dict[str, QCheckBox] = {}
        for choice in field.choices:
            self._add(choice.value, choice.label)
        self.inner = next(iter(self._boxes.values()), self.widget)

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Check what is chosen."""
        chosen = chosen_values(value, self.field)
        self._quiet = True
        for unknown in chosen:
            if unknown not in self._boxes:
                self._add(unknown, self.tr("{value} (no longer a choice)").format(value=unknown))
        for name, box in self._boxes.items():
            box.setChecked(name in chosen)
        self._quiet = False

    def tab_widgets(self) -> list[QWidget]:
        """Return all boxes."""
        return list(self._boxes.values())

    def set_read_only(self, on: bool) -> None:
        """Set all boxes."""
        self.widget.setEnabled(not on)

    def _add(self, value: str, label: str) -> None:
        box = QCheckBox(button_text(label), self.widget)
        box.toggled.connect(lambda _on: self._say_chosen([v for v, b in self._boxes.items() if b.isChecked()]))
        self._boxes[value] = box
        self._layout.insertWidget(self._layout.count() - 1, box)


class PickerEditor(Editor):
    """A field that reads what is chosen and opens a list with check marks, filtered as one types."""

    spans: ClassVar[bool] = True

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.button = FieldButton(parent)
        self.button.set_placeholder(field.placeholder or self.tr("Choose one or more"))
        self.button.clicked.connect(self.open)
        self.widget = self.inner = self.button
        self._chosen: list[str] = []
        self._popup: _Popup | None = None

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Read the labels of what is chosen."""
        self._chosen = chosen_values(value, self.field)
        self._read()

    def named(self, values: list[str]) -> Any:
        """Return the field's value for what is chosen."""
        return values

    def open(self) -> None:
        """Open the list below the field."""
        self._popup = _Popup(self._items(), set(self._chosen), self.button)
        self._popup.changed.connect(self._picked)
        self._popup.closed.connect(self._closed)
        self._popup.show_below(self.button)

    @property
    def popup(self) -> _Popup | None:
        """Return the open list, for tests and assistive technology."""
        return self._popup

    def _items(self) -> list[tuple[str, str]]:
        known = {c.value for c in self.field.choices}
        gone = [v for v in self._chosen if v not in known]
        mark = self.tr("{value} (no longer a choice)")
        return [(c.value, c.label) for c in self.field.choices] + [(v, mark.format(value=v)) for v in gone]

    def _picked(self, values: list[str]) -> None:
        self._chosen = chosen_values(values, self.field)
        self._read()
        self._say(self.named(list(self._chosen)))

    def _closed(self) -> None:
        self._popup = None
        self.chosen.emit()

    def _read(self) -> None:
        known = {c.value: c.label for c in self.field.choices}
        mark = self.tr("{value} (no longer a choice)")
        self.button.set_value(", ".join(known.get(v) or mark.format(value=v) for v in self._chosen))


class _Popup(QFrame):
    """A list with check marks and a line that narrows it; Space or Enter marks, Esc closes."""

    changed = Signal(list)
    closed = Signal()

    def __init__(self, items: list[tuple[str, str]], chosen: set[str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("card", "true")
        self.filter = LineEdit(self)
        self.filter.setProperty("role", "filter")
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter the choices"))
        add_icon(self.filter, icon("filter-variant"))
        self.list = QListWidget(self)
        self.list.setItemDelegate(PlainDelegate(self.list))
        self.list.setAccessibleName(parent.accessibleName())
        self.list.setUniformItemSizes(True)
        for value, label in items:
            item = QListWidgetItem(label, self.list)
            item.setData(_VALUE, value)
            item.setSizeHint(QSize(0, measures.TREE_ROW))
            item.setCheckState(Qt.CheckState.Checked if value in chosen else Qt.CheckState.Unchecked)
        self.list.itemChanged.connect(lambda _item: self.changed.emit(self._values()))
        self.filter.textChanged.connect(self._narrow)
        self.filter.installEventFilter(self)
        self.list.itemActivated.connect(self._toggle)
        self.list.setCurrentRow(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.filter)
        layout.addWidget(self.list)

    def show_below(self, anchor: QWidget) -> None:
        """Open below the anchor, or above where there is no room."""
        rows = min(10, max(3, self.list.count()))
        self.resize(max(280, anchor.width()), rows * measures.TREE_ROW + 64)
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        screen = anchor.screen().availableGeometry()
        if place.y() + self.height() > screen.bottom():
            place = anchor.mapToGlobal(QPoint(0, -self.height() - 2))
        self.move(max(screen.left(), min(place.x(), screen.right() - self.width())), place.y())
        self.show()
        self.filter.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass arrows and Enter in the filter line on to the list."""
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self.list.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.currentItem():
                self._toggle(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: Any) -> None:
        """Tell that the choice is done."""
        super().hideEvent(event)
        self.closed.emit()

    def _values(self) -> list[str]:
        rows = (self.list.item(i) for i in range(self.list.count()))
        return [str(i.data(_VALUE)) for i in rows if i.checkState() == Qt.CheckState.Checked]

    def _toggle(self, item: QListWidgetItem) -> None:
        checked = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)

    def _narrow(self, text: str) -> None:
        wanted = text.strip().casefold()
        first = None
        for i in range(self.list.count()):
            item = self.list.item(i)
            hidden = wanted not in item.text().casefold()
            item.setHidden(hidden)
            first = first if hidden or first is not None else item
        if first is not None:
            select_only(self.list, self.list.indexFromItem(first))
