"""One table of rules decides what a complete record has: for the search, the completeness meter and the checklist."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bcdc_desktop.domain.labels import aspect_label, lateness_label
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.quality import ASPECTS, RecordQuality, checklist, completeness
from bcdc_desktop.domain.schema import DatasetSchema

_texts = st.sampled_from(["", " ", "Text.", "word " * 25, "2024", None])
_contacts = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "name": _texts,
            "email": st.sampled_from(["", "a@example.org"]),
            "displayed": st.sampled_from([[], ["displayed"]]),
        },
    ),
    max_size=2,
)
_resources = st.lists(
    st.fixed_dictionaries(
        {"id": st.uuids().map(str)},
        optional={
            "name": _texts,
            "description": st.sampled_from(["", "About it.", None]),
            "url": st.sampled_from(["", "https://example.org/a.csv"]),
            "url_type": st.sampled_from(["", "upload"]),
            "format": st.sampled_from(["csv", "pdf", ""]),
            "json_table_schema": st.sampled_from(["", '{"fields": []}']),
        },
    ),
    max_size=3,
)
_records = st.fixed_dictionaries(
    {"id": st.just("1"), "contacts": _contacts, "resources": _resources},
    optional={
        "title": _texts,
        "notes": _texts,
        "purpose": _texts,
        "data_quality": _texts,
        "lineage_statement": _texts,
        "license_id": st.sampled_from(["", "2"]),
        "tag_string": st.sampled_from(["", "a, b", "aa, bb, cc"]),
    },
)


@given(record=_records)
@settings(max_examples=100)
def test_what_a_record_lacks_is_advised_and_what_it_has_is_done(schema: DatasetSchema, record: dict[str, Any]) -> None:
    missing = RecordQuality(schema).lacking(Package(record))
    advice = completeness(record, schema)
    by_aspect: dict[str, bool] = {}
    for one in advice.advice:
        if one.aspect:
            by_aspect[one.aspect] = by_aspect.get(one.aspect, True) and one.done
    if not record["resources"]:
        by_aspect["resource-description"] = False  # there is none to describe
    for aspect in RecordQuality(schema).rules:
        assert by_aspect.get(aspect, True) == (aspect not in missing), aspect
    if not advice.open:
        assert missing == ()


@given(record=_records)
@settings(max_examples=100)
def test_the_checklist_refuses_what_is_missing(schema: DatasetSchema, record: dict[str, Any]) -> None:
    missing = RecordQuality(schema).lacking(Package(record))
    standing = {item.key: item.standing for item in checklist(record, schema)}
    for key, aspect in (("contact", "contact"), ("resources", "resource"), ("licence", "licence")):
        assert (standing[key] == "wrong") == (aspect in missing), key


@pytest.mark.parametrize("aspect", ASPECTS)
def test_every_aspect_has_a_label(aspect: str) -> None:
    assert aspect_label(aspect) != aspect


@pytest.mark.parametrize("lateness", ["current", "late", "later", "latest", "none"])
def test_every_lateness_has_a_label(lateness: str) -> None:
    assert lateness_label(lateness) != lateness


OWN = DatasetSchema.from_action(
    {
        "dataset_type": "dataset",
        "dataset_fields": [
            {"field_name": "title", "label": "Title", "required": True},
            {"field_name": "notes", "label": "Description"},
            {"field_name": "theme", "label": "Theme", "recommended": True},
            {"field_name": "issued", "label": "Issued", "form_snippet": "date.html"},
            {"field_name": "frequency", "label": "Frequency"},
        ],
        "resource_fields": [{"field_name": "url", "label": "Link"}, {"field_name": "format", "label": "Format"}],
    }
)
FINE = {
    "id": "1",
    "title": "Wells",
    "notes": "All wells.",
    "resources": [{"id": "r", "url": "https://example.org/a.csv", "format": "CSV", "last_modified": "2026-01-01"}],
}


def test_another_catalogue_is_judged_by_its_own_schema() -> None:
    quality = RecordQuality(OWN)
    assert set(quality.rules) == {"required", "description", "resource", "format"}
    assert quality.lacking(Package(FINE)) == ()
    assert quality.lacking(Package({"id": "1", "resources": [{"id": "r"}]})) == ("required", "description", "format")
    advice = completeness({**FINE, "issued": "soon"}, OWN).open
    assert [(a.field, a.needed) for a in advice] == [("issued", True), ("theme", False)]
    assert {item.key: item.standing for item in checklist({"id": "1", "resources": []}, OWN)} == {
        "required": "wrong", "resources": "careful", "links": "ok",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("frequency", "due"),
    [
        ("http://publications.europa.eu/resource/authority/frequency/MONTHLY", "2026-02-01"),
        ("R/P1W", "2026-01-08"),
        ("weekly", "2026-01-08"),
        ("whenever", None),
        ("", None),
    ],
)
def test_the_frequency_of_dcat_tells_when_data_is_due(frequency: str, due: str | None) -> None:
    found = RecordQuality(OWN).due(Package({**FINE, "frequency": frequency}))
    assert (found and found.isoformat()) == due
