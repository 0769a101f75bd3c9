"""Another editor: a script or the web form, which writes through CKAN's single actions and asks nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.http import FilePart


class Colleague(Catalogue):
    """The gateway with the actions that the program itself does not use: they are not safe against other writers."""

    def create_resource(self, fields: Mapping[str, Any], file: FilePart | None = None) -> dict[str, Any]:
        """``resource_create``; with a file, values must be plain."""
        return dict(self._call("resource_create", dict(fields), write=True, files={"upload": file} if file else None))

    def patch_resource(
        self, resource_id: str, fields: Mapping[str, Any], file: FilePart | None = None
    ) -> dict[str, Any]:
        """``resource_patch``; with a file, values must be plain."""
        data = {**fields, "id": resource_id}
        return dict(self._call("resource_patch", data, write=True, files={"upload": file} if file else None))

    def delete_resource(self, resource_id: str) -> None:
        """``resource_delete``."""
        self._write("resource_delete", {"id": resource_id})

    def reorder_resources(self, package_id: str, order: Sequence[str]) -> None:
        """``package_resource_reorder``: ``order`` lists ids; those that are left out keep their order behind."""
        self._write("package_resource_reorder", {"id": package_id, "order": list(order)})

    def update_package(self, fields: Mapping[str, Any]) -> None:
        """``package_update``: what is not given is lost."""
        self._write("package_update", dict(fields))

    def purge(self, package_id: str) -> None:
        """``dataset_purge``: for system administrators."""
        self._write("dataset_purge", {"id": package_id})
