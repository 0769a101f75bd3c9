"""The policy of administrators: read from where each system has it, applied, and not to be changed by users."""

import json
import plistlib
from pathlib import Path

import pytest

from bcdc_desktop.app.preferences import CACHE_LIMIT, cache_limit, open_settings
from bcdc_desktop.catalogue import proxies
from bcdc_desktop.domain.policy import Policy, parse_policy
from bcdc_desktop.domain.profile import MB, Profile
from bcdc_desktop.store.policy_file import of_values, policy_files, read_policy_file
from bcdc_desktop.store.settings import PolicyForbids

DOCUMENT = {
    "profiles": [{"name": "intranet", "url": "https://data.example.org/"}],
    "proxy": "proxy.example.org:3128",
    "cache_limit_mb": 200,
    "updates": {"enabled": False, "address": "https://example.org/version.json"},
    "disabled_features": ["add_profiles", "practice"],
}


@pytest.fixture
def under(places):
    """The settings under a policy."""
    yield lambda policy: open_settings(places.make(), policy)
    proxies.use_policy("")


def test_a_policy_is_read_as_it_is_written() -> None:
    policy = parse_policy(DOCUMENT)
    assert policy.problems == ()
    assert [(p.name, p.address) for p in policy.profiles] == [("intranet", "https://data.example.org")]
    assert (policy.proxy, policy.cache_limit) == ("http://proxy.example.org:3128", 200 * MB)
    assert (policy.updates_enabled, policy.updates_address) == (False, "https://example.org/version.json")
    assert not policy.allows("add_profiles")
    assert policy.allows("updates")
    assert parse_policy({}) == Policy()


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("profiles", 3), ("profiles", [{"name": "x"}]), ("profiles", [{"name": "x", "url": "http://far.example"}]),
        ("profiles", [None]), ("proxy", ["x"]), ("proxy", "socks5://x"), ("proxy", "http://ann:pw@x:1"),
        ("cache_limit_mb", "much"), ("cache_limit_mb", 0), ("cache_limit_mb", True), ("updates", []),
        ("updates", {"address": "http://far.example/v.json"}), ("disabled_features", "all"),
        ("disabled_features", ["nonsense"]), ("disabled_features", [[1]]),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_policy_is_told_and_the_rest_counts(part: str, value: object) -> None:
    policy = parse_policy({"cache_limit_mb": 100} | {part: value})
    assert policy.problems == (part,)
    assert part == "cache_limit_mb" or policy.cache_limit == 100 * MB


def test_the_registry_says_the_same_in_values() -> None:
    values = {
        "profiles": ["intranet = https://data.example.org", ""], "proxy": "proxy.example.org:3128",
        "cache_limit_mb": 200, "updates_enabled": 0, "updates_address": "https://example.org/version.json",
        "disabled_features": ["add_profiles", "practice"], "other": b"x",
    }  # fmt: skip
    assert parse_policy(of_values(values)) == parse_policy(DOCUMENT)
    assert of_values({}) == {}


def test_files_are_json_or_property_lists(tmp_path: Path) -> None:
    (tmp_path / "policy.json").write_text("\ufeff" + json.dumps(DOCUMENT), "utf-8")
    (tmp_path / "p.plist").write_bytes(plistlib.dumps(DOCUMENT))
    for name in ("policy.json", "p.plist"):
        assert parse_policy(read_policy_file(tmp_path / name)) == parse_policy(DOCUMENT)
    for data in (b"", b"[]", b"{", b"\xff", b"[" * 100_000, b" " * 2_000_000):
        (tmp_path / "bad.json").write_bytes(data)
        with pytest.raises(ValueError):
            read_policy_file(tmp_path / "bad.json")


def test_each_system_has_its_place() -> None:
    assert policy_files("linux") == [Path("/etc/bcdc-desktop/policy.json")]
    assert policy_files("win32", {"PROGRAMDATA": "/d"}) == [Path("/d/BCDC Desktop/policy.json")]
    names = [str(p) for p in policy_files("darwin", {"USER": "ann"})]
    assert names[-1] == "/Library/Managed Preferences/ann/ca.bc.gov.data.bcdc-desktop.plist"
    assert len(policy_files("darwin", {"USER": "../x"})) == 2


def test_what_administrators_set_counts_before_the_users_settings(under) -> None:
    free = under(Policy())
    free.put_profile(Profile("mine", "Mine", "https://mine.example"))
    free.put(CACHE_LIMIT, 500 * MB)
    settings = under(parse_policy(DOCUMENT))
    assert {p.name for p in settings.profiles()} == {"production", "test", "mine", "intranet"}
    assert cache_limit(settings) == 200 * MB
    settings.put(CACHE_LIMIT, 50 * MB)
    assert cache_limit(settings) == 50 * MB
    assert proxies.candidates("https://data.example.org/", "direct") == ["http://proxy.example.org:3128"]
    assert proxies.candidates("http://127.0.0.1:5000/") == [""]


def test_users_change_neither_an_address_nor_add_a_catalogue(under) -> None:
    settings = under(parse_policy(DOCUMENT))
    intranet = settings.profile("intranet")
    settings.put_profile(Profile("intranet", "Renamed", "https://elsewhere.example", user="ann"))
    changed = settings.profile("intranet")
    assert (changed.address, changed.title, changed.user) == (intranet.address, intranet.title, "ann")
    settings.remove_profile("intranet")
    assert settings.profile("intranet") is not None
    with pytest.raises(PolicyForbids):
        settings.put_profile(Profile("other", "Other", "https://other.example"))
    assert settings.profile("practice") is None
