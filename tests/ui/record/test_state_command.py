"""Given a record in some state, when its command is named, then the icon says what it does."""

import json

import pytest

from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.ui.record.state_command import state_command

SCHEMA = DatasetSchema.from_action(json.loads(bundled_path("schema/bcdc_dataset.json").read_text("utf-8")))


@pytest.mark.parametrize(("state", "icon"), [("DRAFT", "send-outline"), ("PUBLISHED", "archive-outline")])
def test_only_publishing_looks_like_sending(state: str, icon: str) -> None:
    command = state_command(SCHEMA, Package({"id": "p", "publish_state": state, "state": "active"}))
    assert command is not None
    assert command.icon == icon
