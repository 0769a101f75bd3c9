"""What every editor of a field can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bcdc_desktop.domain.schema import Field
from bcdc_desktop.ui.forms.choices import ChoiceSource
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

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Shows a value without saying that it was edited. ``record`` holds its neighbours."""
        raise NotImplementedError

    def warm_up(self) -> bool:
        """Makes something ahead that it will need; answers whether there is more to make."""
        return False

    def head_widgets(self) -> list[QWidget]:
        """Small buttons beside the label."""
        return []

    def tab_widgets(self) -> list[QWidget]:
        """What the Tab key visits, in its order."""
        return [self.inner, *self.head_widgets()]

    def mark(self, state: str) -> None:
        """``error``, ``warning``, ``proposed`` or nothing: how the field's border looks."""
        restyle(self.inner, state=state)

    def show_messages(self, errors: Messages, warnings: Messages) -> None:
        """Messages for places inside the value (``0/end_date``); plain fields have none."""

    def reveal(self, path: str) -> QWidget:
        """The widget to focus for a place inside the value; plain fields have but one."""
        return self.inner

    def own_problem(self) -> str | None:
        """What is wrong with what was typed that the value itself cannot tell."""
        return None

    def present(self, value: Any, record: Mapping[str, Any]) -> None:
        """Shows a value that nobody typed here."""
        self.show_value(value, record)
        self._dirty = False

    def leave(self) -> None:
        """The field was left: what was typed in it settles; what came with the record is never touched."""
        if self._dirty:
            self._dirty = False
            self.settle()

    def settle(self) -> None:
        """The field was left: what was typed may be put into its usual form."""

    def set_read_only(self, on: bool) -> None:
        """Shows without letting edit."""
        self.inner.setEnabled(not on)

    def refresh_choices(self) -> None:
        """The source knows more choices now."""

    def _say(self, value: Any) -> None:
        if not self._quiet:
            self._dirty = True
            self.edited.emit(value)

    def _say_chosen(self, value: Any) -> None:
        if not self._quiet:
            self.edited.emit(value)
            self.chosen.emit()
