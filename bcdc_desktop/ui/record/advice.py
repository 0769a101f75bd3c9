"""What would make the record better, each with its reason: a list below the meter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from bcdc_desktop.domain.quality import Advice
from bcdc_desktop.ui.review.rows import ROLE, RowsTable

_PLACE = Qt.ItemDataRole.UserRole
_SIZE = QSize(560, 360)


class AdvicePopup(QFrame):
    """Enter or a click goes to the place of an advice; Escape closes."""

    placeAsked = Signal(str, str)  # target, field

    def __init__(self, advice: Sequence[Advice], name_of: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("advicePopup")
        self.setProperty("card", "true")
        self.table = RowsTable((self.tr("What"), self.tr("Why")), (36, 64), self)
        self.table.setAccessibleName(self.tr("What is missing, and why"))
        for one in advice:
            label = f"{name_of(one.target)} › {one.label}" if one.target else one.label
            what = self.tr("%1 (needed)").replace("%1", label) if one.needed else label
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
        """Opens below the anchor, within the screen."""
        self.resize(_SIZE)
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        screen = anchor.screen().availableGeometry()
        left = max(screen.left(), min(place.x(), screen.right() - self.width()))
        top = place.y() if place.y() + self.height() <= screen.bottom() else screen.bottom() - self.height()
        self.move(left, max(screen.top(), top))
        self.show()
        self.table.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the place."""
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
