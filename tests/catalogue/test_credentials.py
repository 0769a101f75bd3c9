"""The key is in the keyring, in this run, or in the environment, and nowhere else."""

from dataclasses import replace

import keyring
import keyring.backends.fail
import pytest
from keyring.errors import InitError, KeyringLocked, PasswordSetError

from bcdc_desktop.catalogue.credentials import Credentials, KeyringProblem
from bcdc_desktop.domain.profile import PRODUCTION, TEST
from helpers.memory_keyring import MemoryKeyring

ANN = PRODUCTION.with_user("ann")


class Refusing(MemoryKeyring):
    """A keyring that answers everything with one error."""

    priority = 1

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error

    def delete_password(self, service: str, username: str) -> None:
        raise self.error


def test_a_key_is_kept_under_catalogue_and_user() -> None:
    keys = Credentials()
    keys.keep(PRODUCTION, "ann", "of-ann")
    keys.keep(PRODUCTION, "bob", "of-bob")
    assert Credentials().key_for(ANN) == "of-ann"
    assert Credentials().key_for(PRODUCTION.with_user("bob")) == "of-bob"
    assert Credentials().key_for(TEST.with_user("ann")) is None
    assert Credentials().key_for(PRODUCTION) is None


def test_another_address_under_the_same_name_does_not_get_the_key() -> None:
    Credentials().keep(PRODUCTION, "ann", "of-ann")
    assert Credentials().key_for(replace(ANN, address="https://elsewhere.example")) is None


def test_a_forgotten_key_is_gone_and_forgetting_twice_is_no_error(memory_keyring) -> None:
    keys = Credentials()
    keys.keep(PRODUCTION, "ann", "of-ann")
    keys.keep_for_this_run(PRODUCTION, "ann", "newer")
    keys.forget(PRODUCTION, "ann")
    keys.forget(PRODUCTION, "ann")
    assert keys.key_for(ANN) is None
    assert memory_keyring.passwords == {}


def test_the_key_of_this_run_wins_and_ends_with_it(memory_keyring) -> None:
    keys = Credentials()
    keys.keep(PRODUCTION, "ann", "kept")
    keys.keep_for_this_run(PRODUCTION, "ann", "newer")
    assert keys.key_for(ANN) == "newer"
    assert Credentials().key_for(ANN) == "kept"
    keys.keep(PRODUCTION, "ann", "newest")
    assert keys.key_for(ANN) == "newest"


def test_the_environment_gives_the_key_of_this_process(monkeypatch) -> None:
    keys = Credentials()
    keys.keep(PRODUCTION, "ann", "kept")
    assert not keys.from_environment
    monkeypatch.setenv("BCDC_API_KEY", "  from-outside\n")
    assert keys.from_environment
    assert keys.key_for(ANN) == keys.key_for(PRODUCTION) == "from-outside"
    monkeypatch.setenv("BCDC_API_KEY", "   ")
    assert keys.key_for(ANN) == "kept"


def test_without_a_keyring_there_is_no_key_and_the_words_say_why() -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())
    keys = Credentials()
    assert keys.keyring_missing()
    assert keys.key_for(ANN) is None
    with pytest.raises(KeyringProblem, match="has no keyring"):
        keys.keep(PRODUCTION, "ann", "s3cret")
    keys.keep_for_this_run(PRODUCTION, "ann", "s3cret")
    assert keys.key_for(ANN) == "s3cret"
    keys.forget(PRODUCTION, "ann")
    assert keys.key_for(ANN) is None


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (KeyringLocked("s3cret"), "locked"),
        (InitError("s3cret"), "be used"),
        (PasswordSetError("s3cret"), "be used"),
        (RuntimeError("the bus is gone: s3cret"), "be used"),
        (OSError("s3cret"), "be used"),
    ],
    ids=lambda v: type(v).__name__ if isinstance(v, Exception) else v,
)
def test_a_keyring_that_refuses_is_told_in_words(error, words) -> None:
    keyring.set_keyring(Refusing(error))
    keys = Credentials()
    for call in (
        lambda: keys.key_for(ANN),
        lambda: keys.keep(PRODUCTION, "ann", "s3cret"),
        lambda: keys.forget(PRODUCTION, "ann"),
    ):
        with pytest.raises(KeyringProblem, match=words) as problem:
            call()
        assert "s3cret" not in str(problem.value)


def test_the_keys_are_not_shown_by_what_holds_them() -> None:
    keys = Credentials()
    keys.keep_for_this_run(PRODUCTION, "ann", "s3cret")
    assert "s3cret" not in repr(keys)
