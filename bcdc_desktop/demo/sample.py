"""The sample data of the practice catalogue: invented names in the shape of the BC Data Catalogue.

The random generator is seeded, so every fresh home holds the same records under the same ids; only API tokens are made
anew per home.
"""

from __future__ import annotations

import random
import re
import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import orjson

from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.demo.checking import Checker, file_address
from bcdc_desktop.demo.directory import Caller, Directory
from bcdc_desktop.demo.kinds import CatalogueKind
from bcdc_desktop.demo.other_samples import dcat_package, plain_package
from bcdc_desktop.demo.storage import Storage, insert_many
from bcdc_desktop.demo.validators import Checking

PACKAGES = 120
HOME_ORGANIZATIONS = ("information-management-cfd", "geospatial-services-wls")
"""The organizations in which the users of the practice catalogue have their roles."""

_USERS = {"editor": "Erin Editor", "member": "Max Member", "orgadmin": "Ada Admin", "outsider": "Olli Outsider"}
_CAPACITIES = {"editor": "editor", "orgadmin": "admin", "member": "member"}
_LATEST = datetime(2026, 6, 30, 12)
_MOVES = {
    "DRAFT": 20,
    "PENDING PUBLISH": 10,
    "PUBLISHED": 60,
    "PENDING ARCHIVE": 4,
    "ARCHIVED": 6,
}


def slug(title: str) -> str:
    """Return the URL name for a title."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:95]


def make_id(rng: random.Random) -> str:
    """Return a UUID4 from the seeded generator."""
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


def names() -> Mapping[str, Any]:
    """Return ministries with branches, subjects and places."""
    found: dict[str, Any] = orjson.loads(bundled_path("practice/catalogue.json").read_bytes())
    return found


def fill(
    storage: Storage,
    kind: CatalogueKind,
    *,
    tokens: Mapping[str, str] | None = None,
    packages: bool = True,
    indexes: bool = True,
) -> None:
    """Make the tables and the sample data in an empty home, in one transaction.

    Args:
        storage: of the home.
        kind: what its records are.
        tokens: user name to API token, to keep those of an earlier fill.
        packages: whether to make sample packages as well.
        indexes: whether to make the indexes; False when much more is filled in afterwards.
    """
    rng = random.Random(1871)  # noqa: S311
    with storage.write() as db:
        if not storage.create():
            return
        _organizations(db, rng)
        _users(db, rng, tokens or {})
        if packages:
            made, files = _packages(storage, kind, rng)
            insert_many(db, made, files)
        if indexes:
            storage.index()


def _organizations(db: Any, rng: random.Random) -> None:
    for number, ministry in enumerate(names()["ministries"]):
        top, short = make_id(rng), ministry["short"]
        created = _stamp(_LATEST - timedelta(days=2000 - number))
        about = f"Ministry. Branches publish its records: {', '.join(ministry['branches'])}."
        db.execute(
            "INSERT INTO organization VALUES (?, ?, ?, NULL, ?, ?)",
            (top, slug(ministry["title"]), ministry["title"], about, created),
        )
        for branch in ministry["branches"]:
            title = f"{branch} - {short}"
            about = f"A branch of {ministry['title']}."
            db.execute(
                "INSERT INTO organization VALUES (?, ?, ?, ?, ?, ?)",
                (make_id(rng), slug(title), title, top, about, created),
            )


def _users(db: Any, rng: random.Random, tokens: Mapping[str, str]) -> None:
    created = _stamp(_LATEST - timedelta(days=1000))
    homes = [db.execute("SELECT id FROM organization WHERE name = ?", (n,)).fetchone()[0] for n in HOME_ORGANIZATIONS]
    for name, fullname in {**_USERS, "sysadmin": "Sam Sysadmin"}.items():
        user, token = make_id(rng), tokens.get(name) or f"practice-{secrets.token_urlsafe(32)}"
        db.execute(
            "INSERT INTO user VALUES (?, ?, ?, ?, ?, ?)",
            (user, name, fullname, token, int(name == "sysadmin"), created),
        )
        if name in _CAPACITIES:
            db.executemany("INSERT INTO member VALUES (?, ?, ?)", [(org, user, _CAPACITIES[name]) for org in homes])


def _packages(storage: Storage, kind: CatalogueKind, rng: random.Random) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return packages as stored, and the files of their resources; every one passes the catalogue's own checks."""
    directory = Directory(storage)
    checker = Checker(kind)
    sysadmin = Caller(sysadmin=True, id=next(u.id for u in directory.users.values() if u.sysadmin), name="sysadmin")
    branches = [o for o in directory.organizations.values() if o.parent]
    homes = [directory.by_name[n] for n in HOME_ORGANIZATIONS]
    subjects, places = names()["subjects"], names()["places"]
    made: list[dict[str, Any]] = []
    files: dict[str, str] = {}
    for number in range(PACKAGES):
        subject, tag, content = subjects[number % len(subjects)]
        organization = homes[number % 2] if number < 24 else rng.choice(branches)
        title = f"{subject}, {places[(number * 7) % len(places)]}" + (
            " (archive)" if number >= len(subjects) * 2 else ""
        )
        modified = _LATEST - timedelta(hours=number * 97, minutes=rng.randrange(60), microseconds=rng.randrange(10**6))
        state = "PUBLISHED" if number % 5 == 3 else rng.choices(list(_MOVES), list(_MOVES.values()))[0]
        sent = _sample(kind, rng, title, organization.id, tag, content, number)
        check = Checking(storage, directory, sysadmin, (2, 11, 6), unowned=kind.unowned)
        package, _ = checker.package(sent, check, _stamp(modified))
        if kind.name == "bcdc":
            package |= {"publish_state": state, "private": state == "DRAFT" and number % 3 == 1}
        package["metadata_created"] = _stamp(modified - timedelta(days=rng.randrange(30, 900)))
        for resource in package["resources"]:
            resource["created"] = package["metadata_created"]
        if content == "document" and number < 60 and package["resources"]:
            _give_file(storage, rng, package, package["resources"][0], files)
        made.append(package)
    return made, files


