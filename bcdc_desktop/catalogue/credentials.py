"""API keys: stored in the keyring of the operating system under profile and user, or in memory until the program
exits."""

from __future__ import annotations

import contextlib
import os
import threading
import unicodedata

import keyring
import keyring.backends.fail
import keyring.errors

from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.translation import tr

ENVIRONMENT_KEY = "BCDC_API_KEY"
_SERVICE = "BCDC Desktop"


def pasted_key(text: str) -> str:
    """Return a key as it was meant: without what comes along when it is copied from a page, a letter or a script (white
    space and quotes around it, and characters that nobody sees)."""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return seen.strip().strip("\"'`“”‘’«»").strip()


class KeyringProblem(Exception):
    """The keyring is missing, locked or refuses. The message says which, and that the key can be kept for this run."""


class Credentials:
    """Where API keys are found and stored. Keys of this run live in memory only and win over the keyring's.

    Safe to use from several threads; the keyring may ask the user and so must not be called from the GUI thread.
    """

    def __init__(self, from_environment: str | None = None) -> None:
        """Create the store of keys.

        Args:
            from_environment: what ``BCDC_API_KEY`` said, where it was taken out of the environment (so that no program
                that is started from here is given the key); None to look for it there.
        """
        self._taken = from_environment
        self._this_run: dict[tuple[str, str], str] = {}
        self._lock = threading.Lock()

    @property
    def from_environment(self) -> bool:
        """Whether ``BCDC_API_KEY`` gives the key of this process."""
        return bool(self._environment_key)

    @property
    def _environment_key(self) -> str:
        taken = os.environ.get(ENVIRONMENT_KEY, "") if self._taken is None else self._taken
        return pasted_key(taken)

    def key_for(self, profile: Profile) -> str | None:
        """Return the key to use for a profile: ``BCDC_API_KEY`` of this process, this run's, or the keyring's.

        Raises:
            KeyringProblem: the keyring could not be asked.
        """
        if self._environment_key:
            return self._environment_key
        if profile.user is None:
            return None
        with self._lock:
            held = self._this_run.get((profile.name, profile.user))
        if held:
            return held
        try:
            return keyring.get_password(_service(profile), profile.user)
        except keyring.errors.NoKeyringError:
            return None
        except Exception as error:
            raise KeyringProblem(_message(error)) from error

    def keep(self, profile: Profile, user: str, key: str) -> None:
        """Store the key in the keyring.

        Raises:
            KeyringProblem: the keyring is missing, locked or refuses; nothing was stored.
        """
        try:
            keyring.set_password(_service(profile), user, key)
        except Exception as error:  # noqa: BLE001 - a backend is a plug-in and raises what its system raises
            raise KeyringProblem(_message(error)) from None
        with self._lock:
            self._this_run.pop((profile.name, user), None)

    def keep_for_this_run(self, profile: Profile, user: str, key: str) -> None:
        """Remember the key until the program exits."""
        with self._lock:
            self._this_run[profile.name, user] = key

    def forget(self, profile: Profile, user: str) -> None:
        """Remove the key from memory and from the keyring; a missing key is no error.

        Raises:
            KeyringProblem: the keyring is locked or refuses.
        """
        with self._lock:
            self._this_run.pop((profile.name, user), None)
        with contextlib.suppress(keyring.errors.PasswordDeleteError, keyring.errors.NoKeyringError):
            try:
                keyring.delete_password(_service(profile), user)
            except (keyring.errors.PasswordDeleteError, keyring.errors.NoKeyringError):
                raise
            except Exception as error:
                raise KeyringProblem(_message(error)) from error

    def keyring_missing(self) -> bool:
        """Return whether this computer has no keyring at all."""
        return isinstance(keyring.get_keyring(), keyring.backends.fail.Keyring)


def _service(profile: Profile) -> str:
    return f"{_SERVICE} · {profile.name} · {profile.address if profile.role != 'practice' else 'practice'}"


def _message(error: Exception) -> str:
    if isinstance(error, keyring.errors.NoKeyringError):
        return tr("This computer has no keyring. The API key can be remembered until you quit.")
    if isinstance(error, keyring.errors.KeyringLocked):
        return tr("The keyring is locked. Unlock it and try again, or have the API key remembered until you quit.")
    return tr("The keyring couldn't be used. The API key can be remembered until you quit.")
