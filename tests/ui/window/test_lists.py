"""Given a list of records, when I choose columns, sort, select and export, then it is as I left it the next day."""

import csv
import uuid
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QDialog, QMenu

from bcdc_desktop.domain.record_changes import NEW, RecordChanges
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.store.sheets import Sheet
from bcdc_desktop.ui.record_list.columns import COLUMNS, ColumnLayouts
from bcdc_desktop.ui.record_list.columns_dialog import ColumnsDialog
from bcdc_desktop.ui.record_list.export_dialog import ExportDialog, Wish
from bcdc_desktop.ui.record_list.model import RowRole
from bcdc_desktop.ui.widgets.chip import chip_size
from helpers.waiting import settle


def shown_columns(window) -> list[str]:
    """Headings on screen from left to right."""
    header = window.packages.view.horizontalHeader()
    order = [header.logicalIndex(n) for n in range(header.count())]
    return [COLUMNS[n] for n in order if not header.isSectionHidden(n)]


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_columns_are_chosen_and_remembered_for_each_kind_of_list(open_window, qtbot):
    window = open_window()
    assert shown_columns(window) == ["title", "state", "modified", "private"]
    menu = QMenu()
    window.packages.columns.fill_menu(menu)
    for words in ("Organization", "Update due"):
        next(a for a in menu.actions() if a.text() == words).toggle()
    assert shown_columns(window) == ["title", "state", "modified", "organization", "due", "private"]
    header = window.packages.view.horizontalHeader()
    header.moveSection(header.visualIndex(COLUMNS.index("due")), 1)
    header.resizeSection(COLUMNS.index("organization"), 123)
    window.packages.view.sortByColumn(COLUMNS.index("due"), Qt.SortOrder.DescendingOrder)
    window.top.search.setText("water")
    settle(qtbot, window)
    assert "due" not in shown_columns(window)
    window.close()
    again = open_window()
    assert shown_columns(again) == ["title", "due", "state", "modified", "organization", "private"]
    assert again.packages.view.columnWidth(COLUMNS.index("organization")) == 123
    assert again.packages.order == ("due", True)
    again.packages.columns.resetAsked.emit()
    assert shown_columns(again) == ["title", "state", "modified", "private"]


def test_the_title_takes_the_room_that_is_left(window):
    view, header = window.packages.view, window.packages.view.horizontalHeader()
    others = sum(view.columnWidth(n) for n in range(1, header.count()) if not header.isSectionHidden(n))
    assert view.columnWidth(0) == max(180, view.viewport().width() - others)


def test_titles_are_readable_in_the_window_of_the_first_start(window):
    window.resize(1440, 860)
    view, model = window.packages.view, window.packages.model
    metrics = QFontMetrics(view.font())
    titles = [model.row(n).title for n in range(20)]
    lines = 2
    assert view.verticalHeader().defaultSectionSize() > lines * metrics.height()
    assert all(metrics.horizontalAdvance(t) < lines * view.columnWidth(0) for t in titles)


def test_a_wide_list_has_titles_in_one_line_and_keeps_its_place(window, qtbot):
    view = window.packages.view
    tall = view.verticalHeader().defaultSectionSize()
    view.verticalScrollBar().setValue(10 * tall)
    window.resize(2600, 860)
    window.splitter.setSizes([264, 1400, 900])
    qtbot.waitUntil(lambda: view.verticalHeader().defaultSectionSize() < tall)
    assert view.rowAt(1) == 10


def test_the_edge_of_a_column_moves_with_the_mouse(window, qtbot):
    view = window.packages.view
    header = view.horizontalHeader()
    title, state, modified = (header.sectionSize(COLUMNS.index(c)) for c in ("title", "state", "modified"))
    edge = QPoint(title - 1, header.height() // 2)
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    qtbot.mouseMove(header.viewport(), edge + QPoint(20, 0))
    qtbot.mouseMove(header.viewport(), edge + QPoint(30, 0))
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(30, 0))
    assert header.sectionSize(COLUMNS.index("title")) == title + 30
    assert header.sectionSize(COLUMNS.index("state")) == state - 30
    assert header.sectionSize(COLUMNS.index("modified")) == modified
    assert sum(header.sectionSize(n) for n in range(header.count())) == view.viewport().width()


def test_a_double_click_on_an_edge_fits_the_column(window, qtbot):
    header = window.packages.view.horizontalHeader()
    state = COLUMNS.index("state")
    header.resizeSection(state, 300)
    at = QPoint(header.sectionViewportPosition(state) + 299, header.height() // 2)
    qtbot.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=at)  # Qt's double click leaves it held
    font = window.packages.view.font()
    widest = chip_size("Pending Publish", font).width()
    assert header.sectionSize(state) < 200
    assert header.sectionSize(state) >= min(widest, chip_size("Archived", font).width())


