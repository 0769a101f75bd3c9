"""What the command is called that changes who can see a record: its publish state, or whether it is public."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.domain.bcdc.publishing import SHOWN, leads_to_archive, leads_to_public
from bcdc_desktop.domain.publishing import Visibility, moves_from, state_field, visibility_of, visibility_targets
from bcdc_desktop.domain.schema import DatasetSchema


class Shown(Protocol):
    """What a record and its row in a list tell of who can see it."""

    @property
    def publish_state(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def private(self) -> bool: ...


def state_command(schema: DatasetSchema, record: Shown) -> str:
    """Return the command for the moves that there are for a record; empty where there are none."""
    if state_field(schema) is None:
        return _visibility_command(schema, record)
    targets = {move.target for move in moves_from(schema, record.publish_state)}
    if not targets:
        return ""
    if record.publish_state not in SHOWN and leads_to_public(targets):
        return _tr("Publish…")
    return _tr("Archive…") if leads_to_archive(targets) else _tr("Change state…")


def _visibility_command(schema: DatasetSchema, record: Shown) -> str:
    now = visibility_of({"state": record.state, "private": record.private})
    if not visibility_targets(schema, now):
        return ""
    return _tr("Make private…") if now is Visibility.PUBLIC else _tr("Make public…")


def _tr(text: str) -> str:
    return QCoreApplication.translate("StateCommand", text)
