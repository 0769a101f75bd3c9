"""What a record carries from one catalogue to another, and what has no place there."""

from typing import Any

import pytest

from bcdc_desktop.domain.ckan_schema import ckan_schema
from bcdc_desktop.domain.organization import Organization, OrganizationTree
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.domain.transfer import Origin, Reason, TermMap, Terms, carry, pair_resources
from bcdc_desktop.domain.transfer_differences import record_differences

HERE = OrganizationTree([Organization("1", "parks", "Parks"), Organization("2", "water", "Water Branch")])
THERE = OrganizationTree([Organization("a", "parks", "BC Parks"), Organization("b", "wtr", "Water branch")])
LICENCES = [{"id": "2", "title": "OGL", "url": "https://ogl.example/"}, {"id": "9", "title": "Only here"}]
OTHERS = [
    {"id": "2", "title": "Another licence"},
    {"id": "ogl", "title": "ogl"},
]


def field(name: str, **more: Any) -> dict[str, Any]:
    return {"field_name": name, "label": name.title(), **more}


def choices(*values: str) -> list[dict[str, str]]:
    return [{"value": v, "label": v.title()} for v in values]


CONTACT = [field("email"), field("role", form_snippet="select.html", choices=choices("owner", "editor"))]
SOURCE = DatasetSchema.from_action(
    {
        "dataset_fields": [
            field("title"),
            field("name"),
            field("owner_org", form_snippet="organization.html"),
            field("license_id", form_snippet="license.html"),
            field("tag_string", validators="tag_string_convert"),
            field("contacts", repeating_subfields=[*CONTACT, field("fax")]),
            field("status", form_snippet="select.html", choices=choices("done", "open")),
            field("publish_state", startState={"state": "DRAFT"}, choices=choices("DRAFT", "PUBLISHED")),
            field("stamp", form_snippet=None),
            field("secret"),
        ],
        "resource_fields": [field("url", form_snippet="upload.html"), field("name"), field("colour")],
    }
)
TARGET = DatasetSchema.from_action(
    {
        "dataset_fields": [
            field("title"),
            field("name"),
            field("owner_org", form_snippet="organization.html"),
            field("license_id", form_snippet="license.html"),
            field("keywords", validators="tag_string_convert"),
            field("contacts", repeating_subfields=CONTACT),
            field("status", form_snippet="select.html", choices=choices("Done", "later")),
        ],
        "resource_fields": [field("url", form_snippet="upload.html"), field("name")],
    }
)
RECORD: dict[str, Any] = {
    "id": "r",
    "name": "lakes",
    "title": "Lakes",
    "owner_org": "1",
    "license_id": "2",
    "tags": [{"name": "a"}, {"name": "b"}],
    "contacts": [{"email": "e@example.org", "role": "owner", "fax": "5"}],
    "status": "done",
    "publish_state": "PUBLISHED",
    "stamp": "2024",
    "secret": "x",
    "version": "3",
    "metadata_modified": "2024-01-01T00:00:00",
    "resources": [
        {"id": "f", "name": "File", "url": "https://a/f.csv", "url_type": "upload", "colour": "red", "size": 3},
        {"id": "l", "name": "Link", "url": "https://example.org/", "size": None, "odd": "kept by CKAN"},
    ],
}


@pytest.fixture
def terms() -> TermMap:
    return TermMap(Terms(SOURCE, HERE, LICENCES), Terms(TARGET, THERE, OTHERS))


def test_what_goes_along_and_what_is_left_behind(terms: TermMap) -> None:
    found = carry(RECORD, terms)
    assert found.values == {
        "name": "lakes",
        "title": "Lakes",
        "owner_org": "a",
        "license_id": "ogl",
        "keywords": "a, b",
        "contacts": [{"email": "e@example.org", "role": "owner"}],
        "status": "Done",
        "version": "3",
    }
    assert [dict(r.values) for r in found.resources] == [
        {"name": "File"},
        {"url": "https://example.org/", "name": "Link"},
    ], "a stored file has no address of its own"
    left = {(u.section, u.path): u.reason for u in found.unmapped}
    assert left == {
        ("", "contacts.fax"): Reason.FIELD,
        ("", "secret"): Reason.FIELD,
        ("f", "colour"): Reason.FIELD,
        ("l", "odd"): Reason.FIELD,
    }


