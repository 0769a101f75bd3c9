"""Each command of ``bcdc`` with each of its options answers in JSON what the golden files say.

``BCDC_UPDATE_GOLDEN=1`` writes the files anew; what changed in them is then read before it is committed.
"""

import json
import os
import shlex
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import pytest

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.cli.main import cli
from bcdc_desktop.demo import DemoCatalogue
from cli.conftest import ORGANIZATION
from cli.recording import GOLDEN, Recording
from helpers.sample_record import LINK, record_fields

NOWHERE = "11111111-2222-4333-8444-555555555555"
CYCLE = ("--set", "resource_update_cycle=monthly")
UPDATE = bool(os.environ.get("BCDC_UPDATE_GOLDEN"))


@pytest.fixture
def version() -> str:
    return "2.11.6"


@pytest.fixture
def sample(tmp_path: Path, version: str) -> Iterator[DemoCatalogue]:
    """A practice catalogue with its sample packages, which are the same in each run."""
    with DemoCatalogue(tmp_path / "sample", version=version) as catalogue:
        yield catalogue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """For the files of the test."""
    path = tmp_path / "files"
    path.mkdir()
    return path


def _recorded(
    request: pytest.FixtureRequest, catalogue: DemoCatalogue, home: Path, folder: Path
) -> Iterator[Recording]:
    recording = Recording(catalogue.url, catalogue.tokens["editor"], home, folder)
    yield recording
    recording.compare(request.node.name.removeprefix("test_"), update=UPDATE)


@pytest.fixture
def golden(request: pytest.FixtureRequest, practice: DemoCatalogue, home: Path, folder: Path) -> Iterator[Recording]:
    """The editor of a catalogue without packages."""
    yield from _recorded(request, practice, home, folder)


@pytest.fixture
def golden_sample(
    request: pytest.FixtureRequest, sample: DemoCatalogue, home: Path, folder: Path
) -> Iterator[Recording]:
    """The editor of the catalogue with the sample packages."""
    yield from _recorded(request, sample, home, folder)


@pytest.fixture
def lakes() -> dict[str, Any]:
    """A whole record as a person writes it."""
    fields = record_fields(ORGANIZATION, title="Lakes of the North", name=None)
    return {n: v for n, v in fields.items() if n not in ("type", "publish_state")}


@pytest.fixture
def file(folder: Path) -> Path:
    path = folder / "lakes.csv"
    path.write_bytes(b"lake,depth\r\nAtlin,283\r\nBabine,186\r\n")
    return path


def created(golden: Recording, record: dict[str, Any], **more: Any) -> dict[str, Any]:
    document: dict[str, Any] = golden.run("create-package", "--from", "-", stdin=json.dumps({**record, **more}))
    return document


# reading


def test_organizations(golden_sample: Recording) -> None:
    golden_sample.run("orgs")
    golden_sample.run("orgs", "--mine", "--tree")
    golden_sample.run("orgs", "--mine", anyone=True)
    golden_sample.run("org", ORGANIZATION)
    golden_sample.run("org", "no-such-organization")


def test_packages(golden_sample: Recording, sample: DemoCatalogue) -> None:
    listed = golden_sample.run("packages", "--org", ORGANIZATION)
    golden_sample.run("packages", "--org", ORGANIZATION, "--all-states")
    golden_sample.run("packages", "--org", ORGANIZATION, anyone=True)
    golden_sample.run("packages", "--org", NOWHERE)
    golden_sample.run("packages")
    chosen = next(p for p in listed["packages"] if p["resources"] > 1)
    golden_sample.run("package", chosen["name"])
    golden_sample.run("package", "no-such-package")
    resources = golden_sample.run("resources", chosen["id"])["resources"]
    golden_sample.run("resources", "no-such-package")
    golden_sample.run("resource", resources[0]["id"])
    golden_sample.run("resource", NOWHERE)
    private = next(p for p in listed["packages"] if p["private"])
    golden_sample.run("package", private["id"], anyone=True)


