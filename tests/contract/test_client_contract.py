"""The program's own client against every server: what it reads, writes and makes of refusals."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.http import FilePart
from bcdc_desktop.catalogue.revise import Revision
from bcdc_desktop.catalogue.uploads import RemoteFileChanged
from bcdc_desktop.domain.profile import Profile
from contract.contract_server import RESOURCE, Packages, Server, new_id
from helpers.colleague import Colleague
from helpers.misbehaving import Canned, MisbehavingServer

Connect = Callable[..., Catalogue]


@pytest.fixture
def connect(ckan: Server) -> Connect:
    """A client as one of the roles, or with a key of its own."""
    profile = Profile("contract", "Contract", ckan.url)

    def make(role: str | None = "editor", *, key: str | None = None) -> Catalogue:
        return Colleague(profile, key or (ckan.tokens[role] if role else None))

    return make


def part(folder: Path, name: str, body: bytes) -> FilePart:
    path = folder / name
    path.write_bytes(body)
    return FilePart(path, name, len(body))


def test_what_the_catalogue_is(connect: Connect, ckan: Server) -> None:
    client = connect(None)
    assert client.status()["ckan_version"] == ".".join(map(str, ckan.version))
    assert set(ckan.has.licences) <= {licence["id"] for licence in client.licences()}
    assert client.dataset_types() == ([ckan.has.dataset_type] if ckan.has.scheming else [])
    if ckan.has.scheming:
        names = {f.name for f in client.schema(ckan.has.dataset_type).dataset_fields}
        assert {"title", "owner_org", *ckan.has.rows} <= names
    assert connect().has_action("package_revise")
    assert not connect().has_action("no_such_action")


@pytest.mark.parametrize("role", ["editor", "orgadmin", "member", "outsider", "sysadmin"])
def test_whose_key_it_is(connect: Connect, role: str) -> None:
    account = connect(role).account(name=role)
    assert account is not None
    assert (account.name, account.sysadmin) == (role, role == "sysadmin")


def test_whose_key_it_is_without_a_name(connect: Connect) -> None:
    account = connect().account()
    assert account is not None
    assert account.name == "editor"
    assert connect(key="wrong").account() is None
    assert connect(None).account() is None


def test_the_tree_and_where_one_may_write(connect: Connect, ckan: Server) -> None:
    found = connect().organizations()
    assert {o.name for o in found} == set(ckan.get("organization_list", None))
    by_name = {o.name: o for o in found}
    branch = by_name["information-management-cfd"]
    assert branch.parent in {o.id for o in found}  # also where there is no action for the tree
    assert connect().my_organizations() == {o["id"]: "editor" for o in ckan.organizations}
    assert connect("orgadmin").my_organizations("admin") == {o["id"]: "admin" for o in ckan.organizations}
    assert connect("member").my_organizations() == {}
    assert connect(key="wrong").my_organizations() == {}


def test_the_three_ways_to_the_tree_agree(ckan: Server) -> None:
    found = []
    with MisbehavingServer(ckan.url) as between:
        for action in (None, "organization_or_group_list_related", "group_tree"):  # the fastest first
            if action is not None:
                between.always(action, Canned(400, json.dumps(f"Bad request - Action name not known: {action}")))
            client = Catalogue(Profile("contract", "Contract", between.url), ckan.tokens["editor"])
            found.append({o.id: (o.name, o.title, o.parent) for o in client.organizations()})
        assert between.calls("organization_list")
    assert found[0] == found[1] == found[2]


def test_counts_per_organization(connect: Connect, new: Packages) -> None:
    before = connect().organization_counts()["information-management-cfd"]
    new.make(private=True)
    assert connect().organization_counts()["information-management-cfd"] == before + 1


def test_all_pages_hold_everything_once(connect: Connect, new: Packages) -> None:
    word = new.make()["title"].split("-")[1]
    wanted = {new.make(title=f"{word} {i}", private=i % 2 == 0)["id"] for i in range(5)}
    pages = list(connect().search_all(f"title:{word}", rows=2))
    found = [p["id"] for page in pages for p in page.packages]
    assert len(found) == len(set(found))
    assert wanted <= set(found)
    assert connect("outsider").search(f"title:{word}").count == len(found) - 3


def test_an_act_with_everything(connect: Connect, new: Packages, tmp_path: Path, ckan: Server) -> None:
    package = new.make(resources=[{**RESOURCE, "name": f"r{i}", "url": "https://example.org"} for i in range(3)])
    ids, added = [r["id"] for r in package["resources"]], new_id()
    sent: list[tuple[int, int]] = []
    client = connect()
    client.revise(
        Revision(
            package["id"],
            package["metadata_modified"],
            fields={"notes": 'ü 日本 "x"', **ckan.has.rows},
            resources={ids[2]: {"description": "Changed.", **ckan.has.rows_of_resource}},
            new_resources=[{**RESOURCE, "id": added, "name": "added", **ckan.has.rows_of_resource}],
            files={
                ids[1]: part(tmp_path, "replaced.csv", b"replaced\r\n"),
                added: part(tmp_path, "added ü.csv", b"added\r\n"),
            },
            deletions=[ids[0]],
        ),
        progress=lambda done, total: sent.append((done, total)),
    )
    after = client.package(package["id"])
    assert after["notes"] == 'ü 日本 "x"'
    assert [r["id"] for r in after["resources"]] == [ids[1], ids[2], added]
    assert [b"".join(client.read_file(after["resources"][i]["url"])) for i in (0, 2)] == [b"replaced\r\n", b"added\r\n"]
    assert after | ckan.has.rows == after
    for resource in after["resources"][1:]:
        assert resource | ckan.has.rows_of_resource == resource
    assert client.file_size(after["resources"][0]["url"]) == len(b"replaced\r\n")
    assert sent[-1][0] == sent[-1][1] > 0


def test_the_new_modification_time_is_answered(connect: Connect, new: Packages) -> None:
    package = new.make()
    client = connect()
    modified = client.revise(Revision(package["id"], package["metadata_modified"], fields={"notes": "One."}))
    assert modified == client.package(package["id"])["metadata_modified"]
    client.revise(Revision(package["id"], modified, fields={"notes": "Two."}))
    assert client.package(package["id"])["notes"] == "Two."


def test_a_stale_act_is_a_conflict(connect: Connect, new: Packages, tmp_path: Path) -> None:
    package = new.make()
    client = connect()
    client.revise(Revision(package["id"], fields={"notes": "Meanwhile."}))
    with pytest.raises(errors.Conflict):
        client.revise(Revision(package["id"], package["metadata_modified"], fields={"notes": "Lost."}))
    added = new_id()
    with pytest.raises(errors.Conflict):
        client.revise(
            Revision(
                package["id"],
                package["metadata_modified"],
                new_resources=[{**RESOURCE, "id": added, "name": "lost"}],
                files={added: part(tmp_path, "lost.csv", b"lost")},
            )
        )
    assert client.package(package["id"])["notes"] == "Meanwhile."
    with pytest.raises(errors.NotFound):
        client.resource(added)


def test_wrong_fields_stand_at_their_place(connect: Connect, ckan: Server, new: Packages) -> None:
    package, _ = new.with_resource()
    good, bad = ({**RESOURCE, "id": new_id(), "name": name} for name in ("good", "bad"))
    with pytest.raises(errors.Invalid) as refusal:
        connect().revise(
            Revision(package, fields=dict(ckan.has.wrong), new_resources=[good, {**bad, **ckan.has.wrong_in_resource}])
        )
    assert set(refusal.value.of_resource(2)) == set(ckan.has.wrong_in_resource)
    assert refusal.value.of_resource(1) == {}
    assert set(refusal.value.of_package()) == set(ckan.has.wrong)
    assert len(refusal.value.fields) == 2


def test_other_refusals(connect: Connect, new: Packages, ckan: Server) -> None:
    package = new.make(private=True)["id"]
    with pytest.raises(errors.NotFound):
        connect().package("no-such-package")
    with pytest.raises(errors.NotAuthorized):
        connect("outsider").package(package)
    with pytest.raises(errors.NotAuthorized):
        connect("member").revise(Revision(package, fields={"notes": "x"}))
    with pytest.raises(errors.NotAuthorized):
        connect(key="wrong").create_package(ckan.fields())


@pytest.mark.kind("bcdc")
def test_refusals_in_rows(connect: Connect, ckan: Server) -> None:
    with pytest.raises(errors.Invalid) as refusal:
        connect().create_package(ckan.fields(title="x", contacts=[{"name": "x"}]))
    assert {"title", "contacts/0/email", "contacts/0/org", "contacts/0/role"} == set(refusal.value.fields)


def test_one_call_at_a_time(connect: Connect, new: Packages, tmp_path: Path, ckan: Server) -> None:
    """As other editors' scripts do it."""
    client = connect()
    made = client.create_package(ckan.fields())
    new.made.append(made["id"])
    wanted = new_id()
    client.create_resource(
        {**RESOURCE, "package_id": made["id"], "id": wanted, "name": "one"}, part(tmp_path, "a.csv", b"a\n")
    )
    other = client.create_resource({**RESOURCE, "package_id": made["id"], "name": "two", "url": "https://example.org"})
    client.patch_resource(wanted, {"description": "Patched."})
    client.patch_resource(wanted, {}, part(tmp_path, "b.csv", b"b\n2\n"))
    client.reorder_resources(made["id"], [other["id"], wanted])
    resources = client.package(made["id"])["resources"]
    assert [r["id"] for r in resources] == [other["id"], wanted]
    assert resources[1]["description"] == "Patched."
    assert b"".join(client.read_file(resources[1]["url"])) == b"b\n2\n"
    client.patch_package(made["id"], {"notes": "Patched."})
    client.delete_resource(other["id"])
    assert [r["id"] for r in client.package(made["id"])["resources"]] == [wanted]
    client.delete_package(made["id"])
    assert client.package(made["id"])["state"] == "deleted"


