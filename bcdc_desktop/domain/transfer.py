"""What a record carries from one catalogue to another: its values in the other's terms, and what has no place there.

Organizations, licences and choices are called otherwise in each catalogue. ``Terms`` are what one catalogue calls them,
``TermMap`` translates, and ``carry`` puts a whole record into the other's terms. What comes only from the place (ids,
dates of the server, addresses of stored files) is never carried.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bcdc_desktop.translation import tr

from .bcdc.fields import is_bcdc
from .ckan_schema import EXTRAS, with_extras
from .organization import OrganizationTree
from .package import Resource
from .publishing import PRIVATE
from .record_changes import PACKAGE
from .schema import Choice, DatasetSchema, Field, FieldKind, choice_text
from .values import as_list, as_text, is_empty, read_value, split_tags, text_or_json

ORGANIZATION, LICENCE = "organization", "licence"
"""Kinds of terms; every other kind is the path of a field with choices (``contacts.role``, ``resources.format``)."""
_CORE = ("url", "version", "author", "author_email", "maintainer", "maintainer_email")  # CKAN's, whatever the schema
_CORE_OF_RESOURCE = ("url", "description")
# CKAN's, which ckanext-fluent makes of the same name with ``_translated``: one language of it
_ONE_LANGUAGE = frozenset({"title", "notes"})
_ONE_LANGUAGE_OF_RESOURCE = frozenset({"name", "description"})
_SEVERAL = "_translated"
# what CKAN itself says of a package or a resource, which another place says in its own way
_OF_THE_PLACE = frozenset(
    {
        "creator_user_id", "id", "isopen", "license_title", "license_url", "metadata_created", "metadata_modified",
        "num_resources", "num_tags", "organization", "relationships_as_object", "relationships_as_subject", "resources",
        "revision_id", "revision_timestamp", "state", "tags", "type", "tracking_summary",
    }
)  # fmt: skip
_OF_THE_RESOURCE = frozenset(
    {
        "cache_last_updated", "cache_url", "created", "datastore_active", "hash", "id", "last_modified",
        "metadata_modified", "mimetype", "mimetype_inner", "package_id", "position", "resource_type", "revision_id",
        "size", "state", "tracking_summary", "url_type", "webstore_last_updated", "webstore_url", "on_same_domain",
        "datastore_contains_all_records_of_source_file", "ckan_url",
    }
)  # fmt: skip
_PLAIN = frozenset(
    {
        FieldKind.TEXT, FieldKind.AREA, FieldKind.MARKDOWN, FieldKind.CHOICE, FieldKind.INTEGER, FieldKind.LINK,
        FieldKind.EMAIL, FieldKind.DATE, FieldKind.DATETIME, FieldKind.ZONED_DATETIME, FieldKind.PARTIAL_DATE,
        FieldKind.SLUG, FieldKind.ORGANIZATION, FieldKind.LICENCE, FieldKind.STATE, FieldKind.FILE,
    }
)  # fmt: skip
_GROUPS = frozenset({FieldKind.GROUP, FieldKind.GROUPS})


@dataclass(frozen=True)
class Terms:
    """What one catalogue calls its organizations and licences (``license_list``), and its schema with the choices.

    ``schemas`` are those of all types of records, by type; ``schema`` is that of new ones.
    """

    schema: DatasetSchema
    organizations: OrganizationTree
    licences: Sequence[Mapping[str, Any]] = ()
    schemas: Mapping[str, DatasetSchema] = field(default_factory=dict)

    def schema_for(self, dataset_type: Any) -> DatasetSchema:
        """Return the schema of a type of records; where there is no such type, that of new ones."""
        return self.schemas.get(str(dataset_type or ""), self.schema)

    def licence(self, value: str) -> Mapping[str, Any] | None:
        """Return the licence of that id."""
        return next((licence for licence in self.licences if str(licence.get("id")) == value), None)


class Origin(StrEnum):
    """Where a translation of a term comes from."""

    SAME = "same"  # the same value means the same there
    PROPOSED = "proposed"  # by its name or title
    DECIDED = "decided"  # by a person, once
    MISSING = "missing"  # nothing there has its name


@dataclass(frozen=True)
class TermPair:
    """One term and what it is there: ``target`` is None where it has no place, and empty where a person decided to
    leave it out. Labels are what people read."""

    kind: str
    source: str
    label: str
    target: str | None
    target_label: str
    origin: Origin


class Reason(StrEnum):
    """Why a value has no place in the other catalogue."""

    FIELD = "field"  # it has no such field
    KIND = "kind"  # the field holds something of another kind there
    ORGANIZATION = "organization"
    LICENCE = "licence"
    CHOICE = "choice"
    FILE = "file"  # files are not copied this time
    MEMBERSHIP = "membership"  # in groups of the catalogue
    PAIR = "pair"  # an additional field has the name of a field there
    READ_ONLY = "read_only"  # the catalogue sets the field itself


@dataclass(frozen=True)
class Unmapped:
    """A value that cannot be carried over.

    Attributes:
        section: empty for the package, else the id of a resource in the source.
        path: the field, or ``contacts.role`` within a group.
        label: what people call the field.
        value: what is left behind.
        term: the kind of the term that has no place, to be decided; empty where a decision would not help.
        field: the field in the source, where its schema has it.
    """

    section: str
    path: str
    label: str
    value: Any
    reason: Reason
    term: str = ""
    field: Field | None = None

    @property
    def value_text(self) -> str:
        """The value as people read it, in one line."""
        of = None if self.term else self.field
        text = as_text(self.value, of) if of is not None else text_or_json(self.value)
        return " ".join(text.split())

    @property
    def message(self) -> str:
        """Why, in words."""
        match self.reason:
            case Reason.FIELD:
                return tr("The other catalogue has no field “{field}”.", field=self.label)
            case Reason.KIND:
                return tr("The field “{field}” has another type in the other catalogue.", field=self.label)
            case Reason.ORGANIZATION:
                return tr("The other catalogue has no organization “{name}”.", name=self.value)
            case Reason.LICENCE:
                return tr("The other catalogue has no licence “{name}”.", name=self.value)
            case Reason.CHOICE:
                return tr("“{value}” isn't one of the choices of “{field}” there.", value=self.value, field=self.label)
            case Reason.FILE:
                return tr("The file “{name}” isn't copied.", name=self.value)
            case Reason.MEMBERSHIP:
                return tr("Groups of a catalogue aren't carried over.")
            case Reason.PAIR:
                return tr("“{field}” isn't an additional field in the other catalogue, but one of its own.",
                          field=self.label)  # fmt: skip
            case Reason.READ_ONLY:
                return tr("The other catalogue sets the field “{field}” itself.", field=self.label)


class TermMap:
    """Translates the terms of one catalogue into those of another: as decided, as they are, or by their names.

    ``pairs`` are all that were asked for so far, for the table that a person looks at.
    """

    def __init__(self, source: Terms, target: Terms, decided: Mapping[tuple[str, str], str] | None = None) -> None:
        """Create the map.

        Args:
            decided: (kind, term of the source) -> term of the target; empty to leave it out.
        """
        self.source, self.target = source, target
        self._decided = dict(decided or {})
        self.pairs: dict[tuple[str, str], TermPair] = {}

    def organization(self, value: str) -> TermPair:
        """Translate the id (or name) of an organization."""
        key = (ORGANIZATION, value)
        if key not in self.pairs:
            ours, there = self.source.organizations.get(value), self.target.organizations
            label = ours.title or ours.name if ours else value
            found, origin = None, Origin.MISSING
            if key in self._decided:
                wanted = there.get(self._decided[key])
                self.pairs[key] = self._as_decided(key, label, wanted.title if wanted else "")
                return self.pairs[key]
            if ours is not None:
                same_title = [o for o in there if o.title and o.title.casefold() == ours.title.casefold()]
                by_name = there.get(ours.name)
                found = by_name or (same_title[0] if len(same_title) == 1 else None)
                origin = Origin.PROPOSED
            if found is None and (by_id := there.get(value)) is not None:
                found, origin = by_id, Origin.SAME
            if found is not None and found.id == value:
                origin = Origin.SAME
            self.pairs[key] = TermPair(
                ORGANIZATION, value, label, found.id if found else None, found.title if found else "",
                origin if found else Origin.MISSING,
            )  # fmt: skip
        return self.pairs[key]

    def licence(self, value: str) -> TermPair:
        """Translate the id of a licence: by its title or address; by its id where the titles do not speak against it.
        The same number is another licence elsewhere."""
        key = (LICENCE, value)
        if key not in self.pairs:
            ours = self.source.licence(value)
            label = str((ours or {}).get("title") or value)
            if key in self._decided:
                chosen = self.target.licence(self._decided[key])
                self.pairs[key] = self._as_decided(key, label, str((chosen or {}).get("title") or ""))
                return self.pairs[key]
            found, origin = self.target.licence(value), Origin.SAME
            if found is not None and ours is not None and _title(found) != _title(ours):
                found = None
            if found is None and ours is not None:
                origin = Origin.PROPOSED
                named = [other for other in self.target.licences if _title(other) and _title(other) == _title(ours)]
                linked = [other for other in self.target.licences if _address(other) == _address(ours) != ""]
                found = next(iter([*named, *linked]), None)
            self.pairs[key] = TermPair(
                LICENCE, value, label, str(found["id"]) if found else None, str((found or {}).get("title") or ""),
                origin if found else Origin.MISSING,
            )  # fmt: skip
        return self.pairs[key]

    def choice(self, path: str, value: str, ours: Sequence[Choice], theirs: Sequence[Choice]) -> TermPair:
        """Translate a value of a field with choices: as it is where the other field has it, else by its label."""
        key = (path, value)
        if key not in self.pairs:
            label = next((c.label for c in ours if c.value == value), value)
            if key in self._decided:
                wanted = self._decided[key]
                there = next((c.label for c in theirs if c.value == wanted), "")
                self.pairs[key] = self._as_decided(key, label, there)
                return self.pairs[key]
            found = next((c for c in theirs if c.value == value), None)
            origin = Origin.SAME
            if found is None:
                origin = Origin.PROPOSED
                wanted_texts = {label.casefold(), value.casefold()}
                found = next((c for c in theirs if {c.label.casefold(), c.value.casefold()} & wanted_texts), None)
            self.pairs[key] = TermPair(
                path, value, label, found.value if found else None, found.label if found else "",
                origin if found else Origin.MISSING,
            )  # fmt: skip
        return self.pairs[key]

    def _as_decided(self, key: tuple[str, str], label: str, target_label: str) -> TermPair:
        wanted = self._decided[key]
        if wanted and not target_label:  # what was decided on is not there any more
            return TermPair(*key, label, None, "", Origin.MISSING)
        target = wanted
        if key[0] == ORGANIZATION and wanted and (there := self.target.organizations.get(wanted)) is not None:
            target = there.id
        return TermPair(*key, label, target, target_label, Origin.DECIDED)


def _title(licence: Mapping[str, Any]) -> str:
    return str(licence.get("title") or "").strip().casefold()


def _address(licence: Mapping[str, Any]) -> str:
    return str(licence.get("url") or "").strip().rstrip("/").casefold().removeprefix("http://").removeprefix("https://")


def options_of(terms: Terms, kind: str) -> list[tuple[str, str]]:
    """Return what a term of a kind may be translated to: (value, what people read), in their order.

    Args:
        terms: of the catalogue that it is translated for.
        kind: ``ORGANIZATION``, ``LICENCE``, or the path of a field with choices.
    """
    if kind == ORGANIZATION:
        return sorted(((o.id, o.title or o.name) for o in terms.organizations), key=lambda o: o[1].casefold())
    if kind == LICENCE:
        return [(str(o["id"]), str(o.get("title") or o["id"])) for o in terms.licences if "id" in o]
    first, *rest = kind.split(".")
    of_resources = first == "resources" and bool(rest)
    names = rest if of_resources else [first, *rest]
    for schema in [terms.schema, *terms.schemas.values()]:
        fields = schema.resource_fields if of_resources else schema.dataset_fields
        found = next((f for f in fields if f.name == names[0]), None)
        for name in names[1:]:
            found = next((s for s in found.subfields if s.name == name), None) if found is not None else None
        if found is not None and found.choices:
            return [(c.value, c.label) for c in found.choices]
    return []


@dataclass(frozen=True)
class CarriedResource:
    """One resource in the other catalogue's terms. ``id`` is that of the source; a stored file has no ``url``."""

    id: str
    values: Mapping[str, Any]
    source: Mapping[str, Any]

    @property
    def stored(self) -> bool:
        """Whether its file is kept in the catalogue."""
        return Resource(self.source).uploaded


