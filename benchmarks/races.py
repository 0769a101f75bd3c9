"""Two editors at one record at once: is any accepted change lost? And does the author learn of what others overwrote?

Runs against the real catalogues that BCDC_TEST_CKAN_211 and BCDC_TEST_CKAN_29 name, or against practice catalogues
(--practice).

- *races*: two of our clients, each with its own store, read the same record, change one to three random fields of it or
  of its resources, and now and then replace a file (of the same name and size), delete a resource or change the order;
  they save at the same moment. For every field, file and order the accepted changes have to form a chain (each began
  where the one before ended, unless its author saw the other's and decided), and the record has to end with the last;
  what was deleted was seen by its author as it was.
- *replace against delete* (``--only``): one replaces the file of a resource, the other deletes the resource. A file may
  go that way, but only knowingly: see ``race_replace.py``.
- *foreign*: one of our clients saves while a writer that does not lock sends ``resource_patch`` (a script, a web form).
  What of the accepted changes is not on the server afterwards has to be reported as overwritten.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import requests

import measuring
import race_replace
import servers
from bcdc_desktop.app.records import overwritten
from bcdc_desktop.app.records.merge import MergeConflict
from bcdc_desktop.app.records.overwritten import WHOLE
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.app.sync.sync import refresh_schema
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.record_changes import FILE, ORDER, PACKAGE, RecordChanges, section_of
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store
from race_changes import Accepted, accepted_of, alike, complete, lost_of, random_edits, random_file, value_of
from race_tally import Tally
from recording_proxy import Exchange, RecordingProxy, SlowWay, keep

RECORDS = 8
RESOURCES = 3
_KINDS = {FILE: "files", WHOLE: "deletions", ORDER: "orders"}


def main() -> int:
    parser = measuring.options(__doc__)
    parser.add_argument("--races", type=int, default=500, help="on each catalogue")
    parser.add_argument("--foreign", type=int, default=100, help="on the catalogue that does not lock")
    parser.add_argument("--only", choices=["replace-against-delete"], help="these races, and nothing else")
    parser.add_argument("--slow", action="store_true", help="through a proxy that keeps requests and answers waiting")
    parser.add_argument("--traces", type=Path, help="folder for the requests and answers of races that lost something")
    parser.add_argument("--practice", action="store_true", help="use practice catalogues")
    parser.add_argument("--on", choices=sorted(servers.REAL), help="on this catalogue alone")
    parser.add_argument("--seed", type=int, default=9)
    given = parser.parse_args()
    report = measuring.Report("races: two editors, one record")
    with contextlib.ExitStack() as stack:
        for server in _servers(given, stack):
            _measure(server, given, report)
    return report.finish(given)


def _servers(given: argparse.Namespace, stack: contextlib.ExitStack) -> Iterator[servers.Server]:
    if not given.practice:
        found = servers.real([given.on] if given.on else None)
        if not found:
            raise SystemExit("BCDC_TEST_CKAN_211 and BCDC_TEST_CKAN_29 name no catalogue; --practice does without.")
        yield from found
        return
    for version in ("2.11.6", "2.9.5"):
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        yield stack.enter_context(servers.practice(home, version=version))


def _measure(server: servers.Server, given: argparse.Namespace, report: measuring.Report) -> None:
    locks = "2.9" not in server.name
    with tempfile.TemporaryDirectory() as folder:
        packages = [server.make_package(resources=RESOURCES) for _ in range(RECORDS)]
        proxy = RecordingProxy(server.url, {key: role for role, key in server.tokens.items()}, _way(given))
        with proxy.recording():
            workspaces = [_workspace(server, proxy.url, role, Path(folder) / role) for role in ("editor", "orgadmin")]
            try:
                tally = _races(server, workspaces, packages, given, Path(folder) / "files", proxy)
                _tell(server.name, tally, report)
                if not locks and not given.only:
                    foreign = _foreign(server, workspaces[0], packages, given, Path(folder) / "foreign")
                    _tell(f"{server.name}, foreign writer", foreign, report)
            finally:
                server.purge(packages)
                for workspace in workspaces:
                    workspace.close()


def _way(given: argparse.Namespace) -> SlowWay | None:
    return SlowWay(given.seed) if given.slow else None


def _workspace(server: servers.Server, url: str, role: str, home: Path) -> Workspace:
    profile = Profile("races", "Races", url, user=role)
    workspace = Workspace(
        profile, Store.open(Places.below(home), "races", role), Catalogue(profile, server.tokens[role])
    )
    refresh_schema(workspace)
    return workspace


def _races(
    server: servers.Server,
    workspaces: list[Workspace],
    packages: list[str],
    given: argparse.Namespace,
    folder: Path,
    proxy: RecordingProxy,
) -> Tally:
    if given.only:
        return race_replace.run(
            server, workspaces, packages, proxy, races=given.races, seed=given.seed, folder=folder, traces=given.traces
        )
    tally, chance = Tally(), random.Random(given.seed)
    with ThreadPoolExecutor(2) as pool:
        for number in range(given.races):
            base = _filled_up(server, packages[number % len(packages)], chance, folder)
            proxy.taken(str(base["id"]))
            start, both = threading.Barrier(2), []
            for workspace in workspaces:
                edits = random_edits(base, chance, f"{workspace.user} {number}", folder)
                pause = chance.random() * 0.03
                both.append(pool.submit(_save, workspace, edits, start, pause, chance.random() < 0.5, tally))
            began = time.perf_counter()
            accepted = [change for one in both for change in one.result()]
            tally.seconds.append(time.perf_counter() - began)
            tally.count("races")
            noted = proxy.taken(str(base["id"]))
            faults = _check_chain(workspaces[0], base, accepted, noted, tally)
            if faults and given.traces:
                keep(given.traces / f"{given.seed}-{number}.json", noted, lost=faults)
    return tally


def _save(
    workspace: Workspace, edits: RecordChanges, start: threading.Barrier, pause: float, mine: bool, tally: Tally
) -> list[Accepted]:
    """Saves as a person does: looks at what the other changed, decides where both did, and sends again."""
    start.wait(30)
    time.sleep(pause)
    decisions: dict[str, dict[str, Any]] = {}
    reviewed, seen = None, edits.base
    for _ in range(20):
        try:
            done = save(workspace, edits, decisions=decisions, reviewed=reviewed)
        except errors.Conflict:  # told so: nothing was accepted
            tally.count("given up because others kept writing")
            return []
        if isinstance(done, SubmitResult):
            tally.count("accepted saves", done.entry is not None)
            tally.count("told at once as overwritten", bool(done.lost))
            return accepted_of(workspace, done, seen)
        tally.count("shown before sending")
        seen, reviewed = done.current, str(done.current["metadata_modified"])
        for target in done.gone:
            tally.count("edits of a deleted resource dropped")
            edits = edits.without(target)
        decisions = _decide(done, mine, tally)
    raise SystemExit("a save came to no end")


def _decide(merge_conflict: MergeConflict, mine: bool, tally: Tally) -> dict[str, dict[str, Any]]:
    decisions: dict[str, dict[str, Any]] = {}
    for target, merge in merge_conflict.merges.items():
        for conflict in merge.conflicts:
            tally.count("conflicts decided")
            decisions.setdefault(target, {})[conflict.field.name] = conflict.mine if mine else conflict.theirs
    if merge_conflict.order is not None:
        tally.count("conflicts decided")
        decisions.setdefault(PACKAGE, {})[ORDER] = list(
            merge_conflict.order.mine if mine else merge_conflict.order.theirs
        )
    return decisions


def _check_chain(
    workspace: Workspace, base: Any, accepted: list[Accepted], noted: list[Exchange], tally: Tally
) -> list[str]:
    there = workspace.catalogue.package(str(base["id"]))
    late = sum(c.name == FILE and not c.after.name for c in accepted)
    complete(accepted, noted)
    tally.count("files that were gone when their author looked", late)
    tally.count("accepted changes", len(accepted))
    for name in (FILE, WHOLE, ORDER):
        tally.count(f"of them {_KINDS[name]}", sum(c.name == name for c in accepted))
    faults = lost_of(workspace, base, there, accepted)
    tally.count("lost changes", len(faults))
    tally.faults += faults
    return faults


def _filled_up(server: servers.Server, package_id: str, chance: random.Random, folder: Path) -> dict[str, Any]:
    """The record, with new links in the place of what was deleted; its first resource holds a file."""
    package: dict[str, Any] = server.ask("package_show", id=package_id)
    for number in range(RESOURCES - len(package["resources"])):
        link = {"name": f"New table {number}", "url": f"https://example.org/new/{number}.csv"}
        server.ask("resource_create", **servers.RESOURCE | link, package_id=package_id)
        package = server.ask("package_show", id=package_id)
    first = package["resources"][0]
    if first["url_type"] != "upload":
        server.ask("resource_patch", file=random_file(chance, folder).path, id=first["id"])
        package = server.ask("package_show", id=package_id)
    return package


def _foreign(
    server: servers.Server, workspace: Workspace, packages: list[str], given: argparse.Namespace, folder: Path
) -> Tally:
    """In each round one save of ours among four writes that do not lock; then a look, as after a synchronization."""
    tally, chance = Tally(), random.Random(given.seed + 1)
    with ThreadPoolExecutor(5) as pool:
        for number in range(given.foreign):
            base = _filled_up(server, packages[number % len(packages)], chance, folder)
            start = threading.Barrier(3)
            edits = random_edits(base, chance, f"foreign {number}", folder)
            last = str(base["resources"][2]["id"])
            edits.deletions = [i for i in edits.deletions if i != last]  # it is the one that the others write to
            others = [pool.submit(_patch_without_lock, server, last, start, chance.random() * 0.08) for _ in range(2)]
            ours = pool.submit(_save, workspace, edits, start, chance.random() * 0.08, True, tally)
            accepted = ours.result()
            tally.count("foreign writes", sum(o.result() for o in others))
            tally.count("rounds")
            tally.count("accepted changes", len(accepted))
            _check_told(workspace, str(base["id"]), accepted, tally)
    return tally


def _patch_without_lock(server: servers.Server, resource: str, start: threading.Barrier, pause: float) -> int:
    headers, done = {"Authorization": server.tokens["orgadmin"]}, 0
    start.wait(30)
    time.sleep(pause)
    for _ in range(3):
        data = {"id": resource, "description": f"Foreign {random.randrange(10**9)}"}
        address = f"{server.url}/api/3/action/resource_patch"
        done += requests.post(address, json=data, headers=headers, timeout=60).ok
    return done


def _check_told(workspace: Workspace, package_id: str, accepted: list[Accepted], tally: Tally) -> None:
    there = workspace.catalogue.package(package_id)
    overwritten.check_record(workspace, there)
    told = {(r.entry, r.target, r.field) for r in workspace.store.overwritten.reports(package_id, state=None)}
    whole = {(entry, target) for entry, target, name in told if name == overwritten.WHOLE}
    for change in accepted:
        reported = (change.entry, change.target, change.name) in told or (change.entry, change.target) in whole
        if alike(
            workspace, change.target, change.name, value_of(workspace, there, change.target, change.name), change.after
        ):
            tally.count("told though they are there", reported)
        elif change.name == FILE and _holds(workspace, there, change):
            tally.count("files whose time alone was put back", not reported)
        else:
            tally.count("overwritten by the foreign writer")
            tally.count("overwritten and reported as overwritten" if reported else "silently gone")
            if not reported:
                tally.faults.append(f"{change.name}: {change.after!r} of entry {change.entry} was not reported")


def _holds(workspace: Workspace, there: Any, change: Accepted) -> bool:
    """Whether the catalogue still gives the bytes that were sent."""
    resource, entry = section_of(there, change.target), workspace.store.journal.get(change.entry)
    if resource is None or entry is None or resource.get("url_type") != "upload":
        return False
    sent = Path(entry.files[change.target]).read_bytes()
    return b"".join(workspace.catalogue.read_file(workspace.catalogue.stored_at(Resource(resource)))) == sent


def _tell(name: str, tally: Tally, report: measuring.Report) -> None:
    counts = tally.counts
    report.note(f"{name}: " + ", ".join(f"{counts[what]} {what}" for what in sorted(counts)))
    for fault in tally.faults[:10]:
        report.note(f"  {fault}")
    if tally.distances:
        report.figure(f"{name}: between two states of a record", tally.distances)
    if "lost silently" in counts or "accepted deletions" in counts:
        report.figure(f"{name}: both saves of a race", tally.seconds)
        report.goal(f"{name}: files lost silently", counts["lost silently"], 0, "")
    elif counts["races"]:
        report.figure(f"{name}: both saves of a race", tally.seconds)
        report.goal(f"{name}: accepted changes lost", counts["lost changes"], 0, "")
    else:
        report.goal(f"{name}: silently gone", counts["silently gone"], 0, "")


if __name__ == "__main__":
    raise SystemExit(main())
