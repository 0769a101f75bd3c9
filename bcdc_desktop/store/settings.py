"""Profiles and the user's preferences, as one small JSON file. Never holds a key."""

from __future__ import annotations

import contextlib
import copy
import errno
import json
import logging
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.profile import READY_MADE, Profile

from .database import StoreError
from .instance_lock import InstanceLock

_log = logging.getLogger(__name__)
_UNFINISHED = ".settings-"  # how files are called that are not written to their end
_LEFT_BEHIND = 60.0  # seconds after which nobody writes such a file any more
_PATIENCE = 10.0  # seconds to wait for another copy; a change takes some milliseconds
_PAUSE = 0.01


class Settings:
    """Reads the file, and writes it whole by replacing it. A damaged file is set aside, never overwritten. Each change
    is made to the file as it is then, while no other copy of the program (``bcdc login``) changes it.

    Raises, from every method that writes:
        OSError: the disk is full or refuses, or another copy does not let go of the file; the old file is still there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._remove_leftovers()
        self._data: dict[str, Any] = {}
        self._data = self._read()

    def profiles(self) -> list[Profile]:
        """Return the ready-made profiles (with what was changed in them) and those that were added."""
        stored = self._data["profiles"]
        found = {p.name: p for p in READY_MADE}
        for name, data in stored.items():
            try:
                found[name] = Profile.from_json({**(found[name].to_json() if name in found else {}), **data})
            except (ValueError, KeyError, TypeError) as error:
                _log.info("profile %s is passed over: %s", name, error)
        return list(found.values())

    def profile(self, name: str) -> Profile | None:
        """Return the profile of that name."""
        return next((p for p in self.profiles() if p.name == name), None)

    def put_profile(self, profile: Profile) -> None:
        """Add or changes a profile."""
        self._change(lambda data: data["profiles"].update({profile.name: profile.to_json()}))

    def remove_profile(self, name: str) -> None:
        """Remove a profile that was added; a ready-made one goes back to what it was."""
        self._change(lambda data: data["profiles"].pop(name, None))

    def get(self, key: str, default: Any = None) -> Any:
        """Return a preference."""
        return self._data["preferences"].get(key, default)

    def put(self, key: str, value: Any) -> None:
        """Store a JSON-able preference."""
        self.put_all([(key, value)])

    def put_all(self, pairs: Iterable[tuple[str, Any]]) -> None:
        """Store several preferences with one write."""
        self._change(lambda data: data["preferences"].update(dict(pairs)))

    def _change(self, change: Callable[[dict[str, Any]], object]) -> None:
        with self._lock, self._alone():
            data = copy.deepcopy(self._read() if self._path.exists() else self._data)
            change(data)
            self._write(data)
            self._data = data

    def _read(self) -> dict[str, Any]:
        data: Any = None
        try:
            data = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            pass
        except ValueError as error:
            _log.info("the settings cannot be read and are set aside: %s", error)
            self._path.replace(self._path.with_suffix(".damaged.json"))
        except OSError as error:
            _log.info("the settings cannot be read: %s", error)
            data = self._data
        whole: dict[str, Any] = data if isinstance(data, dict) else {}
        parts = {name: whole.get(name) for name in ("profiles", "preferences")}
        return whole | {name: part if isinstance(part, dict) else {} for name, part in parts.items()}

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Let no other copy of the program change the file while in this context. Where the lock itself cannot be had,
        as on a disk that refuses, the change is tried all the same, and its own error is told."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = InstanceLock(self._path.with_suffix(".lock"))
        until = time.monotonic() + _PATIENCE
        try:
            while not lock.acquire():
                if time.monotonic() > until:
                    raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT), str(self._path))
                time.sleep(_PAUSE)
        except StoreError as error:
            _log.info("the settings are written without a lock: %s", error)
        try:
            yield
        finally:
            lock.release()

    def _remove_leftovers(self) -> None:
        """Remove what a copy left that was ended while it wrote. A file that another copy writes right now is new."""
        with contextlib.suppress(OSError):
            for path in self._path.parent.glob(f"{_UNFINISHED}*"):
                with contextlib.suppress(OSError):
                    if time.time() - path.stat().st_mtime > _LEFT_BEHIND:
                        path.unlink()

    def _write(self, data: dict[str, Any]) -> None:
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=_UNFINISHED)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(data, file, ensure_ascii=False, indent=1)
            Path(name).replace(self._path)
        finally:
            Path(name).unlink(missing_ok=True)
