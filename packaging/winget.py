"""Writes the manifest by which winget finds and checks the installers, into build/packages/winget/.

    python packaging/winget.py ADDRESS

ADDRESS is the folder on the web from which the installers can be fetched, such as that of a release. Needs both
installers in build/packages/. The three files go to the repository of winget's packages.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from typing import Any

import archives
import msi
import versions

IDENTIFIER = "BCGov.BCDCDesktop"
FORM = "1.6.0"
LANGUAGE = "en-CA"


def manifests(text: str, address: str, sums: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return the three documents by file name; ``sums`` has the installers' checksums by scope."""
    common = {"PackageIdentifier": IDENTIFIER, "PackageVersion": text}
    ending = {"ManifestVersion": FORM}
    installers = [
        {
            "Architecture": "x64",
            "InstallerType": "wix",
            "Scope": name,
            "InstallerUrl": f"{address.rstrip('/')}/{msi.file_name(scope, text)}",
            "InstallerSha256": sums[name].upper(),
            "ProductCode": msi.product_code(scope, text),
            # the installed one's version is that of Windows Installer: without it, winget would take it for a newer one
            "AppsAndFeaturesEntries": [{"UpgradeCode": scope.upgrade_code, "DisplayVersion": versions.msi(text)}],
        }
        for name, scope in msi.SCOPES.items()
    ]
    return {
        f"{IDENTIFIER}.yaml": {**common, "DefaultLocale": LANGUAGE, "ManifestType": "version", **ending},
        f"{IDENTIFIER}.installer.yaml": {
            **common,
            "MinimumOSVersion": "10.0.17763.0",
            "InstallModes": ["silent", "silentWithProgress", "interactive"],
            "UpgradeBehavior": "install",
            "Protocols": ["bcdc"],
            "Commands": ["bcdc"],
            "Installers": installers,
            "ManifestType": "installer",
            **ending,
        },
        f"{IDENTIFIER}.locale.{LANGUAGE}.yaml": {
            **common,
            "PackageLocale": LANGUAGE,
            "Publisher": "BCDC Desktop's authors",
            "PackageName": msi.NAME,
            "License": "Apache-2.0",
            "ShortDescription": "Keep the records and files of a CKAN catalogue",
            "Tags": ["ckan", "catalogue", "open-data"],
            "ManifestType": "defaultLocale",
            **ending,
        },
    }


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    text = version("bcdc-desktop")
    sums = {}
    for name, scope in msi.SCOPES.items():
        path = msi.PACKAGES / msi.file_name(scope, text)
        if not path.is_file():
            print(f"{path} is not there: build it with packaging/msi.py.", file=sys.stderr)
            return 1
        sums[name] = archives.sha256(path)
    folder = msi.PACKAGES / "winget"
    folder.mkdir(exist_ok=True)
    for name, content in manifests(text, sys.argv[1], sums).items():
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")  # YAML has JSON in it
    print(f"Wrote {folder.relative_to(msi.ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
