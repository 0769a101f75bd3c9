"""From a drop to the practice catalogue: what the sheet shows is what is there afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.store import Store
from bcdc_desktop.ui.jobs import Workers
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from bcdc_desktop.ui.uploads.windows import UploadWatch

from .conftest import end, read, table


@pytest.fixture
def practice(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    with DemoCatalogue(tmp_path / "practice") as demo:
        profile = Profile(
            "practice", "Practice", demo.url, "practice", user="editor", dataset_type="bcdc_dataset", settle_seconds=0.1
        )
        store = Store(tmp_path / "cache.sqlite", tmp_path / "work.sqlite")
        workspace = Workspace(profile, store, Catalogue(profile, demo.tokens["editor"]))
        session = Session(workspace, Workers(qapp), qapp)
        session.queue.start()
        yield session
        end(session)


def test_new_and_replaced_files_arrive(
    qtbot: QtBot, practice: Session, write: Callable[[str, str | bytes], Path]
) -> None:
    catalogue = practice.workspace.catalogue
    package = _own_package(practice)
    old = package["resources"][0]
    watch = UploadWatch(practice, practice)
    files = [write("first of all.csv", table(2024)), write("second.csv", table(2025))]
    sheet = UploadSheet(practice, SessionChoices(practice), package, files)
    qtbot.addWidget(sheet)
    sheet.show()
    read(qtbot, sheet)
    assert sheet.state is not None
    for row in sheet.state.rows:
        sheet.state.set_what(row, "create")
    sheet.state.set_what(sheet.state.rows[0], "replace", old["id"])
    sheet.set_common("resource_update_cycle", "annually")
    assert sheet.send_button.isEnabled(), sheet.send_button.toolTip()
    with qtbot.waitSignal(watch.uploadSetEnded) as ended:
        sheet.send_button.click()
    assert ended.args[0].succeeded
    there = {r["id"]: r for r in catalogue.package(package["id"])["resources"]}
    assert len(there) == len(package["resources"]) + 1
    assert b"".join(catalogue.read_file(there[old["id"]]["url"])) == files[0].read_bytes()
    assert there[old["id"]]["name"] == old["name"]
    new = next(r for i, r in there.items() if i not in {r["id"] for r in package["resources"]})
    assert (new["name"], new["resource_update_cycle"], new["format"]) == ("Download Second", "annually", "csv")


def _own_package(session: Session) -> dict[str, Any]:
    """A record of a branch that the editor may write to, with at least one uploaded file."""
    catalogue = session.workspace.catalogue
    found = catalogue.search(fq="organization:information-management-cfd", rows=50)
    for package in (dict(p) for p in found.packages):
        if any(r.get("url_type") == "upload" for r in package["resources"]):
            package["resources"].sort(key=lambda r: r.get("url_type") != "upload")
            return package
    raise AssertionError("the practice catalogue has no such record")