def test_search(golden_sample: Recording) -> None:
    golden_sample.run("search", "water", "--limit", "3")
    golden_sample.run("search", "water", "--org", ORGANIZATION)
    golden_sample.run("search", "no-such-word")
    golden_sample.run("search", "water", "--org", "no-such-organization")
    golden_sample.run("search", "--offline", "water")


# writing


def test_create(golden: Recording, lakes: dict[str, Any], folder: Path) -> None:
    source = folder / "record.json"
    source.write_text(json.dumps({**lakes, "resources": [LINK]}), "utf-8")
    golden.run("create-package", "--from", source, "--dry-run")
    done = golden.run("create-package", "--from", source)
    golden.run("package", done["id"])
    golden.run("create-package", "--from", source)
    created(golden, lakes, name="another")
    created(golden, lakes, titel="x", format="csv", security_class="SECRET", notes="")
    created(golden, lakes, name="another", publish_state="PUBLISHED")
    golden.run("create-package", "--from", "-", stdin="[1]")
    golden.run("create-package", "--from", folder / "not-there.json")
    golden.run("create-package")


def test_patch(golden: Recording, server: Catalogue, lakes: dict[str, Any], practice: DemoCatalogue) -> None:
    package = created(golden, lakes, resources=[LINK])["id"]
    resource = golden.run("resources", package)["resources"][0]["id"]
    before = server.package(package)["metadata_modified"]
    change = ("notes=Some of them.", "tag_string=lakes", 'more_info={"url": "https://example.org", "description": "x"}')
    golden.run("patch-package", package, *change, "--dry-run")
    golden.run("patch-package", package, *change)
    golden.run("patch-package", package, *change)
    golden.run("patch-package", package, "notes=Late.", "--if-unchanged-since", before)
    golden.run("patch-package", package, "noets=x", "contacts=[1", "security_class=SECRET")
    golden.run("patch-package", package, "notes")
    golden.run("patch-package", "no-such-package", "notes=x")
    golden.run("patch-package", package, "notes=x", anyone=True)
    golden.run("patch-resource", resource, "name=Lakes", "--dry-run")
    golden.run("patch-resource", resource, "name=Lakes")
    golden.run("patch-resource", resource, "name=Late", "--if-unchanged-since", before)
    golden.run("patch-resource", resource, "bcdc_type=nothing")
    golden.run("patch-resource", NOWHERE, "name=x")
    golden.key = practice.tokens["member"]
    golden.run("patch-package", package, "notes=Not mine.")
    golden.key = "a-key-of-nobody"
    golden.run("patch-package", package, "notes=Not mine.")


def test_delete_resource(golden: Recording, server: Catalogue, lakes: dict[str, Any]) -> None:
    package = created(golden, lakes, resources=[LINK])["id"]
    resource = server.package(package)["resources"][0]["id"]
    golden.run("delete-resource", resource, "--dry-run")
    golden.run("delete-resource", resource, "--if-unchanged-since", "2020-01-01T00:00:00.000000")
    golden.run("delete-resource", resource, anyone=True)
    golden.run("delete-resource", resource, "--yes")
    golden.run("delete-resource", resource)


def test_edit(golden: Recording, server: Catalogue, lakes: dict[str, Any], folder: Path) -> None:
    package = created(golden, lakes, resources=[LINK])["id"]
    source = folder / "record.txt"
    begun = golden.run("edit", package, "--print")["text"]

    def write(text: str) -> None:
        source.write_text(text, "utf-8")

    write(begun)
    golden.run("diff", package, source)
    golden.run("edit", package, "--from", source)
    write(begun.replace("All of them.", "Mine.").replace("View the lakes\n", "Explore the lakes\n"))
    golden.run("diff", package, source)
    golden.run("edit", package, "--from", source, "--dry-run")
    server.patch_package(package, {"notes": "Theirs.", "purpose": "Theirs, too."})
    golden.run("edit", package, "--from", source)
    golden.run("edit", package, "--from", source, "--mine", "--yes")
    write(begun.replace("[[purpose]]", "[[purpsoe]]"))
    golden.run("edit", package, "--from", source)
    write('{"notes": "From JSON.", "titel": "x"}')
    golden.run("diff", package, source)
    write('{"notes": "From JSON.", "resources": [{"name": "Only a name"}]}')
    golden.run("diff", package, source)
    golden.run("diff", "no-such-package", source)
    golden.run("edit", package)
    golden.run("edit", "no-such-package", "--print")
    golden.run("edit", package, "--from", source, anyone=True)


