"""A session over a filled store and a catalogue that nobody reaches; files of all sorts."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.bcdc.fields import DATASET_TYPE as BCDC_TYPE
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.store import Store
from bcdc_desktop.ui.jobs import Workers
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.theme import apply_theme
from bcdc_desktop.ui.uploads.dialog import UploadSheet

COLUMNS = "REPORT_DATE,SDA,AGE_GROUP,REASON,CASES,CLOSED,OPEN,NOTE"
TYPES = ("date", "string", "string", "string", "integer", "integer", "integer", "string")


def resource(year: int, columns: str = COLUMNS) -> dict[str, Any]:
    """Last year's resource, in the shape in which actions return one."""
    return {
        "id": f"resource-{year}",
        "package_id": "package-1",
        "name": f"Caseloads {year}",
        "url": f"http://127.0.0.1:9/dataset/p/resource/r{year}/download/caseloads_{year}.csv",
        "url_type": "upload",
        "bcdc_type": "document",
        "format": "csv",
        "size": 1200,
        "resource_update_cycle": "annually",
        "resource_storage_location": "catalogue data store",
        "resource_type": "data",
        "resource_access_method": "direct access",
        "temporal_extent": [{"beginning_date": f"{year}-01-01", "end_date": f"{year}-12-31"}],
        "json_table_schema": {
            "fields": [{"name": n, "type": t} for n, t in zip(columns.split(","), TYPES, strict=True)]
        },
        "last_modified": f"{year + 1}-01-15T10:00:00",
    }


@pytest.fixture
def package() -> dict[str, Any]:
    """A record that is not public yet, with three resources."""
    return {
        "id": "package-1",
        "name": "child-protection-caseloads",
        "title": "Child protection caseloads",
        "type": "bcdc_dataset",
        "state": "active",
        "publish_state": "DRAFT",
        "private": False,
        "security_class": "PUBLIC",
        "download_audience": "Public",
        "owner_org": "org-1",
        "metadata_modified": "2026-01-01T00:00:00",
        "resources": [resource(2021), resource(2022), resource(2023, COLUMNS.replace("SDA", "AREA"))],
    }


def table(year: int, rows: int = 40, columns: str = COLUMNS) -> str:
    """A table that keeps the guideline, with dates of one year."""
    lines = [columns]
    for n in range(rows):
        day = f"{year}-{n % 12 + 1:02d}-{1 if n % 2 else 28:02d}"
        lines.append(f"{day},{('Kootenays', 'Okanagan')[n % 2]},0-4,Neglect,{30 + n},{n % 7},{n % 11},ok")
    return "\r\n".join(lines) + "\r\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file into the folder that is dropped from."""
    folder = tmp_path / "dropped"
    folder.mkdir()

    def write_file(name: str, content: str | bytes) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


@pytest.fixture
def seven(write: Callable[[str, str | bytes], Path]) -> list[Path]:
    """Three with the names of resources, one new year, one with a ragged row, one that is no table, one empty."""
    lines = table(2026, 1500).split("\r\n")
    lines[1203] = "2026-02-28,Kootenays,0-4,Neglect, other,29,11,18,see note"
    return [
        *(write(f"caseloads_{year}.csv", table(year)) for year in (2021, 2022, 2023)),
        write("caseloads_2025.csv", table(2025)),
        write("caseloads_2026_q1.csv", "\r\n".join(lines)),
        write("notes.pdf", b"%PDF-1.4\nnotes\n%%EOF\n"),
        write("empty.csv", b""),
    ]


def make_session(home: Path, package: dict[str, Any], **profile: Any) -> Session:
    """A session over a store of its own; nothing answers at its catalogue's address."""
    home.mkdir(parents=True, exist_ok=True)
    where = Profile(
        "nowhere",
        "Nowhere",
        profile.pop("address", "http://127.0.0.1:9"),
        user="jo",
        **{"dataset_type": BCDC_TYPE} | profile,
    )
    store = Store(home / "cache.sqlite", home / "work.sqlite")
    store.cache.records.put([package])
    return Session(Workspace(where, store, Catalogue(where, "a-key")), Workers(application()), application())


def application() -> QCoreApplication:
    """The parent of what lives long: so it ends in the GUI thread, and never where the garbage collector runs."""
    found = QCoreApplication.instance()
    assert found is not None
    return found


def end(session: Session) -> None:
    """Ends a session and all that belongs to it."""
    session.leave()
    assert session.finish(10)
    for part in (session.workers, session):
        part.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path, package: dict[str, Any]) -> Iterator[Session]:
    apply_theme(qapp, "light")
    made = make_session(tmp_path / "store", package)
    yield made
    end(made)


@pytest.fixture
def open_sheet(qtbot: QtBot, session: Session, package: dict[str, Any]) -> Callable[..., UploadSheet]:
    """Opens a sheet and waits until its files are read."""

    def opened(
        paths: list[Path], *, wait: bool = True, record: dict[str, Any] | None = None, **more: Any
    ) -> UploadSheet:
        replacing = more.pop("replacing", "")
        sheet = UploadSheet(session, SessionChoices(session), record or package, paths, replacing, **more)
        qtbot.addWidget(sheet)
        sheet.show()
        if wait:
            read(qtbot, sheet)
        return sheet

    return opened


def read(qtbot: QtBot, sheet: UploadSheet) -> None:
    """Waits until every file of a sheet was read through."""
    qtbot.waitUntil(lambda: sheet.state is not None and not sheet.state.reading)
    sheet.refresh()
