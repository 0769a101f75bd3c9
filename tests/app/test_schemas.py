"""Several types of records in one catalogue: each has its own schema, and so has a new record of it."""

import csv
from pathlib import Path

import openpyxl
import pytest

from bcdc_desktop.app.bulk.plan import plan_operations
from bcdc_desktop.app.bulk.spreadsheet_plan import plan_editing_file
from bcdc_desktop.app.bulk.spreadsheet_writer import write_editing_file
from bcdc_desktop.app.bulk.steps import Step, operation_of, paths_to_change
from bcdc_desktop.app.records import new_record, publish
from bcdc_desktop.app.records.create import prepare_package
from bcdc_desktop.app.records.plan import SaveRefused, plan
from bcdc_desktop.app.records.resource_extras import resource_extras
from bcdc_desktop.app.reports.export import export
from bcdc_desktop.app.reports.quality import quality
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import StoredTable
from bcdc_desktop.catalogue.errors import UnknownAction
from bcdc_desktop.domain.bulk_operations import UnknownField
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.quality import RecordQuality
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from bcdc_desktop.domain.record_text import read_text, write_text
from bcdc_desktop.domain.schema import FieldKind
from bcdc_desktop.domain.search.query import parse
from bcdc_desktop.domain.search.solr import server_query
from bcdc_desktop.store.search.index import PackageQuery
from helpers.schemas import whole


@pytest.fixture
def workspace(practice) -> Workspace:
    """One of BCDC's type and another one, with two groups."""
    found = practice.workspace()
    groups = [{"name": "maps", "title": "All maps"}, {"name": "water", "title": ""}]
    found.put_schemas([found.schema(), whole("series")], groups)
    return found


def test_each_record_is_checked_by_the_schema_of_its_type(workspace: Workspace) -> None:
    assert workspace.dataset_types() == ("bcdc_dataset", "series")
    series = {"id": "s", "type": "series", "title": "S", "name": "series", "resources": []}
    planned = plan(workspace, RecordChanges(series, {PACKAGE: {"released": "someday"}}))
    assert {p.path for p in planned.problems[PACKAGE] if p.severity == "error"} == {"released"}
    assert workspace.schema_of({"type": "unheard-of"}).takes_any_key  # CKAN's own fields


def test_a_new_record_is_of_the_type_that_was_chosen(workspace: Workspace) -> None:
    for chosen, kept in ((None, "bcdc_dataset"), ("series", "series")):
        draft = workspace.store.drafts.get(new_record.blank(workspace, dataset_type=chosen))
        assert draft is not None
        assert draft.changes.base["type"] == kept
    copied = new_record.from_record(
        workspace, {"id": "s", "type": "series", "texts": ["a"], "resources": []}, ["status"]
    )
    draft = workspace.store.drafts.get(copied)
    assert draft is not None
    assert (draft.changes.base["type"], draft.changes.of(PACKAGE)["texts"]) == ("series", ["a"])


def test_what_is_sent_for_a_new_record_follows_its_type(workspace: Workspace, practice) -> None:
    given = {"type": "series", "title": "S", "texts": "one", "owner_org": practice.organization, "groups": ["maps"]}
    wire = prepare_package(workspace, given)
    assert (wire["type"], wire["texts"], wire["groups"]) == ("series", ["one"], [{"name": "maps"}])
    with pytest.raises(SaveRefused):
        prepare_package(workspace, {**given, "type": "unheard-of"})


def test_a_record_is_published_as_its_type_is(workspace: Workspace) -> None:
    series = {"id": "s", "type": "series", "title": "S", "name": "series", "resources": [], "private": True}
    record = {**series, "type": "bcdc_dataset", "publish_state": "DRAFT"}
    assert [o.target for o in publish.offers(workspace, series)] == ["public"]
    assert [o.target for o in publish.offers(workspace, record)] == ["PENDING PUBLISH"]
    with pytest.raises(SaveRefused):
        publish.publish(workspace, series, "PENDING PUBLISH")