@dataclass
class Carried:
    """A record in the other catalogue's terms: what it says there, and what has no place there. ``dataset_type`` is the
    type of record that it is there."""

    dataset_type: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    resources: list[CarriedResource] = field(default_factory=list)
    unmapped: list[Unmapped] = field(default_factory=list)

    def missing_names(self, section: str = PACKAGE) -> set[str]:
        """Return the fields of a section of which something has no place there."""
        return {u.path.partition(".")[0] for u in self.unmapped if u.section == section}


def carry(record: Mapping[str, Any], terms: TermMap, *, with_states: bool = False) -> Carried:
    """Return a record in the other catalogue's terms.

    Args:
        record: as ``package_show`` gives it.
        terms: of both catalogues.
        with_states: whether the publish state and the visibility go along: to compare them. A copy begins anew.
    """
    found = Carried()
    carrier = _Carrier(terms, found, with_states=with_states)
    ours, theirs = terms.source.schema_for(record.get("type")), terms.target.schema_for(record.get("type"))
    found.dataset_type = theirs.dataset_type
    if record.get(EXTRAS):  # a catalogue with a schema keeps them beside its fields; BCDC refuses them
        ours, theirs = with_extras(ours), theirs if is_bcdc(theirs) else with_extras(theirs)
    found.values = carrier.section(PACKAGE, record, ours.dataset_fields, theirs.dataset_fields)
    for raw in record.get("resources") or ():
        if isinstance(raw, Mapping) and raw.get("id"):
            values = carrier.section(str(raw["id"]), raw, ours.resource_fields, theirs.resource_fields)
            found.resources.append(CarriedResource(str(raw["id"]), values, raw))
    return found


