"""Creating, changing, ordering and deleting resources one at a time, with and without a file."""

import gzip
import json
from typing import Any

import pytest

from contract.contract_server import GEOGRAPHIC, PERIOD, RESOURCE, Packages, Server, new_id

REQUIRED = set(RESOURCE)
TABLE = "id,name\r\n1,Zoë\r\n2,日本\r\n".encode()


def upload(
    ckan: Server, package: str, name: str = "My Table (1).csv", body: bytes = TABLE, **fields: Any
) -> dict[str, Any]:
    wanted = {"package_id": package, "name": "A table", **RESOURCE, **fields}
    answer = ckan.ask("resource_create", files={"upload": (name, body)}, **wanted)
    assert answer.status == 200, answer.text[:500]
    return dict(answer.result)


def refused(ckan: Server, package: str, **fields: Any) -> dict[str, Any]:
    answer = ckan.ask("resource_create", package_id=package, **{"name": "x", **RESOURCE, **fields})
    assert answer.status == 409, answer.text[:500]
    assert answer.error.pop("__type") == "Validation Error"
    return dict(answer.error)


def test_a_file_comes_back_byte_for_byte(ckan: Server, new: Packages) -> None:
    made = upload(ckan, new.make()["id"])
    answer = ckan.download(made["url"])
    assert answer.content == TABLE
    assert int(answer.headers["Content-Length"]) == len(TABLE)
    assert answer.headers["Content-Type"].startswith("text/csv")
    head = ckan.download(made["url"], method="HEAD")
    assert (head.status_code, int(head.headers["Content-Length"]), head.content) == (200, len(TABLE), b"")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("My Table (1).csv", "my-table-1.csv"),
        ("übergröße.CSV", "ubergrosse.csv"),
        ("a 'quoted', name.csv", "a-quoted-name.csv"),
        ("100% & more; x=1.csv", "100-more-x1.csv"),
        ("two.dots.v2.csv", "two.dots.v2.csv"),
    ],
)
def test_a_file_s_name_in_its_address(ckan: Server, new: Packages, name: str, kept: str) -> None:
    made = upload(ckan, new.make()["id"], name=name)
    kind = ckan.has.dataset_type if ckan.newer else "dataset"
    assert made["url"] == f"{ckan.url}/{kind}/{made['package_id']}/resource/{made['id']}/download/{kept}"
    assert ckan.download(made["url"]).content == TABLE


def test_a_compressed_file_is_called_an_encoding_by_the_newer(ckan: Server, new: Packages) -> None:
    body = gzip.compress(TABLE, mtime=0)
    made = upload(ckan, new.make()["id"], name="table.csv.gz", body=body)
    headers = {"Authorization": ckan.tokens["editor"], "Accept-Encoding": "identity"}
    with ckan.session.get(made["url"], headers=headers, stream=True, timeout=60) as answer:
        assert answer.raw.read(decode_content=False) == body
        assert answer.headers.get("Content-Encoding") == ("gzip" if ckan.newer else None)
        assert int(answer.headers["Content-Length"]) == len(body)


def test_what_the_server_adds_to_a_file(ckan: Server, new: Packages) -> None:
    made = upload(ckan, new.make()["id"])
    assert (made["size"], made["mimetype"], made["url_type"]) == (len(TABLE), "text/csv", "upload")
    assert made["last_modified"] is not None
    assert upload(ckan, made["package_id"], body=b"", name="empty.csv")["size"] == 0


@pytest.mark.parametrize(
    ("role", "visible"), [("member", True), ("sysadmin", True), ("outsider", False), (None, False)]
)
def test_a_private_file_is_its_organization_s(ckan: Server, new: Packages, role: str | None, visible: bool) -> None:
    made = upload(ckan, new.make(private=True)["id"])
    answer = ckan.download(made["url"], role)
    if visible:
        assert answer.content == TABLE
    else:
        assert answer.status_code == (403 if ckan.newer else 404)
        assert TABLE not in answer.content


