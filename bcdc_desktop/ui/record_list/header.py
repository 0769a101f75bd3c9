"""What stands above the list: where it is, how many records, in which order and how old, and what is not understood."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.search.chips import ChipRow
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, button_text, tooltip

from .breadcrumb import Breadcrumb


class ListHead(QWidget):
    """Breadcrumb, title with its buttons, one line of facts, chips, and a calm sentence where the search is wrong."""

    fixAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.breadcrumb = Breadcrumb(self)
        self.title = ElidedLabel("", self)
        self.title.setObjectName("listTitle")
        self.title.setProperty("role", "heading")
        self.age = ElidedLabel("", self)
        self.age.setObjectName("listAge")
        self.age.setProperty("role", "muted")
        self.save = self._button(
            "saveSearchButton", "bookmark-plus-outline", self.tr("Save this search (Ctrl+Shift+S)")
        )
        self.sort = self._button("sortButton", "sort", self.tr("Order"))
        self.export = self._button("exportButton", "tray-arrow-down", self.tr("Export this list (Ctrl+Shift+E)"))
        self.columns = self._button("columnsButton", "tune-variant", self.tr("Columns"))
        self.chips = ChipRow(self)
        self.advice = PlainLabel(parent=self)
        self.advice.setObjectName("searchAdvice")
        self.advice.setProperty("role", "warning")
        self.advice.setWordWrap(True)
        self.fix = QPushButton(self)
        self.fix.setObjectName("mendSearch")
        self.fix.setProperty("kind", "link")
        self.fix.setAutoDefault(False)
        self.fix.clicked.connect(self.fixAsked)
        self._lay_out()
        self.show_advice("")

    def show_advice(self, message: str, suggestion: str = "") -> None:
        """Says what is not understood, and offers what may be meant; nothing where the text is empty."""
        self.advice.setText(message)
        self._advice.setVisible(bool(message))
        self.fix.setText(button_text(self.tr("Use “%1”").replace("%1", suggestion)))
        self.fix.setVisible(bool(suggestion))

    def set_menu(self, button: QToolButton, fill: Callable[[QMenu], object]) -> None:
        """Gives a button a menu that is filled when it opens."""
        menu = QMenu(button)

        def open_menu() -> None:
            menu.clear()
            fill(menu)

        menu.aboutToShow.connect(open_menu)
        menu.addAction("…")  # an empty menu would not open
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _button(self, name: str, icon: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setIcon(theme.icon(icon))
        button.setIconSize(QSize(measures.ICON_LARGE, measures.ICON_LARGE))
        button.setToolTip(tooltip(words))
        button.setAccessibleName(words.partition(" (")[0])
        button.setFixedSize(measures.CONTROL_HEIGHT - 4, measures.CONTROL_HEIGHT - 4)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.title, 1)
        for button in (self.save, self.sort, self.export, self.columns):
            head.addWidget(button)
        self._advice = QWidget(self)
        line = QHBoxLayout(self._advice)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.advice, 1)
        line.addWidget(self.fix)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(measures.PANE_PADDING, 0, measures.PANE_PADDING, 0)
        layout.setSpacing(2)
        layout.addWidget(self.breadcrumb)
        layout.addLayout(head)
        layout.addWidget(self.age)
        layout.addSpacing(4)
        layout.addWidget(self.chips)
        layout.addWidget(self._advice)
