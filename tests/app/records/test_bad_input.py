"""What must not be sent, what must be kept although it is odd, and what the server says of the rest."""

import copy
from typing import Any

import pytest

from app.records.conftest import Make
from bcdc_desktop.app.records import create
from bcdc_desktop.app.records.merge import MergeConflict
from bcdc_desktop.app.records.plan import SaveRefused, plan
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.errors import NotFound
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from bcdc_desktop.domain.schema import DatasetSchema, FieldKind
from helpers.sample_record import LINK


def refused(workspace: Workspace, package: Any, **values: Any) -> set[str]:
    with pytest.raises(SaveRefused) as refusal:
        save(workspace, RecordChanges(package, {PACKAGE: values}))
    return set(refusal.value.by_section[PACKAGE])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "x"),
        ("title", "x" * 101),
        ("title", ""),
        ("notes", "a bell \x07 and a zero \x00"),
        ("dates", [{"type": "Created", "date": "2024-02-30"}]),
        ("dates", [{"type": "Created", "date": "yesterday"}]),
        ("security_class", "SECRET"),
        ("publish_state", "ARCHIVED"),
        ("tag_string", "good, bad/one"),
        ("name", "Not A Name"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_sent(
    workspace: Workspace, make: Make, sent: list[str], field: str, value: Any
) -> None:
    package = make()
    sent.clear()
    assert {p.split("/")[0] for p in refused(workspace, package, **{field: value})} == {field}
    assert sent == []


@pytest.mark.parametrize("url", ["", "  ", "www.example.org/lakes.csv", "/lakes.csv"])
def test_a_link_without_an_address(workspace: Workspace, make: Make, sent: list[str], url: str) -> None:
    package = make(1)
    resource = package["resources"][0]["id"]
    sent.clear()
    for edits in (
        RecordChanges(package, {resource: {"url": url}}),
        RecordChanges(package, new_resources={"x": {**LINK, "url": url}}),
    ):
        with pytest.raises(SaveRefused) as refusal:
            save(workspace, edits)
        assert [list(paths) for paths in refusal.value.by_section.values()] == [["url"]]
    assert sent == []
    assert plan(workspace, RecordChanges(package, {resource: {"url": package["resources"][0]["url"]}})).empty


def test_a_title_or_a_name_in_use_is_refused_by_the_server(workspace: Workspace, make: Make) -> None:
    package, other = make(), make()
    assert refused(workspace, package, name=other["name"]) == {"name"}
    assert refused(workspace, package, title=other["title"]) == {"title"}


def test_an_organization_one_may_not_write_to(workspace: Workspace, make: Make, sent: list[str]) -> None:
    package = make()
    foreign = next(o for o in workspace.tree() if not o.writable)
    sent.clear()
    assert refused(workspace, package, owner_org=foreign.id) == {"owner_org"}
    assert sent == []
    workspace.store.cache.organizations.put([])  # nothing is known here: the server says so
    assert refused(workspace, package, owner_org=foreign.id) == {"owner_org"}


@pytest.mark.parametrize("text", ["ü" * 500_000, "שלום \u202eabc\u202c", "a\tb\r\nc", "😀 𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "null", "[]", "{}"])
def test_odd_text_arrives_as_it_was_written(workspace: Workspace, colleague: Catalogue, make: Make, text: str) -> None:
    package = make()
    done = save(workspace, RecordChanges(package, {PACKAGE: {"notes": text}}))
    assert isinstance(done, SubmitResult)
    assert done.lost == {}
    assert colleague.package(package["id"])["notes"] == text


def test_a_choice_that_is_gone_from_the_schema_is_kept_when_untouched(
    workspace: Workspace, colleague: Catalogue, make: Make
) -> None:
    package = make()
    raw = copy.deepcopy(dict(workspace.schema().raw))
    for field in raw["dataset_fields"]:
        if field["field_name"] == "resource_status":
            field["choices"] = [c for c in field["choices"] if c["value"] != "onGoing"]
    workspace.put_schema(DatasetSchema.from_action(raw))
    planned = plan(workspace, RecordChanges(package, {PACKAGE: {"notes": "Changed."}}))
    assert planned.errors == {}
    assert [(p.path, p.severity) for p in planned.problems[PACKAGE]] == [("resource_status", "warning")]
    done = save(workspace, planned.changes)
    assert isinstance(done, SubmitResult)
    assert colleague.package(package["id"])["resource_status"] == "onGoing"


def test_a_field_that_the_schema_lost_or_never_knew_is_text_and_kept(
    workspace: Workspace, colleague: Catalogue, make: Make
) -> None:
    package = make(purpose="Why.")
    raw = copy.deepcopy(dict(workspace.schema().raw))
    raw["dataset_fields"] = [f for f in raw["dataset_fields"] if f["field_name"] != "lineage_statement"]
    for field in raw["dataset_fields"]:
        if field["field_name"] == "purpose":
            field["form_snippet"] = "hologram.html"
    workspace.put_schema(DatasetSchema.from_action(raw))
    assert next(f for f in workspace.schema().dataset_fields if f.name == "purpose").kind is FieldKind.OTHER
    # a draft made under the schema before still names the field that is gone
    edits = RecordChanges(package, {PACKAGE: {"lineage_statement": "From then.", "purpose": "Why not."}})
    planned = plan(workspace, edits)
    assert {c.name for c in planned.differences[PACKAGE]} == {"lineage_statement", "purpose"}
    done = save(workspace, edits)
    assert isinstance(done, SubmitResult)
    there = colleague.package(package["id"])
    assert (there["lineage_statement"], there["purpose"]) == ("From then.", "Why not.")


def test_a_record_made_of_wrong_values_is_not_sent(
    workspace: Workspace, fields: dict[str, Any], sent: list[str]
) -> None:
    for wrong in ({"title": "x"}, {"notes": None}, {"contacts": "Erin"}, {"dates": [{"date": "12.1.2024"}]}):
        with pytest.raises(SaveRefused):
            create.prepare_package(workspace, {**fields, **wrong})
    assert sent == []


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"title": ["Lakes"]}, "title"),
        ({"notes": {"en": "Lakes"}}, "notes"),
        ({"version": [1]}, "version"),
        ({"extras": [{"key": "a", "value": ["x"]}]}, "extras/0/value"),
        ({"extras": [{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]}, "extras/1/key"),
        ({"extras": {"a": 1}}, "extras/0/key"),
        ({"resources": [{**LINK, "description": ["x"]}]}, "resources/0/description"),
    ],
)
def test_a_value_of_a_type_that_a_catalogue_fails_on_is_refused_at_its_field(
    workspace: Workspace, fields: dict[str, Any], wrong: dict[str, Any], path: str
) -> None:
    with pytest.raises(SaveRefused) as refusal:
        create.prepare_package(workspace, {**fields, **wrong})
    assert path in refusal.value.fields


