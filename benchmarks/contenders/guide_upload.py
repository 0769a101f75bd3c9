"""The guide's script for a CSV, in a loop over files: guide_upload.py URL PACKAGE[,PACKAGE…] FILE…

The files go to the packages in equal parts. The key comes from BCDC_API_KEY. Prints when the loop began.
"""

import os
import sys
import time
from pathlib import Path

import ckanapi

url, packages, *files = sys.argv[1:]
catalogue = ckanapi.RemoteCKAN(url, apikey=os.environ["BCDC_API_KEY"])
ids = packages.split(",")
print(time.time())
for number, path in enumerate(files):
    with Path(path).open("rb") as file:
        catalogue.action.resource_create(
            package_id=ids[number * len(ids) // len(files)],
            name=Path(path).name,
            bcdc_type="document",
            resource_update_cycle="monthly",
            format="csv",
            resource_storage_location="catalogue data store",
            resource_type="data",
            resource_access_method="direct access",
            upload=file,
        )