def test_publish(golden: Recording, server: Catalogue, lakes: dict[str, Any], practice: DemoCatalogue) -> None:
    package = created(golden, lakes)["id"]
    golden.run("publish", package)
    golden.run("publish", package, "pending-publish")
    server.create_resource({**LINK, "package_id": package})
    golden.run("publish", package, "pending-publish", "--dry-run")
    golden.run("publish", package, "pending-publish", "--if-unchanged-since", "2020-01-01T00:00:00.000000")
    golden.run("publish", package, "pending-publish", "--yes")
    golden.run("publish", package)
    golden.run("publish", package, "published")
    golden.run("publish", package, "nowhere")
    golden.run("publish", "no-such-package", "published")
    golden.key = practice.tokens["orgadmin"]
    golden.run("publish", package, "published")


def test_repair(golden: Recording, server: Catalogue, lakes: dict[str, Any]) -> None:
    package = created(golden, lakes)["id"]
    golden.run("repair", package)
    golden.run("repair", package, "--dry-run")
    golden.run("repair", package, "--yes")
    golden.run("repair", "no-such-package")


def test_journal_and_undo(golden: Recording, server: Catalogue, lakes: dict[str, Any], folder: Path) -> None:
    package = created(golden, lakes, resources=[LINK])["id"]
    golden.run("patch-package", package, "notes=Some of them.")
    golden.run("journal")
    golden.run("journal", "--package", package, "--search", "lakes", "--limit", "1")
    golden.run("journal", "--search", "no-such-word")
    golden.run("journal", "--export", folder / "journal.json")
    golden.run("journal", "--export", folder / "journal.json")
    golden.run("journal", "--export", folder / "journal.json", "--force")
    golden.run("journal", "--export", folder / "journal.txt")
    golden.run("script", "2", "--output", folder / "again.py")
    golden.run("script", "2", "--output", folder / "again.py", "--force")
    golden.run("script", "99")
    golden.run("undo", "2", "--dry-run")
    golden.run("undo", "2", "--yes")
    golden.run("undo", "99")
    golden.run("undo", "two")
    golden.run("patch-package", package, "notes=Once more.")
    server.patch_package(package, {"notes": "Theirs."})
    golden.run("undo", "4")
    golden.run("undo", "4", "--mine")
    golden.run("undo", "1", "--mine")
    golden.run("journal")


# files


def test_upload(golden: Recording, lakes: dict[str, Any], file: Path, folder: Path, practice: DemoCatalogue) -> None:
    package = created(golden, lakes)["id"]
    golden.run("upload", package, file)
    golden.run("upload", package, file, *CYCLE, "--dry-run")
    resource = golden.run("upload", package, file, *CYCLE)["id"]
    golden.run("resources", package)
    golden.run("upload", package, file, "--set", "nmae=x")
    golden.run("upload", "no-such-package", file, *CYCLE)
    golden.run("upload", package, folder / "not-there.csv", *CYCLE)
    golden.run("upload", package, file, "--replace", NOWHERE)
    file.write_bytes(b"lake,depth,area\r\nAtlin,283,775\r\n")
    golden.run("upload", package, file, "--replace", resource, "--columns", "--no-verify")
    file.write_bytes(b"lake,depth,area\r\nAtlin,284,775\r\n")
    golden.run("patch-resource", resource, "description=Anew.", "--file", file)
    below = folder / "below"
    below.mkdir()
    for name in ("lakes.csv", "rivers.csv", "draft.csv", "read.txt"):
        (below / name).write_bytes(b"name,depth\r\nAtlin,283\r\n")
    chosen = ("--include", "*.csv", "--exclude", "draft*")
    golden.run("upload", package, below, *chosen, "--replace-same", *CYCLE)
    (below / "ragged.csv").write_bytes(b"id,level\r\n1,2\r\n3,4,5\r\n6,7\r\n")
    golden.run("upload", package, below / "ragged.csv", *CYCLE, "--only-clean")
    golden.key = practice.tokens["member"]
    golden.run("upload", package, file, *CYCLE, "--patience", "30")