def test_files_are_their_organization_s(connect: Connect, new: Packages, tmp_path: Path, ckan: Server) -> None:
    package, wanted, body = new.make(private=True)["id"], new_id(), b"secret\n" * 1000
    file = part(tmp_path, "s.csv", body)
    connect().revise(Revision(package, new_resources=[{**RESOURCE, "id": wanted, "name": "s"}], files={wanted: file}))
    assert file.sha256 == hashlib.sha256(body).hexdigest()
    url = connect().resource(wanted)["url"]
    target = tmp_path / "copy.csv"
    assert connect("member").download(url, target) == len(body)
    assert target.read_bytes() == body
    with pytest.raises(errors.NotAuthorized if ckan.newer else errors.NotFound):
        connect("outsider").download(url, tmp_path / "never.csv")
    assert not (tmp_path / "never.csv").exists()


def test_what_happened_to_a_record(connect: Connect, new: Packages) -> None:
    package = new.make()["id"]
    connect().revise(Revision(package, fields={"notes": "Changed."}))
    assert [a["activity_type"] for a in connect().activity(package)] == ["changed package", "new package"]


def test_tags_are_completed(connect: Connect, new: Packages) -> None:
    new.make(tag_string="zqcompletion here")
    assert connect(None).complete_tag("zqcompl") == ["zqcompletion here"]


