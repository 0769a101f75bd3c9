"""Profiles and the user's preferences, as one small JSON file. Never holds a key."""

from __future__ import annotations

import copy
import json
import logging
import os
import tempfile
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.profile import READY_MADE, Profile

_log = logging.getLogger(__name__)


class Settings:
    """Reads the file, and writes it whole by replacing it. A damaged file is set aside, never overwritten. Before each
    change it is read once more: another copy of the program (``bcdc login``) may have written it meanwhile.

    Raises, from every method that writes:
        OSError: the disk is full or refuses; the old file is still there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
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
        with self._lock:
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

    def _write(self, data: dict[str, Any]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".settings-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(data, file, ensure_ascii=False, indent=1)
            Path(name).replace(self._path)
        finally:
            Path(name).unlink(missing_ok=True)
