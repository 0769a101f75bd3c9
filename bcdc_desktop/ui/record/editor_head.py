"""The line above a part's form: which part it is, how much is changed, discard, save."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from bcdc_desktop.domain.record_changes import PACKAGE
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, tooltip


class EditorHead(QWidget):
    """Shows it; what the buttons do is the editor's."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heading = PlainLabel(parent=self)
        self.heading.setProperty("role", "heading")
        self.name = ElidedLabel("", self)
        self.name.setProperty("role", "secondary")
        self.status = PlainLabel(parent=self)
        self.status.setProperty("role", "changed")
        self.discard = QPushButton(self.tr("Discard"), self)
        self.discard.setObjectName("discardButton")
        self.save = QPushButton(self.tr("Review and save…"), self)
        self.save.setObjectName("saveButton")
        self.save.setProperty("kind", "primary")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(measures.GAP)
        layout.addWidget(self.heading)
        layout.addWidget(self.name, 1)
        layout.addWidget(self.status)
        layout.addWidget(self.discard)
        layout.addWidget(self.save)

    def show_part(self, target: str, name: str) -> None:
        """Which part of the record is below."""
        record = target == PACKAGE
        self.heading.setText(self.tr("Record") if record else self.tr("Resource"))
        self.name.set_full_text("" if record else name)

    def show_counts(
        self, counts: Mapping[str, int], here: str, name_of: Callable[[str], str], *, busy: bool, writable: bool
    ) -> None:
        """How much is changed: in all, and in the part that is shown."""
        total = sum(counts.values())
        one, many = self.tr("1 change, kept as a draft"), self.tr("%1 changes, kept as a draft")
        self.status.setText("" if not total else one if total == 1 else many.replace("%1", str(total)))
        parts = "\n".join(f"{name_of(t)}: {n}" for t, n in counts.items() if n)
        self.status.setToolTip(tooltip(parts) if total > counts.get(here, 0) else "")
        self.discard.setEnabled(bool(counts.get(here)) and not busy)
        self.save.setEnabled(bool(total) and writable and not busy)

    def show_busy(self, *, busy: bool, new: bool) -> None:
        """What pressing the button would do, or what is being done."""
        if busy:
            self.save.setText(self.tr("Creating…") if new else self.tr("Saving…"))
        else:
            self.save.setText(self.tr("Review and create…") if new else self.tr("Review and save…"))
