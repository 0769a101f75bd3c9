"""The files of a drop or of a command: folders stand for what is in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

LIMIT = 2000
"""More files than this are not one drop: a whole disk was meant by mistake, or another way is better."""

# what systems and programs leave in folders, and nobody wants to publish
_LITTER = ("thumbs.db", "desktop.ini", "__macosx", "~$*", ".*")


@dataclass(frozen=True)
class FoundFile:
    """One file. ``size`` is in bytes (0 where it cannot be told); ``inside`` is its path below the folder that was
    given, with slashes, and empty for a file that was given itself."""

    path: Path
    size: int
    inside: str = ""

    @property
    def kind(self) -> str:
        """Its extension in lower case, without the dot."""
        return self.path.suffix.lower().lstrip(".")


@dataclass(frozen=True)
class Walked:
    """What was found, in order; ``beyond``: there were more than the limit, and they were left."""

    files: tuple[FoundFile, ...]
    beyond: bool = False


def walk(
    paths: Sequence[Path],
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    limit: int = LIMIT,
    cancelled: Callable[[], bool] | None = None,
) -> Walked:
    """Files, and the files of folders and of those below them, without hidden ones and what systems leave there; each
    file once, however often it is named.

    Args:
        include: patterns such as ``*.csv``; a file of a folder has to match one, where there is any.
        exclude: patterns of names, or of paths below the folder, that are left.
        cancelled: asked now and then; what was found by then is answered.

    Raises:
        OSError: a folder cannot be read.
    """
    found: dict[Path, FoundFile] = {}
    for path in paths:
        for file, inside in _below(path) if path.is_dir() else [(path, "")]:
            if cancelled is not None and cancelled():
                return Walked(tuple(found.values()))
            place = file.absolute()
            if place in found or (inside and not matches(inside, include, exclude)):
                continue
            if len(found) >= limit:
                return Walked(tuple(found.values()), beyond=True)
            found[place] = FoundFile(file, _size(file), inside)
    return Walked(tuple(found.values()))


def matches(inside: str, include: Iterable[str] = (), exclude: Iterable[str] = ()) -> bool:
    """Whether a path below a folder is wanted. Patterns see its name and the whole of it; case does not matter."""
    name, whole = inside.rsplit("/", 1)[-1].lower(), inside.lower()

    def like(pattern: str) -> bool:
        pattern = pattern.strip().lower()
        return fnmatchcase(name, pattern) or fnmatchcase(whole, pattern)

    wanted = list(include)
    return (not wanted or any(like(p) for p in wanted)) and not any(like(p) for p in exclude)


def _below(folder: Path) -> Iterator[tuple[Path, str]]:
    def refuse(error: OSError) -> None:
        raise error

    for where, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not _is_litter(name))
        for name in sorted(files):
            if not _is_litter(name):
                path = Path(where) / name
                yield path, path.relative_to(folder).as_posix()


def _is_litter(name: str) -> bool:
    return any(fnmatchcase(name.lower(), pattern) for pattern in _LITTER)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
