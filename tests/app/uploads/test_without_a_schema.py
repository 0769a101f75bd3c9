"""A CKAN without a schema asks for nothing of a file: it is uploaded as it is dropped, and kept with its format."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bcdc_desktop.app.records.create import create_package, prepare_package
from bcdc_desktop.app.records.publish import has_states, offers, show_as
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.app.reports.quality import quality
from bcdc_desktop.app.sync.sync import refresh_account, refresh_schema, refresh_tree, synchronize
from bcdc_desktop.app.uploads.prepare import prepare_file, problems
from bcdc_desktop.app.uploads.sheet import SheetState
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.demo.sample import HOME_ORGANIZATIONS
from bcdc_desktop.domain.audience import Audience
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.publishing import Visibility
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store

pytestmark = pytest.mark.parametrize("kind", ["plain", "dcat"])


@pytest.fixture
def workspace(tmp_path: Path, home: Path, kind: str) -> Iterator[Workspace]:
    """The editor's, on a catalogue of that kind."""
    with DemoCatalogue(tmp_path / "practice", kind=kind) as demo:
        profile = Profile("here", "Here", demo.url, user="editor")
        opened = Workspace(
            profile, Store.open(Places.below(home), "here", "editor"), Catalogue(profile, demo.tokens["editor"])
        )
        refresh_account(opened)
        refresh_tree(opened)
        refresh_schema(opened)
        yield opened
        opened.close()


def test_a_record_and_its_file_are_asked_for_nothing_of_bcdcs(workspace: Workspace, tmp_path: Path) -> None:
    given = {"title": "Wells of the Skeena", "notes": "Where wells are.", "owner_org": HOME_ORGANIZATIONS[0]}
    made = create_package(workspace, prepare_package(workspace, given))
    assert (made.seen, made.audience) == (True, Audience.EVERYONE)
    path = tmp_path / "wells-2024.csv"
    path.write_bytes(b"id,depth\r\n1,2\r\n")
    item = prepare_file(workspace, made.package, path)
    assert item.fields == {"name": "Wells 2024", "format": "CSV"}
    assert problems(workspace.schema(), item) == []
    sheet = SheetState(workspace.profile, workspace.schema(), made.package)
    sheet.begin([(path, item.size)])
    sheet.arrive(sheet.rows[0], item)
    assert sheet.complete
    assert not has_states(workspace)


def test_it_is_public_or_private(workspace: Workspace) -> None:
    given = {"title": "Wells", "notes": "N", "owner_org": HOME_ORGANIZATIONS[0], "private": "true"}
    package = create_package(workspace, prepare_package(workspace, given)).package
    (offer,) = offers(workspace, package)
    assert (offer.source, offer.target, offer.refusal, offer.held_back) == ("private", "public", "", ())
    assert offer.effect is not None
    assert offer.effect.public
    shown = show_as(workspace, package, Visibility.PUBLIC)
    assert isinstance(shown, SubmitResult)
    assert shown.package["private"] is False


def test_quality_is_judged_by_its_own_schema(workspace: Workspace, kind: str) -> None:
    synchronize(workspace)
    found = quality(workspace)
    keys = {bar.key for bar in found.completeness}
    assert {"required", "description", "licence", "contact", "format"} <= keys
    assert not keys & {"purpose", "lineage", "columns"}
    assert [bar.key for bar in found.states[:2]] == ["public", "private"]
    assert sum(bar.count for bar in found.states) == found.records
    assert bool(found.schedule) == (kind == "dcat")
    assert 0 < found.complete < found.records
