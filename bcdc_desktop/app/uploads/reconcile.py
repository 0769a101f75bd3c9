"""Rows whose batch got no answer: did it arrive? What did not goes out again, under the same ids."""

from __future__ import annotations

from collections.abc import Sequence

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.package import Package
from bcdc_desktop.store.uploads import State, Upload

from ..progress import CancelToken
from ..workspace import Workspace
from .outcome import PAUSES, Backoff, arrived
from .parallel_reads import at_once, content_matches


def reconcile(
    workspace: Workspace, rows: Sequence[Upload], package: Package, token: CancelToken
) -> tuple[list[Upload], Backoff | None]:
    """Parts rows of one package whose batches got no answer. Answers those that arrived; the others wait again, and the
    journal says so. Those that could not be asked about stay as they are."""
    batches = {r.entry for r in rows if _shows_its_batch(r, package)}
    there = [r for r in rows if r.entry in batches and arrived(r, package.resource(r.resource))]
    to_compare = [r for r in rows if r not in there and _can_be_told(workspace, r, package)]

    def compare(row: Upload) -> bool:
        resource = package.resource(row.resource)
        return resource is not None and content_matches(workspace, row, resource)

    found = at_once(workspace, token, compare, to_compare)
    there += [r for r in to_compare if found[r.id] is True]
    unasked = {i for i, said in found.items() if isinstance(said, errors.Cancelled) or getattr(said, "retry", False)}
    missing = [r for r in rows if r not in there and r.id not in unasked]
    workspace.store.uploads.change([r.id for r in missing], state=State.WAITING, sent=0)
    _tell_the_journal(workspace, missing, package, known={r.entry for r in there})
    trouble = next((said for said in found.values() if getattr(said, "retry", False)), None)
    return there, Backoff(trouble, PAUSES[0]) if trouble else None


def _shows_its_batch(row: Upload, package: Package) -> bool:
    """Whether a row alone proves that its batch is stored, which then is so whole."""
    return row.operation == "create" and package.resource(row.resource) is not None


def _can_be_told(workspace: Workspace, row: Upload, package: Package) -> bool:
    """Whether a file that another took the place of can be known as ours by its content."""
    known = row.sha256 is not None and row.size <= workspace.profile.verify_content_below
    return row.operation == "replace" and known and arrived(row, package.resource(row.resource))


def _tell_the_journal(
    workspace: Workspace, missing: Sequence[Upload], package: Package, known: set[int | None]
) -> None:
    for entry in {r.entry for r in missing} - known - {None}:
        perhaps = any(arrived(r, package.resource(r.resource)) for r in missing if r.entry == entry)
        outcome, said = ("unknown", "sent again") if perhaps else ("refused", "it did not arrive")
        workspace.store.journal.outcome(entry, outcome, said)  # type: ignore[arg-type]
