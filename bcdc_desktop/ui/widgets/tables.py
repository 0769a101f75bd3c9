"""The set-up that all tables and trees share."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView, QTreeView

from bcdc_desktop.ui.theme import measures


def configure_table(
    view: QTableView | QTreeView,
    name: str,
    accessible_name: str,
    *,
    row_height: int = measures.TABLE_ROW,
    read_only: bool = False,
    single: bool = False,
) -> None:
    """Set up a table or a tree: whole rows are selected, it scrolls pixel by pixel, nothing is wrapped, Tab leaves it.

    Args:
        view: the table or tree.
        name: its object name.
        accessible_name: what a screen reader calls it.
        row_height: pixels of a row; trees leave that to their delegate.
        read_only: whether no cell can be edited in place.
        single: whether at most one row can be selected.
    """
    view.setObjectName(name)
    view.setAccessibleName(accessible_name)
    view.setMouseTracking(True)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    if read_only:
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    if single:
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setWordWrap(False)
    if isinstance(view, QTreeView):
        view.setUniformRowHeights(True)
        header = view.header()
    else:
        view.setShowGrid(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(row_height)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
