"""The values of a plan as a table: record, field, before, after, and whether each is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from bcdc_desktop.domain.bulk_operations import fields_of
from bcdc_desktop.domain.bulk_plan import BulkPlan, PlannedRecord, PlannedValue
from bcdc_desktop.domain.record_changes import PACKAGE
from bcdc_desktop.domain.schema import DatasetSchema, Field, FieldKind
from bcdc_desktop.domain.values import as_text, is_text
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.widgets.plain_text import tooltip
from bcdc_desktop.ui.widgets.tables import LoudRole
from bcdc_desktop.ui.widgets.text import or_empty

Index = QModelIndex | QPersistentModelIndex
Shown = Literal["all", "included", "excluded", "problems"]
RECORD, FIELD, BEFORE, AFTER, PROBLEM = range(5)
_LONGEST = 300  # characters of a value in a cell


def _tr(text: str) -> str:
    return QCoreApplication.translate("BulkPlan", text)


@dataclass(frozen=True)
class _Line:
    record: PlannedRecord
    value: PlannedValue


class PlanModel(QAbstractTableModel):
    """The values that a plan changes, one a row; a tick tells which are sent, and texts can be edited."""

    planChanged = Signal()  # what is sent has changed
    edited = Signal(object)  # a PlannedRecord that is to be checked again

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.plan: BulkPlan | None = None
        self._schema: DatasetSchema | None = None
        self._fields: dict[bool, dict[str, Field]] = {}
        self._lines: list[_Line] = []
        self._shown: Shown = "all"
        self._words = ""

    def show_plan(self, plan: BulkPlan, schema: DatasetSchema) -> None:
        """Show another plan."""
        self.plan, self._schema = plan, schema
        self._fields = {of: fields_of(schema, of_resources=of) for of in (False, True)}
        self.read_again()

    def clear(self) -> None:
        """Show nothing, until there is another plan."""
        self.plan = None
        self.read_again()

    def filter(self, shown: Shown, words: str = "") -> None:
        """Show only some of the values: by what becomes of them, and by words in the record's title or the field."""
        self._shown, self._words = shown, words.casefold().strip()
        self.read_again()

    def read_again(self) -> None:
        """Show the plan as it is now."""
        self.beginResetModel()
        records: Sequence[PlannedRecord] = self.plan.records if self.plan is not None else ()
        self._lines = [_Line(r, v) for r in records for v in r.changes if self._is_shown(r, v)]
        self.endResetModel()

    def set_included(self, rows: Sequence[int], included: bool) -> None:
        """Send the values of these rows, or do not."""
        for row in rows:
            self._set_included(self._lines[row], included)
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), PROBLEM))
            self.planChanged.emit()

    def record_at(self, row: int) -> PlannedRecord:
        """Return the record of a row."""
        return self._lines[row].record

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_tr("Record"), _tr("Field"), _tr("Before"), _tr("After"), _tr("Problem"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags
        if index.column() == RECORD:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if index.column() == AFTER and self._is_editable(self._lines[index.row()].value):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == RECORD:
            return Qt.CheckState.Checked if self._is_included(line) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.EditRole and column == AFTER:
            after = line.value.after
            return after if isinstance(after, str) else as_text(after, self._field(line.value))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._text(line, column))
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self._text(line, column).split())[:_LONGEST]
        if role == Qt.ItemDataRole.ForegroundRole:
            loud = self.data(index, LoudRole)
            return QColor(theme.current().colour(loud)) if loud else None
        if role == LoudRole:
            if not self._is_included(line):
                return "muted"
            if column == PROBLEM:
                return "danger"
            return "muted" if column in (BEFORE, AFTER) and self._is_empty(line, column) else None
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid():
            return False
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == RECORD:
            self._set_included(line, Qt.CheckState(value) == Qt.CheckState.Checked)
        elif role == Qt.ItemDataRole.EditRole and index.column() == AFTER and str(value) != line.value.after:
            line.value.after, line.value.edited = str(value), True
            self.edited.emit(line.record)
        else:
            return False
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), PROBLEM))
        self.planChanged.emit()
        return True

    def _is_empty(self, line: _Line, column: int) -> bool:
        value = line.value.before if column == BEFORE else line.value.after
        return not as_text(value, self._field(line.value)).strip()

    def _is_editable(self, value: PlannedValue) -> bool:
        field = self._field(value)
        return isinstance(value.after, str) and (is_text(field) or field.kind is FieldKind.TAGS)

    def _is_shown(self, record: PlannedRecord, value: PlannedValue) -> bool:
        line = _Line(record, value)
        match self._shown:
            case "included":
                fits = self._is_included(line)
            case "excluded":
                fits = not self._is_included(line)
            case "problems":
                fits = bool(self._problem(line))
            case _:
                fits = True
        if not fits or not self._words:
            return fits
        return self._words in record.title.casefold() or self._words in self._field(value).label.casefold()

    def _is_included(self, line: _Line) -> bool:
        return not line.record.excluded and not line.value.excluded

    def _set_included(self, line: _Line, included: bool) -> None:
        if included and line.record.excluded:
            line.record.excluded = False
            for value in line.record.changes:
                value.excluded = True
        line.value.excluded = not included

    def _problem(self, line: _Line) -> str:
        own = [p.message for p in line.record.problems
               if p.target == line.value.target and p.path.split("/")[0] == line.value.field]  # fmt: skip
        named = {(v.target, v.field) for v in line.record.changes}
        if line.record.changes[0] is line.value:  # what concerns the record as a whole stands in its first row
            own += [p.message for p in line.record.problems if (p.target, p.path.split("/")[0]) not in named]
        return "; ".join(own)

    def _field(self, value: PlannedValue) -> Field:
        known = self._fields.get(value.target != PACKAGE, {})
        return known.get(value.field) or Field(value.field, value.field, FieldKind.TEXT)

    def _text(self, line: _Line, column: int) -> str:
        field = self._field(line.value)
        match column:
            case 0:
                return line.record.title
            case 1:
                resource = line.record.resources.get(line.value.target, "")
                return f"{resource} › {field.label}" if resource else field.label
            case 2:
                return or_empty(as_text(line.value.before, field))
            case 3:
                return or_empty(as_text(line.value.after, field))
            case _:
                return self._problem(line)
