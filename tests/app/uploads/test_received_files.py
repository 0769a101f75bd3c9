"""Files that another program handed over are stored under safe names, each under its own."""

import pytest

from bcdc_desktop.app.uploads.repairs import store_received


@pytest.fixture
def ckan_version() -> str:
    return "2.11.6"


def test_what_was_handed_over_is_stored_under_safe_names(practice) -> None:
    given = [("levels.csv", b"a"), ("sub\\LEVELS.csv", b"b"), ("../../con.csv", b"c"), ("a:b?.csv", b"d"), ("", b"")]
    paths = store_received(practice.workspace(), given)
    assert [path.name for path in paths] == ["levels.csv", "LEVELS (2).csv", "_con.csv", "a_b_.csv", "file"]
    assert [path.read_bytes() for path in paths] == [content for _name, content in given]
    assert len({path.parent for path in paths}) == 1
