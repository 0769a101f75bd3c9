"""Creating, changing and deleting packages: what is stored, and what is refused by which field."""

from typing import Any

import pytest

from contract.capabilities import KINDS
from contract.contract_server import RESOURCE, Packages, Server

REQUIRED = KINDS["bcdc"].required


def refused(ckan: Server, **fields: Any) -> dict[str, Any]:
    answer = ckan.ask("package_create", **ckan.fields(**fields))
    assert answer.status == 409, answer.text[:500]
    assert answer.error.pop("__type") == "Validation Error"
    return dict(answer.error)


def test_what_must_be_there(ckan: Server) -> None:
    kind, owner = ckan.has.dataset_type, set() if ckan.has.unowned else {"owner_org"}
    assert ckan.ask("package_create", type=kind).wrong_fields == ckan.has.required | owner
    assert ckan.ask("package_create", type=kind, owner_org=ckan.organization).wrong_fields == ckan.has.required
    # without a type it is one of CKAN's own, which a catalogue that has types of its own does not keep
    assert ckan.ask("package_create").wrong_fields == ({"name"} if ckan.has.typed else ckan.has.required) | owner


@pytest.mark.kind("bcdc")
@pytest.mark.parametrize("field", sorted(REQUIRED))
def test_each_required_field_is_missed(ckan: Server, field: str) -> None:
    assert set(refused(ckan, **{field: None})) == {field}
    assert set(refused(ckan, **{field: ""})) == {field}


@pytest.mark.kind("bcdc")
@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title": "x"}, {"title": ["Title must be between 2 and 100 characters long"]}),
        ({"title": "x" * 101}, {"title": ["Title must be between 2 and 100 characters long"]}),
        ({"name": "new"}, {"name": ["That name cannot be used"]}),
        (
            {"name": "Has Space"},
            {"name": ["Must be purely lowercase alphanumeric (ascii) characters and these symbols: -_"]},
        ),
        ({"publish_state": "PUBLISHED"}, {"publish_state": ["Invalid state valid choices are: DRAFT"]}),
        ({"resource_status": "obsolete"}, {"replacement_record": ["Required when resource_status is set to obsolete"]}),
        (
            {"resource_status": "historicalArchive"},
            {
                "retention_expiry_date": ["Required when resource_status is set to historicalArchive"],
                "source_data_path": ["Required when resource_status is set to historicalArchive"],
            },
        ),
        (
            {"contacts": [{"name": "x", "email": "x", "role": "custodian"}]},
            {"contacts": [{"org": ["Missing value"]}]},
        ),
        ({"tag_string": "a,good"}, {"tag_string": ['Tag "a" length is less than minimum 2']}),
        ({"record_publish_date": "soon"}, {"record_publish_date": ["Date format incorrect"]}),
        ({"id": "d2d1a0b8-3f2c-4b39-9c55-6a6e4f0f6a11"}, {"id": ["The input field id was not expected."]}),
    ],
)  # fmt: skip
def test_wrong_values_and_their_messages(ckan: Server, fields: dict[str, Any], message: dict[str, Any]) -> None:
    assert refused(ckan, **fields) == message


@pytest.mark.kind("bcdc")
@pytest.mark.parametrize(
    "field",
    ["view_audience", "download_audience", "security_class", "metadata_visibility", "resource_status", "publish_state"],
)
def test_choices(ckan: Server, field: str) -> None:
    error = refused(ckan, **{field: "no such choice"})
    assert set(error) == {field}
    assert error[field][0].startswith("Value must be one of [")


def test_names_that_are_too_short_or_too_long(ckan: Server) -> None:
    assert set(refused(ckan, name="x")) == {"name"}
    assert set(refused(ckan, name="x" * 101)) == {"name"}


@pytest.mark.kind("bcdc")
def test_errors_in_groups_stand_at_their_row(ckan: Server) -> None:
    good = {"type": "Created", "date": "2024-01-01"}
    error = refused(ckan, dates=[good, {"type": "Invented", "date": "someday"}])
    assert error["dates"][0] == {}
    assert set(error["dates"][1]) == {"type", "date"}
    error = refused(ckan, contacts=[{"name": "x", "email": "x", "org": "nowhere", "role": "boss", "displayed": ["q"]}])
    assert set(error["contacts"][0]) == {"org", "role", "displayed"}


@pytest.mark.kind("bcdc")
@pytest.mark.parametrize("value", ["[]", "", {"name": "x"}, None])
def test_a_group_that_is_no_list_of_rows(ckan: Server, new: Packages, value: Any) -> None:
    answer = ckan.ask("package_patch", id=new.make()["id"], contacts=value)
    assert (answer.status, answer.error["__type"]) == (400, "Integrity Error")


