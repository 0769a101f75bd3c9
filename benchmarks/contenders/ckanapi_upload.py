"""Plain ckanapi sends one file: ckanapi_upload.py URL PACKAGE FILE. Prints seconds and the growth of memory (bytes)."""

import json
import os
import sys
import time
from pathlib import Path

import ckanapi
from resident import Growth

url, package, path = sys.argv[1:]
catalogue = ckanapi.RemoteCKAN(url, apikey=os.environ["BCDC_API_KEY"])
catalogue.action.package_show(id=package)
memory, began = Growth(), time.perf_counter()
with Path(path).open("rb") as file:
    made = catalogue.action.resource_create(
        package_id=package,
        name="Sent by plain ckanapi",
        bcdc_type="document",
        resource_update_cycle="monthly",
        format="csv",
        resource_storage_location="catalogue data store",
        resource_type="data",
        resource_access_method="direct access",
        upload=file,
    )
print(json.dumps({"seconds": time.perf_counter() - began, "growth": memory.bytes(), "resource": made["id"]}))
