"""``package_search``: filters, facets, order and pages from SQLite; packages as the text they are stored in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from bcdc_desktop.demo.directory import Caller
from bcdc_desktop.demo.errors import BadSearch, ValidationError
from bcdc_desktop.demo.practice import Practice, RawJson, number, reads, truth
from bcdc_desktop.demo.query import JSON_FIELD, condition, phrase, words
from bcdc_desktop.demo.reading import visible

_DEFAULT_SORT = "score desc, metadata_modified desc"
_KNOWN = {
    "q", "fq", "fq_list", "rows", "start", "sort", "fl", "facet", "facet.field", "facet.limit", "facet.mincount",
    "include_private", "include_drafts", "include_deleted", "use_default_schema", "df", "defType", "qf", "extras",
    "facet.prefix", "mm", "q.op",
}  # fmt: skip
_ORDERS = {
    "metadata_modified": "p.metadata_modified",
    "metadata_created": "p.metadata_created",
    "name": "p.name",
    "title": "p.title COLLATE NOCASE",
    "title_string": "p.title COLLATE NOCASE",
    "id": "p.id",
    "owner_org": "p.owner_org",
    "publish_state": "p.publish_state",
}
_FACETS = {
    "organization": "p.owner_org",
    "owner_org": "p.owner_org",
    "license_id": "p.license_id",
    "publish_state": "p.publish_state",
    "state": "p.state",
    "type": "p.type",
    "dataset_type": "p.type",
    "capacity": "CASE p.private WHEN 1 THEN 'private' ELSE 'public' END",
    "creator_user_id": "p.creator_user_id",
}


@reads("package_search")
def _package_search(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    unknown = [k for k in data if k not in _KNOWN and not k.startswith("ext_")]
    if unknown:
        raise BadSearch(f"Invalid search parameters: {unknown!r}")
    rows = min(number(data, "rows", 10) or 0, practice.rows_max)
    start = number(data, "start", 0) or 0
    where, parameters = _where(practice, caller, data)
    sort = str(data.get("sort") or _DEFAULT_SORT)
    if sort == "rank":
        sort = _DEFAULT_SORT
    facets = _facets(practice, data, where, parameters)
    with practice.storage.read() as db:
        count = _count(practice, where, parameters)
        order, ranked = _order(sort, str(data.get("q") or ""))
        found: list[bytes] = []
        if rows and start < count:
            sql = (
                f"SELECT b.body FROM (SELECT p.n AS n FROM package p WHERE {where} ORDER BY {order} "  # noqa: S608
                "LIMIT ? OFFSET ?) picked JOIN package_body b ON b.n = picked.n"
            )
            found = [row[0] for row in db.execute(sql, [*parameters, *ranked, rows, start])]
    fields = _fields(data.get("fl"))
    if fields is not None:
        found = [orjson.dumps(_narrowed(orjson.loads(body), fields)) for body in found]
    head = orjson.dumps({"count": count, "facets": facets, "sort": sort, "search_facets": _titled(practice, facets)})
    return RawJson(head[:-1] + b',"results":[' + practice.out(b",".join(found)) + b"]}")


def _count(practice: Practice, where: str, parameters: list[Any]) -> int:
    """Return how many there are; kept until the next write, as someone who pages asks again and again."""
    kept = practice.counts
    key = (practice.storage.generation(), where, *parameters)
    found = kept.get(key)
    if found is None:
        found = int(practice.storage.rows(f"SELECT count(*) FROM package p WHERE {where}", parameters)[0][0])  # noqa: S608
        if len(kept) > 100:
            kept.clear()
        kept[key] = found
    return found


def _where(practice: Practice, caller: Caller, data: dict[str, Any]) -> tuple[str, list[Any]]:
    filters = [str(data.get("fq") or "")]
    listed = data.get("fq_list") or []
    filters += [listed] if isinstance(listed, str) else [str(f) for f in listed]
    parts, parameters = [], []
    for text in (str(data.get("q") or ""), *filters):
        sql, values = condition(text)
        if sql != "1":
            parts.append(f"({sql})")
            parameters += values
    seen, values = visible(practice, caller)
    parts.append(seen)
    parameters += values
    if not truth(data.get("include_private")):
        parts.append("p.private = 0")
    if not any("+state" in f for f in filters):
        states = ["active"]
        states += ["draft"] if truth(data.get("include_drafts")) else []
        states += ["deleted"] if truth(data.get("include_deleted")) else []
        parts.append(f"p.state IN ({', '.join('?' * len(states))})")
        parameters += states
    return " AND ".join(parts), parameters


def _order(sort: str, query: str) -> tuple[str, list[Any]]:
    parts, parameters = [], []
    for part in sort.split(","):
        name, _, way = part.strip().partition(" ")
        down = " DESC" if way.strip().lower() == "desc" else ""
        if name in _ORDERS:
            parts.append(_ORDERS[name] + down)
        elif name == "score" and words(query):
            # FTS5 ranks the best lowest
            rank = "(SELECT rank FROM package_text t WHERE t.rowid = p.n AND package_text MATCH ?)"
            parts.append(f"{rank} IS NULL, {rank}" + ("" if down else " DESC"))
            match = " OR ".join(phrase([w]) for w in words(query))
            parameters += [match, match]
    way = " DESC" if parts and parts[-1].endswith(" DESC") else ""
    return ", ".join([*parts, "p.id" + way]), parameters


def _fields(sent: Any) -> Sequence[str] | None:
    """Return the fields asked for; a list in JSON, or names with commas in a query."""
    if not sent:
        return None
    return [str(f) for f in sent] if isinstance(sent, list) else str(sent).split(",")


def _narrowed(package: dict[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    out = {f: package[f] for f in fields if f in package and not isinstance(package[f], dict)}
    for name in ("metadata_modified", "metadata_created"):
        if name in out:
            out[name] += "Z"
    if "organization" in fields:
        out["organization"] = (package.get("organization") or {}).get("name")
    if "tags" in fields:
        out["tags"] = [t["name"] for t in package["tags"]]
    if "res_format" in fields:
        out["res_format"] = [r.get("format") for r in package["resources"]]
    return out


def _facets(practice: Practice, data: dict[str, Any], where: str, parameters: list[Any]) -> dict[str, Any]:
    wanted = data.get("facet.field") or []
    if isinstance(wanted, str):
        try:
            wanted = orjson.loads(wanted)
        except ValueError:
            raise ValidationError({"facet.field": ["Could not parse as valid JSON", "Not a list"]}) from None
    if not isinstance(wanted, list):
        raise ValidationError({"facet.field": ["Not a list"]})
    if "facet" in data and not truth(data["facet"]):
        return {}
    limit = number(data, "facet.limit", 50, natural=False)
    least = number(data, "facet.mincount", 1) or 1
    return {str(f): _facet(practice, str(f), where, parameters, limit or 0, least) for f in wanted}


def _facet(practice: Practice, field: str, where: str, parameters: list[Any], limit: int, least: int) -> dict[str, int]:
    source, value, counted = "package p", _FACETS.get(field, ""), "count(*)"
    before: list[Any] = []
    if field == "tags":
        source, value = "package p JOIN package_tag t ON t.n = p.n", "t.tag"
    elif field == "res_format":
        source, value = "package p JOIN resource r ON r.n = p.n", "r.format"
        counted = "count(DISTINCT p.n)"
    elif field == "private":
        true, false = ("True", "False") if practice.version >= (2, 10) else ("true", "false")
        value = f"CASE p.private WHEN 1 THEN '{true}' ELSE '{false}' END"
    elif not value:
        value, before = JSON_FIELD, [f'$."{field}"']
    rows = practice.storage.rows(
        f"SELECT {value} AS v, {counted} AS c FROM {source} WHERE {where} "  # noqa: S608
        "GROUP BY v HAVING v != '' AND c >= ? ORDER BY c DESC, v LIMIT ?",
        [*before, *parameters, least, limit],
    )
    if field == "organization":
        known = practice.directory.organizations
        return {known[v].name: c for v, c in rows if v in known}
    return {str(v): c for v, c in rows}


def _titled(practice: Practice, facets: dict[str, dict[str, int]]) -> dict[str, Any]:
    """Return ``search_facets``: the same counts with words for people."""
    out = {}
    for field, counts in facets.items():
        items = []
        for name, count in counts.items():
            shown = name
            if field == "organization" and name in practice.directory.by_name:
                shown = practice.directory.by_name[name].title or name
            elif field == "license_id" and name in practice.licences:
                shown = practice.licences[name]["title"]
            items.append({"name": name, "display_name": shown, "count": count})
        items.sort(key=lambda item: str(item["display_name"]), reverse=True)
        out[field] = {"title": field, "items": items}
    return out
