"""Sample records of the practice catalogue that are not BCDC's: those of a plain CKAN, and those in DCAT's terms."""

from __future__ import annotations

import random
import uuid
from typing import Any

_LANGUAGES = "http://publications.europa.eu/resource/authority/language"
_FREQUENCIES = "http://publications.europa.eu/resource/authority/frequency"


def plain_package(rng: random.Random, title: str, org: str, tag: str, number: int) -> dict[str, Any]:
    """Return a package as someone would send it to a CKAN without a schema: some without an organization, some with
    free keys, some with next to nothing."""
    package = _begin(rng, title, "" if number % 15 == 14 else org, tag, number)
    if number % 4:
        package |= {"author": "Data Desk", "author_email": "data.desk@example.org", "version": f"1.{number % 5}"}
    if number % 3:
        package["url"] = "https://example.org/programme"
        package["extras"] = [
            {"key": "update frequency", "value": rng.choice(["daily", "monthly", "yearly"])},
            {"key": "spatial", "value": title.rpartition(", ")[2]},
        ]
    return package


def dcat_package(rng: random.Random, title: str, org: str, tag: str, number: int) -> dict[str, Any]:
    """Return a package as someone would send it to a CKAN with a schema in DCAT's terms: lists of texts, dates of every
    precision, repeating groups."""
    package = _begin(rng, title, org, tag, number)
    package["notes"] = package.get("notes") or "Collected by the region."
    year = 2005 + number % 15
    package |= {
        "contact": [{"name": "Data Desk", "email": "data.desk@example.org"}][: number % 5],
        "publisher": [{"name": "Practice Statistics", "url": "https://example.org/about"}],
        "language": [f"{_LANGUAGES}/ENG", f"{_LANGUAGES}/FRA"][: 1 + number % 2],
        "theme": [f"https://example.org/themes/{tag.replace(' ', '-')}"],
        "issued": rng.choice([f"{year}", f"{year}-05", f"{year}-05-17"]),
        "temporal_coverage": [{"start": f"{year}", "end": f"{year + 3}-12"}],
        "spatial_coverage": [{"text": title.rpartition(", ")[2]}],
    }
    if number % 3:
        package["modified"] = f"2026-0{1 + number % 6}-11T09:30:00+02:00"
        package["frequency"] = f"{_FREQUENCIES}/{rng.choice(['MONTHLY', 'ANNUAL', 'IRREG'])}"
    for resource in package["resources"]:
        resource |= {"access_url": resource["url"], "language": package["language"], "issued": f"{year}"}
    return package


def _begin(rng: random.Random, title: str, org: str, tag: str, number: int) -> dict[str, Any]:
    subject = title.split(",")[0]
    package: dict[str, Any] = {
        "id": _id(rng),
        "title": title,
        "owner_org": org,
        "private": bool(org) and number % 11 == 4,
        "tag_string": f"{tag},{subject.split()[0].lower()}" if number % 6 else "",
        "license_id": rng.choice(["cc-by", "cc-zero", "other-closed"]) if number % 7 else "",
        "notes": f"{subject} as *collected* by the region.\n\nSee the related links." if number % 8 else "",
    }
    package["resources"] = [
        {
            "id": _id(rng),
            "name": f"{subject} {2014 + i}",
            "url": f"https://example.org/data/{number}/{2014 + i}.csv",
            "format": rng.choice(["CSV", "CSV", "XLSX", "PDF"]),
            "description": f"{subject}, {2014 + i}." if (number + i) % 3 else "",
        }
        for i in range(rng.randint(0 if number % 9 == 5 else 1, 3))
    ]
    return package


def _id(rng: random.Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))
