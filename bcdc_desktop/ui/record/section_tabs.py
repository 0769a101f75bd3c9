"""The line between a record's summary and its parts: which part is on screen, how old it is, what can be added."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QToolButton, QWidget

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.labels import AgeLabel


class PartTabs(QWidget):
    """Two tabs, and the buttons for a link and for files."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.record = self._tab("recordTab", self.tr("Record"))
        self.resources = self._tab("resourcesTab", self.tr("Resources"))
        self.resources.setChecked(True)
        self.age = AgeLabel(self)
        self.add_link = self._button("addLinkButton", "link-plus", self.tr("Add link"))
        self.add_files = self._button("addFilesButton", "plus", self.tr("Add files…"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.record)
        row.addWidget(self.resources)
        row.addWidget(self.age, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.add_link)
        row.addWidget(self.add_files)

    def show_count(self, resources: int) -> None:
        """How many resources there are."""
        self.resources.setText(self.tr("Resources") + f"  {resources}")

    def _tab(self, name: str, words: str) -> QToolButton:
        tab = QToolButton(self)
        tab.setObjectName(name)
        tab.setText(words)
        tab.setAccessibleName(words)
        tab.setCheckable(True)
        tab.setProperty("kind", "tab")
        tab.setMinimumHeight(measures.CONTROL_HEIGHT)
        self._group.addButton(tab)
        return tab

    def _button(self, name: str, icon: str, words: str) -> QPushButton:
        button = QPushButton(theme.icon(icon, "text"), words, self)
        button.setObjectName(name)
        button.setProperty("kind", "quiet")
        return button
