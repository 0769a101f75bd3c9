import json
import tempfile

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.domain.schema import DatasetSchema

# the same examples in every run, and nothing written into the checkout
settings.register_profile(
    "every run alike",
    derandomize=True,
    deadline=None,
    max_examples=300,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("every run alike")
set_hypothesis_home_dir(tempfile.gettempdir())


@pytest.fixture(scope="session")
def schema() -> DatasetSchema:
    """The bundled schema of the BC Data Catalogue."""
    return DatasetSchema.from_action(json.loads(bundled_path("schema/bcdc_dataset.json").read_text("utf-8")))
