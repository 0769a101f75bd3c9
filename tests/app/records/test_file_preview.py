"""Given a resource, when its first rows are wanted, then they are there with types, and the rest was not read."""

import gzip
import io
import json
import struct
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from bcdc_desktop.app.progress import CancelToken
from bcdc_desktop.app.records.file_preview import FIRST_BYTES, MOST_BYTES, STEP, PreviewReader, ResourcePreview
from bcdc_desktop.app.records.file_rows import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, read_rows
from bcdc_desktop.app.records.workbook_rows import MOST_OF_A_PAGE, UnreadableWorkbook, read_workbook
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.uploads import RemoteFileChanged
from bcdc_desktop.domain.package import Resource
from helpers.file_site import File, FileSite, serving_files
from helpers.misbehaving import Canned, ckan

LONG = b"station,level,day\r\n" + b"".join(b"lake %d,%d.5,2024-01-01\r\n" % (n, n) for n in range(200_000))


@pytest.fixture
def site() -> Iterator[FileSite]:
    with serving_files() as site:
        yield site


@pytest.fixture
def workspace(practice: Any) -> Workspace:
    found: Workspace = practice.workspace()
    return found


@pytest.fixture
def linked(workspace: Workspace, site: FileSite) -> Callable[..., PreviewReader]:
    """A reader of a link to a file with these bytes."""

    def make(body: bytes, name: str = "a.csv", format: str = "csv", **more: Any) -> PreviewReader:
        site.files[f"/{name}"] = File(body, **more)
        return PreviewReader(workspace, Resource({"id": "r", "url": f"{site.url}/{name}", "format": format}))

    return make


def names(found: ResourcePreview) -> list[tuple[str, str]]:
    return [(column.name, column.type) for column in found.rows.columns]


@pytest.mark.parametrize("ranges", [True, False])
def test_the_first_rows_of_a_long_table(linked: Callable[..., PreviewReader], site: FileSite, ranges: bool) -> None:
    reader = linked(LONG, ranges=ranges)
    found = reader.read()
    assert names(found) == [("station", "string"), ("level", "number"), ("day", "date")]
    assert (len(found.rows.rows), found.rows.rows[199]) == (STEP, ("lake 199", "199.5", "2024-01-01"))
    assert (found.source, found.size, found.complete, found.more) == ("web", len(LONG), False, True)
    assert found.bytes_read == FIRST_BYTES
    assert found.modified is None
    if ranges:
        assert site.sent == FIRST_BYTES
    reader.read(2 * STEP)
    assert len(site.asked) == 1  # they were read already


@pytest.mark.parametrize("ranges", [True, False])
def test_more_rows_are_read_in_parts_up_to_a_limit(
    linked: Callable[..., PreviewReader], site: FileSite, ranges: bool
) -> None:
    wide = b"name,text\n" + b"".join(b"%d,%s\n" % (n, b"x" * 1000) for n in range(20_000))
    reader = linked(wide, ranges=ranges)
    assert len(reader.read().rows.rows) == STEP
    found = reader.read(1000)
    assert [row[0] for row in found.rows.rows] == [str(n) for n in range(1000)]
    last = reader.read(100_000)
    assert (len(last.rows.rows), last.more) == (MOST_ROWS, False)
    assert last.bytes_read < 2.5 * MOST_BYTES if ranges else last.bytes_read
    assert site.asked[1][2] is not None
    assert all(key is None for _path, key, _range in site.asked)


def test_a_short_table_is_whole(linked: Callable[..., PreviewReader]) -> None:
    found = linked(b"a;b\n1;Qu\xe9bec\n2;y").read()
    assert found.rows.rows[1] == ("2", "y")
    assert (found.complete, found.more, found.total, found.rows.delimiter) == (True, False, 2, ";")
    assert found.rows.encoding != "utf-8"


