"""Links from outside lead to a record of a catalogue that was added, or to nothing."""

import pytest

from bcdc_desktop.domain.profile import PRODUCTION, READY_MADE, Profile
from bcdc_desktop.domain.record_link import RecordAddress, parse_record_link, record_link

BELOW = Profile("below", "Below", "https://data.example.com/ckan")
PROFILES = [*READY_MADE, BELOW]
RESOURCE = "1c7e0a52-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("bcdc://catalogue.data.gov.bc.ca/dataset/water-levels", RecordAddress("production", "water-levels")),
        ("https://catalogue.data.gov.bc.ca/dataset/water-levels/", RecordAddress("production", "water-levels")),
        (f"BCDC://Catalogue.data.gov.bc.ca/dataset/a_b.c/resource/{RESOURCE}",
         RecordAddress("production", "a_b.c", RESOURCE)),
        (" bcdc://data.example.com/ckan/dataset/x ", RecordAddress("below", "x")),
    ],
)  # fmt: skip
def test_a_link_names_a_record(text: str, link: RecordAddress) -> None:
    assert parse_record_link(text, PROFILES) == link


@pytest.mark.parametrize(
    "text",
    [
        "", "bcdc:", "bcdc://", "bcdc://elsewhere.example/dataset/x", "file:///etc/passwd", "bcdc://[/dataset/x",
        "http://catalogue.data.gov.bc.ca/dataset/x", "bcdc://ann@catalogue.data.gov.bc.ca/dataset/x",
        "bcdc://catalogue.data.gov.bc.ca/dataset/../user", "bcdc://catalogue.data.gov.bc.ca/dataset/a b",
        "bcdc://catalogue.data.gov.bc.ca/api/3/action/package_delete", "bcdc://data.example.com/dataset/x",
        "bcdc://catalogue.data.gov.bc.ca/dataset/x\n--profile", "bcdc://catalogue.data.gov.bc.ca/dataset/" + "x" * 2000,
        "javascript:alert(1)",
    ],
)  # fmt: skip
def test_anything_else_is_no_link(text: str) -> None:
    assert parse_record_link(text, PROFILES) is None


def test_the_link_to_a_record_leads_there() -> None:
    assert parse_record_link(record_link(PRODUCTION, "water-levels"), PROFILES) == RecordAddress(
        "production", "water-levels"
    )
    assert parse_record_link(record_link(BELOW, "x"), PROFILES) == RecordAddress("below", "x")
