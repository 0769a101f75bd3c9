"""What is in a file: its first records, with highlighted findings, and its columns as they will be described."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from bcdc_desktop.app.uploads.record_excerpt import RecordExcerpt, head
from bcdc_desktop.domain.text_direction import in_reading_order
from bcdc_desktop.preflight.csv_check import CheckResult
from bcdc_desktop.preflight.findings import Finding
from bcdc_desktop.preflight.table_schema import FIELD_TYPES, STATISTICS_KEY
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.column_types import column_type_label
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.widgets.inputs import ComboBox
from bcdc_desktop.ui.widgets.plain_text import PlainDelegate, elided, tooltip
from bcdc_desktop.ui.widgets.tables import RowDelegate, configure_table, select_only
from bcdc_desktop.ui.widgets.text import grouped

Index = QModelIndex | QPersistentModelIndex
MarkRole = Qt.ItemDataRole.UserRole + 1  # colour role of a cell's ground
_ROW = 28
_GROUNDS = {"error": "danger_ground", "warning": "highlight_ground", "advice": "information_ground"}


class PreviewModel(QAbstractTableModel):
    """Some records of a table; cells with a finding are highlighted by its severity."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: Sequence[str] = ()
        self._types: Mapping[str, str] = {}
        self._excerpt = RecordExcerpt(2, ())
        self._header_row = 1
        self._width = 0
        self._marks: dict[tuple[int, int], Finding] = {}  # (row, column from 0 or -1 for all of it)

    def show(
        self,
        check: CheckResult | None,
        schema: Mapping[str, Any] | None,
        findings: Sequence[Finding],
        excerpt: RecordExcerpt | None = None,
    ) -> None:
        """Show the first records of a file, or those around a finding."""
        self.beginResetModel()
        self._columns = check.columns if check else ()
        self._types = {str(f["name"]): str(f["type"]) for f in (schema or {}).get("fields", ())}
        self._header_row = check.header_row if check else 1
        self._excerpt = excerpt or (head(check) if check else RecordExcerpt(2, ()))
        self._width = max([len(self._columns), *(len(r) for r in self._excerpt.records)])
        self._mark(findings)
        self.endResetModel()

    def mark(self, findings: Sequence[Finding]) -> None:
        """Highlight the cells of more findings, without scrolling."""
        self._mark(findings)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def _mark(self, findings: Sequence[Finding]) -> None:
        self._marks = {}
        for finding in sorted(findings, key=lambda f: f.severity != "error")[::-1]:
            if finding.row is not None:
                self._marks[finding.row, self._position(finding.column)] = finding

    def section_of(self, finding: Finding) -> int:
        """Return the column whose header a finding is about; -1 where it is about something else."""
        return self._position(finding.column) if finding.row == self._header_row else -1

    def place_of(self, finding: Finding) -> QModelIndex:
        """Return the cell that a finding is about; invalid where it is not shown."""
        if finding.row is None or not self._excerpt.holds(finding.row):
            return QModelIndex()
        row = finding.row - self._excerpt.first
        if finding.column is None and len(self._excerpt.records[row]) > len(self._columns):
            return self.index(row, len(self._columns))  # the first surplus cell
        return self.index(row, max(0, self._position(finding.column)))

    def column_name(self, section: int) -> str:
        """Return the header of a column; empty beyond the header."""
        return self._columns[section] if section < len(self._columns) else ""

    def column_type(self, section: int) -> str:
        """Return the type of a column; empty where none is known."""
        return self._types.get(self.column_name(section), "")

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._excerpt.records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._width

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return grouped(self._excerpt.first + section)
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            kind, name = self.column_type(section), in_reading_order(self.column_name(section))
            return f"{name}  {column_type_label(kind)}" if kind else name
        finding = self._marks.get((self._header_row, section))
        if role == Qt.ItemDataRole.DecorationRole and finding is not None:
            return theme.icon(*labels.SEVERITY_ICONS[finding.severity])
        if role == Qt.ItemDataRole.ToolTipRole:
            kind = self.tr("{name}: {kind}. Click to change the type").format(
                name=self.column_name(section), kind=column_type_label(self.column_type(section))
            )
            said = [labels.finding(finding) if finding else "", kind if self.column_type(section) else ""]
            return tooltip("\n".join(line for line in said if line))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        record = self._excerpt.records[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return record[index.column()] if index.column() < len(record) else ""
        finding = self._finding(index.row(), index.column(), len(record))
        if finding is None:
            return None
        if role == MarkRole:
            return _GROUNDS[finding.severity]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(labels.finding(finding))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return labels.finding(finding)
        return None

    def _finding(self, row: int, column: int, cells: int) -> Finding | None:
        number = self._excerpt.first + row
        exact = self._marks.get((number, column))
        if exact is not None:
            return exact
        whole = self._marks.get((number, -1))
        # of a ragged row only the surplus cells are highlighted, where there are any
        if whole is not None and cells > len(self._columns) and column < len(self._columns):
            return None
        return whole

    def _position(self, column: str | int | None) -> int:
        if isinstance(column, int):
            return column - 1
        return self._columns.index(column) if column in self._columns else -1


class FilePreview(QTableView):
    """Shows records; a click on a column's header changes its type."""

    typeChosen = Signal(str, str)  # column, Table Schema type

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview = PreviewModel(self)
        self.setModel(self.preview)
        configure_table(self, "filePreview", self.tr("Rows of the file"), row_height=_ROW, read_only=True, single=True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setItemDelegate(_CellDelegate(self))
        self.setCornerButtonEnabled(False)
        self.setStyleSheet("QTableCornerButton::section { background: transparent; border: 0; }")
        rows = self.verticalHeader()
        rows.show()  # line numbers
        rows.setStyleSheet("QHeaderView::section { border: 0; padding: 0 8px; }")
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._ask_type)
        self.preview.modelReset.connect(self._fit)

    def go_to(self, finding: Finding) -> None:
        """Scroll to the cell that a finding is about."""
        section = self.preview.section_of(finding)
        if section >= 0:
            select_only(self, QModelIndex())
            self.scrollToTop()
            self.horizontalScrollBar().setValue(self.horizontalHeader().sectionPosition(section) - measures.GAP)
            return
        index = self.preview.place_of(finding)
        if index.isValid():
            select_only(self, index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def type_menu(self, section: int) -> QMenu | None:
        """Return the menu of types for a column; None where its type is not known."""
        name, now = self.preview.column_name(section), self.preview.column_type(section)
        if not now:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in FIELD_TYPES:
            action = QAction(column_type_label(kind), menu)
            action.setData(kind)
            action.setCheckable(True)
            action.setChecked(kind == now)
            action.triggered.connect(lambda _on=False, wanted=kind: self.typeChosen.emit(name, wanted))
            menu.addAction(action)
        return menu

    def _ask_type(self, section: int) -> None:
        menu = self.type_menu(section)
        if menu is not None:
            header = self.horizontalHeader()
            menu.popup(header.mapToGlobal(QPoint(header.sectionViewportPosition(section), header.height())))

    def _fit(self) -> None:
        for section in range(self.preview.columnCount()):
            hint = max(self.sizeHintForColumn(section), self.horizontalHeader().sectionSizeHint(section)) + measures.GAP
            self.setColumnWidth(section, min(max(hint, 64), 260))


class _CellDelegate(PlainDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        roles, rect = theme.current(), QRect(option.rect)
        mark = index.data(MarkRole)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if mark:
            painter.fillRect(rect, QColor(roles.colour(mark)))
        elif selected:
            painter.fillRect(rect, QColor(roles.selection))
        if selected and mark:
            painter.setPen(QColor(roles.focus))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.setPen(QColor(roles.text))
        inner = rect.adjusted(measures.GAP, 0, -measures.GAP, 0)
        text = " ".join(str(index.data() or "")[:300].split())
        painter.setFont(option.font)
        shown = elided(text, QFontMetrics(option.font), inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


_WIDTHS = {0: 116, 1: 76, 2: 128, 3: 64, 4: 60, 5: 92, 6: 92}


class DictionaryColumn(IntEnum):
    """The columns in their order."""

    NAME = 0
    TYPE = 1
    DESCRIPTION = 2
    VALUES = 3
    EMPTY = 4
    LEAST = 5
    MOST = 6
    MARKS = 7


_EDITABLE = (DictionaryColumn.TYPE, DictionaryColumn.DESCRIPTION, DictionaryColumn.MARKS)
_NUMBERS = (DictionaryColumn.VALUES, DictionaryColumn.EMPTY)


class ColumnsModel(QAbstractTableModel):
    """One row a column of the file."""

    corrected = Signal(str, dict)  # column, what changed of type, description, missingValues

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fields: Sequence[Mapping[str, Any]] = ()

    def show(self, schema: Mapping[str, Any] | None) -> None:
        """Show the columns of a Table Schema."""
        fields = (schema or {}).get("fields") or ()
        if [f["name"] for f in fields] == [f["name"] for f in self._fields]:
            self._fields = fields
            if fields:
                self.dataChanged.emit(self.index(0, 0), self.index(len(fields) - 1, len(DictionaryColumn) - 1))
            return
        self.beginResetModel()
        self._fields = fields
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._fields)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(DictionaryColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and section == DictionaryColumn.MARKS:
            return self.tr("Markers of missing values, separated by commas")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (self.tr("Column"), self.tr("Type"), self.tr("Description"), self.tr("Values"), self.tr("Empty"))
        return (*names, self.tr("From"), self.tr("To"), self.tr("Missing values"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in _EDITABLE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = DictionaryColumn(index.column())
        text = self._text(self._fields[index.row()], column)
        match role:
            case Qt.ItemDataRole.EditRole if column is DictionaryColumn.TYPE:
                return str(self._fields[index.row()].get("type", "any"))
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return text
            case Qt.ItemDataRole.ToolTipRole:
                if column in _EDITABLE:
                    what = self.headerData(column, Qt.Orientation.Horizontal)
                    return tooltip(
                        "\n".join(
                            part for part in (text, self.tr("Press F2 to edit: {what}").format(what=what)) if part
                        )
                    )
                return tooltip(text)
            case Qt.ItemDataRole.TextAlignmentRole if column in _NUMBERS:
                return Qt.AlignmentFlag.AlignRight
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        field, column, text = self._fields[index.row()], DictionaryColumn(index.column()), str(value or "").strip()
        if column is DictionaryColumn.TYPE:
            if text == str(field.get("type", "any")):
                return False
            changes: dict[str, Any] = {"type": text}
        elif text == self._text(field, column):
            return False
        elif column is DictionaryColumn.DESCRIPTION:
            changes = {"description": text}
        else:
            marks = [mark.strip() for mark in text.split(",") if mark.strip()]
            changes = {"missingValues": ["", *marks] if marks else []}
        self.corrected.emit(str(field["name"]), changes)
        return True

    def _text(self, field: Mapping[str, Any], column: DictionaryColumn) -> str:
        seen = field.get(STATISTICS_KEY) or {}
        match column:
            case DictionaryColumn.NAME:
                return str(field.get("name", ""))
            case DictionaryColumn.TYPE:
                return column_type_label(str(field.get("type", "any")))
            case DictionaryColumn.DESCRIPTION:
                return str(field.get("description") or field.get("title") or "")
            case DictionaryColumn.VALUES:
                return grouped(seen["count"]) if "count" in seen else ""
            case DictionaryColumn.EMPTY:
                return grouped(seen["missing"]) if "missing" in seen else ""
            case DictionaryColumn.LEAST:
                return str(seen.get("minimum", ""))
            case DictionaryColumn.MOST:
                return str(seen.get("maximum", ""))
            case DictionaryColumn.MARKS:
                return ", ".join(str(mark) for mark in field.get("missingValues") or () if mark)


class ColumnsView(QTableView):
    """F2, Enter or a double click edits the type, the description, or the markers of missing values."""

    corrected = Signal(str, dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = ColumnsModel(self)
        self.setModel(self.columns)
        configure_table(self, "columnsView", self.tr("Columns"), row_height=_ROW)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        header = self.horizontalHeader()
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(DictionaryColumn.MARKS, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(56)
        self.columns.corrected.connect(self.corrected)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit with Enter, which must not reach the dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.currentIndex()
            if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
            return
        super().keyPressEvent(event)


class _Delegate(RowDelegate):
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        if index.column() != DictionaryColumn.TYPE:
            line = QLineEdit(parent)
            line.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
            return line
        box = ComboBox(parent)
        box.setAccessibleName(self.tr("Type of the column"))
        for kind in FIELD_TYPES:
            box.addItem(column_type_label(kind), kind)
        box.activated.connect(lambda _i: self.commitData.emit(box))
        box.activated.connect(lambda _i: self.closeEditor.emit(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(text))
            editor.showPopup()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, -2, 0, 2))
