"""What reading an answer costs: a page of 50 packages through the gate, against ``json.loads``, and against what a
synchronization does with such a page afterwards.

    python benchmarks/answers.py [--runs N]

Processor time of this process, in turns; the best and the median of all runs.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bcdc_desktop.catalogue.answers import Answer, sorted_out
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.redaction import Redactor
from bcdc_desktop.catalogue.shapes import PackageShape
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.quality import RecordQuality
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.store.package_writer import prepared

GOAL = 0.05  # of a synchronization


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, DemoCatalogue(Path(folder)) as demo:
        packages = Catalogue(Profile("t", "T", demo.url), demo.tokens["sysadmin"]).search(rows=50).packages
    body = json.dumps({"help": "", "success": True, "result": {"count": 50, "results": packages}}).encode()
    redactor = Redactor("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.of-an-editor")

    quality = RecordQuality(DatasetSchema("dataset", (), ()))

    def gate() -> Any:
        answer = Answer.of(200, {}, body, redactor)
        return sorted_out(answer.result["results"], PackageShape, strict=answer.is_strict)

    def plain() -> Any:
        return json.loads(body.decode("utf-8", errors="replace"))

    def store() -> Any:
        return [prepared(package, quality) for package in packages]

    steps: dict[str, Callable[[], Any]] = {"json.loads": plain, "through the gate": gate, "made ready to store": store}
    found: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(given.runs):
        for name, step in steps.items():
            began = time.process_time()
            step()
            found[name].append((time.process_time() - began) * 1000)
    for name, times in found.items():
        print(f"{name:20} best {min(times):6.2f} ms, median {statistics.median(times):6.2f} ms")
    best = {name: min(times) for name, times in found.items()}
    more = (best["through the gate"] - best["json.loads"]) / (best["json.loads"] + best["made ready to store"])
    print(f"the gate costs {more:+.1%} of reading a page and making it ready; goal at most {GOAL:.0%}")
    return 0 if more <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
