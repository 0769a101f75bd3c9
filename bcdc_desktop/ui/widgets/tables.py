"""How tables look and behave alike: rows without grid lines, Tab leaves them, headings at the left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from bcdc_desktop.ui.theme import measures


def configure_table(
    table: QTableView, name: str, accessible_name: str, *, row_height: int = measures.TABLE_ROW
) -> None:
    """Makes a table one of ours: whole rows are selected, columns move pixel by pixel, nothing is wrapped."""
    table.setObjectName(name)
    table.setAccessibleName(accessible_name)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setMouseTracking(True)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(row_height)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
