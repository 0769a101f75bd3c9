"""Reads all packages by requests alone, page by page: plain_pages.py URL ROWS; the key comes from BCDC_API_KEY."""

import json
import os
import sys
import time

import requests

session = requests.Session()
session.headers["Authorization"] = os.environ["BCDC_API_KEY"]
address, rows = f"{sys.argv[1]}/api/3/action/package_search", int(sys.argv[2])
asked = {"include_private": True, "include_drafts": True, "sort": "metadata_created asc, id asc", "rows": rows}
session.post(address, json={"rows": 0}, timeout=60).json()  # the connection is there
began, packages, count, requests_sent = time.perf_counter(), 0, 1, 0
while packages < count:
    result = session.post(address, json={**asked, "start": packages}, timeout=60).json()["result"]
    packages, count, requests_sent = packages + len(result["results"]), result["count"], requests_sent + 1
print(json.dumps({"seconds": time.perf_counter() - began, "packages": packages, "requests": requests_sent}))
