"""The guide's script for the packages of an organization, as it stands there but complete: guide_list.py URL NAME

The key comes from BCDC_API_KEY.
"""

import os
import sys

import ckanapi

catalogue = ckanapi.RemoteCKAN(sys.argv[1], apikey=os.environ["BCDC_API_KEY"])
organization = catalogue.action.organization_show(id=sys.argv[2])
found = catalogue.action.package_search(fq="owner_org:" + organization["id"], rows=1000, include_private=True)
for package in found["results"]:
    print(package["name"], package["id"])
