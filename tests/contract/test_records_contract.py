"""What saving a whole record relies on: the order within one request, files and links, earlier states, coming back."""

from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.http import FilePart
from bcdc_desktop.catalogue.revise import Revision
from bcdc_desktop.domain.profile import Profile
from contract.contract_server import GEOGRAPHIC, RESOURCE, Packages, Server, new_id


@pytest.fixture
def client(ckan: Server) -> Catalogue:
    return Catalogue(Profile("contract", "Contract", ckan.url), ckan.tokens["editor"])


def file(folder: Path, name: str, body: bytes) -> FilePart:
    (folder / name).write_bytes(body)
    return FilePart(folder / name, name, len(body))


def mixed(ckan: Server, new: Packages, client: Catalogue, folder: Path) -> dict[str, Any]:
    """A package with a link that has every kind of field, another link, and two files."""
    extent = {"north_bound_latitude": "60.0", "south_bound_latitude": "48.0"}
    extent |= {"east_bound_longitude": "-113.5", "west_bound_longitude": "-139.5"}
    geo = {**GEOGRAPHIC, "name": "geo", "url": "https://example.org/ä?x=1", **ckan.has.rows_of_resource}
    geo |= {"iso_topic_category": ["farming", "oceans"], "description": "“x”\n# y"}
    if ckan.kind == "bcdc":
        geo["geographic_extent"] = [extent]
    geo |= {"json_table_schema": '{"fields": [{"name": "a"}]}'}
    package = new.make(resources=[geo, {**RESOURCE, "name": "link", "url": "https://example.org/b"}])
    filed = {**RESOURCE, "size": 4, **ckan.has.rows_of_resource}
    rows = [{**filed, "id": new_id(), "name": f"file {i}"} for i in range(2)]
    files = {str(r["id"]): file(folder, f"{r['name']} ü.csv", b"%d\r\n\n" % i) for i, r in enumerate(rows)}
    client.revise(Revision(package["id"], new_resources=rows, files=files))
    return client.package(package["id"])


def still(package: dict[str, Any]) -> dict[str, Any]:
    """The resources by id, without what the server moves itself on every write."""
    moving = ("position", "metadata_modified", "iso_topic_category")
    return {
        r["id"]: {k: v for k, v in r.items() if k not in moving or (k == moving[2] and any(v))}
        for r in package["resources"]
    }


def test_a_new_order_moves_resources_and_changes_none(
    ckan: Server, client: Catalogue, new: Packages, tmp_path: Path
) -> None:
    before = mixed(ckan, new, client, tmp_path)
    order = [before["resources"][i]["id"] for i in (3, 0, 2, 1)]
    client.revise(Revision(before["id"], before["metadata_modified"], order=order, seen=before["resources"]))
    after = client.package(before["id"])
    assert [r["id"] for r in after["resources"]] == order
    assert [r["position"] for r in after["resources"]] == [0, 1, 2, 3]
    assert still(after) == still(before)
    own = ("resources", "metadata_modified")
    assert {k: v for k, v in after.items() if k not in own} == {k: v for k, v in before.items() if k not in own}
    bodies = {r["name"]: b"".join(client.read_file(r["url"])) for r in after["resources"] if r["url_type"] == "upload"}
    assert bodies == {"file 0": b"0\r\n\n", "file 1": b"1\r\n\n"}


def test_a_new_order_with_everything_else_in_one_act(
    ckan: Server, client: Catalogue, new: Packages, tmp_path: Path
) -> None:
    before = mixed(ckan, new, client, tmp_path)
    geo, link, first, second = (r["id"] for r in before["resources"])
    added = new_id()
    client.revise(
        Revision(
            before["id"],
            before["metadata_modified"],
            fields={"notes": "All at once.", next(iter(ckan.has.rows)): []},
            resources={geo: {"description": "", "iso_topic_category": ["farming"]}, second: {"size": 6}},
            new_resources=[{**RESOURCE, "id": added, "name": "added", "size": 5, **ckan.has.rows_of_resource}],
            files={added: file(tmp_path, "added.csv", b"added"), second: file(tmp_path, "second.csv", b"second")},
            deletions=[first],
            order=[second, added, link, geo],
            seen=before["resources"],
        )
    )
    after = client.package(before["id"])
    assert [r["id"] for r in after["resources"]] == [second, added, link, geo]
    assert after["notes"] == "All at once."
    assert not after.get(next(iter(ckan.has.rows)))
    bodies = [b"".join(client.read_file(r["url"])) for r in after["resources"][:2]]
    assert bodies == [b"second", b"added"]
    assert [r["size"] for r in after["resources"][:2]] == [6, 5]
    assert after["resources"][1] | ckan.has.rows_of_resource == after["resources"][1]
    assert after["resources"][3]["iso_topic_category"] == ["farming"]
    assert not after["resources"][3].get("description")
    assert still(after)[link] == still(before)[link]


