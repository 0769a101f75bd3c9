"""What every editor of a field can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bcdc_desktop.domain.choices import ChoiceSource
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.ui.theme import restyle

Messages = Mapping[str, Sequence[str]]


class Editor(QObject):
    """Shows one value and says when the user changes it; keeps no value of its own.

    ``widget`` is what stands in the form, ``inner`` the one in it that has the focus and carries the field's name.
    """

    edited = Signal(object)  # the new value, as the user types
    chosen = Signal()  # an edit that is complete at once: a choice, a row removed
    arranged = Signal()  # its widgets are others, or in another order
    spans: ClassVar[bool] = False  # needs the form's whole width
    widget: QWidget
    inner: QWidget

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = field
        self.choices = choices
        self._quiet = False
        self._dirty = False

    def set_path(self, path: str) -> None:
        """Take the place in the record; it changes when the row around it is moved."""
        self.inner.setProperty("path", path)

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show a value without saying that it was edited. ``record`` holds its neighbours."""
        raise NotImplementedError

    def warm_up(self) -> bool:
        """Make something ahead that it will need; return whether there is more to make."""
        return False

    def head_widgets(self) -> list[QWidget]:
        """Return small buttons to stand next to the label."""
        return []

    def tab_widgets(self) -> list[QWidget]:
        """Return what the Tab key visits, in its order."""
        return [self.inner, *self.head_widgets()]

    def mark(self, state: str) -> None:
        """Set the state of the field's border: ``error``, ``warning``, ``proposed`` or nothing."""
        restyle(self.inner, state=state)

    def show_messages(self, errors: Messages, warnings: Messages) -> None:
        """Show messages for places inside the value (``0/end_date``); plain fields have none."""

    def reveal(self, path: str) -> QWidget:
        """Return the widget to focus for a place inside the value; plain fields have but one."""
        return self.inner

    def own_problem(self) -> str | None:
        """Return what is wrong with what was typed that the value itself cannot tell."""
        return None

    def present(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show a value that was not typed here."""
        self.show_value(value, record)
        self._dirty = False

    def start_over(self) -> None:
        """Go back to how it shows a value at first: another record is shown."""

    def leave(self) -> None:
        """Settle what was typed, when the field was left; what came with the record is never touched."""
        if self._dirty:
            self._dirty = False
            self.settle()

    def settle(self) -> None:
        """Put what was typed into its usual form, when the field was left."""

    def set_read_only(self, on: bool) -> None:
        """Show without letting edit."""
        self.inner.setEnabled(not on)

    def show_for_reading(self, on: bool) -> None:
        """Show values as people read them, where one cannot edit at all; ``set_read_only`` is also for a moment."""

    def refresh_choices(self) -> None:
        """Offer the choices as the source knows them now."""

    def _say(self, value: Any) -> None:
        if not self._quiet:
            self._dirty = True
            self.edited.emit(value)

    def _say_chosen(self, value: Any) -> None:
        if not self._quiet:
            self.edited.emit(value)
            self.chosen.emit()
