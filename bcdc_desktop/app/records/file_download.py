"""Downloading a resource's file to a place that the user chose, or to a private folder to be opened from there."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from pathlib import Path
from uuid import uuid4

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.uploads import FileFacts, RemoteFile, RemoteFileChanged
from bcdc_desktop.domain.file_names import safe_file_name, safe_suffix
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.file_operations import beside, discard, naming, remove_folder, replace
from bcdc_desktop.preflight import content_type
from bcdc_desktop.translation import tr

from ..progress import CancelToken, Progress, Report, silent
from ..workspace import Workspace

PAUSES = (1.0, 3.0, 8.0)  # seconds before each further try in a row that brought nothing
_MOST_TRIES = 50  # however much each of them brings
_BLOCK = 1 << 18
_OVERLAP = 64  # bytes that are read twice when a download goes on
_HEAD = 1 << 12  # bytes that tell what a file is
_SPARE = 1 << 26  # bytes of the disk that are left free
_LOOK_EVERY = 1 << 24  # bytes between two looks at the disk, where the size is not known before
_OPENED_FOR = 7 * 24 * 3600.0  # seconds that files which were opened stay
_SUFFIXES = {format: suffix for suffix, format in reversed(content_type.FORMATS.items())}


class FileExists(OSError):
    """There is a file of that name by now, which nobody allowed to replace."""


class FileDownload:
    """One file on its way to the disk. ``run`` again after a failure goes on where it ended.

    It is written beside its target and takes its name when it is complete. For a worker.

    Args:
        workspace: whose catalogue the file, or the link to it, is in.
        resource: the resource.
        target: where the file is to be; its folder exists.
        overwrite: whether the user allowed to replace a file that is there.
        pauses: seconds before each further try in a row.
    """

    def __init__(
        self,
        workspace: Workspace,
        resource: Resource,
        target: Path,
        *,
        overwrite: bool = False,
        pauses: tuple[float, ...] = PAUSES,
    ) -> None:
        self.resource = resource
        self.target = target
        self._workspace = workspace
        self._overwrite = overwrite
        self._pauses = pauses
        self._unfinished = beside(target)
        self._got = 0
        self._size: int | None = None
        self._facts: FileFacts | None = None  # of the version that came so far

    @property
    def got(self) -> int:
        """Bytes that are on the disk."""
        return self._got

    def run(self, token: CancelToken | None = None, report: Report = silent) -> Path:
        """Download, or go on; return the target.

        Raises:
            Cancelled: asked to stop; nothing is left on the disk.
            CatalogueError: the server did not give the file. What came so far is kept for another ``run``.
            FileExists: the target was made by something else meanwhile.
            OSError: the disk is full or refuses.
        """
        token = token or CancelToken()
        in_vain, renewed = 0, False
        try:
            for attempt in range(_MOST_TRIES):
                before = self._got
                try:
                    with self._workspace.catalogue.cancellable(token), naming(self.target, self._unfinished):
                        self._fetch(token, report)
                    break
                except RemoteFileChanged:
                    self._begin_anew()
                    if renewed:
                        raise
                    renewed = True
                except errors.CatalogueError as error:
                    in_vain = 0 if self._got > before else in_vain + 1
                    if not error.retry or in_vain >= len(self._pauses) or attempt == _MOST_TRIES - 1:
                        raise
                    if token.wait(self._pauses[in_vain]):
                        raise errors.Cancelled from None
            self._take_its_place()
        except (errors.Cancelled, OSError):
            self.discard()
            raise
        return self.target

    def discard(self) -> None:
        """Delete what came so far."""
        discard(self._unfinished)
        self._got = 0

    def _fetch(self, token: CancelToken, report: Report) -> None:
        before = self._facts
        if before is None or not (before.mark or before.modified):
            self.discard()  # nothing would tell whether the rest is of the same version
            before = None
        again = min(_OVERLAP, self._got)
        remote = self._workspace.catalogue.open_file(
            self.resource.url.strip(), offset=self._got - again, same=before.mark if before and self._got else ""
        )
        with remote, self._unfinished.open("ab") as file:
            if before is not None and self._got:
                version = (before.size, before.mark, before.modified)
                if version != (remote.facts.size, remote.facts.mark, remote.facts.modified):
                    raise RemoteFileChanged
                if remote.read(again) != self._last(again):
                    raise RemoteFileChanged
            self._facts, self._size = remote.facts, remote.facts.size
            self._require_room((self._size or 0) - self._got)
            self._write(remote, file.write, token, report)
            file.flush()
            os.fsync(file.fileno())
        if self._size is not None and self._got != self._size:
            raise errors.Offline(tr("The connection broke off before the whole file had arrived."))

    def _write(self, remote: RemoteFile, write: object, token: CancelToken, report: Report) -> None:
        assert callable(write)
        looked = self._got
        while block := remote.read(_BLOCK):
            token.check()
            if not self._got:
                self._refuse_web_page(block)
            if self._size is not None and self._got + len(block) > self._size:
                raise errors.ServerFault(tr("The server sent more than the file's size. The download was stopped."))
            if self._size is None and self._got - looked >= _LOOK_EVERY:
                self._require_room(_LOOK_EVERY)
                looked = self._got
            write(block)
            self._got += len(block)
            report(Progress(self._got, self._size, bytes=True))

    def _last(self, length: int) -> bytes:
        with self._unfinished.open("rb") as file:
            file.seek(-length, os.SEEK_END)
            return file.read()

    def _refuse_web_page(self, head: bytes) -> None:
        expected = {safe_suffix(self.target.name), f".{self.resource.format.lower()}"}
        if content_type.sniff(head[:_HEAD]) == "html" and not expected & {".html", ".htm", ".xml", ".kml"}:
            raise errors.ServerFault(
                tr(
                    "The server sent a web page instead of the file. You may have to sign in there, or the link leads "
                    "to a page about the file."
                )
            )

    def _require_room(self, wanted: int) -> None:
        if shutil.disk_usage(self.target.parent).free < max(wanted, 0) + _SPARE:
            raise OSError(errno.ENOSPC, tr("There isn't enough free space on the disk"), str(self.target.parent))

    def _take_its_place(self) -> None:
        if not self._overwrite:
            try:
                self.target.open("xb").close()  # nobody else has this name from here on
            except FileExistsError:
                raise FileExists(errno.EEXIST, tr("A file with this name already exists"), str(self.target)) from None
        with naming(self.target, self._unfinished):
            replace(self._unfinished, self.target)

    def _begin_anew(self) -> None:
        self.discard()
        self._facts, self._size = None, None


def proposed_name(resource: Resource) -> str:
    """Return what a resource's file may be called on this computer: as in its address, else by its name and format."""
    name = resource.file_name if safe_suffix(resource.file_name) else safe_file_name(resource.name)
    return name if safe_suffix(name) else safe_file_name(name + _SUFFIXES.get(resource.format.lower(), ""))


def opened_file(workspace: Workspace, resource: Resource) -> Path:
    """Return where a file that is only to be opened goes: a folder of its own that only this user may read. Folders
    that were made for that a week ago are deleted.

    Raises:
        OSError: the disk refuses.
    """
    folder = workspace.store.cache_file.parent / "opened"
    folder.mkdir(mode=0o700, exist_ok=True)
    for old in folder.iterdir():
        with contextlib.suppress(OSError):
            if time.time() - old.stat().st_mtime > _OPENED_FOR:
                remove_folder(old)
    own = folder / uuid4().hex
    own.mkdir(mode=0o700)
    return own / proposed_name(resource)
