"""Profiles and the user's preferences, as one small JSON file. Never holds a key."""

from __future__ import annotations

import contextlib
import copy
import errno
import json
import logging
import math
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace as replace_fields
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.policy import ADD_PROFILES, PRACTICE, Policy
from bcdc_desktop.domain.profile import PRACTICE as PRACTICE_PROFILE
from bcdc_desktop.domain.profile import READY_MADE, Profile
from bcdc_desktop.file_operations import discard, open_regular, patiently_read, replace, unlink
from bcdc_desktop.translation import tr

from .database import StoreError
from .instance_lock import InstanceLock
from .paths import private_opener

_log = logging.getLogger(__name__)
_UNFINISHED = ".settings-"  # how files are called that are not written to their end
_LEFT_BEHIND = 60.0  # seconds after which nobody writes such a file any more
_PATIENCE = 10.0  # seconds to wait for another copy; a change takes some milliseconds
_PAUSE = 0.01
_BYTES = 50_000_000  # more than a file of settings has
_LARGEST = 2.0**53  # of the numbers that JSON keeps exactly


class PolicyForbids(ValueError):
    """The administrators do not allow it; the message says what."""


class Settings:
    """Reads the file, and writes it whole by replacing it. Each change is made to the file as it is then, while no
    other copy of the program (``bcdc login``) changes it.

    Only a file that is not there means that nothing is set. One that cannot be read at the moment (a virus scanner
    holds it, its drive is away) is never written to before it could be read: meanwhile the last good copy counts, and
    ``problem`` says so. A damaged file is set aside, never overwritten, and the last good copy takes its place;
    ``set_aside`` says so.

    Raises, from every method that writes:
        OSError: the disk is full or refuses, the file cannot be read, or another copy does not let go of it; the old
            file is still there.
    """

    def __init__(self, path: Path, policy: Policy | None = None) -> None:
        """Read the file.

        Args:
            policy: what the administrators set: it counts before what the user did.
        """
        self.policy = policy or Policy()
        self._path = path
        self._copy = path.with_suffix(".last-good.json")
        self._lock = threading.RLock()
        self._remove_leftovers()
        self.problem: OSError | None = None
        """Why the file could not be read; None once it was."""
        self.set_aside: Path | None = None
        """Where a damaged file is now; None where none was found."""
        self._data: dict[str, Any] = _whole({})
        with contextlib.suppress(OSError):
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
        for fixed in self.policy.profiles:
            found[fixed.name] = replace_fields(found.get(fixed.name, fixed), address=fixed.address, title=fixed.title)
        if not self.policy.allows(PRACTICE):
            found.pop(PRACTICE_PROFILE.name, None)
        return list(found.values())

    def profile(self, name: str) -> Profile | None:
        """Return the profile of that name."""
        return next((p for p in self.profiles() if p.name == name), None)

    def put_profile(self, profile: Profile) -> None:
        """Add or changes a profile.

        Raises:
            PolicyForbids: it is a new one, or has another address, and users may add none.
        """
        self.check_allowed(profile)
        self._change(lambda data: data["profiles"].update({profile.name: profile.to_json()}))

    def check_allowed(self, profile: Profile) -> None:
        """Check that users may open a catalogue at that address.

        Raises:
            PolicyForbids: it is in no profile, and users may add none.
        """
        if self.policy.allows(ADD_PROFILES) or self.policy.profile(profile.name) is not None:
            return
        if profile.address not in {known.address for known in self.profiles()}:
            raise PolicyForbids(tr("Your administrator doesn't allow adding catalogues."))

    def remove_profile(self, name: str) -> None:
        """Remove a profile that was added; a ready-made one goes back to what it was."""
        self._change(lambda data: data["profiles"].pop(name, None))

    def get(self, key: str, default: Any = None) -> Any:
        """Return a preference; the default also where what is stored is of another type, as damage leaves it."""
        stored = self._data["preferences"].get(key, default)
        return stored if default is None or _kind(stored) == _kind(default) else default

    def put(self, key: str, value: Any) -> None:
        """Store a JSON-able preference."""
        self.put_all([(key, value)])

    def put_all(self, pairs: Iterable[tuple[str, Any]]) -> None:
        """Store several preferences with one write."""
        self._change(lambda data: data["preferences"].update(dict(pairs)))

    def _change(self, change: Callable[[dict[str, Any]], object]) -> None:
        with self._lock, self._alone():
            data = copy.deepcopy(self._read())
            change(data)
            text = _text(data)
            self._write(self._path, text)
            self._data = data
            try:
                self._write_copy(text)
            except OSError as error:
                _log.info("the copy of the settings was not written: %s", error)

    def _read(self) -> dict[str, Any]:
        """Return what the file says; where there is none, what is known: at the start, nothing.

        Raises:
            OSError: it cannot be read at the moment.
        """
        try:
            try:
                found = _parsed(patiently_read(lambda: _content(self._path)))
            except FileNotFoundError:
                if self._path.is_symlink():  # what it leads to is away, and not the user's wish for new settings
                    raise
                found = self._data
            except ValueError as error:
                _log.info("the settings cannot be read and are set aside: %s", error)
                aside = self._name_for_damaged()
                replace(self._path, aside)
                self.set_aside = aside
                found = self._last_good()
                self._write(self._path, _text(found))
        except OSError as error:
            _log.info("the settings cannot be read: %s", error)
            if self.problem is None:
                self._data = self._last_good()
            self.problem = error
            raise
        self.problem = None
        return found

    def _last_good(self) -> dict[str, Any]:
        try:
            return _parsed(_content(self._copy))
        except (OSError, ValueError):
            return self._data

    def _name_for_damaged(self) -> Path:
        """Return a name for a damaged file that no earlier one has."""
        names = (self._path.with_suffix(f".damaged{more}.json") for more in ("", *(f"-{n}" for n in range(2, 1000))))
        return next(name for name in names if not os.path.lexists(name))

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
                        unlink(path)

    def _write_copy(self, text: str) -> None:
        # not by replacing, for which a virus scanner may have to be waited for: a torn copy is recognised as that
        if os.path.lexists(self._copy) and not self._copy.is_file():
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(self._copy))  # a pipe would wait for ever
        with open(self._copy, "w", encoding="utf-8", opener=private_opener) as file:
            file.write(text)

    def _write(self, path: Path, text: str) -> None:
        path = path.resolve() if path.is_symlink() else path  # where a person has put it; the link stays
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=_UNFINISHED)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            replace(Path(name), path)
        finally:
            discard(Path(name))


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _content(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        OSError: it cannot be read, or is a pipe, a device or a folder.
        ValueError: it is larger than any settings.
    """
    with open_regular(path) as file:
        data = file.read(_BYTES + 1)
    if len(data) > _BYTES:
        raise ValueError("too large")
    return data


def _parsed(data: bytes) -> dict[str, Any]:
    """Return the settings that a file holds; a number that nothing can be counted by, such as 1e999, counts as none.

    Raises:
        ValueError: it holds none.
    """
    try:
        found = json.loads(
            data.decode("utf-8-sig"), parse_float=_number, parse_int=_number, parse_constant=lambda _name: None
        )
        text = _text(found) if isinstance(found, dict) else ""
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(found, dict):
        raise ValueError("no settings")  # noqa: TRY004 - a damaged file
    if not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text):  # halves of letters, that no file can hold
        found = json.loads(text.encode("utf-8", "replace"))
    return _whole(found)


def _number(text: str) -> int | float | None:
    """Return a number of JSON; None for one that is not finite, or too large to be meant."""
    value = float(text)
    if not math.isfinite(value) or abs(value) > _LARGEST:
        return None
    return value if any(c in text for c in ".eE") else int(text)


def _whole(found: dict[str, Any]) -> dict[str, Any]:
    parts = {name: found.get(name) for name in ("profiles", "preferences")}
    return found | {name: part if isinstance(part, dict) else {} for name, part in parts.items()}


def _kind(value: Any) -> type:
    """Return the type of a JSON value; all numbers are of one."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float
    return next((kind for kind in (str, bool, dict, list) if isinstance(value, kind)), type(None))
