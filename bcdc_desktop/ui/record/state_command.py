"""What the command for the moves from a publish state is called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.domain.publishing import moves_from
from bcdc_desktop.domain.schema import DatasetSchema


def state_command(schema: DatasetSchema, state: str) -> str:
    """Return the command for the moves that there are from a publish state; empty where there are none."""
    targets = {move.target for move in moves_from(schema, state)}
    if not targets:
        return ""
    if state not in ("PUBLISHED", "PENDING ARCHIVE") and targets & {"PUBLISHED", "PENDING PUBLISH"}:
        return _tr("Publish…")
    return _tr("Archive…") if targets & {"ARCHIVED", "PENDING ARCHIVE"} else _tr("Change state…")


def _tr(text: str) -> str:
    return QCoreApplication.translate("StateCommand", text)