def test_a_file_of_the_catalogue_is_read_with_the_key(practice: Any, workspace: Workspace, csv: Any) -> None:
    from bcdc_desktop.catalogue.http import FilePart
    from bcdc_desktop.catalogue.revise import Revision
    from helpers.sample_record import FILED

    package, path = practice.package(private=True), csv("levels.csv", rows=500)
    new = {**FILED, "id": "6f1c0d1e-0000-4000-8000-000000000001", "name": "Levels"}
    part = FilePart(path, path.name, path.stat().st_size)
    practice.other.revise(Revision(package["id"], new_resources=[new], files={new["id"]: part}))
    resource = Resource(workspace.catalogue.package(package["id"])["resources"][0])
    found = PreviewReader(workspace, resource).read()
    assert (found.source, names(found)) == ("catalogue", [("station", "string"), ("reading", "integer")])
    assert (len(found.rows.rows), found.total, found.size) == (STEP, 500, path.stat().st_size)
    with pytest.raises(errors.CatalogueError):
        PreviewReader(practice.workspace(role=None), resource).read()


def test_a_file_on_this_computer(workspace: Workspace, csv: Any) -> None:
    path = csv(rows=3000)
    found = PreviewReader(workspace, Resource({"id": "r"}), path).read(250)
    assert (found.source, len(found.rows.rows), found.size) == ("computer", 250, path.stat().st_size)
    path.unlink()
    with pytest.raises(OSError, match="table"):
        PreviewReader(workspace, Resource({"id": "r"}), path).read()


def test_a_table_in_the_datastore_comes_with_its_own_types(practice: Any, workspace: Workspace) -> None:
    resource = Resource({"id": "r", "url": "http://127.0.0.1:9/a.csv", "datastore_active": True})
    fields = [{"id": "_id", "type": "int"}, {"id": "n", "type": "numeric"}]
    rows = [{"_id": 1, "n": None}, {"_id": 2, "n": 2.5}]
    practice.server.next("datastore_search", Canned(200, ckan({"fields": fields, "records": rows, "total": 700})))
    found = PreviewReader(workspace, resource).read(2)
    assert (found.source, names(found), found.rows.rows) == ("datastore", [("n", "numeric")], (("",), ("2.5",)))
    assert (found.total, found.complete, found.more) == (700, False, True)


def test_a_resource_that_left_the_datastore_is_read_as_a_file(
    practice: Any, workspace: Workspace, site: FileSite
) -> None:
    site.files["/a.csv"] = File(b"a,b\n1,2\n")
    resource = Resource({"id": "r", "url": f"{site.url}/a.csv", "datastore_active": True})
    assert PreviewReader(workspace, resource).read().source == "web"  # this catalogue has no DataStore


@pytest.mark.parametrize(
    ("body", "name", "columns", "row"),
    [
        (b"a\tb\n1\t2\n", "a.tsv", ["a", "b"], ("1", "2")),
        (b'[{"a": 1, "b": {"c": null}}, {"d": true}, {"a":', "a.json", ["a", "b", "d"], ("1", '{"c": null}', "")),
        (b'{"name": "x", "count": 3}', "a.json", ["name", "value"], ("name", "x")),
        (
            b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"n": "x"}, '
            b'"geometry": {"type": "Point", "coordinates": [1, 2]}}]}',
            "a.geojson",
            ["geometry", "n"],
            ("Point", "x"),
        ),
        ("name,wert\nä,1\n".encode("utf-16"), "a.csv", ["name", "wert"], ("ä", "1")),
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "a.csv.gz", ["a", "b"], ("1", "2")),
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "packed-by-force.csv", ["a", "b"], ("1", "2")),
        (b"1,2\n3,4\n", "a.csv", ["", ""], ("1", "2")),
        (b"Dear reader, this is prose.\nIt has no columns.\n", "a.txt", [""], ("Dear reader, this is prose.",)),
    ],
)
def test_what_has_rows(
    linked: Callable[..., PreviewReader], body: bytes, name: str, columns: list[str], row: tuple[str, ...]
) -> None:
    found = linked(body, name).read()
    assert ([c.name for c in found.rows.columns], found.rows.rows[0]) == (columns, row)


