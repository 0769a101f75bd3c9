"""Profiles and the user's preferences, as one small JSON file. Never holds a key."""

from __future__ import annotations

import json
import logging
import os
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.profile import READY_MADE, AddressProblem, Profile

_log = logging.getLogger(__name__)


class Settings:
    """Reads the file once and writes it whole, by replacing it. A damaged file is set aside, never overwritten.

    Raises, from every method that writes:
        OSError: the disk is full or refuses; the old file is still there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._data = self._read()

    def profiles(self) -> list[Profile]:
        """The ready-made profiles (with what was changed in them) and those that were added."""
        stored = self._data.get("profiles", {})
        found = {p.name: p for p in READY_MADE}
        for name, data in stored.items():
            try:
                found[name] = Profile.from_json({**(found[name].to_json() if name in found else {}), **data})
            except (AddressProblem, KeyError, TypeError) as error:
                _log.info("profile %s is passed over: %s", name, error)
        return list(found.values())

    def profile(self, name: str) -> Profile | None:
        """The profile of that name."""
        return next((p for p in self.profiles() if p.name == name), None)

    def put_profile(self, profile: Profile) -> None:
        """Adds or changes a profile."""
        with self._lock:
            self._data.setdefault("profiles", {})[profile.name] = profile.to_json()
            self._write()

    def remove_profile(self, name: str) -> None:
        """Removes a profile that was added; a ready-made one goes back to what it was."""
        with self._lock:
            self._data.get("profiles", {}).pop(name, None)
            self._write()

    def get(self, key: str, default: Any = None) -> Any:
        """A preference."""
        return self._data.get("preferences", {}).get(key, default)

    def put(self, key: str, value: Any) -> None:
        """Stores a JSON-able preference."""
        self.put_all([(key, value)])

    def put_all(self, pairs: Iterable[tuple[str, Any]]) -> None:
        """Stores several preferences with one write."""
        with self._lock:
            self._data.setdefault("preferences", {}).update(dict(pairs))
            self._write()

    def _read(self) -> dict[str, Any]:
        try:
            data = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            _log.info("the settings cannot be read and are set aside: %s", error)
            if self._path.exists():
                self._path.replace(self._path.with_suffix(".damaged.json"))
            return {}
        return data if isinstance(data, dict) else {}

    def _write(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".settings-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(self._data, file, ensure_ascii=False, indent=1)
            Path(name).replace(self._path)
        finally:
            Path(name).unlink(missing_ok=True)
