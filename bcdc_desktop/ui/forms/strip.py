"""The sections of a form in one line above it: where one can go, and where something is to be mended."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from bcdc_desktop.ui.forms.form import SchemaForm
from bcdc_desktop.ui.forms.heading import SectionHeading
from bcdc_desktop.ui.widgets.plain_text import button_text


class SectionStrip(QWidget):
    """A button a section; it brings the section to the top of the view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sectionStrip")
        self.setAccessibleName(self.tr("Sections of the form"))
        self.buttons: dict[str, QPushButton] = {}
        self._shown: list[SectionHeading] = []
        self._made: dict[SectionHeading, QPushButton] = {}
        self._form: SchemaForm | None = None
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(16)
        self._layout.addStretch(1)

    def show_form(self, form: SchemaForm) -> None:
        """Shows the sections of another form; the one before is gone by then."""
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
            for place, heading in enumerate(headings):
                self._layout.insertWidget(place, self._made[heading])
            for heading, button in self._made.items():
                button.setVisible(heading in headings)
            self.buttons = {heading.title: self._made[heading] for heading in headings}
        for heading in headings:
            button, wrong = self.buttons[heading.title], heading.problems
            text = f"{heading.title} ({wrong})" if wrong else heading.title
            if button.text() != button_text(text):
                button.setText(button_text(text))
                said = self.tr("{section}, {n} to mend").format(section=heading.title, n=wrong)
                button.setAccessibleName(said if wrong else heading.title)

    def _button(self, heading: SectionHeading) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("kind", "link")
        button.setAutoDefault(False)
        button.setToolTip(self.tr("Go to this section"))
        button.clicked.connect(lambda: self._form.show_heading(heading) if self._form is not None else None)
        return button
