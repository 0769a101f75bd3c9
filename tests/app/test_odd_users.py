"""What a catalogue says of a user becomes a part of the name of a file: it is bounded."""

import pytest

from bcdc_desktop.app.accounts import sign_in
from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.settings import Settings
from helpers.misbehaving import Canned, MisbehavingServer, ckan


@pytest.mark.parametrize("name", ["x" * 101, "x" * 100_000, "", 5, None, ["x"], {"a": 1}])
def test_a_user_name_that_is_too_long_is_refused_and_nothing_is_stored(tmp_path, memory_keyring, name) -> None:
    settings = Settings(tmp_path / "settings.json")
    with MisbehavingServer() as server:
        server.always("*", Canned(200, ckan({"id": "1", "name": name, "email": "x"})))
        with pytest.raises(errors.CatalogueError):
            sign_in(Profile("t", "T", server.url), "some-key", settings=settings, credentials=Credentials())
    assert settings.profile("t") is None
    assert memory_keyring.passwords == {}
