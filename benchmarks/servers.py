"""The catalogues to measure against: a practice catalogue in a process of its own, or a real CKAN named by a file."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from helpers.sample_record import FILED, record_fields

REAL = {"CKAN 2.11": "BCDC_TEST_CKAN_211", "CKAN 2.9": "BCDC_TEST_CKAN_29"}
RESOURCE = FILED


@dataclass
class Server:
    """A catalogue with a key for each role; ``organization`` is the name of one that the editor may write to."""

    name: str
    url: str
    tokens: dict[str, str] = field(repr=False)
    organization: str

    def ask(self, action: str, role: str = "editor", *, file: Path | None = None, **data: Any) -> Any:
        """The result of an action. With a file, which is sent as ``upload``, values must be plain.

        Raises:
            SystemExit: it was refused.
        """
        address = f"{self.url}/api/3/action/{action}"
        headers = {"Authorization": self.tokens[role]}
        if file is None:
            answer = requests.post(address, json=data, headers=headers, timeout=300)
        else:
            files = {"upload": (file.name, file.read_bytes())}
            answer = requests.post(address, data=data, files=files, headers=headers, timeout=300)
        body = answer.json() if "json" in answer.headers.get("Content-Type", "") else {}
        if not body.get("success"):
            raise SystemExit(f"{self.name}: {action} was refused: {answer.status_code} {answer.text[:600]}")
        return body["result"]

    def make_package(self, owner: str = "", role: str = "editor", resources: int = 0) -> str:
        """A package with a name of its own, with resources that are links; answers its id."""
        owner = owner or self.organization_id()
        notes = "Made by a benchmark, and purged when it ends. " * 4
        fields = record_fields(owner, "benchmark", notes=notes, tag_string="water,benchmark")
        fields["resources"] = [
            RESOURCE | {"name": f"Table {number}", "url": f"https://example.org/{fields['name']}/{number}.csv"}
            for number in range(resources)
        ]
        return str(self.ask("package_create", role, **fields)["id"])

    def organization_id(self) -> str:
        """The id of ``organization``."""
        return str(self.ask("organization_show", id=self.organization, include_datasets=False)["id"])

    def purge(self, packages: list[str]) -> None:
        """Takes packages away for good."""
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda i: self.ask("dataset_purge", "sysadmin", id=i), packages))

    @contextlib.contextmanager
    def package(self) -> Iterator[str]:
        """The id of a package that is gone afterwards."""
        made = self.make_package()
        try:
            yield made
        finally:
            self.purge([made])


def real(wanted: list[str] | None = None) -> list[Server]:
    """The real catalogues that the environment names: JSON files with ``url``, ``tokens``, ``my_organizations``."""
    found = []
    for name, variable in REAL.items():
        path = os.environ.get(variable)
        if path and (not wanted or name in wanted):
            state = json.loads(Path(path).read_text("utf-8"))
            mine = state["my_organizations"][0]
            found.append(Server(name, state["url"], state["tokens"], mine["name"] if isinstance(mine, dict) else mine))
    return found


@contextlib.contextmanager
def practice(home: Path, *, version: str = "2.11.6", max_upload_mb: int = 150) -> Iterator[Server]:
    """A practice catalogue in a process of its own."""
    command = [sys.executable, "-m", "bcdc_desktop.demo", "--home", str(home), "--version", version]
    command += ["--max-upload-mb", str(max_upload_mb)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin and process.stdout
    try:
        said = json.loads(process.stdout.readline())
        yield Server(f"practice {version}", said["url"], said["tokens"], said["my_organizations"][0])
    finally:
        process.stdin.close()
        process.wait(30)


def generate(home: Path, *, organizations: int, packages: int, resources: int) -> None:
    """Fills a fresh home of a practice catalogue."""
    command = [sys.executable, "-m", "bcdc_desktop.demo.generate", "--home", str(home)]
    command += ["--orgs", str(organizations), "--packages", str(packages), "--resources", str(resources)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
