"""A file that was kept before it was replaced lies under a name of ours, whatever the server calls it."""

from dataclasses import replace
from pathlib import Path

import pytest

from bcdc_desktop.app.records import copies
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from helpers.web_site import serving

NAMES = (
    "..%2f..%2f..%2fautostart%2fevil.desktop", "..%5c..%5cevil.exe", "%2e%2e", "..", "", "con.csv",
    "a.csv%2e", "a%00.csv",
    "x" * 300 + ".csv", "a:b.csv", "a%E2%80%AEvsc.exe", ".bashrc", "a.c%2fd", "%2fetc%2fpasswd",
    "a." + "b" * 200,
)  # fmt: skip


def files(home: Path) -> set[Path]:
    """Return all files beside and in the home, but those of the practice catalogue: there they come and go."""
    folders = [p for p in home.parent.iterdir() if p.is_dir() and p.name != "practice"]
    beside = {p for p in home.parent.iterdir() if p.is_file()}
    return beside.union(*({p for p in folder.rglob("*") if p.is_file()} for folder in folders))


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_lies_in_its_own_folder(workspace: Workspace, home: Path, name: str) -> None:
    before = files(home)
    with serving() as site:
        profile = replace(workspace.profile, keep_replaced_below=100, address=site.url)
        workspace = Workspace(profile, workspace.store, Catalogue(profile))
        resource = {
            "id": "r",
            "url": f"{site.url}/dataset/d/resource/r/download/{name}",
            "url_type": "upload",
            "size": 0,
        }
        kept = copies.keep(workspace, {"id": "p", "resources": [resource]}, ["r"])
    (made,) = [p for p in files(home) - before if ".sqlite" not in p.name]
    assert made.parent.parent == workspace.store.copies
    assert made.stem == "file"
    found = copies.find(workspace, kept["r"])
    assert found is not None and found.path == made
    assert found.name and not set(found.name) & set("/\\\0:") and found.name not in (".", "..")


@pytest.mark.parametrize("place", ["", "/etc/passwd", "../../x", "nowhere/file.csv", ".", None])
def test_a_place_where_no_copy_was_made_has_none(workspace: Workspace, place: str | None) -> None:
    assert copies.find(workspace, place) is None
