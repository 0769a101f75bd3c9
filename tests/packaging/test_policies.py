"""The templates for administrators of each system have the same keys, and each text that they name."""

import json
import plistlib
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bcdc_desktop.domain.policy import FEATURES, KEYS, parse_policy
from bcdc_desktop.store.policy_file import of_values

ROOT = Path(__file__).resolve().parents[2]
POLICIES = ROOT / "packaging" / "policies"
SPACE = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"
REGISTRY = (KEYS - {"updates"}) | {"updates_enabled", "updates_address"}


def admx() -> ET.Element:
    return ET.parse(POLICIES / "bcdc-desktop.admx").getroot()


def test_windows_writes_each_key_into_the_registry() -> None:
    values = {element.get("valueName") for element in admx().iter() if element.get("valueName")}
    assert values == REGISTRY
    assert {policy.get("key") for policy in admx().iter(f"{SPACE}policy")} == {r"Software\Policies\BCDC Desktop"}


@pytest.mark.parametrize("bound", ["minValue", "maxValue"])
def test_windows_lets_in_no_limit_that_the_program_does_not_read(bound: str) -> None:
    (limit,) = (element for element in admx().iter() if element.get("valueName") == "cache_limit_mb")
    assert parse_policy({"cache_limit_mb": int(limit.get(bound) or 0)}).problems == ()


@pytest.mark.parametrize("language", ["en-US", "fr-CA"])
def test_each_language_has_every_text(language: str) -> None:
    texts = ET.parse(POLICIES / language / "bcdc-desktop.adml").getroot()
    has = {(kind, element.get("id")) for kind in ("string", "presentation") for element in texts.iter(SPACE + kind)}
    named = {
        (match[1], match[2])
        for element in admx().iter()
        for value in element.attrib.values()
        if (match := re.fullmatch(r"\$\((string|presentation)\.(\w+)\)", value))
    }
    assert named == has
    elements = {element.get("id") for element in admx().iter() if element.tag.endswith(("ultiText", "text", "decimal"))}
    shown = {element.get("refId") for element in texts.iter() if element.get("refId")}
    assert shown == elements - {None}


def test_macos_and_the_file_have_the_same_example() -> None:
    profile = plistlib.loads((POLICIES / "bcdc-desktop.mobileconfig").read_bytes())
    (payload,) = profile["PayloadContent"]
    settings = {key: value for key, value in payload.items() if not key.startswith("Payload")}
    assert settings == json.loads((POLICIES / "policy.json").read_text(encoding="utf-8"))
    assert set(settings) == KEYS


def test_the_page_for_administrators_names_each_key() -> None:
    page = (ROOT / "docs" / "admin.md").read_text(encoding="utf-8")
    assert {key for key in KEYS | REGISTRY if f"`{key}`" not in page} == set()


def test_the_program_reads_the_example() -> None:
    policy = parse_policy(json.loads((POLICIES / "policy.json").read_text(encoding="utf-8")))
    assert policy.problems == ()
    assert [profile.name for profile in policy.profiles] == ["intranet"]
    assert (policy.updates_enabled, policy.allows("add_profiles")) == (False, False)
    assert policy.proxy
    assert policy.updates_address
    assert policy.cache_limit


def test_the_program_reads_what_group_policy_writes() -> None:
    written = {
        "profiles": ["intranet = https://data.example.org"],
        "proxy": "direct",
        "cache_limit_mb": 500,
        "updates_enabled": 0,
        "updates_address": "https://example.org/v.json",
        "disabled_features": ["practice"],
    }
    assert set(written) == REGISTRY
    policy = parse_policy(of_values(written))
    assert policy.problems == ()
    assert [profile.name for profile in policy.profiles] == ["intranet"]
    assert (policy.updates_enabled, policy.allows("practice")) == (False, False)


def test_every_feature_that_can_be_disabled_is_named() -> None:
    pages = [ROOT / "docs" / "admin.md", *POLICIES.glob("*/*.adml")]
    assert len(pages) == 3
    missing = {(page.name, name) for page in pages for name in FEATURES if name not in page.read_text(encoding="utf-8")}
    assert missing == set()
