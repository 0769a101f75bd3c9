"""Given records with drafts, conflicts, failed uploads and stars, when I look at a list, then I see which they are."""

import pytest
from PySide6.QtCore import Qt

from bcdc_desktop.domain.record_changes import RecordChanges
from bcdc_desktop.store.uploads import State, Upload
from helpers.waiting import settle


@pytest.fixture
def said(window):
    """What a screen reader says of a record in the list, after its title."""

    def of(package_id: str) -> str:
        index = window.packages.model.find(package_id)
        text = index.data(Qt.ItemDataRole.AccessibleTextRole)
        return text.removeprefix(window.packages.model.row(index.row()).title)

    return of


def badges(window, package_id: str) -> int:
    model = window.packages.model
    return len(model.painted_cell(model.find(package_id).row(), 0).badges)


def find(window, qtbot, words: str) -> list[str]:
    window.top.search.setText(words)
    settle(qtbot, window)
    model = window.packages.model
    return [model.row(n).id for n in range(model.rowCount())]


def test_a_draft_is_marked_at_once_and_no_longer_when_it_is_gone(window, qtbot, record, said):
    drafts = window.session.workspace.store.drafts
    assert badges(window, record["id"]) == 0
    drafts.set_edits(record, "", {"title": "Another title"})
    qtbot.waitUntil(lambda: badges(window, record["id"]) == 1)
    assert said(record["id"])
    assert said(record["id"]).strip(", ") in window.packages.model.find(record["id"]).data(Qt.ItemDataRole.ToolTipRole)
    drafts.discard(record["id"])
    qtbot.waitUntil(lambda: badges(window, record["id"]) == 0)


def test_a_conflict_is_told_from_a_draft_and_can_be_searched_for(window, qtbot, record, said):
    store = window.session.workspace.store
    store.drafts.put(RecordChanges(record, {"": {"purpose": "mine"}}))
    qtbot.waitUntil(lambda: badges(window, record["id"]) == 1)
    draft = said(record["id"])
    assert find(window, qtbot, "has:conflict") == []
    store.cache.records.put([{**record, "purpose": "theirs", "metadata_modified": "2030-01-01T00:00:00"}])
    assert find(window, qtbot, "has:conflict") == [record["id"]]
    qtbot.waitUntil(lambda: said(record["id"]) not in ("", draft))
    assert badges(window, record["id"]) == 1


def test_a_failed_upload_is_marked_and_can_be_searched_for(window, qtbot, record):
    uploads = window.session.workspace.store.uploads
    row = Upload(
        id="u1", upload_set="s1", position=0, package=record["id"], package_title=record["title"], resource="r1",
        operation="create", path="/nowhere/levels.csv", file_name="levels.csv", size=1, mtime_ns=0, sha256=None,
        fields={}, before={}, state=State.FAILED,
    )  # fmt: skip
    uploads.add([row])
    qtbot.waitUntil(lambda: badges(window, record["id"]) == 1)
    assert find(window, qtbot, "has:failed-upload") == [record["id"]]
    uploads.remove(["u1"])
    qtbot.waitUntil(lambda: window.packages.model.rowCount() == 0)


def test_a_favourite_is_marked_with_one_key_and_has_a_place(window, qtbot, record, show_record):
    show_record(window, record["id"])
    star = window.record.page.summary.favourite
    assert not star.isChecked()
    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: badges(window, record["id"]) == 1 and star.isChecked())
    qtbot.waitUntil(lambda: window.organizations.model.counts.get("favourites") == 1)
    window.organizations.choose("favourites")
    settle(qtbot, window)
    assert window.top.search.text() == "is:favourite"
    assert [window.packages.model.row(0).id] == [record["id"]]
    star.click()
    qtbot.waitUntil(lambda: window.packages.model.rowCount() == 0)
    qtbot.waitUntil(lambda: window.organizations.model.counts.get("favourites") == 0)


def test_a_click_on_the_star_of_a_row_changes_nothing_but_the_favourite(window, qtbot, record):
    view, model = window.packages.view, window.packages.model
    index = model.find(record["id"])
    view.scrollTo(index)
    star = view.itemDelegate().star_area(view.visualRect(index)).center()
    shown = window.record.package
    favourites = window.session.workspace.store.favourites
    for wanted in ([record["id"]], []):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=star)
        qtbot.waitUntil(lambda wanted=wanted: favourites.ids() == wanted)
        qtbot.waitUntil(lambda wanted=wanted: badges(window, record["id"]) == len(wanted))
    assert window.record.package is shown
    assert view.selected_rows() == []


def test_a_favourite_stays_one_of_this_user(open_window, qtbot, record):
    window = open_window()
    window.session.workspace.store.favourites.add([record["id"]])
    window.close()
    again = open_window()
    qtbot.waitUntil(lambda: badges(again, record["id"]) == 1)
    again.practise_as("member")
    qtbot.waitUntil(lambda: again.session is not None and again.session.workspace.user == "member")
    settle(qtbot, again)
    assert again.session.workspace.store.favourites.ids() == []
