"""A widget as a picture for a meeting: PNG, or PDF that stays sharp. On paper it is always light."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget

from bcdc_desktop.ui.theme.palette import LIGHT
from bcdc_desktop.ui.theme.style_sheet import style_sheet

_WIDTH = 1000  # pixels of the picture; twice as many dots
_MARGIN = 12.0  # millimetres
_DOTS = 300  # an inch


def prepare(widget: QWidget) -> None:
    """Lay out a widget that is not on screen for paper."""
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    palette = widget.palette()
    palette.setColor(palette.ColorRole.Window, QColor(LIGHT.surface))
    palette.setColor(palette.ColorRole.Base, QColor(LIGHT.surface))
    palette.setColor(palette.ColorRole.WindowText, QColor(LIGHT.text))
    palette.setColor(palette.ColorRole.Text, QColor(LIGHT.text))
    widget.setPalette(palette)
    # before the rest, so that labels with a colour of their own keep it
    widget.setStyleSheet(f"QLabel {{ color: {LIGHT.text}; }}\n{style_sheet(LIGHT)}")
    widget.setFixedWidth(_WIDTH)
    widget.show()
    widget.resize(_WIDTH, widget.sizeHint().height())
    layout = widget.layout()
    if layout is not None:
        layout.activate()


def save(widget: QWidget, path: Path) -> None:
    """Write a prepared widget to a file: ``.pdf`` makes a page, everything else a PNG.

    Raises:
        OSError: the file cannot be written.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _pdf(widget, buffer) if path.suffix.lower() == ".pdf" else _png(widget, buffer)
    path.write_bytes(buffer.data().data())


def _png(widget: QWidget, target: QIODevice) -> None:
    size = widget.size()
    image = QImage(QSize(size.width() * 2, size.height() * 2), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    image.fill(QColor(LIGHT.surface))
    painter = QPainter(image)
    widget.render(painter, QPoint())
    painter.end()
    QImageWriter(target, QByteArray(b"png")).write(image)


def _pdf(widget: QWidget, target: QIODevice) -> None:
    writer = QPdfWriter(target)
    writer.setResolution(_DOTS)
    writer.setTitle(widget.windowTitle())
    writer.setCreator("BCDC Desktop")
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    letter, upright = QPageSize(QPageSize.PageSizeId.Letter), QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(letter, upright, margins, QPageLayout.Unit.Millimeter))
    painter = QPainter(writer)
    page = writer.pageLayout().paintRectPixels(_DOTS)
    share = min(page.width() / widget.width(), page.height() / widget.height())
    painter.scale(share, share)
    widget.render(painter, QPoint())
    painter.end()
