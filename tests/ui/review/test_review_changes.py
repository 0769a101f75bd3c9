import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextDocumentFragment
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.domain.changes import diff
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.review import ChangesDialog, Outcome
from bcdc_desktop.ui.review.diff_html import marked, marked_rows
from bcdc_desktop.ui.review.rows import HTML

# dialogs ask the offscreen platform for what it has not
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SCHEMA = DatasetSchema.from_action(json.loads(bundled_path("schema/bcdc_dataset.json").read_text()))
BASE: dict[str, Any] = {"title": "Old title", "notes": "One two three", "resource_status": "onGoing", "purpose": "x"}
EDITS: dict[str, Any] = {"title": "New title", "notes": "One three four", "resource_status": "completed", "purpose": ""}


@pytest.fixture
def dialog(qtbot: QtBot) -> ChangesDialog:
    made = ChangesDialog(
        "Save “Old title”",
        diff(BASE, EDITS, SCHEMA.dataset_fields),
        warnings=["This record is published: what you save becomes public at once."],
    )
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_review_shows_field_before_and_after_in_words(dialog: ChangesDialog) -> None:
    table = dialog.table
    assert table.objectName() == "changesView"
    rows = [[table.topLevelItem(r).text(c) for c in range(3)] for r in range(table.topLevelItemCount())]
    assert rows == [
        ["Title", "Old title", "New title"],
        ["Description", "One two three", "One three four"],
        ["Purpose", "x", "empty"],
        ["Resource Status", "On Going", "Completed"],
    ]
    assert dialog.warning_bars[0].text().startswith("This record is published")


def test_the_button_says_what_and_how_many(dialog: ChangesDialog, qtbot: QtBot) -> None:
    assert dialog.save_button.text() == "Save 4 fields"
    changes = diff(BASE, {"title": "New"}, SCHEMA.dataset_fields)
    one = ChangesDialog("Save", changes)
    with_file = ChangesDialog("Save", changes, extra=[("File", "a.csv replaces the file of “A” (1.4 MB)")])
    own = ChangesDialog("Delete", [], extra=[("Resource", "“A” is deleted")], save_label="Delete 1 resource")
    for made in (one, with_file, own):
        qtbot.addWidget(made)
    assert [d.save_button.text() for d in (one, with_file, own)] == [
        "Save 1 field",
        "Save 2 changes",
        "Delete 1 resource",
    ]
    assert with_file.table.topLevelItem(1).text(2).startswith("a.csv")


@pytest.mark.parametrize(
    ("button", "outcome"),
    [("save_button", Outcome.SAVE), ("keep_button", Outcome.KEEP), ("cancel_button", Outcome.CANCEL)],
)
def test_each_button_has_its_outcome(dialog: ChangesDialog, qtbot: QtBot, button: str, outcome: Outcome) -> None:
    qtbot.mouseClick(getattr(dialog, button), Qt.MouseButton.LeftButton)
    assert dialog.outcome is outcome
    assert not dialog.isVisible()


