"""What a command that only reads imports: its start is most of the time it takes."""

import pytest

from cli.conftest import ORGANIZATION, Bcdc

NEEDED_LATER = {
    "bcdc_desktop.store.store": "who reads or writes the cache or drafts",
    "keyring": "who has no key in the environment",
    "polars": "who reads a file",
    "openpyxl": "who reads or writes a spreadsheet",
    "requests_toolbelt": "who sends a file",
    "rich": "who reads help or tables",
}


@pytest.mark.parametrize("version", ["2.11.6"], indirect=True)
def test_a_command_that_reads_does_not_wait_for_what_others_need(bcdc: Bcdc) -> None:
    ended = bcdc.process("packages", "--org", ORGANIZATION, PYTHONPROFILEIMPORTTIME="1")
    assert ended.code == 0
    imported = {line.rpartition("|")[2].strip() for line in ended.err.splitlines() if line.startswith("import time:")}
    assert "bcdc_desktop.catalogue.client" in imported
    assert {name: why for name, why in NEEDED_LATER.items() if name in imported} == {}
