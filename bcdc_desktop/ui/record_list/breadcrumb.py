"""Where a list is: the ministries above an organization, each of which can be clicked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from bcdc_desktop.domain.organization import Organization
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, button_text, tooltip

_LONGEST = 46  # characters of one step


class Breadcrumb(QWidget):
    """A line above the title; it keeps its height where there is nothing to say, so that nothing jumps."""

    chosen = Signal(str)  # an organization's id, or a place's key

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("breadcrumb")
        self.setAccessibleName(self.tr("Where this list is"))
        self.setFixedHeight(20)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_path(self, path: Sequence[Organization]) -> None:
        """Shows the steps down to an organization, without itself; nothing for a place."""
        steps = [("all", self.tr("All records"))] if path else []
        steps += [(o.id, o.title) for o in path[:-1]]
        if tuple(steps) == self._shown:
            return
        self._shown = tuple(steps)
        while (item := self._line.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, (key, title) in enumerate(steps):
            if number:
                arrow = PlainLabel(" › ", self)
                arrow.setProperty("role", "muted")
                self._line.addWidget(arrow)
            self._line.addWidget(self._step(key, title))
        self._line.addStretch(1)

    def steps(self) -> list[str]:
        """The titles shown."""
        return [title for _, title in self._shown]

    def _step(self, key: str, title: str) -> QPushButton:
        short = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
        step = QPushButton(button_text(short), self)
        step.setProperty("kind", "crumb")
        step.setAutoDefault(False)
        step.setAccessibleName(self.tr("Go to %1").replace("%1", title))
        if short != title:
            step.setToolTip(tooltip(title))
        step.clicked.connect(lambda: self.chosen.emit(key))
        return step
