"""Addresses as people paste them, and records and names as they come."""

import json
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdc_desktop.domain.package import Package, Resource, parse_time
from bcdc_desktop.domain.profile import COLOURS, PRODUCTION, AddressProblem, Profile, normalise_address
from bcdc_desktop.domain.slug import slug_from_title

GOOD = {
    "catalogue.data.gov.bc.ca": "https://catalogue.data.gov.bc.ca",
    "  https://catalogue.data.gov.bc.ca/ ": "https://catalogue.data.gov.bc.ca",
    "HTTPS://Catalogue.Data.GOV.bc.ca": "https://catalogue.data.gov.bc.ca",
    "https://a.example/dataset/some-record?x=1#y": "https://a.example",
    "https://a.example/dataset": "https://a.example",
    "https://a.example/api/3/action/status_show": "https://a.example",
    "https://a.example/ckan/organization/about/x": "https://a.example/ckan",
    "https://a.example/data/": "https://a.example/data",
    "https://a.example:443/": "https://a.example",
    "https://a.example:8443": "https://a.example:8443",
    "http://127.0.0.1:5000": "http://127.0.0.1:5000",
    "127.0.0.1:5000/dataset": "http://127.0.0.1:5000",
    "localhost": "http://localhost",
    "localhost:5000": "http://localhost:5000",
    "http://[::1]:5000": "http://[::1]:5000",
    "[::1]:5000": "http://[::1]:5000",
    "https://[2001:db8::1]/": "https://[2001:db8::1]",
    "a.example:8443/api": "https://a.example:8443",
}
BAD = {
    "": "Enter",
    "   ": "Enter",
    "http://catalogue.data.gov.bc.ca": "https",
    "ftp://a.example": "ftp",
    "file:///etc/passwd": "file",
    "https://": "no host name",
    "https:/a.example": "slash",
    "https://a b.example": "no host name",
    "https://user:s3cret@a.example": "user name and API key",
    "user:s3cret@a.example": "user name and API key",
    "https://s3cret@a.example": "user name and API key",
    "https://u:s3cret@a.example:99999999": "user name and API key",
    "https://a.example:port": "port",
    "https://a.example:99999": "port",
    "http://[::1": "no host name",
    "https://a℀b.example": "no host name",
    "http://10.0.0.1": "https",
    "http://127.0.0.1.example.org": "https",
    "not an address": "no host name",
}


@pytest.mark.parametrize(("pasted", "address"), GOOD.items())
def test_what_people_paste_becomes_the_catalogues_address(pasted, address) -> None:
    assert normalise_address(pasted) == address
    assert normalise_address(address) == address


@pytest.mark.parametrize(("pasted", "said"), BAD.items())
def test_what_is_no_address_is_refused_in_words_that_hold_no_key(pasted, said) -> None:
    with pytest.raises(AddressProblem, match=said) as refusal:
        normalise_address(pasted)
    assert "s3cret" not in str(refusal.value)


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_an_address_problem(text) -> None:
    try:
        address = normalise_address(text)
    except AddressProblem:
        return
    assert address.startswith(("https://", "http://"))
    assert normalise_address(address) == address


def test_a_profile_survives_being_stored_and_ignores_what_a_newer_version_wrote() -> None:
    stored = PRODUCTION.with_user("ann").to_json() | {"invented": 1}
    assert Profile.from_json(stored) == PRODUCTION.with_user("ann")
    assert Profile.from_json({"name": "x", "address": "a.example"}).title == "x"
    with pytest.raises(KeyError):
        Profile.from_json({"name": "x"})
    assert PRODUCTION.resource_page("p", "r") == "https://catalogue.data.gov.bc.ca/dataset/p/resource/r"


@given(st.text(max_size=200))
def test_any_title_gives_a_name_that_ckan_takes(title) -> None:
    name = slug_from_title(title)
    assert 2 <= len(name) <= 100
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_a_name_is_made_from_what_the_title_says() -> None:
    assert slug_from_title("Wells & Springs: été 2024") == "wells-springs-ete-2024"
    assert slug_from_title("日本") == "ri-ben"


def test_a_record_is_read_with_whatever_is_missing() -> None:
    bare = Package({"id": "1"})
    assert (bare.title, bare.name, bare.state, bare.private, bare.resources, bare.modified) == (
        "", "", "active", False, (), None,
    )  # fmt: skip
    package = Package(
        {
            "id": "1",
            "name": "n",
            "private": "True",
            "publish_state": "PUBLISHED",
            "resources": [{"id": "r", "url": "https://x/a%20b.csv", "size": "12"}, {}, None],
            "tags": [{"name": "water"}],
        }
    )
    assert (package.title, package.private, package.is_public_now, package.tags) == ("n", True, False, ("water",))
    (resource,) = package.resources
    assert (resource.name, resource.file_name, resource.size, resource.uploaded) == ("a b.csv", "a b.csv", 12, False)
    assert package.resource("r") == resource
    assert package.resource("zzz") is None


def test_a_period_is_read_as_rows_or_as_one_row() -> None:
    row = {"beginning_date": "2024-01-01", "end_date": ""}
    assert Resource({"id": "r", "temporal_extent": [row]}).period == ("2024-01-01", "")
    assert Resource({"id": "r", "temporal_extent": row}).period == ("2024-01-01", "")
    assert Resource({"id": "r", "temporal_extent": "x"}).period is None


def test_times_are_utc_with_or_without_a_mark() -> None:
    assert parse_time("2024-01-01T10:00:00") == parse_time("2024-01-01T10:00:00Z")
    assert parse_time("yesterday") is None


def test_a_profile_is_stored_whole() -> None:
    changed = Profile(
        "mine", "Mine", "https://example.org", role="test", dataset_type="event", max_upload=1, batch_limit=2,
        settle_seconds=3.5, verify_content_below=4, keep_replaced_below=5, user="ada", proxy="direct",
        colour=COLOURS[1],
    )  # fmt: skip
    usual = Profile("x", "X", "https://example.com")
    assert all(getattr(changed, f.name) != getattr(usual, f.name) for f in fields(Profile))
    assert Profile.from_json(json.loads(json.dumps(changed.to_json()))) == changed