class _Carrier:
    def __init__(self, terms: TermMap, found: Carried, *, with_states: bool) -> None:
        self._terms = terms
        self._found = found
        self._with_states = with_states

    def section(
        self, section: str, record: Mapping[str, Any], ours: Sequence[Field], theirs: Sequence[Field]
    ) -> dict[str, Any]:
        stored = section != PACKAGE and Resource(record).uploaded
        core = _CORE_OF_RESOURCE if section else _CORE
        known = {f.name: f for f in ours}
        there = {f.name: f for f in theirs}
        values: dict[str, Any] = {}
        made = {
            name
            for name in (_ONE_LANGUAGE_OF_RESOURCE if section else _ONE_LANGUAGE)
            if name not in known and name + _SEVERAL in known
        }
        plain = [n for n in core if n not in known and n not in made] + sorted(made & there.keys())
        for source in [*ours, *_plain_fields(plain)]:
            if self._stays(source) or (stored and source.name == "url"):
                continue
            value = read_value(record, source)
            if is_empty(value, source):
                continue
            target = there.get(source.name)
            if source.kind is FieldKind.TAGS:
                target = next((f for f in theirs if f.kind is FieldKind.TAGS), target)
            several = _translated(source, there) if source.name + _SEVERAL not in known else None
            if target is None and several is not None:
                values[several.name] = {several.languages[0]: str(value)}
                continue
            if target is None and source.name in core:
                target = source
            if target is not None and target.kind is FieldKind.STATE and not self._with_states:
                continue
            if source.kind is FieldKind.EXTRAS and target is not None:
                value = self._pairs(value, there)
            path = f"resources.{source.name}" if section else source.name
            carried = self._value(section, source.name, path, source, target, value)
            if carried is not None and target is not None:
                values[target.name] = carried
        self._note_unknown(section, record, {*known, *made}, core)
        return values

    def _pairs(self, value: Any, there: Mapping[str, Field]) -> list[Any]:
        """Return CKAN's own pairs; one with the name of a field there would be refused with the whole record."""
        kept = []
        for row in _rows(value):
            key = str(row.get("key") or "") if isinstance(row, Mapping) else ""
            if key in there:
                self._found.unmapped.append(Unmapped(PACKAGE, f"{EXTRAS}.{key}", key, row.get("value"), Reason.PAIR))
            else:
                kept.append(row)
        return kept

    def _stays(self, source: Field) -> bool:
        if source.kind is FieldKind.STATE or source.name == PRIVATE:
            return not self._with_states
        return source.read_only or source.name in ("id", "type", "state")

    def _note_unknown(
        self, section: str, record: Mapping[str, Any], known: Collection[str], core: Sequence[str]
    ) -> None:
        """Tell of what a record holds beside its schema: CKAN keeps any key of a resource, and groups."""
        ignored = {*known, *core, PRIVATE, *(_OF_THE_RESOURCE if section else _OF_THE_PLACE)}
        for name, value in record.items():
            if name not in ignored and not is_empty(value) and not name.startswith("_"):
                self._found.unmapped.append(Unmapped(section, name, name, value, Reason.FIELD))

    def _value(self, section: str, path: str, term: str, source: Field, target: Field | None, value: Any) -> Any:
        """Return one value in the other's terms; None where nothing of it has a place there."""

        def left(reason: Reason, what: Any, kind: str = "") -> None:
            self._found.unmapped.append(Unmapped(section, path, source.label, what, reason, kind, source))

        if source.kind is FieldKind.MEMBERSHIPS and not self._with_states:
            left(Reason.MEMBERSHIP, value)
            return None
        if target is None:
            left(Reason.FIELD, value)
            return None
        if target.read_only:
            left(Reason.READ_ONLY, value)
            return None
        if _family(source) != _family(target):
            left(Reason.KIND, value)
            return None
        if source.kind is FieldKind.ORGANIZATION or source.name == "owner_org":
            return self._term(self._terms.organization(str(value)), left, Reason.ORGANIZATION)
        if source.kind is FieldKind.LICENCE or target.kind is FieldKind.LICENCE:
            return self._term(self._terms.licence(str(value)), left, Reason.LICENCE)
        if target.kind is FieldKind.TAGS:
            return ", ".join(split_tags(value))
        if source.kind in _GROUPS:
            rows = [self._row(section, path, term, source, target, row) for row in _rows(value)]
            return [row for row in rows if row] or None
        if target.choices:
            if target.kind is FieldKind.MULTICHOICE:
                pairs = [
                    self._terms.choice(term, choice_text(v), source.choices, target.choices)
                    for v in as_list(value)
                    if not is_empty(v)
                ]
                kept = [v for pair in pairs if (v := self._term(pair, left, Reason.CHOICE)) is not None]
                return kept or None
            chosen = self._terms.choice(term, choice_text(value), source.choices, target.choices)
            return self._term(chosen, left, Reason.CHOICE)
        return value

    def _row(self, section: str, path: str, term: str, source: Field, target: Field, row: Any) -> Any:
        if not isinstance(row, Mapping):
            return row
        subfields, there = {s.name: s for s in source.subfields}, {s.name: s for s in target.subfields}
        carried: dict[str, Any] = {}
        for name, value in row.items():
            sub = subfields.get(name, Field(name, name, FieldKind.TEXT))
            if is_empty(value, sub):
                continue
            new = self._value(section, f"{path}.{name}", f"{term}.{name}", sub, there.get(name), value)
            if new is not None:
                carried[name] = new
        return carried

    def _term(self, pair: TermPair, left: Any, reason: Reason) -> str | None:
        if pair.target is None:
            left(reason, pair.label, pair.kind)
        return pair.target or None