def test_queue(golden: Recording, lakes: dict[str, Any], file: Path) -> None:
    package = created(golden, lakes)["id"]
    other = file.with_name("rivers.csv")
    other.write_bytes(b"river,length\r\nPeace,1923\r\n")
    golden.run("uploads")
    rows = golden.run("upload", package, file, other, *CYCLE, "--no-wait")["uploads"]
    one, two = (row["id"] for row in rows)
    golden.run("uploads", "--first", two)
    golden.run("uploads", "--pause", "all")
    golden.run("uploads", "--retry", one)
    golden.run("uploads", "--retry", one, "--without-backup")
    golden.run("uploads", "--cancel", two)
    golden.run("uploads", "--cancel", "no-such-upload")
    golden.run("uploads", "--resume", "--patience", "30")
    golden.run("uploads", "--compare", one)
    gone = golden.run("upload", package, other, *CYCLE, "--no-wait")["uploads"][0]["id"]
    other.unlink()
    golden.run("uploads", "--resume", "--no-verify")
    golden.run("uploads", "--cancel", gone)
    golden.run("uploads", "--resume", anyone=True)


def test_check(golden: Recording, file: Path, folder: Path) -> None:
    golden.run("check", file, "--dictionary", folder / "columns.json")
    (folder / "ragged.csv").write_bytes(b"Lake Name, depth \n1,2\n3\n\n")
    (folder / "draft.csv").write_bytes(b"a\r\n1\r\n")
    golden.run("check", folder, "--include", "*.csv", "--exclude", "draft*")
    golden.run("check", folder, "--dictionary", folder / "columns.md")
    golden.run("check", folder / "not-there.csv")
    golden.run("check")
    golden.run("check", file, "--dictionary", folder / "columns.json")
    golden.run("check", file, "--dictionary", folder / "columns.json", "--force")
    golden.run("check", file, "--dictionary", file, "--force")
    (folder / "polish.csv").write_bytes("town\r\nGdańsk\r\nŁódź\r\n".encode("cp1250"))
    golden.run("check", folder / "polish.csv")
    golden.run("check", folder / "polish.csv", "--encoding", "windows-1250")
    golden.run("check", folder / "polish.csv", "--encoding", "nonsense")


def test_repaired_copy(golden: Recording, folder: Path) -> None:
    source = folder / "rough.csv"
    source.write_bytes("Lake Name,Depth (m)\nAtlin é,283\nBabine,186\n\n\n".encode("cp1252"))
    golden.run("fix", source, "--to", folder / "whole.csv")
    keep = ("--keep-names", "--keep-line-ends", "--keep-empty-lines")
    golden.run("fix", source, "--to", folder / "nearly.csv", *keep)
    golden.run("fix", source, "--to", source)
    golden.run("fix", source)
    picture = folder / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    golden.run("fix", picture, "--to", folder / "none.csv")
    polish = folder / "polish.csv"
    polish.write_bytes("town\r\nGdańsk\r\nŁódź\r\n".encode("cp1250"))
    golden.run("fix", polish, "--to", folder / "gdansk.csv")
    golden.run("fix", polish, "--to", folder / "gdansk.csv", "--encoding", "windows-1250")
    golden.run("fix", polish, "--to", folder / "gdansk.csv", "--encoding", "cp1250")
    golden.run("fix", polish, "--to", folder / "gdansk.csv", "--encoding", "cp1250", "--force")
    golden.run("fix", polish, "--to", polish, "--force")


# what this computer remembers


