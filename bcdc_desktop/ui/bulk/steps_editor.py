"""The steps of a bulk change: a row for each, with what belongs to its kind."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from bcdc_desktop.app.bulk.steps import Step, StepKind, column_of, schema_with
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.domain.bulk_operations import FieldPath
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.widgets.inputs import ComboBox, LineEdit

_WITH_FIELD = ("set", "set-empty", "clear", "replace")
_WITH_OLD = ("replace", "remove-tag", "rename-tag", "contact", "remove-contact")
_WITH_NEW = ("set", "set-empty", "replace", "add-tag", "rename-tag")


def _tr(text: str) -> str:
    return QCoreApplication.translate("BulkSteps", text)


def _kinds() -> list[tuple[StepKind, str]]:
    return [
        ("set", _tr("Set a field")),
        ("set-empty", _tr("Set a field where it is empty")),
        ("clear", _tr("Clear a field")),
        ("replace", _tr("Find and replace")),
        ("contact", _tr("Replace a contact")),
        ("remove-contact", _tr("Remove a contact")),
        ("add-tag", _tr("Add a keyword")),
        ("remove-tag", _tr("Remove a keyword")),
        ("rename-tag", _tr("Rename a keyword")),
    ]


class StepRow(QWidget):
    """One step: its kind, and what that needs."""

    changed = Signal()
    removeAsked = Signal()

    def __init__(self, workspace: Workspace, paths: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setObjectName("bulkStep")
        self.kind = ComboBox(self)
        self.kind.setObjectName("stepKind")
        self.kind.setAccessibleName(_tr("What to do"))
        self.kind.setMinimumContentsLength(20)
        for kind, label in _kinds():
            self.kind.addItem(label, kind)
        self.field = ComboBox(self)
        self.field.setObjectName("stepField")
        self.field.setAccessibleName(_tr("Field"))
        for path, label in paths:
            self.field.addItem(label, path)
        self.old, self.new = self._line("stepOld"), self._line("stepNew")
        self.name, self.email = self._line("stepContactName"), self._line("stepContactEmail")
        self.name.setPlaceholderText(_tr("New name"))
        self.name.setAccessibleName(_tr("New name"))
        self.email.setPlaceholderText(_tr("New email address"))
        self.email.setAccessibleName(_tr("New email address"))
        self.choice = ComboBox(self)
        self.choice.setObjectName("stepChoice")
        self.choice.setAccessibleName(_tr("New value"))
        self.regex = self._check("stepRegex", _tr("Regular expression"))
        self.whole = self._check("stepWhole", _tr("Whole value"))
        self.ignore_case = self._check("stepIgnoreCase", _tr("Ignore case"))
        self.remove = QToolButton(self)
        self.remove.setObjectName("removeStep")
        self.remove.setAccessibleName(_tr("Remove this step"))
        self.remove.setToolTip(_tr("Remove this step"))
        self.remove.setIcon(theme.icon("close"))
        self.remove.clicked.connect(self.removeAsked)
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._arrange)
        self.field.currentIndexChanged.connect(self._arrange)
        self.choice.currentIndexChanged.connect(self.changed)
        self._arrange()

    def step(self) -> Step:
        """Return the step as it is typed by now."""
        kind: StepKind = self.kind.currentData()
        chosen = self.choice.isVisibleTo(self)
        return Step(
            kind,
            str(self.field.currentData() or "") if kind in _WITH_FIELD else "",
            self.old.text(),
            str(self.choice.currentData() or "") if chosen else self.new.text(),
            "regex" if self.regex.isChecked() else "whole" if self.whole.isChecked() else "substring",
            self.ignore_case.isChecked(),
            {"name": self.name.text(), "email": self.email.text()},
        )

    def _line(self, name: str) -> LineEdit:
        line = LineEdit(self)
        line.setObjectName(name)
        line.textChanged.connect(self.changed)
        return line

    def _check(self, name: str, label: str) -> QCheckBox:
        box = QCheckBox(label, self)
        box.setObjectName(name)
        box.toggled.connect(self.changed)
        return box

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.kind, 0, 0)
        values = QHBoxLayout()
        for widget in (self.field, self.old, self.new, self.choice, self.name, self.email):
            values.addWidget(widget, 1)
        grid.addLayout(values, 0, 1)
        grid.addWidget(self.remove, 0, 2)
        options = QHBoxLayout()
        for box in (self.whole, self.regex, self.ignore_case):
            options.addWidget(box)
        options.addStretch(1)
        grid.addLayout(options, 1, 1)
        grid.setColumnStretch(1, 1)

    def _arrange(self) -> None:
        kind: StepKind = self.kind.currentData()
        choices = self._choices(kind)
        self.field.setVisible(kind in _WITH_FIELD)
        self.old.setVisible(kind in _WITH_OLD)
        self.choice.setVisible(bool(choices))
        self.new.setVisible(kind in _WITH_NEW and not choices)
        for line in (self.name, self.email):
            line.setVisible(kind == "contact")
        for box in (self.regex, self.whole, self.ignore_case):
            box.setVisible(kind == "replace")
        old, new = self._labels(kind)
        for line, label in ((self.old, old), (self.new, new)):
            line.setPlaceholderText(label)
            line.setAccessibleName(label)
        self.changed.emit()

    def _choices(self, kind: StepKind) -> dict[str, str]:
        """Return the choices of the field, where one of them is to be set; offer them."""
        path = str(self.field.currentData() or "")
        if kind not in ("set", "set-empty") or not path:
            return {}
        column = column_of(self._workspace, FieldPath.parse(path, schema_with(self._workspace, path)))
        if not column.shown or column.field.kind.value == "multichoice":
            return {}
        if self.choice.property("path") != path:
            self.choice.setProperty("path", path)
            self.choice.clear()
            for value, label in sorted(column.shown.items(), key=lambda c: c[1].casefold()):
                self.choice.addItem(label, value)
        return dict(column.shown)

    def _labels(self, kind: StepKind) -> tuple[str, str]:
        match kind:
            case "replace":
                return _tr("Find"), _tr("Replace with")
            case "contact" | "remove-contact":
                return _tr("Email address now"), ""
            case "rename-tag":
                return _tr("Keyword"), _tr("New keyword")
            case "add-tag" | "remove-tag":
                return _tr("Keyword"), _tr("Keyword")
            case _:
                return "", _tr("New value")


class StepsEditor(QWidget):
    """The steps, one below the other; there is always one."""

    changed = Signal()

    def __init__(self, workspace: Workspace, paths: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._paths = workspace, paths
        self.rows: list[StepRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add_step()

    def add_step(self) -> StepRow:
        """Add a step, and return its row."""
        row = StepRow(self._workspace, self._paths, self)
        row.changed.connect(self.changed)
        row.removeAsked.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._layout.addWidget(row)
        self._arrange()
        return row

    def steps(self) -> list[Step]:
        """Return the steps as they are typed by now."""
        return [row.step() for row in self.rows]

    def _remove(self, row: StepRow) -> None:
        if len(self.rows) > 1:
            self.rows.remove(row)
            row.hide()
            row.deleteLater()
            self._arrange()
            self.changed.emit()

    def _arrange(self) -> None:
        for row in self.rows:
            row.remove.setEnabled(len(self.rows) > 1)