ZIP = b"PK\x03\x04" + bytes(100)


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        (b"<!DOCTYPE html><html><title>Sign in</title>", "a.csv", "html"),
        (ZIP, "a.zip", "zip"),
        (ZIP, "a.csv", "zip"),
        (b"%PDF-1.7 \n", "a.pdf", "pdf"),
        (bytes(100_000), "a.csv", "binary"),
        (struct.pack("<100Q", *range(100)), "a.csv", "binary"),
        (b"", "a.csv", "empty"),
        (b"\r\n \r\n", "a.csv", "empty"),
        (b"[" * 200_000, "a.json", "json"),
        (b'{"a":' * 50_000, "a.json", "json"),
        (gzip.compress(gzip.compress(b"a,b\n", mtime=0), mtime=0), "a.csv.gz", "gzip"),
    ],
)
def test_what_has_none_is_named(linked: Callable[..., PreviewReader], body: bytes, name: str, kind: str) -> None:
    found = linked(body, name).read()
    assert (found.rows.kind, found.rows.rows, found.more) == (kind, (), False)
    assert found.problem


def test_a_sign_in_page_is_told_from_the_file(linked: Callable[..., PreviewReader]) -> None:
    page = b"<html><body>Sign in</body></html>"
    told = linked(page, "a.csv").read().problem
    assert told != linked(page, "a.html", format="html").read().problem


def test_an_endless_line_and_an_endless_answer_end(linked: Callable[..., PreviewReader]) -> None:
    found = linked(b"x" * 65536, endless=True, ranges=False).read()
    assert (found.rows.kind, found.bytes_read, found.size, found.rows.rows) == ("long", FIRST_BYTES, None, ())
    rows = linked(b"1,2\n" * 16384, name="b.csv", endless=True, ranges=False).read(MOST_ROWS)
    assert (len(rows.rows.rows), rows.more) == (MOST_ROWS, False)


def test_few_bytes_that_stand_for_many_end(linked: Callable[..., PreviewReader]) -> None:
    bomb = gzip.compress(b"a,b\n" * (1 << 24))
    assert len(linked(bomb).read().rows.rows) == STEP


def test_wide_and_long_cells_are_cut(linked: Callable[..., PreviewReader]) -> None:
    header = b",".join(b"c%d" % n for n in range(3000))
    found = linked(header + b"\n" + b"," * 2999 + b"\n").read()
    assert (len(found.rows.columns), found.rows.hidden_columns) == (MOST_COLUMNS, 3000 - MOST_COLUMNS)
    long = linked(b"a,b\n1," + b"x" * 5000 + b"\n").read()
    assert len(long.rows.rows[0][1]) == MOST_CHARACTERS + 1


def test_a_file_that_was_replaced_meanwhile_is_noticed(linked: Callable[..., PreviewReader], site: FileSite) -> None:
    wide = b"".join(b"%d,%s\n" % (n, b"%d " % n * 200) for n in range(2000))
    for other in ({"mark": '"2"'}, {"mark": '"2"', "ranges": False}, {"shift": -100}, {"body": wide[::-1]}):
        reader = linked(wide)
        reader.read()
        site.files["/a.csv"] = File(**{"body": wide, **other})
        with pytest.raises(RemoteFileChanged):
            reader.read(1000)


def test_closing_stops_the_reading(linked: Callable[..., PreviewReader]) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(errors.Cancelled):
        linked(LONG).read(token=token)


