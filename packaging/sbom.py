"""The list of what is in the program in CycloneDX's form, for those who look for vulnerable parts on their machines."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from importlib.metadata import version

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot5
from packageurl import PackageURL

import licences
import third_parties

FILE = "sbom.cdx.json"
_NAMESPACE = uuid.UUID("6f1d4d3e-6b0f-5f0e-9f6a-0d6a5a3c2b10")


def document(parts: Iterable[third_parties.Component]) -> str:
    """Return the document; the same parts give the same text, without the time it was made."""
    parts = sorted(parts, key=lambda part: (part.source, part.name))
    bom = Bom()
    bom.serial_number = uuid.uuid5(_NAMESPACE, "\n".join(f"{p.source}/{p.name}@{p.version}" for p in parts))
    program = Component(
        type=ComponentType.APPLICATION,
        name=licences.PROJECT,
        version=version(licences.PROJECT),
        bom_ref=licences.PROJECT,
        licenses=[LicenseFactory().make_from_string("Apache-2.0")],
    )
    bom.metadata.component = program
    found = [_component(part) for part in parts]
    bom.components.update(found)
    bom.register_dependency(program, found)
    bom.metadata.timestamp = None  # type: ignore[assignment]  # left out, as it differs at each build
    return JsonV1Dot5(bom).output_as_string(indent=2) + "\n"


def _component(part: third_parties.Component) -> Component:
    purl = PackageURL("deb" if part.source == "deb" else part.source, _namespace(part.source), part.name, part.version)
    return Component(
        type=ComponentType.LIBRARY,
        name=part.name,
        version=part.version,
        purl=purl,
        bom_ref=purl.to_string(),
        licenses=[LicenseFactory().make_from_string(part.licence)],
    )


def _namespace(source: str) -> str | None:
    return "debian" if source == "deb" else None
