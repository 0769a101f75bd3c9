"""Texts of the upload dialog."""

import json
from pathlib import Path

import pytest

from bcdc_desktop.app.uploads.prepare import PreparedFile
from bcdc_desktop.app.uploads.sheet import SheetState
from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.preflight.csv_check import check_file
from bcdc_desktop.ui.uploads import labels


def sheet(*sizes: int) -> SheetState:
    profile = Profile("nowhere", "Nowhere", "http://127.0.0.1:9")
    state = SheetState(profile, DatasetSchema("d", (), ()), {"id": "p", "resources": []}, batch_limit=20_000_000)
    state.begin((Path(f"/nowhere/{n}"), size) for n, size in enumerate(sizes))
    for row in state.rows:
        state.arrive(row, PreparedFile(row.path, row.size, 1, "create", {}, {}))
    return state


def test_the_size_and_the_number_of_batches() -> None:
    assert labels.batch_line(sheet()) == ""
    assert labels.batch_line(sheet(15_000_000)) == "15.0\u00a0MB in one batch, all or nothing"
    assert labels.batch_line(sheet(15_000_000, 15_000_000)) == "30.0\u00a0MB in 2 batches; each batch is all or nothing"


@pytest.mark.parametrize(
    ("content", "also"),
    [(b"A,B\r\n1,2\r\n1,2,3\r\n4,5\r\n", "error"), ("A,B\r\n1,Québec\r\n".encode("cp1252"), "warning")],
)
def test_what_is_missing_does_not_hide_what_is_wrong_in_a_file(tmp_path: Path, content: bytes, also: str) -> None:
    path = tmp_path / "ragged.csv"
    path.write_bytes(content)
    check = check_file(path)
    schema = DatasetSchema.from_action(json.loads(bundled_path("schema/bcdc_dataset.json").read_text("utf-8")))
    state = SheetState(Profile("nowhere", "Nowhere", "http://127.0.0.1:9"), schema, {"id": "p", "resources": []})
    state.begin([(path, path.stat().st_size)])
    (row,) = state.rows
    item = PreparedFile(path, path.stat().st_size, 1, "create", {}, {}, check=check, findings=check.findings)
    state.arrive(row, item)
    assert row.blockers[0].kind == "fields"
    assert {f.severity for f in row.findings} >= {also}
    assert also in labels.check(row, state)[0]
