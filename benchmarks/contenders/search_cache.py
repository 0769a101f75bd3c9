"""Types searches into the cache of a profile, key by key, and opens organizations: search_cache.py PROFILE URL SEED

Prints milliseconds of each key press (count and the first rows), of each opened organization, of facets, and of a
search on the server for the same words.
"""

import json
import random
import sys
import time
from pathlib import Path

from bcdc_desktop.app.sync.sync import synchronize
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.store.settings import Settings

ROWS = 200  # as the window asks for at once
TYPED = (
    "water quality", "campground", "download", '"haida gwaii"', "state:draft", "reserv format:csv", "recreation -camp",
    "tag:recreation state:published", "modified:>2024-01-01", "is:overdue", "series 12", "housing",
)  # fmt: skip
places = Places.of_this_computer().make()
settings = Settings(places.settings / "settings.json")
profile = Profile(sys.argv[1], "Benchmark", sys.argv[2])
settings.put_profile(profile)
workspace = Workspace.open(profile, places=places, settings=settings, credentials=Credentials())
if workspace.store.cache.key_value.get("synchronized_fully") is None:
    synchronize(workspace)
cache, rng = workspace.store.cache, random.Random(sys.argv[3])


def timed(work) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def shown(query: PackageQuery) -> None:
    cache.lists.count(query)
    cache.lists.rows(query, limit=ROWS)


presses, facets, server = [], [], []
for text in rng.sample(TYPED, len(TYPED)):
    for end in range(1, len(text) + 1):
        query = PackageQuery(words=text[:end])
        presses.append(timed(lambda q=query: shown(q)))
    facets.append(timed(lambda q=query: cache.index.facets(q)))
tree = cache.organizations.tree()
organizations = [
    timed(lambda o=o: shown(PackageQuery(organizations=tuple(b.id for b in tree.branch(o.id)), sort="modified")))
    for o in rng.sample(list(tree), min(200, len(tree)))
]
catalogue = Catalogue(profile, workspace.catalogue._key)
catalogue.search(rows=0)
ours = []
for word in ("water", "campground", "quality", "recreation", "housing", "series"):
    server.append(timed(lambda w=word: catalogue.search(w, rows=20, sort="metadata_modified desc")))
    query = PackageQuery(words=word, sort="modified", descending=True)
    ours.append(timed(lambda q=query: (cache.lists.count(q), cache.lists.rows(q, limit=20))))
size = sum(f.stat().st_size for f in Path(places.cache).glob("*"))
print(
    json.dumps(
        {
            "presses": presses, "facets": facets, "organizations": organizations, "server": server, "cache": ours,
            "packages": len(cache.records.ids()), "size": size,
        }
    )
)  # fmt: skip
workspace.close()
