"""News of a new version: a signed file at an address, asked for once a day at most. Nothing is downloaded or installed.

The file is ``{"format": 1, "signed": TEXT, "signature": BASE64}``: an Ed25519 signature over the UTF-8 bytes of TEXT,
which is JSON with ``version``, ``date``, ``page`` (https) and ``notes`` (language -> plain text). Address and public
key are in ``resources/updates.json``; the policy may name another address, never another key.
"""

from __future__ import annotations

import base64
import binascii
import json
import logging
import os
import re
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bcdc_desktop import __version__
from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.catalogue.http import fetch_public
from bcdc_desktop.domain.policy import UPDATES
from bcdc_desktop.file_operations import may_write_in
from bcdc_desktop.store.settings import Settings

_log = logging.getLogger(__name__)
WANTED, CHECKED, SEEN = "check_for_updates", "updates_checked", "update_seen"
_FORMAT = 1
_BYTES = 200_000
_NOTES = 4000  # characters
_DAY = 24 * 3600.0
_VERSION = re.compile(r"(\d{1,6}(?:\.\d{1,6}){0,3})(?:[-.]?(a|b|rc|dev)\.?(\d{0,6}))?")
_STAGES = ("dev", "a", "b", "rc", None)  # None: the release


class BadUpdate(ValueError):
    """The file is not signed by the project's key, or says nothing that can be read."""


@dataclass(frozen=True)
class Update:
    """A newer version: where a person gets it, and what is new in it, as plain text by language."""

    version: str
    date: str
    page: str
    notes: Mapping[str, str]

    def notes_in(self, language: str) -> str:
        """Return the notes in a language, else in English."""
        return self.notes.get(language) or self.notes.get("en", "")


@dataclass(frozen=True)
class UpdateSource:
    """Where the project tells of versions: the address of the file, and the public key (base64) that it is signed
    with. Both are empty where the program was built without them: then nothing is asked."""

    address: str = ""
    key: str = ""

    @classmethod
    def bundled(cls) -> UpdateSource:
        """Return what the program was built with."""
        try:
            data = json.loads(bundled_path("updates.json").read_text("utf-8"))
            return cls(str(data["address"]), str(data["key"]))
        except (OSError, ValueError, KeyError, TypeError):
            return cls()


def may_check(settings: Settings, *, own_installation: bool) -> bool:
    """Return whether looking for versions is allowed, by the policy and by the user. Where administrators installed the
    program for everybody, they also update it."""
    policy = settings.policy
    if not policy.allows(UPDATES) or not own_installation:
        return False
    return policy.updates_enabled if policy.updates_enabled is not None else bool(settings.get(WANTED, True))


def own_installation() -> bool:
    """Return whether this user installed the program, packed: what lies where only administrators write is theirs, and
    a checkout is updated as such."""
    return bool(getattr(sys, "frozen", False)) and may_write_in(installation_folder(Path(sys.executable), os.environ))


def installation_folder(program: Path, environment: Mapping[str, str]) -> Path:
    """Return the folder in which a packed program is replaced by a newer one: for an AppImage, whose program lies in a
    file system that is there only while it runs, the folder of its file."""
    image, mounted = environment.get("APPIMAGE"), environment.get("APPDIR")
    if image and mounted and program.resolve().is_relative_to(Path(mounted).resolve()):
        return Path(image).parent
    return program.parent


def check(
    settings: Settings,
    source: UpdateSource,
    *,
    fetch: Callable[[str, int], bytes] = fetch_public,
    now: float | None = None,
    version: str = __version__,
) -> Update | None:
    """Ask for a newer version, once a day at most; None where there is none, or it was asked for today. For a worker.

    Raises:
        OSError: the address does not answer, or the settings cannot be written.
        BadUpdate: what it answers is not to be believed.
    """
    now = time.time() if now is None else now
    address = settings.policy.updates_address or source.address
    if not address or not source.key or 0 <= now - float(settings.get(CHECKED, 0) or 0) < _DAY:
        return None
    settings.put(CHECKED, now)
    if urlsplit(address).scheme != "https":
        raise BadUpdate("no https")
    try:
        found = read_update(fetch(address, _BYTES), source.key)
    except ValueError as error:
        raise BadUpdate(str(error)) from error
    return found if is_newer(found.version, version) else None


def read_update(data: bytes, key: str) -> Update:
    """Return what a file says, once its signature is that of the key.

    Raises:
        BadUpdate: it is not, or the file cannot be read.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        document: Any = json.loads(data)
        signed, signature = document["signed"], base64.b64decode(document["signature"], validate=True)
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        public.verify(signature, signed.encode("utf-8"))
        if document["format"] != _FORMAT:
            raise BadUpdate("another format")
        return _update(json.loads(signed))
    except InvalidSignature:
        raise BadUpdate("the signature is not the project's") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as error:
        raise BadUpdate(f"not a version file ({type(error).__name__})") from error


def is_newer(other: str, own: str) -> bool:
    """Return whether a version comes after ours; what is no version does not."""
    theirs, ours = _parts(other), _parts(own)
    return theirs is not None and ours is not None and theirs > ours


def _update(content: Any) -> Update:
    page, notes = content["page"], content.get("notes") or {}
    if not isinstance(page, str) or urlsplit(page).scheme != "https" or _parts(content["version"]) is None:
        raise BadUpdate("no page or no version")
    texts = {k: v[:_NOTES] for k, v in notes.items() if isinstance(k, str) and isinstance(v, str)}
    return Update(content["version"], str(content.get("date", ""))[:20], page, texts)


def _parts(version: str) -> tuple[tuple[int, ...], int, int] | None:
    found = _VERSION.fullmatch(version)
    if found is None:
        return None
    numbers = [int(n) for n in found.group(1).split(".")]
    return tuple(numbers + [0] * (4 - len(numbers))), _STAGES.index(found.group(2)), int(found.group(3) or 0)
