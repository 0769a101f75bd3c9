"""The icon in each system's form, read back by Qt, which has readers of its own for them."""

import struct
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QImageReader

import icons

ROOT = Path(__file__).resolve().parents[2]


def sizes(file: Path) -> set[int]:
    reader = QImageReader(str(file))
    found = {reader.read().width()}
    while reader.jumpToNextImage():
        found.add(reader.read().width())
    return found


def icns_pictures(file: Path) -> dict[bytes, int]:
    """The width of each picture by its type, read block by block."""
    content = file.read_bytes()
    assert struct.unpack_from(">4sI", content) == (b"icns", len(content))
    found, place = {}, 8
    while place < len(content):
        kind, length = struct.unpack_from(">4sI", content, place)
        found[kind] = QImage.fromData(content[place + 8 : place + length]).width()
        place += length
    return found


def test_each_system_gets_every_size(tmp_path: Path) -> None:
    files = icons.make_icons(ROOT / "resources" / "icons" / "bcdc-desktop.svg", tmp_path / "new")
    assert sizes(files["png"]) == {256}
    assert sizes(files["ico"]) == set(icons.ICO_SIZES)
    assert sizes(files["icns"]) <= set(icons.ICNS_TYPES.values())  # Qt reads one of each
    assert icns_pictures(files["icns"]) == icons.ICNS_TYPES
    picture = QImage(str(files["png"]))
    assert picture.pixelColor(0, 0).alpha() == 0
    assert picture.pixelColor(30, 128).name() == "#013366"


@pytest.mark.qt_log_ignore("Cannot read file")
def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.svg"
    broken.write_text("no picture")
    with pytest.raises(ValueError, match="no picture that can be drawn"):
        icons.make_icons(broken, tmp_path)
