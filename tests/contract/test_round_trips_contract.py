"""Saving what was not changed sends nothing, and one changed field travels alone: for every record of the catalogue."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from bcdc_desktop.app.records.attachments import attach
from bcdc_desktop.app.records.merge import merge
from bcdc_desktop.app.records.plan import plan
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import SubmitResult, to_revision
from bcdc_desktop.app.sync.sync import refresh_schema
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.revise import Revision
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.record_changes import PACKAGE, AttachedFile, RecordChanges, section_of
from bcdc_desktop.domain.record_text import read_text, write_text
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.values import is_empty, read_value, same
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store
from bcdc_desktop.ui.forms import SchemaForm
from contract.contract_server import Packages, Server

OF_A_FILE = ("url", "url_type", "size", "mimetype", "last_modified", "hash")
MOVING = ("metadata_modified", "iso_topic_category", "position")


@pytest.fixture
def workspace(ckan: Server, home: Path) -> Iterator[Workspace]:
    profile = Profile("contract", "Contract", ckan.url, user="sysadmin")
    store = Store.open(Places.below(home), "contract", "sysadmin")
    workspace = Workspace(profile, store, Catalogue(profile, ckan.tokens["sysadmin"]))
    refresh_schema(workspace)
    yield workspace
    workspace.close()


@pytest.fixture
def everything(workspace: Workspace) -> list[dict[str, Any]]:
    """Every active record, with its resources."""
    found = [p for page in workspace.catalogue.search_all() for p in page.packages if p["state"] == "active"]
    assert len(found) >= 80
    return found


def fields_of(workspace: Workspace, target: str) -> list[Field]:
    listed = workspace.schema().resource_fields if target else workspace.schema().dataset_fields
    return [f for f in listed if not f.read_only]


def test_nothing_changed_is_nothing_to_send(workspace: Workspace, everything: list[dict[str, Any]]) -> None:
    for package in everything:
        edits = RecordChanges(package)
        for target in [PACKAGE, *(r["id"] for r in package["resources"])]:
            record = section_of(package, target) or {}
            edits.fields[target] = {f.name: read_value(record, f) for f in fields_of(workspace, target)}
        edits.order = [r["id"] for r in package["resources"]]
        assert plan(workspace, edits).empty, package["name"]
        assert read_text(write_text(package, workspace.schema()), package, workspace.schema()) == {}, package["name"]


@pytest.mark.parametrize("target", ["record", "resource"])
def test_the_form_of_every_record_changes_nothing_but_what_is_typed(
    workspace: Workspace, everything: list[dict[str, Any]], qapp: QApplication, target: str
) -> None:
    """Every field of every record is made, entered and left; then one of them is set to another value."""
    listed = workspace.schema().resource_fields if target == "resource" else workspace.schema().dataset_fields
    records = everything if target == "record" else [r for p in everything for r in p["resources"]]
    form, chance = SchemaForm(listed), random.Random(5)
    for record in records:
        form.set_record(record)
        for field in listed:
            form.editor(field.name)
            form.cell(field.name).editor.leave()
        form.flush()
        assert (form.edits(), form.draft()) == ({}, {}), record["name"]
        assert form.values() == record
        own = [
            f for f in fields_of(workspace, target if target == "resource" else PACKAGE) if f.kind is not FieldKind.FILE
        ]
        others = {f.name: v for f in own if (v := _another(f, record, chance)) is not None}
        name = chance.choice(sorted(others))
        form.set_value(name, others[name])
        form.flush()
        assert set(form.edits()) == {name}, (record["name"], name)
    form.deleteLater()


@pytest.mark.parametrize("filed", [False, True], ids=["fields", "with a file"])
def test_one_changed_field_of_any_record_is_all_that_would_go_out(
    workspace: Workspace, everything: list[dict[str, Any]], tmp_path: Path, filed: bool
) -> None:
    """Every field of every record and of every resource: the act as it would be sent, field by field."""
    chance, path = random.Random(6), tmp_path / "new.csv"
    path.write_bytes(b"a\n1\n")
    file, looked_at = attach(path), 0
    for package in everything:
        for target in [*([] if filed else [PACKAGE]), *(r["id"] for r in package["resources"])]:
            record = section_of(package, target) or {}
            shown = {
                f.name: read_value(record, f) for f in fields_of(workspace, target) if f.kind is not FieldKind.FILE
            }
            for field in fields_of(workspace, target):
                value = _another(field, record, chance)
                if value is None:
                    continue
                edits = RecordChanges(
                    package, {target: {**shown, field.name: value}}, files={target: file} if filed else {}
                )
                merged = merge(workspace.schema(), edits, package)
                assert isinstance(merged, RecordChanges)
                schema = workspace.schema()
                revision = to_revision(merged, merged.differences(schema), schema, match=True)
                wire = {"tags" if field.kind is FieldKind.TAGS else field.name}
                of_the_file = {"mimetype"} if filed else set()
                assert set(revision.fields) == (set() if target else wire), (package["name"], field.name)
                sent = {t: set(fields) for t, fields in revision.resources.items()}
                assert sent == ({target: wire | of_the_file} if target else {}), (package["name"], field.name)
                assert set(merged.files) == ({target} if filed else set())
                assert not (revision.new_resources or revision.deletions or revision.order)
                looked_at += 1
    assert looked_at > 3 * len(everything)


def test_one_changed_field_travels_alone(
    workspace: Workspace,
    everything: list[dict[str, Any]],
    new: Packages,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """In copies of the records that say most: fields of each kind of the record and of its resources, then again with
    a file."""
    sent: list[Revision] = []
    revise = Catalogue.revise

    def noted(self: Catalogue, revision: Revision, **more: Any) -> str:
        sent.append(revision)
        return revise(self, revision, **more)

    monkeypatch.setattr(Catalogue, "revise", noted)
    chance, tried = random.Random(4), Counter[str]()
    fullest = sorted(everything, key=lambda p: -sum(len(r) for r in p["resources"]) - len(p))[:2]
    for original in fullest:
        package = _copy(workspace, new, original)
        (tmp_path / "new.csv").write_bytes(b"a\n1\n")
        file = attach(tmp_path / "new.csv")
        targets = [PACKAGE, *(r["id"] for r in package["resources"])]
        for target, with_it in [*((t, None) for t in targets), (targets[-1], file)]:
            for field in _one_of_each_kind(fields_of(workspace, target), tried):
                value = _another(field, section_of(package, target) or {}, chance)
                if value is None:
                    continue
                sent.clear()
                package = _changed_alone(workspace, package, target, field, value, sent, with_it)


def _one_of_each_kind(fields: list[Field], tried: Counter[str]) -> list[Field]:
    """Return two fields of each kind, first those that were tried least: every record is another sample."""
    found: Counter[FieldKind] = Counter()
    chosen = []
    for field in sorted(fields, key=lambda f: tried[f.name]):
        if found[field.kind] < 2:
            found[field.kind] += 1
            tried[field.name] += 1
            chosen.append(field)
    return chosen


def _copy(workspace: Workspace, new: Packages, original: dict[str, Any]) -> dict[str, Any]:
    from bcdc_desktop.domain.record_changes import editable_values

    schema = workspace.schema()
    kept = {f.name: read_value(original, f) for f in fields_of(workspace, PACKAGE)}
    kept = {
        n: v for n, v in kept.items() if not is_empty(v) and n not in ("title", "name", "publish_state", "owner_org")
    }
    links = [
        {**editable_values(r, schema.resource_fields), "url": "https://example.org"} for r in original["resources"]
    ]
    return workspace.catalogue.package(new.make(**kept, resources=links)["id"])


def _changed_alone(
    workspace: Workspace,
    package: dict[str, Any],
    target: str,
    field: Field,
    value: Any,
    sent: list[Revision],
    file: AttachedFile | None,
) -> dict[str, Any]:
    record = section_of(package, target) or {}
    whole = {f.name: read_value(record, f) for f in fields_of(workspace, target) if f.kind is not FieldKind.FILE}
    whole[field.name] = value
    done = save(workspace, RecordChanges(package, {target: whole}, files={target: file} if file else {}))
    assert isinstance(done, SubmitResult)
    assert done.lost == {}, (field.name, value)
    (revision,) = sent
    wire = "tags" if field.kind is FieldKind.TAGS else field.name
    found = set(revision.resources.get(target, {})) if target else set(revision.fields)
    assert found == {wire} | ({"mimetype"} if file else set())
    allowed = {wire} | (set(OF_A_FILE) if file else set())
    allowed |= {"num_tags"} if wire == "tags" else set()
    allowed |= {"license_title", "license_url", "isopen"} if wire == "license_id" else set()
    allowed |= {"private"} if wire == "metadata_visibility" else set()
    _only(package, done.package, target, allowed)
    return dict(done.package)


def _only(before: Any, after: Any, target: str, allowed: set[str]) -> None:
    """Nothing but what is allowed differs, in meaning, between two states of a record."""
    for where in [PACKAGE, *(r["id"] for r in before["resources"])]:
        old, now = section_of(before, where) or {}, section_of(after, where) or {}
        names = {n for n in {**old, **now} if n not in MOVING and n != "resources"}
        moved = {n for n in names if old.get(n) != now.get(n) and not (is_empty(old.get(n)) and is_empty(now.get(n)))}
        assert moved <= (allowed if where == target else set()), (where, moved)


def _another(field: Field, record: dict[str, Any], chance: random.Random) -> Any:
    """Another valid value of a field; None where this is about another organization, state or condition."""
    if field.name in ("name", "owner_org", "publish_state", "license_id", "bcdc_type", "resource_storage_location"):
        return None
    if not field.applies(record) or field.kind in (FieldKind.ORGANIZATION, FieldKind.FILE):
        return None
    now = read_value(record, field)
    match field.kind:
        case FieldKind.CHOICE | FieldKind.LICENCE:
            # a class or a status that asks for other fields is about those
            left = [
                c.value for c in field.choices if c.value != now and c.value not in ("obsolete", "historicalArchive")
            ]
            return chance.choice(left) if left else None
        case FieldKind.MULTICHOICE:
            values = [c.value for c in field.choices]
            return next(([v] for v in chance.sample(values, len(values)) if not same([v], now, field)), None)
        case FieldKind.DATE:
            return next(d for d in ("2025-02-03", "2025-02-04") if not same(d, now, field))
        case FieldKind.PARTIAL_DATE:
            return next(d for d in ("2025-02", "2025-03") if not same(d, now, field))
        case FieldKind.DATETIME:
            return f"2025-02-03T04:05:{chance.randrange(10, 60)}"
        case FieldKind.ZONED_DATETIME:
            return f"2025-02-03T04:05:{chance.randrange(10, 60)}+00:00"
        case FieldKind.EMAIL:
            return f"changed{chance.randrange(10**6)}@example.com"
        case FieldKind.LINK:
            return f"https://example.com/{chance.randrange(10**6)}"
        case FieldKind.INTEGER:
            return chance.randrange(10**6)
        case FieldKind.TEXTS:
            return [f"Changed {chance.randrange(10**6)} ü"]
        case FieldKind.NUMBERS:
            return [chance.randrange(10**6)]
        case FieldKind.EXTRAS | FieldKind.MEMBERSHIPS:
            return None  # not a field of the record that travels under its name
        case FieldKind.JSON:
            return {"fields": [{"name": f"ü{chance.randrange(10**6)}", "type": "string"}]}
        case FieldKind.TAGS:
            return f"lakes of the north, übersee {chance.randrange(10**6)}"
        case FieldKind.GROUP | FieldKind.GROUPS:
            return now[:-1] if isinstance(now, list) and len(now) > 1 else None
        case _:
            return f"Changed {chance.randrange(10**6)} ü"
