"""A spreadsheet for editing of all records that a server has: read back without an edit, it changes nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bcdc_desktop.app.bulk.spreadsheet_plan import plan_editing_file
from bcdc_desktop.app.bulk.spreadsheet_writer import write_editing_file
from bcdc_desktop.app.sync.sync import synchronize
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store
from contract.contract_server import Server


@pytest.fixture
def workspace(ckan: Server, home: Path) -> Iterator[Workspace]:
    """The administrator of the catalogue, who sees all records, with all of them in the cache."""
    profile = Profile("contract", "Contract", ckan.url, user="sysadmin")
    store = Store.open(Places.below(home), "contract", "sysadmin")
    made = Workspace(profile, store, Catalogue(profile, ckan.tokens["sysadmin"]))
    synchronize(made)
    yield made
    made.close()


@pytest.mark.kind("bcdc")
@pytest.mark.kind("plain")
@pytest.mark.kind("dcat")
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_all_records_come_back_as_they_were(workspace: Workspace, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"all.{suffix}"
    assert write_editing_file(workspace, "", path).records == workspace.record_count() > 0
    plan = plan_editing_file(workspace, path)
    assert [(r.title, c.field, c.before, c.after) for r in plan.records for c in r.changes] == []
    assert plan.notes == []