def test_a_file_that_is_not_there(ckan: Server, new: Packages) -> None:
    made = upload(ckan, new.make()["id"])
    assert ckan.download(made["url"].replace(made["id"], new_id())).status_code == 404
    ckan.get("resource_delete", id=made["id"])
    assert ckan.download(made["url"]).status_code == 404


@pytest.mark.kind("bcdc")
def test_what_must_be_there(ckan: Server, new: Packages) -> None:
    package = new.make()["id"]
    assert ckan.ask("resource_create", package_id=package).wrong_fields == REQUIRED
    assert ckan.ask("resource_create").wrong_fields == {"package_id"}
    assert ckan.ask("resource_create", package_id="no-such-package", **RESOURCE).status == 404
    assert set(refused(ckan, package, bcdc_type="geographic")) == {
        "iso_topic_category", "projection_name", "spatial_datatype",
    }  # fmt: skip
    assert set(refused(ckan, package, bcdc_type="webservice")) == {"projection_name"}


@pytest.mark.kind("bcdc")
@pytest.mark.parametrize("field", sorted(REQUIRED))
def test_choices(ckan: Server, new: Packages, field: str) -> None:
    error = refused(ckan, new.make()["id"], **{field: "no such choice"})
    assert set(error) == {field}
    assert error[field][0].startswith("Value must be one of [")


@pytest.mark.kind("bcdc")
def test_other_wrong_values(ckan: Server, new: Packages) -> None:
    package = new.make()["id"]
    assert refused(ckan, package, json_table_schema="[1]") == {
        "json_table_schema": ["Unsupported value for JSON field: [1]"]
    }
    assert set(refused(ckan, package, json_table_schema="{")) == {"json_table_schema"}
    assert refused(ckan, package, size="big") == {"size": ["Invalid integer"]}
    assert refused(ckan, package, temporal_extent=[{"beginning_date": "x"}]) == {
        "temporal_extent": [{"beginning_date": ["Date format incorrect"]}]
    }
    assert refused(ckan, package, **{**GEOGRAPHIC, "iso_topic_category": ["water"]}) == {
        "iso_topic_category": ['unexpected choice "water"']
    }
    assert set(refused(ckan, package, format="CSV")) == {"format"}
    assert ckan.resources(package) == []


@pytest.mark.kind("bcdc")
def test_values_the_schema_shapes(ckan: Server, new: Packages) -> None:
    package = new.make()["id"]
    made = ckan.get(
        "resource_create",
        package_id=package,
        name="shapes",
        **{**GEOGRAPHIC, "iso_topic_category": ["society", "biota"]},
        json_table_schema={"fields": [{"name": "id"}]},
        temporal_extent=[{"beginning_date": "2024-01-01", "end_date": ""}],
        last_modified="2024-01-02 03:04:05",
        invented={"kept": [1, True]},
    )
    assert made["iso_topic_category"] == ["biota", "society"]
    assert made["json_table_schema"] == {"fields": [{"name": "id"}]}
    assert made["temporal_extent"] == [{"beginning_date": "2024-01-01"}]
    assert made["last_modified"] == "2024-01-02T03:04:05"
    assert made["invented"] == {"kept": [1, True]}
    again = ckan.get("resource_patch", id=made["id"], json_table_schema="{}", iso_topic_category="biota")
    assert (again["json_table_schema"], again["iso_topic_category"]) == ({}, ["biota"])


@pytest.mark.kind("bcdc")
def test_an_empty_topic_swings_between_two_shapes(ckan: Server, new: Packages) -> None:
    package, resource = new.with_resource()
    shapes = [ckan.resources(package)[0]["iso_topic_category"]]
    for i in range(3):
        ckan.get("package_patch", id=package, notes=f"Written {i} times.")
        shapes.append(ckan.get("resource_show", id=resource)["iso_topic_category"])
    assert shapes == ([[""], [], [""], []] if ckan.release.validates_all_resources else [[""]] * 4)


