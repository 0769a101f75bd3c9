"""Which files of a dropped folder are wanted: by their kind, and by what they are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from bcdc_desktop.app.uploads.file_walk import FoundFile, matches
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.text import grouped

_TYPING_MS = 250
_KINDS_SHOWN = 6


class FolderBar(QWidget):
    """A button for each kind of file, and a line for patterns. Hidden unless a folder was dropped. Files that were
    dropped themselves are always wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._files: Sequence[FoundFile] = ()
        self.kinds: dict[str, QToolButton] = {}
        self.setObjectName("folderBar")
        self.setAccessibleName(self.tr("Files of the folder"))
        self._lead = PlainLabel(self.tr("From the folder:"), self)
        self._lead.setProperty("role", "strong")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(measures.GRID)
        self.pattern = QLineEdit(self)
        self.pattern.setObjectName("folderPattern")
        self.pattern.setAccessibleName(self.tr("Only files whose names match"))
        self.pattern.setPlaceholderText(self.tr("Only names like  2024_*  or  *.csv, -draft*"))
        self.pattern.setToolTip(
            self.tr("Patterns separated by commas; * stands for anything, a minus in front leaves such files out")
        )
        self.pattern.setClearButtonEnabled(True)
        self.count = PlainLabel(parent=self)
        self.count.setObjectName("folderCount")
        self.count.setProperty("role", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(measures.GAP)
        layout.addWidget(self._lead)
        layout.addLayout(self._buttons)
        layout.addWidget(self.pattern, 1)
        layout.addWidget(self.count)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPING_MS)
        self._soon.timeout.connect(self._tell)
        self.pattern.textChanged.connect(lambda _t: self._soon.start())
        self.hide()

    def show_files(self, files: Sequence[FoundFile]) -> None:
        """Takes the files of a drop."""
        self._files = files
        inside = [file for file in files if file.inside]
        for kind, number in Counter(file.kind for file in inside).most_common():
            button = QToolButton(self)
            button.setCheckable(True)
            button.setChecked(True)
            button.setProperty("kind", "choice")
            button.setObjectName(f"folderKind.{kind}")
            button.setText(f"{kind or self.tr('no extension')}  {grouped(number)}")
            button.setAccessibleName(self.tr("Files of the kind {kind}").format(kind=kind or self.tr("no extension")))
            button.toggled.connect(self._tell)
            button.setVisible(len(self.kinds) < _KINDS_SHOWN)
            self.kinds[kind] = button
            self._buttons.addWidget(button)
        self.setVisible(len(inside) > 1)
        self._show_count()

    @property
    def paths(self) -> set[Path]:
        """All files that were found in folders."""
        return {file.path for file in self._files if file.inside}

    def wanted(self) -> list[FoundFile]:
        """The files that pass."""
        patterns = [part.strip() for part in self.pattern.text().split(",") if part.strip()]
        include = [p if "*" in p else f"*{p}*" for p in patterns if not p.startswith("-")]
        exclude = [p[1:] if "*" in p else f"*{p[1:]}*" for p in patterns if p.startswith("-") and len(p) > 1]
        off = {kind for kind, button in self.kinds.items() if not button.isChecked()}
        return [f for f in self._files if not f.inside or (f.kind not in off and matches(f.inside, include, exclude))]

    def _tell(self) -> None:
        self._soon.stop()
        self._show_count()
        self.changed.emit()

    def _show_count(self) -> None:
        inside, wanted = sum(bool(f.inside) for f in self._files), sum(bool(f.inside) for f in self.wanted())
        text = labels.files(inside) if wanted == inside else self.tr("{n} of {files}")
        self.count.setText(text.format(n=grouped(wanted), files=labels.files(inside)))
