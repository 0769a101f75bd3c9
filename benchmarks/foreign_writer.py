"""20 files in several acts while another client keeps patching a resource of the same package: all 20 stay, once.

    BCDC_TEST_CKAN_211=FILE BCDC_TEST_CKAN_29=FILE python benchmarks/foreign_writer.py [--runs N] [--files N]

The other client calls ``resource_patch`` in a loop for some seconds, as a script or a colleague's form would. CKAN
before 2.9.11 does not lock: such a write, begun before ours and ended after it, throws away what was accepted. After it
stopped, ``bcdc uploads --resume`` is run as a person would, until it ends with 0. Rows that were sent again are what a
client loses that trusts the answers. Exit code 1 when a file is missing, another one, or there twice.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import requests

from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store
from many_files import make_files
from measuring import Report, bcdc, environment, options
from servers import RESOURCE, Server, practice, real

SECONDS = 6.0  # that the other client writes
TRIES = 5


class Other(threading.Thread):
    """Patches one resource until told to stop."""

    def __init__(self, server: Server, resource: str) -> None:
        super().__init__(daemon=True)
        self._server = server
        self._resource = resource
        self.over = threading.Event()
        self.writes = 0

    def run(self) -> None:
        address = f"{self._server.url}/api/3/action/resource_patch"
        headers = {"Authorization": self._server.tokens["editor"]}
        while not self.over.is_set():
            values = {"id": self._resource, "description": f"Number {self.writes}"}
            self.writes += requests.post(address, json=values, headers=headers, timeout=60).ok


def one_run(server: Server, folder: Path, count: int) -> dict[str, int]:
    """What was written, sent again, missing and there twice."""
    files = make_files(folder, count, 20)
    home = folder / "home"
    places = Places.below(home).make()
    profile = Profile("foreign", "Foreign", server.url, batch_limit=5 * files[0].stat().st_size)
    settings = {"profiles": {"foreign": profile.to_json()}}
    (places.settings / "settings.json").write_text(json.dumps(settings))
    env = environment(home, BCDC_API_KEY=server.tokens["editor"])
    with server.package() as package:
        theirs = server.ask(
            "resource_create", package_id=package, **RESOURCE, name="Theirs", url="https://example.org/theirs.csv"
        )["id"]
        other = Other(server, theirs)
        other.start()
        began = time.monotonic()
        command = ["--profile", "foreign", "upload", package, *map(str, files), "--json"]
        command += [word for name, value in RESOURCE.items() for word in ("--set", f"{name}={value}")]
        uploading = subprocess.Popen(bcdc(*command), env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        other.over.wait(SECONDS)
        while time.monotonic() - began < 10 * SECONDS and uploading.poll() is None and other.writes < 20:
            other.over.wait(0.2)
        other.over.set()
        other.join()
        uploading.communicate()
        resumed = 0
        while resumed < TRIES:
            resumed += 1
            resume = bcdc("--profile", "foreign", "uploads", "--resume", "--json")
            if subprocess.run(resume, env=env, capture_output=True, check=False).returncode == 0:
                break
        there = [r for r in server.ask("package_show", id=package)["resources"] if r["id"] != theirs]
        found = sorted(hashlib.sha256(requests.get(r["url"], timeout=60).content).hexdigest() for r in there)
        wanted = sorted(hashlib.sha256(f.read_bytes()).hexdigest() for f in files)
    name = next(places.work.glob("foreign-*.sqlite")).stem
    store = Store(places.cache / f"{name}.sqlite", places.work / f"{name}.sqlite")
    lost = sum(row.resent for row in store.uploads.rows())
    store.close()
    missing = len([h for h in wanted if h not in found])
    return {
        "writes of the other": other.writes,
        "sent again": lost,
        "resumed": resumed,
        "missing": missing,
        "too many": len(found) - (len(wanted) - missing),
    }


def main() -> int:
    parser = options(__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--only", action="append", help="the name of a catalogue, such as “CKAN 2.9”")
    given = parser.parse_args()
    given.insist = True
    code = 0

    def measure(server: Server) -> int:
        runs = []
        for _ in range(given.runs):
            with tempfile.TemporaryDirectory(prefix="bcdc-foreign-") as folder:
                runs.append(one_run(server, Path(folder), given.files))
        report = Report(f"foreign_writer: {given.files} files in several acts, {server.name}")
        for name in runs[0]:
            report.figure(name, [r[name] for r in runs], "")
        report.goal("files missing or another", sum(r["missing"] for r in runs), 0, "")
        report.goal("files there twice", sum(r["too many"] for r in runs), 0, "")
        return report.finish(given)

    servers = real(given.only)
    for server in servers:
        code |= measure(server)
    if not servers:
        with (
            tempfile.TemporaryDirectory(prefix="bcdc-practice-") as home,
            practice(Path(home), version="2.9.5") as server,
        ):
            code |= measure(server)
    return code


if __name__ == "__main__":
    sys.exit(main())
