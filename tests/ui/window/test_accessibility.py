"""Given all windows, then every control has a name that is not its value, and no target is too small to hit."""

import pytest
from PySide6.QtWidgets import QApplication

from helpers.accessible import controls, is_small, name_of, where

from .tour import Tour

pytestmark = pytest.mark.timeout(400)  # all windows, one after the other


def test_every_control_has_a_name_and_can_be_hit(tour: Tour) -> None:
    nameless: dict[str, str] = {}
    small: dict[str, str] = {}
    met: set[str] = set()

    def look(place: str) -> None:
        QApplication.processEvents()
        for widget in controls():
            met.add(type(widget).__name__)
            if not name_of(widget).strip():
                nameless.setdefault(where(widget), place)
            if is_small(widget):
                small.setdefault(f"{where(widget)}: {widget.width()} x {widget.height()}", place)

    tour.go(look)
    assert nameless == {}
    assert small == {}
    assert len(met) > 10
