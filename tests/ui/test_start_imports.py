"""What a start of the window imports."""

import json
import subprocess
import sys

NEEDED_LATER = {
    "polars": "who reads a file",
    "openpyxl": "who reads or writes a spreadsheet",
    "requests_toolbelt": "who sends a file",
    "rich": "the command line",
    "multipart": "the practice catalogue, whose library need not be there",
    "bcdc_desktop.demo.server": "the practice catalogue",
}
START = """
import json, sys
from bcdc_desktop.ui import app, desktop, open_requests, program, single_instance, update_notice, window
json.dump(sorted(sys.modules), sys.stdout)
"""


def test_a_start_does_not_wait_for_what_only_some_jobs_need() -> None:
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, timeout=120, check=True)
    imported = set(json.loads(done.stdout))
    assert "bcdc_desktop.ui.window" in imported
    assert {name: why for name, why in NEEDED_LATER.items() if name in imported} == {}