def test_a_stale_order_is_a_conflict_and_one_without_a_time_is_never_sent(client: Catalogue, new: Packages) -> None:
    package = new.make(resources=[{**RESOURCE, "name": f"r{i}", "url": "https://example.org"} for i in range(2)])
    order = [r["id"] for r in package["resources"]][::-1]
    client.revise(Revision(package["id"], new_resources=[{**RESOURCE, "id": new_id(), "name": "theirs"}]))
    with pytest.raises(errors.Conflict):
        client.revise(Revision(package["id"], package["metadata_modified"], order=order, seen=package["resources"]))
    assert len(client.package(package["id"])["resources"]) == 3
    with pytest.raises(ValueError, match="as it was seen"):
        client.revise(Revision(package["id"], order=order, seen=package["resources"]))


def test_what_is_refused_stands_at_its_place_in_the_new_order(ckan: Server, client: Catalogue, new: Packages) -> None:
    package = new.make(resources=[{**RESOURCE, "name": f"r{i}", "url": "https://example.org"} for i in range(3)])
    first, second, third = (r["id"] for r in package["resources"])
    revision = Revision(
        package["id"],
        package["metadata_modified"],
        resources={third: dict(ckan.has.wrong_in_resource)},
        deletions=[first],
        order=[third, second],
        seen=package["resources"],
    )
    with pytest.raises(errors.Invalid) as refusal:
        client.revise(revision)
    places = dict(enumerate(revision.resulting_ids()))
    assert {places[i] for i in places if refusal.value.of_resource(i)} == {third}


def test_a_file_becomes_a_link_only_with_its_type(
    ckan: Server, client: Catalogue, new: Packages, tmp_path: Path
) -> None:
    package = mixed(ckan, new, client, tmp_path)
    (resource,) = (r["id"] for r in package["resources"] if r["name"] == "file 0")
    address = "https://example.org/elsewhere/y.csv"
    client.revise(Revision(package["id"], resources={resource: {"url": address}}))
    assert client.resource(resource)["url"].endswith("/download/y.csv")  # taken for the file's name
    client.revise(Revision(package["id"], resources={resource: {"url": address, "url_type": ""}}))
    there = client.resource(resource)
    assert (there["url"], there["url_type"] or "") == (address, "")


def test_a_deleted_resource_is_made_again_under_its_id(client: Catalogue, new: Packages) -> None:
    package, resource = new.with_resource()
    old = client.resource(resource)
    client.revise(Revision(package, deletions=[resource]))
    again = {k: old[k] for k in (*RESOURCE, "id", "name", "url")}
    client.revise(Revision(package, new_resources=[again]))
    assert client.resource(resource)["url"] == old["url"]


def test_the_record_as_it_was_after_an_activity(client: Catalogue, new: Packages) -> None:
    package = new.make()["id"]
    client.revise(Revision(package, fields={"notes": "Changed."}))
    newest, first = client.activity(package)[:2]
    assert client.record_at(newest["id"])["notes"] == "Changed."
    assert client.record_at(first["id"])["notes"] == "For a contract test."
    with pytest.raises(errors.NotFound):
        client.record_at(new_id())


def test_a_deleted_record_takes_writes_and_comes_back(client: Catalogue, new: Packages) -> None:
    """So a save has to look whether its record was deleted."""
    package = new.make()["id"]
    client.delete_package(package)
    client.revise(Revision(package, fields={"notes": "Written all the same."}))
    assert client.package(package)["state"] == "deleted"
    client.patch_package(package, {"state": "active"})
    assert (client.package(package)["state"], client.package(package)["notes"]) == ("active", "Written all the same.")


@pytest.mark.parametrize("text", ["\u202eright to left\u202c שלום", "x" * 1_000_000, "😀", "\ttab\r\nand lines"])
def test_odd_text_is_kept(client: Catalogue, new: Packages, text: str) -> None:
    package = new.make()["id"]
    client.revise(Revision(package, fields={"notes": text}))
    assert client.package(package)["notes"] == text


def test_what_a_state_or_an_organization_is_refused_with(client: Catalogue, new: Packages, ckan: Server) -> None:
    package, mine = new.make()["id"], {o["id"] for o in ckan.organizations}
    foreign = next(o.id for o in client.organizations() if o.id not in mine)
    wrong = {"publish_state": "ARCHIVED"} if ckan.has.publish_states else ckan.has.wrong
    for fields in (wrong, {"owner_org": foreign}):
        with pytest.raises(errors.Invalid) as refusal:
            client.revise(Revision(package, fields=dict(fields)))
        assert set(refusal.value.fields) == set(fields)
