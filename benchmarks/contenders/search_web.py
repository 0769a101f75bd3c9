"""Looks for words on a CKAN's search page, by package_search and in the cache: search_web.py PROFILE URL RUNS"""

import json
import re
import sys
import time
from collections import Counter

import requests

from bcdc_desktop.app.sync.sync import synchronize
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.store.settings import Settings

WORDS = 12
places = Places.of_this_computer().make()
settings = Settings(places.settings / "settings.json")
profile, url, runs = Profile(sys.argv[1], "Benchmark", sys.argv[2]), sys.argv[2], int(sys.argv[3])
settings.put_profile(profile)
workspace = Workspace.open(profile, places=places, settings=settings, credentials=Credentials())
synchronize(workspace)
cache = workspace.store.cache
session = requests.Session()
titles = [row.title for row in cache.lists.rows(PackageQuery(), limit=5000)]
counted = Counter(word for title in titles for word in set(re.findall(r"[a-z]{5,}", title.lower())))
words = [word for word, _ in counted.most_common(WORDS)]


def timed(work) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def page(word: str) -> int:
    answer = session.get(f"{url}/dataset/", params={"q": word}, timeout=60)
    answer.raise_for_status()
    return len(answer.content)


def action(word: str) -> int:
    answer = session.post(f"{url}/api/3/action/package_search", json={"q": word, "rows": 20}, timeout=60)
    return answer.json()["result"]["count"]


def here(word: str) -> int:
    query = PackageQuery(words=word)
    cache.lists.rows(query, limit=20)
    return cache.lists.count(query)


found = {"page": [], "action": [], "cache": []}
size = page(words[0])
action(words[0])
for _ in range(runs):
    for word in words:
        for name, ask in (("page", page), ("action", action), ("cache", here)):
            found[name].append(timed(lambda a=ask, w=word: a(w)))
print(json.dumps({**found, "packages": len(titles), "page_kib": size / 1024}))
workspace.close()
