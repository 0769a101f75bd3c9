"""Given a catalogue, when I look around in the window, then I find my way with mouse, keys and words."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from bcdc_desktop.ui.navigation.model import CountRole
from bcdc_desktop.ui.record_list.model import RowRole
from helpers.sample_record import record_fields
from helpers.waiting import settle

from .conftest import BRANCH


def test_the_tree_shows_ministries_with_their_branches_and_counts(window, server):
    model = window.organizations.model
    branch = model.tree.get(BRANCH)
    index = model.find(branch.id)
    counted = server.organization_counts()
    assert index.data() == branch.title
    assert index.parent().isValid()
    assert index.data(CountRole) == counted[BRANCH]
    ministry = model.tree.get(branch.parent)
    assert model.find(ministry.id).data(CountRole) == sum(
        counted.get(o.name, 0) for o in model.tree.branch(ministry.id)
    )


def test_tree_and_list_agree_after_each_synchronization_and_say_how_old_they_are(window, qtbot, server):
    model, packages = window.organizations.model, window.packages
    branch = server.organization(BRANCH)["id"]
    window.organizations.choose(branch)
    qtbot.waitUntil(lambda: packages.model.rowCount() == model.find(branch).data(CountRole))
    before = packages.model.rowCount()
    server.create_package(record_fields(branch))
    with qtbot.waitSignal(window.session.synchronized):
        window.session.synchronize()
    qtbot.waitUntil(lambda: packages.model.rowCount() == model.find(branch).data(CountRole) == before + 1)
    qtbot.waitUntil(lambda: "just now" in window.organizations.age.full_text())


def test_typing_filters_the_tree_and_keeps_what_is_above(window, qtbot):
    qtbot.keyClicks(window.organizations.filter, "information management")
    qtbot.waitUntil(lambda: window.organizations.model.matches() == 2)
    branch = window.organizations.model.tree.get(BRANCH)
    assert window.organizations.model.find(branch.id).isValid()
    assert window.organizations.model.find(branch.parent).isValid()
    qtbot.keyClick(window.organizations.filter, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.organizations.model.matches() == len(window.organizations.model.tree))


def test_only_mine_shows_where_i_have_a_role(window, qtbot, server):
    mine = server.my_organizations("read")
    window.organizations.only_mine.setChecked(True)
    model = window.organizations.model
    shown = {o.id for o in model.tree if model.find(o.id).isValid()}
    assert set(mine) <= shown
    assert shown == {above.id for i in mine for above in model.tree.path(i)}


def test_an_organization_shows_its_records(window, qtbot, server):
    organization = server.organization(BRANCH)
    expected = {p["id"] for p in server.search(fq=f'owner_org:"{organization["id"]}"', rows=200).packages}
    window.organizations.choose(organization["id"])
    qtbot.waitUntil(lambda: window.packages.model.rowCount() == len(expected))
    rows = [window.packages.model.row(i) for i in range(len(expected))]
    assert {r.id for r in rows} == expected
    assert window.packages.title.full_text() == organization["title"]


def test_a_column_sorts_the_records(window, qtbot):
    with qtbot.waitSignal(window.packages.model.loaded):
        window.packages.view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    model = window.packages.model
    counts = [model.row(i).resources for i in range(model.rowCount())]
    assert counts == sorted(counts, reverse=True)
    assert len(set(counts)) > 1


def test_searching_finds_records_of_all_organizations_by_words_and_by_id(window, qtbot, record):
    word = record["title"].split()[0]
    qtbot.keyClicks(window.top.search, word)
    qtbot.waitUntil(lambda: window.packages.model.query.words == word)
    qtbot.waitUntil(lambda: 0 < window.packages.model.rowCount() < 60)
    window.top.search.setText(record["resources"][0]["id"])
    qtbot.waitUntil(lambda: window.packages.model.rowCount() == 1)
    assert window.packages.model.row(0).id == record["id"]


def test_words_that_nothing_holds_are_explained(window, qtbot):
    window.top.search.setText("no such thing anywhere")
    qtbot.waitUntil(lambda: window.packages.stack.currentWidget() is window.packages.empty)
    assert window.packages.empty.button.isVisibleTo(window.packages.empty)


def test_a_record_shows_its_resources_and_the_first_one_in_the_form(window, qtbot, record, show_record):
    show_record(window, record["id"])
    model = window.record.model
    assert [model.resource(model.index(i, 0)).id for i in range(model.rowCount())] == [
        r["id"] for r in record["resources"]
    ]
    assert window.record.page.summary.title.text() == record["title"]
    assert window.record.editor.form.values()["name"] == record["resources"][0]["name"]


def test_ids_names_and_addresses_are_one_key_from_the_clipboard(window, qtbot, record, show_record):
    show_record(window, record["id"])
    clipboard = QGuiApplication.clipboard()
    table = window.record.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == record["resources"][0]["id"]
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert clipboard.text() == record["resources"][0]["url"]
    window.packages.view.setCurrentIndex(window.packages.model.find(record["id"]))
    window.packages.view.setFocus()
    qtbot.keyClick(window.packages.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == window.packages.view.currentIndex().data(RowRole).id == record["id"]
    branch = window.organizations.model.tree.get(BRANCH)
    window.organizations.choose(branch.id)
    window.organizations.view.setFocus()
    qtbot.keyClick(window.organizations.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == branch.id
    window.organizations.copy("name")
    assert clipboard.text() == BRANCH


def test_the_window_says_which_catalogue_and_with_which_rights(window, qtbot):
    assert window.top.catalogue.text() == "Practice catalogue"
    qtbot.waitUntil(lambda: "editor of 2" in window.top.account.text())
    assert "Connected" in window.status.connection.text()


def test_another_role_sees_other_records(window, qtbot, demo):
    editor_records = window.packages.model.rowCount()
    window.practise_as("sysadmin")
    qtbot.waitUntil(lambda: window.session.workspace.user == "sysadmin")
    settle(qtbot, window)
    assert window.packages.model.rowCount() > editor_records
    assert "administrator" in window.top.account.accessibleName()
    window.practise_as("outsider")
    qtbot.waitUntil(lambda: window.session.workspace.user == "outsider")
    settle(qtbot, window)
    assert 0 < window.packages.model.rowCount() < editor_records


def test_geometry_and_open_branches_are_remembered(open_window, qtbot):
    window = open_window()
    window.resize(790, 640)
    branch = window.organizations.model.tree.get(BRANCH)
    window.organizations.view.expand(window.organizations.model.find(branch.parent))
    window.close()
    again = open_window()
    assert again.height() == 640  # the width may be held up by a wide font
    assert again.organizations.view.isExpanded(again.organizations.model.find(branch.parent))


def test_every_named_widget_of_the_contract_is_there(window, qtbot, record, show_record):
    from PySide6.QtWidgets import QWidget

    show_record(window, record["id"])
    names = "orgTree orgFilter packageTable packageSearch resourceTable resourceForm saveButton discardButton"
    for name in [*names.split(), "connectionLabel"]:
        widget = window.findChild(QWidget, name)
        assert widget is not None, name
        if name != "connectionLabel":
            assert widget.accessibleName() or getattr(widget, "text", str)(), name
    for field in window.session.workspace.schema().resource_fields[:5]:
        assert window.record.editor.form.editor(field.name).accessibleName(), field.name