@pytest.mark.kind("bcdc")
def test_a_title_and_a_name_are_used_once(ckan: Server, new: Packages) -> None:
    package = new.make()
    assert refused(ckan, title=package["title"]) == {"title": ["That Title is already in use."]}
    assert refused(ckan, name=package["name"]) == {"name": ["That URL is already in use."]}
    ckan.get("package_delete", id=package["id"])
    again = new.make(title=package["title"], name=package["name"])
    assert again["id"] != package["id"]


def test_a_licence_is_not_checked(ckan: Server, new: Packages) -> None:
    package = new.make(license_id="no-such-licence")
    assert package["license_title"] == "no-such-licence"
    assert "license_url" not in package


def test_keywords_are_not_asked_for(ckan: Server, new: Packages) -> None:
    assert new.make(tag_string=None)["tags"] == []
    assert [t["name"] for t in new.make(tag_string=None, tags=[{"name": "listed"}])["tags"]] == ["listed"]


def test_an_unknown_field_is_dropped(ckan: Server, new: Packages) -> None:
    assert "invented" not in new.make(invented="x")
    assert "invented" not in new.make(invented={"x": 1})


def test_rows_that_no_field_has(ckan: Server, new: Packages) -> None:
    package, resource = new.with_resource()
    of_package = ckan.ask("package_patch", id=package, invented=[{"x": "1"}])
    of_resource = ckan.ask("resource_patch", id=resource, invented=[{"x": "1"}])
    if ckan.release.refuses_unknown_rows:
        assert of_package.error["__junk"] == ["The input field [('invented', 0, 'x')] was not expected."]
        assert of_resource.error["__junk"] == [
            "The input field [('resources', 0, 'invented', 0, 'x')] was not expected."
        ]
    else:
        assert "invented" not in of_package.result
        assert of_resource.result["invented"] == [{"x": "1"}]


def test_extras_are_kept(ckan: Server, new: Packages) -> None:
    assert new.make(extras=[{"key": "invented", "value": "x"}])["extras"] == [{"key": "invented", "value": "x"}]


def test_visibility_does_not_make_private(ckan: Server, new: Packages) -> None:
    assert new.make(metadata_visibility="IDIR")["private"] is False
    assert new.make(private="true")["private"] is True


def test_resources_of_a_new_package_are_checked_row_by_row(ckan: Server) -> None:
    good = {"name": "good", "url": "https://example.org", **RESOURCE}
    error = refused(ckan, resources=[good, {**good, **ckan.has.wrong_in_resource}])
    assert error["resources"][0] == {}
    assert set(error["resources"][1]) == set(ckan.has.wrong_in_resource)


def test_a_patch_changes_what_it_names(ckan: Server, new: Packages) -> None:
    before = new.make(purpose="Stays.")
    after = ckan.get("package_patch", id=before["name"], notes="New.")
    changed = {k for k in after if after[k] != before.get(k)}
    assert changed == {"notes", "metadata_modified"}
    assert after["metadata_modified"] > before["metadata_modified"]
    assert after == ckan.get("package_show", id=before["id"])


@pytest.mark.kind("bcdc")
def test_an_update_loses_what_it_leaves_out(ckan: Server, new: Packages) -> None:
    package = new.make(purpose="Goes.", private=True)
    ckan.get("resource_create", package_id=package["id"], name="Goes too", **RESOURCE)
    kept = {k: package[k] for k in (*REQUIRED, "owner_org")}
    after = ckan.get("package_update", id=package["id"], **kept)
    assert not {"purpose", "contacts"} & set(after)
    assert (after["tags"], after["private"]) == ([], True)
    assert [r["name"] for r in after["resources"]] == ([] if ckan.release.validates_all_resources else ["Goes too"])
    assert ckan.ask("package_update", id=package["id"], title="Alone").wrong_fields == (
        (REQUIRED - {"title"}) | {"owner_org"}
    )


def test_tag_string_adds_and_tags_replace(ckan: Server, new: Packages) -> None:
    package = new.make(tag_string="one,two")["id"]
    after = ckan.get("package_patch", id=package, tag_string="three")
    assert [t["name"] for t in after["tags"]] == ["one", "three", "two"]
    after = ckan.get("package_patch", id=package, tags=[{"name": "only"}])
    assert ([t["name"] for t in after["tags"]], after["num_tags"]) == (["only"], 1)


