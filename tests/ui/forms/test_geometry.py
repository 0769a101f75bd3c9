"""Given a form with all it has to say, at any width, scale and resolution, then nothing covers anything or is cut."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHILD = Path(__file__).with_name("geometry_child.py")


@pytest.mark.parametrize(
    ("scale", "dpi", "language"), [("1", "96", "en"), ("1.5", "144", "fr"), ("2", "96", "fr"), ("2", "144", "en")]
)
def test_messages_have_a_place_of_their_own(scale: str, dpi: str, language: str) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale, "QT_FONT_DPI": dpi}
    done = subprocess.run(
        [sys.executable, str(CHILD), language], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