def test_each_record_is_judged_and_exported_by_the_rules_of_its_type(workspace: Workspace, tmp_path: Path) -> None:
    common = {"title": "Lakes", "organization": {}, "owner_org": "o", "state": "active", "resources": []}
    moment = "2026-01-01T00:00:00"
    common |= {"metadata_modified": moment, "metadata_created": moment, "private": False}
    for kind in workspace.dataset_types():
        workspace.store.cache.records.put([{**common, "id": kind, "name": kind, "type": kind}])
    export(workspace, PackageQuery(), tmp_path / "all.csv", columns=["missing"])
    rows = csv.reader((tmp_path / "all.csv").read_text("utf-8-sig").splitlines())
    missing = {row[0]: set(row[1].split(", ")) for row in list(rows)[1:]}
    for kind in workspace.dataset_types():
        rules = RecordQuality(workspace.schema(kind))
        assert missing[kind] == set(rules.lacking(Package({**common, "type": kind})))
    assert missing["series"] != missing["bcdc_dataset"]
    bars = {bar.key for bar in quality(workspace).completeness}
    assert bars >= missing["series"] | missing["bcdc_dataset"]


def test_a_schema_that_changed_is_noticed(workspace: Workspace) -> None:
    assert not workspace.put_schemas([workspace.schema(), whole("series")])
    assert workspace.put_schemas([workspace.schema()])
    assert workspace.dataset_types() == ("bcdc_dataset",)


def test_the_groups_of_the_catalogue_can_be_chosen(workspace: Workspace) -> None:
    for name in workspace.dataset_types():
        field = workspace.schema(name).dataset_field("groups")
        assert field is not None
        assert (field.kind, [c.label for c in field.choices]) == (FieldKind.MEMBERSHIPS, ["All maps", "water"])


@pytest.fixture
def two(workspace: Workspace) -> Workspace:
    """A record of each of the two types, in the cache."""
    moment = "2026-01-01T00:00:00"
    common = {"title": "Lakes", "organization": {}, "owner_org": "o", "state": "active", "metadata_modified": moment,
              "metadata_created": moment, "private": False}  # fmt: skip
    rows = {"coverage": [{"start": "2011"}], "flag": True, "texts": ["a"], "day": "2024-01-01"}
    link = {"id": "r-1", "name": "Link", "url": "https://example.org", "count": 2}
    workspace.store.cache.records.put(
        [
            {**common, "id": "b", "name": "b", "type": "bcdc_dataset", "resources": []},
            {**common, "id": "s", "name": "s", "type": "series", "resources": [link], **rows},
        ]
    )
    return workspace