@pytest.mark.kind("bcdc")
def test_emptied_fields_come_back_in_their_own_ways(ckan: Server, new: Packages) -> None:
    package = new.make(
        purpose="Was here.", support_url="https://example.org", dates=[{"type": "Created", "date": "2024-1-2"}]
    )
    assert package["dates"] == [{"type": "Created", "date": "2024-01-02"}]
    after = ckan.get("package_patch", id=package["id"], purpose="", support_url=None, contacts=[], dates=[])
    assert after["purpose"] == ""
    assert not {"support_url", "contacts", "dates"} & set(after)


@pytest.mark.kind("bcdc")
def test_a_time_of_day_is_dropped_from_dates(ckan: Server, new: Packages) -> None:
    package = new.make(dates=[{"type": "Created", "date": "2024-01-02T03:04:05"}], record_publish_date="2024-12-31")
    assert package["dates"][0]["date"] == "2024-01-02"
    assert package["record_publish_date"] == "2024-12-31"


@pytest.mark.kind("bcdc")
def test_a_title_that_is_nothing_is_a_server_fault(ckan: Server, new: Packages) -> None:
    assert ckan.ask("package_patch", id=new.make()["id"], title=None).status == 500


@pytest.mark.kind("bcdc")
def test_publishing_moves_by_role(ckan: Server, new: Packages) -> None:
    package = new.make()["id"]

    def move(state: str, role: str = "editor") -> list[str]:
        answer = ckan.ask("package_patch", role, id=package, publish_state=state)
        return list(answer.error["publish_state"]) if answer.status == 409 else [answer.result["publish_state"]]

    lacking = ["You lack permission to move to this state, you must be one of admin, sysadmin"]
    assert move("PUBLISHED") == ["Invalid state valid choices are: PENDING PUBLISH"]
    assert move("PENDING PUBLISH") == ["PENDING PUBLISH"]
    assert move("PUBLISHED") == lacking
    assert move("PUBLISHED", "orgadmin") == ["PUBLISHED"]
    assert move("PUBLISHED") == ["PUBLISHED"]
    assert move("PENDING PUBLISH") == lacking
    assert move("DRAFT") == ["Invalid state valid choices are: PENDING ARCHIVE, PENDING PUBLISH"]
    assert move("PENDING ARCHIVE") == ["PENDING ARCHIVE"]
    assert move("ARCHIVED", "orgadmin") == ["ARCHIVED"]
    assert move("PENDING ARCHIVE", "sysadmin") == ["PENDING ARCHIVE"]


def test_deleting_marks_and_purging_removes(ckan: Server, new: Packages) -> None:
    package = new.make()
    assert ckan.get("package_delete", id=package["id"]) is None
    assert ckan.get("package_show", id=package["id"])["state"] == "deleted"
    assert ckan.ask("package_show", None, id=package["id"]).status == 403
    assert ckan.get("package_patch", id=package["id"], state="active")["state"] == "active"
    assert ckan.ask("dataset_purge", id=package["id"]).status == 403
    assert ckan.ask("dataset_purge", "sysadmin", id=package["id"]).status == 200
    assert ckan.ask("package_show", id=package["id"]).status == 404


@pytest.mark.parametrize(
    ("action", "missing"),
    [
        ("package_patch", "message"),
        ("package_update", "id"),
        ("package_delete", "id"),
        ("package_resource_reorder", "id"),
    ],
)
def test_unknown_and_missing_ids(ckan: Server, action: str, missing: str) -> None:
    assert ckan.ask(action, id="no-such-package", order=[]).status == 404
    assert ckan.ask(action).wrong_fields == {missing}


def test_numbers_become_text(ckan: Server, new: Packages) -> None:
    if ckan.release.takes_numbers_as_text:
        assert ckan.get("package_show", id=new.make(notes=5)["id"])["notes"] == "5"
    else:
        assert ckan.ask("package_create", **ckan.fields(notes=5)).status == 500


def test_a_form_writes_too(ckan: Server, new: Packages) -> None:
    package = new.make()["id"]
    answer = ckan.ask("package_patch", form={"id": package, "notes": "By form: ü, 日本"})
    assert answer.result["notes"] == "By form: ü, 日本"


def test_a_sysadmin_may_give_an_id(ckan: Server, new: Packages) -> None:
    wanted = "d2d1a0b8-3f2c-4b39-9c55-6a6e4f0f6a12"
    answer = ckan.ask("package_create", "sysadmin", **ckan.fields(id=wanted))
    new.made.append(wanted)
    assert answer.result["id"] == wanted
