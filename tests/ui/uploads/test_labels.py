"""Texts of the upload dialog."""

from pathlib import Path

from bcdc_desktop.app.uploads.prepare import PreparedFile
from bcdc_desktop.app.uploads.sheet import SheetState
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.ui.uploads import labels


def sheet(*sizes: int) -> SheetState:
    profile = Profile("nowhere", "Nowhere", "http://127.0.0.1:9")
    state = SheetState(profile, DatasetSchema("d", (), ()), {"id": "p", "resources": []}, act_budget=20_000_000)
    state.begin((Path(f"/nowhere/{n}"), size) for n, size in enumerate(sizes))
    for row in state.rows:
        state.arrive(row, PreparedFile(row.path, row.size, 1, "create", {}, {}))
    return state


def test_the_size_and_the_number_of_batches() -> None:
    assert labels.batch_line(sheet()) == ""
    assert labels.batch_line(sheet(15_000_000)) == "15.0\u00a0MB in one batch, all or nothing"
    assert labels.batch_line(sheet(15_000_000, 15_000_000)) == "30.0\u00a0MB in 2 batches; each batch is all or nothing"
