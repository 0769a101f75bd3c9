"""From a click on a record to a form that can be typed into, and the worst stall of the GUI thread meanwhile.

    python benchmarks/form.py [--runs N] [--clicks N]

Records with 40 resources, one with every field filled after one with the required ones, so that the form is laid out
anew each time, in the real window: once with a resource's form on screen, once with the record's own. A stall is the
time between two ticks of a 5 ms timer. The same from *Review and save…* to the review of a description of 2,000 words
in which every fifth was changed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measuring import Report, contender, environment, last_json, options, run
from servers import Server, practice

USABLE, STALL = 100.0, 50.0  # milliseconds
RECORDS, RESOURCES, WORDS = 6, 40, 2000
LEVELS = {"resource": "a resource's form", "record": "the record's form", "review": "the review of a long text"}


def fill(server: Server) -> str:
    """A record with something in every field that people fill in."""
    package = server.make_package(resources=RESOURCES)
    owner = server.organization_id()
    contact = {"name": "Desk", "email": "desk@example.org", "org": owner, "role": "pointOfContact"}
    server.ask(
        "package_patch",
        id=package,
        contacts=[contact | {"displayed": ["displayed"]}, contact],
        dates=[{"type": "Created", "date": "2020-01-01"}, {"type": "Modified", "date": "2024-02-03"}],
        more_info=[{"url": f"https://example.org/{n}", "description": f"Page {n}"} for n in range(3)],
        purpose="What it is for. " * 8,
        data_quality="How good it is. " * 8,
        lineage_statement="Where it comes from. " * 8,
        resource_status="historicalArchive",
        retention_expiry_date="2040-01-01",
        source_data_path="a shelf",
    )
    return package


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--clicks", type=int, default=30)
    given = parser.parse_args()
    times: dict[str, list[float]] = {level: [] for level in LEVELS}
    worst: dict[str, list[float]] = {level: [] for level in LEVELS}
    with tempfile.TemporaryDirectory(prefix="bcdc-form-") as name:
        folder = Path(name)
        with practice(folder / "served") as server:
            records = [
                fill(server) if number % 2 else server.make_package(resources=RESOURCES) for number in range(RECORDS)
            ]
            long = server.make_package(resources=RESOURCES)
            server.ask("package_patch", id=long, notes=" ".join(f"word{n * n % 211}" for n in range(WORDS)))
            for number in range(given.runs):
                env = environment(folder / f"home{number}", BCDC_API_KEY=server.tokens["editor"])
                command = contender("form_switch", "benchmark", server.url, str(given.clicks), long, *records)
                said = last_json(run(command, env))
                if said["resources"] != RESOURCES:
                    raise SystemExit(f"{said['resources']} resources are shown instead of {RESOURCES}")
                for level in LEVELS:
                    times[level] += said[level]["times"]
                    worst[level].append(said[level]["worst"])
    report = Report(f"form: a record of {said['fields']} fields and {RESOURCES} resources")
    for level, words in LEVELS.items():
        report.figure(f"click to usable, {words}", times[level], "ms")
        report.figure(f"worst stall, {words}", worst[level], "ms")
    for words in LEVELS.values():
        report.goal(f"click to usable, median, {words}", report.median(f"click to usable, {words}"), USABLE, "ms")
        report.goal(f"worst stall of the median run, {words}", report.median(f"worst stall, {words}"), STALL, "ms")
    return report.finish(given)


if __name__ == "__main__":
    sys.exit(main())
