"""A check as its caller sees it: kinds of files, progress, cancelling, early findings, bounded findings and memory."""

import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bcdc_desktop.preflight.content_type import sniff
from bcdc_desktop.preflight.csv_check import CheckResult, check_file, check_in_chunks
from bcdc_desktop.preflight.findings import KEPT_PER_CODE, CheckCancelled
from bcdc_desktop.preflight.personal_information import smells_personal
from helpers.system import PEAK

GOOD = b"id,name\r\n" + b"".join(b"%d,lake\r\n" % number for number in range(800_000))


def file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def workbook() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "format"),
    [
        ("a.xlsx", workbook(), "xlsx"),
        ("a.zip", workbook(), "zip"),
        ("a.PDF", b"%PDF-1.4 x", "pdf"),
        ("a.geojson", b'{"type": "FeatureCollection"}', "geojson"),
        ("a.json", b"[1, 2]", "json"),
        ("a.txt", b"a;b\n\n\nc", "txt"),
        ("a.shp", b"\x00\x00\x27\x0a\x00", "shp"),
        ("a.dat", b"\x00\x01", "other"),
        ("noextension", b"x", "other"),
    ],
)
def test_other_kinds_of_files_are_taken_as_they_are(tmp_path: Path, name: str, data: bytes, format: str) -> None:
    result = check_file(file(tmp_path, name, data))

    assert result.findings == ()
    assert (result.format, result.size, result.schema) == (format, len(data), None)
    assert result.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"id,name\r\n1,lake\r\n"),
        ("a.pdf", b"<!doctype html><html></html>"),
        ("a.zip", b"%PDF-1.4"),
        ("a.geojson", b"<html><body>Sign in</body></html>"),
        ("a.json", workbook()),
        ("a.txt", workbook()),
    ],
)
def test_a_file_that_is_not_what_its_extension_says_is_an_error(tmp_path: Path, name: str, data: bytes) -> None:
    result = check_file(file(tmp_path, name, data))

    assert [finding.code for finding in result.findings] == ["content-mismatch"]
    assert result.has_errors


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.dat"])
def test_a_file_of_zero_bytes_is_an_error_whatever_its_kind(tmp_path: Path, name: str) -> None:
    result = check_file(file(tmp_path, name, b""))

    assert [(finding.severity, finding.code) for finding in result.findings] == [("error", "empty-file")]


def test_a_file_that_is_not_there_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check_file(tmp_path / "gone.csv")


def test_progress_goes_up_to_the_size(tmp_path: Path) -> None:
    path = file(tmp_path, "a.csv", GOOD)
    seen: list[tuple[int, int]] = []

    result = check_file(path, on_progress=lambda done, size: seen.append((done, size)))

    assert seen == sorted(seen)
    assert seen[-1] == (len(GOOD), len(GOOD))
    assert len(seen) > 1
    assert result.rows == 800_000


def test_a_check_can_be_cancelled_while_it_reads(tmp_path: Path) -> None:
    path = file(tmp_path, "a.csv", GOOD)
    seen: list[int] = []

    with pytest.raises(CheckCancelled):
        check_file(path, on_progress=lambda done, size: seen.append(done), cancelled=lambda: len(seen) >= 2)

    assert seen[-1] < len(GOOD)


def test_the_first_findings_come_before_the_file_is_read_through(tmp_path: Path) -> None:
    path = file(tmp_path, "a.csv", b"id,lake name\r\n1\r\n" + GOOD.removeprefix(b"id,name\r\n"))
    seen: list[CheckResult] = []

    result = check_file(path, on_partial_result=seen.append)

    first = seen[0]
    assert first.size < len(GOOD) / 2
    assert (first.columns, first.preview) == (result.columns, result.preview)
    assert ("header-spaces", 1) in {(f.code, f.row) for f in first.findings}
    assert {f for partial_result in seen for f in partial_result.findings} <= set(result.findings)


def test_findings_are_counted_beyond_those_that_are_kept(tmp_path: Path) -> None:
    data = b"id,name\r\n" + b"1,lake\r\n" * 5 + b"2\r\n" * 1000 + b"3,river\r\n"

    result = check_file(file(tmp_path, "a.csv", data))

    assert [finding.row for finding in result.findings] == list(range(7, 7 + KEPT_PER_CODE))
    assert result.counts == {"error": 1000, "warning": 0, "advice": 0}
    assert result.rows == 1006