def test_escape_cancels(dialog: ChangesDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.outcome is Outcome.CANCEL


def test_long_texts_are_marked_word_by_word(dialog: ChangesDialog) -> None:
    item = dialog.table.topLevelItem(1)
    assert re.findall(r"class=\"del\">([^<]*)<", item.data(1, HTML)) == ["two"]
    assert re.findall(r"class=\"ins\">([^<]*)<", item.data(2, HTML)) == ["four"]


@pytest.fixture
def light_again(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply_theme(qapp, "light")


@pytest.mark.usefixtures("light_again")
@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_marks_have_the_colours_of_now(dialog: ChangesDialog, qapp: QApplication, appearance: str) -> None:
    """Also where the appearance changes while the review is open, as at sunset."""
    theme.apply_theme(qapp, "dark" if appearance == "light" else "light")
    dialog.grab()
    theme.apply_theme(qapp, appearance)
    picture = dialog.table.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    roles = theme.current()
    assert {QColor(roles.added_ground).name(), QColor(roles.removed_ground).name()} <= colours


def plain(html: str) -> list[str]:
    return QTextDocumentFragment.fromHtml(html).toPlainText().splitlines()


def test_group_rows_are_matched_by_content() -> None:
    before = ["Name: Jo · Email: jo@a", "Name: Kim · Email: kim@a", "Name: Li · Email: li@a"]
    after = [before[0], "Name: Kim · Email: kim.new@a", before[2], "Name: Noor"]
    old, new = marked_rows(before, after)
    assert old.count("1 unchanged row") == new.count("1 unchanged row") == 2
    assert re.findall(r"class=\"ins\">([^<]*)<", new) == [".new", "Name: Noor"]
    assert "del" not in old


def test_a_row_that_was_moved_says_so_and_is_neither_gone_nor_new() -> None:
    jo, kim, li = "Name: Jo · Email: jo@a", "Name: Kim Anders · Email: kim@b", "Name: Li Wu · Phone: 250 555"
    old, new = marked_rows([jo, kim, li], [li, jo, kim])
    assert plain(old) == ["2 unchanged rows", f"moved to position 1: {li}"]
    assert plain(new) == [f"moved from position 3: {li}", "2 unchanged rows"]
    assert "class=" not in old + new
    edited = li.replace("555", "556")
    old, new = marked_rows([jo, kim, li], [edited, jo, kim])
    assert plain(new)[0] == f"moved from position 3: {edited}"
    assert re.findall(r"class=\"ins\">([^<]*)<", new) == ["556"]
    assert re.findall(r"class=\"del\">([^<]*)<", old) == ["555"]


def test_of_rows_that_are_the_same_twice_each_is_there_once() -> None:
    old, new = marked_rows(["a", "a", "b b b"], ["b b b", "a", "c c c", "a"])
    assert (plain(old).count("moved to position 1: b b b"), plain(new).count("moved from position 3: b b b")) == (1, 1)
    assert re.findall(r"class=\"ins\">([^<]*)<", new) == ["c c c"]


@pytest.mark.parametrize(
    ("before", "after", "gone", "added"),
    [
        ("One two.\nThree four.", "One two.\n\nThree four.", ["↵"], ["↵↵"]),
        ("One two three", "One  two three", ["·"], ["··"]),
        ("One(two)", "One (two)", [], ["·"]),
        ("One\r\ntwo", "One\ntwo", [], []),
        ("One two \n", "One two", [], []),
    ],
)
def test_a_difference_in_space_alone_is_marked(before: str, after: str, gone: list[str], added: list[str]) -> None:
    old, new = marked(before, after)
    assert re.findall(r"class=\"del\">([^<]*)<", old) == gone
    assert re.findall(r"class=\"ins\">([^<]*)<", new) == added


def test_a_text_that_was_wrapped_anew_is_not_made_of_marks_alone() -> None:
    text = "word " * 20_000
    _old, new = marked(text, re.sub(r"((?:word ){9})", r"\1\n", text))
    assert 0 < new.count("↵") <= 200


def test_a_text_too_long_to_compare_is_cut_quickly() -> None:
    old, new = marked("a b " * 300_000, "c d " * 300_000)
    assert len(old) < 5000
    assert new.endswith("…")


def test_one_word_changed_in_a_megabyte_is_still_marked() -> None:
    text = "word " * 200_000
    old, new = marked(text + "old end", text + "new end")
    assert ">old<" in old
    assert ">new<" in new


WORDS = st.lists(st.sampled_from(["a", "b", "c", "<b>", "&", "é", ",", "word"]), max_size=30).map(" ".join)


@given(WORDS, WORDS)
def test_marks_change_no_word(before: str, after: str) -> None:
    old, new = marked(before, after)
    assert QTextDocumentFragment.fromHtml(old).toPlainText().split() == before.split()
    assert QTextDocumentFragment.fromHtml(new).toPlainText().split() == after.split()
