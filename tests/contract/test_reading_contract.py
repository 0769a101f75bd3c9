"""What a client reads before it writes anything."""

import pytest

from contract.contract_server import RESOURCE, Packages, Server

ORGANIZATION_KEYS = {
    "id",
    "name",
    "title",
    "description",
    "display_name",
    "is_organization",
    "state",
    "type",
    "created",
}


def test_status_names_version_and_extensions(ckan: Server) -> None:
    status = ckan.get("status_show", None, get=True)
    assert {"site_title", "site_url", "ckan_version", "extensions", "locale_default"} <= set(status)
    assert ("scheming_datasets" in status["extensions"]) is ckan.has.scheming


def test_an_unknown_action_is_a_bare_400(ckan: Server) -> None:
    answer = ckan.ask("no_such_action", get=True)
    assert (answer.status, answer.error, answer.result) == (400, None, None)
    assert answer.text.strip('"') == f"Bad request{ckan.release.refusal}Action name not known: no_such_action"


def test_bcdc_s_own_actions_are_not_in_stock_ckan(ckan: Server) -> None:
    for action in ("whoami", "organization_or_group_list_related", "update_resource_refresh_timestamp"):
        assert ckan.ask(action).status == 400


@pytest.mark.parametrize("body", ["{", "[1]", '"text"'])
def test_a_body_that_is_no_json_object_is_a_bare_400(ckan: Server, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = ckan.session.post(f"{ckan.url}/api/3/action/package_show", data=body, headers=headers, timeout=30)
    assert answer.status_code == 400
    assert answer.json().startswith(f"Bad request{ckan.release.refusal}JSON Error")


def test_writing_by_get_is_refused(ckan: Server) -> None:
    answer = ckan.ask("package_patch", get=True, id="x", notes="y")
    assert answer.status == 400
    assert "POST" in answer.text


def test_the_address_without_a_version_works(ckan: Server) -> None:
    assert ckan.session.get(f"{ckan.url}/api/action/status_show", timeout=30).status_code == 200


@pytest.mark.kind("bcdc")
def test_the_schema_is_bcdc_s(ckan: Server) -> None:
    assert ckan.get("scheming_dataset_schema_list", None) == ["bcdc_dataset"]
    schema = ckan.get("scheming_dataset_schema_show", None, type="bcdc_dataset")
    assert (len(schema["dataset_fields"]), len(schema["resource_fields"])) == (26, 22)
    state = next(f for f in schema["dataset_fields"] if f["field_name"] == "publish_state")
    assert state["startState"]["state"] == "DRAFT"
    assert ckan.ask("scheming_dataset_schema_show", None, type="nope").status == 404


def test_licences(ckan: Server) -> None:
    licences = {lic["id"]: lic for lic in ckan.get("license_list", None)}
    known = licences[ckan.has.licences[0]]
    assert known["title"] == ckan.has.licence_title
    assert {"id", "title", "url"} <= set(known)
    assert ckan.has.licences[1] in licences


def test_branches_are_under_ministries(ckan: Server) -> None:
    shown = ckan.get("organization_show", None, id="information-management-cfd", include_users=False)
    assert shown["groups"] == [{"capacity": "public", "name": "children-and-family-development"}]
    if not (ckan.release.hierarchy and ckan.kind == "bcdc"):
        assert ckan.ask("group_tree", None, type="organization").status == 400
        return
    tree = ckan.get("group_tree", None, type="organization", get=True)
    assert all(set(node) == {"id", "name", "title", "highlighted", "children"} for node in tree)
    parents = {c["name"]: n["name"] for n in tree for c in n["children"]}
    assert parents["information-management-cfd"] == "children-and-family-development"
    assert ckan.get("group_tree", None) == []


def test_organizations_by_page_with_their_parents(ckan: Server) -> None:
    names = ckan.get("organization_list", None, get=True)
    assert "information-management-cfd" in names
    found = []
    while page := ckan.get(
        "organization_list", None, get=True, all_fields=True, include_groups=True, limit=20, offset=len(found)
    ):
        assert len(page) <= 20
        found += page
    assert sorted(o["name"] for o in found) == sorted(names)
    assert all(set(o) >= ORGANIZATION_KEYS | {"groups", "package_count"} for o in found)
    titles = [o["title"] for o in found]
    assert titles[0] < titles[-1]


def test_counts_can_be_left_out_and_sorted_by(ckan: Server) -> None:
    plain = ckan.get("organization_list", None, get=True, all_fields=True, limit=1, include_dataset_count=False)
    assert "package_count" not in plain[0]
    most = ckan.get("organization_list", None, get=True, all_fields=True, sort="package_count desc", limit=5)
    counts = [o["package_count"] for o in most]
    assert counts == sorted(counts, reverse=True)
    assert ckan.ask("organization_list", None, sort="nonsense").wrong_fields == {"message"}


def test_an_organization_by_id_and_by_name(ckan: Server) -> None:
    one = ckan.get("organization_show", None, id=ckan.organization)
    other = ckan.get("organization_show", None, id=one["name"])
    assert one["id"] == other["id"]
    assert set(one) >= ORGANIZATION_KEYS | {"groups", "users", "package_count", "extras"}
    assert ("tags" in one) is ckan.release.shows_tags_of_organizations
    roles = {u["name"]: u["capacity"] for u in one["users"]}
    assert (roles["editor"], roles["orgadmin"], roles["member"]) == ("editor", "admin", "member")
    assert ckan.ask("organization_show", None, id="no-such-organization").status == 404


@pytest.mark.parametrize(
    ("role", "permission", "capacity"),
    [
        ("editor", "create_dataset", "editor"),
        ("orgadmin", "create_dataset", "admin"),
        ("orgadmin", "admin", "admin"),
        ("member", "read", "member"),
        ("editor", "read", "editor"),
    ],
)
def test_where_one_may_do_what(ckan: Server, role: str, permission: str, capacity: str) -> None:
    mine = ckan.get("organization_list_for_user", role, permission=permission)
    assert {o["id"] for o in mine} == {o["id"] for o in ckan.organizations}
    assert {o["capacity"] for o in mine} == {capacity}


@pytest.mark.parametrize(("role", "permission"), [("member", "create_dataset"), ("outsider", "read"), (None, "read")])
def test_where_one_may_nothing(ckan: Server, role: str | None, permission: str) -> None:
    assert ckan.get("organization_list_for_user", role, permission=permission) == []


def test_a_sysadmin_may_everywhere(ckan: Server) -> None:
    everywhere = ckan.get("organization_list_for_user", "sysadmin", permission="create_dataset")
    assert len(everywhere) == len(ckan.get("organization_list", None, get=True))
    assert {o["capacity"] for o in everywhere} == {"admin"}


def test_a_wrong_token_reads_as_nobody(ckan: Server) -> None:
    assert ckan.ask("package_search", token="wrong", rows=1).status == 200
    assert ckan.get("organization_list_for_user", None, token="wrong") == []
    assert ckan.ask("dashboard_activity_list", token="wrong").status == 403
    assert ckan.ask("dashboard_activity_list", "member", limit=1).status == 200


def test_who_a_token_belongs_to(ckan: Server) -> None:
    answer = ckan.ask("user_show")
    if ckan.newer:
        assert answer.result["name"] == "editor"
    else:
        assert answer.status == 404
    assert ckan.ask("user_show", None).status == 404
    assert "email" in ckan.get("user_show", id="editor")
    assert "email" not in ckan.get("user_show", id="member")
    assert [u["name"] for u in ckan.get("user_list") if "email" in u] == ["editor"]
    assert ckan.ask("user_show", id="nobody-of-that-name").status == 404


def test_the_second_header_counts_in_2_9_alone(ckan: Server) -> None:
    headers = {"X-CKAN-API-Key": ckan.tokens["editor"]}
    answer = ckan.session.get(
        f"{ckan.url}/api/3/action/user_show", params={"id": "editor"}, headers=headers, timeout=30
    )
    assert ("email" in answer.json()["result"]) is not ckan.newer


def test_a_package_by_id_and_by_name(ckan: Server, new: Packages) -> None:
    package = new.make()
    by_name = ckan.get("package_show", None, id=package["name"], get=True)
    assert by_name == ckan.get("package_show", id=package["id"])
    assert by_name == package
    assert ckan.ask("package_show", id="no-such-package").status == 404
    assert ckan.ask("package_show").wrong_fields == {"name_or_id"}


@pytest.mark.kind("bcdc")
def test_the_shape_of_a_package(ckan: Server, new: Packages) -> None:
    package = new.make(dates=[{"type": "Created", "date": "2024-05-06"}], purpose="To test.", more_info=[])
    assert set(package) == {
        "author", "author_email", "contacts", "creator_user_id", "dates", "download_audience", "groups", "id", "isopen",
        "license_id", "license_title", "license_url", "maintainer", "maintainer_email", "metadata_created",
        "metadata_modified", "metadata_visibility", "name", "notes", "num_resources", "num_tags", "organization",
        "owner_org", "private", "publish_state", "purpose", "relationships_as_object", "relationships_as_subject",
        "replacement_record", "resource_status", "resources", "retention_expiry_date", "security_class",
        "source_data_path", "state", "tags", "title", "type", "url", "version", "view_audience",
    }  # fmt: skip
    assert package["contacts"][0]["displayed"] == ["displayed"]
    assert [t["name"] for t in package["tags"]] == ["contract", "water"]
    assert set(package["tags"][0]) == {"display_name", "id", "name", "state", "vocabulary_id"}
    assert set(package["organization"]) == {
        "id", "name", "title", "type", "description", "image_url", "created", "is_organization", "approval_status",
        "state",
    }  # fmt: skip
    assert (package["state"], package["private"], package["isopen"]) == ("active", False, False)


@pytest.mark.kind("bcdc")
def test_the_shape_of_a_resource(ckan: Server, new: Packages) -> None:
    package, resource = new.with_resource()
    shown = ckan.get("resource_show", id=resource)
    assert set(shown) == {
        "bcdc_type", "cache_last_updated", "cache_url", "created", "format", "hash", "id", "iso_topic_category",
        "metadata_modified", "mimetype", "mimetype_inner", "name", "package_id", "position", "projection_name",
        "resource_access_method", "resource_storage_location", "resource_type", "resource_update_cycle", "size",
        "spatial_datatype", "state", "url", "url_type",
    }  # fmt: skip
    assert shown == ckan.resources(package)[0]
    assert {k: shown[k] for k in RESOURCE} == RESOURCE
    assert (shown["size"], shown["url_type"], shown["mimetype"]) == (None, None, "text/csv")
    assert ckan.ask("resource_show", id="no-such-resource").status == 404


def test_package_list_holds_public_packages(ckan: Server, new: Packages) -> None:
    public, private = new.make(), new.make(private=True)
    names = ckan.get("package_list", get=True)
    assert public["name"] in names
    assert private["name"] not in names
    assert names == sorted(names)
    assert ckan.get("package_list", get=True, limit=2, offset=1) == names[1:3]


def test_tags_are_completed(ckan: Server, new: Packages) -> None:
    new.make(tag_string="zquaternary ice,bzquaternary")
    assert set(ckan.get("tag_autocomplete", None, query="zquater")) == {"bzquaternary", "zquaternary ice"}
    assert len(ckan.get("tag_autocomplete", None, query="ZQUATER", limit=1)) == 1
    assert ckan.get("tag_list", None, query="zquaternary i") == ["zquaternary ice"]


def test_the_activity_of_a_package(ckan: Server, new: Packages) -> None:
    package = new.make()["id"]
    ckan.get("package_patch", id=package, notes="Changed.")
    done = ckan.get("package_activity_list", id=package)
    assert [a["activity_type"] for a in done] == ["changed package", "new package"]
    assert all(a["data"]["package"]["title"] for a in done)
    assert ("notes" in done[0]["data"]["package"]) is ckan.newer
    diff = ckan.get("activity_diff", id=done[0]["id"], object_type="package", diff_type="unified")
    assert '+  "notes": "Changed."' in diff["diff"]
    assert len(diff["activities"]) == 2
    assert ckan.ask("package_activity_list").wrong_fields == {"id"}
    assert ckan.ask("package_activity_list", id="no-such-package").status == 404


def test_the_web_page_of_a_package_opens(ckan: Server, new: Packages) -> None:
    package = new.make()
    page = ckan.session.get(f"{ckan.url}/dataset/{package['name']}", timeout=60)
    assert page.status_code == 200
    assert package["title"] in page.text
    assert page.headers["Content-Type"].startswith("text/html")