def test_an_open_quote_does_not_swallow_the_rest_of_the_table(tmp_path: Path) -> None:
    data = b'id,name\r\n1,lake\r\n2,"river\r\n' + b"3,creek\r\n" * 1_000_000

    result = check_file(file(tmp_path, "a.csv", data))

    assert [(finding.code, finding.row) for finding in result.findings] == [("unclosed-quote", 3)]
    assert result.rows == 1_000_002


def test_a_line_without_end_is_given_up(tmp_path: Path) -> None:
    data = b"id,name\r\n1,lake\r\n2," + b"x" * 20_000_000

    result = check_file(file(tmp_path, "a.csv", data))

    assert [(finding.code, finding.row) for finding in result.findings] == [("line-too-long", 3)]
    assert result.size == len(data)
    assert result.sha256 == hashlib.sha256(data).hexdigest()


def test_memory_stays_bounded_however_large_the_table(tmp_path: Path) -> None:
    path = file(tmp_path, "a.csv", b"id,name,level\r\n" + b'12345,"Ann, the lake",12.5\r\n' * 2_000_000)
    script = (
        f"{PEAK}\n"
        "import psutil, sys; from pathlib import Path\n"
        "from bcdc_desktop.preflight.csv_check import CheckResult, check_file\n"
        "before = psutil.Process().memory_info().rss\n"
        "assert check_file(Path(sys.argv[1])).rows == 2_000_000\n"
        "print((peak() - before) / 2**20)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=True, capture_output=True, text=True)

    assert float(done.stdout) <= 100


def test_the_preview_shows_the_first_records_with_the_header(tmp_path: Path) -> None:
    result = check_file(file(tmp_path, "a.csv", GOOD))

    assert result.preview[0] == ("id", "name")
    assert result.preview[1] == ("0", "lake")
    assert len(result.preview) == 50


def test_the_json_has_path_findings_and_schema(tmp_path: Path) -> None:
    path = file(tmp_path, "a.csv", b"id,name\r\n1,lake\r\n2\r\n")

    entry = check_file(path).to_json()

    assert entry["path"] == str(path)
    assert [finding["code"] for finding in entry["findings"]] == ["ragged-row"]
    assert [field["name"] for field in entry["schema"]["fields"]] == ["id", "name"]


@pytest.mark.parametrize(
    "name",
    ["sin", "SIN", "social_insurance_number", "ClientSIN", "birth_date", "DateOfBirth", "DOB", "phn", "email", "e-mail",
     "home_address", "Home Phone", "patient_name", "first_name", "surname", "driver's licence"],
)  # fmt: skip
def test_names_that_smell_of_a_person(name: str) -> None:
    assert smells_personal(name)


@pytest.mark.parametrize(
    "name",
    ["name", "station_name", "contact_email", "address", "phone", "basin", "sin_theta", "using", "cosine", "species",
     "email_domain_count", "school_address", "licence_number", "birth_rate", "phone_company", "health_region"],
)  # fmt: skip
def test_names_that_do_not(name: str) -> None:
    assert not smells_personal(name)


@pytest.mark.parametrize("chunk", [7, 500, 100_000])
def test_a_record_that_goes_on_for_too_long_is_taken_for_an_open_quote(tmp_path: Path, chunk: int) -> None:
    path = file(tmp_path, "a.csv", b'id,name\r\n1,"' + b"2,x\r\n" * 1000 + b'3,y"\r\n' + b"4,z\r\n" * 1000)

    result = check_in_chunks(path, chunk, longest_record=2000)

    assert [(finding.code, finding.row) for finding in result.findings] == [("unclosed-quote", 2)]
    assert result.rows == 2001


@pytest.mark.parametrize("chunk", [7, 500, 100_000])
def test_a_line_that_goes_on_for_too_long_ends_the_reading(tmp_path: Path, chunk: int) -> None:
    path = file(tmp_path, "a.csv", b"id,name\r\n1,x\r\n2," + b"y" * 3000 + b"\r\n3,z\r\n4\r\n")

    result = check_in_chunks(path, chunk, longest_record=2000)

    assert [(finding.code, finding.row) for finding in result.findings] == [("line-too-long", 3)]
    assert result.rows == 1


def test_very_many_comments_before_a_document_do_not_hold_the_check_up() -> None:
    comments = b"<!-- -->" * 20_000
    assert sniff(b'<?xml version="1.0"?>' + comments + b"<data>") == "xml"
    assert sniff(comments + b"<p>") is None
    assert sniff(b"<?xml version='1.0'?>\n" + comments + b"\n<!DOCTYPE html>") == "html"
    assert sniff(b"<!-- <html> --><body class='a'>") == "html"
    assert sniff(b"<!-- never closed <html>") is None
