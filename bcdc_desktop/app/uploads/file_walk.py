"""The files of a drop or of a command: files, and the contents of folders."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

LIMIT = 2000
"""The most files of one drop: more than this is probably a whole disk, dropped by mistake."""

# files that systems and programs leave in folders, never to be published
_LITTER = ("thumbs.db", "desktop.ini", "__macosx", "~$*", ".*")


@dataclass(frozen=True)
class FoundFile:
    """One file. ``size`` is in bytes (0 where it is not known); ``inside`` is its path below the folder that was
    given, with slashes, and empty for a file that was given by its own path."""

    path: Path
    size: int
    inside: str = ""

    @property
    def kind(self) -> str:
        """The extension in lower case, without the dot."""
        return self.path.suffix.lower().lstrip(".")


@dataclass(frozen=True)
class Walked:
    """The files found, in order. ``beyond``: there were more than the limit, and the rest was left out; ``problem``:
    why nothing could be found."""

    files: tuple[FoundFile, ...]
    beyond: bool = False
    problem: str = ""


def walk(
    paths: Sequence[Path],
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    limit: int = LIMIT,
    cancelled: Callable[[], bool] | None = None,
) -> Walked:
    """Return files, and the files of folders and of those below them, each once, without hidden and system files.

    Args:
        include: patterns such as ``*.csv``; where there are any, a file of a folder has to match one.
        exclude: patterns of names, or of paths below the folder, to leave out.
        cancelled: called between files; once it returns true, the files found so far are returned.

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
    """Return whether a path below a folder matches. Patterns apply to its name or all of it; case does not matter."""
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
