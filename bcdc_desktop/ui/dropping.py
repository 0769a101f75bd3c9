"""Files dragged or pasted from outside."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData


def dropped_files(data: QMimeData) -> list[Path]:
    """The local files and folders of a drag or of the clipboard, in their order."""
    if not data.hasUrls():
        return []
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def walk(paths: list[Path]) -> list[Path]:
    """Files of a drop; a folder stands for the files in it and below, without hidden ones. For a worker.

    Raises:
        OSError: a folder cannot be read.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file())
            found += [p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts)]
        else:
            found.append(path)
    return found
