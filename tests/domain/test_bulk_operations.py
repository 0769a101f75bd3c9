"""Operations of a bulk change and the plan of them, for whatever a record holds."""

import copy
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from bcdc_desktop.app.records.merge import MergeConflict, merge
from bcdc_desktop.domain.bulk_operations import (
    ClearValue,
    EditContacts,
    EditKeywords,
    FieldPath,
    Operation,
    ReplaceText,
    SetValue,
    apply,
)
from bcdc_desktop.domain.bulk_plan import PlannedRecord
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges, section_of
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.domain.values import read_value, same

SCHEMA = DatasetSchema.from_action(
    {
        "dataset_type": "dataset",
        "dataset_fields": [
            {"field_name": "title"},
            {"field_name": "notes", "form_snippet": "markdown.html"},
            {"field_name": "tag_string", "validators": "tag_string_convert"},
            {"field_name": "status", "form_snippet": "select.html", "choices": [{"value": "a"}, {"value": "b"}]},
            {"field_name": "contacts", "repeating_subfields": [{"field_name": "name"}, {"field_name": "email"}]},
        ],
        "resource_fields": [{"field_name": "name"}, {"field_name": "format"}],
    }
)
WORDS = st.text("ab é\n;=", max_size=6)
TAGS = st.lists(st.sampled_from(["lakes", "water", "wells", "bulk"]), max_size=3, unique=True)
CONTACTS = st.lists(
    st.fixed_dictionaries({"name": WORDS, "email": st.sampled_from(["a@x.ca", "b@x.ca", "A@X.CA", ""])}), max_size=3
)


@st.composite
def records(draw: Any) -> dict[str, Any]:
    resources = [
        {"id": f"r{n}", "name": draw(WORDS), "format": draw(WORDS), "url": "https://example.org"}
        for n in range(draw(st.integers(0, 2)))
    ]
    fields = {"title": draw(WORDS), "notes": draw(st.none() | WORDS), "contacts": draw(st.none() | CONTACTS)}
    tags = [{"name": t} for t in draw(TAGS)]
    head = {"id": "p", "name": "p", "type": "dataset", "metadata_modified": "2026-01-01T00:00:00"}
    return {**head, **fields, "tags": tags, "status": draw(st.sampled_from(["", "a", "b"])), "resources": resources}


PATHS = st.sampled_from(["title", "notes", "contacts.name", "resources.name", "resources.format"]).map(
    lambda text: FieldPath.parse(text, SCHEMA)
)
SETTLED: st.SearchStrategy[Operation] = st.one_of(
    st.builds(SetValue, PATHS, WORDS, st.booleans()),
    st.builds(ClearValue, PATHS),
    st.builds(lambda t: EditKeywords(add=(t,)), st.sampled_from(["bulk", "new"])),
    st.builds(lambda t: EditKeywords(remove=(t,)), st.sampled_from(["lakes", "water"])),
    st.builds(lambda t: EditKeywords(rename=((t, "renamed"),)), st.sampled_from(["lakes", "water"])),
    st.builds(lambda e: EditContacts({"email": e}, {"email": "new@x.ca"}), st.sampled_from(["a@x.ca", "b@x.ca"])),
    st.builds(lambda e: EditContacts({"email": e}, None), st.sampled_from(["a@x.ca", "b@x.ca"])),
    st.builds(lambda p: ReplaceText(p, "a", "é", lambda t: t.replace("a", "é")), PATHS),
)


def upon(record: dict[str, Any], changes: RecordChanges) -> dict[str, Any]:
    """Return the record as it is after the changes."""
    return changes.result()


@given(records(), st.lists(SETTLED, min_size=1, max_size=3))
def test_a_record_is_left_as_it_was_and_what_is_planned_differs(record: dict[str, Any], steps: list[Operation]) -> None:
    before = copy.deepcopy(record)
    changes = apply(steps, record, SCHEMA)
    assert record == before
    for section, found in changes.differences(SCHEMA).items():
        assert set(changes.fields[section]) == {c.name for c in found}
    assert set(changes.fields) == set(changes.differences(SCHEMA))


@given(records(), SETTLED)
def test_a_second_time_nothing_changes(record: dict[str, Any], step: Operation) -> None:
    again = apply([step], upon(record, apply([step], record, SCHEMA)), SCHEMA)
    assert again.fields == {}


@given(records(), st.lists(SETTLED, min_size=1, max_size=3))
def test_a_plan_that_was_a_file_makes_the_same_changes(record: dict[str, Any], steps: list[Operation]) -> None:
    changes = apply(steps, record, SCHEMA)
    if not changes.fields:
        return
    planned = msgspec.json.decode(
        msgspec.json.encode(PlannedRecord.of(changes, changes.differences(SCHEMA))), type=PlannedRecord
    )
    merged = merge(SCHEMA, planned.record_changes(), record, reviewed=record["metadata_modified"])
    assert isinstance(merged, RecordChanges)
    assert merged.fields == changes.fields


@given(records(), st.lists(SETTLED, min_size=1, max_size=2), st.lists(SETTLED, max_size=2))
def test_a_restore_keeps_what_others_changed(
    record: dict[str, Any], ours: list[Operation], theirs: list[Operation]
) -> None:
    """Back from what we set to what was there before: where nobody else changed the field it is as before, and where
    somebody did, it is a conflict or already as before; all other fields are as they left them."""
    changes = apply(ours, record, SCHEMA)
    after = upon(record, changes)
    now = {**upon(after, apply(theirs, after, SCHEMA)), "metadata_modified": "later"}
    back = {s: {n: read_value(section_of(record, s) or {}, _field(s, n)) for n in v} for s, v in changes.fields.items()}
    merged = merge(SCHEMA, RecordChanges(after, back), now, reviewed="later")
    if isinstance(merged, MergeConflict):
        for section, found in merged.merges.items():
            for conflict in found.conflicts:
                left, seen = (read_value(section_of(r, section) or {}, conflict.field) for r in (after, now))
                assert not same(left, seen, conflict.field), "nobody else changed it"
        return
    restored = merged.result()
    for section in [PACKAGE, *(r["id"] for r in record["resources"])]:
        fields = SCHEMA.dataset_fields if section == PACKAGE else SCHEMA.resource_fields
        for field in fields:
            ended = read_value(section_of(restored, section) or {}, field)
            wanted = section_of(record if field.name in back.get(section, {}) else now, section) or {}
            assert same(ended, read_value(wanted, field), field)


def _field(section: str, name: str) -> Any:
    found = SCHEMA.dataset_field(name) if section == PACKAGE else SCHEMA.resource_field(name)
    assert found is not None
    return found