@pytest.mark.kind("bcdc")
def test_groups_do_not_travel_with_a_file(ckan: Server, new: Packages) -> None:
    package = new.make()["id"]
    sent = {"package_id": package, "name": "x", "temporal_extent": json.dumps(PERIOD), **RESOURCE}
    answer = ckan.ask("resource_create", files={"upload": ("a.csv", TABLE)}, **sent)
    if ckan.newer:
        assert (answer.status, answer.error["__type"]) == (400, "Integrity Error")
    else:
        assert (answer.status, answer.error) == (500, None)
        assert "<html" in answer.text
    assert ckan.ask("resource_create", **sent).status == 400
    assert ckan.resources(package) == []


@pytest.mark.kind("bcdc")
def test_groups_as_html_forms_send_them(ckan: Server, new: Packages) -> None:
    package = new.make()["id"]
    made = upload(ckan, package, **{"temporal_extent-0-beginning_date": "2024-01-01"})
    assert made["temporal_extent"] == [{"beginning_date": "2024-01-01"}]


def test_a_patch_keeps_the_file_and_the_rest(ckan: Server, new: Packages) -> None:
    before = upload(ckan, new.make()["id"], description="Before.")
    after = ckan.get("resource_patch", id=before["id"], description="After.")
    changed = {k for k in after if after[k] != before.get(k)} - {"iso_topic_category"}
    assert changed == {"description", "metadata_modified"}
    assert ckan.download(after["url"]).content == TABLE


def test_replacing_a_file_keeps_id_and_fields(ckan: Server, new: Packages) -> None:
    before = upload(ckan, new.make()["id"], description="Stays.")
    ckan.get("resource_patch", id=before["id"], **ckan.has.rows_of_resource)
    answer = ckan.ask(
        "resource_patch", id=before["id"], files={"upload": ("other.pdf", b"%PDF-1.7 longer than before it")}
    )
    after = answer.result
    assert (after["id"], after["description"]) == (before["id"], "Stays.")
    assert after | ckan.has.rows_of_resource == after
    assert after["url"].endswith("/other.pdf")
    assert after["created"] == before["created"]
    assert after["last_modified"] > before["last_modified"]
    assert after["mimetype"] == "text/csv"  # that of the file before
    # 2.9 keeps the size of the file before as well, unless it is sent along
    assert after["size"] == (30 if ckan.newer else len(TABLE))
    assert ckan.download(after["url"]).content == b"%PDF-1.7 longer than before it"
    again = ckan.ask("resource_patch", id=before["id"], size=3, files={"upload": ("v3.csv", b"a\n1")})
    assert again.result["size"] == 3


def test_an_update_loses_what_it_leaves_out(ckan: Server, new: Packages) -> None:
    made = upload(ckan, new.make()["id"], description="Goes.", invented="Goes.", object_name="Goes.")
    after = ckan.get("resource_update", id=made["id"], name="New", url=made["url"], **RESOURCE)
    assert not any(after.get(name) for name in ("description", "invented", "object_name"))
    assert (after["name"], after["size"], after["url_type"]) == ("New", len(TABLE), "upload")
    assert ckan.download(after["url"]).content == TABLE
    lacking = ckan.ask("resource_update", id=made["id"], name="x")
    if ckan.kind == "bcdc":
        assert lacking.wrong_fields == REQUIRED
    else:
        assert lacking.status == 200


def test_a_file_becomes_a_link(ckan: Server, new: Packages) -> None:
    made = upload(ckan, new.make()["id"])
    after = ckan.get("resource_patch", id=made["id"], url="https://example.org/b.csv", url_type="")
    assert (after["url"], after["url_type"]) == ("https://example.org/b.csv", "")