def test_a_part_of_a_file_and_no_more(connect: Connect, ckan: Server, new: Packages) -> None:
    body = b"".join(b"%d,row\r\n" % number for number in range(50_000))
    made = ckan.ask(
        "resource_create",
        files={"upload": ("rows.csv", body)},
        **{"package_id": new.make(private=True)["id"], "name": "Rows", **RESOURCE},
    ).result
    client = connect()
    for offset, length in ((0, 1000), (100_000, 5000), (len(body) - 10, 1000), (len(body), 10)):
        with client.open_file(made["url"], offset=offset, length=length) as remote:
            assert remote.read(length) == body[offset : offset + length]
            assert remote.facts.media_type in ("text/csv", "text/html")  # of a page that says there is no more
    with client.open_file(made["url"], offset=5, length=10) as remote:
        assert (remote.facts.size, remote.facts.modified is not None) == (len(body), True)
        mark = remote.facts.mark
    assert mark
    with client.open_file(made["url"], offset=7, length=10, same=mark) as remote:
        assert remote.read(10) == body[7:17]
    with pytest.raises(RemoteFileChanged):
        client.open_file(made["url"], offset=7, length=10, same='"another"')
    with pytest.raises((errors.NotAuthorized, errors.NotFound)):
        connect("outsider").open_file(made["url"], length=10)


def test_who_did_an_activity(connect: Connect, ckan: Server, new: Packages) -> None:
    package = new.make()["id"]
    for role in ("editor", None):
        (activity,) = connect(role).activity(package, limit=1)
        assert connect(role).user_name(activity["user_id"]) == ckan.get("user_show", id="editor")["fullname"]
    with pytest.raises(errors.NotFound):
        connect().user_name("no-such-user")


def test_a_catalogue_without_a_datastore_says_so(connect: Connect) -> None:
    with pytest.raises(errors.UnknownAction):
        connect().table("no-such-resource", limit=1)
