import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.domain.schema import Choice, DatasetSchema
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.theme import apply_theme


class Catalogue:
    """What a catalogue knows beside its schema."""

    def __init__(self) -> None:
        self.all = [Choice(f"id-{n}", f"Branch number {n}") for n in range(40)]
        self.all.append(Choice("id-im", "Information Management"))
        self.elsewhere: list[str] = []  # keywords that the catalogue answers
        self.asked: list[tuple[str, Callable[[], object]]] = []

    def organizations(self) -> list[Choice]:
        return self.all

    def writable_organizations(self) -> list[Choice]:
        return self.all[-2:]

    def licences(self) -> list[Choice]:
        return [Choice("2", "Open Government Licence - British Columbia"), Choice("22", "Access Only")]

    def tags(self, prefix: str) -> list[str]:
        return [t for t in ("water", "water quality", "wells", *self.elsewhere) if t.startswith(prefix)]

    def ask_for_tags(self, prefix: str, answered: Callable[[], object]) -> None:
        self.asked.append((prefix, answered))


@pytest.fixture(scope="session")
def schema() -> DatasetSchema:
    return DatasetSchema.from_action(json.loads(bundled_path("schema/bcdc_dataset.json").read_text()))


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue()


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication, catalogue: Catalogue) -> Iterator[Callable[..., SchemaForm]]:
    """Puts a form into a window that has the focus."""
    apply_theme(qapp, "light")
    areas: list[QScrollArea] = []

    def show_form(fields: Any, base: Any, edits: Any = None, width: int = 700) -> SchemaForm:
        form = SchemaForm(fields, catalogue)
        form.set_record(base, edits)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(form)
        area.resize(width, 700)
        qtbot.addWidget(area)
        areas.append(area)
        with qtbot.waitActive(area):
            area.show()
            area.activateWindow()
        return form

    yield show_form
    areas.clear()


@pytest.fixture
def resource() -> dict[str, Any]:
    """A resource in the shape in which actions return one."""
    return {
        "id": "r1",
        "package_id": "p1",
        "name": "Caseloads 2024",
        "url": "http://host/dataset/p1/resource/r1/download/caseloads%202024.csv",
        "url_type": "upload",
        "bcdc_type": "document",
        "description": "Line one\r\nLine two ",
        "resource_update_cycle": "annually",
        "format": "csv",
        "iso_topic_category": [""],
        "projection_name": "",
        "spatial_datatype": None,
        "temporal_extent": [{"beginning_date": "2024-01-01", "end_date": "2024-12-31"}],
        "resource_storage_location": "catalogue data store",
        "resource_type": "data",
        "resource_access_method": "direct access",
        "json_table_schema": {"fields": [{"name": "a"}]},
        "size": 8,
        "last_modified": "2024-05-01T10:00:00",
    }


@pytest.fixture
def package() -> dict[str, Any]:
    """A package in the shape in which actions return one."""
    return {
        "id": "p1",
        "title": "Child protection caseloads",
        "name": "child-protection-caseloads",
        "owner_org": "id-im",
        "publish_state": "PUBLISHED",
        "notes": "Monthly counts.",
        "license_id": "2",
        "security_class": "PUBLIC",
        "view_audience": "Public",
        "download_audience": "Public",
        "metadata_visibility": "Public",
        "tags": [{"name": "children", "state": "active"}, {"name": "water", "state": "active"}],
        "resource_status": "onGoing",
        "replacement_record": "",
        "contacts": [
            {"name": "Jo", "email": "jo@example.org", "org": "id-im", "role": "custodian", "displayed": ["displayed"]},
            {"name": "Kim", "email": "kim@example.org", "org": "id-3", "role": "pointOfContact", "phone": "1"},
        ],
        "more_info": [{"description": "A", "url": "https://a"}, {"description": "B", "url": "https://b"}],
        "private": False,
        "record_create_date": "2021-01-01",
    }
