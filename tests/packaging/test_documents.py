"""The documents for developers name files of the program that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_PACKAGES = "app|catalogue|cli|demo|domain|preflight|store|ui"


@pytest.mark.parametrize("page", ["docs/glossary.md", "docs/architecture.md"])
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    named = set(re.findall(rf"`((?:{_PACKAGES})/[\w/.]+)`", (ROOT / page).read_text(encoding="utf-8")))
    assert len(named) > 10
    assert sorted(path for path in named if not (ROOT / "bcdc_desktop" / path).exists()) == []


@pytest.mark.parametrize(
    "term", ["retry", "verify", "conflict", "rate limit", "watermark", "attachment", "encoding", "undo"]
)
def test_a_standard_term_leads_to_its_files(term: str) -> None:
    rows = (ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines()
    row = next(line for line in rows if line.startswith(f"| *{term}* |"))
    assert re.search(rf"`(?:{_PACKAGES})/", row)
