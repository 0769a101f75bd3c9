"""The form of one level (a record, or a resource), made once and kept as long as the window shows the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from bcdc_desktop.domain.schema import Field
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.session import SessionChoices
from bcdc_desktop.ui.theme import measures


class PartForm(QScrollArea):
    """Shows one part of one record after another. ``left`` says that what was typed is to be kept."""

    left = Signal()
    edited = Signal()
    problemsShown = Signal(int)

    def __init__(
        self,
        fields: Callable[[], Sequence[Field]],
        choices: SessionChoices,
        name: str,
        words: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fields = fields
        self._choices = choices
        self._names = name, words
        self._shown: tuple[str, str] | None = None  # package id, target
        self._base: Mapping[str, Any] = {}
        self._new = False
        self._read_only = False
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form = self._make()

    def shows(self, package_id: str, target: str) -> bool:
        """Whether it is this part that is on screen."""
        return self._shown == (package_id, target)

    def show_part(
        self,
        package_id: str,
        target: str,
        base: Mapping[str, Any],
        edits: Mapping[str, Any],
        *,
        anew: bool = False,
        new: bool = False,
    ) -> None:
        """Shows a part with its edits; of the part that is shown already only what others changed, unless ``anew``.
        ``new``: it is not on the server yet."""
        if self.shows(package_id, target) and not anew:
            if base is not self._base:
                self._base = base
                self.form.refresh_base(base)
            return
        self._shown, self._base, self._new = (package_id, target), base, new
        self.form.set_record(base, edits, new=new)
        self.verticalScrollBar().setValue(0)

    def set_read_only(self, on: bool) -> None:
        """Shows without letting edit."""
        if on != self._read_only:
            self._read_only = on
            self.form.set_read_only(on)

    def clear(self) -> None:
        """Shows nothing any more; what is shown next is taken anew."""
        self.form.flush()
        self._shown, self._base = None, {}

    def renew(self) -> None:
        """The catalogue's schema is another one: the form is made anew, with what was typed."""
        self.form.flush()
        edits, read_only = self.form.draft(), self._read_only
        self.form = self._make()
        self.form.set_read_only(read_only)
        if self._shown is not None:
            self.form.set_record(self._base, edits, new=self._new)

    def _make(self) -> SchemaForm:
        form = SchemaForm(self._fields(), self._choices)
        name, words = self._names
        form.setObjectName(name)
        form.setAccessibleName(words)
        form.fieldLeft.connect(lambda _f: self.left.emit())
        form.editsChanged.connect(lambda _n: self.edited.emit())
        form.problemsShown.connect(self.problemsShown)
        page = QWidget(self)
        theme.use_ground(page, "surface")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, measures.GAP, 20)
        inside.addWidget(form, 0, Qt.AlignmentFlag.AlignTop)
        self.setWidget(page)  # the old page goes with its form
        return form
