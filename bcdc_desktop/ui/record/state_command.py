"""The command that changes who can see a record, its publish state or whether it is public: its name and its icon."""

from __future__ import annotations

from typing import NamedTuple, Protocol

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


class StateCommand(NamedTuple):
    """How a command is shown."""

    words: str
    icon: str


def state_command(schema: DatasetSchema, record: Shown) -> StateCommand | None:
    """Return the command for the moves that there are for a record; None where there are none."""
    if state_field(schema) is None:
        return _visibility_command(schema, record)
    targets = {move.target for move in moves_from(schema, record.publish_state)}
    if not targets:
        return None
    if record.publish_state not in SHOWN and leads_to_public(targets):
        return StateCommand(_tr("Publish…"), "send-outline")
    if leads_to_archive(targets):
        return StateCommand(_tr("Archive…"), "archive-outline")
    return StateCommand(_tr("Change state…"), "swap-horizontal")


def _visibility_command(schema: DatasetSchema, record: Shown) -> StateCommand | None:
    now = visibility_of({"state": record.state, "private": record.private})
    if not visibility_targets(schema, now):
        return None
    if now is Visibility.PUBLIC:
        return StateCommand(_tr("Make private…"), "lock-outline")
    return StateCommand(_tr("Make public…"), "earth")


def _tr(text: str) -> str:
    return QCoreApplication.translate("StateCommand", text)