def _translated(source: Field, there: Mapping[str, Field]) -> Field | None:
    """Return the field there that has a text of CKAN's own in several languages."""
    found = there.get(source.name + _SEVERAL)
    several = found is not None and found.kind in (FieldKind.TRANSLATED_TEXT, FieldKind.TRANSLATED_MARKDOWN)
    one = source.name in _ONE_LANGUAGE | _ONE_LANGUAGE_OF_RESOURCE and _family(source) == "plain"
    return found if several and one and found is not None and found.languages else None


def _family(of: Field) -> str:
    """Return what kind of value a field holds, so far as one that holds another kind cannot take it."""
    if of.kind in _PLAIN:
        return "plain"
    return "groups" if of.kind in _GROUPS else str(of.kind)


def _rows(value: Any) -> list[Any]:
    found = as_list(value) if isinstance(value, str) else value
    return [found] if isinstance(found, Mapping) else list(found)


def _plain_fields(names: Iterable[str]) -> list[Field]:
    return [Field(n, n.replace("_", " ").capitalize(), FieldKind.TEXT) for n in names]


# resources that are the same in both


def pair_resources(
    ours: Sequence[Mapping[str, Any]], theirs: Sequence[Mapping[str, Any]], known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return which resources of two records are the same: id -> id there.

    By what is remembered, by their ids, by a name that only one on each side has, by the address of a link.

    Args:
        known: pairs that are remembered.
    """
    left = {str(r["id"]): r for r in ours}
    right = {str(r["id"]): r for r in theirs}
    pairs = {a: b for a, b in (known or {}).items() if a in left and b in right}

    def match(key: Any) -> None:
        taken = set(pairs.values())
        here, there = _unique(left, set(pairs), key), _unique(right, taken, key)
        pairs.update({a: there[k] for k, a in here.items() if k in there})

    match(lambda r: str(r["id"]))
    match(lambda r: str(r.get("name") or "").strip().casefold())
    match(lambda r: "" if Resource(r).uploaded else Resource(r).url.strip())
    match(lambda r: Resource(r).file_name if Resource(r).uploaded else "")
    return {a: pairs[a] for a in left if a in pairs}


def _unique(records: Mapping[str, Mapping[str, Any]], taken: set[str], key: Any) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for i, record in records.items():
        if i not in taken and (value := key(record)):
            found.setdefault(value, []).append(i)
    return {value: ids[0] for value, ids in found.items() if len(ids) == 1}
