"""Given an organization, when I ask how its holdings are doing, then I see it drawn, and what is behind each bar."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QPushButton

from bcdc_desktop.catalogue.errors import Offline
from bcdc_desktop.store.links import LinkResult
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.reports.quality_dialog import QualityDialog
from bcdc_desktop.ui.widgets.text import grouped
from helpers.waiting import settle

from .conftest import BRANCH


@pytest.fixture
def health(window, qtbot):
    """The window on the health of a branch."""
    branch = window.organizations.model.tree.get(BRANCH)
    window.organizations.choose(branch.id)
    window.tool_windows.quality()
    dialog = window.findChild(QualityDialog)
    qtbot.waitUntil(lambda: dialog.view is not None and "Information Management" in dialog.windowTitle())
    return dialog


def card(dialog: QualityDialog, name: str):
    return next(c for c in dialog.view.cards if c.objectName() == name)


def test_each_bar_opens_the_records_behind_it(window, qtbot, health):
    names = ("healthStates", "healthSchedule", "healthFormats", "healthLacking")
    bars = [(name, bar) for name in names for bar in card(health, name).chart.bars if bar.count]
    assert {name for name, _ in bars} == set(names)
    for name, bar in bars:
        health.asked.emit(bar.query)
        assert window.top.search.text() == bar.query
        settle(qtbot, window)
        count = window.packages.model.rowCount()
        assert 0 < count <= bar.count if name == "healthFormats" else count == bar.count


def test_a_click_on_a_bar_is_enough(window, qtbot, health):
    row = card(health, "healthStates").chart.rows[0]
    with qtbot.waitSignal(health.asked) as asked:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert asked.args == [row.bar.query]


def test_bars_are_reached_and_opened_with_the_keyboard(window, qtbot, health):
    chart = card(health, "healthStates").chart
    health.activateWindow()
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: chart.current() == 0)
    qtbot.keyClick(health.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(health.focusWidget(), Qt.Key.Key_Down)
    assert chart.current() == 2
    chosen = health.focusWidget()
    with qtbot.waitSignal(health.asked) as asked:
        qtbot.keyClick(chosen, Qt.Key.Key_Return)
    assert asked.args == [chosen.bar.query]
    assert chosen.bar == chart.bars[2]


def test_a_chart_is_one_stop_of_the_tab_key_at_the_bar_that_was_reached_last(window, qtbot, health):
    chart = card(health, "healthStates").chart
    health.activateWindow()
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: chart.current() == 0)
    qtbot.keyClick(health.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(health.focusWidget(), Qt.Key.Key_Tab)
    assert chart.current() == -1
    qtbot.keyClick(health.focusWidget(), Qt.Key.Key_Backtab)
    assert chart.current() == 1


def test_each_bar_has_a_name_and_tells_what_it_does(health):
    for one in health.view.cards:
        interface = QAccessible.queryAccessibleInterface(one.chart)
        rows = [interface.child(n) for n in range(interface.childCount())]
        assert [r.role() for r in rows] == [QAccessible.Role.Button] * len(one.chart.bars)
        names = [r.text(QAccessible.Text.Name) for r in rows]
        assert names == [f"{b.label}: {grouped(b.count)}" for b in one.chart.bars]
        described = [
            (r.text(QAccessible.Text.Description), b.count > 0) for r, b in zip(rows, one.chart.bars, strict=True)
        ]
        assert all(words for words, _ in described)
        assert not {w for w, opens in described if opens} & {w for w, opens in described if not opens}


def test_the_same_numbers_are_there_as_tables(window, qtbot, health):
    health.tables.click()
    for one in health.view.cards:
        rows = [(one.table.item(n, 0).text(), one.table.item(n, 1).text()) for n in range(one.table.rowCount())]
        assert rows == [(b.label, str(b.count)) for b in one.chart.bars]
        assert one.table.isVisible()
    states = card(health, "healthStates")
    with qtbot.waitSignal(health.asked) as asked:
        states.table.itemActivated.emit(states.table.item(0, 0))
    assert asked.args == [states.chart.bars[0].query]


def test_overdue_records_are_named_and_opened(window, qtbot, health):
    table, named = health.view.overdue, health.view.found.overdue
    assert named
    assert table.item(0, 0).text() == named[0].title
    assert "days late" in table.item(0, 2).text()
    table.itemActivated.emit(table.item(0, 0))
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == named[0].id)


def test_the_breadcrumb_leads_to_the_ministry_and_to_everything(window, qtbot, health):
    tree = window.organizations.model.tree
    ministry = tree.get(tree.get(BRANCH).parent)
    records = health.view.found.records
    health.breadcrumb.chosen.emit(ministry.id)
    qtbot.waitUntil(lambda: health.view.found.organization == ministry.id)
    assert health.view.found.records >= records
    health.breadcrumb.chosen.emit("all")
    qtbot.waitUntil(lambda: health.view.found.organization is None)
    assert health.view.found.records == len(window.session.workspace.store.cache.records.ids())


def links_of(health) -> QPushButton:
    return health.view.findChild(QPushButton, "lookAtLinks")


def test_links_are_looked_at_as_long_as_any_was_not_and_again(window, qtbot, health):
    asked = []
    health.link_check = lambda _workspace, _organization, **how: asked.append(how["again"])
    store, shown = window.session.workspace.store, health.view.found
    links = {
        r["url"] for p in store.cache.lists.packages(window.packages.query) for r in p["resources"] if not r["url_type"]
    }
    assert (shown.broken_links, shown.links.looked_at) == (None, 0)
    assert len(links) == shown.links.all > 1
    others = {r["url"] for p in store.cache.lists.packages(PackageQuery()) for r in p["resources"]} - links
    some = next(p["id"] for p in store.cache.lists.packages(PackageQuery()))
    store.links.put([LinkResult(url, True, 200) for url in others], packages={some})
    first, *rest = links
    store.links.put([LinkResult(first, True, 200)], packages={some})
    qtbot.waitUntil(lambda: health.view.found.links.looked_at == 1)  # the others are no links of these records
    assert f"1 of {len(links)} links" in links_of(health).text()
    links_of(health).click()
    qtbot.waitUntil(lambda: asked == [False])
    store.links.put([LinkResult(url, True, 200) for url in rest], packages={some})
    qtbot.waitUntil(lambda: health.view.found.links.looked_at == len(links))
    links_of(health).click()
    qtbot.waitUntil(lambda: asked == [False, True])


def test_without_a_network_it_says_why_no_link_was_looked_at(window, qtbot, health):
    def offline(*_, **__):
        raise Offline("The catalogue cannot be reached.")

    health.link_check = offline
    health.check_links()
    qtbot.waitUntil(lambda: "cannot be reached" in health.bar.text())


def test_broken_links_are_counted_once_somebody_looked(window, qtbot, health):
    assert health.view.found.broken_links is None
    store = window.session.workspace.store
    record = next(
        p
        for p in store.cache.lists.packages(window.packages.query)
        if any(not r.get("url_type") for r in p["resources"])
    )
    url = next(r["url"] for r in record["resources"] if not r.get("url_type"))
    store.links.put([LinkResult(url, False, 404)], packages={record["id"]})
    qtbot.waitUntil(lambda: health.view.found.broken_links is not None)
    assert health.view.found.broken_links.count >= 1


def test_a_picture_for_a_meeting_is_light_also_in_the_dark(window, qtbot, qapp, health, tmp_path):
    theme.apply_theme(qapp, "dark")
    health.save_to(tmp_path / "health.png")
    assert "health.png" in health.bar.text()
    picture = QImage(str(tmp_path / "health.png"))
    assert picture.width() == 2000
    assert picture.pixelColor(5, 5).lightness() > 240
    health.save_to(tmp_path / "health.pdf")
    assert (tmp_path / "health.pdf").read_bytes().startswith(b"%PDF")
    with_mistake = tmp_path / "no such folder" / "health.pdf"
    health.save_to(with_mistake)
    assert health.bar.kind == "error"


def test_it_is_drawn_in_the_colours_of_the_theme(window, qtbot, qapp, health):
    before = health.view
    theme.apply_theme(qapp, "dark")
    qtbot.waitUntil(lambda: health.view is not before)
    picture = card(health, "healthStates").chart.grab().toImage()
    assert picture.pixelColor(1, 1).name() == theme.current().surface.lower()
