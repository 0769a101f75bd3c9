"""How complete the record is against BCDC's guidance: a share, and each advice with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from bcdc_desktop.domain.quality import Completeness, completeness
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.plain_text import PlainLabel

from .advice import AdvicePopup
from .working_copy import WorkingCopy

_AFTER_MS = 300  # without a change


class CompletenessMeter(QWidget):
    """A narrow line: the share, what is open, and a way to each. Counts what is typed, not only what is saved."""

    placeAsked = Signal(str, str)  # target, field
    nextAsked = Signal()

    def __init__(self, session: Session, copy: WorkingCopy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._copy = copy
        self._asked = 0
        self.found: Completeness | None = None
        self.setObjectName("completenessMeter")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(96, 6)
        self.words = PlainLabel(parent=self)
        self.words.setProperty("role", "muted")
        self.advice = QPushButton(self.tr("What is missing…"), self)
        self.advice.setObjectName("adviceButton")
        self.advice.setProperty("kind", "link")
        self.advice.clicked.connect(self.show_advice)
        self.next = QPushButton(self.tr("Next problem (F8)"), self)
        self.next.setObjectName("nextProblemButton")
        self.next.setProperty("kind", "link")
        self.next.clicked.connect(lambda: self.nextAsked.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.words)
        layout.addWidget(self.advice)
        layout.addStretch(1)
        layout.addWidget(self.next)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self._count)
        copy.changed.connect(self._soon.start)

    def _count(self) -> None:
        copy = self._copy
        if not copy.package_id:
            return
        self._asked += 1
        number, schema = self._asked, self._session.workspace.schema()
        values = self._values()
        job = self._session.read(lambda: completeness(values, schema))
        job.done.connect(lambda found: self._show(found) if number == self._asked else None)

    def _values(self) -> Mapping[str, Any]:
        copy, draft_state = self._copy, self._copy.changes
        resources = [
            {**r.raw, **draft_state.fields.get(r.id, {})} for r in copy.resources() if r.id not in draft_state.deletions
        ]
        return {**copy.package, **draft_state.fields.get("", {}), "resources": resources}

    def _show(self, found: Completeness) -> None:
        self.found = found
        share, left = round(100 * found.share), found.open
        self.bar.setValue(share)
        self.bar.setAccessibleName(self.tr("%1 percent complete").replace("%1", str(share)))
        needed = sum(a.needed for a in left)
        parts = [self.tr("%1 % complete").replace("%1", str(share))]
        if needed:
            parts.append(self.tr("%1 needed").replace("%1", str(needed)))
        if len(left) - needed:
            parts.append(self.tr("%1 advised").replace("%1", str(len(left) - needed)))
        self.words.setText(" · ".join(parts))
        self.advice.setVisible(bool(left))

    def show_advice(self) -> None:
        """Opens the list of what is missing, each with its reason."""
        if self.found is None or not self.found.open:
            return
        popup = AdvicePopup(self.found.open, self._copy.name_of, self)
        popup.placeAsked.connect(self.placeAsked)
        popup.show_below(self.advice)
