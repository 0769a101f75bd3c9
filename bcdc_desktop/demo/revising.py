"""``package_revise``: match, filter and update a package in one request that happens whole or not at all.

The semantics are those of CKAN's documentation of the action: ``match`` compares, ``filter`` removes by glob patterns,
``update`` merges, keys such as ``update__resources__ID__description`` reach into the package, where an item of a list
is named by its position (negative ones count from the end) or by the first five or more characters of its id.
"""

from __future__ import annotations

from typing import Any

import orjson

from bcdc_desktop.demo.directory import Caller
from bcdc_desktop.demo.errors import ActionError, ValidationError
from bcdc_desktop.demo.practice import Practice, writes
from bcdc_desktop.demo.requests_in import ReceivedFile


class _Unmatched(Exception):
    """A key or a type that does not fit the package."""


@writes("package_revise")
def _package_revise(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    match, update = _a_dict(data, "match"), _a_dict(data, "update")
    flat_match = {k[7:]: _value(v) for k, v in data.items() if k.startswith("match__")}
    flat_update = {k[8:]: _value(v) for k, v in data.items() if k.startswith("update__")}
    reference = flat_match.get("id") or match.get("id") or flat_match.get("name") or match.get("name")
    if reference is None:
        raise ValidationError({"match__id": "Missing value"})
    with practice.locked(always=True):
        row = practice.readable(caller, reference)
        package = practice.shown(row)
        unmatched = list(_differences(package, match, ()))
        try:
            for key, value in sorted(flat_match.items()):
                found, path = _resolve(package, key)
                unmatched += _differences(found, value, path)
        except _Unmatched as fault:
            raise _refusal(practice, {"match": [str(fault)]}) from None
        if unmatched:
            raise _refusal(practice, {"match": ["__".join(map(str, path)) for path in unmatched]})
        package_id = package["id"]
        _filter(package, _patterns(data.get("filter")))
        package["id"] = package_id
        try:
            _merge(package, update, ())
        except _Unmatched as fault:
            raise _refusal(practice, {"update": [str(fault)]}) from None
        # lists are extended first, so that files can be given to what was appended
        for key, value in sorted(flat_update.items(), key=lambda item: (not item[0].endswith("extend"), item[0])):
            try:
                _merge_at(package, key, value)
            except _Unmatched as fault:
                raise _refusal(practice, {key: [str(fault)]}) from None
        practice.may_edit(caller, row, "package_revise")
        answer = {"package": practice.save(caller, package, row)}
    if "include" in data:
        include = data["include"]
        # a lone text is taken letter by letter by CKAN, so that any star empties the answer
        _filter(answer, [str(p) for p in include] if isinstance(include, list) else list(str(include)))
    return answer


def _refusal(practice: Practice, errors: dict[str, Any]) -> ActionError:
    return ValidationError(errors) if practice.version >= (2, 10) else ValidationError({"message": [errors]})


def _value(value: Any) -> Any:
    """JSON where the text is JSON, the text itself elsewhere."""
    if isinstance(value, str):
        try:
            return orjson.loads(value)
        except ValueError:
            return value
    return value


def _a_dict(data: dict[str, Any], name: str) -> dict[str, Any]:
    if data.get(name) is None:
        return {}
    found = _value(data[name])
    if not isinstance(found, dict):
        raise ValidationError({name: ["Must be a dict"]})
    return found


def _patterns(sent: Any) -> list[str]:
    if isinstance(sent, str):
        listed = _value(sent)
        sent = listed if isinstance(listed, list) else sent.split(",")
    return [str(p).strip() for p in sent or []]


def _differences(have: Any, want: Any, path: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Yield the paths at which ``have`` is not what is wanted; what is not mentioned may be anything."""
    if isinstance(want, dict):
        if not isinstance(have, dict):
            return [path]
        out = []
        for key, value in sorted(want.items()):
            out += _differences(have[key], value, (*path, key)) if key in have else [(*path, key)]
        return out
    if isinstance(want, list):
        if not isinstance(have, list):
            return [path]
        out = []
        for i, value in enumerate(want):
            out += _differences(have[i], value, (*path, i)) if i < len(have) else [(*path, i)]
        return out
    return [] if have == want else [path]


def _step(data: Any, key: str, path: tuple[Any, ...]) -> Any:
    """Return the key or position under which ``key`` is found in ``data``."""
    if isinstance(data, dict) and key in data:
        return key
    if isinstance(data, list):
        if len(key) >= 5:
            for i, item in enumerate(data):
                if isinstance(item, dict) and str(item.get("id", "")).startswith(key):
                    return i
        else:
            try:
                index = int(key)
            except ValueError:
                index = len(data)
            if -len(data) <= index < len(data):
                return index
    raise _Unmatched("Unmatched key " + "__".join(map(str, (*path, key))))


def _resolve(data: Any, key: str) -> tuple[Any, tuple[Any, ...]]:
    path: tuple[Any, ...] = ()
    for part in key.split("__"):
        step = _step(data, part, path)
        data, path = data[step], (*path, step)
    return data, path


def _merge(data: dict[str, Any], update: Any, path: tuple[Any, ...]) -> None:
    if not isinstance(update, dict):
        raise _Unmatched("Expected dict for " + "__".join(map(str, path)))
    for key, value in update.items():
        _merge_item(data, key, value, path) if key in data else data.__setitem__(key, value)


def _merge_item(data: Any, step: Any, value: Any, path: tuple[Any, ...]) -> None:
    """Merge into ``data[step]``, which is there."""
    held = data[step]
    if isinstance(held, dict) and not isinstance(value, ReceivedFile):
        _merge(held, value, (*path, step))
    elif isinstance(held, list):
        if not isinstance(value, list):
            raise _Unmatched("Expected list for " + "__".join(map(str, (*path, step))))
        for i, item in enumerate(value):
            if i < len(held):
                _merge_item(held, i, item, (*path, step))
            else:
                held.append(item)
    else:
        data[step] = value


def _merge_at(package: dict[str, Any], key: str, value: Any) -> None:
    parent, _, last = key.rpartition("__")
    data, path = _resolve(package, parent) if parent else (package, ())
    if isinstance(data, dict):
        _merge(data, {last: value}, path)
    elif isinstance(data, list):
        if last == "extend":
            if not isinstance(value, list):
                raise _Unmatched(f"Expected list for {parent}")
            data.extend(value)
        else:
            try:
                step = _step(data, last, ())
            except _Unmatched:
                raise _Unmatched(f"Unmatched key {last}") from None
            _merge_item(data, step, value, path)
    else:
        raise _Unmatched(f"Expected list or dict for {parent}")


def _filter(data: Any, patterns: list[str]) -> None:
    """Remove what patterns name; one with a plus protects, and the first pattern that fits decides."""
    _filter_level(data, [(p.startswith("+"), p.lstrip("-+").split("__")) for p in patterns if p])


def _filter_level(data: Any, patterns: list[tuple[bool, list[str]]]) -> None:
    if isinstance(data, dict):
        _filter_dict(data, patterns)
    elif isinstance(data, list):
        _filter_list(data, patterns)


def _filter_dict(data: dict[str, Any], patterns: list[tuple[bool, list[str]]]) -> None:
    kept: dict[str, Any] = {}
    below: dict[str, list[tuple[bool, list[str]]]] = {}
    for keep, (head, *rest) in patterns:
        if head == "*":
            if keep:
                kept.update(data)
            else:
                data.clear()
        elif head in data:
            if rest:
                below.setdefault(head, []).append((keep, rest))
            elif keep:
                kept[head] = data[head]
            else:
                del data[head]
    data.update(kept)
    for head, deeper in below.items():
        if head in data:
            _filter_level(data[head], deeper)


def _filter_list(data: list[Any], patterns: list[tuple[bool, list[str]]]) -> None:
    kept: set[int] = set()
    removed: set[int] = set()
    below: dict[int, list[tuple[bool, list[str]]]] = {}
    for keep, (head, *rest) in patterns:
        if head == "*":
            if keep:
                kept |= set(range(len(data))) - removed
            else:
                removed |= set(range(len(data))) - kept
            continue
        try:
            index = int(_step(data, head, ())) % len(data)
        except _Unmatched:
            continue
        if rest:
            below.setdefault(index, []).append((keep, rest))
        elif keep and index not in removed:
            kept.add(index)
        elif not keep and index not in kept:
            removed.add(index)
    for index, deeper in below.items():
        if index not in removed:
            _filter_level(data[index], deeper)
    data[:] = [item for i, item in enumerate(data) if i not in removed]
