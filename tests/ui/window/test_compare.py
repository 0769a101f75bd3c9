"""Given two catalogues on this computer, when I compare them, then I see what is only here, only there, different."""

import csv
from pathlib import Path

import pytest

from bcdc_desktop.domain.profile import TEST
from bcdc_desktop.store.places import Places
from bcdc_desktop.store.store import Store
from bcdc_desktop.ui.compare.dialog import CompareDialog
from bcdc_desktop.ui.compare.model import as_lines
from bcdc_desktop.work.desk import store_name


@pytest.fixture
def beside(home: Path, server):
    """What was read of the test catalogue: as the practice one, but for three records."""

    def fill(packages: list[dict]) -> None:
        store = Store.open(Places.below(home), store_name(TEST), None)
        store.cache.put_packages(packages)
        store.cache.put("synchronized", len(packages))
        store.close()

    return fill


@pytest.fixture
def compare(window, qtbot):
    """Opens the window and waits until it has compared."""

    def opened() -> CompareDialog:
        window.overviews.compare()
        dialog = window.findChild(CompareDialog)
        qtbot.waitUntil(lambda: "alike" in dialog.alike.text() or dialog.stack.currentWidget() is dialog.empty)
        return dialog

    return opened


def names(model) -> set[str]:
    return {c.row.name for c in model.rows()}


def test_what_is_only_here_only_there_and_different(window, qtbot, beside, compare, tmp_path):
    cache = window.session.desk.store.cache
    held = [cache.package(i).value for i in sorted(cache.package_ids())]
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
    assert dialog.alike.text() == f"{len(rest)} are in both and alike"
    assert dialog.ages[1].text() == "as of just now"
    dialog.tabs.choose(2)
    header = tmp_path / "list.csv"
    dialog.exporting.write_lines(window.session, header, *as_lines(both.rows()))
    qtbot.waitUntil(lambda: "1 line is in list.csv" in dialog.bar.text())
    with header.open(encoding="utf-8", newline="") as file:
        (line,) = csv.DictReader(file)
    assert (line["id_left"], line["id_right"], line["differing"]) == (changed["id"], changed["id"], "title")


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
    cache = window.session.desk.store.cache
    held = cache.package(next(iter(sorted(cache.package_ids())))).value
    beside([{**held, "id": "id-x", "name": "only-there"}])
    dialog = compare()
    dialog.tables[0].setCurrentIndex(dialog.models[0].index(0, 0))
    chosen = dialog.chosen().left.id
    dialog.open_button.click()
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == chosen)
    dialog.tabs.choose(1)
    dialog.tables[1].setCurrentIndex(dialog.models[1].index(0, 0))
    dialog.pageAsked.disconnect(window.overviews.pageAsked)
    with qtbot.waitSignal(dialog.pageAsked) as asked:
        dialog.open_chosen()
    assert asked.args == ["https://cat.data.gov.bc.ca/dataset/only-there"]


def test_one_catalogue_alone_cannot_be_compared(window, compare):
    dialog = compare()
    assert dialog.stack.currentWidget() is dialog.empty
    assert "Only one catalogue" in dialog.empty.accessibleName()
    assert not dialog.export_button.isEnabled()