def test_cache(golden: Recording, server: Catalogue, lakes: dict[str, Any], folder: Path) -> None:
    golden.run("cache")
    golden.run("health")
    golden.run("export", folder / "list.csv")
    package = created(golden, lakes, resources=[LINK])["id"]
    golden.run("sync")
    golden.run("sync")
    other = record_fields(server.organization(ORGANIZATION)["id"], title="Wells", name="wells", tag_string="wells")
    server.create_package(other)
    golden.run("sync")
    golden.run("sync", "--full")
    golden.run("search", "--offline", "lak", "state:draft", "-tag:wells", "--org", ORGANIZATION, "--limit", "5")
    golden.run("search", "--offline", "lakse")
    golden.run("search", "--offline", "state:drfat")
    golden.run("search", "--offline", "fromat:csv")
    golden.run("health", "--org", ORGANIZATION)
    golden.run("health", "--org", "no-such-organization")
    golden.run("export", folder / "list.csv", "lakes", "--resources", "--columns", "name,format", "--force")
    golden.run("export", folder / "list.xlsx")
    golden.run("export", folder / "list.txt")
    golden.run("export", folder / "list.csv", "--columns", "colour")
    golden.run("export", folder / "list.csv", "--columns", "colour", "--force")
    editing = folder / "edit.csv"
    golden.run("export", editing, "lakes", "--for-editing")
    golden.run("export", editing, "lakes", "--for-editing", "--fields", "notes,resources.name", "--force")
    golden.run("export", editing, "--for-editing", "--fields", "nots", "--force")
    golden.run("export", editing, "--fields", "notes", "--force")
    golden.run("export", editing, "--for-editing", "--resources", "--force")
    server.delete_package(package)
    golden.run("sync")
    golden.run("cache")
    golden.run("cache", "--limit", "1")
    golden.run("cache", "--limit", "0")
    golden.run("cache", "--clear")
    golden.key = "a-key-of-nobody"
    golden.run("sync")


MOVED = ("--reason", "They moved.", "--yes")


def _paced(golden: Recording) -> tuple[str, ...]:
    """A pace that is no hindrance, at hours that it is now."""
    hour = datetime.now().hour
    hours = f"{(hour - 1) % 24:02}:00-{(hour - 2) % 24:02}:00"
    golden.know(hours, "<hours>")
    return "--pace", "6000", "--hours", hours


def _two_records(golden: Recording, server: Catalogue) -> list[str]:
    """The ids of two records, each with a link, which are in the cache."""
    owner = server.organization(ORGANIZATION)["id"]
    ids = []
    for name in ("lakes", "ponds"):
        fields = record_fields(owner, name=name, title=f"Water: {name}", data_quality="Good.")
        ids.append(str(server.create_package({**fields, "resources": [LINK]})["id"]))
    golden.run("sync")
    return ids


def test_bulk_plan(golden: Recording, server: Catalogue, folder: Path) -> None:
    out = ("--out", folder / "plan.json")
    golden.run("bulk", "plan", "--set", "notes=New.", *out)
    _two_records(golden, server)
    golden.run("bulk", "plan", "water", "--set", "notes=New.", "--set-empty", "purpose=To know.", *out)
    golden.run("bulk", "show", folder / "plan.json")
    golden.run("bulk", "plan", "water", "--clear", "purpose", *out)
    forced = (*out, "--force")
    golden.run("bulk", "plan", "ponds", "--clear", "data_quality", *forced)
    golden.run("bulk", "plan", "--replace", "notes", "ALL OF THEM.", "Some.", "--whole", "--ignore-case", *forced)
    golden.run("bulk", "plan", "--replace", "resources.name", "(View) (.*)", "$2: $1", "--regex", *forced)
    golden.run("bulk", "show", folder / "plan.json", "--all")
    keywords = ("--add-tag", "wet", "--remove-tag", "water", "--rename-tag", "lakes", "ponds")
    golden.run("bulk", "plan", "ponds", *keywords, *forced)
    golden.run("bulk", "show", folder / "plan.json")
    new = json.dumps({"name": "Robin", "email": "robin@example.org", "org": ORGANIZATION, "role": "businessExpert"})
    contacts = ("--contact", 'erin@example.org={"name": "Kim"}', "--add-contact", new)
    golden.run("bulk", "plan", "ponds", *contacts, "--remove-contact", "role:pointOfContact", *forced)
    golden.run("bulk", "show", folder / "plan.json")
    golden.run("bulk", "plan", "--set", "resource_status=nonsense", *forced)
    golden.run("bulk", "plan", "no-such-word", "--clear", "notes", *forced)
    golden.run("bulk", "plan", *forced)
    golden.run("bulk", "plan", "--set", "nots=x", *forced)
    golden.run("bulk", "plan", "--set", "notes", *forced)
    golden.run("bulk", "plan", "modified:>soon", "--clear", "notes", *forced)
    golden.run("bulk", "plan", "--replace", "notes", "(", "x", "--regex", *forced)
    golden.run("bulk", "plan", "--replace", "notes", "a", "x", "--regex", "--whole", *forced)
    golden.run("bulk", "plan", "--contact", "erin@example.org={", *forced)
    golden.run("bulk", "show", folder / "not-there.json")
    (folder / "no-plan.json").write_text("{}", "utf-8")
    golden.run("bulk", "show", folder / "no-plan.json")