def test_columns_are_arranged_with_the_keyboard(window, qtbot, opened):
    packages = window.packages
    packages.columns.arrangeAsked.emit()
    dialog = opened(ColumnsDialog)
    names = [dialog.list.item(n).text() for n in range(dialog.list.count())]
    dialog.list.setCurrentRow(names.index("Modified"))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)  # hide it
    dialog.list.setCurrentRow(names.index("Organization"))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    while dialog.up.isEnabled():
        qtbot.keyClick(dialog.up, Qt.Key.Key_Space)
    dialog.width_box.setValue(150)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert shown_columns(window) == ["title", "organization", "state", "private"]
    assert packages.view.columnWidth(COLUMNS.index("organization")) == 150


def test_each_catalogue_has_its_own_columns(tmp_path):
    settings = Settings(tmp_path / "settings.json")
    layouts = ColumnLayouts(settings, "production")
    layouts.of("browse").columns = ["title", "id"]
    layouts.show_catalogue("test")
    assert layouts.of("browse").columns == ["title", "state", "modified", "private"]
    layouts.of("browse").columns = ["title"]
    settings.put_all([layouts.to_store()])
    again = ColumnLayouts(settings, "production")
    assert again.of("browse").columns == ["title", "id"]
    again.show_catalogue("test")
    assert again.of("browse").columns == ["title"]


def test_keys_move_through_the_list(window, qtbot):
    view, model = window.packages.view, window.packages.model
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == model.rowCount() - 1
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.selected_rows() == [model.rowCount() - 2]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.selected_rows() == [0]
    qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert len(view.selected_rows()) == model.rowCount()


def test_letters_lead_to_the_next_title_that_begins_with_them(window, qtbot):
    view, model = window.packages.view, window.packages.model
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    titles = [model.row(n).title for n in range(model.rowCount())]
    wanted = next(t for t in titles if not t.startswith(titles[0][0]))
    qtbot.keyClicks(view, wanted[:4].lower())
    qtbot.waitUntil(lambda: view.currentIndex().row() == titles.index(wanted))


def test_every_column_shows_what_it_is_called_after(window, qtbot):
    for column in COLUMNS:
        window.packages.columns.choose(column, shown=True)
    model = window.packages.model
    row = model.row(0)
    texts = {c: model.index(0, n).data() for n, c in enumerate(COLUMNS)}
    assert texts["id"] == row.id
    assert texts["name"] == row.name
    assert texts["organization"] == window.session.tree.get(row.org).title
    assert texts["seen"] == "just now"
    assert texts["licence"] == row.licence
    assert all(isinstance(t, str) for t in texts.values())
    assert "synced just now" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_every_order_puts_the_list_into_it(window, qtbot):
    model = window.packages.model
    for order in ("organization", "formats", "licence", "name", "id", "seen", "lacks", "title"):
        with qtbot.waitSignal(model.loaded):
            window.packages.sort_by(order, descending=order != "title")
        rows = [model.row(n) for n in range(model.rowCount())]
        if order != "organization":
            values = [getattr(r, order) for r in rows]
            values = [v.casefold() for v in values] if order == "title" else values
            assert values == sorted(values, reverse=order != "title"), order


def test_the_list_on_screen_is_written_with_its_columns_and_ids(window, qtbot, tmp_path, opened):
    window.top.search.setText("is:public water")
    settle(qtbot, window)
    window.finding.export_list()
    dialog = opened(ExportDialog)
    dialog.columns.button(1).setChecked(True)
    wish = dialog.wish()
    dialog.reject()
    target = tmp_path / "list.csv"
    packages = window.packages
    window.finding.exporting.write(window.session, packages.query, target, wish, columns=packages.shown_columns)
    qtbot.waitUntil(lambda: "rows to list.csv" in packages.bar.text())
    model = packages.model
    assert [line["id"] for line in lines(target)] == [model.row(n).id for n in range(model.rowCount())]
    assert list(lines(target)[0]) == ["id", "title", "publish_state", "modified"]


def test_the_selected_records_are_written_as_resources_into_a_workbook(window, qtbot, tmp_path, opened):
    view, packages = window.packages.view, window.packages
    view.select_rows([1, 3], 1)
    window.finding.export_list()
    dialog = opened(ExportDialog)
    assert dialog.wish().selected
    dialog.what.button(1).setChecked(True)
    dialog.kind.button(1).setChecked(True)
    assert not dialog.columns.button(1).isEnabled()
    assert dialog.wish() == Wish("resources", selected=True, shown_columns=False, workbook=True)
    dialog.reject()
    target = tmp_path / "list.xlsx"
    window.finding.exporting.write(window.session, packages.query, target, dialog.wish(), packages.selected())
    expected = sum(packages.model.row(n).resources for n in (1, 3))
    qtbot.waitUntil(lambda: f"{expected} row" in packages.bar.text())
    assert target.read_bytes().startswith(b"PK")


