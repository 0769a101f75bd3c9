"""How complete the record is by the schema of its catalogue: a share, and a list of what is missing with reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bcdc_desktop.domain.advice import Advice
from bcdc_desktop.domain.quality import Completeness, completeness
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.review.rows import ROLE, RowsTable
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.flow import LeadLayout
from bcdc_desktop.ui.widgets.labels import ElidedLabel

from .working_copy import WorkingCopy

_AFTER_MS = 300  # without a change
_SHARE_WIDTH = 180  # pixels of the share beside the buttons
_PLACE = Qt.ItemDataRole.UserRole
_SIZE = QSize(560, 360)


class CompletenessMeter(QWidget):
    """A line with the share and what is missing, and a way to each. It counts the draft, not only what is saved."""

    placeAsked = Signal(str, str)  # target, field
    nextAsked = Signal()

    def __init__(self, session: Session, copy: WorkingCopy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._copy = copy
        self._latest = LatestOnly("disk", self)
        self.found: Completeness | None = None
        self.setObjectName("completenessMeter")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(96, 6)
        self.words = ElidedLabel("", self)
        self.words.setProperty("role", "muted")
        self.words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.advice = QPushButton(self.tr("What is missing…"), self)
        self.advice.setObjectName("adviceButton")
        self.advice.setProperty("kind", "link")
        self.advice.clicked.connect(self.show_advice)
        self.next = QPushButton(self.tr("Next problem (F8)"), self)
        self.next.setObjectName("nextProblemButton")
        self.next.setProperty("kind", "link")
        self.next.clicked.connect(lambda: self.nextAsked.emit())
        share = QWidget(self)
        line = QHBoxLayout(share)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.words)
        line.addStretch(1)
        layout = LeadLayout(self, least=_SHARE_WIDTH)
        for widget in (share, self.advice, self.next):
            layout.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._soon = debounce(_AFTER_MS, self._count, self)
        copy.changed.connect(self._soon.start)

    def _count(self) -> None:
        copy = self._copy
        if not copy.package_id:
            return
        values, schema = self._values(), self._session.workspace.schema_of(copy.package)
        self._latest.ask(self._session, lambda: completeness(values, schema), self._show)

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
        parts = [self.tr("%1% complete").replace("%1", str(share))]
        if needed:
            parts.append(self.tr("%1 required").replace("%1", str(needed)))
        if len(left) - needed:
            parts.append(self.tr("%1 recommended").replace("%1", str(len(left) - needed)))
        self.words.set_full_text(" · ".join(parts), short=" · ".join(parts[: 2 if needed else 1]))
        self.advice.setVisible(bool(left))

    def show_advice(self) -> None:
        """Open the list of what is missing, each with its reason."""
        if self.found is None or not self.found.open:
            return
        popup = AdvicePopup(self.found.open, self._copy.name_of, self)
        popup.placeAsked.connect(self.placeAsked)
        popup.show_below(self.advice)


class AdvicePopup(QFrame):
    """A list of what is missing, each with its reason: Enter or a click goes there, Escape closes."""

    placeAsked = Signal(str, str)  # target, field

    def __init__(self, advice: Sequence[Advice], name_of: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("advicePopup")
        self.setProperty("card", "true")
        self.table = RowsTable((self.tr("Field"), self.tr("Reason")), (36, 64), self)
        self.table.setAccessibleName(self.tr("What is missing and why"))
        for one in advice:
            label = f"{name_of(one.target)} › {one.label}" if one.target else one.label
            what = self.tr("%1 (required)").replace("%1", label) if one.needed else label
            item = self.table.add((what, one.reason))
            item.setData(0, _PLACE, (one.target, one.field))
            item.setData(1, ROLE, "secondary")
            if one.needed:
                item.setData(0, ROLE, "danger")
        self.table.select_first()
        self.table.itemClicked.connect(lambda _i, _c: self._go())
        self.table.itemActivated.connect(lambda _i, _c: self._go())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.table)

    def show_below(self, anchor: QWidget) -> None:
        """Open below the anchor, within the screen."""
        self.resize(_SIZE)
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        screen = anchor.screen().availableGeometry()
        left = max(screen.left(), min(place.x(), screen.right() - self.width()))
        top = place.y() if place.y() + self.height() <= screen.bottom() else screen.bottom() - self.height()
        self.move(left, max(screen.top(), top))
        self.show()
        self.table.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the place on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        item = self.table.currentItem()
        if item is not None:
            target, field = item.data(0, _PLACE)
            self.close()
            self.placeAsked.emit(target, field)
