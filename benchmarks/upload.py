"""One large file to a real CKAN through the program's queue, and by ``bcdc upload``, against curl doing the same
package_revise.

    BCDC_TEST_CKAN_211=FILE BCDC_TEST_CKAN_29=FILE python benchmarks/upload.py [--size MIB] [--runs N]

The files that the environment names are JSON with ``url``, ``tokens`` and ``my_organizations``. The queue runs beside a
5 ms timer of a GUI thread. Wall time is from the queue's start until the row is done, the look at the server included;
curl's is that of its process, and so is that of ``bcdc upload``, which reads the file through first. Memory is the peak
of the resident set less what was resident before (for ``bcdc upload``: less the peak with a file of a few bytes); plain
ckanapi's is shown beside it. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from measuring import MIB, Report, bcdc, contender, environment, last_json, options, quantile, run
from servers import RESOURCE, Server, real

MEMORY, GAP = 32.0, 50.0  # MiB, milliseconds
COMMAND, COMMAND_MEMORY = 1.9, 48.0  # times curl's wall, MiB


def make_file(path: Path, size: int) -> None:
    """A table of that many bytes."""
    draw = random.Random(5)
    block = b"".join(
        b"%d,ST%04d,2024-%02d-%02d,%.3f\r\n" % (n, draw.randrange(9999), n % 12 + 1, n % 28 + 1, draw.random() * 99)
        for n in range(40_000)
    )
    with path.open("wb") as file:
        left = size - file.write(b"id,station,day,level\r\n")
        while left > 0:
            left -= file.write(block[:left] if left < len(block) else block)


def queue(server: Server, package: str, file: Path, home: Path) -> dict[str, Any]:
    """The program: the row is made by ``bcdc upload --no-wait``, a second process sends it."""
    env = environment(home, BCDC_API_KEY=server.tokens["editor"])
    places = home / "settings" / "settings.json"
    places.parent.mkdir(parents=True, exist_ok=True)
    profile = {"name": "benchmark", "title": "Benchmark", "address": server.url}
    places.write_text(json.dumps({"profiles": {"benchmark": profile}}))
    command = bcdc("--profile", "benchmark", "upload", package, str(file), "--no-wait", "--json")
    for name, value in {**RESOURCE, "name": f"Table {uuid.uuid4().hex[:8]}"}.items():
        command += ["--set", f"{name}={value}"]
    run(command, env)
    said = last_json(run(contender("send_queue", "benchmark"), env))
    if said["states"] != ["done"]:
        raise SystemExit(f"the upload is {said['states']}: {said['errors']}")
    return {**said, "resource": said["resources"][0]}


def process(command: list[str], given: bytes = b"", env: Mapping[str, str] | None = None) -> tuple[float, int, bytes]:
    """Run a command; return its seconds, the peak of its resident set in bytes, and what it printed."""
    began = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
    ) as child:
        assert child.stdin and child.stdout and child.stderr
        child.stdin.write(given)
        child.stdin.close()
        said, complained = child.stdout.read(), child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command[0]} ended with {child.returncode}: {(said + complained)[-600:]!r}")
    return seconds, usage.ru_maxrss * 1024, said


def command(server: Server, package: str, file: Path, home: Path) -> dict[str, Any]:
    """``bcdc upload`` as a whole."""
    env = environment(home, BCDC_API_KEY=server.tokens["editor"])

    def upload(path: Path) -> tuple[float, int, str]:
        fields = {**RESOURCE, "name": f"Table {uuid.uuid4().hex[:8]}"}
        words = [word for name, value in fields.items() for word in ("--set", f"{name}={value}")]
        took, peak, said = process(bcdc("--url", server.url, "upload", package, str(path), *words, "--json"), env=env)
        return took, peak, json.loads(said)["uploads"][0]["resource"]

    small = file.with_name("small.csv")
    small.write_bytes(b"id,station\r\n1,ST1\r\n")
    _, before, resource = upload(small)
    server.ask("resource_delete", id=resource)
    seconds, peak, resource = upload(file)
    return {"seconds": seconds, "growth": peak - before, "resource": resource}


def curl(server: Server, package: str, file: Path) -> dict[str, Any]:
    """The same act by curl; ``growth`` is the peak of its whole process."""
    resource = str(uuid.uuid4())
    rows = [RESOURCE | {"id": resource, "name": f"Table {resource[:8]}"}]
    form = {
        "match": json.dumps({"id": package}),
        "include": json.dumps(["+package__id", "+package__metadata_modified", "-package__*"]),
        "update__resources__extend": json.dumps(rows),
    }
    command = ["curl", "--silent", "--show-error", "--fail-with-body", "--noproxy", "*"]
    command += ["--header", "@-", f"{server.url}/api/3/action/package_revise"]
    for name, value in form.items():
        command += ["--form-string", f"{name}={value}"]
    command += ["--form", f"update__resources__-1__upload=@{file};type=application/octet-stream"]
    # the key is not an argument: others see those
    seconds, peak, _ = process(command, f"Authorization: {server.tokens['editor']}\n".encode())
    return {"seconds": seconds, "growth": peak, "resource": resource}


def plain(server: Server, package: str, file: Path, home: Path) -> dict[str, Any]:
    """Plain ckanapi's resource_create."""
    env = environment(home, BCDC_API_KEY=server.tokens["editor"])
    return last_json(run(contender("ckanapi_upload", server.url, package, str(file)), env))