def test_bulk_plan_of_a_file(golden: Recording, server: Catalogue, folder: Path) -> None:
    ids = _two_records(golden, server)
    source, out = folder / "edit.csv", ("--out", folder / "plan.json")
    golden.run("export", source, "--for-editing", "--fields", "notes")
    golden.run("bulk", "plan", "--from", source, *out)
    source.write_text(source.read_text("utf-8-sig").replace("All of them.", "Some of them."), "utf-8-sig")
    golden.run("bulk", "plan", "--from", source, *out, "--force")
    golden.run("bulk", "show", folder / "plan.json")
    golden.run("bulk", "plan", "--from", folder / "plan.json", "--out", folder / "again.json")
    golden.run("bulk", "plan", "water", "--from", source, *out, "--force")
    golden.run("bulk", "plan", "--from", folder / "not-there.csv", *out, "--force")
    (folder / "read.txt").write_text("notes", "utf-8")
    golden.run("bulk", "plan", "--from", folder / "read.txt", *out, "--force")
    (folder / "no-table.csv").write_text("notes\r\nNew.\r\n", "utf-8")
    golden.run("bulk", "plan", "--from", folder / "no-table.csv", *out, "--force")
    assert server.package(ids[0])["notes"] == "All of them."


def test_bulk_run(golden: Recording, server: Catalogue, practice: DemoCatalogue, folder: Path) -> None:
    ids = _two_records(golden, server)
    plan = folder / "plan.json"
    golden.run("bulk", "list")
    golden.run("bulk", "plan", "water", "--set", "notes=Mine.", "--add-tag", "wet", "--out", plan)
    golden.run("bulk", "run", plan, *MOVED, "--dry-run")
    golden.run("bulk", "run", plan, "--yes")
    golden.run("bulk", "run", plan, *MOVED, "--hours", "25:00-1")
    golden.run("bulk", "run", plan, *MOVED, anyone=True)
    server.patch_package(ids[1], {"notes": "Theirs."})
    bulk = golden.run("bulk", "run", plan, *MOVED, *_paced(golden))["bulk"]
    golden.run("bulk", "list")
    server.patch_package(ids[1], {"notes": "All of them."})
    golden.run("bulk", "resume", bulk, *_paced(golden))
    golden.run("bulk", "resume", bulk)
    golden.run("bulk", "resume", 99)
    golden.run("bulk", "run", plan, *MOVED)
    golden.run("bulk", "list", "--search", "moved")
    golden.run("bulk", "list", "--search", "no-such-word")
    golden.run("bulk", "export", bulk, folder / "bulk.csv")
    golden.run("bulk", "export", bulk, folder / "bulk.csv")
    golden.run("bulk", "export", bulk, folder / "bulk.csv", "--force")
    golden.run("bulk", "export", bulk, folder / "bulk.json")
    golden.run("bulk", "export", bulk, folder / "bulk.txt")
    golden.run("bulk", "export", 99, folder / "other.csv")
    golden.run("bulk", "plan", "--set", "resource_status=nonsense", "--out", plan, "--force")
    golden.run("bulk", "run", plan, *MOVED)
    golden.key = practice.tokens["member"]
    golden.run("bulk", "run", plan, *MOVED)


