"""A section of a pane that can be folded."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from bcdc_desktop.ui.theme import icon, measures
from bcdc_desktop.ui.widgets.plain_text import button_text


class FoldableSection(QWidget):
    """A heading that folds its content. ``unfolding`` is emitted before the content is shown."""

    unfolding = Signal()
    foldedChanged = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None, *, folded: bool = False) -> None:
        super().__init__(parent)
        self._folded = folded
        self.content: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(measures.GAP)
        self.button = QToolButton(self)
        self.button.setProperty("kind", "fold")
        self.button.setIconSize(QSize(measures.ICON, measures.ICON))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setCheckable(False)
        self.button.clicked.connect(lambda: self.set_folded(not self._folded))
        self._layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_title(title)
        self._show()

    def set_title(self, title: str) -> None:
        """Show another heading."""
        self.button.setText(button_text(title))
        self.button.setAccessibleName(title)

    def set_content(self, content: QWidget) -> None:
        """Set the widget that is folded."""
        self.content = content
        self._layout.addWidget(content)
        self._show()

    @property
    def folded(self) -> bool:
        """Whether the content is hidden."""
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Fold or unfold."""
        if folded == self._folded:
            return
        self._folded = folded
        if not folded:
            self.unfolding.emit()
        self._show()
        self.foldedChanged.emit(folded)

    def _show(self) -> None:
        self.button.setIcon(icon("chevron-right" if self._folded else "chevron-down"))
        self.button.setAccessibleDescription(self.tr("collapsed") if self._folded else self.tr("expanded"))
        if self.content is not None:
            self.content.setVisible(not self._folded)
