"""Fills the cache of a profile with a generated catalogue, without a server: fill_directly.py PROFILE ORGS PACKAGES RES

For catalogues of a size that no practice catalogue serves in reasonable time. What is stored is what a synchronization
stores, a hundred packages at a time; the address of the profile answers nobody.
"""

import json
import sys
import time

import orjson
from resident import Growth

from bcdc_desktop.app.sync import watermark
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.demo.generate import generated
from bcdc_desktop.demo.kinds import kind_of
from bcdc_desktop.domain.organization import Organization
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.store.settings import Settings

TOGETHER = 100
name, (organizations, packages, resources) = sys.argv[1], map(int, sys.argv[2:5])
places = Places.of_this_computer().make()
settings = Settings(places.settings / "settings.json")
profile = Profile(name, "Benchmark", "http://127.0.0.1:9")
settings.put_profile(profile)
workspace = Workspace.open(profile, places=places, settings=settings, credentials=Credentials())
cache = workspace.store.cache
workspace.put_schemas([kind_of("bcdc").schema])
raw, growth, began = 0, Growth(), time.perf_counter()
with generated(organizations=organizations, packages=packages, resources=resources) as (owners, made):
    cache.organizations.put(Organization(o.id, o.name, o.title, o.parent, 0, None) for o in owners)
    together, storing = [], 0.0
    for package in made:
        raw += len(orjson.dumps(package))
        together.append(cache.records.prepare(package))
        if len(together) == TOGETHER:
            cache.records.put_prepared(together)
            together = []
    cache.records.put_prepared(together)
cache.organizations.recount()
total = cache.lists.count(PackageQuery())
for key in ("synchronized_fully", "synchronized"):
    cache.key_value.put(key, total)
watermark.store(cache, "2026-01-01T00:00:00.000Z")
cache.tidy()
settings.put("open_organizations", [root.id for root in workspace.tree().roots()])
print(
    json.dumps(
        {
            "packages": total, "seconds": time.perf_counter() - began, "growth": growth.bytes(),
            "share_of_raw": cache.size() / raw, "size": cache.size(), "raw": raw,
        }
    )
)  # fmt: skip
workspace.close()
