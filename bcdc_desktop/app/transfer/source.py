"""Where records are copied from, another catalogue or a backup of one: what is read of them, how their files come."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.transfer import Terms
from bcdc_desktop.translation import tr

from ..progress import CancelToken, Progress, Report
from ..workspace import Workspace

_PAUSES = (0.5, 2.0, 5.0)  # seconds before each further attempt to read a file


@dataclass(frozen=True)
class FetchedFile:
    """A stored file of the source on this computer: its size in bytes, and its SHA-256 as a hex digest."""

    path: Path
    name: str
    size: int
    sha256: str


class Source(Protocol):
    """Where records are copied from.

    Attributes:
        catalogue: what it is remembered by: the address of the catalogue, also where this is a backup of it.
        label: its name for people.
        remembers: whether what is copied is remembered, so that the next copy is a three-way update.
    """

    remembers: bool

    @property
    def catalogue(self) -> str: ...

    @property
    def label(self) -> str: ...

    def terms(self) -> Terms:
        """Return what it calls its organizations, licences and choices."""
        ...

    def record(self, id_or_name: str) -> Mapping[str, Any]:
        """Return a record, whole, as it is now.

        Raises:
            CatalogueError: it is not there, or cannot be read.
        """
        ...

    def has_file(self, record: Mapping[str, Any], resource: Resource) -> bool:
        """Return whether a stored file can be copied at all."""
        ...

    def fetch(
        self, record: Mapping[str, Any], resource: Resource, target: Path, token: CancelToken, report: Report
    ) -> FetchedFile:
        """Bring a stored file to this computer, never whole in memory.

        Raises:
            Cancelled: asked to stop.
            CatalogueError: it cannot be read.
            OSError: the disk is full or refuses.
        """
        ...


def terms_of(workspace: Workspace, *, fresh: bool = True) -> Terms:
    """Return what a catalogue calls its organizations and licences.

    Args:
        fresh: ask the catalogue for its organizations; else they are as last seen.

    Raises:
        CatalogueError: it could not be asked, and nothing is known of it.
    """
    organizations = workspace.organizations()
    if fresh:
        try:
            organizations = workspace.catalogue.organizations()
        except errors.CatalogueError:
            if not organizations:
                raise
    schemas = {name: workspace.schema(name) for name in workspace.dataset_types()}
    return Terms(workspace.schema(), OrganizationTree(organizations), workspace.licences(), schemas)


class CatalogueSource:
    """A catalogue as the source of a copy."""

    remembers = True

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    @property
    def catalogue(self) -> str:
        """What it is remembered by."""
        return self.workspace.profile.identity

    @property
    def label(self) -> str:
        """Its name for people."""
        return self.workspace.profile.label

    def terms(self) -> Terms:
        """Return what it calls its organizations, licences and choices."""
        return terms_of(self.workspace)

    def record(self, id_or_name: str) -> Mapping[str, Any]:
        """Return a record as the catalogue has it now."""
        return self.workspace.package(id_or_name)

    def has_file(self, record: Mapping[str, Any], resource: Resource) -> bool:
        """Return whether a stored file can be copied: whether it is there, the download tells."""
        return True

    def fetch(
        self, record: Mapping[str, Any], resource: Resource, target: Path, token: CancelToken, report: Report
    ) -> FetchedFile:
        """Download a file; broken connections are tried again."""
        catalogue = self.workspace.catalogue
        url, name = catalogue.stored_at(resource), resource.file_name or "file"
        for pause in (*_PAUSES, None):
            try:
                with catalogue.cancellable(token):
                    catalogue.download(url, target, name=name, progress=lambda done, all_: report(
                        Progress(done, all_ or None, name, bytes=True)
                    ))  # fmt: skip
                break
            except errors.NotFound as error:
                raise errors.NotFound(_gone(resource), detail=error.detail) from error
            except errors.CatalogueError as error:
                if not error.retry or pause is None:
                    raise
                if token.wait(pause):
                    raise errors.Cancelled from None
        return fetched(target, name)


def fetched(path: Path, name: str) -> FetchedFile:
    """Return a file on this computer with the digest of its bytes.

    Raises:
        OSError: it is not there or cannot be read.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FetchedFile(path, name, path.stat().st_size, digest)


def _gone(resource: Resource) -> str:
    return tr(
        "The file of “{resource}” is no longer in the source catalogue. Nothing of this record was copied.",
        resource=resource.name,
    )
