"""One method for every action of CKAN that the program uses, through ckanapi, typed in and out."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bcdc_desktop.domain.organization import (
    Organization,
    from_group_tree,
    from_organization_list,
    from_related_list,
)
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.translation import tr

from . import errors
from .answers import problem_of, unreadable
from .connection import shown
from .http import Patience, Progress
from .revise import Revision
from .shapes import (
    ActivityShape,
    GroupShape,
    IndexedShape,
    LicenceShape,
    LoneResourceShape,
    MembershipShape,
    OrganizationShape,
    PackageShape,
    SchemaShape,
    SearchShape,
    StatusShape,
    TreeShape,
    UserShape,
    ViewShape,
)
from .translate import no_ckan
from .uploads import StoredFiles

PAGE = 50  # packages a page: 0.5 MB at 8 resources each, 2 ms of JSON parsing with the interpreter lock held
_LIST_PAGE = 100  # organizations a page of organization_list(all_fields)
MOST_RECORDS = 2_000_000  # of one list: the largest catalogues of all have fewer
MOST_ORGANIZATIONS = 100_000
MOST_TYPES = 100  # of records
MOST_GROUPS = 1000
# Pages one after the other with nothing new on them, beside twice as many as had something: where hits were deleted
# meanwhile, a list is gone through from its beginning again.
MOST_REPEATS = 3


@dataclass(frozen=True)
class Account:
    """Who a key belongs to."""

    name: str
    title: str
    sysadmin: bool = False


@dataclass(frozen=True)
class SearchPage:
    """One page of ``package_search``: whole packages, the count of all hits, facets as field -> value -> count.

    ``set_aside`` is how many came beside them that could not be read.
    """

    count: int
    packages: list[dict[str, Any]]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    set_aside: int = 0

    @property
    def rows(self) -> int:
        """How many came, with those that could not be read."""
        return len(self.packages) + self.set_aside


class Pages:
    """Looks after a list that is read page by page: that it has an end, whatever count the server names."""

    def __init__(self, most: int = MOST_RECORDS) -> None:
        self._most = most
        self._seen = 0
        self._productive = 0
        self._repeats = 0

    def read(self, fresh: int) -> None:
        """Note a page with so many entries that no page before it had.

        Raises:
            UnreadableAnswer: the list repeats itself, or is longer than any list is.
        """
        self._seen += fresh
        self._productive += bool(fresh)
        self._repeats = 0 if fresh else self._repeats + 1
        if self._repeats >= MOST_REPEATS + 2 * self._productive:
            raise errors.UnreadableAnswer(
                tr("The catalogue keeps sending the same page of a list, so the list can't be read to its end.")
            )
        if self._seen > self._most:
            raise errors.UnreadableAnswer(
                tr("The catalogue sends a list of more than {n} entries. It was not read to its end.", n=self._most)
            )


@dataclass(frozen=True)
class StoredTable:
    """Rows of a table in the DataStore: name and type of each field, values row by row, and how many rows there are in
    all, where the server says."""

    fields: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]
    total: int | None


class Catalogue(StoredFiles):
    """A CKAN, as seen with one key (or none): its actions here, its files in ``StoredFiles``, how calls are sent in
    ``Connection``. Every method may be called from any thread: each has its own session.
    """

    def __init__(self, profile: Profile, key: str | None = None, *, patience: Patience | None = None) -> None:
        super().__init__(profile, key, patience=patience)
        self._tree_route: str | None = None

    def anonymous(self) -> Catalogue:
        """Return the same catalogue as someone who is not signed in sees it; its reads go through the same gate."""
        found = Catalogue(self.profile, patience=self._patience)
        found.gate = self.gate
        return found

    # what the catalogue is

    def status(self) -> dict[str, Any]:
        """Call ``status_show``: version, site title, extensions.

        Raises:
            ServerFault: what answers is not CKAN.
        """
        result = self._read("status_show")
        if not isinstance(result, Mapping) or "ckan_version" not in result:
            raise errors.ServerFault(no_ckan(), detail=str(result)[:200])
        return shown(result, StatusShape)

    def account(self, name: str | None = None) -> Account | None:
        """Return whose key this is; None when it is not valid (no key, a wrong or an expired one).

        BCDC has ``whoami``; CKAN from 2.10 answers ``user_show`` without an id; before, an action that needs a
        signed-in user proves the key, and ``name`` (or the one user whose mail address is shown to us) names it.
        """
        if not self._key:
            return None
        with contextlib.suppress(errors.UnknownAction, errors.NotFound, errors.NotAuthorized):
            answer = self._read("whoami")
            who = answer.get("id") or answer.get("name") if isinstance(answer, Mapping) else answer
            if who and isinstance(who, str):
                return _account(self._dict("user_show", UserShape, id=who))
        with contextlib.suppress(errors.NotFound, errors.NotAuthorized, errors.Invalid):
            return _account(self._dict("user_show", UserShape))
        try:
            self._read("dashboard_activity_list", limit=1)
        except (errors.NotAuthorized, errors.UnknownAction):
            return None
        with contextlib.suppress(errors.NotFound, errors.NotAuthorized):
            if name and "email" in (user := self._dict("user_show", UserShape, id=name)):
                return _account(user)
            ours = [u for u in self._records("user_list", UserShape) if "email" in u]
            if len(ours) == 1:
                return _account(ours[0])
        return Account(name or "", name or "")

    def schema(self, dataset_type: str | None = None) -> DatasetSchema:
        """Call ``scheming_dataset_schema_show`` for a type of records; where none is named, for the profile's, else for
        the first that has one.

        Raises:
            UnknownAction: the catalogue has no ckanext-scheming.
            NotFound: there is no schema of that type.
        """
        kind = dataset_type or self.profile.dataset_type or next(iter(self.dataset_types()), "dataset")
        found = self._dict("scheming_dataset_schema_show", SchemaShape, type=kind)
        try:
            return DatasetSchema.from_action({**found, "dataset_type": kind})
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise unreadable(found) from error

    def schemas(self) -> list[DatasetSchema]:
        """Return the schemas of all types of records; none where there is no scheming.

        Raises:
            UnreadableAnswer: one of them is no schema, or there are more types than any catalogue has.
        """
        types = self.dataset_types()
        if len(types) > MOST_TYPES:
            raise unreadable(types)
        return [self.schema(kind) for kind in types]

    def dataset_types(self) -> list[str]:
        """Call ``scheming_dataset_schema_list``; empty where there is no scheming."""
        try:
            return self._texts("scheming_dataset_schema_list")
        except (errors.UnknownAction, errors.NotFound):
            return []

    def licences(self) -> list[dict[str, Any]]:
        """Call ``license_list``."""
        return self._records("license_list", LicenceShape)

    def groups(self) -> list[dict[str, Any]]:
        """Call ``group_list``: the groups (not organizations) that records can be in, page by page; empty where the
        catalogue has none or too many to choose from."""
        found: dict[str, dict[str, Any]] = {}
        while len(found) < MOST_GROUPS:
            try:
                page = self._records("group_list", GroupShape, all_fields=True, limit=_LIST_PAGE, offset=len(found))
            except errors.UnknownAction:
                return []
            new = [g for g in page if g["name"] not in found]
            found |= {g["name"]: g for g in new}
            if not new:
                break
        return list(found.values())

    def has_action(self, action: str) -> bool:
        """Return whether the catalogue knows an action (``help_show``, which changes nothing)."""
        try:
            self._read("help_show", name=action)
        except errors.NotFound:
            return False
        return True

    def complete_tag(self, prefix: str) -> list[str]:
        """Call ``tag_autocomplete``."""
        return self._texts("tag_autocomplete", query=prefix, limit=20)

    # organizations

    def organizations(self) -> list[Organization]:
        """Return all organizations with their parents, by the fastest way this catalogue knows (and remembered)."""
        routes: dict[str, Callable[[], list[Organization]]] = {
            "related": lambda: from_related_list(
                self._records(
                    "organization_or_group_list_related", OrganizationShape, is_organization="true", all_fields="true"
                )
            ),
            "tree": lambda: list(from_group_tree(self._list("group_tree", type="organization"), self._readable_nodes)),
            "list": self._listed_organizations,
        }
        odd: errors.UnreadableAnswer | None = None
        for name, ask in routes.items():
            if self._tree_route not in (None, name):
                continue
            try:
                found = ask()
            except errors.UnknownAction:
                continue
            except errors.UnreadableAnswer as error:  # another way may be readable
                odd = odd or error
                continue
            self._tree_route = name
            return found
        if odd is not None and self._tree_route is None:
            raise odd
        self._tree_route = None
        return self._listed_organizations()

    def _listed_organizations(self) -> list[Organization]:
        entries: dict[str, Mapping[str, Any]] = {}
        pages, offset = Pages(MOST_ORGANIZATIONS), 0
        while True:
            page = self._list(
                "organization_list", all_fields=True, include_groups=True, limit=_LIST_PAGE, offset=offset
            )
            offset += len(page)
            new = [o for o in self._sorted_out(page, OrganizationShape) if o["id"] not in entries]
            entries |= {o["id"]: o for o in new}
            pages.read(len(new))
            if not page or not new:
                return from_organization_list(entries.values())

    def _readable_nodes(self, nodes: Iterable[Any]) -> list[dict[str, Any]]:
        return self._sorted_out(nodes, TreeShape, without="children")

    def organization_counts(self) -> dict[str, int]:
        """Return the number of packages per organization name, of those this user may see."""
        page = self.search(rows=0, facets=("organization",))
        return dict(page.facets.get("organization", {}))

    def organization(self, id_or_name: str) -> dict[str, Any]:
        """Call ``organization_show`` without its packages."""
        return self._dict(
            "organization_show", OrganizationShape, id=id_or_name, include_datasets=False, include_users=False
        )

    def my_organizations(self, permission: str = "create_dataset") -> dict[str, str]:
        """Return organization id -> capacity, for those where the user holds the permission (also through a parent)."""
        rows = self._records("organization_list_for_user", MembershipShape, permission=permission)
        return {str(o["id"]): str(o.get("capacity") or "editor") for o in rows}

    # packages

    def search(
        self,
        q: str = "",
        *,
        fq: str = "",
        start: int = 0,
        rows: int = PAGE,
        sort: str | None = None,
        facets: Sequence[str] = (),
        fields: Sequence[str] = (),
        mine: bool = True,
    ) -> SearchPage:
        """Call ``package_search``. ``mine`` asks for private packages and drafts too, as far as the user may see them.
        ``fields`` (``fl``) asks for these alone, as the search index has them, instead of whole packages."""
        query: dict[str, Any] = {"rows": rows, "start": start, "include_private": mine, "include_drafts": mine}
        query |= {k: v for k, v in (("q", q), ("fq", fq), ("sort", sort), ("fl", list(fields))) if v}
        if facets:
            query |= {"facet.field": list(facets), "facet.limit": -1}
        result = self._read("package_search", **query)
        if problem := problem_of(result, SearchShape, whole=False):
            raise unreadable(result, problem)
        found = {
            name: {item["name"]: item["count"] for item in facet["items"]}
            for name, facet in (result.get("search_facets") or {}).items()
        }
        packages = self._sorted_out(result["results"], IndexedShape if fields else PackageShape)
        return SearchPage(result["count"], packages, found, len(result["results"]) - len(packages))

    def search_all(self, q: str = "", *, fq: str = "", rows: int = PAGE, mine: bool = True) -> Iterator[SearchPage]:
        """Yield all hits page by page; repeats nothing, and misses nothing that was there all along: each page begins
        with the last hit of the one before, and where it does not, hits before it were deleted, and some pages are read
        again. ``rows`` may be capped by the server."""
        seen: set[str] = set()
        pages = Pages()
        start, last = 0, None
        while True:
            page = self.search(q, fq=fq, start=start, rows=max(rows, 2), sort="metadata_created asc, id asc", mine=mine)
            ids = [p["id"] for p in page.packages]
            fresh = [p for p in page.packages if p["id"] not in seen]
            seen.update(ids)
            yield SearchPage(page.count, fresh, page.facets, page.set_aside)
            if not page.rows:
                return
            if last is not None and last not in ids and start > 0:
                start = max(0, start - rows)
                pages.read(1 if fresh else 0)
                continue
            if start + page.rows >= page.count:
                return
            pages.read(len(fresh) + page.rows - len(ids))
            if page.rows == 1 or not ids or page.packages[-1]["id"] != ids[-1]:
                start, last = start + page.rows, None  # a cap of one: no room for a hit to hold on to
            else:
                start, last = start + page.rows - 1, ids[-1]

    def search_up_to(self, limit: int, q: str = "", *, fq: str = "", rows: int = PAGE) -> SearchPage:
        """Return the first hits, so many where there are as many, each of them once: pages that overlap, as the
        catalogue changes meanwhile, list one a second time."""
        found: dict[str, dict[str, Any]] = {}
        pages, start = Pages(), 0
        while True:
            page = self.search(q, fq=fq, start=start, rows=max(0, min(rows, limit - len(found))))
            before = len(found)
            for package in page.packages:
                found.setdefault(package["id"], package)
            start += page.rows
            if len(found) >= limit or start >= page.count or not page.rows:
                return SearchPage(page.count, list(found.values()), page.facets)
            pages.read(len(found) - before + page.rows - len(page.packages))

    def package(self, id_or_name: str) -> dict[str, Any]:
        """Call ``package_show``."""
        return self._dict("package_show", PackageShape, id=id_or_name)

    def resource(self, resource_id: str) -> dict[str, Any]:
        """Call ``resource_show``."""
        return self._dict("resource_show", LoneResourceShape, id=resource_id)

    def create_package(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Call ``package_create``. An id of our own is taken from system administrators only; after a lost answer the
        record is looked for by its name, which is unique."""
        return shown(self._write("package_create", dict(fields)), PackageShape)

    def patch_package(self, package_id: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Call ``package_patch``: what makes a deleted record active again."""
        return shown(self._write("package_patch", {**fields, "id": package_id}), PackageShape)

    def delete_package(self, package_id: str) -> None:
        """Call ``package_delete``: the package is marked as deleted."""
        self._write("package_delete", {"id": package_id})

    def revise(
        self,
        revision: Revision,
        *,
        progress: Progress | None = None,
    ) -> str:
        """Call ``package_revise``: all changes of one package, stored whole or not at all.

        Returns:
            The package's new ``metadata_modified``; empty when the server does not say.

        Raises:
            Conflict: ``metadata_modified`` was given and the package has changed since.
            Invalid: a value is refused; nothing was stored.
            ReadOnlyCatalogue: CKAN before 2.9 lacks the action.
            FileChanged: a file changed while it was sent; nothing was stored.
        """
        data, files = revision.call()
        try:
            result = self._call("package_revise", data, write=True, files=files, progress=progress)
        except errors.UnknownAction as error:
            raise errors.ReadOnlyCatalogue(detail=error.detail) from error
        package = result.get("package") if isinstance(result, Mapping) else None
        if not isinstance(package, Mapping):
            return ""
        return str(package.get("metadata_modified") or "")

    # tables that the catalogue keeps of files

    def table(self, resource_id: str, *, limit: int, offset: int = 0) -> StoredTable:
        """Call ``datastore_search``: the rows of a resource that is in the DataStore, in the order of the file.

        Raises:
            UnknownAction: the catalogue has no DataStore.
            NotFound: this resource is not in it.
        """
        result = self._dict("datastore_search", resource_id=resource_id, limit=limit, offset=offset)
        fields, records = result.get("fields"), result.get("records")
        if not isinstance(fields, list) or not isinstance(records, list):
            raise unreadable(result)
        named = [f for f in fields if isinstance(f, Mapping) and f.get("id") not in (None, "_id")]
        total = result.get("total")
        return StoredTable(
            tuple((str(f["id"]), str(f.get("type") or "")) for f in named),
            tuple(tuple(r.get(f["id"]) for f in named) for r in records[:limit] if isinstance(r, Mapping)),
            total if isinstance(total, int) else None,
        )

    def views(self, resource_id: str) -> list[dict[str, Any]]:
        """Call ``resource_view_list``: what the catalogue's own page shows of a resource, a table or a map."""
        return self._records("resource_view_list", ViewShape, id=resource_id)

    # what happened to a record

    def activity(self, package_id: str, *, limit: int = 30, offset: int = 0) -> list[dict[str, Any]]:
        """Call ``package_activity_list``, newest first; empty where the catalogue keeps none."""
        try:
            return self._records("package_activity_list", ActivityShape, id=package_id, limit=limit, offset=offset)
        except errors.UnknownAction:
            return []

    def user_name(self, user_id: str) -> str:
        """Call ``user_show``: return the name of a user as people know it; empty where it has none.

        Raises:
            NotFound, NotAuthorized: there is no such user, or the catalogue does not show it.
        """
        found = self._dict("user_show", id=user_id)
        return str(found.get("fullname") or found.get("display_name") or found.get("name") or "")

    def record_at(self, activity_id: str) -> dict[str, Any]:
        """Return the package as it was after one of its activities (``activity_show``); editors of its organization may
        ask.

        Raises:
            NotFound: there is no such activity, or it kept no package.
        """
        data = self._dict("activity_show", id=activity_id, include_data=True).get("data")
        package = data.get("package") if isinstance(data, Mapping) else None
        if not isinstance(package, Mapping):
            raise errors.NotFound(tr("The catalogue didn't save a version of the record for this activity."))
        return shown(package, PackageShape)


def _account(user: Mapping[str, Any]) -> Account:
    name = str(user["name"])
    return Account(name, str(user.get("fullname") or user.get("display_name") or name), bool(user.get("sysadmin")))
