"""The program's icon in the forms that each system wants, drawn from the one SVG: PNG, Windows' ICO, macOS's ICNS."""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
# The types under which an ICNS file holds PNGs, and their pixels: first for plain screens, then for Retina (16 points
# @2x is 32 pixels).
ICNS_TYPES = {
    b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512,
    b"ic11": 32, b"ic12": 64, b"ic13": 256, b"ic14": 512, b"ic10": 1024,
}  # fmt: skip


def make_icons(svg: Path, folder: Path) -> dict[str, Path]:
    """Draws `svg` into `folder` and returns the files by their suffix: png (256 pixels), ico and icns."""
    folder.mkdir(parents=True, exist_ok=True)
    renderer = QSvgRenderer(str(svg))
    if not renderer.isValid():
        raise ValueError(f"{svg} is no picture that can be drawn")
    pictures = {size: png(renderer, size) for size in {*ICO_SIZES, *ICNS_TYPES.values()}}
    contents = {"png": pictures[256], "ico": ico(pictures), "icns": icns(pictures)}
    files = {suffix: folder / f"{svg.stem}.{suffix}" for suffix in contents}
    for suffix, content in contents.items():
        files[suffix].write_bytes(content)
    return files


def png(renderer: QSvgRenderer, size: int) -> bytes:
    """The picture as a square PNG of `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(image):
        raise ValueError("the picture could not be written as PNG")
    return bytes(content.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """An ICO file: a header, an entry of 16 bytes for each size, the PNGs. In an entry 0 stands for 256 pixels."""
    header = struct.pack("<HHH", 0, 1, len(ICO_SIZES))
    entries, body, offset = b"", b"", len(header) + 16 * len(ICO_SIZES)
    for size in ICO_SIZES:
        picture = pictures[size]
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset + len(body))
        body += picture
    return header + entries + body


def icns(pictures: dict[int, bytes]) -> bytes:
    """An ICNS file: a header with the whole length, then a block of type, length and PNG for each size."""
    blocks = b""
    for kind, size in ICNS_TYPES.items():
        blocks += kind + struct.pack(">I", 8 + len(pictures[size])) + pictures[size]
    return b"icns" + struct.pack(">I", 8 + len(blocks)) + blocks