def _sample(
    kind: CatalogueKind, rng: random.Random, title: str, org: str, tag: str, content: str, number: int
) -> dict[str, Any]:
    if kind.name == "bcdc":
        return sample_package(rng, title, org, tag, content, number)
    package = (plain_package if kind.is_plain else dcat_package)(rng, title, org, tag, number)
    return package | {"name": slug(title)}


def sample_package(
    rng: random.Random, title: str, org: str, tag: str, kind: str, number: int, most: int = 4
) -> dict[str, Any]:
    """Return a package as someone would send it to ``package_create``, with up to ``most`` resources."""
    subject = title.split(",")[0]
    status = rng.choice(["onGoing", "onGoing", "completed", "underDevelopment", "historicalArchive", "obsolete"])
    package: dict[str, Any] = {
        "id": make_id(rng),
        "title": title,
        "name": slug(title),
        "owner_org": org,
        "publish_state": "DRAFT",
        "notes": f"{subject} as collected by the branch and its partners.\n\n"
        f"* one record per observation\n* checked *{rng.choice(['weekly', 'monthly', 'every spring'])}*\n\n"
        "See the related links for methods and known gaps.",
        "license_id": "2" if number % 6 else "22",
        "security_class": "PROTECTED A" if number % 11 == 7 else "PUBLIC",
        "view_audience": "Government" if number % 11 == 7 else "Public",
        "download_audience": "Named users" if number % 11 == 7 else "Public",
        "metadata_visibility": "IDIR" if number % 13 == 5 else "Public",
        "tag_string": f"{tag},{subject.split()[0].lower()},british columbia",
        "resource_status": status,
        "contacts": [
            {"name": "Data Desk", "email": "data.desk@example.org", "org": org, "role": "pointOfContact",
             "displayed": ["displayed"]},
            {"name": "Jordan Example", "email": "jordan@example.org", "org": org, "role": "custodian", "displayed": []},
        ][: 1 + number % 2],
        "dates": [{"type": "Created", "date": f"{2005 + number % 18}-0{1 + number % 9}-15"}],
        "more_info": [{"description": "About this programme", "url": "https://example.org/programme"}][: number % 3],
        "purpose": "Planning and reporting." if number % 4 else "",
    }  # fmt: skip
    if number % 7 == 2:
        package |= {
            "lineage_statement": "Digitised from paper records until 2009.",
            "data_quality": "Complete since 2010.",
        }
    if status == "obsolete":
        package["replacement_record"] = "https://example.org/newer"
    if status == "historicalArchive":
        package |= {"retention_expiry_date": "2040-12-31", "source_data_path": "/archive/series-7"}
    package["resources"] = [sample_resource(rng, subject, kind, i) for i in range(rng.randint(1, most))]
    return package


