"""Given a catalogue and work on this computer, when I look at the left, then ready places count it and open it."""

import pytest
from PySide6.QtCore import Qt

from bcdc_desktop.domain.record_changes import NEW, RecordChanges
from bcdc_desktop.store.sheets import Sheet
from bcdc_desktop.ui.navigation.model import CountRole
from bcdc_desktop.ui.record_list.model import RowRole
from helpers.waiting import settle

from .conftest import BRANCH


@pytest.fixture
def count(window, qtbot):
    """What the left pane says of a place, once it says it."""

    def of(key: str) -> int | None:
        index = window.organizations.model.find(key)
        return index.data(CountRole) if index.isValid() else None

    qtbot.waitUntil(lambda: of("all") is not None)
    return of


@pytest.fixture
def go(window, qtbot):
    """Chooses a place or an organization and answers the ids in its list."""

    def to(key: str) -> list[str]:
        window.organizations.choose(key)
        settle(qtbot, window)
        model = window.packages.model
        return [model.row(i).id for i in range(model.rowCount())]

    return to


def test_places_stand_above_the_organizations_with_their_counts(window, qtbot, count, go):
    model = window.organizations.model
    titles = [model.index(i, 0).data() for i in range(7)]
    assert titles == [
        *("All records", "Recent", "Favourites", "Mine"),
        *("Drafts on this computer", "With problems", "Waiting for me"),
    ]
    for key in ("all", "mine", "problems", "waiting"):
        assert len(go(key)) == count(key)
    assert count("all") > count("mine") >= count("problems") > 0


def test_mine_are_the_records_of_organizations_where_i_have_a_role(window, go, server):
    mine = server.my_organizations("read")
    ids = go("mine")
    assert ids
    assert {window.packages.model.row(i).org for i in range(len(ids))} <= set(mine)


def test_what_was_opened_is_recent_the_latest_first(window, qtbot, count, go, record, show_record):
    other = next(i for i in go("mine") if i != record["id"])
    for opened in (record["id"], other):
        show_record(window, opened)
    qtbot.waitUntil(lambda: count("recent") == 2)
    assert go("recent") == [other, record["id"]]
    assert window.packages.order == ("opened", True)
    assert "opened" in window.packages.shown_columns


def test_drafts_are_of_records_of_new_ones_and_of_files_that_were_not_sent(
    window, qtbot, count, go, record, show_record
):
    store = window.session.workspace.store
    store.drafts.set_edits(record, "", {"title": "Another title"})
    store.drafts.put(RecordChanges({"id": f"{NEW}1", "title": ""}, {"": {"title": "Salmon counts"}}, is_new=True))
    store.sheets.put(Sheet("s1", record["id"], record["title"], 3, {"rows": []}))
    qtbot.waitUntil(lambda: count("drafts") == 3)
    assert set(go("drafts")) == {record["id"], f"{NEW}1", "sheet:s1"}
    table = window.drafts.table
    assert window.middle.currentWidget() is window.drafts
    qtbot.waitUntil(lambda: table.topLevelItemCount() == 3)
    sheet = next(i for n in range(3) if (i := table.topLevelItem(n)).text(3) == "Files, not uploaded")
    table.setCurrentItem(sheet)
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == record["id"])
    window.top.search.setText("has:draft salmon")  # among them one may search: then it is a list like any other
    settle(qtbot, window)
    assert window.middle.currentWidget() is window.packages
    assert [window.packages.model.row(i).id for i in range(window.packages.model.rowCount())] == [f"{NEW}1"]
    go("drafts")
    model = window.packages.model
    states = {model.row(i).id: model.index(i, 1).data() for i in range(3)}
    assert states[f"{NEW}1"] == "New, not uploaded"
    assert states["sheet:s1"] == "Files, not uploaded"
    window.packages.view.setCurrentIndex(model.find(f"{NEW}1"))
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == f"{NEW}1")
    window.packages.view.setCurrentIndex(model.find("sheet:s1"))
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == record["id"])
    store.drafts.discard(record["id"])
    qtbot.waitUntil(lambda: model.rowCount() == 2)
    qtbot.waitUntil(lambda: count("drafts") == 2)


def test_what_waits_is_there_for_administrators(window, qtbot):
    window.practise_as("orgadmin")
    qtbot.waitUntil(lambda: window.session.workspace.user == "orgadmin")
    settle(qtbot, window)
    waiting = window.organizations.model.find("waiting").data(CountRole)
    assert waiting > 0
    window.organizations.choose("waiting")
    settle(qtbot, window)
    rows = [window.packages.model.row(i) for i in range(window.packages.model.rowCount())]
    assert len(rows) == waiting
    assert {r.publish_state for r in rows} <= {"PENDING PUBLISH", "PENDING ARCHIVE"}


def test_the_breadcrumb_leads_up_to_the_ministry(window, qtbot, go, server):
    tree = window.organizations.model.tree
    branch = tree.get(BRANCH)
    ministry = tree.get(branch.parent)
    below = go(branch.id)
    crumbs = window.packages.head.breadcrumb
    assert crumbs.steps() == ["All records", ministry.title]
    button = next(b for b in crumbs.findChildren(type(window.packages.head.fix)) if b.text() == ministry.title)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.top.search.text() == f"org:{ministry.name}"
    settle(qtbot, window)
    assert window.packages.model.rowCount() >= len(below)
    assert window.organizations.current() == ministry.id
    go("all")
    assert crumbs.steps() == []


def test_a_click_on_the_place_that_is_shown_takes_back_what_was_narrowed_down(window, qtbot, go):
    go("mine")
    window.top.search.setText("is:mine state:draft")
    settle(qtbot, window)
    assert window.organizations.current() == "mine"
    view = window.organizations.view
    where = view.visualRect(window.organizations.model.find("mine")).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert window.top.search.text() == "is:mine"


def test_a_record_stays_chosen_while_the_list_changes(window, qtbot, go, record):
    go("mine")
    index = window.packages.model.find(record["id"])
    window.packages.view.setCurrentIndex(index)
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == record["id"])
    window.session.workspace.store.cache.records.put([{**record, "id": "id-new", "name": "aaa", "title": "AAA"}])
    qtbot.waitUntil(lambda: window.packages.model.find("id-new").isValid())
    assert window.packages.view.currentIndex().data(RowRole).id == record["id"]
