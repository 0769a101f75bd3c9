"""Adding a catalogue and signing in: what is checked, where the key goes, and that it goes nowhere else."""

import logging

import keyring
import keyring.backends.fail
import pytest

from bcdc_desktop.app import accounts
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.sync import sync
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.domain.profile import AddressProblem
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.settings import Settings
from helpers.misbehaving import Canned, MisbehavingServer, ckan


@pytest.fixture(params=["2.11.6", "2.9.5"])
def ckan_version(request) -> str:
    return request.param


@pytest.fixture
def settings(home) -> Settings:
    return Settings(Places.of_this_computer().make().settings / "settings.json")


@pytest.fixture
def profile(practice, settings):
    tested = accounts.test_address(practice.demo.url.replace("http://", "") + "/dataset/")
    assert tested.version == practice.demo.version
    return accounts.add_profile(settings, "mine", "", tested)


def test_an_address_is_tested_and_kept(practice, settings, profile) -> None:
    assert settings.profile("mine") == profile
    assert (profile.address, profile.dataset_type) == (practice.demo.url, "bcdc_dataset")
    assert profile.title
    tested = accounts.test_address(practice.demo.url)
    for name in ("mine", "production", "Mine", "", "-x", "a b", "ü", "x" * 40):
        with pytest.raises(ValueError, match=r"short name|named"):
            accounts.add_profile(settings, name, "", tested)


def test_what_is_no_catalogue_is_not_added() -> None:
    with pytest.raises(AddressProblem):
        accounts.test_address("http://catalogue.example")
    with MisbehavingServer() as server:
        for answer, kind in (
            (Canned(200, "<html>A shop</html>"), errors.ServerFault),
            (Canned(404, "<html>Not here</html>"), errors.ServerFault),
            (Canned(200, ckan({"a": 1})), errors.ServerFault),
            (Canned(301, "", {"Location": "https://elsewhere.example/"}), errors.ServerFault),
        ):
            server.always("*", answer)
            with pytest.raises(kind):
                accounts.test_address(server.url)
        server.refuse()
        with pytest.raises(errors.Offline):
            accounts.test_address(server.url)


@pytest.mark.parametrize("role", ["sysadmin", "orgadmin", "editor", "member", "outsider"])
def test_every_role_signs_in_and_is_told_where_it_may_write(practice, settings, profile, memory_keyring, role) -> None:
    key = practice.demo.tokens[role]
    signed = accounts.sign_in(profile, f"  {key}\n", settings=settings, credentials=Credentials(), user=role)
    assert signed.account.name == role
    assert signed.account.sysadmin is (role == "sysadmin")
    assert signed.kept and not signed.note
    assert (signed.writable > 0) is (role in ("sysadmin", "orgadmin", "editor"))
    assert list(memory_keyring.passwords.values()) == [key]
    assert settings.profile("mine").user == role
    out = accounts.sign_out(signed.profile, settings=settings, credentials=Credentials())
    assert out.user is None
    assert memory_keyring.passwords == {}


@pytest.mark.parametrize("around", ['"{}"', "\u200b{}\u200b", "\ufeff{}\n", "“{}”", "\u00a0`{}`", "\u202a{}\u202c"])
def test_what_is_copied_along_with_a_key_is_no_part_of_it(practice, settings, profile, memory_keyring, around) -> None:
    key = practice.demo.tokens["editor"]
    accounts.sign_in(profile, around.format(key), settings=settings, credentials=Credentials(), user="editor")
    assert list(memory_keyring.passwords.values()) == [key]
    assert Credentials(around.format(key)).key_for(profile) == key


@pytest.mark.parametrize("key", ["wrong-key", "", "  ", "\u200b", '""', "two words", "ümlaut", "line\nbreak", "x\x7f"])
def test_a_wrong_key_is_refused_and_not_kept(settings, profile, memory_keyring, key) -> None:
    with pytest.raises(errors.NotAuthorized) as refusal:
        accounts.sign_in(profile, key, settings=settings, credentials=Credentials(), user="editor")
    assert memory_keyring.passwords == {}
    assert settings.profile("mine").user is None
    if key.strip():
        assert key not in str(refusal.value)


def test_without_a_keyring_the_key_lasts_for_this_run(practice, settings, profile) -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())
    keys = Credentials()
    signed = accounts.sign_in(
        profile, practice.demo.tokens["editor"], settings=settings, credentials=keys, user="editor"
    )
    assert not signed.kept
    assert "no keyring" in signed.note
    assert keys.key_for(signed.profile) == practice.demo.tokens["editor"]
    assert Credentials().key_for(signed.profile) is None


def test_a_key_for_this_run_is_not_put_into_the_keyring(practice, settings, profile, memory_keyring) -> None:
    keys = Credentials()
    signed = accounts.sign_in(
        profile, practice.demo.tokens["editor"], settings=settings, credentials=keys, user="editor", for_this_run=True
    )
    assert (signed.kept, memory_keyring.passwords) == (False, {})
    workspace = Workspace.open(signed.profile, places=Places.of_this_computer(), settings=settings, credentials=keys)
    assert workspace.catalogue.has_key
    workspace.close()


def test_the_key_of_the_environment_opens_its_owners_desk_also_offline(
    practice, settings, profile, monkeypatch
) -> None:
    monkeypatch.setenv("BCDC_API_KEY", practice.demo.tokens["orgadmin"])
    places, keys = Places.of_this_computer(), Credentials()
    given = profile.with_user("orgadmin" if practice.demo.version == "2.9.5" else None)
    workspace = Workspace.open(given, places=places, settings=settings, credentials=keys)
    assert workspace.user == "orgadmin"
    workspace.close()
    practice.demo.stop()
    workspace = Workspace.open(given, places=places, settings=settings, credentials=keys)
    assert workspace.user == "orgadmin"
    workspace.close()


def test_after_a_day_of_work_the_key_is_in_no_file_and_no_log(practice, settings, profile, home, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    key, keys = practice.demo.tokens["editor"], Credentials()
    signed = accounts.sign_in(profile, key, settings=settings, credentials=keys, user="editor")
    package = practice.package()
    workspace = Workspace.open(signed.profile, places=Places.of_this_computer(), settings=settings, credentials=keys)
    sync.synchronize(workspace)
    workspace.store.drafts.set_edits(package, PACKAGE, {"notes": "Mine."})
    save(workspace, RecordChanges(package, {PACKAGE: {"notes": "Mine."}}))
    with pytest.raises(errors.CatalogueError):
        save(workspace, RecordChanges(practice.package(), {PACKAGE: {"owner_org": "nobody"}}))
    workspace.close()
    files = [f for f in home.rglob("*") if f.is_file()]
    assert len(files) > 2
    for file in files:
        assert key.encode() not in file.read_bytes(), file
    assert key not in caplog.text
    assert key not in repr(signed) + repr(workspace.catalogue) + repr(vars(workspace))
