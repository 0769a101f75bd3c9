"""The races of ``races.py --only replace-against-delete``: one replaces the file of a resource, one deletes that.

Who deletes a resource may take an accepted new file with it: but only where that file was among what the program had
shown before, and who had stored it is told. So of each file that the server accepted and does not have any more:

- *deleted knowingly*: the base that the deletion was chosen upon has the new file already, or the program showed it
  (an overlap that names the file) before the deletion was sent. Which file it was is taken from what the proxies noted:
  the content of the resource in any record that was shown with the ``metadata_modified`` that the accepted write made.
- *lost silently*: everything else, and what its author is not told of afterwards.

Whether the author looked at the record only when the file was gone already is counted beside that. It says nothing of
the deletion: such a look comes late, and there is nothing to compare with.
"""

from __future__ import annotations

import itertools
import random
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import servers
from bcdc_desktop.app.records import overwritten
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.content import Content
from bcdc_desktop.domain.record_changes import FILE, RecordChanges, section_of
from race_changes import random_file
from race_tally import Tally
from recording_proxy import Exchange, RecordingProxy, Write, keep, shown_as, writes_of

REPLACES, DELETES = 0, 1


@dataclass
class Side:
    """What one of the two editors came to. ``shown``: contents of the resource that the program showed, the base's
    first; ``told``: whether the save itself said that the file is gone."""

    shown: list[Content] = field(default_factory=list)
    accepted: bool = False
    told: bool = False


def run(
    server: servers.Server,
    workspaces: list[Workspace],
    packages: list[str],
    proxy: RecordingProxy,
    *,
    races: int,
    seed: int,
    folder: Path,
    traces: Path | None,
) -> Tally:
    """So many races, one after the other.

    Args:
        workspaces: the one who replaces, and the one who deletes; they take turns.
        traces: a folder for the exchanges of each race that lost something, and of the first few in which a file was
            deleted knowingly while its author had not looked yet.
    """
    tally, chance = Tally(), random.Random(seed)
    with ThreadPoolExecutor(2) as pool:
        for number in range(races):
            both = workspaces if number % 2 else workspaces[::-1]
            with proxy.at_once():
                base = _with_a_file(server, packages[number % len(packages)], chance, folder)
            resource = next(str(r["id"]) for r in base["resources"] if r["url_type"] == "upload")
            proxy.taken(str(base["id"]))
            replacing = RecordChanges(base, files={resource: random_file(chance, folder)})
            deleting = RecordChanges(base, deletions=[resource])
            start = threading.Barrier(2)

            def begin(
                workspace: Workspace,
                edits: RecordChanges,
                look: bool,
                resource: str = resource,
                start: threading.Barrier = start,
            ) -> Future[Side]:
                return pool.submit(_save, workspace, edits, resource, start, chance.random() * 0.05, look, tally)

            began = time.perf_counter()
            replaced = begin(both[REPLACES], replacing, False)
            deleted = begin(both[DELETES], deleting, chance.random() < 0.3)
            sides = replaced.result(), deleted.result()
            tally.seconds.append(time.perf_counter() - began)
            tally.count("races")
            noted = proxy.taken(str(base["id"]))
            with proxy.at_once():
                words = _judge(both, base, resource, sides, noted, tally)
            if words and traces is not None and (tally.faults or tally.counts["traces"] < 3):
                tally.count("traces")
                keep(traces / f"{seed}-{number}.json", noted, what=words, resource=resource)
    return tally


def _save(
    workspace: Workspace,
    edits: RecordChanges,
    resource: str,
    start: threading.Barrier,
    pause: float,
    look_first: bool,
    tally: Tally,
) -> Side:
    """Saves as a person does who means it: sends again what was held back, once the other's change was shown."""
    side = Side()
    start.wait(60)
    time.sleep(pause)
    if look_first:
        edits.base = workspace.package(edits.package_id)
        tally.count("deletions chosen upon a record read in the race")
    side.shown.append(Content.of(section_of(edits.base, resource) or {"id": resource}))
    decisions: dict[str, dict[str, Any]] = {}
    reviewed = None
    for _ in range(20):
        try:
            done = save(workspace, edits, decisions=decisions, reviewed=reviewed)
        except errors.Conflict:
            tally.count("given up because others kept writing")
            return side
        if isinstance(done, SubmitResult):
            side.accepted = done.entry is not None
            side.told = resource in done.lost
            return side
        tally.count("shown before sending")
        reviewed = str(done.current["metadata_modified"])
        if resource in done.gone:
            tally.count("files not sent, since the resource was deleted")
            return side
        merge = done.merges.get(resource)
        for change in merge.theirs if merge else ():
            if isinstance(change.after, Content):
                side.shown.append(change.after)
        for conflict in merge.conflicts if merge else ():
            decisions.setdefault(resource, {})[conflict.field.name] = conflict.mine
    raise SystemExit("a save came to no end")


