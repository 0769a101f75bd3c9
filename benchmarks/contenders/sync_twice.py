"""Reads a whole catalogue into an empty cache, then what changed since: sync_twice.py PROFILE URL CHANGES

The key comes from BCDC_API_KEY; the changes are made with the same key, outside of what is measured.
"""

import gc
import json
import os
import sys
import time

import requests
from requests.adapters import HTTPAdapter
from resident import Growth

from bcdc_desktop.app.sync.sync import synchronize
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.store.settings import Settings

gc.set_threshold(50_000)  # as bcdc sets it; the window looks for garbage while nothing else is to be done

sent = [0]
send = HTTPAdapter.send


def counted(self, *arguments, **options):
    sent[0] += 1
    return send(self, *arguments, **options)


HTTPAdapter.send = counted
places = Places.of_this_computer().make()
settings = Settings(places.settings / "settings.json")
profile = Profile(sys.argv[1], "Benchmark", sys.argv[2])
settings.put_profile(profile)
workspace = Workspace.open(profile, places=places, settings=settings, credentials=Credentials())
growth, sent[0] = Growth(), 0
began, cpu = time.perf_counter(), time.process_time()
first = synchronize(workspace)
out = {
    "first": time.perf_counter() - began,
    "cpu": time.process_time() - cpu,
    "first_requests": sent[0],
    "growth": growth.bytes(),
    "packages": first.total,
}
cache = workspace.store.cache
raw = sum(
    len(json.dumps(p, ensure_ascii=False, separators=(",", ":")).encode()) for p in cache.lists.packages(PackageQuery())
)
out["share_of_raw"] = cache.size() / raw
changed = [row.id for row in cache.lists.rows(PackageQuery(), limit=int(sys.argv[3]))]
for package in changed:
    answer = requests.post(
        f"{sys.argv[2]}/api/3/action/package_patch",
        json={"id": package, "notes": f"Changed by a benchmark at {time.time()}."},
        headers={"Authorization": os.environ["BCDC_API_KEY"]},
        timeout=60,
    )
    answer.raise_for_status()
sent[0] = 0
began = time.perf_counter()
done = synchronize(workspace)
out |= {"again": time.perf_counter() - began, "again_requests": sent[0], "again_read": done.read}
workspace.close()
print(json.dumps(out))
