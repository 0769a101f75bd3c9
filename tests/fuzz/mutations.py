"""Changes to real answers, as servers, proxies and colleagues make them by mistake or on purpose; all from one seed."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CONTROLS = "\x1b[2J\x07\x9b31m\u0085\u202e\u200b\ufeff\u2028é日\U0001f600\x00"
BROKEN = "%s {0} {x!r} \\ ' \" </script> $(x) `x` ; | & ../../x \r\n\t"


def nested(levels: int) -> Any:
    value: Any = "x"
    for level in range(levels):
        value = [value] if level % 2 else {"a": value}
    return value


ODD: list[Any] = [
    None, True, False, 0, -1, 1, 1 << 63, 1 << 70, -(1 << 70), 10**30, 1.5, 1e308, float("nan"), float("inf"), "", " ",
    "x", "null", "true", "0", "x" * 70_000, "\ud800", "\udfff\ud800", CONTROLS, BROKEN, [], {}, [None], [[]], [{}],
    {"": ""}, [1, "x", None, {}], {"id": None}, {"id": []}, {"name": 1}, {"message": "x"}, nested(90), nested(300),
    nested(900), "2024-02-30", "9999-12-31T23:59:59.999999", "0001-01-01T00:00:00+14:00", "10000-01-01", "x" * 300,
    "../../../etc/passwd", "C:\\x", "javascript:alert(1)", "http://[", "http://\ud800", "file:///etc/passwd",
    "-", "--help",
]  # fmt: skip
ENVELOPES: list[Any] = [
    None, True, 5, "text", [], {}, [1], {"success": True}, {"success": "true", "result": {}},
    {"success": 1, "result": 1},
    {"success": True, "result": None}, {"success": True, "result": []}, {"success": True, "result": {}},
    {"success": True, "result": "x"}, {"success": True, "result": 0}, {"success": False},
    {"success": False, "error": None},
    {"success": False, "error": "no"}, {"success": False, "error": []}, {"success": False, "error": True},
    {"success": False, "error": {}}, {"success": False, "error": {"__type": 5, "message": {"a": 1}}},
    {"success": False, "error": {"__type": "Validation Error"}},
    {"success": False, "error": {"__type": "Validation Error", "title": None, "resources": 5}},
    {"success": False, "error": {"__type": "Validation Error", "resources": [{"url": ["x"]}, {}, "x"], "match": 5}},
    {"success": False, "error": {"__type": "Validation Error", "message": [{"x": [1]}]}},
    {"success": False, "error": {"__type": "Validation Error", "x": nested(300)}},
    {"success": False, "error": {"__type": "Not Found Error", "message": None}},
    {"success": False, "error": {"__type": "Authorization Error", "message": ["x"]}},
    {"success": False, "error": {"__type": "Search Error", "message": 7}},
    {"success": False, "error": {"__type": "Search Query Error", "message": CONTROLS}},
    {"success": False, "error": {"__type": "Search Index Error", "message": "x"}},
    {"success": False, "error": {"__type": "Integrity Error", "message": ""}},
    "Bad request - JSON Error: x", "Bad request - Action name not known: x",
]  # fmt: skip
HEADERS: list[Mapping[str, str]] = [
    {"Content-Type": "text/html"}, {"Content-Type": "application/json; charset=utf-16"}, {"Content-Type": ";;;="},
    {"Content-Encoding": "gzip"}, {"Content-Encoding": "x"}, {"Location": "http://["}, {"Location": ""}, {"Date": "x"},
    {"Retry-After": "x" * 5000}, {"Retry-After": "1e999"},
    {"Set-Cookie": CONTROLS.encode("ascii", "ignore").decode("ascii")},
    {"Content-Length": "-1"}, {"Content-Length": "99999"}, {"Content-Length": "abc"}, {"Content-Length": "3"},
    {"Transfer-Encoding": "chunked"}, {"X": "x" * 70_000},
]  # fmt: skip
STATUSES = [200, 201, 204, 302, 400, 401, 403, 404, 405, 409, 413, 429, 500, 502, 503, 418, 599]


@dataclass
class Reply:
    """A response: its status, headers beside those that every response has, and its body."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def _places(value: Any, within: list[tuple[Any, Any]], depth: int = 0) -> None:
    if depth > 8:
        return
    listed = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for place, one in list(listed):
        within.append((value, place))
        _places(one, within, depth + 1)


def mutate_value(value: Any, rng: random.Random, times: int = 0) -> Any:
    """Return a value in which some places hold something else than before; changes it in place."""
    whole = [value]
    for _ in range(times or rng.choice((1, 1, 2, 5))):
        places: list[tuple[Any, Any]] = []
        _places(whole, places)
        # few places are near the top, and more depends on them
        owner, place = rng.choice(places[: rng.choice((3, 30, len(places)))] or places)
        kind = rng.randrange(8)
        old = owner[place]
        if kind == 0 and isinstance(owner, dict):
            del owner[place]
        elif kind == 1 and isinstance(owner, dict):
            owner[rng.choice(["", "id", "name", "__type", CONTROLS, "x" * 300, "upload"])] = owner.pop(place)
        elif kind == 2 and isinstance(old, list):
            old += old[: rng.randrange(5)]
        elif kind == 3:
            owner[place] = [old]
        elif kind == 4:
            owner[place] = {"value": old}
        elif kind == 5 and isinstance(old, str):
            cut = rng.randrange(len(old) + 1)
            owner[place] = old[:cut] + rng.choice([CONTROLS, BROKEN, "\ud800", "\n"]) + old[cut:]
        else:
            owner[place] = rng.choice(ODD)
    return whole[0]


def mutate(reply: Reply, rng: random.Random) -> Reply:
    """Return a response with something wrong."""
    kind = rng.randrange(20)
    if kind < 13:
        try:
            value = json.loads(reply.body)
        except ValueError:
            value = None
        if isinstance(value, dict) and "result" in value and rng.random() < 0.9:
            value["result"] = mutate_value(value["result"], rng)
        else:
            value = mutate_value(value, rng)
        return Reply(reply.status, json.dumps(value).encode(), reply.headers)
    if kind < 16:
        status = rng.choice([reply.status, 200, 400, 404, 409, 500])
        return Reply(status, json.dumps(rng.choice(ENVELOPES)).encode(), reply.headers)
    if kind == 16:
        return Reply(reply.status, reply.body, {**reply.headers, **rng.choice(HEADERS)})
    if kind == 17:
        status = rng.choice(STATUSES)
        headers = {"Retry-After": "0"} if status in (429, 502, 503) else {}
        return Reply(status, rng.choice([b"", b"<html>", b"{}", reply.body]), headers)
    if kind == 18:
        cut = rng.randrange(len(reply.body) + 1)
        return Reply(reply.status, reply.body[:cut], reply.headers)
    noise = bytes(rng.randrange(256) for _ in range(20))
    cut = rng.randrange(len(reply.body) + 1)
    return Reply(reply.status, reply.body[:cut] + noise + reply.body[cut:], reply.headers)
