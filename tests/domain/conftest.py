import json

import pytest

from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.domain.schema import DatasetSchema


@pytest.fixture(scope="session")
def schema() -> DatasetSchema:
    """The bundled schema of the BC Data Catalogue."""
    return DatasetSchema.from_action(json.loads(bundled_path("schema/bcdc_dataset.json").read_text("utf-8")))