@pytest.mark.parametrize("whole", [True, False])
def test_whatever_the_bytes_are_there_is_an_answer(whole: bool) -> None:
    for body in (
        b'"' * 5000,
        b'a,"' + b"x\n" * 5000,
        bytes(range(256)) * 50,
        b",\n" * 9000,
        b"\xff" * 999,
        b"\r" * 999,
    ):
        for name in ("a.csv", "a.txt", "a.json", "a"):
            found = read_rows(body, name, whole=whole)
            assert all(len(row) == len(found.columns) for row in found.rows)
    assert json.dumps(list(read_rows(b"a,b\n1,2\n", "a.csv", whole=whole).rows)) == '[["1", "2"]]'


# workbooks


def workbook(**pages: list[list[Any]]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.active)
    for name, rows in pages.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(out)
    return out.getvalue()


LEVELS = [["station", "level", "day"], *([f"lake {n}", n + 0.5, datetime(2024, 1, 1)] for n in range(900))]


def test_the_pages_of_a_workbook(linked: Callable[..., PreviewReader], site: FileSite) -> None:
    reader = linked(workbook(Levels=LEVELS, Notes=[[1], [2, None, True]], Empty=[]), "levels.xlsx", "xlsx")
    found = reader.read()
    assert names(found) == [("station", "string"), ("level", "number"), ("day", "date")]
    assert (len(found.rows.rows), found.rows.rows[1]) == (STEP, ("lake 1", "1.5", "2024-01-01"))
    assert (found.pages, found.page, found.complete, found.more) == (
        ("Levels", "Notes", "Empty"),
        "Levels",
        False,
        True,
    )
    assert (len(reader.read(1000).rows.rows), reader.read(1000).total) == (900, 900)
    notes = reader.read(page="Notes")
    assert (notes.page, notes.rows.rows, notes.complete) == ("Notes", (("1", "", ""), ("2", "", "true")), True)
    empty = reader.read(page="Empty")
    assert (empty.page, bool(empty.problem), empty.rows.rows) == ("Empty", True, ())
    assert len(site.asked) == 1


def test_a_workbook_that_is_too_large_is_not_read(linked: Callable[..., PreviewReader], site: FileSite) -> None:
    found = linked(workbook(A=[[1]]) + b"x" * MOST_BYTES, "levels.xlsx", "xlsx").read()
    assert found.problem
    assert site.sent == FIRST_BYTES


@pytest.mark.parametrize("cut", [100, 3000])
def test_a_damaged_workbook_says_so(linked: Callable[..., PreviewReader], cut: int) -> None:
    found = linked(workbook(A=[[1]])[:cut], "levels.xlsx", "xlsx").read()
    assert (bool(found.problem), found.rows.rows, found.more) == (True, (), False)


def packed(**parts: bytes) -> bytes:
    """A workbook, with other contents of some of its parts."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(A=[["a"], [1]]))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name.rsplit("/", 1)[-1].removesuffix(".xml"), old.read(name)))
    return out.getvalue()


def test_few_bytes_that_stand_for_very_many_are_not_unpacked() -> None:
    row = b'<row><c t="inlineStr"><is><t>' + b"x" * 5000 + b"</t></is></c></row>"
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    many = packed(sheet1=head + row * (2 * MOST_OF_A_PAGE // len(row)) + b"</sheetData></worksheet>")
    found = read_workbook(many).rows
    assert 0 < len(found.rows) <= MOST_OF_A_PAGE // len(row)
    assert not found.whole
    with pytest.raises(UnreadableWorkbook):
        read_workbook(packed(sheet1=head + b"<row>" + b"<c/>" * MOST_OF_A_PAGE + b"</row></sheetData></worksheet>"))
    with pytest.raises(UnreadableWorkbook):
        read_workbook(packed(styles=b" " * (1 << 26)))


def test_a_workbook_is_bounded_in_columns_and_characters() -> None:
    found = read_workbook(workbook(A=[["x" * 2000] * (MOST_COLUMNS + 50)])).rows
    assert (len(found.rows[0]), found.hidden_columns) == (MOST_COLUMNS, 1)
    assert len(found.rows[0][0]) == MOST_CHARACTERS + 1