def test_what_is_left_behind_is_told_as_people_read_it() -> None:
    group = {"field_name": "g", "label": "Dates", "repeating_subfields": [{"field_name": "kind", "label": "Kind"}]}
    choice = {
        "field_name": "c",
        "label": "State",
        "form_snippet": "select.html",
        "choices": [{"value": "x", "label": "Ex"}],
    }
    source = DatasetSchema.from_action(
        {"dataset_type": "dataset", "dataset_fields": [group, choice], "resource_fields": []}
    )
    terms = TermMap(Terms(source, HERE), Terms(TARGET, THERE))
    left = carry({"g": [{"kind": "a"}, {"kind": "b"}], "c": "x", "odd": {"k": 1}, "resources": []}, terms).unmapped
    told = {u.path: (u.label, u.value_text) for u in left}
    assert told["c"] == ("State", "Ex")
    assert told["g"][0] == "Dates"
    assert not {"{", "["} & set(told["g"][1])


@pytest.mark.parametrize(
    ("organization", "found"),
    [("1", ("a", Origin.PROPOSED)), ("2", ("b", Origin.PROPOSED)), ("9", (None, Origin.MISSING))],
)
def test_organizations_by_name_then_title(terms: TermMap, organization: str, found: tuple[str | None, Origin]) -> None:
    pair = terms.organization(organization)
    assert (pair.target, pair.origin) == found


def test_the_same_number_is_another_licence(terms: TermMap) -> None:
    assert terms.licence("2").target == "ogl"
    assert terms.licence("9").target is None
    bare = TermMap(Terms(SOURCE, HERE), Terms(TARGET, THERE, OTHERS))
    assert bare.licence("2").target == "2", "nothing speaks against it"


def test_decisions_count_before_names_and_can_leave_out() -> None:
    decided = {
        ("organization", "1"): "wtr",
        ("licence", "2"): "",
        ("status", "done"): "later",
        ("contacts.role", "owner"): "gone",
    }
    terms = TermMap(Terms(SOURCE, HERE, LICENCES), Terms(TARGET, THERE, OTHERS), decided)
    found = carry(RECORD, terms)
    assert (found.values["owner_org"], found.values["status"]) == ("b", "later")
    assert "license_id" not in found.values
    left = {(u.path, u.reason) for u in found.unmapped if u.term}
    assert left == {("contacts.role", Reason.CHOICE)}, "what was decided on is not there any more"


def test_what_comes_from_the_place_is_no_difference(terms: TermMap) -> None:
    there = {
        "id": "other", "name": "lakes", "title": "Lakes", "owner_org": "a", "license_id": "ogl", "version": "3",
        "tags": [{"name": "b"}, {"name": "a"}], "contacts": [{"email": "e@example.org", "role": "owner"}],
        "status": "Done", "metadata_modified": "2025-01-01T00:00:00",
        "resources": [
            {"id": "x", "name": "Link", "url": "https://example.org/"},
            {"id": "y", "name": "File", "url": "https://b/download/f.csv", "url_type": "upload", "size": 3},
        ],
    }  # fmt: skip
    found = record_differences(RECORD, there, terms)
    assert {(d.resource, d.name) for d in found.fields} == {
        ("", "contacts.fax"), ("", "secret"), ("", "publish_state"), ("File", "colour"), ("Link", "odd"),
    }  # fmt: skip
    assert (found.only_left, found.only_right) == ((), ())
    changed = {**there, "status": "", "resources": [{**there["resources"][1], "size": 4}, {"id": "z", "name": "New"}]}
    found = record_differences(RECORD, changed, terms)
    assert {"status", "resources"} <= set(found.names)
    assert {(d.resource, d.name) for d in found.fields} >= {("File", "upload")}
    assert [r["id"] for r in found.only_left] == ["l"]
    assert [r["id"] for r in found.only_right] == ["z"]


