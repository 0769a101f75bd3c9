"""The sections of a form: their headings, which fold them, and a line of buttons above the form that lead to them."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QSize, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bcdc_desktop.ui.theme import icon, measures
from bcdc_desktop.ui.widgets.flow import FlowLayout
from bcdc_desktop.ui.widgets.labels import wrapped_label
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, button_text


class SectionHeading(QWidget):
    """A line across the form with a title, which folds the section, and below it what the schema says about it.

    The fields that are folded are hidden by the grid.
    """

    foldedChanged = Signal(bool)

    def __init__(self, name: str, title: str, parent: QWidget, description: str = "") -> None:
        super().__init__(parent)
        self.title = title
        self.folded = False
        self.problems = 0
        self.button = QPushButton(self)
        self.button.setProperty("kind", "section")
        self.button.setObjectName(f"section.{name}")
        self.button.setText(button_text(title))
        self.button.setIconSize(QSize(measures.ICON, measures.ICON))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda: self.set_folded(not self.folded))
        self._count = PlainLabel(parent=self)
        self._count.setProperty("role", "error")
        self._count.hide()
        line = QFrame(self)
        line.setProperty("line", "true")
        line.setFixedHeight(1)
        top = QHBoxLayout()
        top.setSpacing(measures.GAP)
        top.addWidget(self.button)
        top.addWidget(self._count)
        top.addWidget(line, 1)
        self.description = wrapped_label(description, "muted", self)
        self.description.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.button.setAccessibleDescription(description)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, measures.GAP, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.description)
        self._draw()

    def set_folded(self, folded: bool) -> None:
        """Fold or unfold the section."""
        if folded != self.folded:
            self.folded = folded
            self._draw()
            self.foldedChanged.emit(folded)

    def show_problems(self, count: int) -> None:
        """Show how many places below it are wrong."""
        if count == self.problems:
            return
        self.problems = count
        one, many = self.tr("1 problem"), self.tr("{n} problems").format(n=count)
        self._count.setText("" if not count else one if count == 1 else many)
        self._count.setVisible(bool(count))
        self._draw()

    def _draw(self) -> None:
        self.button.setIcon(icon("chevron-right" if self.folded else "chevron-down"))
        self.description.setVisible(bool(self.description.text()) and not self.folded)
        said = self.tr("{title}, folded").format(title=self.title) if self.folded else self.title
        self.button.setAccessibleName(f"{said}, {self._count.text()}" if self._count.text() else said)


class SectionedForm(Protocol):
    """A form whose sections can be told and shown."""

    @property
    def sectionsChanged(self) -> SignalInstance:
        """Emitted when other sections are shown, or they have more or fewer problems."""

    def headings(self) -> list[SectionHeading]:
        """Return the headings that are shown."""

    def show_heading(self, heading: SectionHeading) -> None:
        """Bring a section to the top of the view."""


class SectionStrip(QWidget):
    """A button for each section, which brings it to the top of the view and counts the problems in it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sectionStrip")
        self.setAccessibleName(self.tr("Sections of the form"))
        self.buttons: dict[str, QPushButton] = {}
        self._shown: list[SectionHeading] = []
        self._made: dict[SectionHeading, QPushButton] = {}
        self._form: SectionedForm | None = None
        self._layout = FlowLayout(self, 12)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_form(self, form: SectionedForm) -> None:
        """Show the sections of another form; the one before is gone by then."""
        for button in self._made.values():
            self._layout.removeWidget(button)
            button.deleteLater()
        self._form, self._made, self._shown = form, {}, []
        form.sectionsChanged.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        headings = self._form.headings() if self._form is not None else []
        if headings != self._shown:
            self._shown = headings
            for heading in headings:  # what one record has no use for waits for the next
                if heading not in self._made:
                    self._made[heading] = self._button(heading)
            for button in self._made.values():
                self._layout.removeWidget(button)
            for heading in headings:
                self._layout.addWidget(self._made[heading])
            for heading, button in self._made.items():
                button.setVisible(heading in headings)
            self.buttons = {heading.title: self._made[heading] for heading in headings}
        for heading in headings:
            button, wrong = self.buttons[heading.title], heading.problems
            text = f"{heading.title} ({wrong})" if wrong else heading.title
            if button.text() != button_text(text):
                button.setText(button_text(text))
                one, many = self.tr("{section}, 1 problem"), self.tr("{section}, {n} problems")
                said = (one if wrong == 1 else many).format(section=heading.title, n=wrong)
                button.setAccessibleName(said if wrong else heading.title)

    def _button(self, heading: SectionHeading) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("kind", "link")
        button.setAutoDefault(False)
        button.setToolTip(self.tr("Go to this section"))
        button.clicked.connect(lambda: self._form.show_heading(heading) if self._form is not None else None)
        return button