def test_a_spreadsheet_for_editing_has_tables_for_each_type(two: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "edit.xlsx"
    assert write_editing_file(two, "", file).records == 2
    assert plan_editing_file(two, file).records == []
    book = openpyxl.load_workbook(file)
    at = {page.title: {c.value: c.column for c in page[1]} for page in book}
    book["Records"].cell(3, at["Records"]["title"]).value = "Rivers"
    book["Records series"].cell(3, at["Records series"]["texts"]).value = "a\nb"
    book["Resources series"].cell(3, at["Resources series"]["count"]).value = "3"
    book["coverage series"].cell(3, at["coverage series"]["end"]).value = "2012"
    book.save(file)
    planned = {r.id: {c.field: c.after for c in r.changes} for r in plan_editing_file(two, file).records}
    assert planned == {
        "b": {"title": "Rivers"},
        "s": {"texts": ["a", "b"], "coverage": [{"start": "2011", "end": "2012"}], "count": "3"},
    }


def test_a_table_of_one_type_is_edited_as_csv(two: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "edit.csv"
    assert write_editing_file(two, "type:series", file, fields=["day", "texts"]).records == 1
    file.write_text(file.read_text("utf-8-sig").replace("2024-01-01,", "2025-12-31,"), "utf-8")
    (record,) = plan_editing_file(two, file).records
    assert [(c.field, c.after) for c in record.changes] == [("day", "2025-12-31")]
    with pytest.raises(UnknownField):
        write_editing_file(two, "", file, fields=["nowhere"])


def test_what_a_csv_file_has_no_columns_for_is_counted(two: Workspace, tmp_path: Path) -> None:
    written = write_editing_file(two, "", tmp_path / "edit.csv")
    assert (written.records, written.left_out) == (1, {"series": 1})
    assert not write_editing_file(two, "", tmp_path / "edit.xlsx").left_out


def test_a_bulk_change_may_name_a_field_of_any_type(two: Workspace) -> None:
    assert {"texts", "coverage.start", "purpose"} <= {path for path, _label in paths_to_change(two)}
    changed = plan_operations(two, [operation_of(two, Step("set", "day", new="2020-05-01"))])
    assert [(r.id, [c.after for c in r.changes]) for r in changed.records] == [("s", ["2020-05-01"])]
    inside = plan_operations(two, [operation_of(two, Step("set", "coverage.end", new="2020"))])
    assert [r.id for r in inside.records] == ["s"]


def test_a_search_keeps_to_records_of_a_type_here_and_on_the_server(two: Workspace) -> None:
    index = two.store.cache.index
    assert [r.id for r in two.store.cache.lists.rows(PackageQuery(words="type:series"))] == ["s"]
    assert [f.label for f in index.facets(PackageQuery(), ["type"])["type"]] == ["series"]
    asked = server_query(parse("type:series"), two.store.cache.organizations.tree(), index.spellings)
    assert (asked.fq, asked.left_out) == ('+dataset_type:("series")', ())
    geographic = server_query(parse("type:geographic"), two.store.cache.organizations.tree(), index.spellings)
    assert (geographic.fq, geographic.left_out) == ("", ("type:",))  # of resources


def test_pairs_beside_a_schema_are_shown_edited_and_kept(workspace: Workspace) -> None:
    pairs = [{"key": "zeta", "value": " keep  me "}, {"key": "alpha", "value": '{"a": 1}'}]
    record = {"id": "s", "type": "series", "title": "S", "name": "s", "resources": [], "extras": pairs}
    without = {**record, "extras": []}
    assert workspace.schema_of(without).dataset_field("extras") is None
    schema = workspace.schema_of(record)
    assert schema is workspace.schema_of(record)
    assert read_text(write_text(record, schema), record, schema) == {}
    edited = [{"key": "zeta", "value": "new"}, pairs[1]]
    planned = plan(workspace, RecordChanges(record, {PACKAGE: {"extras": edited}}))
    assert [(c.name, c.after) for c in planned.differences[PACKAGE]] == [("extras", edited)]
    assert not planned.errors
    twice = plan(workspace, RecordChanges(record, {PACKAGE: {"extras": [pairs[0], pairs[0]]}}))
    assert list(twice.errors[PACKAGE]) == ["extras/1/key"]
    emptied = RecordChanges(without, {PACKAGE: {"extras": pairs}})  # as an undo brings them back
    assert [c.field.kind for c in plan(workspace, emptied).differences[PACKAGE]] == [FieldKind.EXTRAS]


class Kept:
    """A catalogue that has a table and views of one resource, and no DataStore beside it."""

    def views(self, resource_id: str) -> list[dict[str, str]]:
        if resource_id == "none":
            raise UnknownAction("There are none.")
        return [{"id": "v", "title": "Table", "view_type": "datatables_view"}, {"id": "w", "view_type": "text_view"}]

    def table(self, resource_id: str, *, limit: int) -> StoredTable:
        return StoredTable((("lake", "text"), ("depth", "numeric")), (), None)


def test_views_and_the_table_of_a_resource_are_told() -> None:
    found = resource_extras(Kept(), {"id": "r", "datastore_active": True})  # type: ignore[arg-type]
    assert found.views == ("Table", "text_view")
    assert found.columns == (("lake", "text"), ("depth", "numeric"))
    assert "Table" in found.sentence
    assert resource_extras(Kept(), {"id": "r"}).columns is None  # type: ignore[arg-type]
    assert resource_extras(Kept(), {"id": "none"}).sentence == ""  # type: ignore[arg-type]
