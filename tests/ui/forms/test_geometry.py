"""Given a form with all it has to say, at any width, scale and resolution, then nothing covers anything or is cut."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.ui.forms import SchemaForm
from helpers.texts import cut_off

Show = Callable[..., SchemaForm]
CHILD = Path(__file__).with_name("geometry_child.py")


@pytest.mark.parametrize(
    ("scale", "dpi", "language"), [("1", "96", "en"), ("1.5", "144", "fr"), ("2", "96", "fr"), ("2", "144", "en")]
)
def test_messages_have_a_place_of_their_own(scale: str, dpi: str, language: str) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale, "QT_FONT_DPI": dpi}
    done = subprocess.run(
        [sys.executable, str(CHILD), language], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


def test_a_field_that_is_clicked_stays_under_the_mouse(
    show: Show, qtbot: QtBot, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, package)
    owner, notes = form.cell("owner_org"), form.editor("notes")

    def shows_help() -> bool:
        """Go to the field anew: a window that was not active yet has not told of it."""
        form.window().activateWindow()
        notes.setFocus()
        form.editor("owner_org").setFocus()
        return owner.note("help") != ""

    qtbot.waitUntil(shows_help)
    QApplication.processEvents()
    before = notes.mapToGlobal(QPoint(0, 0))
    qtbot.mouseClick(notes.viewport(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: owner.note("help") == "")
    QApplication.processEvents()
    assert notes.mapToGlobal(QPoint(0, 0)) == before


def test_tab_goes_as_one_reads_also_out_of_a_list_that_completes(
    show: Show, qtbot: QtBot, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, {**package, "contacts": package["contacts"][:1]})
    form.go_to("owner_org")
    qtbot.keyClicks(form.editor("owner_org"), "info")
    seen = []
    for _ in range(60):
        target = QApplication.activePopupWidget() or QApplication.focusWidget()
        qtbot.keyClick(target, Qt.Key.Key_Tab)
        place = QApplication.focusWidget().property("path")
        if place is not None and seen[-1:] != [place]:
            seen.append(place)
        if place == "tag_string":
            break
    assert seen[:2] == ["notes", "license_id"]
    row = ["name", "email", "org", "role", "displayed"]
    inside = [p for p in seen if p.startswith("contacts/")]
    assert inside[:5] == [f"contacts/0/{n}" for n in row]
    assert seen[-5:] == ["security_class", "view_audience", "download_audience", "metadata_visibility", "tag_string"]


def test_a_label_of_any_length_is_read_in_full_in_a_narrow_form(show: Show, schema: DatasetSchema) -> None:
    long = "Date and time of the last revision of the metadata record by its custodian"
    title = next(f for f in schema.dataset_fields if f.name == "title")
    form = show([replace(title, label=long)], {"title": "Wells"}, width=240)
    QApplication.processEvents()
    assert list(cut_off(form.cell("title").label)) == []
    assert form.cell("title").label.geometry().bottom() < form.editor("title").geometry().top()
