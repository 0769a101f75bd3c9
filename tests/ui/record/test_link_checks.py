"""Given links of a record, when they are looked at, then those that fail are marked until they are looked at again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from bcdc_desktop.app.records.publish import publishing_checklist
from bcdc_desktop.catalogue.revise import Revision
from helpers.sample_record import LINK
from helpers.web_site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def linked(server, record, site) -> dict:
    """The record with two links of its own instead of its resources: one leads somewhere, one nowhere."""
    new = [
        {**LINK, "id": f"0b5e1c4e-0000-4000-8000-00000000000{n}", "name": name, "url": f"{site.url}/{page}"}
        for n, (name, page) in enumerate((("View what is there", "there"), ("View what is gone", "gone")))
    ]
    server.revise(Revision(record["id"], new_resources=new, deletions=[r["id"] for r in record["resources"]]))
    return server.package(record["id"])


@pytest.fixture
def shown(window, linked, show_record, qtbot):
    """The window with that record on screen."""
    window.session.refresh_package(linked["id"])
    show_record(window, linked["id"])
    qtbot.waitUntil(
        lambda: [r.name for r in window.record.model.resources()] == [r["name"] for r in linked["resources"]]
    )
    return window


def size_column(window) -> list[str]:
    model = window.record.model
    return [model.index(row, 2).data() for row in range(model.rowCount())]


def test_a_link_that_fails_is_told_and_marked(shown, linked, site, qtbot):
    assert size_column(shown) == ["link", "link"]
    assert site.asked == []  # nobody is asked before somebody wants to know
    shown.record.check_links()
    qtbot.waitUntil(lambda: "“View what is gone” is broken" in shown.record.bar.text())
    qtbot.waitUntil(lambda: size_column(shown) == ["link", "broken link"])
    tip = shown.record.model.find(linked["resources"][1]["id"]).data(Qt.ItemDataRole.ToolTipRole)
    assert "no longer exists" in tip
    assert shown.session.workers.shown() == []


def test_what_was_found_is_there_after_a_restart_and_goes_when_the_link_is_mended(
    shown, open_window, linked, show_record, site, qtbot
):
    shown.record.check_links()
    qtbot.waitUntil(lambda: "is broken" in shown.record.bar.text())
    again = open_window()
    show_record(again, linked["id"])
    qtbot.waitUntil(lambda: size_column(again) == ["link", "broken link"])
    asked = len(site.paths)
    site.codes.clear()
    again.record.page.area.checkLinksAsked.emit([linked["resources"][1]["id"]])
    qtbot.waitUntil(lambda: "The link works" in again.record.bar.text())
    assert set(site.paths[asked:]) == {"/gone"}  # only the chosen one
    qtbot.waitUntil(lambda: size_column(again) == ["link", "link"])


def test_the_checklist_of_publishing_knows_of_it(shown, linked, site, qtbot, opened, server):
    shown.record.check_links()
    qtbot.waitUntil(lambda: "is broken" in shown.record.bar.text())
    items = {i.key: i for i in publishing_checklist(shown.session.workspace, linked)}
    assert items["links"].standing == "careful"
    assert items["links"].paths == ((linked["resources"][1]["id"], "url"),)


def test_a_record_without_links_says_so(window, editor, record, server, qtbot):
    links = [r["id"] for r in record["resources"] if r.get("url_type") != "upload"]
    server.revise(Revision(record["id"], deletions=links))
    window.session.refresh_package(record["id"])
    qtbot.waitUntil(lambda: window.record.model.rowCount() == len(record["resources"]) - len(links))
    window.record.check_links()
    assert "no links to check" in window.record.bar.text()