def test_resources_are_paired_once() -> None:
    ours = [{"id": "1", "name": "A"}, {"id": "2", "name": "A"}, {"id": "3", "name": "B", "url": "https://b"}]
    theirs = [{"id": "x", "name": "A"}, {"id": "2", "name": "Other"}, {"id": "y", "name": "C", "url": "https://b"}]
    assert pair_resources(ours, theirs) == {"1": "x", "2": "2", "3": "y"}
    assert pair_resources(ours, theirs, {"1": "y"})["1"] == "y"


def test_additional_fields_go_along_and_one_with_the_name_of_a_field_is_told() -> None:
    pairs = [{"key": "depth", "value": "9"}, {"key": "keywords", "value": "lakes"}]
    found = carry({**RECORD, "extras": pairs}, TermMap(Terms(SOURCE, HERE, LICENCES), Terms(TARGET, THERE, OTHERS)))
    assert found.values["extras"] == pairs[:1]
    assert [(u.path, u.value) for u in found.unmapped if u.reason is Reason.PAIR] == [("extras.keywords", "lakes")]


def test_a_field_that_the_other_catalogue_sets_itself_is_told() -> None:
    raw = {**TARGET.raw, "dataset_fields": [*TARGET.raw["dataset_fields"], field("secret", form_snippet=None)]}
    target = Terms(DatasetSchema.from_action(raw), THERE, OTHERS)
    found = carry(RECORD, TermMap(Terms(SOURCE, HERE, LICENCES), target))
    assert "secret" not in found.values
    assert [u.path for u in found.unmapped if u.reason is Reason.READ_ONLY] == ["secret"]


LANGUAGES = DatasetSchema.from_action(
    {
        "form_languages": ["fr", "en"],
        "dataset_fields": [
            field("title_translated", preset="fluent_core_translated", form_snippet="fluent_text.html"),
            field("notes_translated", preset="fluent_core_translated", form_snippet="fluent_markdown.html"),
            field("name"),
        ],
        "resource_fields": [
            field("url", form_snippet="upload.html"),
            field("name_translated", preset="fluent_core_translated", form_snippet="fluent_text.html"),
        ],
    }
)
TRANSLATED = {
    "title": "Lakes", "title_translated": {"en": "Lakes", "fr": "Lacs"}, "name": "lakes", "notes": "Deep.",
    "notes_translated": {"en": "Deep.", "fr": "Profonds."},
    "resources": [{"id": "l", "url": "https://a/", "name": "Depths", "name_translated": {"en": "Depths"}}],
}  # fmt: skip


def test_what_ckan_makes_of_translations_goes_where_there_is_one_language() -> None:
    found = carry(TRANSLATED, TermMap(Terms(LANGUAGES, HERE), Terms(ckan_schema(), THERE)))
    assert (found.values["title"], found.values["notes"]) == ("Lakes", "Deep.")
    assert [r.values["name"] for r in found.resources] == ["Depths"]
    assert {u.path for u in found.unmapped} == {"title_translated", "notes_translated", "name_translated"}


def test_translations_go_as_they_are_where_there_are_several_languages_too() -> None:
    found = carry(TRANSLATED, TermMap(Terms(LANGUAGES, HERE), Terms(LANGUAGES, THERE)))
    assert found.unmapped == []
    assert set(found.values) == {"title_translated", "notes_translated", "name"}
    assert [set(r.values) for r in found.resources] == [{"url", "name_translated"}]


def test_a_text_in_one_language_goes_to_the_first_language_of_the_form() -> None:
    plain = {"title": "Lakes", "name": "lakes", "notes": "Deep.", "resources": [
        {"id": "l", "url": "https://a/", "name": "Depths"}
    ]}  # fmt: skip
    found = carry(plain, TermMap(Terms(ckan_schema(), HERE), Terms(LANGUAGES, THERE)))
    assert found.values["title_translated"] == {"fr": "Lakes"}
    assert found.values["notes_translated"] == {"fr": "Deep."}
    assert [r.values["name_translated"] for r in found.resources] == [{"fr": "Depths"}]
    assert found.unmapped == []
