"""The first rows of a large CSV in a catalogue, as the window reads them, against curl of as many bytes and csv.reader.

    python benchmarks/preview.py [--runs N] [--megabytes N] [--real [--only NAME]]

Both in turns, in one process that has its imports; the first read of a fresh process is told too. Runs against a
practice catalogue in a process of its own; with --real against the CKANs that BCDC_TEST_CKAN_211 and BCDC_TEST_CKAN_29
name, where the file is uploaded first, and purged afterwards.
"""

from __future__ import annotations

import argparse
import csv
import io
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

from bcdc_desktop.app.records.file_preview import FIRST_BYTES, STEP, PreviewReader, ResourcePreview
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.http import FilePart
from bcdc_desktop.catalogue.revise import Revision
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store
from measuring import Report, options
from servers import RESOURCE, Server, practice, real

GOAL_SECONDS = 1.0
MEGABYTE = 1_000_000


def large_table(path: Path, size: int) -> None:
    """Write a table of observations of about so many bytes."""
    lines = (
        f'{n},Station {n % 400},2024-{n % 12 + 1:02}-{n % 28 + 1:02},{n % 997 / 10},"wind, {n % 7}"'
        for n in range(20_000)
    )
    block = "".join(f"{line}\r\n" for line in lines).encode()
    with path.open("wb") as file:
        file.write(b"id,station,observed_on,value,remark\r\n")
        while file.tell() < size:
            file.write(block)


def uploaded(server: Server, package: str, path: Path) -> Resource:
    """The resource that has the file, streamed to the catalogue."""
    catalogue = Catalogue(Profile("benchmark", "Benchmark", server.url), server.tokens["editor"])
    new = {**RESOURCE, "id": str(uuid.uuid4()), "name": "A large table"}
    part = FilePart(path, path.name, path.stat().st_size)
    catalogue.revise(Revision(package, new_resources=[new], files={new["id"]: part}))
    return Resource(catalogue.package(package)["resources"][0])


def read(workspace: Workspace, resource: Resource) -> ResourcePreview:
    """What the window does until it has the first rows."""
    found = PreviewReader(workspace, resource).read()
    if len(found.rows.rows) != STEP or [c.type for c in found.rows.columns][:3] != ["integer", "string", "date"]:
        raise SystemExit(f"these are not the first rows: {found.rows.columns}, {len(found.rows.rows)} rows")
    return found


def by_curl(server: Server, resource: Resource) -> int:
    """As many bytes by curl, and their rows by csv.reader; answers the bytes."""
    command = ["curl", "-sS", "-r", f"0-{FIRST_BYTES - 1}", "-H", f"Authorization: {server.tokens['editor']}"]
    data = subprocess.run([*command, resource.url], capture_output=True, check=True).stdout
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    if len(rows) <= STEP:
        raise SystemExit(f"curl read {len(rows)} rows")
    return len(data)


def measure(server: Server, given: argparse.Namespace, folder: Path) -> Report:
    """Both in turns."""
    path = folder / "large.csv"
    large_table(path, given.megabytes * MEGABYTE)
    profile = Profile("benchmark", "Benchmark", server.url, user="editor")
    store = Store.open(Places.below(folder / "home").make(), "benchmark", "editor")
    workspace = Workspace(profile, store, Catalogue(profile, server.tokens["editor"]))
    times: dict[str, list[float]] = {"first rows": [], "curl and csv.reader": []}
    ours: set[int] = set()
    theirs: set[int] = set()
    with server.package() as package:
        resource = uploaded(server, package, path)
        began = time.perf_counter()
        read(workspace, resource)
        first = time.perf_counter() - began
        for _ in range(given.runs):
            began = time.perf_counter()
            ours.add(read(workspace, resource).bytes_read)
            times["first rows"].append(time.perf_counter() - began)
            began = time.perf_counter()
            theirs.add(by_curl(server, resource))
            times["curl and csv.reader"].append(time.perf_counter() - began)
    workspace.close()
    report = Report(f"preview: {path.stat().st_size / MEGABYTE:.0f} MB CSV, {server.name}")
    for name, values in times.items():
        report.figure(name, values)
    report.figure("the first of a process", [first])
    report.goal("worst of the first rows", max(*times["first rows"], first), GOAL_SECONDS, "s")
    report.ratio("first rows", "curl and csv.reader")
    report.goal("bytes read", max(ours) / 1024, FIRST_BYTES / 1024, "KiB")
    report.goal("bytes read by curl", max(theirs) / 1024, None, "KiB")
    return report


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--real", action="store_true", help="against real CKANs instead of the practice catalogue")
    parser.add_argument("--only", action="append", help="the name of a catalogue, such as “CKAN 2.9”")
    given = parser.parse_args()
    if not given.real:
        with tempfile.TemporaryDirectory(prefix="bcdc-preview-") as name:
            folder = Path(name)
            with practice(folder / "served", max_upload_mb=given.megabytes + 50) as server:
                return measure(server, given, folder).finish(given)
    servers = real(given.only)
    if not servers:
        parser.error("no catalogue: BCDC_TEST_CKAN_211 or BCDC_TEST_CKAN_29 names a file that tells of one")
    code = 0
    for server in servers:
        with tempfile.TemporaryDirectory(prefix="bcdc-preview-") as name:
            code |= measure(server, given, Path(name)).finish(given)
    return code


if __name__ == "__main__":
    sys.exit(main())
