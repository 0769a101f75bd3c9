"""Fixed copies of files: the dialog that asks what to fix, and writing the copies in workers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from bcdc_desktop.app.uploads.repairs import Repairs, encodings_to_choose, make_copy, possible, write_copy
from bcdc_desktop.app.uploads.sheet_row import SheetRow
from bcdc_desktop.error_text import error_text
from bcdc_desktop.preflight.encoding_names import label
from bcdc_desktop.preflight.header import column_labels, is_good_name
from bcdc_desktop.ui.jobs import Job
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, button_text
from bcdc_desktop.ui.widgets.tables import configure_table

_ROWS_SHOWN = 8


class RepairDialog(Dialog):
    """Asks what to fix in copies of one file or of several; everything is checked at first.

    Column names can be edited where it is one file; several files get the suggested names.
    """

    chosen = Signal(list)  # (SheetRow, Repairs) of each file that is to be replaced by its copy
    saveAsked = Signal(object, object)  # Repairs, Path: where a copy of the one file is to be written

    def __init__(self, rows: Sequence[SheetRow], parent: QWidget | None = None) -> None:
        single = rows[0] if len(rows) == 1 else None
        title = (
            self.tr("Fix a copy of {file}").format(file=single.file_name)
            if single
            else self.tr("Fix copies of {files}").format(files=labels.files(len(rows)))
        )
        super().__init__(title, parent)
        self._rows = list(rows)
        self._could = [possible(row) for row in rows]
        self.setObjectName("mendDialog")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        hint = PlainLabel(
            self.tr("The original file is not changed. The copy is checked again before it is uploaded.")
            if single
            else self.tr("The original files are not changed. The copies are checked again before they are uploaded."),
            self,
        )
        hint.setProperty("role", "secondary")
        hint.setWordWrap(True)
        self.encoding = self._box("mendEncoding", self._encoding_text(single), any(m.encoding for m in self._could))
        self.encodings = QComboBox(self)
        self._build_encodings(single)
        self.line_ends = self._box(
            "mendLineEnds", self.tr("Use CRLF line endings"), any(m.line_ends for m in self._could)
        )
        self.trailing = self._box(
            "mendTrailing", self.tr("Remove empty lines at the end"), any(m.trailing_empty for m in self._could)
        )
        self.rename = self._box("mendNames", self._rename_text(), any(m.names for m in self._could))
        self.names = QTableWidget(0, 2, self)
        self._build_names(single)
        self.problem = PlainLabel(parent=self)
        self.problem.setProperty("role", "danger")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.use_button = self.add_button(
            self.tr("Fix and use the copy") if single else self.tr("Fix and use the copies"),
            Role.AcceptRole,
            name="useCopyButton",
            kind="primary",
        )
        self.use_button.clicked.connect(self._use)
        self.save_button = self.add_button(self.tr("Save a copy…"), Role.ResetRole, name="saveCopyButton")
        self.save_button.setVisible(single is not None)
        self.save_button.clicked.connect(self._ask_where)
        self.add_button(self.tr("Cancel"), Role.RejectRole)
        for widget in (hint, self.encoding, self.encodings, self.line_ends, self.trailing, self.rename, self.names):
            self.body.addWidget(widget)
        self.body.addWidget(self.problem)
        self.body.addStretch(1)
        self.setMinimumWidth(480)
        for box in (self.encoding, self.line_ends, self.trailing, self.rename):
            box.toggled.connect(self._changed)
        self.names.itemChanged.connect(self._changed)
        self.encodings.currentIndexChanged.connect(self._changed)
        self._changed()

    def repairs(self) -> Repairs:
        """Return what is chosen for the one file."""
        names: dict[str | int, str] = {}
        if self.rename.isChecked() and len(self._rows) == 1:
            for place, old in enumerate(self._labels()):
                new = self._new_name(place)
                if new != self._header()[place]:
                    names[old] = new
        chosen = self.encodings.currentData() if self.encoding.isChecked() else None
        return Repairs(self.encoding.isChecked(), self.line_ends.isChecked(), self.trailing.isChecked(), names, chosen)

    def repairs_of(self, row: SheetRow) -> Repairs:
        """Return what is chosen for one of the files: only what it needs."""
        if len(self._rows) == 1:
            return self.repairs()
        if encodings_to_choose(row):
            return Repairs()
        could = possible(row)
        return Repairs(
            could.encoding and self.encoding.isChecked(),
            could.line_ends and self.line_ends.isChecked(),
            could.trailing_empty and self.trailing.isChecked(),
            could.names if self.rename.isChecked() else {},
        )

    # inside

    def _use(self) -> None:
        wanted = [(row, self.repairs_of(row)) for row in self._rows]
        self.chosen.emit([(row, repairs) for row, repairs in wanted if repairs])
        self.accept()

    def _ask_where(self) -> None:
        path = self._rows[0].path
        dialog = QFileDialog(self, self.tr("Save a fixed copy"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDirectory(str(path.parent))
        dialog.selectFile(f"{path.stem}_fixed{path.suffix}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, target: Path) -> None:
        """Have a copy of the one file written to another place, and close."""
        self.saveAsked.emit(self.repairs(), target)
        self.accept()

    def _changed(self, *_: object) -> None:
        self.encodings.setEnabled(self.encoding.isChecked())
        self.names.setVisible(self.rename.isChecked() and len(self._rows) == 1)
        others = self.line_ends.isChecked() or self.trailing.isChecked() or self.rename.isChecked()
        if self.encoding.property("wanted"):
            # a text that stays in another encoding cannot be changed safely
            self.encoding.setEnabled(not others)
            if others:
                self.encoding.setChecked(True)
        problem = self._problem()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        wanted = any(self.repairs_of(row) for row in self._rows)
        for button in (self.use_button, self.save_button):
            button.setEnabled(wanted and not problem)

    def _problem(self) -> str:
        if len(self._rows) > 1 and any(map(encodings_to_choose, self._rows)):
            if not any(self.repairs_of(row) for row in self._rows):
                return self.tr("The encoding of these files is not certain. Fix them one at a time to choose it.")
        elif self.encodings.count() and self.encoding.isChecked() and self.encodings.currentData() is None:
            return self.tr("Choose the encoding in which the words read correctly.")
        if not self.rename.isChecked() or len(self._rows) != 1:
            return ""
        names = [self._new_name(place) for place in range(len(self._header()))]
        wrong = next((name for name in names if not is_good_name(name)), None)
        if wrong is not None:
            text = self.tr("“{name}” is not a valid name: use letters, digits and underscores, starting with a letter.")
            return text.format(name=wrong)
        folded = [name.casefold() for name in names]
        twice = next((name for name in names if folded.count(name.casefold()) > 1), None)
        return self.tr("“{name}” is used twice.").format(name=twice) if twice else ""

    def _header(self) -> tuple[str, ...]:
        check = self._rows[0].item.check if self._rows[0].item else None
        return check.columns if check else ()

    def _labels(self) -> list[str | int]:
        return column_labels(self._header())

    def _new_name(self, place: int) -> str:
        item = self.names.item(place, 1)
        return item.text().strip() if item else ""

    def _build_names(self, single: SheetRow | None) -> None:
        table = self.names
        configure_table(table, "mendNamesTable", self.tr("Column names"), row_height=measures.TREE_ROW)
        table.setHorizontalHeaderLabels([self.tr("Now"), self.tr("In the copy")])
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setStyleSheet("QTableWidget::item { padding: 0 5px; }")
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        if single is None:
            return
        suggested = self._could[0].names
        header = self._header()
        table.setRowCount(len(header))
        for place, (name, column) in enumerate(zip(header, self._labels(), strict=True)):
            old = QTableWidgetItem(labels.column(column) if not name.strip() else name)
            old.setFlags(Qt.ItemFlag.ItemIsEnabled)
            table.setItem(place, 0, old)
            new = QTableWidgetItem(suggested.get(column, name))
            if column in suggested:
                font = new.font()
                font.setBold(True)
                new.setFont(font)
            table.setItem(place, 1, new)
        rows = min(max(len(header), 2), _ROWS_SHOWN)
        table.setFixedHeight(rows * measures.TREE_ROW + table.horizontalHeader().sizeHint().height() + 4)

    def _box(self, name: str, text: str, wanted: bool) -> QCheckBox:
        box = QCheckBox(button_text(text), self)
        box.setObjectName(name)
        box.setProperty("wanted", wanted)
        box.setVisible(wanted)
        box.setChecked(wanted)
        return box

    def _build_encodings(self, single: SheetRow | None) -> None:
        """Offer the encodings that a file may be in, with some of its words as they would read in each."""
        candidates = encodings_to_choose(single) if single else ()
        self.encodings.setObjectName("mendFromEncoding")
        self.encodings.setAccessibleName(self.tr("Encoding of the file"))
        self.encodings.setPlaceholderText(self.tr("Which words read correctly?"))
        self.encodings.setVisible(bool(candidates))
        for one in candidates:
            self.encodings.addItem(" · ".join([label(one.encoding), *one.words]), one.encoding)
        self.encodings.setCurrentIndex(-1)

    def _encoding_text(self, single: SheetRow | None) -> str:
        check = single.item.check if single and single.item else None
        if check is None:
            return self.tr("Convert to UTF-8")
        if single is not None and encodings_to_choose(single):
            return self.tr("Convert to UTF-8 from:")
        if check.encoding == "utf-8":
            if "mixed-encoding" in check.code_counts:
                return self.tr("Convert the whole file to UTF-8")
            return self.tr("Remove the byte order mark")
        return self.tr("Convert to UTF-8 (from {encoding})").format(encoding=label(check.encoding or ""))

    def _rename_text(self) -> str:
        count = sum(len(m.names) for m in self._could)
        return self.tr("Rename a column") if count == 1 else self.tr("Rename {n} columns").format(n=count)


class RepairFlow(QObject):
    """Asks what to fix and writes the copies: each ends with ``repaired``, or with ``message`` where it fails."""

    repaired = Signal(object, object)  # SheetRow, Path of the copy
    message = Signal(str, str)  # kind, text

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._parent = parent
        self._stopped = False

    def ask(self, rows: Sequence[SheetRow]) -> None:
        """Ask what to fix in those of the files that can be fixed."""
        rows = [row for row in rows if possible(row)]
        if not rows:
            return
        dialog = RepairDialog(rows, self._parent)
        dialog.chosen.connect(self._copy_all)
        dialog.saveAsked.connect(lambda wanted, target: self._save(rows[0], wanted, target))
        dialog.open()

    def stop(self) -> None:
        """Emit nothing about copies that are still being written."""
        self._stopped = True

    def _copy_all(self, wanted: Sequence[tuple[SheetRow, Repairs]]) -> None:
        for row, repairs in wanted:
            self._copy(row, repairs)

    def _copy(self, row: SheetRow, wanted: Repairs) -> None:
        workspace = self._session.workspace
        job = self._session.workers.run(lambda _t, _r: make_copy(workspace, row, wanted), lane="files")
        job.tell(self, done=lambda copy: None if self._stopped else self.repaired.emit(row, copy))
        self._report_failure(job, row)

    def _save(self, row: SheetRow, wanted: Repairs, target: Path) -> None:
        job = self._session.workers.run(lambda _t, _r: write_copy(row.path, target, wanted), lane="files")
        job.tell(
            self, done=lambda copy: self._emit("success", self.tr("Saved a fixed copy as {path}").format(path=copy))
        )
        self._report_failure(job, row)

    def _report_failure(self, job: Job, row: SheetRow) -> None:
        text = self.tr("“{file}” could not be fixed: {why}")
        job.tell(self, failed=lambda error: self._emit("error", text.format(file=row.file_name, why=error_text(error))))

    def _emit(self, kind: str, text: str) -> None:
        if not self._stopped:
            self.message.emit(kind, text)
