"""Archives that are the same, byte by byte, whenever and wherever they are made of the same files."""

from __future__ import annotations

import gzip
import hashlib
import os
import stat
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

EPOCH = 1_700_000_000  # seconds, for files whose own time tells nothing; SOURCE_DATE_EPOCH is another
SUMS = "SHA256SUMS"
_CHUNK = 1 << 20


def epoch() -> int:
    """Return the time that everything packed carries, in seconds since 1970."""
    return int(os.environ.get("SOURCE_DATE_EPOCH", EPOCH))


def _entries(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the paths below a folder with their names in an archive, whose top is the folder itself, in one order."""
    for path in sorted([folder, *folder.rglob("*")], key=lambda path: path.relative_to(folder).as_posix()):
        yield (Path(folder.name) / path.relative_to(folder)).as_posix(), path


def _mode(path: Path) -> int:
    """Return the rights in an archive: those of the file's owner for everybody, without those to write."""
    executable = path.is_dir() or path.lstat().st_mode & stat.S_IXUSR
    return 0o755 if executable else 0o644


def tar_gz(folder: Path, target: Path) -> Path:
    """Pack a folder with its links and executable bits."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        target.open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=epoch(), compresslevel=9) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name, path in _entries(folder):
            entry = archive.gettarinfo(path, arcname=name)
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "root"
            entry.mtime = epoch()
            entry.mode = 0o777 if entry.issym() else _mode(path)
            if entry.islnk():  # a second name of a file that is in the archive: its place there could differ
                entry.type, entry.linkname, entry.size = tarfile.REGTYPE, "", path.stat().st_size
            if entry.isreg():
                with path.open("rb") as content:
                    archive.addfile(entry, content)
            else:
                archive.addfile(entry)
    return target


def zip_folder(folder: Path, target: Path) -> Path:
    """Pack a folder so that Explorer opens it; links become the files they lead to."""
    target.parent.mkdir(parents=True, exist_ok=True)
    when = datetime.fromtimestamp(epoch(), UTC)
    time = (when.year, when.month, when.day, when.hour, when.minute, when.second - when.second % 2)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, path in _entries(folder):
            entry = zipfile.ZipInfo(name + ("/" if path.is_dir() else ""), time)
            entry.create_system = 3  # rights as on Unix, on whatever system this is made
            entry.external_attr = ((stat.S_IFDIR if path.is_dir() else stat.S_IFREG) | _mode(path)) << 16
            entry.compress_type = zipfile.ZIP_STORED if path.is_dir() else zipfile.ZIP_DEFLATED
            archive.writestr(entry, b"" if path.is_dir() else path.read_bytes())
    return target


def sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def write_sums(files: Iterable[Path], folder: Path) -> Path:
    """Write the checksums of files in the form that ``sha256sum --check`` reads."""
    lines = [f"{sha256(path)}  {path.name}\n" for path in sorted(files) if path.name != SUMS]
    target = folder / SUMS
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
    return target