@pytest.mark.parametrize("value", ["", None])
def test_emptied_fields(ckan: Server, new: Packages, value: str | None) -> None:
    _, resource = new.with_resource(description="Was here.", **ckan.has.rows_of_resource)
    emptied: dict[str, Any] = {name: [] for name in ckan.has.rows_of_resource}
    after = ckan.get("resource_patch", id=resource, description=value, **emptied)
    assert after.get("description") == value
    assert not any(after[name] for name in emptied)


def test_deleting(ckan: Server, new: Packages) -> None:
    package, resource = new.with_resource()
    other = ckan.get("resource_create", package_id=package, name="other", **RESOURCE)["id"]
    assert ckan.get("resource_delete", id=resource) is None
    assert [(r["id"], r["position"]) for r in ckan.resources(package)] == [(other, 0)]
    assert ckan.ask("resource_show", id=resource).status == 404
    assert ckan.ask("resource_delete").wrong_fields == {"id"}


@pytest.mark.parametrize("action", ["resource_delete", "resource_patch", "resource_show"])
def test_unknown_resources(ckan: Server, action: str) -> None:
    assert ckan.ask(action, id=new_id()).status == 404
    assert ckan.ask("resource_update", id=new_id()).status == (404 if ckan.newer else 500)
    assert ckan.ask("resource_patch").wrong_fields == {"message"}


def test_reordering(ckan: Server, new: Packages) -> None:
    package = new.make(resources=[{**RESOURCE, "name": f"r{i}", "url": "https://example.org"} for i in range(4)])
    ids = [r["id"] for r in package["resources"]]
    answer = ckan.get("package_resource_reorder", id=package["id"], order=[ids[3], ids[1]])
    assert answer == {"id": package["id"], "order": [ids[3], ids[1], ids[0], ids[2]]}
    assert [r["id"] for r in ckan.resources(package["id"])] == answer["order"]
    assert [r["position"] for r in ckan.resources(package["id"])] == [0, 1, 2, 3]
    for order in (["no-such-resource"], "text", [ids[0], ids[0]]):
        assert ckan.ask("package_resource_reorder", id=package["id"], order=order).wrong_fields == {"order"}


def test_an_id_of_the_client_s_makes_no_second_resource(ckan: Server, new: Packages) -> None:
    package, wanted = new.make()["id"], new_id()
    for name in ("first", "again"):
        made = upload(ckan, package, body=name.encode(), id=wanted, name_="", description=name)
        assert made["id"] == wanted
    resources = ckan.resources(package)
    assert [(r["id"], r["description"], r["size"]) for r in resources] == [(wanted, "again", 5)]
    assert ckan.download(resources[0]["url"]).content == b"again"


def test_an_id_is_free_after_deleting(ckan: Server, new: Packages) -> None:
    package, wanted = new.make()["id"], new_id()
    upload(ckan, package, id=wanted)
    ckan.get("resource_delete", id=wanted)
    upload(ckan, package, id=wanted, body=b"new")
    assert [r["size"] for r in ckan.resources(package)] == [3]


def test_a_malformed_id(ckan: Server, new: Packages) -> None:
    package = new.make()["id"]
    wanted = f"no-uuid-{new_id()[:8]}"
    answer = ckan.ask("resource_create", package_id=package, id=wanted, name="x", **RESOURCE)
    if ckan.newer:
        assert answer.error["id"] == ["Invalid id provided"]
    else:
        assert answer.result["id"] == wanted


def test_an_id_of_another_package(ckan: Server, new: Packages) -> None:
    _, taken = new.with_resource()
    here = new.make()["id"]
    answer = ckan.ask("resource_create", package_id=here, id=taken, name="x", **RESOURCE)
    if ckan.newer:
        assert answer.error["id"] == ["Resource id already exists."]
        assert ckan.resources(here) == []
    else:  # it is moved here
        assert answer.status == 200
        assert [r["id"] for r in ckan.resources(here)] == [taken]
        assert ckan.get("resource_show", id=taken)["package_id"] == here
