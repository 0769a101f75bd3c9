import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.domain.changes import Change, FieldConflict, Merge, merge3
from bcdc_desktop.domain.content import Content
from bcdc_desktop.domain.record_changes import FILE, AttachedFile
from bcdc_desktop.domain.schema import DatasetSchema, Field, FieldKind
from bcdc_desktop.ui.review import ConflictDialog, ConflictOutcome
from bcdc_desktop.ui.review.decision import Resolution

# dialogs ask the offscreen platform for what it has not
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SCHEMA = DatasetSchema.from_action(json.loads(bundled_path("schema/bcdc_dataset.json").read_text()))
BASE: dict[str, Any] = {"title": "T", "notes": "N", "purpose": "P", "resource_status": "onGoing", "data_quality": "Q"}
MINE = {"title": "T mine", "notes": "N mine", "resource_status": "completed"}
THEIRS = {**BASE, "title": "T theirs", "purpose": "P theirs", "resource_status": "planned"}

Ask = Callable[..., ConflictDialog]


@pytest.fixture
def ask(qtbot: QtBot) -> Ask:
    def make(mine: dict[str, Any] = MINE, theirs: dict[str, Any] = THEIRS) -> ConflictDialog:
        dialog = ConflictDialog(merge3(BASE, mine, theirs, SCHEMA.dataset_fields), sentence="Kim saved it at 14:02.")
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        return dialog

    return make


def rows(dialog: ConflictDialog) -> dict[str, list[str]]:
    items = [dialog.table.topLevelItem(i) for i in range(dialog.table.topLevelItemCount())]
    return {i.text(0): [i.text(c) for c in range(1, 5)] for i in items}


def test_all_versions_stand_side_by_side_and_what_fits_is_decided(ask: Ask) -> None:
    dialog = ask()
    assert rows(dialog) == {
        "Title": ["T", "T mine", "T theirs", "Choose"],
        "Resource Status": ["On Going", "Completed", "Planned", "Choose"],
        "Description": ["N", "N mine", "N", "Yours"],
        "Purpose": ["P", "P", "P theirs", "Theirs"],
    }
    assert dialog.summary.text() == (
        "Kim saved it at 14:02. 2 of 4 fields can be merged automatically. 2 fields were changed by both of you."
    )


def test_nothing_is_sent_before_every_conflict_is_decided(ask: Ask) -> None:
    dialog = ask()
    assert not dialog.save_button.isEnabled()
    dialog.pane.radios[Resolution.YOURS].click()
    assert not dialog.save_button.isEnabled()
    assert dialog.open_conflicts() == ["resource_status"]
    dialog.table.setCurrentItem(dialog.table.topLevelItem(1))
    dialog.pane.radios[Resolution.THEIRS].click()
    assert dialog.save_button.isEnabled()
    assert dialog.save_button.text() == "Save 2 fields"
    dialog.save_button.click()
    assert dialog.outcome is ConflictOutcome.SAVE
    assert dialog.decisions() == {"title": "T mine", "resource_status": "planned"}


def test_another_value_is_written_in_an_editor_of_the_fields_kind(ask: Ask, qtbot: QtBot) -> None:
    dialog = ask()
    dialog.pane.radios[Resolution.OTHER].click()
    line = dialog.pane.editor()
    assert isinstance(line, QLineEdit)
    line.clear()
    assert dialog.open_conflicts() == ["title", "resource_status"]
    qtbot.keyClicks(line, "T both")
    assert dialog.decisions() == {"title": "T both"}
    dialog.table.setCurrentItem(dialog.table.topLevelItem(1))
    dialog.pane.radios[Resolution.OTHER].click()
    combo = dialog.pane.editor()
    combo.setCurrentText("Required")
    assert dialog.decisions() == {"title": "T both", "resource_status": "required"}
    dialog.table.setCurrentItem(dialog.table.topLevelItem(0))
    assert dialog.pane.radios[Resolution.OTHER].isChecked()
    assert dialog.pane.editor().text() == "T both"


def test_of_two_files_one_is_chosen_and_nothing_else_is_written(qtbot: QtBot, tmp_path: Path) -> None:
    mine = AttachedFile(tmp_path / "lakes.csv", "lakes.csv", 12, 0)
    before, theirs = (Content("lakes.csv", True, 3, f"2026-01-0{day}T10:00:00") for day in (1, 2))
    conflict = FieldConflict(Field(FILE, "File", FieldKind.FILE), before, mine, theirs, either=True)
    dialog = ConflictDialog(Merge({}, (), (Change(conflict.field, before, theirs),), (conflict,)))
    qtbot.addWidget(dialog)
    dialog.show()
    yours, on_the_server = rows(dialog)["File"][1:3]
    assert str(tmp_path) in yours
    assert "2026-01-02" in on_the_server
    assert [d for d, radio in dialog.pane.radios.items() if not radio.isHidden()] == [
        Resolution.YOURS,
        Resolution.THEIRS,
    ]
    dialog.pane.radios[Resolution.THEIRS].click()
    assert dialog.decisions() == {FILE: theirs}
    assert dialog.save_button.isEnabled()
    dialog.pane.radios[Resolution.YOURS].click()
    assert dialog.decisions() == {FILE: mine}


def test_a_row_that_fits_asks_for_nothing(ask: Ask) -> None:
    dialog = ask()
    dialog.table.setCurrentItem(dialog.table.topLevelItem(2))
    assert all(radio.isHidden() for radio in dialog.pane.radios.values())


def test_where_nothing_of_mine_is_left_the_button_says_so(ask: Ask) -> None:
    dialog = ask({"title": "T mine"}, {**BASE, "title": "T theirs"})
    dialog.pane.radios[Resolution.THEIRS].click()
    assert dialog.save_button.text() == "Nothing left to save"


def test_it_can_be_decided_by_keyboard_alone(ask: Ask, qtbot: QtBot) -> None:
    dialog = ask({"title": "T mine"}, {**BASE, "title": "T theirs"})
    assert dialog.table.hasFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is dialog.pane.radios[Resolution.YOURS]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert dialog.decisions() == {"title": "T mine"}
    qtbot.keyClick(dialog.pane.radios[Resolution.YOURS], Qt.Key.Key_Return)
    assert dialog.outcome is ConflictOutcome.SAVE


@pytest.mark.parametrize(
    ("button", "outcome"), [("keep_button", ConflictOutcome.KEEP), ("reload_button", ConflictOutcome.RELOAD)]
)
def test_one_may_keep_or_reload_instead(ask: Ask, button: str, outcome: ConflictOutcome) -> None:
    dialog = ask()
    getattr(dialog, button).click()
    assert dialog.outcome is outcome