def _judge(
    both: list[Workspace],
    base: Mapping[str, Any],
    resource: str,
    sides: tuple[Side, Side],
    noted: list[Exchange],
    tally: Tally,
) -> str:
    """Counts what became of the file; answers in words what is worth a trace."""
    replacer, deleter = both
    there = replacer.catalogue.package(str(base["id"]))
    writes = {w.who: w for w in writes_of(noted)}
    stored, deletion = writes.get(replacer.user), writes.get(deleter.user)
    replaced, deleted = sides
    tally.count("accepted files", stored is not None)
    tally.count("accepted deletions", deletion is not None)
    _notice_distance(base, writes.values(), tally)
    for side, write, what in ((replaced, stored, "file"), (deleted, deletion, "deletion")):
        if side.accepted != (write is not None):
            return _fault(tally, f"a {what}: the program says {side.accepted}, the catalogue accepted {write}")
    gone = section_of(there, resource) is None
    if gone != (deletion is not None):
        return _fault(tally, "the resource is gone, and nobody deleted it" if gone else "the resource is there again")
    if stored is None:
        return ""
    content = _content(noted, stored, resource)
    if not gone:
        if content is None or not content.same(Content.of(section_of(there, resource) or {})):
            return _fault(tally, "another file is there than the one that was accepted")
        return ""
    return _judge_gone(replacer, there, resource, sides, stored, content, noted, tally)


def _judge_gone(
    replacer: Workspace,
    there: Mapping[str, Any],
    resource: str,
    sides: tuple[Side, Side],
    stored: Write,
    content: Content | None,
    noted: list[Exchange],
    tally: Tally,
) -> str:
    replaced, deleted = sides
    tally.count("accepted files that went with their resource")
    # the last record that its author looked at has no such resource: it came too late to say which file was stored
    tally.count("of them: author's look came after the deletion", replaced.told)
    overwritten.check_record(replacer, there)
    reports = replacer.store.overwritten.reports(str(there["id"]), state=None)
    if not any((r.target, r.field) == (resource, FILE) for r in reports):
        return _fault(tally, "its author was not told")
    tally.count("of them: author told of it")
    if content is None or not any(content.same(one) for one in deleted.shown):
        shown = [str(one) for one in deleted.shown]
        return _fault(tally, f"{content} of {stored.made} was deleted by who had been shown {shown}")
    known = "base had the new file" if content.same(deleted.shown[0]) else "shown before the deletion was sent"
    tally.count(f"of them: deleted knowingly, {known}")
    return f"deleted knowingly ({known}), before its author looked" if replaced.told else ""


def _fault(tally: Tally, words: str) -> str:
    tally.count("lost silently")
    tally.faults.append(words)
    return words


def _content(noted: list[Exchange], write: Write, resource: str) -> Content | None:
    """Which file a write stored, as anybody was shown it before the next write; None where nobody was."""
    found = [there for record in shown_as(noted, write.made) if (there := section_of(record, resource)) is not None]
    return Content.of(found[0]) if found else None


def _notice_distance(base: Mapping[str, Any], writes: Any, tally: Tally) -> None:
    """How near to each other two states of a record came: within 10 ms a catalogue may show the older for the newer."""
    times = sorted(_seconds(t) for t in [str(base["metadata_modified"]), *(w.made for w in writes)])
    for one, other in itertools.pairwise(times):
        tally.distances.append(other - one)


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def _with_a_file(server: servers.Server, package_id: str, chance: random.Random, folder: Path) -> dict[str, Any]:
    """The record, with a new resource with a file where there is none any more."""
    package: dict[str, Any] = server.ask("package_show", id=package_id)
    if not any(r["url_type"] == "upload" for r in package["resources"]):
        file = random_file(chance, folder).path
        server.ask("resource_create", file=file, **servers.RESOURCE, name="Lakes", url="", package_id=package_id)
        package = server.ask("package_show", id=package_id)
    return package
