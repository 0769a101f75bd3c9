"""Given a catalogue without publish states, then a record is made public or private, and each says who will see it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.demo.server import DemoCatalogue
from bcdc_desktop.ui.dialogs.publish import PublishDialog
from bcdc_desktop.ui.record.new_record import NewRecordDialog
from bcdc_desktop.ui.reports.quality_dialog import QualityDialog
from bcdc_desktop.ui.review import ChangesDialog
from bcdc_desktop.ui.window import MainWindow
from helpers.geometry import problems
from ui.window.conftest import BRANCH


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[DemoCatalogue]:
    """A CKAN as it comes, without a schema."""
    with DemoCatalogue(tmp_path / "practice", kind="plain") as catalogue:
        yield catalogue


@pytest.fixture
def synchronized() -> bool:
    """No: the sample is another catalogue's."""
    return False


@pytest.fixture
def record(server: Catalogue) -> dict:
    """A public record of the editor's own branch, with resources."""
    owner = server.organization(BRANCH)["id"]
    found = server.search(fq=f'owner_org:"{owner}" AND private:false', rows=100).packages
    return next(p for p in found if p["resources"])


def words(dialog: PublishDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_a_record_is_made_private_and_public_again(
    window: MainWindow, record: dict, show_record: Callable, server: Catalogue, qtbot: QtBot, opened: Callable
) -> None:
    show_record(window, record["id"])
    summary = window.record.page.summary
    assert summary.visibility.text() == "Public"
    assert not summary.state.isVisible()  # there is no state to show
    qtbot.mouseClick(summary.publish, Qt.MouseButton.LeftButton)
    dialog = opened(PublishDialog)
    assert "Only members of" in words(dialog)
    assert "email" not in words(dialog)
    qtbot.mouseClick(dialog.buttons["private"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: summary.visibility.text() == "Private")
    assert server.package(record["id"])["private"] is True
    qtbot.waitUntil(lambda: "Only members" in window.record.bar.text())
    window.record.publish()
    dialog = opened(PublishDialog)
    assert "Anyone will be able to see this record." in words(dialog)
    assert dialog.buttons["public"].isEnabled()  # nothing is asked for that CKAN does not ask for
    qtbot.mouseClick(dialog.buttons["public"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: summary.visibility.text() == "Public")
    assert server.package(record["id"])["private"] is False


def test_a_record_of_no_organization_cannot_be_private(
    window: MainWindow, show_record: Callable, server: Catalogue, qtbot: QtBot, opened: Callable
) -> None:
    found = server.search(rows=200).packages
    unowned = next(p for p in found if not p["owner_org"] and p["resources"])
    show_record(window, unowned["id"])
    qtbot.waitUntil(lambda: window.record.page.summary.visibility.text() == "Public")
    window.record.publish()
    dialog = opened(PublishDialog)
    assert not dialog.buttons["private"].isEnabled()
    assert "without an organization" in words(dialog)
    dialog.reject()


def test_a_new_record_needs_a_title_alone_and_begins_as_private(
    window: MainWindow, server: Catalogue, qtbot: QtBot, opened: Callable
) -> None:
    qtbot.mouseClick(window.top.new_record, Qt.MouseButton.LeftButton)
    dialog = opened(NewRecordDialog)
    dialog.blank.setChecked(True)
    qtbot.mouseClick(dialog.begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.record.editor is not None and window.record.editor.copy.is_new)
    editor = window.record.editor
    qtbot.waitUntil(lambda: editor.target == "")
    editor.form.set_value("title", "Wells of the Skeena")
    editor.form.set_value("owner_org", server.organization(BRANCH)["id"])
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(opened(ChangesDialog).save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "in the catalogue" in window.record.bar.text())
    made = server.package("wells-of-the-skeena")
    assert (made["private"], made["type"], made["title"]) == (True, "dataset", "Wells of the Skeena")


def test_a_blank_record_is_for_the_organization_of_the_list_and_begins_at_its_title(
    window: MainWindow, qtbot: QtBot, opened: Callable
) -> None:
    branch = window.organizations.model.tree.get(BRANCH)
    window.organizations.choose(branch.id)
    qtbot.waitUntil(lambda: window.packages.title.full_text() == branch.title)
    window.new_record()
    qtbot.mouseClick(opened(NewRecordDialog).begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.record.editor is not None and window.record.editor.copy.is_new)
    form = window.record.editor.form
    qtbot.waitUntil(lambda: window.focusWidget() is form.editor("title"))
    assert form.values()["owner_org"] == branch.id


def test_a_review_says_who_will_see_a_record_and_not_that_a_private_one_becomes_public(
    window: MainWindow, record: dict, show_record: Callable, qtbot: QtBot, opened: Callable
) -> None:
    show_record(window, record["id"])
    window.record.edit_record()
    editor = window.record.editor
    qtbot.waitUntil(lambda: editor.target == "")
    choice = editor.form.editor("private")
    for place, said in ((1, "Only members of"), (0, "Anyone will be able to see")):
        qtbot.waitUntil(lambda: choice.isEnabled() and not editor.busy)
        at = [place for place in range(choice.count()) if choice.itemText(place) != choice.currentText()][-1]
        choice.setCurrentIndex(at)
        choice.activated.emit(at)
        qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
        review = opened(ChangesDialog)
        assert any(said in label.text() for label in review.findChildren(QLabel)), place
        assert not any("become public" in label.text() for label in review.findChildren(QLabel))
        qtbot.mouseClick(review.save_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "1 field saved" in editor.bar.text() and not editor.busy)
        assert "another form" not in editor.bar.text()
        editor.bar.hide()


def test_what_only_publish_states_and_update_cycles_are_for_is_not_shown(
    window: MainWindow, record: dict, show_record: Callable, qtbot: QtBot
) -> None:
    show_record(window, record["id"])
    assert window.record.page.area.table.isColumnHidden(3), "no resource has a period"
    assert window.window_menu.command("waiting").reason()
    window.tool_windows.quality(record["owner_org"])
    shown = window.findChild(QualityDialog)
    qtbot.waitUntil(lambda: shown.view is not None)
    assert problems(shown) == []