def sample_resource(rng: random.Random, subject: str, kind: str, number: int) -> dict[str, Any]:
    """Return a resource as someone would send it: a link, by the kind of its package."""
    year = 2014 + number
    formats = {"document": ["csv", "xlsx", "pdf"], "geographic": ["geojson", "fgdb", "kml"], "webservice": ["wms"]}
    resource: dict[str, Any] = {
        "id": make_id(rng),
        "name": f"Download {subject} {year}",
        "url": f"https://example.org/data/{slug(subject)}/{year}",
        "bcdc_type": kind,
        "format": rng.choice(formats.get(kind, ["html"])),
        "resource_update_cycle": rng.choice(["daily", "monthly", "annually", "asNeeded", "irregular", "notPlanned"]),
        "resource_storage_location": rng.choice(["external", "web or ftp site", "ministry or other database"]),
        "resource_type": "data",
        "resource_access_method": "service" if kind == "webservice" else "direct access",
        "description": f"{subject}, {year}. Columns are described in the programme's data dictionary.",
    }
    if kind == "document" and number % 2 == 0:
        resource["temporal_extent"] = [{"beginning_date": f"{year}-01-01", "end_date": f"{year}-12-31"}]
    if kind in ("geographic", "webservice"):
        resource["projection_name"] = "epsg3005"
    if kind == "geographic":
        resource |= {
            "spatial_datatype": "SDO_GEOMETRY",
            "iso_topic_category": ["environment", "location"],
            "geographic_extent": [
                {"north_bound_latitude": "60.0", "south_bound_latitude": "48.0",
                 "east_bound_longitude": "-113.5", "west_bound_longitude": "-139.5"}
            ],
        }  # fmt: skip
    return resource


def _give_file(
    storage: Storage, rng: random.Random, package: dict[str, Any], resource: dict[str, Any], files: dict[str, str]
) -> None:
    """Make a resource one whose CSV is kept in the catalogue."""
    body = sample_csv(rng, rng.randrange(20, 200))
    name = f"{slug(package['title'].split(',')[0])}.csv"
    source = storage.incoming / name
    source.write_bytes(body)
    files[resource["id"]] = storage.keep_file(source, resource["id"])
    own = "bcdc_type" in resource
    if own:
        resource["resource_storage_location"] = "catalogue data store"
    resource |= {
        "format": "csv" if own else "CSV",
        "mimetype": "text/csv",
        "url": file_address(package["id"], resource["id"], name),
        "url_type": "upload",
        "size": len(body),
        "last_modified": package["metadata_modified"],
    }


def sample_csv(rng: random.Random, rows: int) -> bytes:
    """Return a small table that keeps the province's guideline for CSV."""
    lines = ["station_id,station_name,observed_on,value,unit"]
    for row in range(rows):
        day = (_LATEST - timedelta(days=row)).date().isoformat()
        lines.append(f"{4000 + row % 17},Station {row % 17 + 1},{day},{rng.uniform(0, 250):.2f},mm")
    return ("\r\n".join(lines) + "\r\n").encode()


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
