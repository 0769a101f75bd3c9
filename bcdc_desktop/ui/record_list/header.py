"""What stands above the list: breadcrumb, title and buttons, a line of facts, the conditions, and advice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from bcdc_desktop.domain.organization import Organization
from bcdc_desktop.domain.search.query import Piece
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.search.labels import ValueFormatter
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.flow import FlowLayout, clear_layout
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, button_text, elided, tooltip
from bcdc_desktop.ui.widgets.tab_order import order_tabs_at

_LONGEST = 46  # characters of one step
_CRUMB_PADDING = 12  # pixels on both sides of a step


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"


class Breadcrumb(QWidget):
    """A line above the title; it keeps its height where there is nothing to say, so that nothing jumps."""

    chosen = Signal(str)  # an organization's id, or a place's key

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("breadcrumb")
        self.setAccessibleName(self.tr("Location"))
        self.setFixedHeight(24)  # of a target
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line = QHBoxLayout()
        self._line.setSpacing(0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._line)
        layout.addStretch(1)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._buttons: list[tuple[QPushButton, str]] = []  # each with its whole text

    def show_path(self, path: Sequence[Organization]) -> None:
        """Show the steps down to an organization, without itself; nothing for a place."""
        steps = [("all", self.tr("All records"))] if path else []
        steps += [(o.id, o.title) for o in path[:-1]]
        if tuple(steps) == self._shown:
            return
        self._shown = tuple(steps)
        clear_layout(self._line)
        self._buttons = []
        for number, (key, title) in enumerate(steps):
            if number:
                arrow = PlainLabel(" › ", self)
                arrow.setProperty("role", "muted")
                self._line.addWidget(arrow)
            button = self._step(key, title)
            self._line.addWidget(button)
            self._buttons.append((button, title))
        order_tabs_at(self, [button for button, _ in self._buttons])
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide the steps for the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Elide the steps where they have too little room together, each by as much as its share."""
        if not self._buttons:
            return
        self._buttons[0][0].ensurePolished()
        metrics = self._buttons[0][0].fontMetrics()
        wanted = [metrics.horizontalAdvance(_shortened(title)) for _, title in self._buttons]
        room = self.width() - len(self._buttons) * (_CRUMB_PADDING + metrics.horizontalAdvance(" › "))
        for (button, title), width in zip(self._buttons, wanted, strict=True):
            share = width if sum(wanted) <= room else max(0, room) * width // max(1, sum(wanted))
            shown = elided(_shortened(title), metrics, share + 1)
            if button.text() != button_text(shown):
                button.setText(button_text(shown))
                button.setToolTip(tooltip(title) if shown != title else "")

    def steps(self) -> list[str]:
        """Return the titles shown."""
        return [title for _, title in self._shown]

    def _step(self, key: str, title: str) -> QPushButton:
        step = QPushButton(button_text(_shortened(title)), self)
        step.setProperty("kind", "crumb")
        step.setAutoDefault(False)
        step.setAccessibleName(self.tr("Go to %1").replace("%1", title))
        step.clicked.connect(lambda: self.chosen.emit(key))
        return step


_LONGEST_FILTER = 44  # characters


class ChipRow(QWidget):
    """A chip for each condition; hidden where there is none."""

    removed = Signal(object)  # Piece
    clearAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchChips")
        self.setAccessibleName(self.tr("Filters of this search"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self, gap=6)
        self.chips: list[QPushButton] = []
        self._shown: tuple[tuple[Piece, str], ...] = ()
        self.clear = QPushButton(self.tr("Clear all"), self)
        self.clear.setObjectName("clearConditions")
        self.clear.setProperty("kind", "link")
        self.clear.setAutoDefault(False)
        self.clear.clicked.connect(self.clearAsked)
        self._flow.addWidget(self.clear)
        self.hide()

    def show_pieces(self, pieces: Sequence[Piece], words: ValueFormatter) -> None:
        """Show other conditions; the focus stays on the chip that follows one that was taken away."""
        shown = tuple((p, words.piece(p)) for p in pieces)
        if shown == self._shown:
            return
        self._shown = shown
        at = next((n for n, chip in enumerate(self.chips) if chip.hasFocus()), -1)
        self._flow.removeWidget(self.clear)
        clear_layout(self._flow)
        self.chips = [self._chip(piece, text) for piece, text in shown]
        for chip in self.chips:
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.clear)
        order_tabs_at(self, [*self.chips, self.clear])
        self.clear.setVisible(len(shown) > 1)
        self.setVisible(bool(shown))
        if at >= 0 and self.chips:
            self.chips[min(at, len(self.chips) - 1)].setFocus()
        self.updateGeometry()

    def _chip(self, piece: Piece, text: str) -> QPushButton:
        chip = _Chip(self)
        short = text if len(text) <= _LONGEST_FILTER else f"{text[: _LONGEST_FILTER - 1]}…"
        chip.setText(f"{button_text(short)}  ×")
        chip.setToolTip(tooltip(text if short != text else self.tr("Remove this filter")))
        chip.setAccessibleName(self.tr("Remove filter: %1").replace("%1", text))
        chip.clicked.connect(lambda: self.removed.emit(piece))
        return chip


class _Chip(QPushButton):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "chip")
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)


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
        self.sort = self._button("sortButton", "sort", self.tr("Sort order"))
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
        self._said: tuple[str, str] | None = None
        self._lay_out()
        self.show_advice("")

    def show_advice(self, message: str, suggestion: str = "") -> None:
        """Say what is not understood, and offer what may be meant; hide where the text is empty."""
        if (message, suggestion) == self._said:  # laying out anew costs some milliseconds of a key press
            return
        self._said = message, suggestion
        self.advice.setText(message)
        self._advice.setVisible(bool(message))
        self.fix.setText(button_text(self.tr("Use “%1”").replace("%1", suggestion)))
        self.fix.setVisible(bool(suggestion))

    def set_menu(self, button: QToolButton, fill: Callable[[QMenu], object]) -> None:
        """Give a button a menu that is filled when it opens."""
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
