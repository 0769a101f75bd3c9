"""An organization's 1,000 packages by ``bcdc packages --org NAME --json``, against the guide's own script.

    python benchmarks/listing.py [--runs N] [--packages N] [--real [--only NAME]]

Whole processes, in turns. Runs against a practice catalogue in a process of its own; with --real also against the CKANs
that BCDC_TEST_CKAN_211 and BCDC_TEST_CKAN_29 name, where the packages are made in an organization of their own first,
and purged afterwards (which takes minutes).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from measuring import Report, bcdc, contender, environment, options, run
from servers import Server, practice, real

GOAL = 1.3


@contextlib.contextmanager
def filled(server: Server, packages: int) -> Iterator[Server]:
    """The server with a fresh organization of that many packages, of four resources each; gone afterwards."""
    name = f"benchmark-{uuid.uuid4().hex[:8]}"
    organization = server.ask("organization_create", "sysadmin", name=name, title="Made by a benchmark")["id"]
    made: list[str] = []

    def make(_number: int) -> None:
        made.append(server.make_package(organization, "sysadmin", resources=4))

    try:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(make, range(packages)))
        yield replace(server, organization=name)
    finally:
        server.purge(made)
        server.ask("organization_purge", "sysadmin", id=organization)


@contextlib.contextmanager
def topped_up(server: Server, packages: int) -> Iterator[Server]:
    """A practice catalogue whose organization holds that many packages."""
    organization = server.organization_id()
    query = f"owner_org:{organization}"
    held = server.ask("package_search", fq=query, rows=0, include_private=True)["count"]
    for _ in range(packages - held):
        server.make_package(organization, resources=4)
    yield server


def measure(server: Server, given: argparse.Namespace, home: Path) -> Report:
    """Both in turns."""
    env = environment(home, BCDC_API_KEY=server.tokens["sysadmin" if given.real else "editor"])
    commands = {
        "bcdc packages": bcdc("--url", server.url, "packages", "--org", server.organization, "--json"),
        "guide's script": contender("guide_list", server.url, server.organization),
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(given.runs + 1):  # the first warms up
        counts = {}
        for name, command in commands.items():
            began = time.perf_counter()
            said = run(command, env)
            seconds = time.perf_counter() - began
            if turn:
                times[name].append(seconds)
            counts[name] = len(json.loads(said)["packages"]) if name == "bcdc packages" else len(said.splitlines())
        if set(counts.values()) != {given.packages}:
            raise SystemExit(f"not all {given.packages} packages were listed: {counts}")
    report = Report(f"listing: {given.packages} packages of one organization, {server.name}")
    for name, values in times.items():
        report.figure(name, values)
    report.ratio("bcdc packages", "guide's script", GOAL)
    return report


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument(
        "--packages", type=int, default=1000, help="how many (default 1000; the guide's script caps it)"
    )
    parser.add_argument("--real", action="store_true", help="against real CKANs instead of the practice catalogue")
    parser.add_argument("--only", action="append", help="the name of a catalogue, such as “CKAN 2.9”")
    given = parser.parse_args()
    code = 0
    with tempfile.TemporaryDirectory(prefix="bcdc-listing-") as name:
        folder = Path(name)
        if not given.real:
            with practice(folder / "served") as server, topped_up(server, given.packages) as ready:
                return measure(ready, given, folder / "home").finish(given)
        servers = real(given.only)
        if not servers:
            parser.error("no catalogue: BCDC_TEST_CKAN_211 or BCDC_TEST_CKAN_29 names a file that tells of one")
        for server in servers:
            with filled(server, given.packages) as ready:
                code |= measure(ready, given, folder / "home").finish(given)
    return code


if __name__ == "__main__":
    sys.exit(main())