def test_bulk_undo(golden: Recording, server: Catalogue, folder: Path) -> None:
    ids = _two_records(golden, server)
    plan = folder / "plan.json"
    golden.run("bulk", "plan", "water", "--set", "notes=Mine.", "--add-tag", "wet", "--out", plan)
    bulk = golden.run("bulk", "run", plan, *MOVED)["bulk"]
    chosen = ("--record", ids[0], "--field", "notes")
    golden.run("bulk", "undo", bulk, *chosen, "--reason", "Too early.", "--yes", *_paced(golden))
    server.patch_package(ids[1], {"notes": "Theirs."})
    undone = golden.run("bulk", "undo", bulk, "--yes")["bulk"]
    golden.run("bulk", "undo", undone, "--yes")
    golden.run("bulk", "undo", bulk, "--record", NOWHERE, "--yes")
    golden.run("bulk", "undo", bulk, "--field", "nots", "--yes")
    golden.run("bulk", "undo", 99, "--yes")
    golden.run("bulk", "undo", bulk)
    golden.run("bulk", "list")


def test_compare(golden: Recording, server: Catalogue, lakes: dict[str, Any]) -> None:
    package = created(golden, lakes)["id"]
    golden.run("profiles", "add", "left", golden.url, "--title", "Left")
    golden.run("profiles", "add", "right", golden.url, "--title", "Right", "--test")
    golden.run("compare", "right", profile="left")
    golden.run("sync", profile="left")
    golden.run("compare", "right", profile="left")
    server.patch_package(package, {"title": "Lakes of the South", "notes": "Otherwise."})
    server.create_package(record_fields(server.organization(ORGANIZATION)["id"], title="Wells", name="wells"))
    golden.run("sync", profile="right")
    golden.run("compare", "right", profile="left")
    golden.run("compare", "right", "lakes", profile="left")
    golden.run("compare", "nowhere", profile="left")
    golden.run("compare", "left", "right", "--deep")


def test_copy(golden: Recording, lakes: dict[str, Any], file: Path, tmp_path: Path) -> None:
    package = created(golden, lakes)["id"]
    golden.run("upload", package, file, *CYCLE)
    with DemoCatalogue(tmp_path / "other", version="2.9.5", empty=True) as other:
        golden.know(other.url, "<other>")
        golden.keys["BCDC_API_KEY_OTHER"] = other.tokens["editor"]
        golden.run("profiles", "add", "other", other.url)
        golden.run("copy", package, "--to", "other", "--dry-run")
        golden.run("copy", package, "--to", "other", "--files", "--yes")
        golden.run("copy", package, "--to", "other", "--files", "--yes")
        golden.run("copy", package, "--to", "other", "--files", "--update", "--map", "licence:2=2", "--yes")
        golden.run("patch-package", package, "notes=New notes.")
        golden.run("copy", package, "--to", "other", "--update", "--yes")
        golden.run("copy", "no-such-record", "--to", "other", "--yes")
        golden.run("copy", package, "--to", "nowhere", "--yes")
        golden.run("copy", package, "--to", "other", "--map", "nonsense", "--yes")


def test_backup(golden: Recording, lakes: dict[str, Any], file: Path, folder: Path) -> None:
    package = created(golden, lakes)["id"]
    golden.run("upload", package, file, *CYCLE)
    golden.run("backup", "--to", folder / "backup", "--files")
    golden.run("backup", "lakes", "--to", folder / "backup")
    golden.run("backup", "nothing-like-it", "--to", folder / "backup")
    golden.run("backup", "--to", folder)
    golden.run("patch-package", package, "notes=New notes.")
    golden.run("restore", folder / "backup", "--dry-run")
    golden.run("restore", folder / "backup", "--map", "licence:2=2", "--yes")
    golden.run("restore", folder / "backup", "no-such-record", "--yes")
    golden.run("restore", folder)


def test_sync_of_a_part(golden: Recording, server: Catalogue, lakes: dict[str, Any]) -> None:
    created(golden, lakes)
    golden.run("sync", "--org", ORGANIZATION)
    golden.run("search", "--offline", "lakes")
    golden.run("sync", "--only-mine")
    golden.run("sync", "--all", "--titles-first")
    golden.run("sync", "--org", "no-such-organization")
    golden.run("sync", "--all", "--only-mine")


