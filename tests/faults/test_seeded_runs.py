"""The benchmark's seeded runs, BCDC_FAULT_RUNS of them on each version (a hundred in CI, else a few): whatever happens
on the way leaves what was confirmed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FAULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "faults.py"
RUNS = int(os.environ.get("BCDC_FAULT_RUNS") or 6)


@pytest.mark.timeout(120 + 8 * RUNS)  # more than what the runs themselves are given
@pytest.mark.parametrize("version", ["2.11.6", "2.9.5"])
def test_nothing_is_lost_and_nothing_is_there_twice(version: str) -> None:
    command = [sys.executable, str(FAULTS), "--runs", str(RUNS), "--only", f"practice {version}", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60 + 8 * RUNS, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    report = json.loads(done.stdout)
    assert {g["name"]: g["value"] for g in report["results"]} == {
        "duplicates": 0,
        "losses": 0,
        "runs that did not end as confirmed": 0,
    }
    met = {name.strip().removeprefix("with "): f["median"] for name, f in report["figures"].items()}
    assert met["runs"] == RUNS
    assert sum(met[k] for k in ("drop", "stall", "413", "502", "truncated", "lost answer", "kill")) >= RUNS
