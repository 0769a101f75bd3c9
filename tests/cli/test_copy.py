"""``bcdc copy`` and ``bcdc compare --deep``: records of one catalogue in another, with their files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.domain.profile import Profile
from cli.conftest import ORGANIZATION, Bcdc, Ended
from helpers.colleague import Colleague
from helpers.sample_record import FILED, LINK, contact, record_fields


@pytest.fixture
def version() -> str:
    return "2.11.6"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[DemoCatalogue]:
    """The catalogue that is copied to: another version, with other ids."""
    with DemoCatalogue(tmp_path / "other", version="2.9.5", empty=True) as catalogue:
        yield catalogue


@pytest.fixture
def there(other: DemoCatalogue) -> Colleague:
    """The target as a system administrator sees it."""
    return Colleague(Profile("there", "there", other.url), other.tokens["sysadmin"])


class Both(Bcdc):
    """``bcdc`` with a key for each of the two catalogues."""

    def __init__(self, source: DemoCatalogue, target: DemoCatalogue, home: Path) -> None:
        super().__init__(source.url, source.tokens["editor"], home)
        self.target_key = target.tokens["editor"]
        self.more_keys: dict[str, str | None] = {}
        self.target = Bcdc(target.url, self.target_key, home)

    def environment(self) -> dict[str, str | None]:
        return {**super().environment(), "BCDC_API_KEY_THERE": self.target_key, **self.more_keys}

    def copy(self, *words: object) -> Ended:
        return self.json("copy", *words, "--to", "there", "--yes")


@pytest.fixture
def both(practice: DemoCatalogue, other: DemoCatalogue, home: Path) -> Both:
    made = Both(practice, other, home)
    for name, run in (("here", made), ("there", made.target)):
        assert run.json("profiles", "add", name, run.url).code == 0
        run.profile = name
    return made


FILES = {"Seen ü.csv": b"lake,depth\r\nAtlin,283\r\n", "more.csv": b"a,b\n1,2\n"}


@pytest.fixture
def lakes(both: Both, server: Catalogue, owner: str, tmp_path: Path) -> str:
    """The id of a record with a link and two files, in the source."""
    fields = record_fields(owner, "lakes", title="Lakes", contacts=[contact(owner)])
    record = str(server.create_package({**fields, "resources": [LINK]})["id"])
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
        set_ = [f"--set={n}={v}" for n, v in {**FILED, "name": name}.items()]
        done = both.json("upload", record, tmp_path / name, *set_)
        assert done.code == 0, done.out
    return record


def content(catalogue: Catalogue, package: dict[str, Any]) -> dict[str, bytes]:
    stored = [r for r in package["resources"] if r["url_type"] == "upload"]
    return {r["name"]: b"".join(catalogue.read_file(r["url"])) for r in stored}


def test_a_record_with_its_files(both: Both, lakes: str, server: Catalogue, there: Colleague) -> None:
    done = both.copy(lakes, "--files")
    assert done.code == 0, done.out
    (copied,) = done.document["copied"]
    assert (copied["id"], copied["created"], copied["files"]) == (lakes, True, 2)
    assert done.document["unmapped"] == []
    source, target = server.package(lakes), there.package(copied["to"])
    assert target["id"] != source["id"]
    assert target["publish_state"] == "DRAFT"
    assert {n: target[n] for n in ("name", "title", "notes", "license_id")} == {
        n: source[n] for n in ("name", "title", "notes", "license_id")
    }
    mine = there.organization(ORGANIZATION)["id"]
    assert (target["owner_org"], target["contacts"][0]["org"]) == (mine, mine)
    assert [r["name"] for r in target["resources"]] == [r["name"] for r in source["resources"]]
    assert content(there, target) == FILES
    entries = both.target.json("journal").document["entries"]
    assert {e["action"] for e in entries} == {"package_create", "package_revise"}
    for entry in entries:  # its files, then the record
        assert both.target.json("undo", entry["id"], "--yes").code == 0
    assert there.package(copied["to"])["state"] == "deleted"


def test_what_becomes_public_at_once_is_said_first(both: Both, lakes: str, tmp_path: Path) -> None:
    with DemoCatalogue(tmp_path / "plain", kind="plain", empty=True) as plain:
        both.more_keys["BCDC_API_KEY_PLAIN"] = plain.tokens["editor"]
        assert both.json("profiles", "add", "plain", plain.url).code == 0
        mine = [*Catalogue(Profile("p", "p", plain.url), plain.tokens["editor"]).my_organizations()]
        for target, public in ((mine[0], False), ("", True)):
            decision = f"--map=organization:{ORGANIZATION}={target}"
            done = both.json("copy", lakes, "--to", "plain", "--dry-run", decision)
            assert done.code == 0, done.out
            assert [(r["what"], r["public"]) for r in done.document["records"]] == [("create", public)]


def test_what_is_copied_again_is_a_three_way_update(
    both: Both, lakes: str, server: Colleague, there: Colleague, tmp_path: Path
) -> None:
    to = both.copy(lakes, "--files").document["copied"][0]["to"]
    refused = both.copy(lakes, "--files")
    assert (refused.code, refused.document["copied"]) == (5, [])
    assert both.copy(lakes, "--files", "--update").document["unchanged"] == [{"id": lakes, "to": to, "title": "Lakes"}]
    there.patch_package(to, {"resource_status": "completed"})
    server.patch_package(lakes, {"notes": "New notes.", "purpose": "Reporting"})
    file = server.package(lakes)["resources"][1]
    (tmp_path / "new.csv").write_bytes(b"lake,depth\nAtlin,284\n")
    assert both.json("upload", lakes, tmp_path / "new.csv", "--replace", file["id"]).code == 0
    done = both.copy(lakes, "--files", "--update")
    assert (done.code, [(c["to"], c["created"], c["files"]) for c in done.document["copied"]]) == (0, [(to, False, 1)])
    target = there.package(to)
    assert (target["notes"], target["purpose"], target["resource_status"]) == ("New notes.", "Reporting", "completed")
    assert content(there, target)[file["name"]] == b"lake,depth\nAtlin,284\n"
    # what was merged stays theirs: the same field changed here later is a conflict, not overwritten
    server.patch_package(lakes, {"resource_status": "underDevelopment"})
    conflict = both.copy(lakes, "--files", "--update")
    assert conflict.code == 6
    assert [(c["id"], c["fields"]) for c in conflict.document["conflicts"]] == [(lakes, ["resource_status"])]
    assert there.package(to)["resource_status"] == "completed"
    # a resource that is gone in the source is deleted
    server.patch_package(lakes, {"resource_status": "completed", "resources": server.package(lakes)["resources"][:2]})
    assert both.copy(lakes, "--files", "--update").code == 0
    assert [r["name"] for r in there.package(to)["resources"]] == [LINK["name"], file["name"]]


def test_without_files_they_are_listed(both: Both, lakes: str, there: Colleague) -> None:
    done = both.copy(lakes)
    assert [(u["field"], u["reason"]) for u in done.document["unmapped"]] == [("upload", "file")] * 2
    to = done.document["copied"][0]["to"]
    assert [r["name"] for r in there.package(to)["resources"]] == [LINK["name"]]
    later = both.copy(lakes, "--files", "--update")
    assert later.document["copied"][0]["files"] == 2
    assert len(there.package(to)["resources"]) == 3


def test_what_is_called_otherwise_there_is_decided_once(
    both: Both, lakes: str, server: Colleague, there: Colleague, owner: str
) -> None:
    wrong = both.copy(lakes, "--map", "organization:nowhere=nowhere")
    assert (wrong.code, wrong.error["kind"]) == (5, "invalid")
    done = both.copy(lakes, "--map", "contacts.role:pointOfContact=custodian")
    assert done.code == 0, done.out
    assert there.package(done.document["copied"][0]["to"])["contacts"][0]["role"] == "custodian"
    second = str(server.create_package(record_fields(owner, contacts=[contact(owner)]))["id"])
    again = both.copy(second)
    assert there.package(again.document["copied"][0]["to"])["contacts"][0]["role"] == "custodian", "it is remembered"


def test_rights_names_and_files_that_are_gone(
    both: Both, lakes: str, server: Colleague, there: Colleague, practice: DemoCatalogue, other: DemoCatalogue
) -> None:
    editor, both.target_key = both.target_key, other.tokens["outsider"]
    denied = both.copy(lakes)
    both.target_key = editor
    assert (denied.code, denied.document["failed"][0]["kind"]) == (3, "not_authorized")
    mine = there.organization(ORGANIZATION)["id"]
    name = server.package(lakes)["name"]
    taken = there.create_package({**record_fields(mine, contacts=[contact(mine)]), "name": name, "title": "Theirs"})
    refused = both.copy(lakes)
    assert (refused.code, list(refused.document["failed"][0]["fields"])) == (5, ["name"])
    assert there.package(taken["id"])["title"] == "Theirs"
    server.patch_package(lakes, {"name": "lakes-elsewhere"})
    for path in (practice.home / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    gone = both.copy(lakes, "--files")
    assert (gone.code, gone.document["failed"][0]["kind"]) == (4, "not_found")
    assert there.search(q="", fq="name:lakes-elsewhere").count == 0, "nothing half-done"


def test_a_dry_run_sends_nothing(both: Both, lakes: str, there: Colleague) -> None:
    before = there.search().count
    done = both.json("copy", lakes, "--to", "there", "--files", "--dry-run")
    (planned,) = done.document["records"]
    assert (done.code, planned["what"], planned["files"], planned["resources"]["new"]) == (0, "create", 2, 3)
    assert there.search().count == before


def test_deep_comparison(both: Both, lakes: str, server: Colleague, there: Colleague) -> None:
    to = both.copy(lakes, "--files").document["copied"][0]["to"]
    assert {run.json("sync").code for run in (both, both.target)} == {0}
    same = both.json("compare", "there", "--deep")
    assert (same.code, same.document["alike"], same.document["different"]) == (0, 1, [])
    resource = there.package(to)["resources"][1]
    there.patch_package(to, {"notes": "Theirs.", "name": "lakes-over-there", "resources": [
        {**r, "description": "Their words."} if r["id"] == resource["id"] else r for r in there.package(to)["resources"]
    ]})  # fmt: skip
    server.create_package(record_fields(server.package(lakes)["owner_org"], title="Only here"))
    both.target.json("sync")
    both.json("sync")
    found = both.json("compare", "here", "there", "--deep").document
    assert [r["title"] for r in found["only"]["here"]] == ["Only here"]
    assert found["only"]["there"] == []
    (pair,) = found["different"]
    assert (pair["ids"], pair["by"]) == ([lakes, to], "pair"), "also under another name"
    fields = {(d["resource"], d["field"]): d["values"] for d in pair["differences"]}
    assert fields.keys() == {("", "name"), ("", "notes"), (resource["name"], "description")}
    assert fields["", "notes"] == ["All of them.", "Theirs."]
