"""``bcdc backup`` and ``bcdc restore``: a folder that other programs read too, and back into a catalogue."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.demo import DemoCatalogue
from cli.conftest import Bcdc
from helpers.ckanapi_program import ckanapi_at
from helpers.colleague import Colleague
from helpers.sample_record import FILED, LINK, contact, record_fields

TABLE = b"lake,depth\r\nAtlin,283\r\n"


@pytest.fixture
def version() -> str:
    return "2.11.6"


@pytest.fixture
def lakes(bcdc: Bcdc, server: Catalogue, owner: str, tmp_path: Path) -> str:
    """The id of a record with a link and a file."""
    fields = record_fields(owner, "lakes", title="Lakes", contacts=[contact(owner)])
    record = str(server.create_package({**fields, "resources": [LINK]})["id"])
    (tmp_path / "lakes.csv").write_bytes(TABLE)
    set_ = [f"--set={n}={v}" for n, v in {**FILED, "name": "Depths"}.items()]
    assert bcdc.json("upload", record, tmp_path / "lakes.csv", *set_).code == 0
    return record


@pytest.fixture
def ckanapi(practice: DemoCatalogue) -> Callable[..., bytes]:
    """The real ``ckanapi`` as a system administrator."""
    return ckanapi_at(practice.url, practice.tokens["sysadmin"])


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_a_folder_with_data_packages_that_grows_by_what_changed(
    bcdc: Bcdc, lakes: str, server: Colleague, owner: str, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    done = bcdc.json("backup", "--to", folder, "--files")
    assert done.code == 0, done.out
    assert {n: done.document[n] for n in ("records", "written", "unchanged", "files", "bytes", "failed")} == {
        "records": 1, "written": 1, "unchanged": 0, "files": 1, "bytes": len(TABLE), "failed": [],
    }  # fmt: skip
    (record,) = lines(folder / "datasets.jsonl")
    assert record == server.package(lakes)
    package = folder / "packages" / record["name"]
    about = json.loads((package / "datapackage.json").read_text("utf-8"))
    link, table = about["resources"]
    assert (about["name"], about["title"], link["path"]) == (record["name"], "Lakes", LINK["url"])
    assert (package / table["path"]).read_bytes() == TABLE
    assert (table["bytes"], table["hash"]) == (len(TABLE), f"sha256:{hashlib.sha256(TABLE).hexdigest()}")
    assert [(f["name"], f["type"]) for f in table["schema"]["fields"]] == [("lake", "string"), ("depth", "integer")]
    again = bcdc.json("backup", "--to", folder, "--files").document
    assert (again["written"], again["unchanged"], again["files"]) == (0, 1, 0)
    server.patch_package(lakes, {"notes": "New notes."})
    server.create_package(record_fields(owner, title="Wells"))
    third = bcdc.json("backup", "--to", folder, "--files").document
    assert (third["written"], third["unchanged"], third["files"]) == (2, 0, 0), "the file is there already"
    assert {r["title"] for r in lines(folder / "datasets.jsonl")} == {"Lakes", "Wells"}
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "letter.txt").write_text("mine")
    assert bcdc.json("backup", "--to", tmp_path / "else").code == 2


def test_what_was_changed_and_what_was_deleted_comes_back(
    bcdc: Bcdc, lakes: str, server: Colleague, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    assert bcdc.json("backup", "--to", folder, "--files").code == 0
    before = server.package(lakes)
    server.patch_package(lakes, {"notes": "Spoilt.", "resources": before["resources"][:1]})
    dry = bcdc.json("restore", folder, "--dry-run").document
    assert [(r["what"], r["fields"], r["resources"]["new"]) for r in dry["records"]] == [("update", ["notes"], 1)]
    done = bcdc.json("restore", folder, "--yes")
    assert (done.code, done.document["copied"][0]["files"]) == (0, 1), done.out
    after = server.package(lakes)
    assert after["notes"] == before["notes"]
    assert [(r["id"], r["name"]) for r in after["resources"]] == [(r["id"], r["name"]) for r in before["resources"]]
    assert b"".join(server.read_file(after["resources"][1]["url"])) == TABLE
    assert bcdc.json("restore", folder, "--yes").document["unchanged"][0]["id"] == lakes
    server.patch_package(lakes, {"resources": after["resources"][1:]})
    assert bcdc.json("restore", folder, "--yes").code == 0
    assert [r["id"] for r in server.package(lakes)["resources"]] == [r["id"] for r in before["resources"]]
    server.delete_package(lakes)
    back = bcdc.json("restore", folder, "--yes")
    assert back.code == 0, back.out
    assert server.package(lakes)["state"] == "active"


def test_an_empty_catalogue_and_a_damaged_file(bcdc: Bcdc, lakes: str, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    assert bcdc.json("backup", "--to", folder, "--files").code == 0
    with DemoCatalogue(tmp_path / "other", version="2.9.5", empty=True) as other:
        there = Bcdc(other.url, other.tokens["editor"], home)
        (file,) = (folder / "packages").glob("*/data/*")
        file.write_bytes(TABLE[::-1])
        damaged = there.json("restore", folder, "--yes")
        assert (damaged.code, damaged.document["copied"], damaged.document["failed"][0]["kind"]) == (
            8, [], "server_fault",
        )  # fmt: skip
        file.write_bytes(TABLE)
        done = there.json("restore", folder, lakes, "--yes")
        assert (done.code, done.document["copied"][0]["files"]) == (0, 1), done.out
        catalogue = Catalogue(there_profile(other), other.tokens["editor"])
        made = catalogue.package(done.document["copied"][0]["to"])
        assert (made["title"], made["publish_state"], len(made["resources"])) == ("Lakes", "DRAFT", 2)
        (folder / "backup.json").write_text("{")
        assert there.json("restore", folder, lakes, "--yes").error["kind"] == "invalid"


def there_profile(other: DemoCatalogue) -> Any:
    from bcdc_desktop.domain.profile import Profile

    return Profile("there", "there", other.url)


def test_the_real_ckanapi_loads_our_dump(
    bcdc: Bcdc, lakes: str, server: Colleague, ckanapi: Callable[..., bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    assert bcdc.json("backup", "--to", folder).code == 0
    assert ckanapi("dump", "datasets", lakes) == (folder / "datasets.jsonl").read_bytes(), "the same, byte for byte"
    server.patch_package(lakes, {"notes": "Spoilt."})
    ckanapi("load", "datasets", "-I", folder / "datasets.jsonl")
    assert server.package(lakes)["notes"] == lines(folder / "datasets.jsonl")[0]["notes"]


def test_we_read_a_dump_of_the_real_ckanapi(
    bcdc: Bcdc, lakes: str, server: Colleague, ckanapi: Callable[..., bytes], tmp_path: Path
) -> None:
    ckanapi("dump", "datasets", lakes, "-O", tmp_path / "dump.jsonl.gz", "-z")
    before = server.package(lakes)
    server.patch_package(lakes, {"notes": "Spoilt."})
    done = bcdc.json("restore", tmp_path / "dump.jsonl.gz", "--yes")
    assert done.code == 0, done.out
    assert server.package(lakes)["notes"] == before["notes"]
    (tmp_path / "odd.jsonl").write_bytes(b'{"id": 5}\n')
    assert bcdc.json("restore", tmp_path / "odd.jsonl", "--yes").code == 5


def test_a_record_that_the_dump_has_lost_is_restored_from_its_folder(
    bcdc: Bcdc, lakes: str, server: Colleague, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    assert bcdc.json("backup", "--to", folder).code == 0
    (folder / "datasets.jsonl").write_bytes(b"")
    server.patch_package(lakes, {"title": "Ponds"})
    done = bcdc.json("restore", folder, "--yes")
    assert done.code == 0, done.out
    assert server.package(lakes)["title"] == "Lakes"
