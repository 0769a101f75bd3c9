"""Given two catalogues on this computer, when I compare them, then I see what is only here, only there, different."""

import csv
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from bcdc_desktop.app.reports.compare import as_lines
from bcdc_desktop.app.workspace import store_name
from bcdc_desktop.domain.profile import TEST
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store
from bcdc_desktop.ui.reports.compare_dialog import CompareDialog


@pytest.fixture
def beside(home: Path, server):
    """What was read of the test catalogue: as the practice one, but for three records."""

    def fill(packages: list[dict]) -> None:
        store = Store.open(Places.below(home), store_name(TEST), None)
        store.cache.records.put(packages)
        store.cache.key_value.put("synchronized", len(packages))
        store.close()

    return fill


@pytest.fixture
def compare(window, qtbot):
    """Opens the window and waits until it has compared."""

    def opened() -> CompareDialog:
        window.tool_windows.compare()
        dialog = window.findChild(CompareDialog)
        qtbot.waitUntil(
            lambda: dialog.alike.text().endswith("same in both") or dialog.stack.currentWidget() is dialog.empty
        )
        return dialog

    return opened


def names(model) -> set[str]:
    return {c.row.name for c in model.rows()}


def test_what_is_only_here_only_there_and_different(window, qtbot, beside, compare, tmp_path):
    cache = window.session.workspace.store.cache
    held = [cache.records.get(i).value for i in sorted(cache.records.ids())]
    missing, changed, *rest = held
    beside([{**changed, "title": "Another title"}, *rest, {**changed, "id": "id-x", "name": "only-there"}])
    dialog = compare()
    assert (dialog.left.currentText(), dialog.right.currentText()) == ("Practice catalogue", "Test catalogue")
    left, right, both = dialog.models
    assert names(left) == {missing["name"]}
    assert names(right) == {"only-there"}
    assert names(both) == {changed["name"]}
    assert both.index(0, 2).data() == f"Title: {changed['title']} ≠ Another title"
    assert dialog.tabs.text(0) == "Only in Practice catalogue  1"
    assert dialog.alike.text() == f"{len(rest)} records are the same in both"
    assert dialog.ages[1].text() == "synced just now"
    dialog.tabs.choose(2)
    header = tmp_path / "list.csv"
    dialog.exporting.write_lines(window.session, header, *as_lines(both.rows()))
    qtbot.waitUntil(lambda: "1 row to list.csv" in dialog.bar.text())
    with header.open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert (line["id_left"], line["id_right"], line["differing"]) == (changed["id"], changed["id"], "title")


def test_lists_are_put_in_order_in_the_background(window, qtbot, beside, compare, monkeypatch):
    at_work, read = [], window.session.read

    def watched(work, **more):
        def run():
            at_work.append(threading.current_thread() is not threading.main_thread())
            return work()

        return read(run, **more)

    monkeypatch.setattr(window.session, "read", watched)
    cache = window.session.workspace.store.cache
    held = [cache.records.get(i).value for i in sorted(cache.records.ids())]
    beside([{**p, "title": f"{p['title']} too"} if n % 2 else {**p, "private": True} for n, p in enumerate(held)])
    dialog = compare()
    dialog.tabs.choose(2)
    model, table = dialog.models[2], dialog.tables[2]
    titles = [c.row.title.casefold() for c in model.rows()]
    assert titles == sorted(titles)
    table.setCurrentIndex(model.index(5, 0))
    chosen = dialog.chosen()
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: [c.row.title.casefold() for c in model.rows()] == sorted(titles, reverse=True))
    assert dialog.chosen() == chosen
    table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: len({c.differing for c in model.rows()[:5]}) == 1 == len(model.rows()[0].differing))
    dialog.words.setText("state:published")  # what is read next comes in that order
    qtbot.waitUntil(lambda: 0 < model.rowCount() < len(titles))
    assert [c.differing for c in model.rows()] == sorted(c.differing for c in model.rows())
    assert len(at_work) >= 4
    assert all(at_work)


def test_a_search_narrows_the_comparison(window, qtbot, beside, compare):
    beside([])
    dialog = compare()
    everything = dialog.models[0].rowCount()
    dialog.words.setText("state:draft")
    qtbot.waitUntil(lambda: 0 < dialog.models[0].rowCount() < everything)
    assert {c.row.publish_state for c in dialog.models[0].rows()} == {"DRAFT"}
    dialog.words.setText("fromat:csv")
    qtbot.waitUntil(lambda: "There is no “fromat:”" in dialog.bar.text())


def test_a_record_is_opened_in_the_window_or_its_page(window, qtbot, beside, compare):
    cache = window.session.workspace.store.cache
    held = cache.records.get(next(iter(sorted(cache.records.ids())))).value
    beside([{**held, "id": "id-x", "name": "only-there"}])
    dialog = compare()
    dialog.tables[0].setCurrentIndex(dialog.models[0].index(0, 0))
    chosen = dialog.chosen().left.id
    dialog.open_button.click()
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == chosen)
    dialog.tabs.choose(1)
    dialog.tables[1].setCurrentIndex(dialog.models[1].index(0, 0))
    dialog.pageAsked.disconnect(window.tool_windows.pageAsked)
    with qtbot.waitSignal(dialog.pageAsked) as asked:
        dialog.open_chosen()
    assert asked.args == ["https://cat.data.gov.bc.ca/dataset/only-there"]


def test_one_catalogue_alone_cannot_be_compared(window, compare):
    dialog = compare()
    assert dialog.stack.currentWidget() is dialog.empty
    assert not dialog.export_button.isEnabled()