def test_drafts_are_written_with_new_ones_and_files_that_were_not_sent(window, qtbot, tmp_path, opened, record):
    packages, store = window.packages, window.session.workspace.store
    store.drafts.set_edits(record, "", {"title": "Another title"})
    store.drafts.put(RecordChanges({"id": f"{NEW}1", "title": ""}, {"": {"title": "Salmon counts"}}, is_new=True))
    store.sheets.put(Sheet("s1", record["id"], record["title"], 3, {"rows": []}))
    window.show_drafts()
    qtbot.waitUntil(lambda: window.drafts.table.topLevelItemCount() == 3)
    qtbot.waitUntil(lambda: packages.model.rowCount() == 3)
    window.drafts.export.click()
    dialog = opened(ExportDialog)
    assert "All 3 records" in dialog.which.button(0).text()
    assert len(dialog.which.buttons()) == len(dialog.columns.buttons()) == 1  # those of this pane are not the list's
    dialog.reject()
    target = tmp_path / "drafts.csv"
    window.finding.exporting.write(window.session, packages.query, target, Wish())
    qtbot.waitUntil(lambda: "3 rows to drafts.csv" in window.drafts.bar.text())
    assert {x["id"]: x["not_sent"] for x in lines(target)} == {
        record["id"]: "changes",
        f"{NEW}1": "record",
        "sheet:s1": "files",
    }


def test_a_file_that_cannot_be_written_is_told(window, qtbot, tmp_path):
    target = tmp_path / "no such folder" / "list.csv"
    window.finding.exporting.write(window.session, window.packages.query, target, Wish())
    qtbot.waitUntil(lambda: "could not be written" in window.packages.bar.text())


@pytest.fixture
def opened(window, qtbot):
    """Waits for a dialog of a kind."""

    def wait(kind: type[QDialog]):
        qtbot.waitUntil(lambda: window.findChild(kind) is not None)
        return window.findChild(kind)

    return wait


def test_all_of_a_list_is_selected_and_its_ids_are_copied(window, qtbot):
    packages = window.packages
    packages.view.setFocus()
    packages.view.setFocus()
    qtbot.keyClick(packages.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(packages.copyAsked) as copied:
        packages.copy("id")
    what, text = copied.args
    assert what == "id"
    assert len(set(text.split("\n"))) == packages.model.rowCount() > 100


def test_a_whole_long_list_stays_selected_and_is_looked_for_once(window, qtbot, monkeypatch):
    packages, cache = window.packages, window.session.workspace.store.cache
    before = packages.model.rowCount()
    many = [{"id": str(uuid.uuid4()), "name": f"many-{n}", "title": f"Many {n}", "owner_org": ""} for n in range(900)]
    cache.records.put(many)
    qtbot.waitUntil(lambda: packages.model.rowCount() == before + 900)
    packages.view.selectAll()
    chosen = set(packages.selected_keys())
    searches = []
    found = packages.model.find_key
    monkeypatch.setattr(packages.model, "find_key", lambda key: searches.append(key) or found(key))
    cache.records.put([{"id": str(uuid.uuid4()), "name": "late", "title": "Many 5 and one", "owner_org": ""}])
    cache.records.remove([many[700]["id"]])
    qtbot.waitUntil(lambda: set(packages.selected_keys()) < chosen)
    assert len(packages.selected_keys()) == len(chosen) - 1 == packages.model.rowCount() - 1
    assert len(searches) < 5


def test_what_is_selected_survives_a_refresh(window, qtbot, record):
    packages = window.packages
    packages.view.select_rows([2, 4, 6], 4)
    chosen = [packages.model.row(n).id for n in (2, 4, 6)]
    window.session.workspace.store.cache.records.put([{**record, "id": "id-new", "name": "aaa", "title": "AAA"}])
    qtbot.waitUntil(lambda: packages.model.find("id-new").isValid())
    assert [packages.model.row(n).id for n in packages.view.selected_rows()] == chosen


def test_a_record_opened_from_elsewhere_is_found_far_down_the_list(window, qtbot, record):
    many = [
        {**record, "id": f"id-{n:04}", "name": f"zz-{n:04}", "title": f"ZZ {n:04}", "resources": []} for n in range(900)
    ]
    window.session.workspace.store.cache.records.put(many)
    qtbot.waitUntil(lambda: window.packages.model.rowCount() > 1000)
    window.show_record("id-0850")
    qtbot.waitUntil(lambda: window.packages.view.currentIndex().row() > 900)
    qtbot.waitUntil(lambda: window.packages.view.currentIndex().data(RowRole) is not None)
    assert window.packages.view.currentIndex().data(RowRole).id == "id-0850"
