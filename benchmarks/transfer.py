"""Records with their files from one real CKAN to another, against a bare script of ckanapi; all is compared afterwards.

    BCDC_TEST_CKAN_211=FILE BCDC_TEST_CKAN_29=FILE python benchmarks/transfer.py [--records N]

Makes N records with three files each (4 KB to 250 KB) in CKAN 2.11, copies them to CKAN 2.9 with the program (plan,
copy, journal, comparison of each file byte by byte) and with a script that reads each record, downloads its files, and
calls ``package_create`` and one ``resource_create`` a file, without looking at what came of it. Each runs in a process
of its own; memory is the peak of its resident set less what was resident before the first record. Afterwards each
field and each byte is compared, and all records are purged. Linux only.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import requests
from ckanapi import RemoteCKAN

from measuring import Report, environment, last_json, options
from servers import RESOURCE, Server, real

MEMORY, WALL = 48.0, 1.3  # MiB, times the script's
FILES = 3


def content(record: int, number: int) -> bytes:
    """The bytes of a file: a table of 2 KB to 250 KB."""
    draw = random.Random(record * FILES + number)
    lines = draw.randrange(100, 10_000)
    return b"id,station,level\r\n" + b"".join(
        b"%d,ST%04d,%.3f\r\n" % (n, draw.randrange(9999), n / 7) for n in range(lines)
    )


def resident() -> float:
    """The resident set now, in MiB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / (1 << 20)


