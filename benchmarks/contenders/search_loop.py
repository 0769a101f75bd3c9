"""Another client of a catalogue: search_loop.py URL SECONDS

Asks ``package_search`` again and again, without a key, for so many seconds or until its standard input ends; prints
the seconds that each answer took, as a JSON list.
"""

import json
import sys
import threading
import time

import requests

PAUSE = 0.05  # seconds between two questions: a person's browser, not a load test

ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
session, took = requests.Session(), []
until = time.monotonic() + float(sys.argv[2])
print("begins", flush=True)
while time.monotonic() < until and not ended.is_set():
    began = time.perf_counter()
    session.get(
        f"{sys.argv[1]}/api/3/action/package_search", params={"q": "water", "rows": 20}, timeout=120
    ).raise_for_status()
    took.append(time.perf_counter() - began)
    ended.wait(PAUSE)
print(json.dumps(took))