def test_a_number_where_a_text_belongs_is_sent_as_its_digits(workspace: Workspace, fields: dict[str, Any]) -> None:
    prepared = create.prepare_package(workspace, {**fields, "title": 2024, "notes": 5, "version": 1.5})
    assert [prepared[n] for n in ("title", "notes", "version", "name")] == ["2024", "5", "1.5", "2024"]


def test_a_schema_that_changed_makes_no_change_of_what_was_not_touched(
    workspace: Workspace, make: Make, sent: list[str]
) -> None:
    package = make(2)
    raw = copy.deepcopy(dict(workspace.schema().raw))
    raw["dataset_fields"].append({"field_name": "brand_new", "label": "Brand new", "required": True})
    workspace.put_schema(DatasetSchema.from_action(raw))
    sent.clear()
    edits = RecordChanges(package, {PACKAGE: dict(package), **{r["id"]: dict(r) for r in package["resources"]}})
    assert plan(workspace, edits).empty
    done = save(workspace, edits)
    assert isinstance(done, SubmitResult)
    assert not isinstance(done, MergeConflict)
    assert sent == []


@pytest.mark.parametrize(
    "changes",
    [{"fields": {PACKAGE: {"title": "Another title"}}}, {"deletions": ["r"]}, {"order": ["s", "r"]}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_record_that_is_deleted_is_not_changed_unseen(workspace: Workspace, make: Make, changes: Any) -> None:
    package = make()
    resources = [{"id": one, "name": one, "url": LINK} for one in ("r", "s")]
    gone = {**package, "state": "deleted", "resources": resources}
    planned = plan(workspace, RecordChanges(gone, **changes))
    assert not planned.empty
    with pytest.raises(NotFound):
        planned.check()