def peak() -> float:
    """The peak of the resident set, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours(task: dict[str, Any]) -> dict[str, Any]:
    """Copies with the program."""
    from bcdc_desktop.app.sync.refresh import refresh_schema
    from bcdc_desktop.app.transfer.copy import CopyState, run_copy
    from bcdc_desktop.app.transfer.plan import plan_copy
    from bcdc_desktop.app.transfer.source import CatalogueSource
    from bcdc_desktop.app.workspace import Workspace
    from bcdc_desktop.catalogue.credentials import Credentials
    from bcdc_desktop.domain.profile import Profile
    from bcdc_desktop.store.paths import Places
    from bcdc_desktop.store.settings import Settings

    places = Places.below(Path(task["home"]))
    places.make()
    sides = [
        Workspace.open(
            Profile(name, name, task[name]["url"], user="editor"),
            places=places,
            settings=Settings(places.settings / "settings.json"),
            credentials=Credentials(task[name]["key"]),
        )
        for name in ("source", "target")
    ]
    for side in sides:
        refresh_schema(side)
    source, target = CatalogueSource(sides[0]), sides[1]
    plan_copy(source, target, task["ids"][:1], files=True)  # what is read once
    before, begun = resident(), time.monotonic()
    plan = plan_copy(source, target, task["ids"], files=True)
    outcome = run_copy(source, target, plan)
    seconds = time.monotonic() - begun
    failed = [r.message for r in outcome.records if r.state is not CopyState.CREATED]
    return {
        "seconds": seconds,
        "memory": peak() - before,
        "pairs": {r.id: r.to for r in outcome.records if r.to},
        "failed": failed,
        "files": sum(r.files for r in outcome.records),
    }


def bare(task: dict[str, Any]) -> dict[str, Any]:
    """Copies as a short script does."""
    source = RemoteCKAN(task["source"]["url"], apikey=task["source"]["key"])
    target = RemoteCKAN(task["target"]["url"], apikey=task["target"]["key"])
    owner = {o["name"]: o["id"] for o in target.action.organization_list_for_user(permission="create_dataset")}
    names = {o["id"]: o["name"] for o in source.action.organization_list_for_user(permission="create_dataset")}
    session, pairs = requests.Session(), {}
    server_set = ("id", "created", "last_modified", "metadata_modified", "package_id", "position", "size", "url_type")
    before, begun = resident(), time.monotonic()
    for record_id in task["ids"]:
        record = source.action.package_show(id=record_id)
        resources = record.pop("resources")
        mine = {
            n: v for n, v in record.items() if n not in ("id", "organization", "metadata_created", "metadata_modified")
        }
        mine["owner_org"] = owner[names[record["owner_org"]]]
        mine["contacts"] = [{**c, "org": owner[names[c["org"]]]} for c in record["contacts"]]
        mine["tags"] = [{"name": t["name"]} for t in record["tags"]]
        made = target.action.package_create(
            **{**mine, "name": f"{mine['name']}-bare", "title": f"{mine['title']} bare"}
        )
        pairs[record_id] = made["id"]
        for there in resources:
            file = session.get(there["url"], headers={"Authorization": task["source"]["key"]}, timeout=300).content
            fields = {n: v for n, v in there.items() if n not in (*server_set, "url") and isinstance(v, str) and v}
            fields |= {"package_id": made["id"]}
            target.call_action("resource_create", fields, files={"upload": (there["name"], io.BytesIO(file))})
    return {"seconds": time.monotonic() - begun, "memory": peak() - before, "pairs": pairs}


def compare(source: Server, target: Server, pairs: dict[str, str]) -> tuple[int, int, list[str]]:
    """Compares every field and every byte; answers how many of each, and what differs."""
    ignored = {
        "id", "metadata_created", "metadata_modified", "organization", "owner_org", "creator_user_id", "tags",
        "resources",
        "num_resources", "num_tags", "contacts", "relationships_as_object", "relationships_as_subject", "groups",
    }  # fmt: skip
    of_resource = {
        "id", "package_id", "url", "created", "last_modified", "metadata_modified", "mimetype", "hash", "position",
    }  # fmt: skip
    fields, files, wrong = 0, 0, list[str]()
    for here, there in pairs.items():
        a, b = source.ask("package_show", id=here), target.ask("package_show", id=there)
        if sorted(t["name"] for t in a["tags"]) != sorted(t["name"] for t in b["tags"]):
            wrong.append(f"{here}: tags")
        without = [[{n: v for n, v in c.items() if n != "org"} for c in r["contacts"]] for r in (a, b)]
        if without[0] != without[1] or a["organization"]["name"] != b["organization"]["name"]:
            wrong.append(f"{here}: contacts or organization")
        sides = [(a, b, ignored)]
        sides += [(x, y, of_resource) for x, y in zip(a["resources"], b["resources"], strict=True)]
        for x, y, left_out in sides:
            for name in (x.keys() | y.keys()) - left_out:
                fields += 1
                if (x.get(name) or None) != (y.get(name) or None) and {str(x.get(name)), str(y.get(name))} - {
                    "['']",
                    "[]",
                }:
                    wrong.append(f"{here}: {name}: {x.get(name)!r} and {y.get(name)!r}")
        for x, y in zip(a["resources"], b["resources"], strict=True):
            digests = [
                hashlib.sha256(
                    requests.get(r["url"], headers={"Authorization": s.tokens["sysadmin"]}, timeout=300).content
                ).digest()
                for r, s in ((x, source), (y, target))
            ]
            files += 1
            if digests[0] != digests[1]:
                wrong.append(f"{here}: bytes of {x['name']}")
    return fields, files, wrong


def make(source: Server, count: int, folder: Path) -> list[str]:
    """Records with files in the source."""
    made = []
    for record in range(count):
        made.append(source.make_package())
        for number in range(FILES):
            path = folder / f"table-{number}.csv"
            path.write_bytes(content(record, number))
            source.ask("resource_create", file=path, package_id=made[-1], name=path.name, **RESOURCE)
    return made


def child(role: str, task: dict[str, Any], home: Path) -> dict[str, Any]:
    """Runs one of the two in a process of its own."""
    file = home / f"{role}.json"
    file.write_text(json.dumps(task))
    done = subprocess.run(
        [sys.executable, __file__, "--as", role, "--task", str(file)],
        env=environment(home), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr[-4000:])
    found = last_json(done.stdout)
    assert isinstance(found, dict)
    return found


def measure(given: argparse.Namespace) -> int:
    """Measures, and prints the report."""
    servers = {s.name: s for s in real()}
    source, target = servers["CKAN 2.11"], servers["CKAN 2.9"]
    report = Report(f"{given.records} records with {given.records * FILES} files from {source.name} to {target.name}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        ids, there = make(source, given.records, home), list[str]()
        try:
            task = {
                "ids": ids,
                "home": str(home / "home"),
                "source": {"url": source.url, "key": source.tokens["editor"]},
                "target": {"url": target.url, "key": target.tokens["editor"]},
            }
            program = child("ours", task, home)
            there += program["pairs"].values()
            fields, files, wrong = compare(source, target, program["pairs"])
            script = child("bare", task, home)
            there += script["pairs"].values()
        finally:
            source.purge(ids)
            target.purge(there)
    report.figure("program", [program["seconds"]])
    report.figure("script", [script["seconds"]])
    report.figure("memory of the program", [program["memory"]], "MiB")
    report.figure("memory of the script", [script["memory"]], "MiB")
    report.ratio("program", "script", WALL)
    report.goal("memory growth", program["memory"], MEMORY, "MiB")
    report.goal("records not copied", given.records - len(program["pairs"]) + len(program["failed"]), 0, "")
    report.goal("differences", len(wrong), 0, "")
    report.note(f"{fields} fields and {files} files compared")
    for line in [*program["failed"], *wrong][:20]:
        report.note(line)
    return report.finish(given)


def main() -> int:
    """Reads the options."""
    parser = options(__doc__)
    parser.add_argument("--records", type=int, default=200)
    parser.add_argument("--as", dest="role", choices=("ours", "bare"), help=argparse.SUPPRESS)
    parser.add_argument("--task", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.role:
        task = json.loads(given.task.read_text())
        print(json.dumps((ours if given.role == "ours" else bare)(task)))
        return 0
    return measure(given)


if __name__ == "__main__":
    raise SystemExit(main())