def empty(server: Server, package: str, resource: str) -> None:
    """Gives the server its disk back: CKAN keeps the file of a deleted resource, so a small one takes its place."""
    import requests

    requests.post(
        f"{server.url}/api/3/action/resource_patch",
        data={"id": resource},
        files={"upload": ("empty.csv", b"id\r\n")},
        headers={"Authorization": server.tokens["editor"]},
        timeout=300,
    ).raise_for_status()
    server.ask("resource_delete", id=resource)


def measure(server: Server, given: argparse.Namespace, folder: Path) -> Report:
    """All contenders in turns on one catalogue."""
    file = folder / "large.csv"
    make_file(file, given.size * MIB)
    sent: dict[str, list[dict[str, Any]]] = {"queue": [], "bcdc upload": [], "curl": [], "plain ckanapi": []}
    with server.package() as package:
        for number in range(given.runs):
            turns = [
                ("queue", queue, (folder / f"home-{server.name}-{number}",)),
                ("bcdc upload", command, (folder / f"command-{server.name}-{number}",)),
                ("curl", curl, ()),
            ]
            if number < given.plain:
                turns.append(("plain ckanapi", plain, (folder / "plain",)))
            for name, contestant, more in turns:
                sent[name].append(contestant(server, package, file, *more))
                empty(server, package, sent[name][-1]["resource"])
    report = Report(f"upload: {given.size} MiB to {server.name}")
    for name, runs in sent.items():
        if runs:
            report.figure(f"{name}, wall", [r["seconds"] for r in runs])
    for name, runs in sent.items():
        if runs:
            report.figure(f"{name}, memory", [r["growth"] / MIB for r in runs], "MiB")
    report.figure("queue, worst GUI gap", [max(r["gaps"]) for r in sent["queue"]], "ms")
    report.figure("queue, GUI gap p99", [quantile(r["gaps"], 0.99) for r in sent["queue"]], "ms")
    report.ratio("queue, wall", "curl, wall", given.wall_goal)
    report.ratio("bcdc upload, wall", "curl, wall", COMMAND)
    report.goal(
        "bcdc upload, growth of memory (worst)", max(report.figures["bcdc upload, memory"][0]), COMMAND_MEMORY, "MiB"
    )
    report.goal("queue, growth of memory (worst)", max(report.figures["queue, memory"][0]), MEMORY, "MiB")
    report.goal("worst GUI gap of all runs", max(max(r["gaps"]) for r in sent["queue"]), GAP, "ms")
    report.note("curl's memory is that of its whole process; the others' is the growth during the upload")
    return report


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--size", type=int, default=1024, help="MiB of the file (default 1024)")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--plain", type=int, default=1, help="runs of plain ckanapi (default 1)")
    parser.add_argument("--wall-goal", type=float, default=1.2, help="times curl's wall (default 1.2)")
    parser.add_argument("--only", action="append", help="the name of a catalogue, such as “CKAN 2.9”")
    given = parser.parse_args()
    servers = real(given.only)
    if not servers:
        parser.error("no catalogue: BCDC_TEST_CKAN_211 or BCDC_TEST_CKAN_29 names a file that tells of one")
    code = 0
    with tempfile.TemporaryDirectory(prefix="bcdc-upload-") as folder:
        for server in servers:
            code |= measure(server, given, Path(folder)).finish(given)
    return code


if __name__ == "__main__":
    sys.exit(main())