def test_offline(golden: Recording, lakes: dict[str, Any], file: Path, practice: DemoCatalogue) -> None:
    package = created(golden, lakes)["id"]
    golden.run("sync")
    golden.run("upload", package, file, *CYCLE, "--no-wait")
    practice.stop()
    golden.run("orgs")
    golden.run("sync")
    golden.run("whoami")
    golden.run("package", package)
    golden.run("patch-package", package, "notes=Offline.")
    golden.run("upload", package, file, *CYCLE)
    golden.run("search", "--offline", "lakes")
    golden.run("publish", package)
    golden.run("edit", package, "--print")
    golden.run("journal")
    golden.run("uploads", "--resume", "--patience", "1")
    golden.run("uploads")
    golden.run("health")


# catalogues and users


def test_accounts(golden: Recording, practice: DemoCatalogue) -> None:
    golden.run("whoami")
    golden.run("whoami", anyone=True)
    golden.run("login", "--user", "editor", stdin=practice.tokens["editor"] + "\n", anyone=True)
    golden.run("whoami", anyone=True)
    golden.run("logout", anyone=True)
    golden.run("logout", anyone=True)
    golden.run("login", stdin="a-key-of-nobody\n", anyone=True)
    golden.key = "a-key-of-nobody"
    golden.run("whoami")


def test_profiles(golden: Recording) -> None:
    golden.run("profiles")
    golden.run("profiles", "add", "local", golden.url, "--title", "Here", "--test", "--dry-run")
    golden.run("profiles", "add", "local", golden.url)
    golden.run("profiles", "add", "local", golden.url)
    golden.run("profiles", "add", "plain", "http://example.org")
    golden.run("profiles", "set", "local", "title=Local", "max_upload_mb=10", "--dry-run")
    golden.run("profiles", "set", "local", "title=Local", "max_upload_mb=10")
    golden.run("profiles", "set", "local", "colour=red")
    golden.run("profiles", "set", "nowhere", "title=x")
    golden.run("profiles", "use", "local")
    golden.run("profiles", "use", "nowhere")
    golden.run("profiles")
    golden.run("profiles", "remove", "local")
    golden.run("profiles", "remove", "local")
    golden.run("whoami", profile="nowhere")


def test_usage(golden: Recording) -> None:
    golden.run()
    golden.run("no-such-command")
    golden.run("orgs", "--no-such-option")
    golden.run("--version")
    golden.run("package", "--help")
    golden.run("package")


# the golden files themselves


def _recorded_lines() -> list[list[str]]:
    files = [json.loads(path.read_text("utf-8")) for path in sorted(GOLDEN.glob("*.json"))]
    return [shlex.split(step["run"]) for steps in files for step in steps]


def _commands(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(command)
    if path and (not isinstance(command, click.Group) or command.invoke_without_command):
        yield path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _commands(inner, (*path, name))


_COMMANDS = dict(_commands(cli, ()))


@pytest.mark.parametrize("path", _COMMANDS, ids=" ".join)
def test_each_command_and_each_of_its_options_has_a_golden_case(path: tuple[str, ...]) -> None:
    lines = [line[2:] if line[0] == "--profile" else line for line in _recorded_lines()]
    lines = [line for line in lines if tuple(line[: len(path)]) == path]
    assert lines
    options = [p for p in _COMMANDS[path].params if isinstance(p, click.Option)]
    used = {word for line in lines for word in line}
    missing = [o.opts[0] for o in options if not used & {*o.opts, *o.secondary_opts}]
    assert missing == []


def test_each_golden_file_belongs_to_a_test() -> None:
    named = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    assert {path.stem for path in GOLDEN.glob("*")} <= named


def test_a_failure_of_each_kind_that_scripts_tell_apart_is_recorded() -> None:
    files = [json.loads(path.read_text("utf-8")) for path in GOLDEN.glob("*.json")]
    assert {0, 2, 3, 4, 5, 6, 7} <= {step["exit"] for steps in files for step in steps}
    assert 1 not in {step["exit"] for steps in files for step in steps}
