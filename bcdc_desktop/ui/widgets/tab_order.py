"""Where Tab comes to widgets that were made later than their neighbours: Qt takes the order in which they were made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def order_tabs_at(place: QWidget, widgets: Sequence[QWidget]) -> None:
    """Have Tab come to widgets, one after the other, where it would come to a place.

    Args:
        place: the row that they are in, or what stands after them.
        widgets: in their order on screen.
    """
    before = place.previousInFocusChain()
    while before not in (None, place) and (before in widgets or not before.focusPolicy() & Qt.FocusPolicy.TabFocus):
        before = before.previousInFocusChain()
    for widget in widgets:
        if before is not None:
            QWidget.setTabOrder(before, widget)
        before = widget
