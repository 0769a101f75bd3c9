"""Folders by command, files that replace what is called like them, columns as a dictionary, mended copies."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.cli.options import expanded
from cli.conftest import Bcdc

CYCLE = ("--set", "resource_update_cycle=monthly")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "data"
    (home / "deep").mkdir(parents=True)
    (home / "levels_2023.csv").write_bytes(b"id,level\r\n1,2\r\n")
    (home / "deep" / "levels_2024.csv").write_bytes(b"id,level\r\n1,3\r\n2,4\r\n")
    (home / "notes.txt").write_bytes(b"notes")
    (home / ".hidden.csv").write_bytes(b"id\r\n1\r\n")
    return home


@pytest.fixture
def content(server: Catalogue) -> Callable[[str], bytes]:
    """The bytes behind a resource."""
    return lambda resource: b"".join(server.read_file(str(server.resource(resource)["url"])))


def names(server: Catalogue, package: str) -> list[str]:
    return sorted(str(r["url"]).rsplit("/", 1)[-1] for r in server.package(package)["resources"])


def test_a_folder_is_uploaded_with_filters(bcdc: Bcdc, server: Catalogue, package: str, folder: Path) -> None:
    done = bcdc.json("upload", package, folder, "--include", "*.csv", "--exclude", "deep/*", *CYCLE)
    assert done.code == 0, done.out
    assert names(server, package) == ["levels_2023.csv"]
    done = bcdc.json("upload", package, folder, *CYCLE, "--dry-run")
    assert sorted(Path(c["file"]).name for c in done.document["changes"]) == [
        "levels_2023.csv", "levels_2024.csv", "notes.txt",
    ]  # fmt: skip
    nothing = bcdc.json("upload", package, folder, "--include", "*.pdf", *CYCLE)
    assert (nothing.code, nothing.error["kind"]) == (2, "usage")


def test_a_folder_is_checked(bcdc: Bcdc, folder: Path) -> None:
    done = bcdc.json("check", folder, "--include", "*.csv")
    assert [Path(f["path"]).name for f in done.document["files"]] == ["levels_2023.csv", "levels_2024.csv"]


def test_what_has_the_very_name_is_replaced_and_the_rest_is_new(
    bcdc: Bcdc, server: Catalogue, package: str, folder: Path, content: Callable[[str], bytes]
) -> None:
    first = bcdc.json("upload", package, folder / "levels_2023.csv", *CYCLE).document["id"]
    (folder / "levels_2023.csv").write_bytes(b"id,level\r\n1,2.5\r\n2,3.5\r\n")
    done = bcdc.json("upload", package, folder, "--include", "*.csv", "--replace-same", *CYCLE)
    assert done.code == 0, done.out
    assert names(server, package) == ["levels_2023.csv", "levels_2024.csv"]
    assert {r["operation"]: r["resource"] for r in done.document["uploads"]}["replace"] == first
    assert content(first) == (folder / "levels_2023.csv").read_bytes()


def test_two_of_the_same_name_are_not_guessed_between(
    bcdc: Bcdc, server: Catalogue, package: str, folder: Path
) -> None:
    file = folder / "levels_2023.csv"
    for _ in range(2):
        assert bcdc.json("upload", package, file, *CYCLE).code == 0
    done = bcdc.json("upload", package, file, "--replace-same", *CYCLE)
    assert (done.code, done.error["kind"]) == (6, "conflict")
    assert len(server.package(package)["resources"]) == 2


def test_columns_of_a_replaced_file_are_stored_when_that_is_asked_for(
    bcdc: Bcdc, server: Catalogue, package: str, folder: Path
) -> None:
    file = folder / "levels_2023.csv"
    resource = bcdc.json("upload", package, file, *CYCLE).document["id"]
    file.write_bytes(b"id,depth\r\n1,2.5\r\n")
    left = bcdc.json("upload", package, file, "--replace", resource)
    assert "Use --columns" in left.err
    assert "level" in json.dumps(server.resource(resource)["json_table_schema"])
    assert bcdc.json("upload", package, file, "--replace", resource, "--columns").code == 0
    there = server.resource(resource)
    assert "depth" in json.dumps(there["json_table_schema"])
    assert "| depth | number |" in there["supplemental_info"]


def test_columns_are_written_as_a_dictionary(bcdc: Bcdc, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "columns.csv"
    assert bcdc.json("check", folder / "levels_2023.csv", "--dictionary", target).code == 0
    assert target.read_text("utf-8").splitlines()[2].startswith("level,integer,,1,0,2,2")
    assert bcdc.json("check", folder, "--dictionary", target).error["kind"] == "usage"
    assert bcdc.json("check", folder / "notes.txt", "--dictionary", tmp_path / "other.csv").error["kind"] == "file"


def test_a_mended_copy_is_written_and_the_file_left_alone(bcdc: Bcdc, tmp_path: Path) -> None:
    file, target = tmp_path / "old.csv", tmp_path / "new.csv"
    before = "lake name,note\nQuébec,ok\n\n".encode("latin-1")
    file.write_bytes(before)
    done = bcdc.json("fix", file, "--to", target)
    assert done.code == 0, done.out
    assert target.read_bytes() == "lake_name,note\r\nQuébec,ok\r\n".encode()
    assert file.read_bytes() == before
    assert done.document["renamed"] == {"lake name": "lake_name"}
    assert "lake name renamed to lake_name" in bcdc("fix", file, "--to", target, "--force").out
    assert bcdc.json("fix", file, "--to", file).error["kind"] == "file"
    assert bcdc.json("check", target).document["files"][0]["findings"] == []


def test_what_was_sent_is_compared_whole(bcdc: Bcdc, package: str, folder: Path) -> None:
    (row,) = bcdc.json("upload", package, folder / "levels_2023.csv", *CYCLE).document["uploads"]
    done = bcdc.json("uploads", "--compare", row["id"])
    assert done.code == 0, done.out
    assert done.document["uploads"][0]["verified"] == "content"
    assert "1 file on the server is identical" in done.err


def test_settings_of_a_catalogue_are_changed(bcdc: Bcdc) -> None:
    done = bcdc.json("profiles", "set", "test", "act_mb=30", "max_upload_mb=none")
    assert done.code == 0, done.out
    assert done.document["profile"]["settings"]["act_mb"] == 30
    found = {p["name"]: p for p in bcdc.json("profiles").document["profiles"]}
    assert found["test"]["settings"]["max_upload_mb"] is None
    assert bcdc.json("profiles", "set", "test", "act_mb=0").error["kind"] == "usage"
    assert bcdc.json("profiles", "set", "no-such", "act_mb=3").error["kind"] == "not_found"


def test_patterns_that_a_shell_did_not_expand_are_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.csv", "a.csv", "x[1].csv", "c.txt"):
        (tmp_path / name).write_text("a\n1\n")
    assert expanded(["*.csv"]) == ["a.csv", "b.csv", "x[1].csv"]
    assert expanded([f"{tmp_path}/?.csv", "c.txt"]) == [f"{tmp_path}/a.csv", f"{tmp_path}/b.csv", "c.txt"]
    assert expanded(["x[1].csv", "x[1].*"]) == ["x[1].csv", "x[1].csv"]
    assert expanded(["*.none", "a.csv"]) == ["*.none", "a.csv"]
