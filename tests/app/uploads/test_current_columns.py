"""Before a file is replaced, its columns are known: from its record, or from its own first lines."""

import pytest

from bcdc_desktop.app.uploads.current_columns import column_changes, names_columns
from bcdc_desktop.app.uploads.prepare import prepare_file
from bcdc_desktop.domain.package import Package
from helpers.misbehaving import Canned
from helpers.waiting import PATIENCE


@pytest.fixture
def replaced(practice, put, queue, tmp_path):
    """A resource on the server with a table, which its record does not describe."""
    workspace, package = practice.workspace(), practice.package()
    path = tmp_path / "old.csv"
    path.write_bytes(b"ID,NAME,LEVEL\r\n" + b"1,Lake,2.5\r\n" * 20_000)
    (row,) = put(workspace, package, path)
    assert queue(workspace).wait(timeout=PATIENCE, contents=True)
    practice.other.patch_resource(row.resource, {"json_table_schema": ""})
    practice.server.seen.clear()
    return workspace, Package(workspace.package(package["id"])).resource(row.resource)


def schema_of(workspace, tmp_path, text: bytes):
    path = tmp_path / "new.csv"
    path.write_bytes(text)
    return prepare_file(workspace, {"id": "p", "resources": []}, path).check.schema


def test_columns_are_read_from_the_beginning_of_the_file(replaced, practice, tmp_path) -> None:
    workspace, resource = replaced
    assert names_columns(resource)
    new = schema_of(workspace, tmp_path, b"ID,NAME,DEPTH\r\n1,Lake,3\r\n2,Pond,4\r\n")
    found = column_changes(workspace, resource, new)
    assert found and not found.retyped
    assert {"LEVEL"} == set(found.removed) | {old for old, _ in found.renamed}
    (read,) = practice.server.calls("old.csv")
    assert read.headers["range"].startswith("bytes=0-")


def test_a_table_with_no_column_in_common_is_told(replaced, tmp_path) -> None:
    workspace, resource = replaced
    new = schema_of(workspace, tmp_path, b"SPECIES,COUNT\r\nOtter,3\r\nHeron,4\r\n")
    found = column_changes(workspace, resource, new)
    assert found.nothing_in_common(len(new["fields"]))


@pytest.mark.parametrize("answer", [Canned(404), Canned(200, "<html>", {"Content-Type": "text/html"}), Canned(500)])
def test_a_file_that_cannot_be_read_has_no_columns_to_compare(replaced, practice, tmp_path, answer) -> None:
    workspace, resource = replaced
    practice.server.always("old.csv", answer)
    new = schema_of(workspace, tmp_path, b"SPECIES,COUNT\r\nOtter,3\r\nHeron,4\r\n")
    assert not column_changes(workspace, resource, new)
