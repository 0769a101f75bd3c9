"""Network drives: told without being looked at, and no place for a cache."""

import sys
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import psutil
import pytest

from bcdc_desktop.store.cache_files import cache_placed, move_cache
from bcdc_desktop.store.database import NotWritable
from bcdc_desktop.store.paths import Places, on_network_drive


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        (r"\\server\share\cache", True), ("//server/share", True), (r"\\?\UNC\server\share", True),
        (r"\\?\C:\cache", False), (r"C:\cache", False),
    ],
)  # fmt: skip
def test_a_share_is_told_by_its_name(path: str, remote: bool, monkeypatch) -> None:
    monkeypatch.setattr(
        sys.modules["ctypes"],
        "windll",
        SimpleNamespace(kernel32=SimpleNamespace(GetDriveTypeW=lambda root: 3)),
        raising=False,
    )
    assert on_network_drive(PureWindowsPath(path), system="win32") is remote


def test_a_letter_of_a_share_is_told_by_its_kind(monkeypatch) -> None:
    asked = []

    def kind(root: str) -> int:
        asked.append(root)
        return 4

    kernel = SimpleNamespace(kernel32=SimpleNamespace(GetDriveTypeW=kind))
    monkeypatch.setattr(sys.modules["ctypes"], "windll", kernel, raising=False)
    assert on_network_drive(PureWindowsPath(r"H:\cache"), system="win32")
    assert asked == ["H:\\"]


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the system says is on a share."""
    mounted = [SimpleNamespace(mountpoint="/", fstype="ext4"), SimpleNamespace(mountpoint=str(tmp_path), fstype="cifs")]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: mounted)
    return tmp_path / "share"


def test_a_cache_on_a_share_is_not_looked_at(share: Path, monkeypatch) -> None:
    assert on_network_drive(share)
    usual = Places.below(Path("/usual"))
    monkeypatch.setattr(Path, "is_dir", lambda self: pytest.fail("the share was asked"))
    assert cache_placed(usual, str(share)) == usual


def test_a_cache_cannot_be_moved_to_a_share(share: Path) -> None:
    with pytest.raises(NotWritable, match="network drive"):
        move_cache(Places.below(Path("/usual")), share)
    assert not share.exists()
