"""The policy of administrators: read from where each system has it, applied, and not to be changed by users."""

import json
import plistlib
from pathlib import Path

import pytest

from bcdc_desktop.app.preferences import CACHE_LIMIT, cache_limit, open_settings
from bcdc_desktop.catalogue import proxies
from bcdc_desktop.domain.policy import FEATURES, Policy, parse_policy
from bcdc_desktop.domain.profile import MB, Profile
from bcdc_desktop.domain.proxy import SYSTEM
from bcdc_desktop.store.policy_file import of_values, policy_files, policy_in, read_policy_file
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
    proxies.use_system(None)


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
        ("disabled_features", ["nonsense"]), ("disabled_features", [[1]]), ("disabled_features", {"practice": True}),
        ("updates", {"enabled": "no"}), ("updates", {"enable": False}), ("updates", {"address": "https://"}),
        ("updates", {"address": ["https://x.example"]}), ("updates", False), ("proxy", False), ("proxy", 8080),
        ("profiles", "intranet"), ("profiles", [{"name": f"p{n}", "url": "https://x.example"} for n in range(60)]),
        ("profiles", [{"name": "x", "url": f"https://{n}.example"} for n in range(2)]),
        ("cache_limit_mb", float("nan")), ("disable_features", ["practice"]),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_policy_is_told_and_the_rest_counts(part: str, value: object) -> None:
    policy = parse_policy({"cache_limit_mb": 100} | {part: value})
    assert policy.problems == (part,)
    assert part == "cache_limit_mb" or policy.cache_limit == 100 * MB


@pytest.mark.parametrize(
    "part",
    [
        {"disabled_features": "all"}, {"disabled_features": ["add profile"]}, {"proxy": "proxy.example.org:port"},
        {"updates": {"enabled": "false"}}, {"updates": "off"}, {"updates": {"address": "intranet/version.json"}},
        {"cache_limit_mb": "100 MB"},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_locks_what_it_was_to_lock(part: dict[str, object]) -> None:
    policy = parse_policy(part)
    (name,) = part
    locks = {
        "disabled_features": not any(policy.allows(feature) for feature in FEATURES),
        "proxy": policy.proxy == SYSTEM,
        "updates": policy.updates_enabled is False,
        "cache_limit_mb": policy.cache_limit is not None,
    }
    assert [key for key, is_locked in locks.items() if is_locked] == [name]


@pytest.mark.parametrize("text", ["{", "[]", "\x00", "null", '{"proxy": "direct"', ""])
def test_a_file_that_cannot_be_read_locks_whatever_it_may_have_locked(tmp_path: Path, under, text: str) -> None:
    (tmp_path / "policy.json").write_text(text)
    policy = policy_in([tmp_path / "absent.json", tmp_path / "policy.json"])
    assert policy.problems == ("policy.json",)
    assert not any(policy.allows(feature) for feature in FEATURES)
    under(policy)
    proxies.use_system(lambda _url: ["http://of-the-system:1"])
    assert proxies.candidates("https://data.example.org/", "direct") == ["http://of-the-system:1"]


def test_a_policy_of_somebody_else_locks_and_sets_nothing(tmp_path: Path) -> None:
    (tmp_path / "policy.json").write_text(json.dumps(DOCUMENT))
    policy = policy_in([tmp_path / "policy.json"], is_trusted=lambda _path: False)
    assert (policy.profiles, policy.proxy, policy.problems) == ((), SYSTEM, ("policy.json",))


def test_no_file_is_no_policy(tmp_path: Path) -> None:
    assert policy_in([tmp_path / "absent" / "policy.json"]) == Policy()


def test_what_scripts_write_into_the_registry_is_read_or_told() -> None:
    written = {
        "Profiles": "intranet = https://data.example.org\r\n", "CACHE_LIMIT_MB": "200", "Updates_Enabled": 0,
        "updates_address": "https://example.org/version.json", "disabled_features": "Add-Profiles\npractice",
        "proxy": "proxy.example.org:3128",
    }  # fmt: skip
    assert parse_policy(of_values(written)) == parse_policy(DOCUMENT)
    wrong = {"profiles": 5, "disabled_features": b"x", "updates_enabled": "0"}
    assert set(parse_policy(of_values(wrong)).problems) == {"profiles", "disabled_features", "updates"}
    assert parse_policy(of_values({"profiles": ["no address"]})).problems == ("profiles",)


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
    assert policy_files("linux", is_flatpak=True) == [Path("/run/host/etc/bcdc-desktop/policy.json")]
    assert policy_files("win32", program_data="/d") == [Path("/d/BCDC Desktop/policy.json")]
    names = [p.as_posix() for p in policy_files("darwin", user="ann")]
    assert names[-1] == "/Library/Managed Preferences/ann/ca.bc.gov.data.bcdc-desktop.plist"
    assert len(policy_files("darwin", user="../x")) == 2


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
    for name in ("other", "production"):
        with pytest.raises(PolicyForbids):
            settings.put_profile(Profile(name, "Other", "https://other.example"))
    assert settings.profile("practice") is None
