"""``python -m bcdc_desktop.demo.generate``: fills a fresh home with a catalogue of any size, for benchmarks.

The shapes are those of the sample data; a few dozen packages go through the catalogue's checks, the others are varied
from them, so that a catalogue of ten times BCDC's size is made in about a minute. The generator is seeded: the same
arguments make the same catalogue (apart from API tokens).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bcdc_desktop.demo.checking import Checker
from bcdc_desktop.demo.directory import Caller, Directory, StoredOrganization
from bcdc_desktop.demo.kinds import kind_of
from bcdc_desktop.demo.sample import fill, make_id, names, sample_package, sample_resource, slug
from bcdc_desktop.demo.storage import Storage, insert_many
from bcdc_desktop.demo.validators import Checking

_START = datetime(2016, 1, 4, 8)
_STATES = ["PUBLISHED"] * 14 + ["DRAFT"] * 3 + ["PENDING PUBLISH", "ARCHIVED", "ARCHIVED"]


def generate(home: Path, *, organizations: int, packages: int, resources: int, seed: int = 4117) -> None:
    """Fill an empty home.

    Args:
        home: the folder of a practice catalogue that was never started.
        organizations: how many in all, the sample's own among them.
        packages: how many; one in forty is private.
        resources: how many in all, spread over the packages.
        seed: of the random generator.

    Raises:
        FileExistsError: there is a catalogue in this home.
    """
    with _storage(home) as storage, storage.write() as db:
        _owners, made = _filled(storage, organizations, packages, resources, seed)
        insert_many(db, made, {})
        storage.index()
        db.execute("INSERT INTO package_text (package_text) VALUES ('optimize')")


@contextmanager
def generated(
    *, organizations: int, packages: int, resources: int, seed: int = 4117
) -> Iterator[tuple[list[StoredOrganization], Iterator[dict[str, Any]]]]:
    """Yield the organizations and, one after the other, the packages of the same catalogue without storing them: for
    catalogues that are larger than a practice catalogue has to be. Packages are as ``package_show`` returns them.

    Args:
        organizations, packages, resources, seed: as for ``generate``.
    """
    with TemporaryDirectory(prefix="bcdc-generate-") as home, _storage(Path(home)) as storage, storage.write():
        yield _filled(storage, organizations, packages, resources, seed)


@contextmanager
def _storage(home: Path) -> Iterator[Storage]:
    storage = Storage(home)
    try:
        if not storage.fresh:
            raise FileExistsError(f"there is a catalogue in {home}")
        yield storage
    finally:
        storage.close()


def _filled(
    storage: Storage, organizations: int, packages: int, resources: int, seed: int
) -> tuple[list[StoredOrganization], Iterator[dict[str, Any]]]:
    """Fill an empty storage with organizations, and return them with the packages; within a writing transaction."""
    rng = random.Random(seed)  # noqa: S311
    fill(storage, kind_of("bcdc"), packages=False, indexes=False)
    with storage.write() as db:
        _more_organizations(db, rng, organizations)
    owners = list(Directory(storage).organizations.values())
    return owners, _packages(rng, _templates(storage, rng), owners, packages, resources)


def _more_organizations(db: Any, rng: random.Random, wanted: int) -> None:
    """Yield branches, and offices below some of them, until there are enough."""
    held = db.execute("SELECT id, title, parent FROM organization ORDER BY id").fetchall()
    tops = [row for row in held if row[2] is None]
    branches = [row for row in held if row[2] is not None]
    words = [subject for subject, _, _ in names()["subjects"]]
    for number in range(max(0, wanted - len(held))):
        parent = rng.choice(branches) if number % 4 == 0 else rng.choice(tops)
        title = f"{rng.choice(words)} Office {number + 1} - {parent[1].split(' - ')[-1]}"[:120]
        row = (make_id(rng), f"{slug(title)[:80]}-{number + 1}", title, parent[0], "", _START.isoformat())
        db.execute("INSERT INTO organization VALUES (?, ?, ?, ?, ?, ?)", row)


def _templates(storage: Storage, rng: random.Random) -> list[dict[str, Any]]:
    """Yield checked packages of every kind, each with one resource."""
    directory = Directory(storage)
    checker = Checker(kind_of("bcdc"))
    sysadmin = Caller(sysadmin=True, id=next(u.id for u in directory.users.values() if u.sysadmin), name="sysadmin")
    owner = next(iter(directory.organizations.values()))
    out = []
    for number, (subject, tag, kind) in enumerate(names()["subjects"] * 2):
        sent = sample_package(rng, f"{subject}, {number}", owner.id, tag, kind, number, most=1)
        check = Checking(storage, directory, sysadmin, (2, 11, 6))
        package, _ = checker.package(sent, check, _START.isoformat(timespec="microseconds"))
        out.append(package | {"kind": kind, "subject": subject})
    return out


def _packages(
    rng: random.Random, templates: list[dict[str, Any]], owners: list[Any], packages: int, resources: int
) -> Iterator[dict[str, Any]]:
    places = names()["places"]
    step = timedelta(days=3600) / max(1, packages)
    for number in range(packages):
        template = templates[number % len(templates)]
        package = dict(template)
        kind, subject = package.pop("kind"), package.pop("subject")
        owner = owners[int(len(owners) * rng.random() ** 2)]  # a few have many
        created = _START + step * number
        modified = created + timedelta(seconds=rng.random() * 3.0e7)
        title = f"{subject}, {places[number % len(places)]}, series {number + 1}"
        package |= {
            "id": make_id(rng),
            "title": title,
            "name": slug(title),
            "owner_org": owner.id,
            "organization": owner.in_package(),
            "private": number % 40 == 17,
            "publish_state": rng.choice(_STATES),
            "metadata_created": created.isoformat(timespec="microseconds"),
            "metadata_modified": modified.isoformat(timespec="microseconds"),
            "contacts": [c | {"org": owner.id} for c in package.get("contacts", [])],
        }
        count = resources * (number + 1) // packages - resources * number // packages
        package["resources"] = [_resource(rng, template, package, subject, kind, i) for i in range(count)]
        package["num_resources"] = count
        yield package


def _resource(
    rng: random.Random, template: dict[str, Any], package: dict[str, Any], subject: str, kind: str, position: int
) -> dict[str, Any]:
    """Return the template's resource with another name, link and id."""
    fresh = sample_resource(rng, subject, kind, position)
    varied = {k: fresh[k] for k in ("id", "name", "url", "format", "description", "resource_update_cycle")}
    base: dict[str, Any] = template["resources"][0]
    return base | varied | {
        "package_id": package["id"],
        "position": position,
        "created": package["metadata_created"],
        "metadata_modified": package["metadata_modified"],
    }  # fmt: skip


def main() -> int:
    """Return the command; prints one JSON line with what was made and how long it took."""
    parser = argparse.ArgumentParser(prog="python -m bcdc_desktop.demo.generate", description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--orgs", type=int, default=4000)
    parser.add_argument("--packages", type=int, default=35_000)
    parser.add_argument("--resources", type=int, default=300_000)
    options = parser.parse_args()
    began = time.perf_counter()
    try:
        generate(options.home, organizations=options.orgs, packages=options.packages, resources=options.resources)
    except FileExistsError as fault:
        parser.error(str(fault))
    made = {"organizations": options.orgs, "packages": options.packages, "resources": options.resources}
    sys.stdout.write(json.dumps(made | {"seconds": round(time.perf_counter() - began, 1)}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
